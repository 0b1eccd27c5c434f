"""The vault as the payload's JSON object (docs/vault-payload.md)."""

from typing import Any

from keystow.wallet.vault import (
    Account,
    Deleted,
    KeySecret,
    PhraseSecret,
    SecretItem,
    SeedSecret,
    Settings,
    Vault,
)

FORMAT = "keystow-vault"
VERSION = 1

Payload = dict[str, Any]


def to_payload(vault: Vault) -> Payload:
    """Return the payload object; every secret stands in it in clear."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "wallet": {"id": vault.id, "name": vault.name, "created": vault.created},
        "sequence": vault.sequence,
        "saved": vault.saved,
        "previous": vault.previous,
        "secrets": [_secret_object(secret) for secret in vault.secrets],
        "accounts": [_account_object(account) for account in vault.accounts],
        "contacts": [_object(c, "id", "name", "chain", "address", "note") for c in vault.contacts],
        "labels": [_object(label, "type", "ref", "label") for label in vault.labels],
        "networks": [
            _object(n, "id", "chain", "name") | {"urls": list(n.urls)} for n in vault.networks
        ],
        "tokens": [
            _object(t, "chain", "contract", "name", "symbol", "decimals") for t in vault.tokens
        ],
        "sites": [
            _object(s, "origin", "connected")
            | {"accounts": list(s.accounts), "permissions": list(s.permissions)}
            for s in vault.sites
        ],
        "settings": _settings_object(vault.settings),
        "foreign": [_object(f, "id", "format", "data") for f in vault.foreign],
        **vault_only(vault),
    }


def vault_only(vault: Vault) -> Payload:
    """Return the members that a wallet's own vault has filled and a backup has not.

    What was deleted is left out where there is nothing, and so in each backup.
    """
    rows = [
        {"slot": cached.slot, "root": cached.root.reveal().hex(), "tag": cached.tag.hex()}
        for cached in vault.slot_roots
    ]
    deleted = {"deleted": _deleted_object(vault.deleted)} if vault.deleted.accounts else {}
    return {"slot_roots": rows, **deleted}


def _account_object(account: Account) -> Payload:
    return {
        "id": account.id,
        "name": account.name,
        "chain": account.chain,
        "address": account.address,
        "public_key": account.public_key,
        "secret": account.secret,
        "path": account.path,
        "watch_only": account.secret is None,
        "since": account.since,
        "created": account.created,
    }


def _deleted_object(deleted: Deleted) -> Payload:
    return {
        "accounts": [
            {
                "account": _account_object(one.account),
                "deleted": one.deleted,
                "sites": list(one.sites),
            }
            for one in deleted.accounts
        ],
        "secrets": [_secret_object(secret) for secret in deleted.secrets],
    }


def _secret_object(secret: SecretItem) -> Payload:
    common = {"id": secret.id, "written_down": secret.written_down, "created": secret.created}
    match secret:
        case PhraseSecret():
            return common | {
                "kind": "phrase",
                "words": secret.words.reveal().decode(),
                "passphrase": secret.passphrase.reveal().decode(),
                "language": secret.language,
            }
        case SeedSecret():
            return common | {"kind": "seed", "seed": secret.seed.reveal().hex()}
        case KeySecret():
            key = secret.key.reveal().hex()
            return common | {"kind": "key", "curve": secret.curve.value, "key": key}


def _settings_object(settings: Settings) -> Payload:
    mark = settings.mark
    return {
        "auto_lock_minutes": settings.auto_lock_minutes,
        "mark": None if mark is None else {"words": mark.words, "picture": mark.picture},
    }


def _object(value: object, *names: str) -> Payload:
    return {name: getattr(value, name) for name in names}
