"""Messages between a job and its window: a native 4-byte length, then a JSON object.

The same frame as native messaging's, on a socketpair of our own, with its own bound.
"""

import json
import socket
import struct
from typing import Any

from keystow.secret import Secret

LIMIT = 256 * 1024 * 1024
"""The longest message in bytes, both ways: a preview of 250,000 accounts takes some 80 MB.

Both ends are our own processes; it only keeps a bug from exhausting memory.
"""

SECRETS = frozenset(
    {"password", "confirmation", "phrase", "passphrase", "private_key", "recovery_code"}
)
"""Fields whose text becomes a Secret as soon as it is parsed."""

Message = dict[str, Any]  # Any: JSON enters here


class WireBroken(Exception):
    """The other side sent something that is no message, or more than LIMIT allows."""


def send(connection: socket.socket, message: Message) -> None:
    """Write one message. Raises OSError where the other side has gone, WireBroken over LIMIT."""
    data = json.dumps(message, separators=(",", ":")).encode()
    if len(data) > LIMIT:
        raise WireBroken
    connection.sendall(struct.pack("=I", len(data)) + data)


def receive(connection: socket.socket) -> Message | None:
    """Read one message, or None where the other side has gone.

    Raises WireBroken, and TimeoutError as the socket's timeout says.
    """
    head = _exactly(connection, 4)
    if head is None:
        return None
    (length,) = struct.unpack("=I", head)
    if length > LIMIT:  # bound first: a length is only a claim
        raise WireBroken
    data = _exactly(connection, length)
    if data is None:
        return None
    try:
        message = json.loads(data)
    except (ValueError, RecursionError):
        raise WireBroken from None  # the parser's words would quote what was typed
    finally:
        data[:] = bytes(len(data))  # it may hold a password
    if not isinstance(message, dict) or not isinstance(message.get("k"), str):
        raise WireBroken
    return message


def guard(fields: Message) -> Message:
    """Return `fields` with the texts named in SECRETS as Secret."""
    return {
        name: Secret(value) if name in SECRETS and isinstance(value, str) else value
        for name, value in fields.items()
    }


def _exactly(connection: socket.socket, length: int) -> bytearray | None:
    data = bytearray(length)
    view, got = memoryview(data), 0
    while got < length:
        read = connection.recv_into(view[got:])
        if not read:
            return None
        got += read
    return data
