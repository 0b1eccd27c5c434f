"""A person at the real window: waits for a page, types, presses, and counts activations."""

import json
import time
from pathlib import Path
from typing import Any

from tests.support.screen import Screen

MAPPED_S = 0.25  # at least two maps apart
DROPPED_S = 1  # the program that gives must live until the window has read the file
WINDOW_S = 90
DIALOG = "[Oo]pen"


class Hand:
    """Drives the windows of one home's host; `clicks` counts activations of a control."""

    def __init__(self, screen: Screen, folder: Path) -> None:
        """`folder` is the one that the host of the windows was written to."""
        self._screen = screen
        self._log = folder / "shown.jsonl"
        self._map = folder / "map.json"
        self._pictures = folder / "pictures"
        self._seen = 0
        self.clicks = 0
        self._pictures.mkdir(exist_ok=True)

    def windows(self) -> int:
        return sum(one["page"] == "open" for one in self._shown())

    def wait_for(self, page: str) -> dict[str, Any]:
        """Wait until the window shows a page, new since the last wait, and takes all keys."""
        shown = self.see(page)
        deadline = time.monotonic() + WINDOW_S
        while any(one["kind"] == "arming" for one in self._layout()) or not self._layout():
            assert time.monotonic() < deadline, f"{page} never armed"
            time.sleep(MAPPED_S)
        self._screen.picture(self._pictures / f"{self._seen - 1:02}-{page}.png")
        return shown

    def see(self, page: str) -> dict[str, Any]:
        """Wait until the window shows a page, new since the last wait; return its facts."""
        deadline = time.monotonic() + WINDOW_S
        while True:
            shown = self._shown()
            for index, one in enumerate(shown[self._seen :], self._seen):
                if one["page"] == page:
                    self._seen = index + 1
                    self._screen.wait_for_window()
                    time.sleep(MAPPED_S)
                    self._map.unlink(missing_ok=True)  # it may be the page before's
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

    def click(self, name: str) -> None:
        """Press a control by the mouse, where it stands in the window."""
        self.clicks += 1
        x, y = self.where("button", name)
        self._screen.click(self._screen.wait_for_window(), x, y)

    def fill(self, name: str, text: str) -> None:
        """Click into a field and type."""
        x, y = self.where("field", name)
        self._screen.click(self._screen.wait_for_window(), x, y)
        self._screen.type(text)

    def choose(self, path: Path) -> None:
        """Type a path into the system's own dialog for files and folders."""
        self._screen.wait_for_window(DIALOG)
        time.sleep(0.5)
        self._screen.picture(self._pictures / f"{self._seen:02}-dialog.png")
        self._screen.type(str(path))
        self._screen.key("Return")
        self._screen.wait_for_no_window(DIALOG)

    def drop(self, file: Path, name: str) -> None:
        """Drag a file out of another program's window and drop it where the page says."""
        with self._screen.file_to_drag(file) as grip:
            x, y = self.where("button", name)
            self._screen.drag(grip, self._screen.wait_for_window(), x, y)
            time.sleep(DROPPED_S)

    def where(self, kind: str, name: str) -> tuple[int, int]:
        """Return where a control rests and a click hits it; turn the wheel until there is one."""
        deadline = time.monotonic() + WINDOW_S
        before = None
        while True:
            layout = self._layout()
            wanted = {"kind": kind, "name": name}
            spots = [(one["x"], one["y"]) for one in layout if one.items() >= wanted.items()]
            if spots and spots[0] == before:
                return spots[0]
            before = spots[0] if spots else None
            assert time.monotonic() < deadline, f"no {name!r} among {layout}"
            if layout and not spots:
                self._screen.wheel(self._screen.wait_for_window())
            time.sleep(MAPPED_S)

    def close(self) -> None:
        self._screen.close_window(self._screen.wait_for_window())

    def gone(self) -> None:
        self._screen.wait_for_no_window()

    def _layout(self) -> list[dict[str, Any]]:
        """Return the controls of the newest map; none until there is one of this page."""
        layout = json.loads(self._map.read_text()) if self._map.exists() else []
        assert isinstance(layout, list)
        return layout

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
    words = hand.wait_for("phrase")["words"]
    hand.press()
    type_back(hand, words, hand.wait_for("phrase_check")["asked"])
    hand.wait_for("storage")  # once they are right, the page goes on by itself
    hand.move("Tab")
    hand.press("space")
    hand.press()
    hand.wait_for("saved")
    hand.press()
    hand.gone()


def type_back(hand: Hand, words: list[str], asked: list[int]) -> None:
    """Type the words that are asked for, from paper."""
    for place, number in enumerate(asked):
        if place:
            hand.move("Tab")
        hand.type(words[number - 1])


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
