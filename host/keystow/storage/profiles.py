"""The files of a browser's profile in which extensions keep their data, as copies in memory.

Nothing in a profile is opened for writing, no link in it is followed, and of a folder that holds
too much the rest is left out and named. A browser that runs meanwhile goes on undisturbed.
Ref: docs/foreign-formats.md, "A browser's profile".
"""

import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from os.path import basename, dirname
from typing import NamedTuple

from keystow.errors import KeystowError, NotAKeystore, TooLarge
from keystow.storage.files import Files, naming_failures, opened, read_all

FILE_BYTES = 64 * 1024 * 1024
"""LevelDB begins a new file after some megabytes; Firefox keeps what is large apart."""
STORAGE_BYTES = 128 * 1024 * 1024
"""Of one storage, which is in memory as a whole."""
PROFILE_BYTES = 1024 * 1024 * 1024
FILES_MAX = 2000
"""Of one folder."""
FOLDERS_MAX = 5000

_DEPTH_MAX = 8
_GUESSES = 2
"""How many folders of any name may stand between the chosen one and a profile's own."""


class Kind(StrEnum):
    """What lies in a storage's files."""

    LEVELDB = "leveldb"
    SQLITE = "sqlite"
    JSON = "json"
    VALUES = "values"


class Copy(NamedTuple):
    """A file's name below the chosen folder, when it was changed in seconds since 1970, and it."""

    name: str
    changed: float
    data: bytes


class Storage(NamedTuple):
    """The files of one storage."""

    kind: Kind
    copies: tuple[Copy, ...]


@dataclass(slots=True)
class Left:
    """What was left out, by name: large, kind (no plain file), unreadable or many."""

    reasons: dict[str, str] = field(default_factory=dict)

    def out(self, name: str, reason: str) -> None:
        """Note a file or folder that wasn't read; no more of them than a person reads."""
        if len(self.reasons) < _NAMED_MAX:
            self.reasons.setdefault(name, reason)


_NAMED_MAX = 100
_YEAR_9999 = 253370764800
_LEVELDB = (".ldb", ".sst", ".log")
_LEVELDB_NAME = re.compile(r"[0-9]+\.(?:ldb|sst|log)")
_DATABASES = "idb"  # the profile's own lie about it, and hold no extension's data
_SQLITE = ".sqlite"
_SCRIPT = "storage.js"
_VALUES = (".blob", ".files")
_IN_PROFILE = ("Local Extension Settings", "storage", "browser-extension-data")
_OWN_NAMES = frozenset(
    {
        "Local Extension Settings",
        "IndexedDB",
        "Local Storage",
        "leveldb",
        "storage",
        "default",
        _DATABASES,
        "browser-extension-data",
    }
)
_OWN_BEGINNINGS = ("moz-extension+++", "chrome-extension_")
_HOLD_ANY = frozenset({"Local Extension Settings", "browser-extension-data"})


def storages(files: Files, path: str, left: Left) -> Iterator[Storage]:
    """Give each storage in the chosen folder, or the one that a chosen file is of.

    Links on the way to it are the person's own. Raises NotAKeystore for what is neither file nor
    folder, and the failures of storage.
    """
    real = files.real_path(path)
    reader = _Reader(files, left)
    root = folder_of(files, path)
    where = _Where("", basename(root))
    with naming_failures(), opened(files, files.open_folder(root)) as folder:
        if root == real:
            yield from reader.of_folder(folder, where)
        else:
            yield from reader.of_file(folder, where, basename(real))


def folder_of(files: Files, path: str) -> str:
    """Return the one folder that has to be read for a chosen path: it, or that of the file.

    Raises NotAKeystore for what is neither, and the failures of storage.
    """
    real = files.real_path(path)
    with naming_failures():
        mode = files.status_of(real).st_mode
    if stat.S_ISDIR(mode):
        return real
    if not stat.S_ISREG(mode):
        raise NotAKeystore(reason="device")
    return dirname(real)


class Profile(NamedTuple):
    """A browser's profile, and when something in it was last stored, in seconds since 1970."""

    path: str
    name: str
    changed: float


def profiles_in(files: Files, path: str) -> list[Profile]:
    """Return the profiles in a browser's folder in which extensions keep data; raises nothing."""
    try:
        with opened(files, files.open_folder(files.real_path(path))) as folder:
            names = sorted(files.names(folder, FILES_MAX))
            stored = ((name, _last_stored(files, folder, name)) for name in names)
            return [Profile(f"{path}/{name}", name, at) for name, at in stored if at]
    except OSError:
        return []


def _last_stored(files: Files, folder: int, name: str) -> float:
    """Return when something was stored, 0 where the folder is no profile of use."""
    try:
        with opened(files, files.open_folder_in(folder, name)) as profile:
            return max(_changed(files, profile, one) for one in _IN_PROFILE)
    except OSError:
        return 0


def _changed(files: Files, profile: int, name: str) -> float:
    """Return when a file was last made or removed in one of the folders below, 0 without any."""
    try:
        with opened(files, files.open_folder_in(profile, name)) as folder:
            below = files.names(folder, FILES_MAX)
            return max((_when(files.status_in(folder, one).st_mtime) for one in below), default=0)
    except OSError:
        return 0


def _when(changed: float) -> float:
    """Return when a file was changed, as a year of four digits: a disk may say anything."""
    return min(max(changed, 0), _YEAR_9999)


