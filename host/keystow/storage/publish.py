"""Saving one copy so that "saved" means it opens (design.md section 7, steps 1 to 8)."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from errno import EINVAL, EISDIR, ELOOP, ENOENT, ENOSYS, EOPNOTSUPP, EPERM, EXDEV

from keystow.errors import KeystowError, ReadBackFailed, StorageFailed
from keystow.storage.files import Files, naming_failures, opened, read_all

Verify = Callable[[bytes], None]

_NAME_BYTES = 255
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,63}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_NO_UNNAMED = {EOPNOTSUPP, EISDIR, EINVAL, ENOSYS}
_NO_LINK = {ENOENT, EPERM, EOPNOTSUPP, EINVAL, ENOSYS, EXDEV, ELOOP}
_NO_FLAGS = {EINVAL, ENOSYS, EOPNOTSUPP}
_NO_FOLDER_SYNC = {EINVAL, EOPNOTSUPP}


class Method(StrEnum):
    """How a copy got its name."""

    LINK = "link"
    RENAME_NEW = "rename-new"
    RENAME = "rename"


class NameTaken(StorageFailed):
    """The name is in use, or another process is about to use it; whatever has it is untouched."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be there in the end."""

    name: str
    data: bytes
    verify: Verify


class _CannotLink(Exception):
    """This folder's file system makes unnamed files but can't give them a name."""


@dataclass(frozen=True, slots=True)
class Published:
    """A copy that was read back under its name and opened: the only thing called "saved"."""

    name: str
    size: int
    sha256: str
    method: Method


@dataclass(frozen=True, slots=True)
class Place:
    """An open folder, with an unnamed file in it where the file system has such files.

    Opening it before a process confines itself is what lets the sandbox refuse every later
    opening of a file for writing. It serves one save.
    """

    folder: int
    unnamed: int | None


def copy_name(made_on: str, random4: bytes) -> str:
    """Return the file name of a backup made at `made_on` (UTC, RFC 3339, to the second)."""
    if not _TIME.fullmatch(made_on) or len(random4) != 4:
        raise ValueError("a copy's name takes a UTC time to the second and four random bytes")
    return f"keystow-{made_on.replace('-', '').replace(':', '')}-{random4.hex()}.keystow"


def temporary_name(name: str) -> str:
    """Return the one name under which `name` is built where unnamed files don't exist.

    It depends on nothing but the final name: making it with O_EXCL keeps every other process
    from the final name too, even where the file system can only rename over what is there.
    """
    return f".{name}.part"


def save(files: Files, folder: str, name: str, data: bytes, verify: Verify) -> Published:
    """Save `data` as a new file in `folder`, and return only when that file has been proven.

    The guarantee, under a failure or a kill at any call and under a disk that lies or fills up:
    no file that was there is touched; under `name` there is never anything but all of `data`;
    a return means that the folder and the file were synced and that, after that, the file
    under its name was read again, equalled `data` and passed `verify`.

    A failure after the naming leaves the whole file behind, unclaimed, since removing a file
    by its name could hit another; one before it leaves nothing, a kill at most a `.part` file
    which `leftovers` removes.

    `verify` raises a KeystowError where the bytes don't open. Raises NameTaken, NoSpace,
    DestinationUnwritable, DestinationMissing, ReadBackFailed, StorageFailed; `folder` must be a
    real path (no symbolic link).
    """
    with open_place(files, folder) as place:
        return save_in(files, place, name, data, verify)


@contextmanager
def open_place(files: Files, folder: str) -> Iterator[Place]:
    """Open a folder for one save (steps 1 and 3), and close it at the end."""
    with naming_failures():
        folder_fd = files.open_folder(folder)
    with opened(files, folder_fd):
        with naming_failures():
            unnamed = _create_unnamed(files, folder_fd)
        if unnamed is None:
            yield Place(folder_fd, None)
            return
        with opened(files, unnamed):
            yield Place(folder_fd, unnamed)


def save_in(files: Files, place: Place, name: str, data: bytes, verify: Verify) -> Published:
    """Do what `save` does, in a place that is open already (steps 2 and 4 to 8)."""
    _require_one_name(name)
    wanted = _Wanted(name, data, verify)
    with naming_failures():
        if place.unnamed is not None:
            with suppress(_CannotLink):
                return _save_unnamed(files, place.folder, place.unnamed, wanted)
        return _save_named(files, place.folder, wanted)


