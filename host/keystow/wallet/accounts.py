"""Add and change accounts: each function takes a vault and returns the next one."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeGuard

from keystow.errors import AccountUnknown, AlreadyThere, NameInvalid, NoPhrase, TooMany
from keystow.secret import Secret
from keystow.wallet import derivation, mnemonic
from keystow.wallet.chains import CHAINS, AddressType, Chain, address_type
from keystow.wallet.curves import Curve
from keystow.wallet.keys import Keys
from keystow.wallet.text import is_name
from keystow.wallet.vault import (
    ACCOUNTS_MAX,
    PHRASES_MAX,
    Account,
    KeySecret,
    PhraseSecret,
    SecretItem,
    SeedSecret,
    Vault,
)

IMPORT_MAX = 1_000
"""Accounts of one chain that one import of a phrase derives at most."""


def add_next(
    vault: Vault, chain_id: str, account_id: str, now: str, *, type_id: str | None = None
) -> tuple[Vault, Account]:
    """Derive the next account of a chain's address type, None its first, from the wallet's phrase.

    The phrase is the one of the chain's first derived account, else the wallet's first. The index
    is one above the highest in use; one whose address the wallet holds by a loose key is passed
    over, a watch-only account there gets its key. Raises NoPhrase, TooMany.
    """
    chain, kind = CHAINS[chain_id], address_type(chain_id, type_id)
    source = _phrase_for(vault, chain)
    start = 1 + max(_indices(vault, chain, kind, source), default=-1)
    indices = range(start, derivation.HARDENED)
    for path, public, address, here in _derived(
        vault, Keys(vault), chain, kind, source.id, indices
    ):
        if here is None:
            name = _numbered(vault, chain, kind)
            account = _account(account_id, name, chain, address, public, source.id, path, now)
        else:
            account = here._replace(secret=source.id, path=path, public_key=public)
        return _with(vault, (account,))
    raise TooMany(limit=derivation.HARDENED)


def import_phrase(  # a wallet, what was typed, and the id and time that come in
    vault: Vault,
    words: Secret,
    passphrase: Secret,
    counts: Mapping[str, int],
    ids: Iterator[str],
    now: str,
) -> tuple[Vault, tuple[Account, ...]]:
    """Add a phrase and its first accounts, of each chain as many as `counts` says, from index 0.

    A chain with several address types gets as many of each. "ethereum ledgerlive" asks for a type
    alone, one of `Chain.elsewhere` too; an account that two types share comes once. Watch-only
    accounts among them get their keys. One import is one change of the vault, however many
    accounts it brings. Raises PhraseInvalid, UnsupportedCharacter, TooMany, and AlreadyThere where
    it brings nothing new. `ids` gives fresh random ids of 16 hex digits.
    """
    if any(count > IMPORT_MAX for count in counts.values()):
        raise TooMany(limit=IMPORT_MAX)
    phrase = _phrase(words, passphrase, next(ids), now)
    known = _same_phrase(vault, phrase)
    source = known or phrase
    grown = vault if known else replace(vault, secrets=(*vault.secrets, phrase))
    keys = Keys(grown)
    made: dict[tuple[str, str], Account] = {}
    for chain, kind, count in _wanted(counts):
        held = _held(vault, chain, kind)
        for path, public, address, here in _derived(
            grown, keys, chain, kind, source.id, range(count)
        ):
            if (chain.id, address) in made:
                continue
            if here is None:
                held += 1
                name = f"{kind.title} {held}"
                new = _account(next(ids), name, chain, address, public, source.id, path, now)
            else:
                new = here._replace(secret=source.id, path=path, public_key=public)
            made[chain.id, address] = new
    if known and not made:
        raise AlreadyThere
    return _with_all(grown, tuple(made.values()))


def import_key(  # a wallet, what was typed, and the id and time that come in
    vault: Vault,
    chain_id: str,
    text: Secret,
    name: str,
    ids: Iterator[str],
    now: str,
    *,
    type_id: str | None = None,
) -> tuple[Vault, Account]:
    """Add a loose private key as a person pasted it; "" for `name` numbers the account.

    A watch-only account of this address gets its key and keeps its name. The address is of the
    type named, None the chain's first. Raises KeyInvalid, NameInvalid, AlreadyThere, TooMany.
    """
    chain, kind = CHAINS[chain_id], address_type(chain_id, type_id)
    key, public, address = chain.account_of_text(kind, text)
    secret = KeySecret(next(ids), chain.curve, key, written_down=False, created=now)
    here = find(vault, chain.id, address)
    if here and not here.watch_only:
        raise AlreadyThere
    if here is None:
        title = _name(name) if name else _numbered(vault, chain, kind)
        account = _account(next(ids), title, chain, address, public, secret.id, None, now)
    else:
        account = here._replace(secret=secret.id, public_key=public, path=None)
    return _with(replace(vault, secrets=(*vault.secrets, secret)), (account,))


def add_watch_only(  # a wallet, what was typed, and the id and time that come in
    vault: Vault, chain_id: str, address: str, name: str, account_id: str, now: str
) -> tuple[Vault, Account]:
    """Add an address without its key; AddressInvalid, NameInvalid, AlreadyThere, TooMany."""
    chain = CHAINS[chain_id]
    normal = chain.normalise_address(address)
    if find(vault, chain_id, normal):
        raise AlreadyThere
    title = _name(name) if name else _numbered(vault, chain, chain.type_of(normal))
    public = chain.public_key_of_address(normal)
    account = _account(account_id, title, chain, normal, public, None, None, now)
    return _with(vault, (account,))


def rename(vault: Vault, account_id: str, name: str) -> tuple[Vault, Account]:
    """Name an account; AccountUnknown, NameInvalid. The same name changes nothing."""
    account = next((a for a in vault.accounts if a.id == account_id), None)
    if account is None:
        raise AccountUnknown
    renamed = account._replace(name=_name(name))
    if renamed == account:
        return vault, account
    accounts = tuple(renamed if a is account else a for a in vault.accounts)
    return vault.changed(accounts=accounts), renamed


def phrase_written(vault: Vault, secret_id: str) -> Vault:
    """Note that the user has written down this phrase; one that is noted changes nothing."""
    secrets = tuple(
        replace(secret, written_down=True)
        if isinstance(secret, PhraseSecret) and secret.id == secret_id
        else secret
        for secret in vault.secrets
    )
    return vault if secrets == vault.secrets else vault.changed(secrets=secrets)


def find(vault: Vault, chain_id: str, address: str) -> Account | None:
    """Return the account with this address."""
    return next((a for a in vault.accounts if a.address == address and a.chain == chain_id), None)


def of_every_type(count: int) -> dict[str, int]:
    """Return what `import_phrase` takes to bring so many accounts of everything there is."""
    elsewhere = (f"{chain.id} {kind.type}" for chain in CHAINS.values() for kind in chain.elsewhere)
    return dict.fromkeys((*CHAINS, *elsewhere), count)


def _wanted(counts: Mapping[str, int]) -> Iterator[tuple[Chain, AddressType, int]]:
    for wanted, count in counts.items():
        chain_id, _, type_id = wanted.partition(" ")
        chain = CHAINS[chain_id]
        for kind in (address_type(chain_id, type_id),) if type_id else chain.types:
            yield chain, kind, count


def _derived(
    vault: Vault, keys: Keys, chain: Chain, kind: AddressType, secret_id: str, indices: range
) -> Iterator[tuple[str, str, str, Account | None]]:
    """Give (path, public key, address, watch-only account there) of what the wallet can't sign."""
    held = {account.address: account for account in vault.accounts if account.chain == chain.id}
    for index in indices:
        path = kind.path(index)
        public, address = kind.account_from_private_key(keys.derive(secret_id, chain, path))
        here = held.get(address)
        if here is None or here.watch_only:
            yield path, public, address, here


