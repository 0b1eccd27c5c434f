"""Merge another vault in: compare first, then apply what the person ticked.

Nothing that is here is lost or overwritten, except a name where "there" was chosen. Every address
is derived again before it is offered. Applying the same choice twice changes nothing more.
"""

import hashlib
from collections import ChainMap
from collections.abc import Callable, Container, Mapping, Sized
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from keystow.errors import TooMany
from keystow.wallet import mnemonic
from keystow.wallet.keys import Keys
from keystow.wallet.path_guard import PathGuard
from keystow.wallet.vault import (
    ACCOUNTS_MAX,
    FOREIGN_MAX,
    OTHERS_MAX,
    PHRASES_MAX,
    SECRETS_MAX,
    Account,
    Contact,
    KeySecret,
    Network,
    PhraseSecret,
    SecretItem,
    SeedSecret,
    Site,
    Vault,
)

FOUND = "path"
"""The reason of a row whose address was found at another path than the one beside it."""
AHEAD_MAX = 2**32
"""How many changes a file of the same wallet may be ahead."""
SEQUENCE_MAX = 2**52
"""Where a wallet in a fresh profile begins at most: as many numbers again are left for changes."""

T = TypeVar("T")
C = TypeVar("C", Contact, Network)


class State(StrEnum):
    """What an incoming account would be here."""

    NEW = "new"
    SAME = "same"
    NAME_DIFFERS = "name_differs"
    UPGRADE = "upgrade"
    CONFLICT = "conflict"
    REFUSED = "refused"


class Outcome(StrEnum):
    """What became of an incoming account."""

    ADDED = "added"
    SAME = "same"
    UPGRADED = "upgraded"
    REFUSED = "refused"
    LEFT = "left"


