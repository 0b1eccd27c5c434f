"""The private keys of a vault's accounts, and the check that each fits its address."""

from typing import TYPE_CHECKING

from keystow.errors import AddressInvalid, KeyInvalid, PhraseInvalid
from keystow.secret import Secret
from keystow.wallet import mnemonic
from keystow.wallet.chains import CHAINS, Chain
from keystow.wallet.derivation import Tree
from keystow.wallet.vault import Account, KeySecret, SecretItem, SeedSecret, Vault

if TYPE_CHECKING:
    from keystow.wallet.curves import Curve


class Keys:
    """Give the private key of each account; seeds are stretched once, path prefixes kept."""

    def __init__(self, vault: Vault) -> None:
        self._secrets: dict[str, SecretItem] = {secret.id: secret for secret in vault.secrets}
        self._trees: dict[tuple[str, Curve], Tree] = {}

    def private_key(self, account: Account) -> Secret | None:
        """Return 32 bytes, None for watch-only.

        Raises KeyInvalid where key and chain are of different curves or the path isn't one, and
        for a chain that this version doesn't know.
        """
        if account.secret is None:
            return None
        chain = CHAINS.get(account.chain)
        if chain is None:
            raise KeyInvalid
        secret = self._secrets[account.secret]
        if isinstance(secret, KeySecret):
            if secret.curve is not chain.curve:
                raise KeyInvalid
            return secret.key
        return self.derive(secret.id, chain, account.path or "")

    def derive(self, secret_id: str, chain: Chain, path: str) -> Secret:
        """Return the key at a path of a phrase or seed; KeyInvalid where the path isn't one."""
        tree = self._trees.get((secret_id, chain.curve))
        if tree is None:
            tree = Tree(_seed(self._secrets[secret_id]), chain.curve)
            self._trees[secret_id, chain.curve] = tree
        try:
            return tree.key(path)
        except ValueError:
            raise KeyInvalid from None

    def problem(self, account: Account) -> str | None:
        """Derive the address again and compare.

        Returns None where all fits, else "chain" (unknown to this version), "key" (no usable key
        for this chain and path) or "address" (another one, or not in its one form).
        """
        chain = CHAINS.get(account.chain)
        if chain is None:
            return "chain"
        try:
            key = self.private_key(account)
            public, address = (
                _of_address(chain, account)
                if key is None
                else chain.type_of(account.address).account_from_private_key(key)
            )
        except KeyInvalid:
            return "key"
        except AddressInvalid:
            return "address"
        return None if (address, public) == (account.address, account.public_key) else "address"


def _of_address(chain: Chain, account: Account) -> tuple[str | None, str]:
    address = chain.normalise_address(account.address)
    # A hardware wallet may have told the public key where the address alone doesn't.
    return chain.public_key_of_address(address) or account.public_key, address


def _seed(secret: SecretItem) -> Secret:
    if isinstance(secret, SeedSecret):
        return secret.seed
    if isinstance(secret, KeySecret):
        raise KeyInvalid
    if secret.language == mnemonic.ELECTRUM:
        return _electrum_seed(secret.words, secret.passphrase)
    return mnemonic.seed(secret.words, secret.passphrase)


def _electrum_seed(words: Secret, passphrase: Secret) -> Secret:
    # Imported here: few wallets have one.
    from keystow.wallet import electrum

    try:
        return electrum.seed(words, passphrase)
    except PhraseInvalid:
        raise KeyInvalid from None
