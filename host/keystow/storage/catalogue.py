"""The catalogue: which wallets there are, what was saved of them, and where.

It is a memory, not a proof: `found` and a restore read the files themselves. Lost, it is rebuilt
by the next unlock (`record_facts`) and the next backup; until then accounts count as uncovered.

Copies are kept by handle, not by wallet id: two profiles restored from one file go on counting
sequences apart from each other, and the copies of one don't cover the accounts of the other.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from keystow.errors import CopyUnknown, WalletUnknown
from keystow.storage import records
from keystow.storage.destinations import SAFETY, Destination
from keystow.storage.document import Document
from keystow.storage.files import Files
from keystow.storage.presence import Presence
from keystow.storage.records import (
    Backup,
    Cause,
    Copy,
    Facts,
    Proof,
    Records,
    Seen,
    WalletRecord,
    copy_token,
)

AUTO_LOCK_MINUTES = 15
MAX_BACKUPS = 300


@dataclass(frozen=True, slots=True)
class Reach:
    """The highest sequence of a proven copy in each destination, by token; 0 stands for none."""

    sequences: dict[str, int]

    @property
    def covered(self) -> int:
        """Return the highest sequence outside the safety folder."""
        return max((one for token, one in self.sequences.items() if token != SAFETY), default=0)

    def places(self, since: int) -> int:
        """Count the destinations, the safety folder included, that hold what came at `since`."""
        return sum(one >= since for one in self.sequences.values())


@dataclass(frozen=True, slots=True)
class Listed:
    """A copy in the list, with the file it is a copy of."""

    token: str
    backup: Backup
    copy: Copy


@dataclass(frozen=True, slots=True)
class Own:
    """A file that this client's host made or restored from, byte for byte."""

    handle: str
    wallet_name: str
    backup: Backup


