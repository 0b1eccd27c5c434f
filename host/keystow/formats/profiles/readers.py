"""The kinds of files that browsers keep for extensions, each read into entries.

Ref: Chromium, third_party/blink/renderer/modules/indexeddb/idb_value_wrapping.cc; Firefox,
dom/indexedDB/ActorsParent.cpp.
"""

import re
from os.path import basename
from typing import Any

from keystow.errors import Damaged, KeystowError, TooLarge
from keystow.formats import bounded_json
from keystow.formats.profiles import (
    firefox_clone,
    firefox_rows,
    leveldb_log,
    leveldb_table,
    packing,
    sealed,
    sqlite_image,
)
from keystow.formats.profiles.stored import Allowance, Entry, Stored

_PACKED = b"\xff\x11\x02"  # how Chromium begins a packed value, behind the number of its version
_PACKED_AT_MOST = 10
_JSON_VALUES_MAX = 2_000_000
_LARGE = b"data"
_NUMBER = re.compile("[0-9]{1,18}", re.ASCII)

Rows = dict[bytes, bytes]


def leveldb(name: str, data: bytes, allowance: Allowance) -> Stored:
    """Read a file of LevelDB by its name; TooLarge."""
    read = leveldb_log.read if name.endswith(".log") else leveldb_table.read
    stored = read(data, allowance)
    stored.entries = [_unpacked(entry, allowance) for entry in stored.entries]
    return stored


def sqlite(data: bytes, log: bytes, allowance: Allowance) -> Stored:
    """Read a database of Firefox's IndexedDB, and what its log says of earlier states; TooLarge."""
    states, damaged = _states(data, log, allowance)
    stored = Stored(damaged=damaged)
    before: Rows = {}
    for number, rows in enumerate(reversed(states)):
        for key in before.keys() - rows.keys():
            stored.entries.append(Entry(number, firefox_rows.key_text(key) or key, None))
        for key, packed in rows.items():
            if before.get(key) != packed:
                name = firefox_rows.key_text(key) or key
                value, whole = _row(packed, allowance)
                stored.entries.append(Entry(number, name, value))
                stored.damaged |= not whole
        before = rows
    if any(True for one in stored.entries for _ in sealed.find(one.value or b"", one.key)):
        stored.entries = [_as_json(entry, allowance) for entry in stored.entries]
    return stored


def value(name: str, data: bytes, allowance: Allowance) -> Stored:
    """Read a value that was too large for its database and lies in a file of its own; TooLarge.

    Which key it belongs to stands in the database; MetaMask has only one that grows so large. Such
    files are numbered as they are made.
    """
    whole = True
    if packing.is_framed(data):
        data, whole = packing.unpack_frames(data, allowance)
    if not whole:
        return Stored(scraps=[data], damaged=True)
    number = basename(name)
    sequence = int(number) if _NUMBER.fullmatch(number) else 0
    entry = _unpacked(Entry(sequence, _LARGE, data), allowance)
    if not any(True for _ in sealed.find(entry.value or b"", entry.key)):
        return Stored()
    return Stored([_as_json(entry, allowance)])


def script(data: bytes) -> Stored:
    """Read a storage that is one JSON object, as older versions of Firefox have it."""
    try:
        members = bounded_json.parse_object(data, _JSON_VALUES_MAX)
    except KeystowError:
        return Stored(scraps=[data], damaged=True)
    return Stored(
        [
            Entry(0, key.encode("utf-8", "surrogatepass"), bounded_json.compact(one).encode())
            for key, one in members.items()
        ]
    )


def _states(data: bytes, log: bytes, allowance: Allowance) -> tuple[list[Rows], bool]:
    """Return the rows after each transaction, newest first, and whether the newest are damaged."""
    states: list[Rows] = []
    damaged = False
    try:
        for image in sqlite_image.images(data, log):
            rows, whole = firefox_rows.rows(image, allowance)
            damaged |= not states and not whole
            states.append(dict(rows))
    except Damaged:
        return states, damaged or not states
    except TooLarge:
        if not states:
            raise
    return states, damaged


def _row(packed: bytes, allowance: Allowance) -> tuple[bytes, bool]:
    try:
        return packing.unpack(packed, allowance), True
    except Damaged:
        return packed, False


def _unpacked(entry: Entry, allowance: Allowance) -> Entry:
    """Return an entry of Chromium's IndexedDB with its value unpacked, any other as it is."""
    data = entry.value or b""
    at = data.find(_PACKED, 0, _PACKED_AT_MOST)
    if at < 0:
        return entry
    try:
        return entry._replace(value=packing.unpack(data[at + len(_PACKED) :], allowance))
    except Damaged:
        return entry


def _as_json(entry: Entry, allowance: Allowance) -> Entry:
    """Return an entry whose value is a clone with it as JSON, any other as it is."""
    try:
        made: Any = firefox_clone.value(entry.value or b"", allowance)
    except Damaged:
        return entry
    return entry._replace(value=bounded_json.compact(made).encode())
