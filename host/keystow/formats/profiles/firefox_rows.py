"""The rows of Firefox's IndexedDB, in which it keeps what extensions store.

The database is read in memory by SQLite, as a stranger's: nothing in it is run, its lengths are
bounded, and a statement that takes too long is stopped.
Ref: Firefox, dom/indexedDB/ActorsParent.cpp, DBSchema.cpp and Key.cpp.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from keystow.errors import Damaged
from keystow.formats.profiles.stored import Allowance

ROWS_MAX = 100_000
STEPS_MAX = 50_000_000
"""Instructions of SQLite's; a row takes a few dozen."""

_STEPS_AT_ONCE = 100_000
_TABLE = "object_data"
_IS_TABLE = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ? AND rootpage > 0"
_ROWS = "SELECT key, data FROM object_data ORDER BY object_store_id {0}, key {0}"
_STRING = 0x30
_ONE_BYTE_MAX = 0x7F
# A failure whose words quote a damaged file may not be text.
_FAILURES = (sqlite3.Error, UnicodeDecodeError)


def rows(image: bytes, allowance: Allowance) -> tuple[list[tuple[bytes, bytes]], bool]:
    """Return keys and packed values, and whether all could be read; Damaged, TooLarge.

    Where the tree of the table is broken, it is read from both ends.
    """
    found: dict[bytes, bytes] = {}
    whole = True
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.deserialize(image)
            _fence(database, len(image))
            if database.execute(_IS_TABLE, (_TABLE,)).fetchone() != (1,):
                raise Damaged
        except _FAILURES:
            raise Damaged from None
        for order in ("", "DESC"):
            try:
                for key, value in _read(database, order):
                    if key not in found:
                        allowance.take_entry(key, len(value))
                        found[key] = value
            except _FAILURES:
                whole = False
            if whole:
                break
    return list(found.items()), whole


def key_text(key: bytes) -> bytes:
    """Return a key that is ASCII text, b"" for any other."""
    if not key or key[0] != _STRING or any(not 0 < byte <= _ONE_BYTE_MAX for byte in key[1:]):
        return b""
    return bytes(byte - 1 for byte in key[1:])


def _read(database: sqlite3.Connection, order: str) -> Iterator[tuple[bytes, bytes]]:
    for count, (key, value) in enumerate(database.execute(_ROWS.format(order))):
        if count == ROWS_MAX:
            raise sqlite3.DatabaseError
        # A value that is a number lies in a file of its own.
        if type(key) is bytes and type(value) is bytes:
            yield key, value


def _fence(database: sqlite3.Connection, size: int) -> None:
    """Let nothing be read but tables, and nothing run for long."""
    steps = 0

    def stop() -> bool:
        nonlocal steps
        steps += _STEPS_AT_ONCE
        return steps > STEPS_MAX

    def may(action: int, *_: object) -> int:
        reading = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
        counting = action == sqlite3.SQLITE_FUNCTION
        return sqlite3.SQLITE_OK if reading or counting else sqlite3.SQLITE_DENY

    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA cell_size_check = ON")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(size, 1000))
    database.set_progress_handler(stop, _STEPS_AT_ONCE)
    database.set_authorizer(may)
