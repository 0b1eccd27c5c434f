"""What an opened file holds, whatever its format: for printing, and as a vault for merging."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from keystow.errors import Damaged, KeyInvalid, Truncated
from keystow.formats import bounded_json
from keystow.formats.interface import Warn
from keystow.formats.opened import Opened, OpenedAccount, OpenedPhrase
from keystow.secret import Secret
from keystow.wallet import merge
from keystow.wallet.chains import CHAINS
from keystow.wallet.keys import Keys
from keystow.wallet.merge import FOUND
from keystow.wallet.text import as_name
from keystow.wallet.vault import (
    Account,
    Foreign,
    KeySecret,
    PhraseSecret,
    SecretItem,
    SeedSecret,
    Vault,
)

_KEPT_START = '{"name":'
_KEPT_TEXTS = ("name", "chain", "address")
_KEPT_OPTIONAL = ("public_key", "path", "private_key")
_KEPT_FIELDS = {*_KEPT_TEXTS, *_KEPT_OPTIONAL, "watch_only"}
_KEPT_VALUES_MAX = 100


def phrases(opened: Opened) -> Iterator[OpenedPhrase]:
    """Give the file's recovery phrases."""
    yield from opened.phrases
    for secret in opened.vault.secrets if opened.vault else ():
        if isinstance(secret, PhraseSecret):
            yield OpenedPhrase(secret.words, secret.passphrase, secret.language)


def seeds(opened: Opened) -> Iterator[Secret]:
    """Give the file's seeds whose phrases nobody knows."""
    yield from opened.seeds
    for secret in opened.vault.secrets if opened.vault else ():
        if isinstance(secret, SeedSecret):
            yield secret.seed


def accounts(opened: Opened) -> Iterator[OpenedAccount]:
    """Give the file's accounts in its order; keys of derived ones are derived as they come."""
    yield from opened.accounts
    if opened.vault is not None:
        yield from vault_accounts(opened.vault)


def vault_accounts(vault: Vault) -> Iterator[OpenedAccount]:
    """Give a vault's accounts with their keys, then those of other chains that it only keeps."""
    keys = Keys(vault)
    for account in vault.accounts:
        key = _key_or_none(keys, account)
        yield OpenedAccount(
            account.name,
            account.chain,
            account.address,
            _public_key(account, key) or account.public_key,
            account.path,
            account.watch_only,
            key,
        )
    yield from kept_accounts(vault.foreign)


def kept_accounts(foreign: Iterable[Foreign]) -> Iterator[OpenedAccount]:
    """Give the accounts among data that Keystow doesn't interpret: those of other chains."""
    for one in foreign:
        account = _kept_account(one)
        if account is not None:
            yield account


def report(opened: Opened, *, show_secrets: bool) -> dict[str, Any]:
    """Return what `keystow open --json` prints, as plain JSON values.

    Without `show_secrets` words, seeds and private keys are left out and a passphrase is null; only
    a file that has seeds has `seeds`. Addresses are checked against their keys: one that differs
    adds ADDRESS_MISMATCH to the warnings.
    """
    listed = list(accounts(opened))
    warnings = list(opened.warnings)
    if any(map(is_mismatch, listed)):
        listed, found = _at_their_paths(opened, listed)
        warnings += [Warn.PATH_FOUND] * (found and Warn.PATH_FOUND not in warnings)
    if Warn.ADDRESS_MISMATCH not in warnings and any(map(is_mismatch, listed)):
        warnings.append(Warn.ADDRESS_MISMATCH)
    return {
        "format": opened.format,
        "hint": opened.hint,
        "made_by": opened.made_by,
        "created": opened.created,
        "phrases": [
            _phrase_report(phrase, show_secrets=show_secrets) for phrase in phrases(opened)
        ],
        **_seeds_report(opened, show_secrets=show_secrets),
        "accounts": [_account_report(account, show_secrets=show_secrets) for account in listed],
        "payload_sha256": opened.payload_sha256,
        "warnings": [warning.value for warning in warnings],
    }


def to_vault(opened: Opened, *, wallet_id: str, name: str, now: str) -> Vault:
    """Return the file's content as a vault for `merge.compare`, which checks each address.

    A file of ours keeps its own identity; a foreign one takes `wallet_id` and `name` and has
    sequence number 0. Names lose what no name may hold, and of two entries for one address the
    first stays. Ids follow from public data, so the same file gives the same ids. An account of a
    chain that Keystow doesn't derive becomes foreign data, with its name, address and key.
    """
    if opened.vault is not None:
        return opened.vault
    of_phrases: list[SecretItem] = [
        PhraseSecret(
            id=_id("phrase", opened.payload_sha256, str(number)),
            words=phrase.words,
            passphrase=phrase.passphrase,
            language=phrase.language,
            written_down=False,
            created=now,
        )
        for number, phrase in enumerate(opened.phrases)
    ]
    of_seeds: list[SecretItem] = [
        SeedSecret(_id("seed", opened.payload_sha256, str(number)), seed, False, now)
        for number, seed in enumerate(opened.seeds)
    ]
    secrets = {secret.id: secret for secret in (*of_phrases, *of_seeds)}
    made: dict[tuple[str, str], Account] = {}
    kept: dict[str, Foreign] = {}
    for account in opened.accounts:
        place = (account.chain, account.address)
        if account.kept or account.chain not in CHAINS:
            one = _kept(opened.format, account)
            kept.setdefault(one.id, one)
        elif place not in made:
            secret = None if account.phrase is None else of_phrases[account.phrase]
            secret = secret if account.seed is None else of_seeds[account.seed]
            if secret is None and (secret := _key_secret(account, now)):
                secrets[secret.id] = secret  # one key may have several addresses
            made[place] = _account(account, secret, len(made) + 1, now)
    return Vault(
        id=wallet_id,
        name=name,
        created=now,
        secrets=tuple(secrets.values()),
        accounts=tuple(made.values()),
        contacts=opened.contacts,
        labels=opened.labels,
        foreign=(*opened.foreign, *kept.values()),
    )


