"""Stop asking: offered after two refusals, held by every host, ended only outside the browser."""

from collections.abc import Callable
from typing import Any

import pytest

from keystow import errors
from keystow.cli import main as command_line
from keystow.handlers import accounts, backup, wallet
from keystow.handlers.calls import Call
from keystow.handlers.context import Context
from keystow.handlers.router import HANDLERS
from keystow.protocol import generate
from tests.host.test_adopting import PASSWORD, Stage, stage
from tests.jobs.conftest import Bench, Person, bench

__all__ = ["bench", "stage"]

UNLOCK = {"action": "unlock", "password": PASSWORD}


def _refused(call: Callable[[], object]) -> errors.KeystowError:
    with pytest.raises(errors.KeystowError) as refused:
        call()
    return refused.value


def _close_window(stage: Stage, bench: Bench) -> None:
    bench.person = Person()
    assert _refused(stage.unlock).code == "USER_DENIED"


def _offers(bench: Bench) -> bool:
    return bool(bench.contexts[-1]["may_stop"])


def _stopping(stage: Stage, bench: Bench) -> None:
    def stop(_: Any, __: Any) -> dict[str, Any]:
        raise errors.AskingStopped

    bench.person = Person(unlock=stop)
    stopped = _refused(stage.unlock)
    assert (stopped.code, stopped.data) == ("ASKING_STOPPED", {"minutes": 60})


def test_the_third_window_offers_it_and_an_answer_ends_the_row(stage: Stage, bench: Bench) -> None:
    offers = []
    for _ in range(2):
        _close_window(stage, bench)
        offers.append(_offers(bench))
    bench.person = Person(unlock=UNLOCK)
    stage.unlock()
    offers.append(_offers(bench))
    stage.context.sessions.lock(stage.handle)
    _close_window(stage, bench)
    offers.append(_offers(bench))
    assert offers == [False, False, True, False]


def test_a_cancel_in_the_browser_counts_like_a_closed_window(stage: Stage, bench: Bench) -> None:
    def cancelled(_: Any, __: Any) -> dict[str, Any]:
        raise errors.Cancelled

    for _ in range(2):
        bench.person = Person(unlock=cancelled)
        assert _refused(stage.unlock).code == "CANCELLED"
    _close_window(stage, bench)
    assert _offers(bench)


def test_a_disk_that_fails_is_no_refusal(stage: Stage, bench: Bench) -> None:
    def failing(_: Any, __: Any) -> dict[str, Any]:
        raise errors.NoSpace

    for _ in range(3):
        bench.person = Person(unlock=failing)
        _refused(stage.unlock)
    assert not _offers(bench)


WINDOWED = [
    name for name, method in generate.load()["methods"].items() if method["x-window"] != "never"
]
PARAMS = {"account": "00" * 8, "chain": "lamden", "address": "ab" * 32, "name": "Cold"}


@pytest.mark.parametrize("method", WINDOWED)
def test_nothing_opens_a_window_while_it_holds(stage: Stage, bench: Bench, method: str) -> None:
    _stopping(stage, bench)
    unlocked = method in ("accounts.show", "accounts.delete")
    if unlocked:  # these need an open wallet, and it was opened before
        stage.context.refusals.ask_again()
        bench.person = Person(unlock=UNLOCK)
        stage.unlock()
        stage.context.refusals.stop()
    params = dict(PARAMS, destination=stage.context.destinations.known()[0].token)
    if unlocked:
        params["account"] = stage.context.session(stage.handle).view["accounts"][0]["id"]
    windows = len(bench.contexts)
    call = stage.call(method, **params)
    if method == "wallet.create":
        call = Call("c", method, {}, lambda _: None)
    assert _refused(lambda: HANDLERS[method](stage.context, call)).code == "ASKING_STOPPED"
    assert len(bench.contexts) == windows


def test_every_other_host_holds_it_too_also_one_that_starts_later(
    stage: Stage, bench: Bench
) -> None:
    earlier = Context("firefox", stage.context.outside)
    _stopping(stage, bench)
    unlock = stage.call("wallet.unlock")
    for context in (earlier, Context("edge", stage.context.outside)):
        refused = _refused(lambda one=context: wallet.unlock(one, unlock))
        assert refused.code == "ASKING_STOPPED"


def test_an_unlocked_wallet_goes_on_without_a_window(stage: Stage, bench: Bench) -> None:
    bench.person = Person(unlock=UNLOCK)
    stage.unlock()
    stage.context.refusals.stop()
    accounts.add(stage.context, stage.call("accounts.add", chain="lamden"))
    assert backup.start(stage.context, stage.call("backup.start"))["accounts"] == 3


def test_the_command_line_ends_it(
    stage: Stage, bench: Bench, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from keystow.storage import folders

    monkeypatch.setattr(folders, "user_data", lambda _: str(bench.data))
    _stopping(stage, bench)
    assert command_line(["ask-again"]) == 0
    assert "opens again" in capsys.readouterr().out
    bench.person = Person(unlock=UNLOCK)
    stage.unlock()
    assert command_line(["ask-again"]) == 0
    assert "Nothing to do" in capsys.readouterr().out


def test_no_message_of_the_protocol_ends_it() -> None:
    assert not [name for name in generate.load()["methods"] if "ask" in name or "refus" in name]
