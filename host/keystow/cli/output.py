"""Writing to the terminal: text from a file can't steer it, and a closed pipe is no failure."""

import os
import sys
from typing import TextIO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


_NOWHERE = os.open(os.devnull, os.O_WRONLY)
"""Open from the start: `convert` gives up opening anything for writing."""


def prepare() -> None:
    """Let any text through, whatever the terminal's encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a test may have put another there
        if reconfigure:
            reconfigure(errors="backslashreplace")


def say(line: str) -> None:
    """Write a line to stdout."""
    _write(sys.stdout, line)


def note(line: str) -> None:
    """Write a line to stderr, for a person; it is no failure."""
    _write(sys.stderr, line)


def complain(sentence: str, code: str, about: str = "") -> None:
    """Write a failure to stderr: one sentence and its code."""
    subject = f"{plain(about)}: " if about else ""
    _write(sys.stderr, f"keystow: {subject}{sentence} ({code})")


def say_json(value: object) -> None:
    """Write JSON to stdout; ASCII only, so a name is exact on any terminal and can't steer it."""
    import json

    say(json.dumps(value, indent=2, ensure_ascii=True))


def plain(text: str) -> str:
    """Return text from a file or a name for display: what steers a terminal stands escaped."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in text
    )


def table(rows: "Iterable[tuple[str, ...]]") -> list[str]:
    """Return the rows with their columns aligned."""
    cells = [tuple(map(plain, row)) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]


def _write(stream: TextIO, line: str) -> None:
    try:
        stream.write(f"{line}\n")
        stream.flush()
    except BrokenPipeError:
        # Whoever read has seen enough; the work and its exit code go on.
        os.dup2(_NOWHERE, stream.fileno())
