"""What a reader of a browser's files gives: entries, and the scraps of what is damaged."""

from dataclasses import dataclass, field
from typing import NamedTuple

from keystow.errors import TooLarge

KEY_BYTES = 4096
"""No extension's key is longer; in a table each key repeats the one before for a byte or two."""

_ENTRY_BYTES = 100  # what an entry costs besides its key and value


class Entry(NamedTuple):
    """A key as it was written once; the larger `sequence` is the later. None: it was deleted."""

    sequence: int
    key: bytes
    value: bytes | None


@dataclass(slots=True)
class Stored:
    """What one file holds.

    `scraps` are bytes out of damaged or unfinished parts: a vault in them may be whole.
    """

    entries: list[Entry] = field(default_factory=list)
    scraps: list[bytes] = field(default_factory=list)
    damaged: bool = False


class Allowance:
    """How many bytes may be unpacked, counted down by all readers of one store together."""

    def __init__(self, size: int) -> None:
        self._limit = self._left = size

    def take(self, size: int) -> None:
        """Count so many bytes before they are allocated; TooLarge."""
        if size > self._left:
            raise TooLarge(limit=self._limit)
        self._left -= size

    def take_entry(self, key: bytes, size: int) -> None:
        """Count an entry whose value has so many bytes."""
        self.take(len(key) + size + _ENTRY_BYTES)
