"""ZIP archives of other people: bounded before anything is made of them or unpacked.

Names are labels here, never paths: nothing is ever written where an entry says.

Ref: PKWARE's APPNOTE, 4.3.
"""

import io
import struct
import zipfile
import zlib

from keystow.errors import Damaged, TooLarge, TooMany, Truncated

ENTRIES_MAX = 65_534
DIRECTORY_MAX = 8 * 1024 * 1024
"""Bytes of the list of entries, of which each costs ten times as many."""
START = b"PK\x03\x04"

_END = b"PK\x05\x06"
_LOCATOR_64 = b"PK\x06\x07"
_END_BYTES, _LOCATOR_BYTES, _COMMENT_MAX = 22, 20, 65_535
_CHUNK = 1024 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises on bytes of any kind; RuntimeError is of encryption and of later versions.
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


class Archive:
    """An archive's entries by name; of two with one name the last counts, as for its readers."""

    def __init__(self, data: bytes) -> None:
        """Read the list; Truncated without an end, Damaged, TooMany, TooLarge."""
        _bound(data)
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS:
            raise Damaged from None
        self._entries = {entry.filename: entry for entry in self._file.infolist()}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all entries that aren't folders."""
        return tuple(name for name, entry in self._entries.items() if not entry.is_dir())

    def read(self, name: str, most: int, ratio: int) -> bytes:
        """Unpack an entry of at most `most` bytes, and `ratio` times its packed size and a KiB.

        Whatever the archive says of its size: what comes out is counted. KeyError, Damaged,
        TooLarge.
        """
        entry = self._entries[name]
        limit = min(most, ratio * entry.compress_size + 1024)
        if entry.flag_bits & 1 or entry.compress_type not in _METHODS:
            raise Damaged
        found = bytearray()
        try:
            with self._file.open(entry) as stream:
                while chunk := stream.read(min(_CHUNK, limit + 1 - len(found))):
                    found += chunk
                    if len(found) > limit:
                        raise TooLarge(limit=limit)
        except _FAULTS:
            raise Damaged from None
        return bytes(found)


def _bound(data: bytes) -> None:
    """Find the end as zipfile does, and hold it to what is read of an archive."""
    at = len(data) - _END_BYTES
    if at < 0 or data[at : at + 4] != _END or data[-2:] != b"\0\0":
        at = data.rfind(_END, max(0, at - _COMMENT_MAX))
    if at < 0 or len(data) - at < _END_BYTES:
        raise Truncated
    count, size = struct.unpack("<HL", data[at + 10 : at + 16])
    if data[max(0, at - _LOCATOR_BYTES) : at].startswith(_LOCATOR_64):
        raise TooLarge(limit=DIRECTORY_MAX)  # only what is beyond four gigabytes needs it
    if count > ENTRIES_MAX or size > DIRECTORY_MAX:
        raise TooMany(limit=ENTRIES_MAX)
