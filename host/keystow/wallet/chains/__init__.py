"""The chains Keystow derives and checks: how keys, addresses and paths look on each."""

from collections.abc import Mapping
from types import MappingProxyType

from keystow.wallet.chains.bitcoin import BITCOIN as _BITCOIN
from keystow.wallet.chains.chain import AddressType, Chain
from keystow.wallet.chains.cosmos import Cosmos
from keystow.wallet.chains.ethereum import Ethereum
from keystow.wallet.chains.lamden import Lamden
from keystow.wallet.chains.solana import Solana

LAMDEN: Chain = Lamden()
ETHEREUM: Chain = Ethereum()
BITCOIN: Chain = _BITCOIN
SOLANA: Chain = Solana()
COSMOS: Chain = Cosmos()
CHAINS: Mapping[str, Chain] = MappingProxyType(
    {chain.id: chain for chain in (LAMDEN, ETHEREUM, BITCOIN, SOLANA, COSMOS)}
)


def address_type(chain_id: str, type_id: str | None) -> AddressType:
    """Return a chain's address type by name, None for its first; KeyError for an unknown one."""
    types = CHAINS[chain_id].types
    return types[0] if type_id is None else {kind.type: kind for kind in types}[type_id]


__all__ = [
    "BITCOIN",
    "CHAINS",
    "COSMOS",
    "ETHEREUM",
    "LAMDEN",
    "SOLANA",
    "AddressType",
    "Chain",
    "address_type",
]
