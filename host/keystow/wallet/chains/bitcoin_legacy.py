"""Bitcoin's older addresses of one key: those that begin with 1, and segwit inside one with 3.

Ref: BIP-44 and BIP-49 (paths); BIP-141, "P2WPKH nested in BIP16 P2SH"; before 2012 a key's address
was made of its public key uncompressed.
"""

import re

from keystow.errors import KeyInvalid
from keystow.secret import Secret
from keystow.wallet import base58
from keystow.wallet.chains import secp256k1

_KEY_HASH, _SCRIPT_HASH, _WIF = b"\x00", b"\x05", b"\x80"
_UNCOMPRESSED = re.compile(rb"5[1-9A-HJ-NP-Za-km-z]{50}")
_WITNESS_PROGRAM = b"\x00\x14"


class Nested:
    """See chain.AddressType: P2WPKH within P2SH."""

    type = "nestedsegwit"
    title = "Bitcoin Nested SegWit"

    def path(self, index: int) -> str:
        return f"m/49'/0'/0'/0/{index}"

    def index(self, path: str) -> int | None:
        found = re.fullmatch(r"m/49'/0'/0'/0/([0-9]+)", path)
        return int(found[1]) if found else None

    def account_from_private_key(self, key: Secret) -> tuple[str, str]:
        public = secp256k1.public_key(key).format()
        script = _WITNESS_PROGRAM + secp256k1.hash160(public)
        return public.hex(), base58.encode_check(_SCRIPT_HASH + secp256k1.hash160(script))


class Legacy:
    """See chain.AddressType: P2PKH."""

    type = "legacy"
    title = "Bitcoin Legacy"

    def path(self, index: int) -> str:
        return f"m/44'/0'/0'/0/{index}"

    def index(self, path: str) -> int | None:
        found = re.fullmatch(r"m/44'/0'/0'/0/([0-9]+)", path)
        return int(found[1]) if found else None

    def account_from_private_key(self, key: Secret) -> tuple[str, str]:
        return compressed(key)


def compressed(key: Secret) -> tuple[str, str]:
    """Return the public key of 33 bytes and its address; KeyInvalid."""
    return _of_public_key(secp256k1.public_key(key).format())


def uncompressed(key: Secret) -> tuple[str, str]:
    """Return the public key of 65 bytes and its address; KeyInvalid."""
    return _of_public_key(secp256k1.public_key(key).format(compressed=False))


def is_of_first_years(text: Secret) -> bool:
    """Tell whether a text has the form of a key that asks for its uncompressed public key."""
    return _UNCOMPRESSED.fullmatch(bytes(text.reveal()).strip()) is not None


def key_of_first_years(text: Secret) -> Secret:
    """Read a key in wallet import format that asks for its uncompressed public key; KeyInvalid."""
    try:
        data = base58.decode_check(text.reveal().strip().decode("ascii"))
    except ValueError:
        raise KeyInvalid from None
    if data is None:
        raise KeyInvalid(reason="checksum")
    if data[:1] != _WIF or len(data) != 33:
        raise KeyInvalid
    return secp256k1.in_range(Secret(data[1:]))


def address_of(public: bytes) -> str:
    """Return the address of a public key, compressed or not."""
    return base58.encode_check(_KEY_HASH + secp256k1.hash160(public))


def _of_public_key(public: bytes) -> tuple[str, str]:
    return public.hex(), address_of(public)