def _key_or_none(keys: Keys, account: Account) -> Secret | None:
    try:
        return keys.private_key(account)
    except KeyInvalid:
        return None


def _public_key(account: Account, key: Secret | None) -> str | None:
    if key is None or account.chain not in CHAINS:
        return None
    return CHAINS[account.chain].account_at(account.address, key)[0]


def is_mismatch(account: OpenedAccount) -> bool:
    """Tell whether an account lacks the key that it claims, or has the key of another address."""
    if account.private_key is None:
        return not account.watch_only
    if account.kept or account.chain not in CHAINS:
        return False
    chain = CHAINS[account.chain]
    return chain.account_at(account.address, account.private_key)[1] != account.address


def _at_their_paths(
    opened: Opened, listed: list[OpenedAccount]
) -> tuple[list[OpenedAccount], bool]:
    """Give each account the path at which its address was found, and tell whether one was."""
    # Neither name nor times are kept: only the addresses are looked at.
    vault = to_vault(opened, wallet_id="0" * 32, name="", now="1970-01-01T00:00:00Z")
    keys = Keys(vault)
    rows = merge.compare(None, vault).rows
    found = {(r.account.chain, r.account.address): r.account for r in rows if r.reason == FOUND}
    mended = [
        replace(one, path=to.path, public_key=to.public_key, private_key=keys.private_key(to))
        if (to := found.get((one.chain, one.address))) and one.path is not None
        else one
        for one in listed
    ]
    return mended, bool(found)


def _phrase_report(phrase: OpenedPhrase, *, show_secrets: bool) -> dict[str, Any]:
    shown = {"language": phrase.language, "passphrase": None}
    if not show_secrets:
        return shown
    return shown | {
        "words": phrase.words.reveal().decode(),
        "passphrase": phrase.passphrase.reveal().decode(),
    }


def _seeds_report(opened: Opened, *, show_secrets: bool) -> dict[str, Any]:
    listed = [{"seed": seed.reveal().hex()} if show_secrets else {} for seed in seeds(opened)]
    return {"seeds": listed} if listed else {}


def _account_report(account: OpenedAccount, *, show_secrets: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "name": account.name,
        "chain": account.chain,
        "address": account.address,
        "public_key": account.public_key,
        "path": account.path,
        "watch_only": account.watch_only,
    }
    if not show_secrets:
        return shown
    key = account.private_key
    return shown | {"private_key": None if key is None else key.reveal().hex()}


def _key_secret(account: OpenedAccount, now: str) -> KeySecret | None:
    if account.private_key is None:
        return None
    id_ = _id("key", account.chain, account.public_key or "")
    curve = CHAINS[account.chain].curve
    return KeySecret(id_, curve, account.private_key, written_down=False, created=now)


def _account(account: OpenedAccount, secret: SecretItem | None, number: int, now: str) -> Account:
    return Account(
        id=_id("account", account.chain, account.address),
        name=as_name(account.name, f"{CHAINS[account.chain].title} {number}"),
        chain=account.chain,
        address=account.address,
        public_key=account.public_key,
        secret=None if secret is None else secret.id,
        path=None if isinstance(secret, KeySecret) else account.path,
        since=0,
        created=now,
    )


def _kept(format_name: str, account: OpenedAccount) -> Foreign:
    """Keep an account of another chain: what the report shows of it, its key included."""
    data = json.dumps(_account_report(account, show_secrets=True), separators=(",", ":"))
    id_ = _id("account", format_name, account.chain, account.address)
    return Foreign(id_, format_name, data)


def _kept_account(foreign: Foreign) -> OpenedAccount | None:
    """Read what `_kept` wrote; None for anything else."""
    if not foreign.data.startswith(_KEPT_START):
        return None
    try:
        value = bounded_json.parse(foreign.data.encode("utf-8", "surrogatepass"), _KEPT_VALUES_MAX)
        if type(value) is not dict or value.keys() != _KEPT_FIELDS:
            return None
        name, chain, address = (bounded_json.text(value[one]) for one in _KEPT_TEXTS)
        public, path, key = (
            None if value[one] is None else bounded_json.text(value[one]) for one in _KEPT_OPTIONAL
        )
        private = None if key is None else Secret(bytes.fromhex(key))
    except (Damaged, Truncated, ValueError):
        return None
    watch_only = value["watch_only"] is True
    return OpenedAccount(name, chain, address, public, path, watch_only, private, kept=True)


def _id(*parts: str) -> str:
    text = "\0".join(("keystow/foreign", *parts))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
