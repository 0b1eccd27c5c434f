"""Two hosts of one user: what one has changed, the other one shows when it is asked next."""

from typing import Any

import pytest

from keystow import errors
from keystow.handlers import accounts, wallet, wallets
from keystow.handlers.context import Context, Outside
from tests.host.test_adopting import PASSWORD, Stage, stage
from tests.host.test_auto_lock import Clock, clock
from tests.jobs.conftest import MARK, Bench, Person, bench

__all__ = ["bench", "clock", "stage"]

UNLOCK = {"action": "unlock", "password": PASSWORD}
NEW_PASSWORD = "Nine herons, 2 ladders in Tromsø!"  # a test's own


@pytest.fixture
def other(stage: Stage) -> Context:
    """Another host, with the wallet unlocked in both."""
    stage.unlock()
    context = Context("firefox", stage.context.outside)
    wallet.unlock(context, stage.call("wallet.unlock"))
    return context


def _names(stage: Stage, context: Context) -> list[str]:
    listed = accounts.list_(context, stage.call("accounts.list", offset=0, limit=200))
    return [one["name"] for one in listed["accounts"]]


def _state(stage: Stage, context: Context) -> dict[str, Any]:
    state = wallet.state(context, stage.call("wallet.state"))
    shown: dict[str, Any] = state["wallet"]
    return shown


def test_a_list_shows_what_another_host_has_added_and_renamed(stage: Stage, other: Context) -> None:
    accounts.add(stage.context, stage.call("accounts.add", chain="lamden"))
    first = stage.context.session(stage.handle).view["accounts"][0]
    rename = stage.call("accounts.rename", account=first["id"], name="Rent")
    accounts.rename(stage.context, rename)
    assert _names(stage, other) == _names(stage, stage.context)
    assert "Rent" in _names(stage, other)


def test_a_state_shows_it_too(stage: Stage, other: Context) -> None:
    accounts.add(stage.context, stage.call("accounts.add", chain="lamden"))
    wallets.rename(stage.context, stage.call("wallet.rename", name="Studio"))
    shown = _state(stage, other)
    assert (shown["name"], shown["accounts"], shown["locked"]) == ("Studio", 3, False)
    held = other.session(stage.handle)
    assert (len(held.view["accounts"]), held.version) == (3, 3)


def test_looking_puts_off_no_auto_lock(stage: Stage, other: Context, clock: Clock) -> None:
    for context in (stage.context, other):
        context.sessions.touch(stage.handle)
    accounts.add(stage.context, stage.call("accounts.add", chain="lamden"))
    clock.now += 600
    _names(stage, other)
    assert other.locks_in_s(stage.handle) == 300


def test_a_password_changed_elsewhere_locks_this_one(
    stage: Stage, other: Context, bench: Bench
) -> None:
    root = other.session(stage.handle).root
    new = {"action": "create", "password": NEW_PASSWORD, "confirmation": NEW_PASSWORD, "hint": ""}
    bench.person = Person(unlock=UNLOCK, create=new, changed={"action": "done"})
    wallet.change_password(stage.context, stage.call("password.change"))
    assert _state(stage, other)["locked"] is True
    assert set(root) == {0}
    with pytest.raises(errors.Locked):
        _names(stage, other)


def test_a_wallet_deleted_elsewhere_is_unknown_here_and_its_root_gone(
    stage: Stage, other: Context, bench: Bench
) -> None:
    root = other.session(stage.handle).root
    bench.person = Person(unlock=UNLOCK, delete={"action": "delete", "phrase": False})
    wallets.delete(stage.context, stage.call("wallet.delete"))
    with pytest.raises(errors.WalletUnknown):
        _names(stage, other)
    assert set(root) == {0}
    with pytest.raises(errors.WalletUnknown):
        _state(stage, other)


