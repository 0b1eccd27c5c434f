"""Deleted accounts: kept in the vault for 30 days, so that a delete can be undone.

What was deleted is in no copy that is made later; older copies hold it still. An account that comes
back counts as new, since copies that were made meanwhile lack it.
"""

from collections.abc import Iterator
from dataclasses import replace

from keystow.errors import AccountUnknown, AlreadyThere, TooMany
from keystow.wallet import accounts
from keystow.wallet.keeping import is_kept
from keystow.wallet.merge import free_id
from keystow.wallet.vault import (
    ACCOUNTS_MAX,
    DELETED_MAX,
    PHRASES_MAX,
    Account,
    Deleted,
    DeletedAccount,
    KeySecret,
    SecretItem,
    Vault,
)


def last_of_phrase(vault: Vault, account_id: str) -> SecretItem | None:
    """Return the phrase or seed that no account but this one is made from.

    None where others are, or where the account has a loose key or none. Raises AccountUnknown.
    """
    secret = _left_alone(vault, _account(vault, account_id))
    return None if isinstance(secret, KeySecret) else secret


def delete(vault: Vault, account_id: str, now: str) -> Vault:
    """Delete an account; a key that signs for no other one goes with it, a phrase stays.

    Raises AccountUnknown, and TooMany where 1,000 are kept for an undo already.
    """
    account = _account(vault, account_id)
    secret = _left_alone(vault, account)
    return _without(vault, account, secret if isinstance(secret, KeySecret) else None, now)


def delete_with_phrase(vault: Vault, account_id: str, now: str) -> Vault:
    """Delete the last account of a phrase and the phrase too; the raises are those of `delete`."""
    account = _account(vault, account_id)
    return _without(vault, account, _left_alone(vault, account), now)


def undelete(vault: Vault, account_id: str) -> tuple[Vault, Account]:
    """Bring a deleted account back, with its key.

    An account that is only watched since gets its key. Raises AccountUnknown, TooMany, and
    AlreadyThere where the wallet has got the account again in another way.
    """
    entry = next((one for one in vault.deleted.accounts if one.account.id == account_id), None)
    if entry is None:
        raise AccountUnknown
    twin = accounts.find(vault, entry.account.chain, entry.account.address)
    if twin is not None and _covers(twin, entry.account):
        raise AlreadyThere
    secrets, secret_id = _with_secret_of(vault, entry.account)
    taken = {account.id for account in vault.accounts}
    back = entry.account._replace(
        id=twin.id if twin else free_id(account_id, taken),
        secret=secret_id,
        since=vault.sequence + 1,
    )
    others = tuple(account for account in vault.accounts if account is not twin)
    grown = vault.changed(
        secrets=secrets,
        accounts=(*others, back),
        sites=tuple(
            replace(site, accounts=(*site.accounts, back.id))
            if site.origin in entry.sites and back.id not in site.accounts
            else site
            for site in vault.sites
        ),
    )
    kept = tuple(one for one in vault.deleted.accounts if one is not entry)
    return _require_room(replace(grown, deleted=_kept(vault, kept))), back


def purged(vault: Vault, now: str) -> Vault:
    """Drop what was deleted over 30 days ago, and what the wallet has got again since."""
    kept = tuple(one for one in vault.deleted.accounts if _can_come_back(vault, one, now))
    if kept == vault.deleted.accounts:
        return vault
    return replace(vault, deleted=_kept(vault, kept))


def _without(vault: Vault, account: Account, secret: SecretItem | None, now: str) -> Vault:
    older = tuple(_set_aside(vault.deleted.accounts, account))
    if len(older) >= DELETED_MAX:
        raise TooMany(limit=DELETED_MAX)
    seen_by = tuple(site.origin for site in vault.sites if account.id in site.accounts)
    taken = {one.account.id for one in older}
    entry = DeletedAccount(account._replace(id=free_id(account.id, taken)), now, seen_by)
    gone = () if secret is None else (secret,)
    own = tuple(one for one in vault.deleted.secrets if one.id not in {each.id for each in gone})
    return vault.changed(
        accounts=tuple(one for one in vault.accounts if one is not account),
        secrets=tuple(one for one in vault.secrets if one is not secret),
        sites=tuple(
            replace(site, accounts=tuple(id_ for id_ in site.accounts if id_ != account.id))
            for site in vault.sites
        ),
        deleted=Deleted((*older, entry), (*own, *gone)),
    )


def _set_aside(older: tuple[DeletedAccount, ...], account: Account) -> Iterator[DeletedAccount]:
    """Leave out what this account was when it was deleted before, unless that had a key."""
    for one in older:
        same = (one.account.chain, one.account.address) == (account.chain, account.address)
        if not same or not _covers(account, one.account):
            yield one


def _covers(one: Account, other: Account) -> bool:
    """Tell whether the first of two accounts of one address can do all that the second can."""
    return not one.watch_only or other.watch_only


def _left_alone(vault: Vault, account: Account) -> SecretItem | None:
    """Return the secret that would sign for no account any more."""
    if account.secret is None:
        return None
    if sum(one.secret == account.secret for one in vault.accounts) > 1:
        return None
    return next(secret for secret in vault.secrets if secret.id == account.secret)


def _with_secret_of(vault: Vault, account: Account) -> tuple[tuple[SecretItem, ...], str | None]:
    """Return the wallet's secrets with that of a deleted account, and the id it has there."""
    own = next((one for one in vault.deleted.secrets if one.id == account.secret), None)
    if own is None:  # it stayed, or there is none
        return vault.secrets, account.secret
    for here in vault.secrets:
        if _is_same(here, own):
            return vault.secrets, here.id
    id_ = free_id(own.id, {secret.id for secret in vault.secrets})
    return (*vault.secrets, replace(own, id=id_)), id_


def _is_same(one: SecretItem, other: SecretItem) -> bool:
    return one == replace(other, id=one.id, written_down=one.written_down, created=one.created)


def _kept(vault: Vault, kept: tuple[DeletedAccount, ...]) -> Deleted:
    needed = {one.account.secret for one in kept}
    return Deleted(kept, tuple(one for one in vault.deleted.secrets if one.id in needed))


def _can_come_back(vault: Vault, one: DeletedAccount, now: str) -> bool:
    twin = accounts.find(vault, one.account.chain, one.account.address)
    return is_kept(one.deleted, now) and (twin is None or not _covers(twin, one.account))


def _account(vault: Vault, account_id: str) -> Account:
    account = next((one for one in vault.accounts if one.id == account_id), None)
    if account is None:
        raise AccountUnknown
    return account


def _require_room(vault: Vault) -> Vault:
    if len(vault.accounts) > ACCOUNTS_MAX:
        raise TooMany(limit=ACCOUNTS_MAX)
    if sum(not isinstance(secret, KeySecret) for secret in vault.secrets) > PHRASES_MAX:
        raise TooMany(limit=PHRASES_MAX)
    return vault
