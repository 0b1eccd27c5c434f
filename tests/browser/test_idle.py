"""Both browsers, side by side, unlocked and left alone for five minutes, stay so."""

import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.browser.conftest import make_world
from tests.browser.driver import Page, ask, running, wait_for
from tests.support import memory

IDLE_S = 300


@pytest.mark.timeout(IDLE_S + 300)
def test_five_idle_minutes_keep_both_unlocked(tmp_path: Path) -> None:
    with ExitStack() as stack:
        left = [_unlocked(stack, kind, tmp_path / kind) for kind in ("chromium", "firefox")]
        hosts = [_hosts(browser) for _, browser in left]
        assert all(len(pids) == 1 for pids in hosts)

        time.sleep(IDLE_S)

        for page, _ in left:
            state = ask(page, "wallet.state")
            assert state["wallet"]["locked"] is False
            assert state["wallet"]["locks_in_s"] <= 15 * 60 - IDLE_S, "nothing counted as an action"
        assert [_hosts(browser) for _, browser in left] == hosts, "the hosts that were started"


def _unlocked(stack: ExitStack, kind: str, root: Path) -> tuple[Page, int]:
    """Return the page and the process of a browser whose wallet was just made."""
    world = make_world(root)
    browser = stack.enter_context(running(kind, world.home, world.root / "profile", world.host))
    page = browser.page()
    page.open("popup/popup.html")
    wait_for(page, "Create a wallet")
    page.click("Create a wallet")
    wait_for(page, "each copy opens")
    return page, browser.pid


def _hosts(browser: int) -> set[int]:
    """Return the host processes in a browser's tree, without their jobs."""
    tree = memory.tree(browser)
    return {pid for pid in tree if "scripted_host.py" in memory.command(pid)}
