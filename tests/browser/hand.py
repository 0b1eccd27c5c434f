"""A person at the real window: waits for a page, types, presses, and counts activations."""

import json
import time
from pathlib import Path
from typing import Any

from tests.support.screen import Screen

ARMED_S = 1.2  # buttons that matter are deaf for a second
WINDOW_S = 90


class Hand:
    """Drives the windows of one home's host; `clicks` counts activations of a control."""

    def __init__(self, screen: Screen, log: Path, pictures: Path) -> None:
        self._screen = screen
        self._log = log
        self._pictures = pictures
        self._seen = 0
        self.clicks = 0
        pictures.mkdir(exist_ok=True)

    def windows(self) -> int:
        return sum(one["page"] == "open" for one in self._shown())

    def wait_for(self, page: str) -> dict[str, Any]:
        """Wait until the window shows a page, new since the last wait; return its facts."""
        deadline = time.monotonic() + WINDOW_S
        while True:
            shown = self._shown()
            for index, one in enumerate(shown[self._seen :], self._seen):
                if one["page"] == page:
                    self._seen = index + 1
                    self._screen.wait_for_window()
                    time.sleep(ARMED_S)
                    self._screen.picture(self._pictures / f"{index:02}-{page}.png")
                    return one
            assert time.monotonic() < deadline, f"{page} never came; shown: {shown[-3:]}"
            time.sleep(0.1)

    def type(self, text: str) -> None:
        self._screen.type(text)

    def move(self, *keys: str) -> None:
        """Move the focus; not an activation."""
        self._screen.key(*keys)

    def press(self, key: str = "Return") -> None:
        """Activate what has the focus, or the page's main button."""
        self.clicks += 1
        self._screen.key(key)

    def click(self, x: int, y: int) -> None:
        """Click at a point of the window."""
        self.clicks += 1
        self._screen.click(self._screen.wait_for_window(), x, y)

    def close(self) -> None:
        self._screen.close_window(self._screen.wait_for_window())

    def gone(self) -> None:
        self._screen.wait_for_no_window()

    def _shown(self) -> list[dict[str, Any]]:
        if not self._log.exists():
            return []
        return [json.loads(line) for line in self._log.read_text().splitlines()]


def first_run(hand: Hand, password: str) -> None:
    """Go through the whole first run by keyboard."""
    hand.wait_for("create")
    hand.type(password)
    hand.move("Tab", "Tab")
    hand.type(password)
    time.sleep(1)  # the estimate follows the typing
    hand.press()
    hand.wait_for("mark")
    hand.press()
    hand.wait_for("phrase")
    hand.press()
    hand.wait_for("storage")
    hand.move("Tab")
    hand.press("space")
    hand.press()
    hand.wait_for("saved")
    hand.press()
    hand.gone()


def restore_newest(hand: Hand, password: str) -> None:
    """Restore the copy that is offered first, by keyboard."""
    hand.wait_for("restore")
    hand.type(password)
    hand.press()
    hand.wait_for("preview")
    hand.press()
    hand.wait_for("result")
    hand.press()
    hand.gone()
