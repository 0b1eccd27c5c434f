"""Keys of the chains on secp256k1, and the hash that Bitcoin and Cosmos take of them."""

import hashlib

from coincurve import PublicKey
from Crypto.Hash import RIPEMD160

from keystow.errors import KeyInvalid
from keystow.secret import Secret
from keystow.wallet.chains.chain import hex_key
from keystow.wallet.derivation import SECP256K1_ORDER


def public_key(key: Secret) -> PublicKey:
    """Return the point of a key; KeyInvalid where it isn't 32 bytes within the curve's order."""
    secret = bytes(key.reveal())
    if len(secret) != 32 or not 0 < int.from_bytes(secret, "big") < SECP256K1_ORDER:
        raise KeyInvalid
    return PublicKey.from_valid_secret(secret)


def pasted_hex(text: bytes | bytearray) -> Secret:
    """Read a key in hex, with or without "0x" before it; KeyInvalid."""
    return in_range(hex_key(text[2:] if text.startswith((b"0x", b"0X")) else text))


def in_range(key: Secret) -> Secret:
    """Return the key where it is within the curve's order; KeyInvalid."""
    if not 0 < int.from_bytes(key.reveal(), "big") < SECP256K1_ORDER:
        raise KeyInvalid
    return key


def hash160(data: bytes) -> bytes:
    """RIPEMD-160 of SHA-256. OpenSSL may come without RIPEMD, so it is pycryptodome's."""
    digest: bytes = RIPEMD160.new(hashlib.sha256(data).digest()).digest()
    return digest
