"""Whether a file that was saved is still there, told by its name and size alone."""

from collections.abc import Iterable
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from keystow.storage.destinations import Destination
from keystow.storage.files import Files, opened


class Presence:
    """A look into some destinations; each folder is opened once, for the look's duration."""

    def __init__(self, files: Files, destinations: Iterable[Destination]) -> None:
        self._files = files
        self._destinations = tuple(destinations)
        self._stack = ExitStack()
        self._folders: dict[str, int | None] = {}

    def __enter__(self) -> Self:
        for one in self._destinations:
            self._folders[one.token] = self._open(one)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def knows(self, token: str) -> bool:
        """Tell whether the destination is one of those looked into."""
        return token in self._folders

    def holds(self, token: str, name: str, size: int) -> bool:
        """Tell whether a copy may still be there: False only where its folder shows it isn't.

        A folder that can't be opened now (a stick in a drawer) gets the benefit of the doubt.
        """
        folder = self._folders[token]
        if folder is None:
            return True
        try:
            return self._files.status_in(folder, name).st_size == size
        except OSError:
            return False

    def _open(self, destination: Destination) -> int | None:
        try:
            folder = self._files.open_folder(destination.path)
        except OSError:
            return None
        return self._stack.enter_context(opened(self._files, folder))
