"""`Files` in memory that know what a power loss may leave: a model of the worst file system.

What was synced stays. Of the rest anything may be on the disk: a name without its file's bytes,
half of them, one of two renames, none. `states` gives every such disk.
"""

import errno
import itertools
import os
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from keystow.storage.files import Files

Disk = dict[tuple[str, str], bytes]


class _Node:
    """A file: what a reader sees, and what the disk holds for certain."""

    def __init__(self, ino: int, data: bytes = b"") -> None:
        self.ino = ino
        self.live = data
        self.synced = data

    def possible(self) -> set[bytes]:
        """Return the bytes that a power loss may leave."""
        if self.live == self.synced:
            return {self.synced}
        return {self.synced, self.live, self.live[: len(self.live) // 2]}


class _Folder:
    """Names as a reader sees them, as the disk has them, and the changes between the two."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.live: dict[str, _Node] = {}
        self.synced: dict[str, _Node] = {}
        self.pending: list[dict[str, _Node | None]] = []

    def change(self, names: dict[str, _Node | None]) -> None:
        """Change names, as one step: a rename is whole or not at all."""
        _apply(self.live, names)
        self.pending.append(names)

    def sync(self) -> None:
        self.synced = dict(self.live)
        self.pending = []

    def possible(self) -> Iterator[dict[str, _Node]]:
        """Return the names that a power loss may leave: any of the changes, in their order."""
        for kept in itertools.product((False, True), repeat=len(self.pending)):
            names = dict(self.synced)
            for keep, change in zip(kept, self.pending, strict=True):
                if keep:
                    _apply(names, change)
            yield names


class PowerFiles(Files):
    """A small file system that can be asked at any time what a power loss would leave."""

    def __init__(self, *paths: str) -> None:
        self._folders = {path: _Folder(path) for path in paths}
        self._open: dict[int, Any] = {}
        self._offsets: dict[int, int] = {}
        self._numbers = itertools.count(10)

    def put(self, path: str, name: str, data: bytes) -> None:
        """Place a file that has been on the disk for long."""
        folder = self._folders[path]
        folder.live[name] = folder.synced[name] = _Node(next(self._numbers), data)

    def states(self) -> Iterator[Disk]:
        """Return every disk that a power loss now may leave."""
        folders = self._folders.values()
        for choice in itertools.product(*(list(folder.possible()) for folder in folders)):
            files = [
                ((folder.path, name), node)
                for folder, names in zip(folders, choice, strict=True)
                for name, node in names.items()
            ]
            for contents in itertools.product(*(node.possible() for _, node in files)):
                yield {key: data for (key, _), data in zip(files, contents, strict=True)}

    def open_folder(self, path: str) -> int:
        return self._opened(self._folders[path])

    def open_file(self, folder: int, name: str) -> int:
        return self._opened(self._node(folder, name))

    def create_unnamed(self, folder: int) -> int:
        return self._opened(_Node(next(self._numbers)))

    def create(self, folder: int, name: str) -> int:
        self._require_unused(folder, name)
        node = _Node(next(self._numbers))
        self._open[folder].change({name: node})
        return self._opened(node)

    def open_lock(self, folder: int, name: str) -> int:
        return self._opened(_Node(0))

    def lock(self, fd: int, wait_s: float) -> bool:
        return True

    def write(self, fd: int, data: memoryview) -> int:
        node, offset = self._open[fd], self._offsets[fd]
        node.live = node.live[:offset] + bytes(data)
        self._offsets[fd] = len(node.live)
        return len(data)

    def truncate(self, fd: int) -> None:
        """Cut to nothing; only the controls do so."""
        self._open[fd].live = b""

    def read(self, fd: int, size: int, offset: int) -> bytes:
        return bytes(self._open[fd].live[offset : offset + size])

    def sync(self, fd: int) -> None:
        thing = self._open[fd]
        if isinstance(thing, _Folder):
            thing.sync()
        else:
            thing.synced = thing.live

    def drop_cache(self, fd: int) -> None:
        return

    def link(self, fd: int, folder: int, name: str) -> None:
        self._require_unused(folder, name)
        self._open[folder].change({name: self._open[fd]})

    def rename_new(self, folder: int, old: str, new: str) -> None:
        self._require_unused(folder, new)
        self.rename(folder, old, new)

    def rename(self, folder: int, old: str, new: str) -> None:
        self._open[folder].change({old: None, new: self._node(folder, old)})

    def remove(self, folder: int, name: str) -> None:
        self._node(folder, name)
        self._open[folder].change({name: None})

    def names(self, folder: int, most: int) -> list[str]:
        return list(self._open[folder].live)

    def status(self, fd: int) -> os.stat_result:
        node = self._open[fd]
        size, regular = len(node.live), 0o100600
        return SimpleNamespace(st_size=size, st_ino=node.ino, st_dev=1, st_mode=regular)

    def status_in(self, folder: int, name: str) -> os.stat_result:
        return self.status(self._opened(self._node(folder, name)))

    def close(self, fd: int) -> None:
        del self._open[fd]

    def _opened(self, thing: _Node | _Folder) -> int:
        fd = next(self._numbers)
        self._open[fd] = thing
        self._offsets[fd] = 0
        return fd

    def _node(self, folder: int, name: str) -> _Node:
        node = self._open[folder].live.get(name)
        if node is None:
            raise FileNotFoundError(errno.ENOENT, "no such file")
        return node

    def _require_unused(self, folder: int, name: str) -> None:
        if name in self._open[folder].live:
            raise FileExistsError(errno.EEXIST, "the name is in use")


def _apply(names: dict[str, _Node], change: dict[str, _Node | None]) -> None:
    for name, node in change.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node