def _account(  # noqa: PLR0917  # the fields of an account
    id_: str,
    name: str,
    chain: Chain,
    address: str,
    public_key: str | None,
    secret_id: str | None,
    path: str | None,
    now: str,
) -> Account:
    """A new account; `_with_all` sets its `since`."""
    return Account(id_, name, chain.id, address, public_key, secret_id, path, 0, now)


def _with(vault: Vault, accounts: tuple[Account]) -> tuple[Vault, Account]:
    grown, (account,) = _with_all(vault, accounts)
    return grown, account


def _with_all(vault: Vault, accounts: tuple[Account, ...]) -> tuple[Vault, tuple[Account, ...]]:
    """Put accounts in the places of those with their ids, else at the end: one change.

    No backup so far holds them, or their keys, so their `since` is this change.
    """
    stamped = {a.id: a._replace(since=vault.sequence + 1) for a in accounts}
    known = {account.id for account in vault.accounts}
    kept = (stamped.get(account.id, account) for account in vault.accounts)
    new = (account for account in stamped.values() if account.id not in known)
    return _require_room(vault.changed(accounts=(*kept, *new))), tuple(stamped.values())


def _phrase(words: Secret, passphrase: Secret, secret_id: str, now: str) -> PhraseSecret:
    facts = mnemonic.check(words)
    return PhraseSecret(
        id=secret_id,
        words=facts.words,
        passphrase=passphrase,
        language=facts.languages[0],
        written_down=False,
        created=now,
    )


