"""The codes of BIP-38 as their text tells them, before any password.

Ref: BIP-38, "Proposed specification".
"""

from typing import NamedTuple

from keystow.errors import Damaged, Truncated
from keystow.wallet import base58

_LENGTH = 58
PLAIN, MULTIPLIED = b"\x01\x42", b"\x01\x43"
INTERMEDIATE = bytes.fromhex("2ce9b3e1ff39e2")
_INTERMEDIATE_LOT, _INTERMEDIATE_NO_LOT = 0x51, 0x53
CONFIRMATION = bytes.fromhex("643bf6a89a")
COMPRESSED, LOT, _NOT_MULTIPLIED = 0x20, 0x04, 0xC0


class Code(NamedTuple):
    """One code: its kind by its first bytes, and what stands in it."""

    text: str
    kind: bytes
    flags: int
    check: bytes
    owner: bytes
    sealed: bytes

    @property
    def holds_key(self) -> bool:
        return self.kind in (PLAIN, MULTIPLIED)


def read(text: str) -> Code:
    """Read one by its check sum; Damaged, or Truncated where a key lacks letters."""
    try:
        data = base58.decode_check(text)
    except ValueError:
        raise Damaged from None
    if data is None:
        raise Truncated if text.startswith("6P") and len(text) < _LENGTH else Damaged
    if data[:2] in (PLAIN, MULTIPLIED) and len(data) == 39:
        flags = data[2]
        if (flags & _NOT_MULTIPLIED == _NOT_MULTIPLIED) is not (data[:2] == PLAIN):
            raise Damaged
        owner = b"" if data[:2] == PLAIN else data[7:15]
        return Code(text, data[:2], flags, data[3:7], owner, data[7 + len(owner) :])
    if data[:7] == INTERMEDIATE and len(data) == 49:
        lot = {_INTERMEDIATE_LOT: LOT, _INTERMEDIATE_NO_LOT: 0}.get(data[7])
        if lot is not None:
            return Code(text, INTERMEDIATE, lot, b"", data[8:16], data[16:])
    if data[:5] == CONFIRMATION and len(data) == 51:
        return Code(text, CONFIRMATION, data[5], data[6:10], data[10:18], data[18:])
    raise Damaged