def replace(files: Files, folder: int, name: str, data: bytes) -> None:
    """Replace a file of our own by `data`, atomically; the caller holds the file's lock.

    At every moment, and after a kill or a power loss, `name` holds all of the old bytes or all
    of the new ones. A return means that the new ones were read back and both file and folder
    synced. A failure leaves the old ones or, where only the folder's sync failed, the new ones.
    """
    temporary = temporary_name(name)
    with naming_failures():
        with suppress(FileNotFoundError):  # of a process that was killed: we hold the lock
            files.remove(folder, temporary)
        with opened(files, files.create(folder, temporary)) as fd:
            with _removed_on_failure(files, folder, temporary):
                _write(files, fd, data)
                _read_back(files, fd, data)
                files.rename(folder, temporary, name)
            sync_folder(files, folder)


def require_plain_name(name: str) -> None:
    """Refuse a name that could leave the folder or that some file system can't hold."""
    if not _PLAIN_NAME.fullmatch(name):
        raise ValueError("not a plain file name")


def _require_one_name(name: str) -> None:
    """Refuse what could leave the folder; a person's own name may hold anything else."""
    parts = name in ("", ".", "..") or "/" in name or "\0" in name
    if parts or len(temporary_name(name).encode("utf-8", "surrogateescape")) > _NAME_BYTES:
        raise ValueError("not the name of one file")


def sync_folder(files: Files, folder: int) -> None:
    """Wait until the folder's names are on the disk, where the file system knows such a wait."""
    try:
        files.sync(folder)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def _create_unnamed(files: Files, folder: int) -> int | None:
    try:
        return files.create_unnamed(folder)
    except OSError as error:
        if error.errno in _NO_UNNAMED:
            return None
        raise


def _save_unnamed(files: Files, folder: int, fd: int, wanted: _Wanted) -> Published:
    _write(files, fd, wanted.data)
    _prove(files, fd, wanted)
    try:
        files.link(fd, folder, wanted.name)
    except FileExistsError:
        raise NameTaken from None
    except OSError as error:
        if error.errno in _NO_LINK:
            raise _CannotLink from None
        raise
    return _prove_published(files, folder, fd, wanted, Method.LINK)


def _save_named(files: Files, folder: int, wanted: _Wanted) -> Published:
    temporary = temporary_name(wanted.name)
    try:
        created = files.create(folder, temporary)
    except FileExistsError:
        raise NameTaken from None
    with opened(files, created) as fd:
        with _removed_on_failure(files, folder, temporary):
            _write(files, fd, wanted.data)
            _prove(files, fd, wanted)
            method = _rename_unused(files, folder, temporary, wanted.name)
        return _prove_published(files, folder, fd, wanted, method)


@contextmanager
def _removed_on_failure(files: Files, folder: int, name: str) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with suppress(OSError):
            files.remove(folder, name)
        raise


def _rename_unused(files: Files, folder: int, temporary: str, name: str) -> Method:
    try:
        files.rename_new(folder, temporary, name)
    except FileExistsError:
        raise NameTaken from None
    except OSError as error:
        if error.errno not in _NO_FLAGS:
            raise
    else:
        return Method.RENAME_NEW
    # Holding the temporary name keeps every other Keystow from this one (see temporary_name).
    _require_unused(files, folder, name)
    files.rename(folder, temporary, name)
    return Method.RENAME


def _require_unused(files: Files, folder: int, name: str) -> None:
    with suppress(FileNotFoundError):
        files.status_in(folder, name)
        raise NameTaken


def _write(files: Files, fd: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        count = files.write(fd, rest)
        if count == 0:  # a system that neither takes a byte nor says why
            raise StorageFailed
        rest = rest[count:]
    files.sync(fd)


def _prove(files: Files, fd: int, wanted: _Wanted) -> bytes:
    found = _read_back(files, fd, wanted.data)
    try:
        wanted.verify(found)
    except KeystowError as error:
        raise ReadBackFailed(cause=error.code) from error
    return found


def _read_back(files: Files, fd: int, data: bytes) -> bytes:
    with suppress(OSError):  # only a hint: where it fails the bytes may come from memory
        files.drop_cache(fd)
    if files.status(fd).st_size != len(data):
        raise ReadBackFailed
    found = read_all(files, fd, len(data))
    if found != data:
        raise ReadBackFailed
    return found


def _prove_published(
    files: Files, folder: int, written: int, wanted: _Wanted, method: Method
) -> Published:
    sync_folder(files, folder)
    with opened(files, files.open_file(folder, wanted.name)) as fd:
        # `written` is still open, so its inode can't have been given to another file.
        if not _same_file(files, written, fd):
            raise ReadBackFailed
        found = _prove(files, fd, wanted)
    return Published(wanted.name, len(found), hashlib.sha256(found).hexdigest(), method)


def _same_file(files: Files, first: int, second: int) -> bool:
    one, two = files.status(first), files.status(second)
    return (one.st_dev, one.st_ino) == (two.st_dev, two.st_ino)