class Row(NamedTuple):
    """One incoming account beside what is here.

    `here` is the account with the same address, for a conflict the other account that has its id.
    `reason` goes with refused: "chain", "key" or "address" (keys.Keys.problem); or it is "path",
    where the account has got the path at which its address was found.
    """

    account: Account
    state: State
    reason: str | None = None
    here: Account | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What merging `incoming` into `here` would change; `here` is None for a fresh profile."""

    here: Vault | None
    incoming: Vault
    rows: tuple[Row, ...]

    def everything(self) -> "Choice":
        """Choose every row that can be had, and the names that are here."""
        return Choice(frozenset(r.account.id for r in self.rows if r.state is not State.REFUSED))


@dataclass(frozen=True, slots=True)
class Choice:
    """The ids of the ticked incoming accounts, and for differing names "here" or "there"."""

    rows: frozenset[str]
    names: Mapping[str, str] = field(default_factory=dict)


class Result(NamedTuple):
    """The outcome for one account, in the order of the rows."""

    name: str
    chain: str
    address: str
    outcome: Outcome
    reason: str | None


def compare(here: Vault | None, incoming: Vault) -> Comparison:
    """Hold each incoming account against its own key and against what is here.

    One whose phrase has its address at another common path comes with that path, and says so.
    """
    keys = Keys(incoming)
    guard = PathGuard(incoming, keys)
    accounts = here.accounts if here else ()
    by_address = {(account.chain, account.address): account for account in accounts}
    by_id = {account.id: account for account in accounts}
    rows = []
    for account in incoming.accounts:
        reason = keys.problem(account)
        mended = guard.mended(account) if reason else None
        if reason and mended is None:
            rows.append(Row(account, State.REFUSED, reason))
            continue
        twin = by_address.get((account.chain, account.address))
        row = _row(mended or account, twin, by_id.get(account.id))
        rows.append(row._replace(reason=FOUND) if mended else row)
    return Comparison(here, incoming, tuple(rows))


def apply(comparison: Comparison, choice: Choice) -> tuple[Vault, tuple[Result, ...]]:
    """Merge the chosen rows; all or nothing.

    With something here the result keeps the wallet's identity, settings and cached roots, and what
    is added gets the next sequence number. With nothing here it takes the incoming identity and
    settings, never cached roots. A vault that nothing was added to comes back as it is. Contacts,
    labels, networks, tokens, sites, foreign data and secrets that no account uses come along
    where any row is chosen or there is none to choose; of two entries for one thing the one here
    stays. Raises TooMany.
    """
    here, incoming = comparison.here, comparison.incoming
    merging = _Merging(here or _blank(incoming), incoming, fresh=here is None)
    results = tuple(merging.take(row, choice) for row in comparison.rows)
    if here is None or choice.rows or not comparison.rows:
        merging.take_the_rest()
    return merging.result(), results


def _row(account: Account, twin: Account | None, namesake: Account | None) -> Row:
    if twin is None:
        return Row(account, State.CONFLICT if namesake else State.NEW, here=namesake)
    if twin.watch_only and not account.watch_only:
        return Row(account, State.UPGRADE, here=twin)
    if twin.name != account.name:
        return Row(account, State.NAME_DIFFERS, here=twin)
    return Row(account, State.SAME, here=twin)


def _blank(incoming: Vault) -> Vault:
    return Vault(
        id=incoming.id,
        name=incoming.name,
        created=incoming.created,
        sequence=min(incoming.sequence, SEQUENCE_MAX),
        previous=incoming.previous,
        settings=incoming.settings,
    )


class _Merging:
    """A vault that grows row by row; `result` closes it."""

    def __init__(self, here: Vault, incoming: Vault, *, fresh: bool) -> None:
        self._here = here
        self._incoming = incoming
        self._fresh = fresh
        self._changed = fresh
        # A file of the same wallet may be ahead of the vault here: go on above both. Not as far as
        # no wallet gets: whoever holds a slot could leave this one no number to count up to.
        ahead = incoming.sequence if incoming.id == here.id else 0
        if ahead > here.sequence + AHEAD_MAX:
            ahead = 0
        self._sequence = max(here.sequence, ahead) + 1
        self._accounts = {account.id: account for account in here.accounts}
        self._secrets = {secret.id: secret for secret in here.secrets}
        # An id that a deleted account's secret has is taken: its undo goes by it.
        self._secret_ids = ChainMap(self._secrets, {one.id: one for one in here.deleted.secrets})
        self._known = {_fingerprint(secret): secret.id for secret in here.secrets}
        self._theirs = {secret.id: secret for secret in incoming.secrets}
        self._adopted: dict[str, str] = {}
        self._here_ids: dict[str, str] = {}
        self._rest: dict[str, tuple[Any, ...]] = {}

    def take(self, row: Row, choice: Choice) -> Result:
        """Do what the choice says for one row."""
        if row.state is State.REFUSED:
            return _result(row, Outcome.REFUSED)
        if row.account.id not in choice.rows:
            return _result(row, Outcome.LEFT)
        if row.state in (State.NEW, State.CONFLICT):
            self._add(row.account)
            return _result(row, Outcome.ADDED)
        return self._join(row, take_name=choice.names.get(row.account.id) == "there")

    def take_the_rest(self) -> None:
        """Take what belongs to no account."""
        used = {account.secret for account in self._incoming.accounts}
        for secret in self._incoming.secrets:
            if secret.id not in used:
                self._adopt(secret)
        theirs, here = self._incoming, self._here
        sites = tuple(self._site(site) for site in theirs.sites)
        contacts = _joined(here.contacts, theirs.contacts, lambda c: (c.chain, c.address))
        networks = _joined(here.networks, theirs.networks, lambda n: (n.chain, n.name))
        rest: dict[str, tuple[Any, ...]] = {
            "contacts": _with_own_ids(contacts),
            "labels": _joined(here.labels, theirs.labels, lambda x: (x.type, x.ref)),
            "networks": _with_own_ids(networks),
            "tokens": _joined(here.tokens, theirs.tokens, lambda t: (t.chain, t.contract)),
            "sites": _joined(here.sites, sites, lambda site: site.origin),
            "foreign": _joined(here.foreign, theirs.foreign, lambda f: f.id),
        }
        self._rest = {name: new for name, new in rest.items() if new != getattr(here, name)}
        self._changed |= bool(self._rest)

    def result(self) -> Vault:
        """Return the merged vault, or the one here where nothing changed."""
        if not self._changed:
            return self._here
        accounts, secrets = tuple(self._accounts.values()), tuple(self._secrets.values())
        _require_room(accounts, secrets, self._rest)
        fields: dict[str, Any] = {"accounts": accounts, "secrets": secrets, **self._rest}
        return replace(self._here, sequence=self._sequence, **fields)

    def _add(self, account: Account) -> None:
        id_ = free_id(account.id, self._accounts)
        self._here_ids[account.id] = id_
        secret = self._adopt(self._theirs[account.secret]) if account.secret else None
        # In a fresh profile a file of ours covers the account; else no copy does yet.
        since = min(account.since, self._here.sequence if self._fresh else 0) or self._sequence
        kept = (id_, secret, since) == (account.id, account.secret, account.since)
        # Of a hundred thousand accounts in a fresh profile none changes: making them anew costs.
        added = account if kept else account._replace(id=id_, secret=secret, since=since)
        self._accounts[id_] = added
        self._changed = True

    def _join(self, row: Row, *, take_name: bool) -> Result:
        theirs, here = row.account, self._accounts[row.here.id] if row.here else row.account
        self._here_ids[theirs.id] = here.id
        joined = here._replace(name=theirs.name) if take_name else here
        upgrade = here.watch_only and theirs.secret is not None
        if upgrade and theirs.secret:
            joined = joined._replace(
                secret=self._adopt(self._theirs[theirs.secret]),
                path=theirs.path,
                public_key=theirs.public_key,
                since=self._sequence,
            )
        elif theirs.secret and not isinstance(self._theirs[theirs.secret], KeySecret):
            # The account is here by its loose key: the phrase opens more than that.
            self._adopt(self._theirs[theirs.secret])
        if joined != here:
            self._accounts[here.id] = joined
            self._changed = True
        return _result(row, Outcome.UPGRADED if upgrade else Outcome.SAME)

    def _adopt(self, secret: SecretItem) -> str:
        """Return the id under which the wallet holds this secret, taking it in if need be."""
        if secret.id not in self._adopted:  # a phrase has many accounts, and is hashed once
            self._adopted[secret.id] = self._taken_in(secret)
        return self._adopted[secret.id]

    def _taken_in(self, secret: SecretItem) -> str:
        fingerprint = _fingerprint(secret)
        known = self._known.get(fingerprint)
        if known is None:
            id_ = free_id(secret.id, self._secret_ids)
            self._known[fingerprint] = id_
            self._secrets[id_] = replace(secret, id=id_)
            self._changed = True
            return id_
        if secret.written_down and not self._secrets[known].written_down:
            self._secrets[known] = replace(self._secrets[known], written_down=True)
            self._changed = True
        return known

    def _site(self, site: Site) -> Site:
        ids = (self._here_ids.get(id_) for id_ in site.accounts)
        return replace(site, accounts=tuple(id_ for id_ in ids if id_ is not None))


def _result(row: Row, outcome: Outcome) -> Result:
    account = row.account
    return Result(account.name, account.chain, account.address, outcome, row.reason)


def _fingerprint(secret: SecretItem) -> tuple[str, bytes]:
    """What two secrets share exactly where they open the same; it stays in this process."""
    match secret:
        case PhraseSecret():
            scheme = secret.language if secret.language == mnemonic.ELECTRUM else "phrase"
            return scheme, mnemonic.fingerprint(secret.words, secret.passphrase)
        case SeedSecret():
            return "seed", hashlib.sha256(secret.seed.reveal()).digest()
        case KeySecret():
            return secret.curve.value, hashlib.sha256(secret.key.reveal()).digest()


def _joined(
    here: tuple[T, ...], theirs: tuple[T, ...], key: Callable[[T], object]
) -> tuple[T, ...]:
    known = {key(item) for item in here}
    return (*here, *(item for item in theirs if key(item) not in known))


def _with_own_ids(items: tuple[C, ...]) -> tuple[C, ...]:
    """Give a new id to each later entry whose id another one has already."""
    taken: dict[str, C] = {}
    for item in items:
        id_ = free_id(item.id, taken)
        taken[id_] = item if id_ == item.id else replace(item, id=id_)
    return tuple(taken.values())


def free_id(wanted: str, taken: Container[str]) -> str:
    """The id itself, else the first free one that follows from it: merging draws no randomness."""
    free = wanted
    while free in taken:
        free = hashlib.sha256(b"keystow/id " + free.encode()).hexdigest()[:16]
    return free


def _require_room(
    accounts: Sized, secrets: tuple[SecretItem, ...], rest: Mapping[str, Sized]
) -> None:
    phrases = sum(not isinstance(secret, KeySecret) for secret in secrets)
    sizes = [(len(accounts), ACCOUNTS_MAX), (len(secrets), SECRETS_MAX), (phrases, PHRASES_MAX)]
    for name, items in rest.items():
        sizes.append((len(items), FOREIGN_MAX if name == "foreign" else OTHERS_MAX))
    for size, limit in sizes:
        if size > limit:
            raise TooMany(limit=limit)
