"""Chromium's own toolbar: the icon, the popup below it, and a popup that loses the focus."""

from pathlib import Path

import pytest

from tests.browser.conftest import PASSWORD, World
from tests.browser.driver import ChromiumBrowser, running
from tests.browser.hand import Hand
from tests.browser.test_story import first_run
from tests.browser.toolbar import Toolbar, pin
from tests.support import browsers, compose
from tests.support.screen import virtual_screen


def test_the_popup_of_the_toolbar_begins_a_backup_and_shows_its_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = world.root / "profile"
    pin(profile)
    with running("chromium", world.home, profile, world.host) as browser:
        first_run(browser)
    copies = _copies(world)

    host = compose.windowed_host(world.root)
    browsers.register_chromium(profile, host)
    with virtual_screen("1280x860") as screen:
        monkeypatch.setenv("DISPLAY", screen.display)
        hand = Hand(screen, world.root)
        with browsers.chromium(profile, world.home, headless=False) as context:
            beside = ChromiumBrowser(context, 0).page()
            beside.open("app/app.html#settings")
            toolbar = Toolbar(screen, beside)

            toolbar.click_icon("locked")
            shown = toolbar.wait_for("Unlock")
            assert "Everyday" in shown
            screen.picture(world.root / "popup-locked.png")
            toolbar.click("Backup")
            toolbar.wait_for("Continue in the Keystow window")
            screen.key("Escape")  # it stays when only another program takes the focus
            toolbar.wait_until_closed()
            hand.wait_for("unlock")
            assert _copies(world) == copies, "the job waits for the person"
            hand.type(PASSWORD)
            hand.press()
            hand.gone()

            toolbar.click_icon("normal")
            shown = toolbar.wait_for("each copy opens").replace("\n", " ")
            screen.picture(world.root / "popup-receipt.png")
            assert "Saved in 2 places" in shown
            assert len(_copies(world) - copies) == 2
            toolbar.click("Done")
            toolbar.wait_for("backed up")


def _copies(world: World) -> set[Path]:
    return {*world.home.downloads.glob("*.keystow"), *world.data.glob("safety/*.keystow")}
