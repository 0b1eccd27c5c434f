"""An age v1 header read and written, whatever its stanzas mean.

Ref: C2SP age.md, "Header"; docs/keystore-format.md, "Reading a header".
"""

import hmac
from typing import NamedTuple

from keystow.errors import Damaged, KdfLimit, NotAKeystore, Truncated
from keystow.keystore import bounds, keys, stanzas
from keystow.keystore.stanzas import Stanza
from keystow.secret import Secret

VERSION_LINE = b"age-encryption.org/v1\n"
MAC_MARK = b"---"
MAC_BYTES = 32
FRAME_BYTES = len(VERSION_LINE) + len(MAC_MARK) + 45  # all of a header but its stanzas
LEAST_PAYLOAD_BYTES = 32  # a nonce and the tag of an empty chunk

Data = bytes | bytearray | memoryview


class Header(NamedTuple):
    """A header's parts, as offsets into the file where a hash or MAC covers its bytes."""

    stanzas: tuple[Stanza, ...]
    last_stanza_at: int
    mac_line_at: int
    mac: bytes
    size: int  # bytes, the MAC line's LF included


def read(data: Data) -> Header:
    """Read the header at the start of a whole file.

    Looks at the first 64 KiB only. Raises NotAKeystore, Truncated, Damaged or KdfLimit, in the
    order of the specification: a missing end is told before bad grammar.
    """
    window = bytes(memoryview(data)[: bounds.HEADER_BYTES])
    if not window.startswith(VERSION_LINE):
        raise NotAKeystore
    mac_line_at = window.find(b"\n" + MAC_MARK, len(VERSION_LINE) - 1) + 1
    size = window.find(b"\n", mac_line_at) + 1 if mac_line_at else 0
    if not size and len(data) > bounds.HEADER_BYTES:
        raise _oversize(window[: mac_line_at or None])
    if not size or len(data) - size < LEAST_PAYLOAD_BYTES:
        raise Truncated
    starts, found = _stanzas(window[:mac_line_at])
    mac = _mac(window[mac_line_at : size - 1])
    return Header(found, starts[-1], mac_line_at, mac, size)


def closed(text: bytes, file_key: Secret) -> bytes:
    """Return a header, given all of it before its MAC line."""
    mac = stanzas.encode_base64(keys.header_mac(file_key, text + MAC_MARK))
    return text + MAC_MARK + b" " + mac.encode("ascii") + b"\n"


def check_mac(head: Header, data: Data, file_key: Secret) -> None:
    """Compare the MAC in constant time; raise NotAuthentic where it is not this file key's."""
    text = bytes(memoryview(data)[: head.mac_line_at + len(MAC_MARK)])
    if not hmac.compare_digest(keys.header_mac(file_key, text), head.mac):
        raise keys.NotAuthentic


def _oversize(window: bytes) -> Damaged | KdfLimit:
    """Tell a header with a fault in its first 64 KiB from one that is only too long."""
    lines = window[len(VERSION_LINE) :].split(b"\n")[:-1]  # the last line may go on
    try:
        for _ in stanzas.decode_all(lines, bounds.STANZAS):
            pass
    except Damaged as fault:
        return fault
    return KdfLimit(what="header_bytes", limit=bounds.HEADER_BYTES)


def _stanzas(text: bytes) -> tuple[list[int], tuple[Stanza, ...]]:
    """Return each stanza's offset in the file, and the stanzas: one at least, all complete."""
    lines = text[len(VERSION_LINE) : -1].split(b"\n")
    offsets = [len(VERSION_LINE)]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    starts, found = [], []
    for first, stanza in stanzas.decode_all(lines, bounds.STANZAS):
        if stanza is None:
            raise Damaged
        starts.append(offsets[first])
        found.append(stanza)
    return starts, tuple(found)


def _mac(line: bytes) -> bytes:
    if not line.startswith(MAC_MARK + b" "):
        raise Damaged
    mac = stanzas.decode_base64(line[len(MAC_MARK) + 1 :])
    if len(mac) != MAC_BYTES:
        raise Damaged
    return mac
