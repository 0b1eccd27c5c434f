"""Reach a manifest's folder without following a link, and write, read or remove one file in it.

A program in a sandbox that owns a browser's folder may plant a symbolic link there, so each
component below the base is opened by itself, relative to the one before, and judged once open.
"""

import errno
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import stat_result
from typing import Protocol

from keystow.browsers.table import Place
from keystow.errors import RegistrationFailed, RegistrationUnsafe

_FOLDER_MODE = 0o755
_READ_SIZE = 64 * 1024


class Files(Protocol):
    """The file calls needed here; `storage.files.Files` has them. Folders are descriptors.

    A port, because storage and browsers stand side by side and neither may import the other.
    """

    def real_path(self, path: str, /) -> str: ...
    def open_folder(self, path: str, /) -> int: ...
    def open_folder_in(self, folder: int, name: str, /) -> int: ...
    def make_folder(self, folder: int, name: str, /) -> None: ...
    def remove_folder(self, folder: int, name: str, /) -> None: ...
    def open_file(self, folder: int, name: str, /) -> int: ...
    def create(self, folder: int, name: str, /) -> int: ...
    def set_mode(self, fd: int, mode: int, /) -> None: ...
    def read(self, fd: int, size: int, offset: int, /) -> bytes: ...
    def write(self, fd: int, data: memoryview, /) -> int: ...
    def sync(self, fd: int, /) -> None: ...
    def rename(self, folder: int, old: str, new: str, /) -> None: ...
    def remove(self, folder: int, name: str, /) -> None: ...
    def status(self, fd: int, /) -> stat_result: ...
    def status_in(self, folder: int, name: str, /) -> stat_result: ...
    def owner(self) -> int: ...
    def close(self, fd: int, /) -> None: ...


@contextmanager
def existing(files: Files, place: Place) -> Iterator[list[int]]:
    """Open the base and each folder below it, outermost first.

    Raises FileNotFoundError, RegistrationUnsafe, RegistrationFailed.
    """
    with _closing(files) as chain:
        _open_base(files, place, chain)
        for name in place.parts:
            _enter(files, chain, name)
        yield chain


@contextmanager
def made(files: Files, place: Place, new: list[str]) -> Iterator[list[int]]:
    """Do as `existing`, making what is missing below the base; its paths are added to `new`."""
    with _closing(files) as chain:
        _open_base(files, place, chain)
        for depth, name in enumerate(place.parts, start=1):
            try:
                _enter(files, chain, name)
            except FileNotFoundError:
                with _failures():
                    files.make_folder(chain[-1], name)
                new.append("/".join((place.base, *place.parts[:depth])))
                _enter(files, chain, name)
                if depth == len(place.parts):  # those above are a browser's own: they stay 0700
                    with _failures():
                        files.set_mode(chain[-1], _FOLDER_MODE)
        yield chain


def entry(files: Files, folder: int, name: str) -> stat_result:
    """Return the status of a plain file of the user's own.

    Raises FileNotFoundError, RegistrationUnsafe, RegistrationFailed.
    """
    with _failures():
        status = files.status_in(folder, name)
    if stat.S_ISLNK(status.st_mode):
        raise RegistrationUnsafe(reason="link")
    if not stat.S_ISREG(status.st_mode):
        raise RegistrationUnsafe(reason="kind")
    if status.st_uid != files.owner():
        raise RegistrationUnsafe(reason="owner")
    return status


def read(files: Files, folder: int, name: str, limit: int) -> bytes:
    """Return a file's first `limit` bytes."""
    with _failures():
        fd = files.open_file(folder, name)
        try:
            data = b""
            while len(data) < limit:
                piece = files.read(fd, min(_READ_SIZE, limit - len(data)), len(data))
                if not piece:
                    break
                data += piece
            return data
        finally:
            files.close(fd)


def replace(files: Files, folder: int, name: str, data: bytes, mode: int) -> None:
    """Put a whole file in the place of an old one: a reader sees the one or the other."""
    temporary = f".{name}.{secrets.token_hex(4)}"
    with _failures():
        fd = files.create(folder, temporary)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[files.write(fd, rest) :]
            files.set_mode(fd, mode)
            files.sync(fd)
            files.rename(folder, temporary, name)
        except OSError:
            with suppress(OSError):
                files.remove(folder, temporary)
            raise
        finally:
            files.close(fd)
        files.sync(folder)


def remove(files: Files, folder: int, name: str) -> None:
    """Remove a file and wait until the disk knows."""
    with _failures():
        files.remove(folder, name)
        files.sync(folder)


def remove_empty(files: Files, folder: int, name: str) -> bool:
    """Remove a folder if it is empty; return whether it was."""
    try:
        files.remove_folder(folder, name)
    except OSError:
        return False
    return True


@contextmanager
def _closing(files: Files) -> Iterator[list[int]]:
    chain: list[int] = []
    try:
        yield chain
    finally:
        for fd in chain:
            files.close(fd)


def _open_base(files: Files, place: Place, chain: list[int]) -> None:
    with _failures():
        chain.append(files.open_folder(files.real_path(place.base)))
    _judge(files, chain[-1])


def _enter(files: Files, chain: list[int], name: str) -> None:
    with _failures():
        chain.append(files.open_folder_in(chain[-1], name))
    _judge(files, chain[-1])


def _judge(files: Files, folder: int) -> None:
    with _failures():
        status = files.status(folder)
    if status.st_uid != files.owner():
        raise RegistrationUnsafe(reason="owner")
    if status.st_mode & stat.S_IWOTH:
        raise RegistrationUnsafe(reason="mode")


@contextmanager
def _failures() -> Iterator[None]:
    """Turn the system's refusals into ours; FileNotFoundError passes, callers expect it."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        # O_NOFOLLOW with O_DIRECTORY answers ENOTDIR for a link.
        if error.errno in (errno.ELOOP, errno.ENOTDIR):
            raise RegistrationUnsafe(reason="link") from error
        raise RegistrationFailed(errno=error.errno or 0) from error
