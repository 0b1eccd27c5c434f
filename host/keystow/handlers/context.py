"""What handlers work with: the unlocked wallets, the stores, and the way to start a job."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from keystow import errors
from keystow.handlers.calls import Call, Jobs
from keystow.handlers.gate import Gate
from keystow.handlers.sessions import Session, Sessions
from keystow.storage import folders, leftovers
from keystow.storage.catalogue import Catalogue, Reach
from keystow.storage.deleted import DeletedWallets
from keystow.storage.destinations import SAFETY, Destination, Destinations
from keystow.storage.files import Files
from keystow.storage.records import Facts
from keystow.storage.refusals import Refusals
from keystow.storage.wallets import Wallets

TIME = "%Y-%m-%dT%H:%M:%SZ"
CLIENT = "keystow"
"""Our own extensions in all browsers; wallets, copies and destinations belong to a client."""

SHOW_GAP_S = 2.0
"""Between two openings of the file manager: time for the first one to appear."""
_BROWSERS = {"chromium": "Chromium", "chrome": "Chrome", "edge": "Edge", "firefox": "Firefox"}


@dataclass(frozen=True, slots=True)
class Outside:
    """What the host's composition lends to the handlers."""

    jobs: Jobs
    notify: Callable[[], None]
    show_folder: Callable[[str], None]
    report: Callable[[], list[dict[str, Any]]]
    clock: Callable[[], float] = time.monotonic
    """Seconds that never go back, from no moment in particular."""


