"""A JSON document of ours: private, bounded, strict, changed by one process at a time.

Each is rebuilt from other things or holds settings, so a damaged one never stops the host: it
is set aside under another name and an empty one takes its place.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import ELOOP
from typing import Any, Generic, NoReturn, TypeVar

from keystow.errors import KeystowError, NewerFormat, NotAKeystore, TooLarge
from keystow.storage.files import Files, locked, naming_failures, opened
from keystow.storage.publish import replace, require_plain_name
from keystow.storage.reading import read_open

VERSION = 1
MAX_BYTES = 8 << 20
MAX_INTEGER = 2**53 - 1

Json = Any
"""What JSON gives: it becomes a type in `decode` and goes no further."""

T = TypeVar("T")


class _Unfit(Exception):
    """What is there isn't a document of ours."""


class Document(Generic[T]):
    """One value in one file.

    `decode` turns the parsed JSON object into the value and raises KeyError, TypeError or
    ValueError where it doesn't fit; `encode` is its inverse; `empty` is the value of a missing
    file. The JSON object's "v" is the document's own version and not theirs to see. Reads share
    one value as long as the file is the same: it must never be changed in place.
    """

    def __init__(
        self,
        files: Files,
        folder: str,
        name: str,
        *,
        empty: T,
        decode: Callable[[Json], T],
        encode: Callable[[T], Json],
    ) -> None:
        require_plain_name(name)
        self._files = files
        self._folder = folder
        self._name = name
        self._lock = f"{name}.lock"
        self._empty = empty
        self._decode = decode
        self._encode = encode
        self._parsed: tuple[bytes, T] | None = None

    def read(self) -> T:
        """Return the value: the one before or after any change that is under way.

        Raises NewerFormat, leaving the file alone, and the failures of storage.
        """
        with self._open_folder() as folder:
            try:
                return self._load(folder)
            except _Unfit:
                with locked(self._files, folder, self._lock):
                    return self._load_or_set_aside(folder)

    def update(self, change: Callable[[T], T]) -> T:
        """Replace the value by `change(value)` and return it; nothing else changes it meanwhile.

        After a return the new value is synced; after an exception, a kill or a power loss the
        file holds the old value or the new one, whole. Raises Busy where another process holds
        the lock for ten seconds, NewerFormat, TooLarge, and the failures of storage.
        """
        with self._open_folder() as folder, locked(self._files, folder, self._lock):
            before = self._load_or_set_aside(folder)
            after = change(before)
            if after != before:
                replace(self._files, folder, self._name, self._to_bytes(after))
            return after

    @contextmanager
    def _open_folder(self) -> Iterator[int]:
        with naming_failures():
            folder = self._files.open_folder(self._folder)
        with opened(self._files, folder):
            yield folder

    def _load(self, folder: int) -> T:
        with naming_failures():
            try:
                fd = self._files.open_file(folder, self._name)
            except FileNotFoundError:
                return self._empty
            except OSError as error:
                if error.errno == ELOOP:
                    raise _Unfit from None
                raise
        with opened(self._files, fd):
            try:
                data = read_open(self._files, fd, MAX_BYTES)
            except (NotAKeystore, TooLarge):
                raise _Unfit from None
        # Parsing a long catalogue costs a hundred times the reading, and a host asks often.
        if self._parsed is None or self._parsed[0] != data:
            self._parsed = (data, self._from_bytes(data))
        return self._parsed[1]

    def _load_or_set_aside(self, folder: int) -> T:
        try:
            return self._load(folder)
        except _Unfit:
            aside = f"{self._name}.damaged-{self._fingerprint(folder)}"
            with naming_failures():
                self._files.rename(folder, self._name, aside)
            return self._empty

    def _fingerprint(self, folder: int) -> str:
        # The same damage set aside twice is one file; two damages are two.
        try:
            with (
                naming_failures(),
                opened(self._files, self._files.open_file(folder, self._name)) as fd,
            ):
                return hashlib.sha256(read_open(self._files, fd, MAX_BYTES)).hexdigest()[:8]
        except KeystowError:
            return "unread"

    def _from_bytes(self, data: bytes) -> T:
        try:
            parsed = _parse(data)
            version = parsed.pop("v")
            if type(version) is not int or version < VERSION:
                raise _Unfit
            if version > VERSION:
                raise NewerFormat
            return self._decode(parsed)
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            raise _Unfit from None

    def _to_bytes(self, value: T) -> bytes:
        body = {"v": VERSION, **self._encode(value)}
        # ASCII escapes carry a path that isn't valid UTF-8, as Python holds it, there and back.
        data = json.dumps(body, separators=(",", ":"), sort_keys=True).encode() + b"\n"
        if len(data) > MAX_BYTES:
            raise TooLarge(limit=MAX_BYTES)
        return data


def _parse(data: bytes) -> Json:
    return json.loads(
        data.decode(),
        object_pairs_hook=_object,
        parse_int=_integer,
        parse_float=_refuse,
        parse_constant=_refuse,
    )


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _integer(text: str) -> int:
    if len(text) > 17 or abs(value := int(text)) > MAX_INTEGER:
        raise ValueError("an integer beyond what every JSON reader holds")
    return value


def _refuse(_: str) -> NoReturn:
    raise ValueError("a number that is no integer")
