"""What the host holds of an unlocked wallet after a job, also where its own notes can't be kept."""

import errno
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import pytest

from keystow import errors
from keystow.handlers import accounts, backup, wallet
from keystow.handlers import context as module
from keystow.handlers.calls import Call
from keystow.handlers.context import Context, Outside
from keystow.jobs.ports import Request
from keystow.storage.files import Files
from tests.host.test_auto_lock import Finished
from tests.jobs.conftest import Bench, Person, bench

__all__ = ["bench"]

PASSWORD = "Tin roof, 4 late rains over Bergen"  # a test's own


class FullDisk(Files):
    """A disk on which the host's own documents find no room any more."""

    full = False

    def create(self, folder: int, name: str) -> int:
        if self.full:
            raise OSError(errno.ENOSPC, "full")
        return super().create(folder, name)


class Jobs:
    """Jobs that run in this process, before they are waited for."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.meanwhile: Callable[[], None] = lambda: None

    def prepare(self) -> None:
        pass

    def start(
        self, name: str, params: dict[str, object], blobs: Mapping[str, bytes | bytearray]
    ) -> "Meanwhile":
        run = import_module(f"keystow.jobs.{name}").run
        held = {key: bytes(blob) for key, blob in blobs.items()}
        result = run(self._bench.ports(), Request(params, held))
        sealed = {key: bytes(blob) for key, blob in result.blobs.items()}
        return Meanwhile(dict(result.facts), sealed, self.meanwhile)


class Meanwhile(Finished):
    """Something happens in the host while it waits for the job."""

    def __init__(
        self, facts: dict[str, Any], blobs: Mapping[str, bytes], happens: Callable[[], None]
    ) -> None:
        super().__init__(facts, blobs)
        self._happens = happens

    def wait(self, on_progress: object) -> tuple[dict[str, Any], dict[str, bytearray]]:
        self._happens()
        return super().wait(on_progress)


class Stage:
    """A host on a bench, with one wallet in it."""

    def __init__(self, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module.folders, "user_data", lambda _: str(bench.data))
        monkeypatch.setattr(module, "Files", FullDisk)
        monkeypatch.setattr(FullDisk, "full", False)
        self.handle = str(bench.create().facts["handle"])
        bench.person = Person(unlock={"action": "unlock", "password": PASSWORD})
        self.jobs = Jobs(bench)
        self.context = Context("chromium", Outside(self.jobs, lambda: None, lambda _: None, list))

    def call(self, method: str, **params: Any) -> Call:
        return Call("c", method, {"wallet": self.handle, **params}, lambda _: None)

    def unlock(self) -> None:
        wallet.unlock(self.context, self.call("wallet.unlock"))


@pytest.fixture
def stage(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Stage:
    return Stage(bench, monkeypatch)


def test_a_wallet_can_be_unlocked_on_a_full_disk(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FullDisk, "full", True)
    stage.unlock()
    assert stage.context.sessions.get(stage.handle) is not None


def test_a_saved_change_is_held_and_backed_up_though_the_catalogue_is_full(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.unlock()
    monkeypatch.setattr(FullDisk, "full", True)
    for _ in range(2):  # the second one is made from the first one's version
        accounts.add(stage.context, stage.call("accounts.add", chain="lamden"))
    receipt = backup.start(stage.context, stage.call("backup.start"))
    assert receipt["accounts"] == len(stage.context.session(stage.handle).view["accounts"]) == 4
    assert [copy["state"] for copy in receipt["copies"]] == ["saved", "saved"]


def test_what_the_catalogue_missed_counts_as_uncovered_until_the_next_unlock(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.unlock()
    monkeypatch.setattr(FullDisk, "full", True)
    accounts.add(stage.context, stage.call("accounts.add", chain="lamden"))
    monkeypatch.setattr(FullDisk, "full", False)
    stage.context.sessions.lock(stage.handle)
    stage.unlock()
    state = wallet.state(stage.context, stage.call("wallet.state"))
    assert (state["wallet"]["accounts"], state["wallet"]["uncovered"]) == (3, 3)


def test_a_wallet_locked_while_a_job_runs_stays_locked(stage: Stage) -> None:
    stage.unlock()
    stage.jobs.meanwhile = lambda: stage.context.sessions.lock(stage.handle)
    accounts.add(stage.context, stage.call("accounts.add", chain="lamden"))
    with pytest.raises(errors.Locked):
        stage.context.session(stage.handle)


def test_a_wallet_locked_while_a_change_is_noted_stays_locked(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.unlock()
    noted = stage.context.catalogue.record_facts

    def lock_first(*facts: Any, **saved: Any) -> None:
        stage.context.sessions.lock(stage.handle)
        noted(*facts, **saved)

    monkeypatch.setattr(stage.context.catalogue, "record_facts", lock_first)
    accounts.add(stage.context, stage.call("accounts.add", chain="lamden"))
    assert stage.context.sessions.get(stage.handle) is None


def test_no_change_is_saved_without_the_safety_folder(stage: Stage, bench: Bench) -> None:
    stage.unlock()
    before = bench.files()
    (bench.data / "safety").chmod(0o777)
    with pytest.raises(errors.DestinationUnsafe):
        accounts.add(stage.context, stage.call("accounts.add", chain="lamden"))
    assert len(stage.context.session(stage.handle).view["accounts"]) == 2
    assert {path: bench.files()[path] for path in before} == before


def test_no_wallet_is_made_without_the_safety_folder(stage: Stage, bench: Bench) -> None:
    wallets = stage.context.wallets.handles()
    (bench.data / "safety").chmod(0o777)
    with pytest.raises(errors.DestinationUnsafe):
        wallet.create(stage.context, Call("c", "wallet.create", {}, lambda _: None))
    assert bench.person.seen == [], "no window for what can't be saved"
    assert stage.context.wallets.handles() == wallets


def test_the_root_has_no_text_form(stage: Stage) -> None:
    stage.unlock()
    session = stage.context.session(stage.handle)
    assert repr(bytes(session.root))[2:-1] not in repr(session)


def test_two_hosts_of_one_wallet_go_on_from_each_other_s_changes(stage: Stage) -> None:
    stage.unlock()
    first = stage.context
    second = Context("firefox", first.outside)
    wallet.unlock(second, stage.call("wallet.unlock"))
    for context in (first, second, second, first):
        accounts.add(context, stage.call("accounts.add", chain="lamden"))
    receipt = backup.start(second, stage.call("backup.start"))
    assert receipt["accounts"] == 6


def test_no_older_copy_covers_what_is_added_after_the_newest_version_was_lost(
    stage: Stage, bench: Bench
) -> None:
    stage.unlock()
    accounts.add(stage.context, stage.call("accounts.add", chain="lamden"))
    backup.start(stage.context, stage.call("backup.start"))
    stage.context.sessions.lock(stage.handle)
    vault = max((bench.data / "wallets" / stage.handle).glob("vault-*"))
    vault.write_bytes(vault.read_bytes()[:-1])
    unlock = {"action": "unlock", "password": PASSWORD}
    bench.person = Person(unlock=unlock, history={"action": "go_on"})
    stage.unlock()
    added = accounts.add(stage.context, stage.call("accounts.add", chain="ethereum"))["account"]
    assert (added["covered"], added["places"]) == (False, 1)  # the safety folder's, made with it
    backup.start(stage.context, stage.call("backup.start"))
    state = wallet.state(stage.context, stage.call("wallet.state"))
    assert state["wallet"]["uncovered"] == 0
