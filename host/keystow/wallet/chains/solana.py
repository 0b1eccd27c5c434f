"""Solana: ed25519 by SLIP-10; the address is the public key in base58.

Ref: SLIP-0044 (coin type 501); Solana's documentation of paths and of the key file (64 bytes, the
seed and the public key).
"""

import re

from keystow.errors import AddressInvalid, KeyInvalid
from keystow.secret import Secret
from keystow.wallet import base58
from keystow.wallet.chains import ed25519
from keystow.wallet.chains.chain import OneType, hex_key
from keystow.wallet.curves import Curve

_KEY_FILE = re.compile(rb"\[\s*[0-9]{1,3}(?:\s*,\s*[0-9]{1,3}){31,63}\s*\]")
_HEX_LENGTH = 64


class Solana(OneType):
    """See chain.Chain."""

    id = "solana"
    title = "Solana"
    symbol = "SOL"
    curve = Curve.ED25519

    def path(self, index: int) -> str:
        return f"m/44'/501'/{index}'/0'"

    def index(self, path: str) -> int | None:
        found = re.fullmatch(r"m/44'/501'/([0-9]+)'/0'", path)
        return int(found[1]) if found else None

    def account_from_private_key(self, key: Secret) -> tuple[str, str]:
        public = ed25519.public_key(key)
        return public.hex(), base58.encode(public)

    def parse_private_key(self, text: Secret) -> Secret:
        stripped = text.reveal().strip()
        if len(stripped) == _HEX_LENGTH:
            return hex_key(stripped)  # 64 digits of base58 would be neither 32 nor 64 bytes
        return _seed(_from_key_file(stripped) if stripped[:1] == b"[" else _from_base58(stripped))

    def written_private_key(self, key: Secret) -> Secret:
        # The seed with its public key, as Solana's wallets show it.
        return Secret(base58.encode(bytes(key.reveal()) + ed25519.public_key(key)))

    def normalise_address(self, text: str) -> str:
        stripped = text.strip()
        try:
            size = len(base58.decode(stripped))
        except ValueError:
            raise AddressInvalid from None
        if size != 32:
            raise AddressInvalid
        return stripped

    def public_key_of_address(self, address: str) -> str | None:
        return base58.decode(address).hex()


def _from_key_file(text: bytes | bytearray) -> bytes:
    numbers = [int(found) for found in re.findall(rb"[0-9]+", text)]
    if not _KEY_FILE.fullmatch(text) or max(numbers) > 255:
        raise KeyInvalid
    return bytes(numbers)


def _from_base58(text: bytes | bytearray) -> bytes:
    try:
        return base58.decode(text.decode("ascii"))
    except ValueError:
        raise KeyInvalid from None


def _seed(data: bytes) -> Secret:
    """Return the seed of 32 bytes, or of 64 whose second half is its public key; KeyInvalid."""
    if len(data) not in (32, 64):
        raise KeyInvalid
    seed = Secret(data[:32])
    if len(data) == 64 and ed25519.public_key(seed) != data[32:]:
        raise KeyInvalid(reason="pair")
    return seed
