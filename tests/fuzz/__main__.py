"""`make fuzz`: each target a million times, or as often as RUNS says, each run elsewhere."""

import sys
import time

from tests.fuzz.run import fuzz
from tests.fuzz.targets import TARGETS

STEP = 10_000


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    names = sys.argv[2:] or TARGETS
    start = time.time_ns()
    for name in names:
        opened = done = 0
        while done < runs:
            step = min(STEP, runs - done)
            opened += fuzz(name, start + done, step)
            done += step
            print(
                f"\r{name}: {done:,} executions, {opened:,} opened (seed {start})",
                end="",
                flush=True,
            )
        print()


if __name__ == "__main__":
    main()
