"""A virtual screen of our own, and a hand on its keyboard and mouse."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import pixels

WINDOW = "^Keystow$"
DRAG_SOURCE = Path(__file__).resolve().parents[1] / "children" / "drag_source.py"


class Screen:
    """One Xvfb; only processes given its environment appear there."""

    def __init__(self, display: str) -> None:
        self.display = display

    def environment(self, base: dict[str, str]) -> dict[str, str]:
        kept = {k: v for k, v in base.items() if k != "WAYLAND_DISPLAY"}
        return kept | {"DISPLAY": self.display}

    def wait_for_window(self, name: str = WINDOW, timeout_s: float = 60) -> str:
        """Return the id of a visible window, focused, once there is one."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            found = self._run("search", "--onlyvisible", "--name", name, check=False).split()
            if found:
                self._run("windowfocus", "--sync", found[-1], check=False)
                return found[-1]
            time.sleep(0.1)
        raise TimeoutError(name)

    def wait_for_no_window(self, name: str = WINDOW, timeout_s: float = 30) -> None:
        deadline = time.monotonic() + timeout_s
        while self._run("search", "--onlyvisible", "--name", name, check=False).split():
            assert time.monotonic() < deadline, "the window stayed"
            time.sleep(0.1)

    def leave(self, *keys: str, name: str = WINDOW) -> None:
        """Press keys until the window has gone: one that just appeared may miss the first."""
        for _ in range(60):
            if not self._run("search", "--onlyvisible", "--name", name, check=False).split():
                return
            self.key(*keys)
            time.sleep(0.5)
        raise TimeoutError("the window stayed")

    def type(self, text: str) -> None:
        self._run("type", "--delay", "15", text)

    def key(self, *keys: str) -> None:
        for key in keys:
            self._run("key", "--delay", "30", key)
            time.sleep(0.05)

    def click(self, window: str, x: int, y: int) -> None:
        self._run("mousemove", "--window", window, str(x), str(y), "click", "1")

    def wheel(self, window: str) -> None:
        """Turn the wheel downwards over the middle of a window."""
        self._run("mousemove", "--window", window, "240", "400", "click", "--repeat", "2", "5")

    def click_at(self, x: int, y: int) -> None:
        """Move the mouse to a point of the screen, and click there."""
        self._run("mousemove", str(x), str(y), "sleep", "0.1", "click", "1")

    @contextmanager
    def file_to_drag(self, file: Path) -> Iterator[str]:
        """Yield a small window at the corner of the screen, out of which a file can be dragged."""
        source = subprocess.Popen(
            [sys.executable, str(DRAG_SOURCE), str(file)],
            env=self.environment(dict(os.environ)),
            stderr=subprocess.DEVNULL,
        )
        try:
            yield self.wait_for_window("^Source$")
        finally:
            source.terminate()
            source.wait(10)

    def drag(self, source: str, window: str, x: int, y: int) -> None:
        """Drag from one window to a point of another, slowly enough to be noticed underway."""
        self._run("windowraise", source)
        self._run("mousemove", "--window", source, "30", "30", "mousedown", "1")
        time.sleep(0.3)
        for short in (150, 30, 12, 2, 1, 0):
            self._run("mousemove", "--window", window, str(x - short), str(y - short))
            time.sleep(0.2)
        self._run("mouseup", "1")

    def find(self, drawing: Path, timeout_s: float = 20) -> tuple[int, int]:
        """Return the middle of a small PNG, once it stands on the screen pixel for pixel."""
        deadline = time.monotonic() + timeout_s
        while True:
            found = pixels.of(self._shot("png:-")).place_of(pixels.of(drawing.read_bytes()))
            if found:
                return found
            assert time.monotonic() < deadline, f"{drawing.name} isn't on the screen"
            time.sleep(0.2)

    def close_window(self, window: str) -> None:
        """Ask a window to close as a person's click on its cross does, by the window manager."""
        self._run("windowactivate", "--sync", window)
        self.key("alt+F4")

    def picture(self, path: Path) -> Path:
        """Save the whole screen as a PNG."""
        self._shot(str(path))
        return path

    def picture_of(self, window: str, path: Path) -> Path:
        """Save one window as a PNG."""
        subprocess.run(
            ["import", "-display", self.display, "-window", window, str(path)],
            check=True,
            timeout=60,
        )
        return path

    def _shot(self, to: str) -> bytes:
        taken = subprocess.run(
            ["import", "-display", self.display, "-window", "root", to],
            check=True,
            capture_output=True,
            timeout=60,
        )
        return taken.stdout

    def _run(self, *arguments: str, check: bool = True) -> str:
        environment = os.environ | {"DISPLAY": self.display}
        return subprocess.run(
            ["xdotool", *arguments],
            env=environment,
            check=check,
            capture_output=True,
            text=True,
            timeout=60,
        ).stdout


@contextmanager
def virtual_screen(size: str = "1024x860") -> Iterator[Screen]:
    """Yield a screen with a window manager, on a display that the server chose itself."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as numbers:
        display = f":{numbers.readline().strip()}"
    manager = subprocess.Popen(
        ["openbox"],
        env=os.environ | {"DISPLAY": display},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield Screen(display)
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)
