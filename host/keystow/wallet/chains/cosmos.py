"""Cosmos: secp256k1 by BIP-32; the address is a hash of the public key in bech32.

Ref: SLIP-0044 (coin type 118); Cosmos SDK, "Addresses" and ADR-028 (20 bytes for a key, 32 for
what modules own).
"""

import re

from keystow.errors import AddressInvalid
from keystow.secret import Secret
from keystow.wallet import bech32
from keystow.wallet.bech32 import Encoding
from keystow.wallet.chains import secp256k1
from keystow.wallet.chains.chain import OneType
from keystow.wallet.curves import Curve

_PREFIX = "cosmos"
_SIZES = (20, 32)


class Cosmos(OneType):
    """See chain.Chain."""

    id = "cosmos"
    title = "Cosmos"
    symbol = "ATOM"
    curve = Curve.SECP256K1

    def path(self, index: int) -> str:
        return f"m/44'/118'/0'/0/{index}"

    def index(self, path: str) -> int | None:
        found = re.fullmatch(r"m/44'/118'/0'/0/([0-9]+)", path)
        return int(found[1]) if found else None

    def account_from_private_key(self, key: Secret) -> tuple[str, str]:
        public = secp256k1.public_key(key).format()
        words = bech32.words_of(secp256k1.hash160(public))
        return public.hex(), bech32.encode(_PREFIX, words, Encoding.BECH32)

    def parse_private_key(self, text: Secret) -> Secret:
        return secp256k1.pasted_hex(text.reveal().strip())

    def normalise_address(self, text: str) -> str:
        stripped = text.strip()
        try:
            prefix, words, encoding = bech32.decode(stripped)
            size = len(bech32.bytes_of(words))
        except ValueError:
            raise AddressInvalid from None
        if encoding is not Encoding.BECH32:
            raise AddressInvalid(reason="checksum")
        if prefix != _PREFIX:
            raise AddressInvalid(reason="network")
        if size not in _SIZES:
            raise AddressInvalid
        return stripped.lower()

    def public_key_of_address(self, address: str) -> str | None:
        del address  # a hash tells nothing of what was hashed
        return None
