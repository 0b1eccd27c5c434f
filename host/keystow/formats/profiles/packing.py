"""Snappy, bounded before anything is allocated, and the check sum that goes with it.

Ref: google/snappy, format_description.txt and framing_format.txt; LevelDB, util/crc32c.h.
"""

from keystow.errors import Damaged
from keystow.formats.profiles.stored import Allowance

RATIO = 22
"""Three bytes of Snappy make 64 at most; what claims more than that is damaged."""

_STREAM = b"\xff\x06\x00\x00sNaPpY"
_FRAME_BYTES = 65536
_PACKED, _PLAIN = 0, 1
_SKIPPABLE = 0x80
_CRC_BYTES = 4
_WORD = 0xFFFFFFFF


def masked_crc32c(data: bytes) -> int:
    """Return the CRC-32C as LevelDB and Snappy's frames store it."""
    # Imported here, as cramjam below: only a job that reads a profile needs them.
    import google_crc32c

    return _masked(int(google_crc32c.value(data)))


def varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number at `at`, at most 64 bits, and where it ends; Damaged."""
    value = 0
    for shift in range(0, 64, 7):
        if at >= len(data):
            raise Damaged
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise Damaged


def unpack(data: bytes, allowance: Allowance) -> bytes:
    """Return what one block of Snappy holds; Damaged, TooLarge."""
    import cramjam

    size, _ = varint(data, 0)
    if size > RATIO * len(data):
        raise Damaged
    allowance.take(size)
    try:
        unpacked = bytes(cramjam.snappy.decompress_raw(data))
    except cramjam.DecompressionError:
        raise Damaged from None
    if len(unpacked) != size:
        raise Damaged
    return unpacked


def is_framed(data: bytes) -> bool:
    """Tell whether these are frames of Snappy."""
    return data.startswith(_STREAM)


def unpack_frames(data: bytes, allowance: Allowance) -> tuple[bytes, bool]:
    """Return what the frames hold, and whether all were whole; a damaged one is left out."""
    pieces: list[bytes] = []
    whole = True
    at = 0
    while at + _CRC_BYTES <= len(data):
        kind, size = data[at], int.from_bytes(data[at + 1 : at + 4], "little")
        body = data[at + 4 : at + 4 + size]
        at += 4 + size
        if kind in (_PACKED, _PLAIN):
            try:
                pieces.append(_frame(kind, body, size, allowance))
            except Damaged:
                whole = False
        elif kind < _SKIPPABLE:
            whole = False  # where it ends is no more to be believed than what it is
            break
    return b"".join(pieces), whole and at == len(data)


def _frame(kind: int, body: bytes, size: int, allowance: Allowance) -> bytes:
    if len(body) != size:
        raise Damaged
    packed = body[_CRC_BYTES:]
    if kind == _PACKED:
        packed = unpack(packed, allowance)
    else:
        allowance.take(len(packed))
    if len(packed) > _FRAME_BYTES:
        raise Damaged
    import google_crc32c

    crc = int(google_crc32c.value(packed))
    # Firefox leaves out the last step of a CRC, to turn all bits over.
    if int.from_bytes(body[:_CRC_BYTES], "little") not in (_masked(crc), _masked(crc ^ _WORD)):
        raise Damaged
    return packed


def _masked(crc: int) -> int:
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & _WORD
