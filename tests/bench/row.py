"""A row of the table: what was measured, how much it may be, how much it was."""

from dataclasses import dataclass
from importlib.util import find_spec

ROUNDS = 25


class NotYetError(Exception):
    """A piece that the row measures isn't built yet; the message names it."""


@dataclass(frozen=True)
class Row:
    """A ratio to its reference in the same run; `detail` tells the times behind it."""

    what: str
    ratio: float
    at_most: float
    detail: str

    @property
    def verdict(self) -> str:
        return "ok" if self.ratio <= self.at_most else "OVER"


def needs(*modules: str) -> None:
    """Raise NotYetError unless each of our modules exists."""
    for module in modules:
        parents = module.split(".")
        for depth in range(1, len(parents) + 1):
            if find_spec(".".join(parents[:depth])) is None:
                raise NotYetError(f"needs {module}")


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