class Catalogue:
    """The catalogue of one client."""

    def __init__(self, files: Files, data: str, client: str) -> None:
        self._files = files
        self._document: Document[Records] = Document(
            files,
            data,
            f"catalogue.{client}.json",
            empty=Records({}, {}),
            decode=records.decode,
            encode=records.encode,
        )

    def wallet(self, handle: str) -> WalletRecord | None:
        """Return what is remembered of a wallet; None where nothing is."""
        return self._document.read().wallets.get(handle)

    def record_facts(
        self, handle: str, facts: Facts, first_address: str | None, *, saved: bool = False
    ) -> None:
        """Remember what the vault says now; called at creation, at each unlock and change.

        How far the wallet had come is never taken back: it is what tells that an older vault was
        put in its place. The first address is kept as a digest, and tells a file that merely
        claims this wallet's id: it is replaced only where this host `saved` a change of a wallet
        that it knew by that id already. Of two hosts that changed the wallet, the one that made
        the earlier change may come here last: its facts are old and not taken.
        """

        def change(before: Records) -> Records:
            old = before.wallets.get(handle)
            new = WalletRecord(facts, None, AUTO_LOCK_MINUTES, ())
            wallet = new if old is None else replace(old, facts=_later(old.facts, facts))
            seen = dict(before.seen)
            known = seen.get(facts.wallet_id)
            if known is not None:
                same = old is not None and old.facts.wallet_id == facts.wallet_id
                first = known.first_address
                if saved and same and first_address is not None:
                    first = records.address_digest(first_address)
                seen[facts.wallet_id] = Seen(max(known.sequence, facts.sequence), first)
            elif first_address is not None:
                seen[facts.wallet_id] = Seen(facts.sequence, records.address_digest(first_address))
            return Records({**before.wallets, handle: wallet}, seen)

        self._document.update(change)

    def record_unlock(self, handle: str, now: str) -> None:
        """Remember when the wallet was unlocked. Raises WalletUnknown."""
        self._change(handle, lambda one: replace(one, last_unlocked=now))

    def set_auto_lock(self, handle: str, minutes: int) -> None:
        """Set after how many minutes, 1 to 60, without a user's action the wallet locks."""
        if not 1 <= minutes <= 60:
            raise ValueError("auto-lock is 1 to 60 minutes")
        self._change(handle, lambda one: replace(one, auto_lock_minutes=minutes))

    def record_backup(self, handle: str, backup: Backup) -> None:
        """Remember a file and its copies. Raises WalletUnknown.

        Of more than 300 the oldest are forgotten (the files stay), except the newest proven
        copy in each destination, since coverage is told by them, and the last asked-for one.
        """
        self._change(handle, lambda one: replace(one, backups=_kept((*one.backups, backup))))

    def record_verified(self, handle: str, token: str, how: Proof, now: str) -> None:
        """Remember that a copy was read again and how. Raises WalletUnknown, CopyUnknown."""
        found = False

        def verified(backup: Backup, copy: Copy) -> Copy:
            nonlocal found
            if not copy.saved or copy_token(backup, copy) != token:
                return copy
            found = True
            # A sum proves less than the opening that stands there already.
            better = copy.verified_how if how is Proof.SUM and copy.opens else how
            return replace(copy, verified_on=now, verified_how=better)

        def all_verified(backup: Backup) -> Backup:
            return replace(backup, copies=tuple(verified(backup, one) for one in backup.copies))

        def change(one: WalletRecord) -> WalletRecord:
            after = replace(one, backups=tuple(all_verified(each) for each in one.backups))
            if not found:
                raise CopyUnknown
            return after

        self._change(handle, change)

    def reach(self, handle: str, destinations: Iterable[Destination]) -> Reach:
        """Return how far each of these destinations covers the wallet, files gone left out."""
        sequences: dict[str, int] = {}
        for listed in self._listed(handle, destinations):
            if listed.copy.opens:
                token = listed.copy.destination
                sequences[token] = max(sequences.get(token, 0), listed.backup.sequence)
        return Reach(sequences)

    def copies(self, handle: str, destinations: Iterable[Destination]) -> tuple[Listed, ...]:
        """Return the copies that are in these destinations, newest first."""
        return tuple(reversed(self._listed(handle, destinations)))

    def find_copy(self, handle: str, token: str) -> Listed:
        """Return one copy; raises WalletUnknown, CopyUnknown."""
        for backup in reversed(self._known(handle).backups):
            for copy in backup.copies:
                if copy.saved and copy_token(backup, copy) == token:
                    return Listed(token, backup, copy)
        raise CopyUnknown

    def last_backup(self, handle: str) -> Backup | None:
        """Return the newest backup, asked for or restored from, that some destination took."""
        wallet = self.wallet(handle)
        return None if wallet is None else _last_asked(wallet.backups)

    def owns(self) -> dict[str, Own]:
        """Return all files that are known byte for byte, by their SHA-256."""
        return {
            backup.sha256: Own(handle, wallet.facts.name, backup)
            for handle, wallet in self._document.read().wallets.items()
            for backup in wallet.backups
        }

    def seen(self, wallet_id: str) -> Seen | None:
        """Return what this wallet id showed before; None where it never came by."""
        return self._document.read().seen.get(wallet_id)

    def _known(self, handle: str) -> WalletRecord:
        wallet = self.wallet(handle)
        if wallet is None:
            raise WalletUnknown
        return wallet

    def _change(self, handle: str, change: Callable[[WalletRecord], WalletRecord]) -> None:
        def change_all(before: Records) -> Records:
            if handle not in before.wallets:
                raise WalletUnknown
            return replace(
                before, wallets={**before.wallets, handle: change(before.wallets[handle])}
            )

        self._document.update(change_all)

    def _listed(self, handle: str, destinations: Iterable[Destination]) -> list[Listed]:
        wallet = self.wallet(handle)
        if wallet is None:
            return []
        with Presence(self._files, destinations) as presence:
            return [
                Listed(copy_token(backup, copy), backup, copy)
                for backup in wallet.backups
                for copy in backup.copies
                if copy.saved
                and presence.knows(copy.destination)
                and presence.holds(copy.destination, backup.name, backup.size)
            ]


def _later(old: Facts, new: Facts) -> Facts:
    stale = new.wallet_id == old.wallet_id and new.sequence < old.sequence
    return old if stale else new


def _kept(backups: tuple[Backup, ...]) -> tuple[Backup, ...]:
    newest: dict[str, Backup] = {}
    for backup in backups:
        for copy in backup.copies:
            best = newest.get(copy.destination)
            if copy.opens and (best is None or backup.sequence >= best.sequence):
                newest[copy.destination] = backup
    held = {one.name for one in newest.values()}
    asked = _last_asked(backups)
    if asked is not None:
        held.add(asked.name)
    old = backups[:-MAX_BACKUPS]
    return (*(one for one in old if one.name in held), *backups[-MAX_BACKUPS:])


def _last_asked(backups: tuple[Backup, ...]) -> Backup | None:
    for backup in reversed(backups):
        if backup.cause is not Cause.CHANGE and any(copy.saved for copy in backup.copies):
            return backup
    return None
