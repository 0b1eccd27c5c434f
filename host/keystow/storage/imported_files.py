"""Where the files lay that were imported into a wallet; a convenience, told to no browser."""

from keystow.storage.document import Document, Json
from keystow.storage.files import Files

MAX_PATHS = 64

Paths = tuple[tuple[str, str], ...]
"""Wallets and paths, the one imported last at the end."""


class ImportedFiles:
    """The paths of one client's imports, by the wallet that took them in."""

    def __init__(self, files: Files, data: str, client: str) -> None:
        self._document: Document[Paths] = Document(
            files,
            data,
            f"imported-files.{client}.json",
            empty=(),
            decode=_decode,
            encode=lambda paths: {"paths": paths},
        )

    def paths(self, handle: str) -> list[str]:
        """Return the paths imported into a wallet, the last one first."""
        return [path for wallet, path in reversed(self._document.read()) if wallet == handle]

    def remember(self, handle: str, path: str) -> None:
        """Note an import; beyond 64 paths the longest unused is forgotten."""

        def change(before: Paths) -> Paths:
            others = (pair for pair in before if pair != (handle, path))
            return (*others, (handle, path))[-MAX_PATHS:]

        self._document.update(change)


def _decode(parsed: Json) -> Paths:
    pairs = tuple((handle, path) for handle, path in parsed["paths"])
    if not all(isinstance(text, str) for pair in pairs for text in pair):
        raise TypeError("text was expected")
    return pairs
