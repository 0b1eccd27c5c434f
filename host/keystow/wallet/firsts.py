"""The first account of each common path and network that a phrase or a seed opens.

Which of them was ever used stands nowhere but on the networks, so they are shown to be chosen from.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from keystow.errors import KeyInvalid
from keystow.secret import Secret
from keystow.wallet.chains import CHAINS, AddressType, Chain, all_types
from keystow.wallet.curves import Curve
from keystow.wallet.keys import AnyTree


class First(NamedTuple):
    """An account of index 0."""

    chain: Chain
    kind: AddressType
    path: str
    key: Secret
    public_key: str
    address: str


def accounts(tree_of: Callable[[Curve], AnyTree]) -> Iterator[First]:
    """Give them chain by chain; one that two address types share comes once.

    `tree_of` raises KeyInvalid for a curve on which there are none.
    """
    for chain in CHAINS.values():
        try:
            tree = tree_of(chain.curve)
        except KeyInvalid:
            continue
        seen = set()
        for kind in all_types(chain):
            path = kind.path(0)
            if path not in seen:
                seen.add(path)
                key = tree.key(path)
                yield First(chain, kind, path, key, *kind.account_from_private_key(key))
