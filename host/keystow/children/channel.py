"""Messages between the host and a job: a JSON header and named blobs over a socket pair.

Blobs (sealed files, a root) travel beside the JSON, so that they are never text.
Both ends are our own processes; the bounds only keep a bug from exhausting memory.
"""

import json
import socket
import struct
from collections.abc import Mapping

HEADER_LIMIT = 1024 * 1024 * 1024  # a public view of 250,000 accounts takes 75 to 800 MB
BLOB_LIMIT = 544 * 1024 * 1024  # the largest keystore: 512 MiB of payload, STREAM tags, header
BLOBS_LIMIT = 8

Message = dict[str, object]
Blobs = Mapping[str, bytes | bytearray]

_LENGTHS = struct.Struct("=II")
_BLOB = struct.Struct("=16sQ")


class ChannelClosed(Exception):
    """The other end has gone."""


def send(end: socket.socket, message: Message, blobs: Blobs | None = None) -> None:
    """Send one message; raises ChannelClosed."""
    blobs = blobs or {}
    body = json.dumps(message, separators=(",", ":")).encode()
    table = b"".join(_BLOB.pack(name.encode(), len(blob)) for name, blob in blobs.items())
    try:
        end.sendall(_LENGTHS.pack(len(body), len(blobs)) + table + body)
        for blob in blobs.values():
            end.sendall(blob)
    except OSError as gone:
        raise ChannelClosed from gone


def receive(end: socket.socket) -> tuple[Message, dict[str, bytearray]]:
    """Wait for one message; raises ChannelClosed at the end or on a malformed one."""
    length, count = _LENGTHS.unpack(_exactly(end, _LENGTHS.size))
    if length > HEADER_LIMIT or count > BLOBS_LIMIT:
        raise ChannelClosed
    sizes: dict[str, int] = {}
    for _ in range(count):
        name, size = _BLOB.unpack(_exactly(end, _BLOB.size))
        if size > BLOB_LIMIT:
            raise ChannelClosed
        sizes[name.rstrip(b"\0").decode()] = size
    message = json.loads(_exactly(end, length))
    return message, {name: _exactly(end, size) for name, size in sizes.items()}


def _exactly(end: socket.socket, size: int) -> bytearray:
    buffer = bytearray(size)
    view = memoryview(buffer)
    got = 0
    while got < size:
        try:
            more = end.recv_into(view[got:])
        except OSError as gone:
            raise ChannelClosed from gone
        if more == 0:
            raise ChannelClosed
        got += more
    return buffer