def _same_phrase(vault: Vault, phrase: PhraseSecret) -> PhraseSecret | None:
    wanted = mnemonic.fingerprint(phrase.words, phrase.passphrase)
    for secret in vault.secrets:
        if not isinstance(secret, PhraseSecret) or secret.language == mnemonic.ELECTRUM:
            continue
        if wanted == mnemonic.fingerprint(secret.words, secret.passphrase):
            return secret
    return None


def _phrase_for(vault: Vault, chain: Chain) -> PhraseSecret | SeedSecret:
    sources = {secret.id: secret for secret in vault.secrets if _derives(secret, chain)}
    for account in vault.accounts:
        if account.chain == chain.id and account.secret in sources:
            return sources[account.secret]
    if not sources:
        raise NoPhrase
    return next(iter(sources.values()))


def _derives(secret: SecretItem, chain: Chain) -> TypeGuard[PhraseSecret | SeedSecret]:
    """Tell whether a secret has a chain's accounts at their standard paths."""
    if isinstance(secret, PhraseSecret):
        return secret.language != mnemonic.ELECTRUM
    # Substrate's chains derive from what a phrase stands for, which no seed tells.
    return isinstance(secret, SeedSecret) and chain.curve is not Curve.SR25519


def _indices(
    vault: Vault, chain: Chain, kind: AddressType, source: PhraseSecret | SeedSecret
) -> Iterator[int]:
    """Give the indices of the type's standard path which the wallet has of this phrase."""
    for account in vault.accounts:
        if account.secret == source.id and account.chain == chain.id and account.path:
            index = kind.index(account.path)
            if index is not None:
                yield index


def _numbered(vault: Vault, chain: Chain, kind: AddressType) -> str:
    return f"{kind.title} {1 + _held(vault, chain, kind)}"


def _held(vault: Vault, chain: Chain, kind: AddressType) -> int:
    return sum(
        account.chain == chain.id and chain.type_at(account.address, account.path) is kind
        for account in vault.accounts
    )


def _name(name: str) -> str:
    if not is_name(name):
        raise NameInvalid
    return name


def _require_room(vault: Vault) -> Vault:
    if len(vault.accounts) > ACCOUNTS_MAX:
        raise TooMany(limit=ACCOUNTS_MAX)
    if sum(not isinstance(secret, KeySecret) for secret in vault.secrets) > PHRASES_MAX:
        raise TooMany(limit=PHRASES_MAX)
    return vault
