"""A person at Chromium's toolbar: the icon, the real popup below it, the mouse."""

import json
import time
from pathlib import Path
from typing import Any

from keystow.browsers import identity
from tests.browser.driver import PATIENCE_S, Page
from tests.support.browsers import EXTENSION
from tests.support.screen import Screen

POPUP = 'const popup = chrome.extension.getViews({ type: "popup" })[0];'


def pin(profile: Path) -> None:
    """Pin Keystow's icon to the toolbar of a profile that no browser runs on yet."""
    settings = {"extensions": {"pinned_extensions": [identity.CHROMIUM_IDS[0]]}}
    (profile / "Default").mkdir(parents=True)
    (profile / "Default" / "Preferences").write_text(json.dumps(settings))


class Toolbar:
    """The icon and its popup, seen from `beside`, a tab of the same extension."""

    def __init__(self, screen: Screen, beside: Page) -> None:
        self._screen = screen
        self._beside = beside

    def click_icon(self, face: str) -> None:
        """Click the icon where it stands on the screen, with one of its faces."""
        self._screen.click_at(*self._screen.find(EXTENSION / "icons" / f"keystow-16-{face}.png"))

    def text(self) -> str | None:
        """Return what the popup shows; None where there is none."""
        shown = self._run("return popup ? popup.document.body.innerText : null;")
        return None if shown is None else str(shown)

    def wait_for(self, words: str) -> str:
        deadline = time.monotonic() + PATIENCE_S
        while True:
            shown = self.text()
            if words in (shown or ""):
                return str(shown)
            assert time.monotonic() < deadline, f"{words!r} never came; the popup shows: {shown}"
            time.sleep(0.1)

    def wait_until_closed(self) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while self.text() is not None:
            assert time.monotonic() < deadline, "the popup stayed"
            time.sleep(0.05)

    def click(self, name: str) -> None:
        """Click a button of the popup where it stands on the screen."""
        x, y = self._run(_MIDDLE.replace("NAME", json.dumps(name)))
        self._screen.click_at(round(x), round(y))

    def _run(self, script: str) -> Any:
        return self._beside.run(POPUP + script)


_MIDDLE = """
const named = (one) => one.innerText.trim() === NAME;
const button = [...popup.document.querySelectorAll("button")].find(named);
const box = button.getBoundingClientRect();
return [popup.screenX + box.x + box.width / 2, popup.screenY + box.y + box.height / 2];
"""
