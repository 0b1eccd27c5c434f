"""The chains Keystow derives and checks: how keys, addresses and paths look on each.

Ref: SLIP-0044 (coin types 60 and 789), EIP-55 (checksum address), Lamden's wallet (the address
is the ed25519 verify key in hex).
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from coincurve import PublicKey
from Crypto.Hash import keccak
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from keystow.errors import AddressInvalid, KeyInvalid
from keystow.secret import Secret
from keystow.wallet.curves import Curve
from keystow.wallet.derivation import SECP256K1_ORDER

_HEX_KEY = re.compile(rb"[0-9a-fA-F]{64}")
_LAMDEN_ADDRESS = re.compile("[0-9a-fA-F]{64}")
_ETHEREUM_ADDRESS = re.compile("0[xX][0-9a-fA-F]{40}")


class Chain(Protocol):
    """One kind of account."""

    id: str
    title: str
    symbol: str
    curve: Curve

    def path(self, index: int) -> str:
        """Return the standard path of the account with this index, from 0."""

    def index(self, path: str) -> int | None:
        """Return the index where this is a standard path of the chain."""

    def account_from_private_key(self, key: Secret) -> tuple[str, str]:
        """Return (public key in lower-case hex, address) of 32 bytes; KeyInvalid."""

    def parse_private_key(self, text: Secret) -> Secret:
        """Read what a person pasted, white space around it allowed; KeyInvalid."""

    def normalise_address(self, text: str) -> str:
        """Return the address in the one form the vault keeps; AddressInvalid."""

    def public_key_of_address(self, address: str) -> str | None:
        """Return the public key where the address tells it."""


class Lamden:
    """ed25519, SLIP-10; the address is the public key in hex."""

    id = "lamden"
    title = "Lamden"
    symbol = "TAU"
    curve = Curve.ED25519

    def path(self, index: int) -> str:
        return f"m/44'/789'/{index}'/0'/0'"

    def index(self, path: str) -> int | None:
        found = re.fullmatch(r"m/44'/789'/([0-9]+)'/0'/0'", path)
        return int(found[1]) if found else None

    def account_from_private_key(self, key: Secret) -> tuple[str, str]:
        try:
            private = Ed25519PrivateKey.from_private_bytes(key.reveal())
        except ValueError:
            raise KeyInvalid from None
        public = private.public_key().public_bytes_raw().hex()
        return public, public

    def parse_private_key(self, text: Secret) -> Secret:
        return _hex_key(text.reveal().strip())

    def normalise_address(self, text: str) -> str:
        stripped = text.strip()
        if not _LAMDEN_ADDRESS.fullmatch(stripped):
            raise AddressInvalid
        return stripped.lower()

    def public_key_of_address(self, address: str) -> str | None:
        return address


class Ethereum:
    """secp256k1, BIP-32; the address is the end of the public key's Keccak-256."""

    id = "ethereum"
    title = "Ethereum"
    symbol = "ETH"
    curve = Curve.SECP256K1

    def path(self, index: int) -> str:
        return f"m/44'/60'/0'/0/{index}"

    def index(self, path: str) -> int | None:
        found = re.fullmatch(r"m/44'/60'/0'/0/([0-9]+)", path)
        return int(found[1]) if found else None

    def account_from_private_key(self, key: Secret) -> tuple[str, str]:
        secret = bytes(key.reveal())
        if len(secret) != 32 or not 0 < int.from_bytes(secret, "big") < SECP256K1_ORDER:
            raise KeyInvalid
        public = PublicKey.from_valid_secret(secret)
        address = _keccak(public.format(compressed=False)[1:])[-20:]
        return public.format().hex(), _checksum(address.hex())

    def parse_private_key(self, text: Secret) -> Secret:
        stripped = text.reveal().strip()
        key = _hex_key(stripped[2:] if stripped.startswith((b"0x", b"0X")) else stripped)
        if not 0 < int.from_bytes(key.reveal(), "big") < SECP256K1_ORDER:
            raise KeyInvalid
        return key

    def normalise_address(self, text: str) -> str:
        stripped = text.strip()
        if not _ETHEREUM_ADDRESS.fullmatch(stripped):
            raise AddressInvalid
        digits = stripped[2:]
        address = _checksum(digits.lower())
        # One case throughout carries no checksum; mixed case must carry the right one.
        if digits not in (digits.lower(), digits.upper()) and digits != address[2:]:
            raise AddressInvalid
        return address

    def public_key_of_address(self, address: str) -> str | None:
        del address  # a hash tells nothing of what was hashed
        return None


LAMDEN: Chain = Lamden()
ETHEREUM: Chain = Ethereum()
CHAINS: Mapping[str, Chain] = MappingProxyType({chain.id: chain for chain in (LAMDEN, ETHEREUM)})


def _hex_key(digits: bytes | bytearray) -> Secret:
    if not _HEX_KEY.fullmatch(digits):
        raise KeyInvalid
    return Secret(bytes.fromhex(digits.decode("ascii")))


def _checksum(digits: str) -> str:
    """EIP-55: a letter is upper case where the hash of the lower-case text has 8 or more."""
    marks = _keccak(digits.encode()).hex()
    return "0x" + "".join(
        [c.upper() if mark > "7" else c for c, mark in zip(digits, marks, strict=False)]
    )


def _keccak(data: bytes) -> bytes:
    digest: bytes = keccak.new(digest_bits=256, data=data).digest()
    return digest
