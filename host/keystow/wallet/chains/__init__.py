"""The chains Keystow derives and checks: how keys, addresses and paths look on each."""

from collections.abc import Mapping
from types import MappingProxyType

from keystow.wallet.chains.bitcoin import BITCOIN as _BITCOIN
from keystow.wallet.chains.chain import AddressType, Chain
from keystow.wallet.chains.cosmos import Cosmos
from keystow.wallet.chains.ethereum import Ethereum
from keystow.wallet.chains.lamden import Lamden
from keystow.wallet.chains.polkadot import Polkadot
from keystow.wallet.chains.solana import Solana

LAMDEN: Chain = Lamden()
ETHEREUM: Chain = Ethereum()
BITCOIN: Chain = _BITCOIN
SOLANA: Chain = Solana()
COSMOS: Chain = Cosmos()
POLKADOT: Chain = Polkadot()
CHAINS: Mapping[str, Chain] = MappingProxyType(
    {chain.id: chain for chain in (LAMDEN, ETHEREUM, BITCOIN, SOLANA, COSMOS, POLKADOT)}
)


def address_type(chain_id: str, type_id: str | None) -> AddressType:
    """Return a chain's address type by name, None for its first; KeyError for an unknown one."""
    kinds = all_types(CHAINS[chain_id])
    return kinds[0] if type_id is None else {kind.type: kind for kind in kinds}[type_id]


def all_types(chain: Chain) -> tuple[AddressType, ...]:
    """Return a chain's address types, and after them those on other programs' paths."""
    return (*chain.types, *chain.elsewhere)


__all__ = [
    "BITCOIN",
    "CHAINS",
    "COSMOS",
    "ETHEREUM",
    "LAMDEN",
    "POLKADOT",
    "SOLANA",
    "AddressType",
    "Chain",
    "address_type",
    "all_types",
]
