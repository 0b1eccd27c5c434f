"""Polkadot and other Substrate chains: sr25519; the address is the public key in SS58.

An account has one address for all networks here, that of the network 42 which is none. Paths are
Substrate's hard junctions; "m" is the phrase itself, polkadot-js's first account.

Ref: Polkadot's documentation, "SS58 address format"; Substrate's documentation, "Derivation paths".
"""

import re

from keystow.errors import AddressInvalid, KeyInvalid
from keystow.secret import Secret
from keystow.wallet import ss58, substrate
from keystow.wallet.chains.chain import OneType
from keystow.wallet.curves import Curve

_ROOT = "m"
_NUMBERED = re.compile("//(0|[1-9][0-9]{0,9})")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{64}){1,2}")
_KEY_BYTES = 32


class Polkadot(OneType):
    """See chain.Chain."""

    id = "polkadot"
    title = "Polkadot"
    symbol = "DOT"
    curve = Curve.SR25519

    def path(self, index: int) -> str:
        return f"//{index - 1}" if index else _ROOT

    def index(self, path: str) -> int | None:
        if path == _ROOT:
            return 0
        found = _NUMBERED.fullmatch(path)
        return int(found[1]) + 1 if found else None

    def account_from_private_key(self, key: Secret) -> tuple[str, str]:
        public = substrate.public_key(key)
        return public.hex(), ss58.encode(public)

    def parse_private_key(self, text: Secret) -> Secret:
        """Read a seed of 32 bytes or a secret key of 64, as polkadot-js writes them in hex."""
        stripped = text.reveal().strip()
        digits = stripped[2:] if stripped.startswith((b"0x", b"0X")) else stripped
        if not _HEX.fullmatch(digits):
            raise KeyInvalid
        return Secret(bytes.fromhex(digits.decode("ascii")))

    def written_private_key(self, key: Secret) -> Secret:
        # polkadot-js takes bare digits for the name of a development account.
        return Secret("0x" + key.reveal().hex())

    def normalise_address(self, text: str) -> str:
        try:
            public = ss58.decode(text.strip())
        except ValueError:
            raise AddressInvalid from None
        if len(public) != _KEY_BYTES:
            raise AddressInvalid
        return ss58.encode(public)

    def public_key_of_address(self, address: str) -> str | None:
        return ss58.decode(address).hex()
