"""What the catalogue remembers of a wallet and its copies; no secret, no address."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from keystow.storage.document import Json

Word = TypeVar("Word", bound=StrEnum)


class Cause(StrEnum):
    """Why a copy is in the catalogue."""

    BACKUP = "backup"
    """A person asked for it."""
    CHANGE = "change"
    """Saved by itself in the safety folder, after a change."""
    FOUND = "found"
    """The wallet was restored from it."""


class Proof(StrEnum):
    """How a copy was last seen to be whole; only the last two mean that it opens."""

    SUM = "sum"
    CACHED = "cached"
    PASSWORD = "password"  # noqa: S105 - a way of proving, no password


@dataclass(frozen=True, slots=True)
class Contents:
    """How much a backup holds."""

    accounts: int
    phrases: int
    keys: int
    watch_only: int
    contacts: int
    sites: int


@dataclass(frozen=True, slots=True)
class Copy:
    """One file in one destination, or the code of the failure that kept it from being there."""

    destination: str
    place: str
    code: str | None
    verified_on: str
    verified_how: Proof

    @property
    def saved(self) -> bool:
        """Tell whether it was proven when it was made."""
        return self.code is None

    @property
    def opens(self) -> bool:
        """Tell whether it was opened, not only summed."""
        return self.saved and self.verified_how is not Proof.SUM


@dataclass(frozen=True, slots=True)
class Backup:
    """One keystore file and where its copies are."""

    cause: Cause
    made_on: str
    name: str
    size: int
    sha256: str
    sequence: int
    contents: Contents
    copies: tuple[Copy, ...]
    one_disk: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a wallet while it is locked; recorded at every unlock and change."""

    wallet_id: str
    name: str
    sequence: int
    added: tuple[tuple[int, int], ...]
    """Pairs of a sequence number and how many accounts were added at it."""
    phrases_unwritten: int

    @property
    def accounts(self) -> int:
        """Count all accounts."""
        return sum(count for _, count in self.added)

    @property
    def newest_account(self) -> int:
        """Return the sequence number at which an account was added last; 0 without any."""
        return max((since for since, _ in self.added), default=0)

    def uncovered(self, sequence: int) -> int:
        """Count the accounts that were added after `sequence`."""
        return sum(count for since, count in self.added if since > sequence)


@dataclass(frozen=True, slots=True)
class WalletRecord:
    """All that is remembered under one handle; `backups` in the order of their recording."""

    facts: Facts
    last_unlocked: str | None
    auto_lock_minutes: int
    backups: tuple[Backup, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """The highest sequence and the first address, as a digest, that a wallet id ever showed."""

    sequence: int
    first_address: str

    def began_as(self, addresses: Iterable[str]) -> bool:
        """Tell whether the first address is among these, each "chain:address"."""
        return any(address_digest(address) == self.first_address for address in addresses)


@dataclass(frozen=True, slots=True)
class Records:
    """A client's whole catalogue: wallets by handle, and what was seen by wallet id."""

    wallets: Mapping[str, WalletRecord]
    seen: Mapping[str, Seen]


def address_digest(address: str) -> str:
    """Return what is kept of a wallet's first address, "chain:address"."""
    return hashlib.sha256(b"keystow/first-address\n" + address.encode()).hexdigest()


def copy_token(backup: Backup, copy: Copy) -> str:
    """Return the token by which the browser names a copy; it tells nothing of a path."""
    # A name that was found may be no UTF-8, as Python holds it.
    place = f"{copy.destination}/{backup.name}".encode(errors="surrogateescape")
    return hashlib.sha256(place).hexdigest()[:16]


def shown_name(backup: Backup) -> str:
    """Return a file's name for people: what steers a line, or is no text at all, is replaced."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in backup.name)


def decode(parsed: Json) -> Records:
    """Return the records; raises KeyError, TypeError or ValueError where they don't fit."""
    return Records(
        {handle: _wallet(one) for handle, one in parsed["wallets"].items()},
        {
            wallet_id: Seen(_count(one["sequence"]), _text(one["first_address"]))
            for wallet_id, one in parsed["seen"].items()
        },
    )


def encode(records: Records) -> Json:
    """Return the records as JSON; the inverse of `decode`."""
    return {
        "wallets": {handle: _wallet_json(one) for handle, one in records.wallets.items()},
        "seen": {
            wallet_id: {"sequence": one.sequence, "first_address": one.first_address}
            for wallet_id, one in records.seen.items()
        },
    }


def _wallet(one: Json) -> WalletRecord:
    unlocked = one["last_unlocked"]
    return WalletRecord(
        Facts(
            _text(one["wallet_id"]),
            _text(one["name"]),
            _count(one["sequence"]),
            tuple((_count(since), _count(count)) for since, count in one["added"]),
            _count(one["phrases_unwritten"]),
        ),
        None if unlocked is None else _text(unlocked),
        _count(one["auto_lock_minutes"]),
        tuple(_backup(each) for each in one["backups"]),
    )


def _wallet_json(one: WalletRecord) -> Json:
    return {
        "wallet_id": one.facts.wallet_id,
        "name": one.facts.name,
        "sequence": one.facts.sequence,
        "added": one.facts.added,
        "phrases_unwritten": one.facts.phrases_unwritten,
        "last_unlocked": one.last_unlocked,
        "auto_lock_minutes": one.auto_lock_minutes,
        "backups": [_backup_json(each) for each in one.backups],
    }


def _backup(one: Json) -> Backup:
    return Backup(
        Cause(one["cause"]),
        _text(one["made_on"]),
        _text(one["name"]),
        _count(one["size"]),
        _text(one["sha256"]),
        _count(one["sequence"]),
        Contents(**{name: _count(one[name]) for name in _counts()}),
        tuple(_copy(each) for each in one["copies"]),
        one["one_disk"] is True,
    )


def _backup_json(one: Backup) -> Json:
    return {
        "cause": one.cause,
        "made_on": one.made_on,
        "name": one.name,
        "size": one.size,
        "sha256": one.sha256,
        "sequence": one.sequence,
        **{name: getattr(one.contents, name) for name in _counts()},
        "copies": [
            {
                "destination": each.destination,
                "place": each.place,
                "code": each.code,
                "verified_on": each.verified_on,
                "verified_how": each.verified_how,
            }
            for each in one.copies
        ],
        "one_disk": one.one_disk,
    }


def _copy(one: Json) -> Copy:
    code = one["code"]
    return Copy(
        _text(one["destination"]),
        _text(one["place"]),
        None if code is None else _text(code),
        _text(one["verified_on"]),
        Proof(one["verified_how"]),
    )


def _counts() -> Iterator[str]:
    return iter(("accounts", "phrases", "keys", "watch_only", "contacts", "sites"))


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError("text was expected")
    return value


def _count(value: Json) -> int:
    if type(value) is not int or value < 0:
        raise TypeError("a count was expected")
    return value
