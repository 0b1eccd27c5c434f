"""Popups that close, browsers that die: what was saved stays, what runs ends well."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from keystow.errors import KeystowError
from keystow.keystore import container
from keystow.secret import Secret
from tests.browser.conftest import PASSWORD, World
from tests.browser.driver import running, wait_for
from tests.browser.test_story import first_run

BOTH = pytest.mark.parametrize("kind", ["chromium", "firefox"])


@BOTH
def test_a_backup_outlives_the_popup_that_began_it(kind: str, world: World) -> None:
    with running(kind, world.home, world.root / "profile", world.host) as browser:
        first_run(browser)
        copies = len(_copies(world))
        popup = browser.page()
        popup.open("popup/popup.html")
        wait_for(popup, "backed up")
        popup.click("Backup")
        popup.close()
        _wait(lambda: len(_copies(world)) >= copies + 2)
        again = browser.page()
        again.open("popup/popup.html")
        assert "Saved in 2 places" in wait_for(again, "each copy opens").replace("\n", " ")


@BOTH
def test_a_browser_killed_in_a_backup_leaves_no_torn_file(kind: str, world: World) -> None:
    for round_ in range(3):
        profile = world.root / f"profile{round_}"
        try:
            with running(kind, world.home, profile, world.host) as browser:
                page = first_run(browser)
                page.close()
                older = set(_copies(world))
                popup = browser.page()
                popup.open("popup/popup.html")
                wait_for(popup, "Backup")
                popup.click("Backup")
                time.sleep(random.uniform(0, 0.4))  # any moment will do
                os.kill(browser.pid, signal.SIGKILL)
        except Exception:  # the drivers complain in their own ways
            pass
        _wait(lambda: not _hosts())
        after = _copies(world)
        assert older <= set(after)
        for copy in after:
            _assert_whole(copy)
    newest = max(_copies(world), key=lambda path: path.stat().st_mtime)
    keystore = container.parse(newest.read_bytes())
    assert container.open_with_password(keystore, Secret(PASSWORD)).plaintext


def _assert_whole(copy: Path) -> None:
    try:
        assert container.parse(copy.read_bytes()).sum_state is container.SumState.RIGHT
    except KeystowError as torn:
        raise AssertionError(f"{copy.name} is torn") from torn


def _copies(world: World) -> list[Path]:
    return [*world.home.downloads.glob("*.keystow"), *world.data.glob("safety/*.keystow")]


def _hosts() -> list[int]:
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                arguments = (process / "cmdline").read_bytes()
            except OSError:
                continue
            if b"scripted_" in arguments and b"pytest" not in arguments:
                found.append(int(process.name))
    return found


def _wait(done: object, timeout_s: float = 40) -> None:
    deadline = time.monotonic() + timeout_s
    assert callable(done)
    while not done():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.05)
