"""SS58: the text of Substrate's addresses, base58 of a network, a public key and a check sum.

Ref: Polkadot's documentation, "SS58 address format".
"""

import hashlib

from keystow.wallet import base58

GENERIC = 42
"""The network that no chain has, under which an account has one address for all of them."""

_MARK = b"SS58PRE"
_CHECK_BYTES = 2
_SIZES = (32, 33)


def encode(account: bytes, network: int = GENERIC) -> str:
    """Return the address of an account's 32 bytes on a network below 64."""
    body = bytes([network]) + account
    return base58.encode(body + _check(body))


def decode(text: str) -> bytes:
    """Return the 32 or 33 bytes of an address, of whichever network; ValueError."""
    data = base58.decode(text)
    body, check = data[:-_CHECK_BYTES], data[-_CHECK_BYTES:]
    account = body[2 if body[:1] >= b"\x40" else 1 :]
    if len(account) not in _SIZES or check != _check(body):
        raise ValueError("not an SS58 address")
    return account


def _check(body: bytes) -> bytes:
    return hashlib.blake2b(_MARK + body).digest()[:_CHECK_BYTES]
