"""Ethereum: secp256k1 by BIP-32; the address is the end of the public key's Keccak-256.

Ref: SLIP-0044 (coin type 60); EIP-55 (the checksum in the case of letters).
"""

import re

from Crypto.Hash import keccak

from keystow.errors import AddressInvalid
from keystow.secret import Secret
from keystow.wallet.chains import secp256k1
from keystow.wallet.chains.chain import AddressType, OneType
from keystow.wallet.chains.ethereum_ledger import LedgerLegacy, LedgerLive
from keystow.wallet.curves import Curve

_ADDRESS = re.compile("0[xX][0-9a-fA-F]{40}")


class Ethereum(OneType):
    """See chain.Chain. No address tells on which program's path it lies."""

    id = "ethereum"
    title = "Ethereum"
    symbol = "ETH"
    curve = Curve.SECP256K1

    def __init__(self) -> None:
        self._elsewhere = (LedgerLive(self), LedgerLegacy(self))

    @property
    def elsewhere(self) -> tuple[AddressType, ...]:
        return self._elsewhere

    def type_at(self, address: str, path: str | None) -> AddressType:
        del address
        kinds = (self, *self._elsewhere)
        return next((kind for kind in kinds if path and kind.index(path) is not None), self)

    def path(self, index: int) -> str:
        return f"m/44'/60'/0'/0/{index}"

    def index(self, path: str) -> int | None:
        found = re.fullmatch(r"m/44'/60'/0'/0/([0-9]+)", path)
        return int(found[1]) if found else None

    def account_from_private_key(self, key: Secret) -> tuple[str, str]:
        public = secp256k1.public_key(key)
        address = _keccak(public.format(compressed=False)[1:])[-20:]
        return public.format().hex(), _checksum(address.hex())

    def parse_private_key(self, text: Secret) -> Secret:
        return secp256k1.pasted_hex(text.reveal().strip())

    def normalise_address(self, text: str) -> str:
        stripped = text.strip()
        if not _ADDRESS.fullmatch(stripped):
            raise AddressInvalid
        digits = stripped[2:]
        address = _checksum(digits.lower())
        # One case throughout carries no checksum; mixed case must carry the right one.
        if digits not in (digits.lower(), digits.upper()) and digits != address[2:]:
            raise AddressInvalid(reason="checksum")
        return address

    def public_key_of_address(self, address: str) -> str | None:
        del address  # a hash tells nothing of what was hashed
        return None


def _checksum(digits: str) -> str:
    """EIP-55: a letter is upper case where the hash of the lower-case text has 8 or more."""
    marks = _keccak(digits.encode()).hex()
    return "0x" + "".join(
        [c.upper() if mark > "7" else c for c, mark in zip(digits, marks, strict=False)]
    )


def _keccak(data: bytes) -> bytes:
    digest: bytes = keccak.new(digest_bits=256, data=data).digest()
    return digest
