"""Auto-lock: a quarter of an hour without a user's action, told by a clock that the test turns."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from keystow import errors
from keystow.handlers import accounts, router, sessions, wallet
from keystow.handlers import context as module
from keystow.handlers.calls import Call
from keystow.handlers.context import Context, Outside
from keystow.jobs import change
from keystow.jobs.ports import Request
from tests.jobs.conftest import Bench, bench

__all__ = ["bench"]


class Finished:
    """A job that has ended before it began, with a wallet's session."""

    def __init__(self, facts: dict[str, Any], blobs: Mapping[str, bytes]) -> None:
        self._outcome = facts, {name: bytearray(blob) for name, blob in blobs.items()}

    def wait(self, _: object) -> tuple[dict[str, Any], dict[str, bytearray]]:
        return self._outcome

    def cancel(self) -> None:
        raise AssertionError("nobody cancels")

    def raise_window(self) -> None:
        raise AssertionError("nobody raises")


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    one = Clock()
    monkeypatch.setattr(sessions, "awake_s", one)
    return one


def _unlocked(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> tuple[Context, str]:
    monkeypatch.setattr(module.folders, "user_data", lambda _: str(bench.data))
    created = bench.create()

    class Jobs:
        def prepare(self) -> None:
            pass

        def start(
            self, name: str, params: dict[str, Any], blobs: Mapping[str, bytes | bytearray]
        ) -> Finished:
            if name == "change":
                held = {key: bytes(blob) for key, blob in blobs.items()}
                done = change.run(bench.ports(), Request(params, held))
                return Finished(dict(done.facts), {k: bytes(b) for k, b in done.blobs.items()})
            assert name == "unlock"
            facts = {k: v for k, v in created.facts.items() if k not in ("handle", "backup")}
            return Finished(facts, created.blobs)

    outside = Outside(Jobs(), lambda: None, lambda _: None, list)
    context = Context("chromium", outside)
    handle = str(created.facts["handle"])
    wallet.ensure_unlocked(context, _call("wallet.unlock", handle), "open")
    return context, handle


def _call(method: str, handle: str, **params: Any) -> Call:
    return Call("c", method, {"wallet": handle, **params}, lambda _: None)


def test_the_root_goes_after_fifteen_minutes_and_not_before(
    bench: Bench, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, handle = _unlocked(bench, monkeypatch)
    root = context.session(handle).root
    clock.now += 15 * 60 - 2
    context.lock_idle()
    assert context.locks_in_s(handle) == 2
    clock.now += 2
    context.lock_idle()
    with pytest.raises(errors.Locked):
        context.session(handle)
    assert set(root) == {0}, "the root was overwritten"
    context.close()


def test_a_user_s_action_starts_the_time_anew_and_a_look_doesn_t(
    bench: Bench, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, handle = _unlocked(bench, monkeypatch)
    sent: list[dict[str, Any]] = []
    served = router.Router(context, sent.append, lambda *_: None)
    clock.now += 600
    served.answer(_call("wallet.state", handle))
    assert context.locks_in_s(handle) == 300
    served.answer(_call("settings.set", handle, auto_lock_minutes=15))
    assert context.locks_in_s(handle) == 900
    assert [reply["ok"] for reply in sent] == [True, True]
    context.close()


def test_the_minutes_are_the_wallet_s_own_in_every_host_and_travel_with_it(
    bench: Bench, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, handle = _unlocked(bench, monkeypatch)
    other = Context("firefox", context.outside)
    wallet.ensure_unlocked(other, _call("wallet.unlock", handle), "open")
    served = router.Router(context, lambda _: None, lambda *_: None)
    served.answer(_call("settings.set", handle, auto_lock_minutes=1))
    state = wallet.state(context, _call("wallet.state", handle))["wallet"]
    assert (state["settings"], state["locks_in_s"]) == ({"auto_lock_minutes": 1}, 60)
    assert context.session(handle).view["auto_lock_minutes"] == 1, "in the vault, so in backups"
    clock.now += 59
    for host in (context, other):
        host.lock_idle()
        assert host.sessions.get(handle) is not None
    clock.now += 1
    for host in (context, other):
        host.lock_idle()
        assert host.sessions.get(handle) is None
    later = Context("chromium", context.outside)
    state = wallet.state(later, _call("wallet.state", handle))["wallet"]
    assert state["settings"] == {"auto_lock_minutes": 1}
    for host in (context, other, later):
        host.close()


def test_a_restored_wallet_locks_as_the_copy_says(
    bench: Bench, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, handle = _unlocked(bench, monkeypatch)
    wallet.set_settings(context, _call("settings.set", handle, auto_lock_minutes=30))
    (bench.data / "catalogue.keystow.json").unlink()  # as on another computer
    wallet.ensure_unlocked(context, _call("wallet.unlock", handle), "open")
    accounts.add(context, _call("accounts.add", handle, chain="lamden"))
    assert context.locks_in_s(handle) == 30 * 60
    assert clock.now == 1000
    context.close()


def test_a_vault_path_is_never_part_of_a_state(
    bench: Bench, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    context, handle = _unlocked(bench, monkeypatch)
    assert str(tmp_path) not in str(wallet.state(context, _call("wallet.state", handle)))
    assert clock.now == 1000
    context.close()
