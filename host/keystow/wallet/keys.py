"""The private keys of a vault's accounts, and the check that each fits its address."""

from keystow.errors import AddressInvalid, KeyInvalid, PhraseInvalid
from keystow.secret import Secret
from keystow.wallet import mnemonic, substrate
from keystow.wallet.chains import CHAINS, Chain
from keystow.wallet.curves import Curve
from keystow.wallet.derivation import Tree
from keystow.wallet.vault import Account, KeySecret, PhraseSecret, SecretItem, Vault

AnyTree = Tree | substrate.Tree


class Keys:
    """Give the private key of each account; seeds are stretched once, path prefixes kept."""

    def __init__(self, vault: Vault) -> None:
        self._secrets: dict[str, SecretItem] = {secret.id: secret for secret in vault.secrets}
        self._trees: dict[tuple[str, Curve], AnyTree] = {}

    def private_key(self, account: Account) -> Secret | None:
        """Return the key, 32 bytes (sr25519: or 64), None for watch-only.

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
            tree = tree_of(self._secrets[secret_id], chain.curve)
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
                else chain.account_at(account.address, key)
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


def tree_of(secret: SecretItem, curve: Curve) -> AnyTree:
    """Return what derives a secret's keys on a curve; KeyInvalid where it derives none there."""
    if isinstance(secret, KeySecret):
        raise KeyInvalid
    if isinstance(secret, PhraseSecret):
        return tree_of_phrase(secret.words, secret.passphrase, secret.language, curve)
    return tree_of_seed(secret.seed, curve)


def tree_of_phrase(words: Secret, passphrase: Secret, language: str, curve: Curve) -> AnyTree:
    """Return what derives a phrase's keys on a curve; KeyInvalid for words of another language."""
    if language == mnemonic.ELECTRUM:
        return Tree(_electrum_seed(words, passphrase), curve)
    if curve is not Curve.SR25519:
        return Tree(mnemonic.seed(words, passphrase), curve)
    entropy = mnemonic.entropy(words, language)
    return substrate.Tree(substrate.seed_of_entropy(bytes(entropy.reveal()), passphrase))


def tree_of_seed(seed: Secret, curve: Curve) -> AnyTree:
    """Return what derives a seed's keys; KeyInvalid on sr25519, which goes by entropy."""
    if curve is Curve.SR25519:
        raise KeyInvalid
    return Tree(seed, curve)


def _electrum_seed(words: Secret, passphrase: Secret) -> Secret:
    # Imported here: few wallets have one.
    from keystow.wallet import electrum

    try:
        return electrum.seed(words, passphrase)
    except PhraseInvalid:
        raise KeyInvalid from None
