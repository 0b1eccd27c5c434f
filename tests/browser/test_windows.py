"""The real window on a virtual screen, by keyboard and mouse, asked for by a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import PASSWORD
from tests.browser.driver import Page, ask, running, wait_for
from tests.browser.hand import Hand, first_run, restore_newest
from tests.support import browsers, compose
from tests.support.screen import Screen, virtual_screen

FIRST_RUN_CLICKS = 8
RESTORE_CLICKS = 5


@pytest.fixture
def screen() -> Iterator[Screen]:
    with virtual_screen() as one:
        yield one


@pytest.mark.parametrize("kind", ["chromium", "firefox"])
@pytest.mark.timeout(400)
def test_first_run_unlock_and_restore_within_their_clicks(
    kind: str, tmp_path: Path, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", screen.display)
    home = browsers.make_home(tmp_path / "home")
    host = compose.windowed_host(tmp_path)
    hand = Hand(screen, tmp_path)

    with running(kind, home, tmp_path / "profile", host) as browser:
        popup = browser.page()
        popup.open("popup/popup.html")  # the toolbar icon: click 1
        hand.clicks = 1
        wait_for(popup, "Create a wallet")
        popup.click("Create a wallet")
        hand.clicks += 1
        first_run(hand, PASSWORD)
        assert hand.clicks <= FIRST_RUN_CLICKS
        assert hand.windows() == 1
        wait_for(popup, "each copy opens")
        before = ask(popup, "accounts.list", offset=0, limit=10)["accounts"]
        later_backup_takes_two_clicks_and_no_window(popup, hand)
        a_wrong_password_is_said_in_place(popup, hand)

    with running(kind, home, tmp_path / "fresh", host) as browser:
        popup = browser.page()
        popup.open("popup/popup.html")
        hand.clicks = 1
        windows = hand.windows()
        wait_for(popup, "Restore a backup")
        popup.click("Restore a backup")
        hand.clicks += 1
        restore_newest(hand, PASSWORD)
        assert hand.clicks <= RESTORE_CLICKS
        assert hand.windows() == windows + 1
        assert "2 accounts came back" in wait_for(popup, "came back")
        after = ask(popup, "accounts.list", offset=0, limit=10)["accounts"]
    assert [(a["name"], a["address"], a["path"]) for a in after] == [
        (a["name"], a["address"], a["path"]) for a in before
    ]


def later_backup_takes_two_clicks_and_no_window(popup: Page, hand: Hand) -> None:
    windows = hand.windows()
    popup.click("Done")
    wait_for(popup, "backed up")
    popup.click("Backup")  # with the icon: two clicks
    wait_for(popup, "each copy opens")
    popup.click("Done")
    assert hand.windows() == windows


def a_wrong_password_is_said_in_place(popup: Page, hand: Hand) -> None:
    ask(popup, "wallet.lock")
    wait_for(popup, "Unlock")
    popup.click("Unlock")
    hand.wait_for("unlock")
    hand.type("Not this one, 3 guesses")
    hand.press()
    shown = hand.wait_for("unlock")
    assert shown["error"] == {"field": "password", "code": "WRONG_PASSWORD"}
    hand.type(PASSWORD)
    hand.press()
    hand.gone()
    wait_for(popup, "backed up")
    assert ask(popup, "wallet.state")["wallet"]["locked"] is False


@pytest.mark.timeout(200)
def test_closing_the_window_changes_nothing(
    tmp_path: Path, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", screen.display)
    home = browsers.make_home(tmp_path / "home")
    hand = Hand(screen, tmp_path)
    host = compose.windowed_host(tmp_path)
    with running("chromium", home, tmp_path / "profile", host) as browser:
        popup = browser.page()
        popup.open("popup/popup.html")
        wait_for(popup, "Create a wallet")
        popup.click("Create a wallet")
        hand.wait_for("create")
        hand.close()
        shown = wait_for(popup, "closed the Keystow window")
        assert "Nothing was changed" in shown
    assert not list(home.path.rglob("*.keystow"))
