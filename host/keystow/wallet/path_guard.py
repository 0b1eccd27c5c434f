"""The path guard: where a phrase lacks an address at the path beside it, common ones are tried.

Wallets disagree on where accounts lie, and some write down another path than the one they used. An
address is known, so finding it proves the path; without one a wrong path is just another account.
"""

from collections.abc import Callable, Iterator

from keystow.errors import KeyInvalid
from keystow.secret import Secret
from keystow.wallet.chains import CHAINS, Chain, all_types
from keystow.wallet.keys import Keys
from keystow.wallet.vault import Account, KeySecret, Vault

INDICES = 20
"""Accounts that are looked at on each path."""
SEARCHES_MAX = 50
"""Searches in one vault, of some two hundred keys each at most."""

# Where some programs keep accounts, beside the paths that Keystow itself derives.
_MORE = {
    "lamden": ("m/44'/789'/{}'", "m/44'/789'/0'/{}'", "m/44'/789'/0'/0'/{}'"),
    "ethereum": ("m/44'/60'/{}'", "m/44'/60'/{}", "m/44'/61'/0'/0/{}", "m/44'/1'/0'/0/{}"),
    "bitcoin": (
        *(f"m/{purpose}'/0'/{{}}'/0/0" for purpose in (84, 86, 49, 44)),
        *(f"m/{purpose}'/0'/0'/1/{{}}" for purpose in (84, 86, 49, 44)),
        "m/0'/0'/{}'",
    ),
    "solana": ("m/44'/501'/{}'", "m/44'/501'/0'/0'/{}'"),
    "cosmos": ("m/44'/118'/{}'/0/0",),
    "polkadot": ("//polkadot//{}", "//kusama//{}"),
}


def paths(chain: Chain) -> Iterator[str]:
    """Give the paths of a chain that are looked at, the likeliest first."""
    for kind in all_types(chain):
        yield from map(kind.path, range(INDICES))
    for pattern in _MORE.get(chain.id, ()):
        yield from map(pattern.format, range(INDICES))


def addresses(key_at: Callable[[str], Secret], chain: Chain, like: str) -> dict[str, str]:
    """Return path by address, each address of the same form as `like`."""
    found: dict[str, str] = {}
    for path in paths(chain):
        try:
            found.setdefault(chain.account_at(like, key_at(path))[1], path)
        except KeyInvalid:
            continue
    return found


class PathGuard:
    """Search the phrases and seeds of one vault, each once for each form of address."""

    def __init__(self, vault: Vault, keys: Keys) -> None:
        self._kinds = {secret.id: type(secret) for secret in vault.secrets}
        self._keys = keys
        self._found: dict[tuple[str, str, str], dict[str, str]] = {}

    def mended(self, account: Account) -> Account | None:
        """Return the account with the other path at which its phrase has its address, if any."""
        chain = CHAINS.get(account.chain)
        if chain is None or account.secret is None or self._kinds[account.secret] is KeySecret:
            return None
        secret, address = account.secret, account.address
        form = (secret, chain.id, chain.type_of(address).type)
        if form not in self._found:
            if len(self._found) >= SEARCHES_MAX:
                return None
            self._found[form] = addresses(
                lambda path: self._keys.derive(secret, chain, path), chain, address
            )
        path = self._found[form].get(address)
        if path in (None, account.path):
            return None  # the path is right, and something else is wrong
        public, _ = chain.account_at(address, self._keys.derive(secret, chain, path))
        return account._replace(path=path, public_key=public)