class Context:
    """The state of one host process; safe for several threads."""

    def __init__(self, browser: str, outside: Outside) -> None:
        self.outside = outside
        self.files = Files()
        self.data = folders.user_data(self.files)
        self.wallets = Wallets(self.files, self.data, CLIENT)
        self.deleted = DeletedWallets(self.files, self.data, self.wallets)
        self.catalogue = Catalogue(self.files, self.data, CLIENT)
        self.destinations = Destinations(self.files, self.data, CLIENT)
        self.refusals = Refusals(self.files, self.data)
        self.sessions = Sessions()
        self.calls: dict[str, Call] = {}
        self.showing = Gate(outside.clock, SHOW_GAP_S)
        self.reporting = Gate(outside.clock)
        self._asked_by = f"Keystow in {_BROWSERS.get(browser.lower(), 'your browser')}"
        self._changing: set[str] = set()
        self._noticed: dict[str, int] = {}
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._watcher: threading.Thread | None = None
        self._closed = threading.Event()

    # --- unlocked wallets -------------------------------------------------------------------

    def session(self, handle: str) -> Session:
        """Return an unlocked wallet's session; raises WalletUnknown, Locked."""
        found = self.sessions.get(handle)
        if found is None:
            self.wallets.mark(handle)  # tells an unknown wallet from a locked one
            raise errors.Locked
        return found

    def caught_up(self, call: Call, handle: str) -> Session | None:
        """Return an unlocked wallet's session as its newest version has it, None while locked.

        Another host of this user may have changed the wallet, given it another password or deleted
        it. While one of our own requests changes it, what we hold will do: that one tells when it
        is done. Raises WalletUnknown, and what a job raises.
        """
        with self._looking:
            held = self.sessions.get(handle)
            try:
                if held is None or handle in self._changing or self._is_newest(handle, held):
                    return held
                self.run(call, "look", handle)
            except errors.WalletUnknown:
                self.sessions.lock(handle)
                raise
            except errors.Locked:
                self.sessions.lock(handle)  # our root opens it no more
                return None
            return self.sessions.get(handle)

    def caught_up_session(self, call: Call, handle: str) -> Session:
        """Do what `caught_up` does; raises Locked too."""
        return self.caught_up(call, handle) or self.session(handle)

    def _is_newest(self, handle: str, held: Session) -> bool:
        # Reading a name is cheap; where the newest version is damaged, ours may be the current one.
        if self.wallets.newest(handle) == held.version:
            return True
        return self.wallets.current(handle).number == held.version

    def locks_in_s(self, handle: str) -> int | None:
        """Return the seconds until auto-lock, None while locked."""
        idle = self.sessions.idle_s(handle)
        return None if idle is None else max(0, int(60 * self._auto_lock_minutes(handle) - idle))

    def close(self) -> None:
        """Cancel what runs and forget every root: the browser has gone."""
        self._closed.set()
        for call in list(self.calls.values()):
            call.cancel()
        for handle, _ in self.sessions.all():
            self.sessions.lock(handle)

    # --- jobs -------------------------------------------------------------------------------

    @contextmanager
    def changing(self, handle: str) -> Iterator[None]:
        """Let one request at a time change a wallet; raises Busy for a second one."""
        with self._lock:
            if handle in self._changing:
                raise errors.Busy
            self._changing.add(handle)
        try:
            yield
        finally:
            with self._lock:
                self._changing.discard(handle)

    def run(self, call: Call, job: str, handle: str | None, **params: Any) -> dict[str, Any]:
        """Run a job with what it needs of a wallet; adopt what it learnt or changed."""
        try:
            with self.sessions.passing_on():  # no root is overwritten while it is being passed on
                all_params, blobs = self._request(handle)
                started = self.outside.jobs.start(job, {**all_params, **params}, blobs)
            call.attach(started)
            try:
                facts, sealed = started.wait(call.progress)
            finally:
                self.outside.jobs.prepare()
        except errors.Locked:
            if handle is not None:
                # What lies there isn't what our root opened: unlocking tells.
                self.sessions.lock(handle)
            raise
        if "view" in facts:
            # A job that saved nothing leaves the version that it was given.
            version = facts.get("version", all_params.get("version"))
            self._adopt(
                handle or facts["handle"],
                {**facts, "version": version},
                sealed,
                was_unlocked="root" in blobs,
                by_user=job != "look",
            )
        return facts

    def run_window(self, call: Call, job: str, handle: str | None, **params: Any) -> dict[str, Any]:
        """Run a job that has a window.

        Raises WindowBusy while another window is open, AskingStopped while the user wants none.
        """
        call.window = True
        try:
            with folders.window_lock(self.files, self.data):
                self.refusals.require_asking()
                params["may_stop"] = self.refusals.offers_stop()
                with self._counting_refusals():
                    return self.run(call, job, handle, **params)
        finally:
            call.window = False

    @contextmanager
    def _counting_refusals(self) -> Iterator[None]:
        try:
            yield
        except errors.AskingStopped:
            raise self.refusals.stop() from None
        except (errors.UserDenied, errors.Cancelled):
            with self.remembering():
                self.refusals.refused()
            raise
        with self.remembering():
            self.refusals.answered()

    def _request(self, handle: str | None) -> tuple[dict[str, Any], dict[str, Any]]:
        context: dict[str, Any] = {"asked_by": self._asked_by, "language": "en", "mark": None}
        params: dict[str, Any] = {
            "data": self.data,
            "client": CLIENT,
            "safety": SAFETY,
            "context": context,
        }
        if handle is None:
            return params, {}
        mark = self.wallets.mark(handle)
        if mark is not None:
            context["mark"] = {"words": mark.words, "picture": mark.picture}
        record = self.catalogue.wallet(handle)
        params["handle"] = handle
        seen = None if record is None else self.catalogue.seen(record.facts.wallet_id)
        params["highest"] = 0 if seen is None else seen.sequence
        if record is not None:
            first = None if seen is None else seen.first_address  # None: it never had an account
            params["remembered"] = [record.facts.wallet_id, record.facts.sequence, first]
        params["wallet"] = {
            "wallet_name": "" if record is None else record.facts.name,
            "accounts": 0 if record is None else record.facts.accounts,
            "destinations": len(self.destinations.known()),
            "last_unlocked": None if record is None else record.last_unlocked,
        }
        session = self.sessions.get(handle)
        if session is not None and self.wallets.newest(handle) == session.version:
            params |= {"version": session.version, "slot": session.slot}
            return params, {"vault": session.sealed, "root": session.root}
        current = self.wallets.current(handle)
        params["version"] = current.number
        if session is None:
            return params, {"vault": current.data}
        if current.number < session.version:
            raise errors.Locked  # an older folder was put back: unlocking tells of it
        # Another host of this user has changed the wallet: work goes on from there.
        params |= {"slot": session.slot, "moved": current.number > session.version}
        return params, {"vault": current.data, "root": session.root}

    def _adopt(
        self,
        handle: str,
        facts: dict[str, Any],
        sealed: dict[str, bytearray],
        *,
        was_unlocked: bool,
        by_user: bool,
    ) -> None:
        """Hold the wallet as the job left it, whatever becomes of what is remembered of it.

        An older session would back the wallet up without its last change, and refuse the next.
        """
        session = Session(
            sealed["root"],
            facts["slot"],
            bytes(sealed["vault"]),
            facts["version"],
            facts["view"],
            facts["recovery_code"],
            facts["backup_password"],
            facts["key_file"],
            facts["origin"],
        )
        was_locked = self.sessions.get(handle) is None
        if not self.sessions.hold(handle, session, was_unlocked=was_unlocked, by_user=by_user):
            return
        with self.remembering():
            noted = _facts(session.view, facts["stored"])
            first = facts["first_address"]
            self.catalogue.record_facts(handle, noted, first, saved="backup" in facts)
        with self.remembering():
            self.catalogue.set_auto_lock(handle, session.view["auto_lock_minutes"])
        if was_locked and not was_unlocked:
            with self.remembering():
                self.catalogue.record_unlock(handle, now())
            with self.remembering():
                self.wallets.prune(handle)  # not after a save: a version has been opened since
        if facts["mark"] is not None:
            with self.remembering():
                self._adopt_mark(handle, facts["mark"])
        self._watch()

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """Let what is saved and proven stand where a note of it can't be written: a full disk, say.

        The catalogue is a memory, not a proof: what it misses counts as uncovered, and the next
        unlock and backup tell it anew.
        """
        with suppress(errors.KeystowError):
            yield

    def _adopt_mark(self, handle: str, mark: list[str]) -> None:
        from keystow.storage.wallets import Mark

        if self.wallets.mark(handle) != Mark(*mark):
            self.wallets.set_mark(handle, Mark(*mark))

    def tidy(self) -> None:
        """Remove what killed processes left behind and what was deleted long ago; for a thread."""
        paths = [one.path for one in self.destinations.known()]
        with suppress(errors.KeystowError):
            leftovers.remove_leftovers(self.files, self.data, paths, time.time())
        with suppress(errors.KeystowError):
            self.deleted.remove_expired(time.time(), self.is_covered)

    def is_covered(self, handle: str) -> bool:
        """Tell whether proven copies outside the safety folder hold all accounts of a wallet."""
        record = self.catalogue.wallet(handle)
        return record is not None and record.facts.uncovered(self.reach(handle).covered) == 0

    def reach(self, handle: str) -> Reach:
        """Return how far each known destination covers a wallet."""
        return self.catalogue.reach(handle, self.destinations.known())

    # --- destinations -----------------------------------------------------------------------

    def safety_target(self) -> list[list[str]]:
        """Return the safety folder's row of token and folder, without which no change is saved.

        Raises DestinationUnsafe and the failures of storage where it isn't ready.
        """
        safety = self.destinations.find(SAFETY)
        return [[safety.token, self.destinations.ready(safety)]]

    def ready_targets(
        self, some: tuple[Destination, ...]
    ) -> tuple[list[list[str]], list[list[str]]]:
        """Return rows of token and folder, and of token and code where a folder isn't ready."""
        ready, unready = [], []
        for one in some:
            try:
                ready.append([one.token, self.destinations.ready(one)])
            except errors.KeystowError as failure:
                unready.append([one.token, failure.code])
        return ready, unready

    # --- auto-lock --------------------------------------------------------------------------

    def _auto_lock_minutes(self, handle: str) -> int:
        record = self.catalogue.wallet(handle)
        return 15 if record is None else record.auto_lock_minutes

    def _watch(self) -> None:
        if self._watcher is None:
            self._watcher = threading.Thread(target=self._keep_watch, daemon=True)
            self._watcher.start()

    def _keep_watch(self) -> None:
        while not self._closed.wait(1):
            self.lock_idle()
            self.notice_changes()

    def notice_changes(self) -> None:
        """Say once of each version that another host has made of an unlocked wallet."""
        for handle, held in self.sessions.all():
            try:
                newest = self.wallets.newest(handle)
            except errors.WalletUnknown:  # deleted there
                self.sessions.lock(handle)
                self.outside.notify()
                continue
            except errors.KeystowError:
                continue  # a disk that fails is told of where something is asked of it
            known = max(held.version, self._noticed.get(handle, 0))
            if newest > known and handle not in self._changing:
                self._noticed[handle] = newest
                self.outside.notify()

    def lock_idle(self) -> None:
        """Lock each wallet whose time is up and that nothing changes at the moment."""
        for handle, _ in self.sessions.all():
            if self.locks_in_s(handle) == 0 and handle not in self._changing:
                self.sessions.lock(handle)
                self.outside.notify()


def now() -> str:
    """Return the time as messages carry it."""
    return datetime.now(UTC).strftime(TIME)


def _facts(view: Mapping[str, Any], stored: int) -> Facts:
    added: dict[int, int] = {}
    for account in view["accounts"]:
        added[account["since"]] = added.get(account["since"], 0) + 1
    return Facts(
        view["wallet"],
        view["name"],
        stored,
        tuple(sorted(added.items())),
        view["phrases_unwritten"],
    )