class _Where(NamedTuple):
    """A folder: its path below the chosen one, its name, and how it was come by."""

    path: str
    name: str
    depth: int = 0
    guesses: int = _GUESSES

    @property
    def is_values(self) -> bool:
        """Whether the folder, or one above it, holds a value in each file."""
        return any(part.endswith(_VALUES) for part in (self.name, *self.path.split("/")))

    def join(self, name: str) -> str:
        return f"{self.path}/{name}" if self.path else name

    def leads_to(self, name: str) -> bool:
        """Tell whether a folder of this name in here may hold what we look for."""
        if self.depth == _DEPTH_MAX or name.endswith(_VALUES[1]):
            return False  # the latter comes with its database
        return self.is_known(name) or self.guesses > 0

    def below(self, name: str) -> "_Where":
        guesses = 0 if self.is_known(name) else self.guesses - 1
        return _Where(self.join(name), name, self.depth + 1, guesses)

    def is_known(self, name: str) -> bool:
        """Tell whether a folder in here is one in which browsers keep what extensions store."""
        is_own = name in _OWN_NAMES or name.startswith(_OWN_BEGINNINGS)
        return is_own or self.name in _HOLD_ANY or self.is_values


class _Reader:
    def __init__(self, files: Files, left: Left) -> None:
        self._files = files
        self._left = left
        self._folders = 0
        self._bytes = 0

    def of_file(self, folder: int, where: _Where, name: str) -> Iterator[Storage]:
        """Give the storage that one file is of, with what belongs to it beside it."""
        if name.endswith(_SQLITE):
            yield from self._sqlite(folder, where, name)
        else:
            kind = Kind.LEVELDB if name.endswith(_LEVELDB) else Kind.JSON
            yield from self._storage(kind, folder, where, [name])

    def of_folder(self, folder: int, where: _Where) -> Iterator[Storage]:
        """Give the storages in a folder and, where it may hold others, in those below."""
        self._folders += 1
        if self._folders > FOLDERS_MAX:
            self._left.out(where.path, "many")
            return
        names = self._names(folder, where)
        if where.is_values:
            yield from self._storage(Kind.VALUES, folder, where, names[::-1])
        else:
            tables = [name for name in names if _LEVELDB_NAME.fullmatch(name)]
            # They are numbered as they are made: what is left out, if any, is the oldest.
            yield from self._storage(Kind.LEVELDB, folder, where, tables[::-1])
            for name in names if where.name == _DATABASES else ():
                if name.endswith(_SQLITE):
                    yield from self._sqlite(folder, where, name)
            scripts = [name for name in names if name == _SCRIPT]
            yield from self._storage(Kind.JSON, folder, where, scripts)
        # What is known by its name comes first: the rest may be more than is read.
        for name in sorted(names, key=lambda name: not where.is_known(name)):
            if where.leads_to(name):
                yield from self._below(folder, where, name)

    def _below(self, folder: int, where: _Where, name: str) -> Iterator[Storage]:
        below = where.below(name)
        if not self._is(stat.S_ISDIR, folder, name):
            return
        try:
            with naming_failures():
                fd = self._files.open_folder_in(folder, name)
        except KeystowError:
            self._left.out(below.path, "unreadable")
            return
        with opened(self._files, fd):
            yield from self.of_folder(fd, below)

    def _sqlite(self, folder: int, where: _Where, name: str) -> Iterator[Storage]:
        """Give a database with its log, and the values that it keeps in files of their own."""
        log = f"{name}-wal"
        names = [name, *([log] if self._is(stat.S_ISREG, folder, log) else [])]
        yield from self._storage(Kind.SQLITE, folder, where, names)
        yield from self._below(folder, where, name.removesuffix(_SQLITE) + _VALUES[1])

    def _storage(
        self, kind: Kind, folder: int, where: _Where, names: list[str]
    ) -> Iterator[Storage]:
        left = min(STORAGE_BYTES, PROFILE_BYTES - self._bytes)
        copies: list[Copy] = []
        for name in names:
            try:
                copy = self._copy(folder, name, where.join(name), min(left, FILE_BYTES))
            except TooLarge:
                self._left.out(where.join(name), "large")
            except NotAKeystore:
                if kind is not Kind.VALUES:  # among those are folders
                    self._left.out(where.join(name), "kind")
            except KeystowError:
                self._left.out(where.join(name), "unreadable")
            else:
                copies.append(copy)
                left -= len(copy.data)
                self._bytes += len(copy.data)
        if copies:
            yield Storage(kind, tuple(copies))

    def _copy(self, folder: int, name: str, shown: str, most: int) -> Copy:
        with naming_failures():
            if not stat.S_ISREG(self._files.status_in(folder, name).st_mode):
                raise NotAKeystore
            with opened(self._files, self._files.open_file(folder, name)) as fd:
                status = self._files.status(fd)
                if not stat.S_ISREG(status.st_mode):
                    raise NotAKeystore  # it was swapped meanwhile
                if status.st_size > most:
                    raise TooLarge(limit=most)
                return Copy(
                    shown, _when(status.st_mtime), read_all(self._files, fd, status.st_size)
                )

    def _names(self, folder: int, where: _Where) -> list[str]:
        try:
            with naming_failures():
                names = self._files.names(folder, FILES_MAX + 1)
        except KeystowError:
            self._left.out(where.path, "unreadable")
            return []
        if len(names) > FILES_MAX:
            self._left.out(where.path, "many")
        return sorted(names[:FILES_MAX])

    def _is(self, kind: Callable[[int], bool], folder: int, name: str) -> bool:
        try:
            return kind(self._files.status_in(folder, name).st_mode)
        except OSError:
            return False
