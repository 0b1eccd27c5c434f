"""`make bench`: print the budgets of docs/design.md that can be measured, as ratios in one run.

`make bench ROWS="kdf addresses"` runs some of them. A ratio over its budget is told, never a
failure: figures depend on the machine, so no test is timed. A row that can't be measured fails.
"""

import sys
from importlib import import_module

from tests.bench.row import NotYetError, Row

ROWS = (
    "host_start",
    "backup_unlocked",
    "unlock_restore",
    "file_at_fault",
    "round_trip",
    "window_start",
    "addresses",
    "popup_paint",
    "big_wallets",
    "kdf",
)


def main(chosen: list[str]) -> int:
    unknown = set(chosen) - set(ROWS)
    if unknown:
        print(f"no such row: {', '.join(sorted(unknown))}; there are: {' '.join(ROWS)}")
        return 2
    print(f"{'what':<64} {'at most':>8} {'seen':>8}        behind it")
    failed = False
    for name in chosen or ROWS:
        try:
            lines = _measured(name)
        except Exception as error:
            failed = True
            lines = [f"{name}: failed: {error!r}"]
        for line in lines:
            print(line, flush=True)
    return int(failed)


def _measured(name: str) -> list[str]:
    module = import_module(f"tests.bench.rows.{name}")
    try:
        rows: list[Row] = module.measure()
    except NotYetError as reason:
        return [f"{module.WHAT:<64} not yet: {reason}"]
    return [_line(row) for row in rows]


def _line(row: Row) -> str:
    return f"{row.what:<64} {row.at_most:>8.2f} {row.ratio:>8.2f} {row.verdict:<5}  {row.detail}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
