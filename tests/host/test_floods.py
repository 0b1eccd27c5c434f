"""A page that asks again and again for what starts programs gets BUSY, by a clock we turn."""

import threading
from dataclasses import dataclass, field
from typing import Any

import pytest

from keystow.handlers import context as module
from keystow.handlers import receipts
from keystow.handlers.calls import Call
from keystow.handlers.context import Context, Outside
from keystow.handlers.router import Router
from keystow.storage.records import Cause
from tests.jobs.conftest import Bench, bench

__all__ = ["bench"]


@dataclass
class Desktop:
    """What lies outside of the host: folders that are shown, a doctor that takes its time."""

    now: float = 1000.0
    shown: list[str] = field(default_factory=list)
    reports: int = 0
    healthy: threading.Event = field(default_factory=threading.Event)
    asked: threading.Event = field(default_factory=threading.Event)

    def outside(self) -> Outside:
        return Outside(None, lambda: None, self.show, self.report, lambda: self.now)  # type: ignore[arg-type]  # no job runs here

    def show(self, path: str) -> None:
        self.shown.append(path)

    def report(self) -> list[dict[str, Any]]:
        self.reports += 1
        self.asked.set()
        self.healthy.wait(60)
        return []


class Page:
    """The extension's side: asks, and keeps what it was told."""

    def __init__(self, context: Context) -> None:
        self.told: list[str] = []
        self._router = Router(context, self._take, lambda *_: None)

    def ask(self, method: str, **params: Any) -> str:
        self._router.answer(Call("c", method, params, lambda _: None))
        return self.told[-1]

    def _take(self, frame: dict[str, Any]) -> None:
        self.told.append("OK" if frame["ok"] else frame["e"]["code"])


@pytest.fixture
def desktop() -> Desktop:
    return Desktop()


@pytest.fixture
def context(bench: Bench, desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> Context:
    monkeypatch.setattr(module.folders, "user_data", lambda _: str(bench.data))
    return Context("chromium", desktop.outside())


@pytest.fixture
def copies(bench: Bench, context: Context) -> list[dict[str, Any]]:
    """Two copies of a wallet, as `copies.show` names them."""
    facts = bench.create().facts
    handle = facts["handle"]
    view = facts["view"]
    context.catalogue.record_facts(
        handle, module._facts(view, facts["stored"]), facts["first_address"]
    )
    receipt = receipts.record(context, handle, facts["backup"], [], Cause.BACKUP)
    return [{"wallet": handle, "copy": one["copy"]} for one in receipt["copies"]]


def test_a_folder_is_shown_once_in_two_seconds(
    context: Context, desktop: Desktop, copies: list[dict[str, Any]]
) -> None:
    page = Page(context)

    told = [page.ask("copies.show", **one) for one in copies * 50]
    desktop.now += 1.9
    told.append(page.ask("copies.show", **copies[0]))
    assert (told, len(desktop.shown)) == (["OK", *["BUSY"] * 100], 1)

    desktop.now += 0.1
    assert page.ask("copies.show", **copies[1]) == "OK"
    assert len(set(desktop.shown)) == 2


def test_a_copy_that_is_not_known_takes_nobodys_turn(
    context: Context, desktop: Desktop, copies: list[dict[str, Any]]
) -> None:
    page = Page(context)

    assert page.ask("copies.show", **{**copies[0], "copy": "0" * 16}) == "COPY_UNKNOWN"
    assert page.ask("copies.show", **copies[0]) == "OK"


def test_one_doctor_at_a_time(context: Context, desktop: Desktop) -> None:
    first, other = Page(context), Page(context)
    asking = threading.Thread(target=first.ask, args=("doctor.report",))
    asking.start()
    assert desktop.asked.wait(60)

    told = [other.ask("doctor.report") for _ in range(100)]
    desktop.healthy.set()
    asking.join(60)

    assert told == ["BUSY"] * 100
    assert first.told == ["OK"]
    assert other.ask("doctor.report") == "OK"
    assert desktop.reports == 2
