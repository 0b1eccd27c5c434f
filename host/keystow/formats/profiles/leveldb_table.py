"""LevelDB's table: sorted entries in blocks, each with its own check sum, most of them packed.

Ref: google/leveldb, doc/table_format.md; table/format.cc; table/block.cc.
"""

import struct
from collections.abc import Iterator

from keystow.errors import Damaged
from keystow.formats.profiles.packing import masked_crc32c, unpack, varint
from keystow.formats.profiles.stored import KEY_BYTES, Allowance, Entry, Stored

MAGIC = bytes.fromhex("57fb808b247547db")

_FOOTER_BYTES = 48
_TRAILER = struct.Struct("<BI")
_PLAIN, _SNAPPY = 0, 1
_TAG_BYTES = 8
_DELETED, _PUT = 0, 1


def read(data: bytes, allowance: Allowance) -> Stored:
    """Read every block that is whole; TooLarge."""
    stored = Stored()
    try:
        blocks = _blocks(data, allowance)
    except Damaged:
        # Where the blocks begin is lost with the index.
        stored.damaged = True
        allowance.take(len(data))
        stored.scraps.append(data)
        return stored
    for offset, size in blocks:
        try:
            for key, value in _pairs(_block(data, offset, size, allowance)):
                if (entry := _entry(key, value)) is not None:
                    allowance.take_entry(key, len(value))
                    stored.entries.append(entry)
        except Damaged:
            stored.damaged = True
            allowance.take(size)
            stored.scraps.append(data[offset : offset + size])
    return stored


def _blocks(data: bytes, allowance: Allowance) -> list[tuple[int, int]]:
    """Return where each block of entries begins and its size, by the index; none of them twice."""
    if len(data) < _FOOTER_BYTES or not data.endswith(MAGIC):
        raise Damaged
    footer = data[-_FOOTER_BYTES:]
    _, at = _handle(footer, 0)
    (offset, size), _ = _handle(footer, at)
    index = _block(data, offset, size, allowance)
    found: dict[int, int] = {}
    for _, handle in _pairs(index):
        (offset, size), _ = _handle(handle, 0)
        found.setdefault(offset, min(size, len(data)))
    return list(found.items())


def _handle(data: bytes, at: int) -> tuple[tuple[int, int], int]:
    offset, at = varint(data, at)
    size, at = varint(data, at)
    return (offset, size), at


def _block(data: bytes, offset: int, size: int, allowance: Allowance) -> bytes:
    end = offset + size
    if end + _TRAILER.size > len(data):
        raise Damaged
    kind, crc = _TRAILER.unpack_from(data, end)
    if masked_crc32c(data[offset : end + 1]) != crc:
        raise Damaged
    if kind == _SNAPPY:
        return unpack(data[offset:end], allowance)
    if kind != _PLAIN:
        raise Damaged
    allowance.take(size)
    return data[offset:end]


def _pairs(block: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give keys and values; each key begins with so many bytes of the one before."""
    if len(block) < 4:
        raise Damaged
    restarts = int.from_bytes(block[-4:], "little")
    end = len(block) - 4 * (restarts + 1)
    if end < 0:
        raise Damaged
    at = 0
    key = b""
    while at < end:
        shared, at = varint(block, at)
        fresh, at = varint(block, at)
        size, at = varint(block, at)
        if shared > len(key) or shared + fresh > KEY_BYTES or at + fresh + size > end:
            raise Damaged
        key = key[:shared] + block[at : at + fresh]
        at += fresh
        yield key, block[at : at + size]
        at += size


def _entry(key: bytes, value: bytes) -> Entry | None:
    """Return an entry of a key and the sequence behind it; None for a kind that we don't know."""
    if len(key) < _TAG_BYTES:
        raise Damaged
    tag = int.from_bytes(key[-_TAG_BYTES:], "little")
    if tag & 0xFF not in (_DELETED, _PUT):
        return None
    return Entry(tag >> 8, key[:-_TAG_BYTES], value if tag & 0xFF == _PUT else None)
