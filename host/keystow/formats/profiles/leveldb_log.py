"""LevelDB's log: what was written last, and all that it replaced, in the order of writing.

A record is split over blocks of 32 KiB, so that damage costs the records which touch one block.
Ref: google/leveldb, doc/log_format.md; db/write_batch.cc.
"""

import struct

from keystow.errors import Damaged
from keystow.formats.profiles.packing import masked_crc32c, varint
from keystow.formats.profiles.stored import KEY_BYTES, Allowance, Entry, Stored

BLOCK_BYTES = 32768

_HEAD = struct.Struct("<IHB")
_BATCH = struct.Struct("<QI")
_FULL, _FIRST, _MIDDLE, _LAST = range(1, 5)
_KINDS = (_FULL, _FIRST, _MIDDLE, _LAST)
_DELETED, _PUT = 0, 1


def read(data: bytes, allowance: Allowance) -> Stored:
    """Read all records that are whole; TooLarge."""
    records = _Records(allowance)
    for start in range(0, len(data), BLOCK_BYTES):
        _read_block(data[start : start + BLOCK_BYTES], records)
    records.close()
    return records.stored


def _read_block(block: bytes, records: "_Records") -> None:
    at = 0
    while at + _HEAD.size <= len(block):
        crc, size, kind = _HEAD.unpack_from(block, at)
        if kind == 0 and size == 0:
            return  # room that was taken beforehand
        body = block[at + _HEAD.size : at + _HEAD.size + size]
        whole = kind in _KINDS and len(body) == size
        if not whole or masked_crc32c(block[at + 6 : at + _HEAD.size] + body) != crc:
            # Its length may be what is wrong, so nothing after it in this block is to be found.
            records.damage(block[at + _HEAD.size :])
            return
        records.take(kind, body)
        at += _HEAD.size + size


class _Records:
    """Puts the parts of records together."""

    def __init__(self, allowance: Allowance) -> None:
        self.stored = Stored()
        self._allowance = allowance
        self._parts: list[bytes] = []
        self._broken = False

    def take(self, kind: int, body: bytes) -> None:
        if kind in (_FULL, _FIRST):
            self.close()
        elif not self._parts:
            self._broken = self.stored.damaged = True  # its beginning is lost
        self._parts.append(body)
        if kind in (_FULL, _LAST):
            self._finish()

    def damage(self, rest: bytes) -> None:
        self._parts.append(rest)
        self._broken = self.stored.damaged = True

    def close(self) -> None:
        """Keep what never came to its end: a log is cut wherever its browser was killed."""
        if self._parts:
            self._broken = True
            self._finish()

    def _finish(self) -> None:
        record = b"".join(self._parts)
        broken = self._broken
        self._parts, self._broken = [], False
        if not broken:
            try:
                self._take_batch(record)
            except Damaged:
                self.stored.damaged = broken = True
        if broken:
            self._allowance.take(len(record))
            self.stored.scraps.append(record)

    def _take_batch(self, record: bytes) -> None:
        if len(record) < _BATCH.size:
            raise Damaged
        sequence, count = _BATCH.unpack_from(record)
        at = _BATCH.size
        for number in range(min(count, len(record))):
            if at >= len(record):
                raise Damaged
            kind = record[at]
            key, at = _text(record, at + 1, KEY_BYTES)
            value = None
            if kind == _PUT:
                value, at = _text(record, at, len(record))
            elif kind != _DELETED:
                raise Damaged
            self._allowance.take_entry(key, len(value or b""))
            self.stored.entries.append(Entry(sequence + number, key, value))


def _text(record: bytes, at: int, most: int) -> tuple[bytes, int]:
    size, at = varint(record, at)
    if size > most or at + size > len(record):
        raise Damaged
    return record[at : at + size], at + size
