"""A wallet's whole content as values: secrets, accounts and what goes with them (design 6).

In words: docs/vault-payload.md; as JSON Schema: schema/vault.schema.json; to the payload's object
and back: encoder.py, decoder.py.
"""

from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from keystow.secret import Secret
from keystow.wallet.curves import Curve
from keystow.wallet.marks import Mark

ACCOUNTS_MAX = 250_000
SECRETS_MAX = 250_000
PHRASES_MAX = 1_000
"""Phrases and seeds: each costs 2,048 rounds of PBKDF2 at a restore, about a millisecond."""
OTHERS_MAX = 100_000
DELETED_MAX = 1_000
FOREIGN_MAX = 1_000
FOREIGN_CHARS_MAX = 16 * 1024 * 1024
AUTO_LOCK_MINUTES = range(1, 61)


@dataclass(frozen=True, slots=True)
class PhraseSecret:
    """A BIP-39 phrase in its normalised form, with its passphrase ("" for none).

    One whose language is `mnemonic.ELECTRUM` is no BIP-39 phrase but a seed of Electrum's.
    """

    id: str
    words: Secret
    passphrase: Secret
    language: str
    written_down: bool
    created: str


@dataclass(frozen=True, slots=True)
class SeedSecret:
    """A seed of 16 to 64 bytes whose phrase isn't known."""

    id: str
    seed: Secret
    written_down: bool
    created: str


@dataclass(frozen=True, slots=True)
class KeySecret:
    """One private key of 32 bytes; on sr25519 a seed of as many, or 64 bytes."""

    id: str
    curve: Curve
    key: Secret
    written_down: bool
    created: str


SecretItem = PhraseSecret | SeedSecret | KeySecret


class Account(NamedTuple):
    """An address with what is known of it; a tuple, as there may be a quarter of a million.

    `secret` names the secret that signs for it, None for watch-only. `path` goes with a phrase or
    seed, or says where a hardware wallet keeps the key of a watch-only account. `since` is the
    vault's sequence number from which this account, with its key, is part of the vault: a backup
    with that number or a higher one covers it.
    """

    id: str
    name: str
    chain: str
    address: str
    public_key: str | None
    secret: str | None
    path: str | None
    since: int
    created: str

    @property
    def watch_only(self) -> bool:
        return self.secret is None


@dataclass(frozen=True, slots=True)
class Contact:
    """Someone's address."""

    id: str
    name: str
    chain: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class Label:
    """A label as BIP-329 has it: `type` is tx, addr, pubkey, input, output or xpub."""

    type: str
    ref: str
    label: str


@dataclass(frozen=True, slots=True)
class Network:
    """A network of a chain which the user added."""

    id: str
    chain: str
    name: str
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A token which the user follows."""

    chain: str
    contract: str
    name: str
    symbol: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Site:
    """A connected site: which accounts it sees and what it may ask for."""

    origin: str
    accounts: tuple[str, ...]
    permissions: tuple[str, ...]
    connected: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """Data of another wallet that Keystow doesn't interpret, kept byte for byte."""

    id: str
    format: str
    data: str


class DeletedAccount(NamedTuple):
    """An account that was deleted, when, and the origins of the sites that saw it."""

    account: Account
    deleted: str
    sites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deleted:
    """What a delete can be undone from; `secrets` are those that went with an account."""

    accounts: tuple[DeletedAccount, ...] = ()
    secrets: tuple[SecretItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that travel with a backup."""

    auto_lock_minutes: int = 15
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class SlotRoot:
    """A slot's cached root and its tag over the slot's parameters (design 6, "Cached roots")."""

    slot: str
    root: Secret
    tag: bytes


@dataclass(frozen=True, slots=True)
class Vault:
    """Everything a wallet holds.

    `sequence` counts the changes. `saved` is the time of the last save and `previous` the SHA-256
    (hex) of the copy before; both None before the first. Times are UTC, "2026-11-22T15:04:05Z".
    """

    id: str
    name: str
    created: str
    sequence: int = 0
    saved: str | None = None
    previous: str | None = None
    secrets: tuple[SecretItem, ...] = ()
    accounts: tuple[Account, ...] = ()
    contacts: tuple[Contact, ...] = ()
    labels: tuple[Label, ...] = ()
    networks: tuple[Network, ...] = ()
    tokens: tuple[Token, ...] = ()
    sites: tuple[Site, ...] = ()
    settings: Settings = field(default_factory=Settings)
    foreign: tuple[Foreign, ...] = ()
    slot_roots: tuple[SlotRoot, ...] = ()
    deleted: Deleted = field(default_factory=Deleted)

    def changed(self, **fields: Any) -> "Vault":
        """Return the vault with these fields and the next sequence number."""
        return replace(self, sequence=self.sequence + 1, **fields)

    def stamped(self, saved: str, previous: str | None) -> "Vault":
        """Return the vault as it is about to be saved; its content and number stay."""
        return replace(self, saved=saved, previous=previous)

    def for_backup(self) -> "Vault":
        """Drop what no backup may hold.

        A thief of one copy must not get other slots' roots, and what was deleted is to be in no
        copy that is made later.
        """
        return replace(self, slot_roots=(), deleted=Deleted())

    def first_address(self) -> str | None:
        """Return "chain:address" of the first account, by which the catalogue knows the wallet."""
        return next((f"{a.chain}:{a.address}" for a in self.accounts), None)

    def phrases_unwritten(self) -> int:
        """Count the phrases which the user hasn't confirmed to have written down."""
        return sum(isinstance(s, PhraseSecret) and not s.written_down for s in self.secrets)

    def public_view(self) -> dict[str, Any]:
        """Return what the extension may see, as plain JSON values: no secret, no xpub."""
        kinds = {secret.id: _SOURCES[type(secret)] for secret in self.secrets}
        return {
            "wallet": self.id,
            "name": self.name,
            "created": self.created,
            "sequence": self.sequence,
            "phrases_unwritten": self.phrases_unwritten(),
            "auto_lock_minutes": self.settings.auto_lock_minutes,
            "accounts": [_public_account(account, kinds) for account in self.accounts],
            "deleted": [_public_deleted(one) for one in self.deleted.accounts],
        }


_SOURCES: dict[type, str] = {PhraseSecret: "phrase", SeedSecret: "phrase", KeySecret: "key"}


def _public_account(account: Account, kinds: dict[str, str]) -> dict[str, Any]:
    return {
        "id": account.id,
        "name": account.name,
        "chain": account.chain,
        "address": account.address,
        "public_key": account.public_key,
        "path": account.path,
        "watch_only": account.watch_only,
        "source": "none" if account.secret is None else kinds[account.secret],
        "since": account.since,
    }


def _public_deleted(one: DeletedAccount) -> dict[str, Any]:
    account = one.account
    return {
        "id": account.id,
        "name": account.name,
        "chain": account.chain,
        "address": account.address,
        "watch_only": account.watch_only,
        "deleted_on": one.deleted,
    }
