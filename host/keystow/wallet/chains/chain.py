"""What a chain must know: paths, keys, addresses."""

import re
from typing import Protocol

from keystow.errors import KeyInvalid
from keystow.secret import Secret
from keystow.wallet.curves import Curve

_HEX_KEY = re.compile(rb"[0-9a-fA-F]{64}")


class AddressType(Protocol):
    """One type of a chain's addresses: where their keys lie, and what a key becomes."""

    type: str
    """The type's own name, unique within its chain."""
    title: str
    """What its accounts are called before they have names."""

    def path(self, index: int) -> str:
        """Return the standard path of the account with this index, from 0."""

    def index(self, path: str) -> int | None:
        """Return the index where this is a standard path of the type."""

    def account_from_private_key(self, key: Secret) -> tuple[str, str]:
        """Return (public key in lower-case hex, address) of 32 bytes; KeyInvalid."""


class Chain(AddressType, Protocol):
    """One kind of account. A chain is itself the first of its address types."""

    id: str
    symbol: str
    curve: Curve

    @property
    def types(self) -> tuple[AddressType, ...]:
        """The address types; the first serves who asks for none."""

    @property
    def elsewhere(self) -> tuple[AddressType, ...]:
        """Types with addresses like the first one's, which other programs keep at other paths."""

    def type_of(self, address: str) -> AddressType:
        """Return the type that an address has, the first where it shows none."""

    def type_at(self, address: str, path: str | None) -> AddressType:
        """Return the type of an account: as `type_of`, and where types share a form by its path."""

    def account_at(self, address: str, key: Secret) -> tuple[str, str]:
        """Return (public key in lower-case hex, address) of a key in the form of `address`.

        KeyInvalid. An address of the type that comes back differs where the key isn't its own.
        """

    def parse_private_key(self, text: Secret) -> Secret:
        """Read what a person pasted, white space around it allowed; KeyInvalid."""

    def account_of_text(self, kind: AddressType, text: Secret) -> tuple[Secret, str, str]:
        """Return (key, public key, address) of a type from what a person pasted; KeyInvalid."""

    def written_private_key(self, key: Secret) -> Secret:
        """Return a key as other wallets of this chain read it."""

    def written_key_of(self, address: str, key: Secret) -> Secret:
        """Return a key as other wallets read it, so that they make this very address of it."""

    def normalise_address(self, text: str) -> str:
        """Return the address in the one form the vault keeps; AddressInvalid."""

    def public_key_of_address(self, address: str) -> str | None:
        """Return the public key where the address tells it."""


class OneType:
    """A chain that has one type of addresses, itself, and whose keys are written in hex."""

    type = "standard"

    @property
    def types(self) -> tuple[AddressType, ...]:
        """The chain itself."""
        return (self,)  # type: ignore[return-value]  # each subclass is a Chain

    @property
    def elsewhere(self) -> tuple[AddressType, ...]:
        """Nothing: the chain's programs agree on one path."""
        return ()

    def type_of(self, _: str) -> AddressType:
        """Return the chain itself."""
        return self  # type: ignore[return-value]  # each subclass is a Chain

    def type_at(self, address: str, path: str | None) -> AddressType:
        """Return the chain itself."""
        del path
        return self.type_of(address)

    def account_at(self, address: str, key: Secret) -> tuple[str, str]:
        """Return what the key becomes: each address of the chain has one form."""
        del address
        return self.account_from_private_key(key)  # type: ignore[attr-defined,no-any-return]  # each subclass is a Chain

    def account_of_text(self, kind: AddressType, text: Secret) -> tuple[Secret, str, str]:
        """Return the key that the text says, and what it becomes."""
        key: Secret = self.parse_private_key(text)  # type: ignore[attr-defined]  # each subclass is a Chain
        return key, *kind.account_from_private_key(key)

    def written_private_key(self, key: Secret) -> Secret:
        """Return the key in lower-case hex."""
        return Secret(key.reveal().hex())

    def written_key_of(self, address: str, key: Secret) -> Secret:
        """Return the key in its one written form."""
        del address
        return self.written_private_key(key)


def hex_key(digits: bytes | bytearray) -> Secret:
    """Read 32 bytes of hex in either case; KeyInvalid."""
    if not _HEX_KEY.fullmatch(digits):
        raise KeyInvalid
    return Secret(bytes.fromhex(digits.decode("ascii")))