def test_a_mark_changed_in_one_host_heads_the_next_window_of_another(
    stage: Stage, other: Context, bench: Bench
) -> None:
    new = {"words": "cobalt kestrel lark", "picture": "owl"}
    bench.person = Person(
        unlock=UNLOCK, mark={"action": "continue", **new}, changed={"action": "done"}
    )
    wallet.change_mark(stage.context, stage.call("mark.change"))
    bench.person = Person(phrase={"action": "done"}, unlock=UNLOCK)
    wallet.reveal(other, stage.call("phrase.reveal"))
    before, after = bench.contexts[-2:]
    assert (before["mark"], after["mark"]) == (MARK, new)


def test_a_host_says_once_that_another_one_changed_the_wallet(stage: Stage, other: Context) -> None:
    said: list[str] = []
    quiet = other.outside
    other.outside = Outside(
        quiet.jobs, lambda: said.append("changed"), quiet.show_folder, quiet.report
    )
    other.notice_changes()
    assert said == []
    accounts.add(stage.context, stage.call("accounts.add", chain="lamden"))
    for _ in range(3):
        other.notice_changes()
    assert said == ["changed"]
    _names(stage, other)
    other.notice_changes()
    assert said == ["changed"]


def test_a_newest_version_that_is_damaged_starts_no_job_at_each_look(
    stage: Stage, other: Context, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = bench.data / "wallets" / stage.handle
    (folder / "vault-00000009.keystow").write_bytes(b"age-encryption.org/v1\n")

    def no_job(*_: object) -> None:
        raise AssertionError("what is held is the newest that is whole")

    monkeypatch.setattr(stage.jobs, "start", no_job)
    assert len(_names(stage, other)) == 2


def test_a_look_that_comes_late_doesn_t_take_the_place_of_a_newer_session(
    stage: Stage, other: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts.add(stage.context, stage.call("accounts.add", chain="lamden"))

    def faster() -> None:
        stage.jobs.meanwhile = lambda: None
        accounts.add(other, stage.call("accounts.add", chain="ethereum"))

    stage.jobs.meanwhile = faster
    _names(stage, other)
    assert other.session(stage.handle).version == 3
    assert len(_names(stage, other)) == 4


def test_a_change_that_another_host_saves_while_this_one_is_unlocked_is_shown(
    stage: Stage, other: Context
) -> None:
    other.sessions.lock(stage.handle)

    def change() -> None:
        stage.jobs.meanwhile = lambda: None
        accounts.add(stage.context, stage.call("accounts.add", chain="lamden"))

    stage.jobs.meanwhile = change  # while the window waits for the password
    wallet.unlock(other, stage.call("wallet.unlock"))
    assert len(_names(stage, other)) == 3


def test_of_two_hosts_at_work_on_one_version_the_slower_saves_nothing(
    stage: Stage, other: Context, bench: Bench
) -> None:
    """A window stands open here while the other host changes the wallet."""
    copies = bench.data / "safety"

    def meanwhile(_: Any, __: Any) -> dict[str, Any]:
        accounts.add(stage.context, stage.call("accounts.add", chain="lamden"))
        meanwhile.copies = len(list(copies.iterdir()))  # type: ignore[attr-defined]
        return {"action": "confirm"}

    bench.person = Person(confirm=meanwhile)
    address = {"chain": "lamden", "address": "ab" * 32, "name": "Cold"}
    with pytest.raises(errors.Busy) as busy:
        accounts.watch(other, stage.call("accounts.watch", **address))
    assert busy.value.data == {"reason": "changed"}
    assert len(list(copies.iterdir())) == meanwhile.copies  # type: ignore[attr-defined]
    assert "Cold" not in _names(stage, other)
    assert len(_names(stage, other)) == 3


def test_the_watcher_is_what_notices(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    context, seen = stage.context, []

    class Twice:
        def wait(self, _: float) -> bool:
            return len(seen) == 2

    monkeypatch.setattr(context, "_closed", Twice())
    monkeypatch.setattr(context, "notice_changes", lambda: seen.append(1))
    context._keep_watch()
    assert len(seen) == 2
