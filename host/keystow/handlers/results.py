"""What became of each account of a restore or an import, bounded to fit one frame."""

from typing import Any

RESULTS_MAX = 500
_ORDER = ("refused", "left", "upgraded", "added", "same")


def bounded(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the counts of all and at most 500 rows, those that need a look first."""
    counts = dict.fromkeys(_ORDER, 0)
    for row in rows:
        counts[row["outcome"]] += 1
    first = sorted(rows, key=lambda row: _ORDER.index(row["outcome"]))
    shown = rows if len(rows) <= RESULTS_MAX else first[:RESULTS_MAX]
    return {"results": shown, "counts": counts}
