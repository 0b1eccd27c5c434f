"""Measure things side by side: one round runs each once, and the median of the rounds counts.

Interleaving lets a busy machine slow all of them alike, so that ratios hold where times don't.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence

Measure = Callable[[], float]
"""Does its work once and returns the seconds it took."""


def interleaved(measures: Mapping[str, Measure], rounds: int) -> dict[str, float]:
    """Return each measure's median in seconds; a first round warms the caches and is left out."""
    seen: dict[str, list[float]] = {name: [] for name in measures}
    for number in range(rounds + 1):
        for name, measure in measures.items():
            seconds = measure()
            if number:
                seen[name].append(seconds)
    return {name: statistics.median(values) for name, values in seen.items()}


def timed(work: Callable[[], object]) -> Measure:
    """Measure a call in this process."""

    def measure() -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return measure


def process(command: Sequence[str], exits: int = 0) -> Measure:
    """Measure a command from its start to its end; RuntimeError for any other exit code."""

    def measure() -> float:
        start = time.perf_counter()
        done = subprocess.run(command, env=environment(), capture_output=True, check=False)
        seconds = time.perf_counter() - start
        if done.returncode != exits:
            raise RuntimeError(f"{command[0]} ended with {done.returncode}, not {exits}")
        return seconds

    return measure


UNIT = process([sys.executable, "-c", "pass"])
"""The unit of design.md's budgets: an interpreter of this virtual environment doing nothing."""


def environment(**more: str) -> dict[str, str]:
    """Return our environment without what changes how an interpreter starts, and with `more`."""
    foreign = ("PYTHON", "COVERAGE_", "XDG_")
    return {k: v for k, v in os.environ.items() if not k.startswith(foreign)} | more
