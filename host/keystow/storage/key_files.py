"""Where the key file of a slot lay when it was used last; a convenience, told to no browser."""

from keystow.storage.document import Document, Json
from keystow.storage.files import Files

MAX_SLOTS = 64

Paths = tuple[tuple[str, str], ...]
"""Slots and paths, the one used last at the end."""


class KeyFiles:
    """The paths of one client's key files, by the slot that asks for one."""

    def __init__(self, files: Files, data: str, client: str) -> None:
        self._document: Document[Paths] = Document(
            files,
            data,
            f"key-files.{client}.json",
            empty=(),
            decode=_decode,
            encode=lambda paths: {"paths": paths},
        )

    def path(self, slot: str) -> str | None:
        """Return the path used last for a slot; None where it was never used here."""
        return dict(self._document.read()).get(slot)

    def remember(self, slot: str, path: str) -> None:
        """Note a path that opened a slot; beyond 64 slots the longest unused is forgotten."""

        def change(before: Paths) -> Paths:
            others = (pair for pair in before if pair[0] != slot)
            return (*others, (slot, path))[-MAX_SLOTS:]

        self._document.update(change)


def _decode(parsed: Json) -> Paths:
    pairs = tuple((slot, path) for slot, path in parsed["paths"])
    if not all(isinstance(text, str) for pair in pairs for text in pair):
        raise TypeError("text was expected")
    return pairs
