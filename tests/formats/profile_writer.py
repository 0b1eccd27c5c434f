"""Browsers' files written from the published facts: LevelDB's, and Firefox's databases."""

import sqlite3
import struct
import tempfile
from pathlib import Path

import cramjam
import google_crc32c

BLOCK = 32768
CHROMIUM_ID = "nkbihfbeogaeaoehlefnkodbefgpgknn"
FIREFOX_UUID = "3e7d5a0a-6c0e-4d0c-9c1e-2f0a51a2b7c4"
STREAM = b"\xff\x06\x00\x00sNaPpY"
SCHEMA = """
CREATE TABLE object_data(
    object_store_id INTEGER NOT NULL, key BLOB NOT NULL, index_data_values BLOB DEFAULT NULL,
    file_ids TEXT, data BLOB NOT NULL, PRIMARY KEY (object_store_id, key)) WITHOUT ROWID
"""


def masked(data, turned=0):
    crc = google_crc32c.value(data) ^ turned
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def varint(number):
    made = bytearray()
    while number >= 0x80:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*made, number])


def batch(sequence, *pairs):
    """Writes in one go; a value None deletes."""
    made = struct.pack("<QI", sequence, len(pairs))
    for key, value in pairs:
        made += bytes([value is not None]) + varint(len(key)) + key
        if value is not None:
            made += varint(len(value)) + value
    return made


def log(*records):
    made = bytearray()
    for record in records:
        rest, first = record, True
        while first or rest:
            room = BLOCK - len(made) % BLOCK
            if room < 7:
                made += bytes(room)
                room = BLOCK
            piece, rest = rest[: room - 7], rest[room - 7 :]
            kind = {(True, True): 1, (True, False): 2, (False, False): 3, (False, True): 4}[
                (first, not rest)
            ]
            crc = masked(bytes([kind]) + piece)
            made += struct.pack("<IHB", crc, len(piece), kind) + piece
            first = False
    return bytes(made)


def written(*values, key=b"data"):
    """A log in which a key was written again and again."""
    return log(*(batch(at, (key, value)) for at, value in enumerate(values, start=1)))


def pairs(entries):
    """A block: each key shares its beginning with the one before."""
    made, before = b"", b""
    for key, value in entries:
        shared = 0
        while shared < min(len(key), len(before)) and key[shared] == before[shared]:
            shared += 1
        made += (
            varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
        )
        before = key
    return made + struct.pack("<II", 0, 1)


def table(*entries, packed=True):
    """A table of (sequence, key, value), a block for each."""
    made, index = bytearray(), []

    def add(block, squeeze):
        handle = varint(len(made)) + varint(0)
        kind = bytes([squeeze])
        body = bytes(cramjam.snappy.compress_raw(block)) if squeeze else block
        handle = varint(len(made)) + varint(len(body))
        made.extend(body + kind + struct.pack("<I", masked(body + kind)))
        return handle

    for sequence, key, value in entries:
        inner = key + struct.pack("<Q", sequence << 8 | (value is not None))
        index.append((inner, add(pairs([(inner, value or b"")]), packed)))
    meta = add(pairs([]), False)
    at = add(pairs(index), packed)
    footer = meta + at
    return bytes(made) + footer.ljust(40, b"\0") + bytes.fromhex("57fb808b247547db")


def clone(value):
    """Firefox's structured clone."""
    return _word(0xFFF10000, 0) + _clone(value)


def _word(tag, low):
    return struct.pack("<II", low, tag)


def _clone(value):
    if value is None:
        return _word(0xFFFF0000, 0)
    if isinstance(value, bool):
        return _word(0xFFFF0002, value)
    if isinstance(value, int):
        return _word(0xFFFF0003, value & 0xFFFFFFFF)
    if isinstance(value, float):
        return struct.pack("<d", value)
    if isinstance(value, str):
        try:
            text, size = value.encode("latin-1"), len(value) | 1 << 31
        except UnicodeEncodeError:
            text = value.encode("utf-16-le", "surrogatepass")
            size = len(text) // 2
        return _word(0xFFFF0004, size) + text + bytes(-len(text) % 8)
    if isinstance(value, list):
        tag, size, members = 0xFFFF0007, len(value), list(enumerate(value))
    else:
        tag, size, members = 0xFFFF0008, 0, list(value.items())
    inside = b"".join(_clone(key) + _clone(one) for key, one in members)
    return _word(tag, size) + inside + _word(0xFFFF0013, 0)


def packed(value):
    return bytes(cramjam.snappy.compress_raw(clone(value)))


def framed(data, turned=0xFFFFFFFF):
    """Snappy's frames, as Firefox writes a value that it keeps in a file of its own."""
    made = STREAM
    for at in range(0, len(data), 65536):
        piece = data[at : at + 65536]
        body = struct.pack("<I", masked(piece, turned)) + bytes(cramjam.snappy.compress_raw(piece))
        made += b"\0" + len(body).to_bytes(3, "little") + body
    return made


def key_bytes(key):
    return bytes([0x30, *(byte + 1 for byte in key.encode())])


def connect(path):
    """Open a database as Firefox has it: nothing is moved from its log into it."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = wal")
    database.execute("PRAGMA wal_autocheckpoint = 0")
    database.execute("PRAGMA synchronous = off")
    return database


def put(database, **members):
    for key, value in members.items():
        row = (key_bytes(key), packed(value))
        database.execute(
            "REPLACE INTO object_data (object_store_id, key, data) VALUES (1, ?, ?)", row
        )


def database_files(**members):
    """A database that Firefox tidied up, and one with all of it in its log, each as bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "1.sqlite"
        made = database(path, **members)
        made.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        put(made, other=1)
        data, log_ = path.read_bytes(), (Path(folder) / "1.sqlite-wal").read_bytes()
        made.close()
    return data, data + log_


def database(path, **members):
    """Make a database; returns its connection: closing it would do away with the log."""
    made = connect(path)
    made.execute(SCHEMA)
    put(made, **members)
    return made
