"""Lamden: ed25519 by SLIP-10; the address is the public key in hex.

Ref: SLIP-0044 (coin type 789); Lamden's wallet.
"""

import re

from keystow.errors import AddressInvalid
from keystow.secret import Secret
from keystow.wallet.chains import ed25519
from keystow.wallet.chains.chain import OneType, hex_key
from keystow.wallet.curves import Curve

_ADDRESS = re.compile("[0-9a-fA-F]{64}")


class Lamden(OneType):
    """See chain.Chain."""

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
        public = ed25519.public_key(key).hex()
        return public, public

    def parse_private_key(self, text: Secret) -> Secret:
        return hex_key(text.reveal().strip())

    def normalise_address(self, text: str) -> str:
        stripped = text.strip()
        if not _ADDRESS.fullmatch(stripped):
            raise AddressInvalid
        return stripped.lower()

    def public_key_of_address(self, address: str) -> str | None:
        return address
