"""A database of SQLite as it lies on disk, its write-ahead log put in: in memory, newest first.

SQLite itself would put the log into the file, and wants to write beside it; a browser that was
killed leaves its newest entries there. What stood before each transaction is given too.
Ref: sqlite.org/fileformat2.html, sections 1 and 4.
"""

import struct
from collections.abc import Iterator

from keystow.errors import Damaged

MAGIC = b"SQLite format 3\0"
EARLIER_MAX = 100
"""States before the newest that are given."""

_LOG_HEAD = struct.Struct(">8I")
_FRAME_HEAD = struct.Struct(">6I")
_LOG_MAGIC = 0x377F0682  # and 1 more where the sums are of big-endian words
_LOG_VERSION = 3007000
_WORDS = 0xFFFFFFFF
_PAGE_BYTES = (512, 65536)

Pages = dict[int, bytes]


def images(data: bytes, log: bytes = b"") -> Iterator[bytes]:
    """Give the database after its last transaction, and before each of some earlier; Damaged."""
    if not data.startswith(MAGIC):
        raise Damaged
    page_bytes = int.from_bytes(data[16:18], "big")
    page_bytes = 65536 if page_bytes == 1 else page_bytes
    if not _PAGE_BYTES[0] <= page_bytes <= _PAGE_BYTES[1] or page_bytes & (page_bytes - 1):
        raise Damaged
    done = list(_transactions(log, page_bytes))
    for kept in range(len(done), max(-1, len(done) - EARLIER_MAX - 1), -1):
        yield _image(data, done[:kept], page_bytes)


def _image(data: bytes, done: list[tuple[int, Pages]], page_bytes: int) -> bytes:
    image = bytearray(data)
    for count, pages in done:
        size = count * page_bytes
        # A transaction writes each page that it adds, so its file grows no faster than its log.
        if size > len(image) + len(pages) * page_bytes:
            raise Damaged
        del image[size:]
        image.extend(bytes(size - len(image)))
        for number, page in pages.items():
            if number <= count:
                image[(number - 1) * page_bytes : number * page_bytes] = page
    image[18:20] = b"\1\1"  # in memory there is no log beside it
    return bytes(image)


def _transactions(log: bytes, page_bytes: int) -> Iterator[tuple[int, Pages]]:
    """Give the pages of each whole transaction and the database's size in pages after it."""
    if len(log) < _LOG_HEAD.size:
        return
    magic, version, size, _, salt_1, salt_2, *stored = _LOG_HEAD.unpack_from(log)
    if magic & ~1 != _LOG_MAGIC or version != _LOG_VERSION or size != page_bytes:
        return
    order = ">" if magic & 1 else "<"
    sums = _summed(log[: _LOG_HEAD.size - 8], (0, 0), order)
    if list(sums) != stored:
        return
    pages: Pages = {}
    frame_bytes = _FRAME_HEAD.size + page_bytes
    for at in range(_LOG_HEAD.size, len(log) - frame_bytes + 1, frame_bytes):
        number, count, *salts, sum_1, sum_2 = _FRAME_HEAD.unpack_from(log, at)
        page = log[at + _FRAME_HEAD.size : at + frame_bytes]
        sums = _summed(page, _summed(log[at : at + 8], sums, order), order)
        if salts != [salt_1, salt_2] or sums != (sum_1, sum_2) or not number:
            return  # left over from an earlier round, or torn
        pages[number] = page
        if count:
            yield count, pages
            pages = {}


def _summed(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = sums
    for even, odd in struct.iter_unpack(f"{order}II", data):
        first = first + even + second & _WORDS
        second = second + odd + first & _WORDS
    return first, second
