"""Frames on a pipe: a 4-byte native-endian length, then that many bytes (docs/protocol.md).

Imported before the host's first reply, so it imports next to nothing.
"""

import os
import sys
from _thread import allocate_lock

from keystow.errors import BadFrame, FrameTooLarge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

LENGTH_BYTES = 4
FRAME_MAX = 2**20  # bytes of the body, both ways: browsers drop a host that sends one more


class FrameReader:
    """Read frames from `read`, a function such as os.read on one descriptor."""

    __slots__ = ("_read",)

    def __init__(self, read: "Callable[[int], bytes]") -> None:
        self._read = read

    def read_frame(self) -> bytes | None:
        """Return the next frame's body of 1 byte to 1 MiB; None at a clean end of the stream.

        Raises BadFrame (`reason` torn or length) and FrameTooLarge. After either no later frame
        can be found: the caller answers and stops reading.
        """
        head = self._exactly(LENGTH_BYTES)
        if not head:
            return None
        length = int.from_bytes(head, sys.byteorder)
        # Bound first: stray text read as a length asks for gigabytes ("Fail" is 1.8 GB).
        if length > FRAME_MAX:
            raise FrameTooLarge(limit=FRAME_MAX)
        if length == 0:
            raise BadFrame(reason="length")
        body = self._exactly(length)
        if not body:
            raise BadFrame(reason="torn")
        return body

    def _exactly(self, count: int) -> bytes:
        """Return `count` bytes, or none where the stream ended before the first of them."""
        held = bytearray()
        while len(held) < count:
            piece = self._read(count - len(held))
            if not piece:
                if held:
                    raise BadFrame(reason="torn")
                return b""
            held += piece
        return bytes(held)


class FrameWriter:
    """Write whole frames by `write`, a function such as os.write; threads may share it."""

    __slots__ = ("_broken", "_lock", "_write")

    def __init__(self, write: "Callable[[bytes | memoryview], int]") -> None:
        self._write = write
        self._lock = allocate_lock()
        self._broken = False

    def write_frame(self, body: bytes) -> None:
        """Write one frame, all of it, before any other thread's.

        Raises FrameTooLarge or BadFrame for a body out of bounds, with nothing written, and
        OSError where the other side is gone: then, and ever after.
        """
        if len(body) > FRAME_MAX:
            raise FrameTooLarge(limit=FRAME_MAX)
        if not body:
            raise BadFrame(reason="length")
        rest = memoryview(len(body).to_bytes(LENGTH_BYTES, sys.byteorder) + body)
        with self._lock:
            if self._broken:
                raise BrokenPipeError
            # A frame cut short would make the next one's bytes its tail: so none comes after it.
            self._broken = True
            while rest:
                rest = rest[self._write(rest) :]
            self._broken = False


def reader_on(descriptor: int) -> FrameReader:
    """Return a reader of the descriptor, which must be blocking and in binary mode."""
    return FrameReader(lambda count: os.read(descriptor, count))


def writer_on(descriptor: int) -> FrameWriter:
    """Return a writer to the descriptor, which must be blocking and in binary mode."""
    return FrameWriter(lambda data: os.write(descriptor, data))
