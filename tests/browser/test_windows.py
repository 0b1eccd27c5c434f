"""The real window on a virtual screen, by keyboard and mouse, asked for by a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from keystow.keystore import container
from keystow.secret import Secret
from tests.browser.conftest import PASSWORD
from tests.browser.driver import Page, ask, running, wait_for
from tests.browser.hand import Hand, first_run, restore_newest, type_back
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


@pytest.mark.timeout(300)
def test_a_made_password_and_a_quiz_are_within_the_clicks_and_it_opens_the_copy(
    tmp_path: Path, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", screen.display)
    home = browsers.make_home(tmp_path / "home")
    host = compose.windowed_host(tmp_path)
    hand = Hand(screen, tmp_path)
    with running("chromium", home, tmp_path / "profile", host) as browser:
        popup = browser.page()
        popup.open("popup/popup.html")
        wait_for(popup, "Create a wallet")
        popup.click("Create a wallet")
        hand.clicks = 2  # with the toolbar icon
        hand.wait_for("create")
        hand.click("Make one for me")
        words = hand.wait_for("made_password")["words"]
        hand.press()
        type_back(hand, words, hand.wait_for("made_password_check")["asked"])
        hand.wait_for("mark")
        hand.press()
        phrase = hand.wait_for("phrase")["words"]
        hand.press()
        type_back(hand, phrase, hand.wait_for("phrase_check")["asked"])
        hand.wait_for("storage")
        hand.move("Tab")
        hand.press("space")
        hand.press()
        hand.wait_for("saved")
        assert hand.clicks <= FIRST_RUN_CLICKS
        assert hand.windows() == 1
        hand.press()
        hand.gone()
        wait_for(popup, "each copy opens")
        state = ask(popup, "wallet.state")["wallet"]
    assert state["phrases_unwritten"] == 0
    [copy] = home.downloads.glob("*.keystow")
    container.open_with_password(container.parse(copy.read_bytes()), Secret("-".join(words)))


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
