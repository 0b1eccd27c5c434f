"""A key file in the real window: made in a folder of the system's dialog, lost, found elsewhere."""

from pathlib import Path

import pytest

from keystow import errors
from keystow.keystore import container
from keystow.secret import Secret
from tests.browser.conftest import PASSWORD
from tests.browser.driver import ask, running, wait_for
from tests.browser.hand import Hand
from tests.browser.test_mouse import first_run
from tests.support import browsers, compose
from tests.support.screen import virtual_screen

NEXT = "Nine herons 2 rusty boats, ashore"


@pytest.mark.timeout(300)
def test_a_key_file_is_made_asked_for_and_chosen_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = browsers.make_home(tmp_path / "home")
    host = compose.windowed_host(tmp_path)
    stick, drawer = tmp_path / "pendrive", tmp_path / "drawer"
    for folder in (stick, drawer):
        folder.mkdir()
    with virtual_screen() as screen:
        monkeypatch.setenv("DISPLAY", screen.display)
        hand = Hand(screen, tmp_path)
        with running("chromium", home, tmp_path / "profile", host) as browser:
            page = first_run(browser, hand)
            page.open("app/app.html#settings")
            wait_for(page, "Change it in the window")
            page.click("Change it in the window")
            _change_password(hand, stick)
            wait_for(page, "It asks for a key file too")
            [key] = stick.iterdir()

            ask(page, "wallet.lock")
            page.click("Unlock")
            moved = key.rename(drawer / key.name)
            hand.see("unlock")
            hand.fill("Password", NEXT)
            hand.click("Unlock")
            assert hand.see("unlock")["error"]["code"] == "KEY_FILE_MISSING"
            hand.click("Choose another")
            hand.choose(moved)
            hand.click("Unlock")
            hand.gone()
            wait_for(page, "Change it in the window")

    newest = max(home.downloads.glob("*.keystow"), key=lambda one: one.stat().st_mtime_ns)
    keystore = container.parse(newest.read_bytes())
    container.open_with_password(keystore, Secret(NEXT), keyfile=Secret(moved.read_bytes()))
    with pytest.raises(errors.WrongPassword):
        container.open_with_password(keystore, Secret(NEXT))


def _change_password(hand: Hand, folder: Path) -> None:
    hand.see("unlock")
    hand.fill("Password", PASSWORD)
    hand.click("Unlock")
    hand.see("create")
    hand.fill("Password", NEXT)
    hand.fill("Password again", NEXT)
    hand.click("More protection")
    hand.click("Also ask for a key file")
    hand.click("Use this password")
    hand.see("key_file")
    hand.click("Make a new one, and choose its folder")
    hand.choose(folder)
    hand.click("Use this file")
    hand.see("recovery")
    hand.click("Not now")
    hand.see("changed")
    hand.click("Done")
    hand.gone()
