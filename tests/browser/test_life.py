"""A wallet's life in both real browsers: several wallets and browsers, deletes, no means no."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.browser.conftest import FIRST_RUN, PASSWORD, World
from tests.browser.driver import Page, ask, running, wait_for
from tests.browser.test_story import first_run, listed

BROWSERS = pytest.mark.parametrize("kind", ["chromium", "firefox"])
KEYSTOW = Path(sys.executable).parent / "keystow"
DELETE = {"action": "delete", "phrase": False}


@BROWSERS
def test_wallets_are_made_switched_renamed_deleted_and_brought_back(
    kind: str, world: World
) -> None:
    with running(kind, world.home, world.root / "profile", world.host) as browser:
        page = first_run(browser)
        everyday = listed(page)
        world.answers(create={**FIRST_RUN["create"], "wallet_name": "Studio"})
        page.open("app/app.html#wallets")
        wait_for(page, "In this profile")
        page.click("Create another")
        wait_for(page, "each copy opens")
        page.click("Done")
        assert "Studio" in wait_for(page, "Switch to it")

        page.open("popup/popup.html")
        wait_for(page, "Studio")
        page.click("Studio: switch the wallet")
        wait_for(page, "All wallets")
        page.click("Everyday")
        wait_for_name(page, "Everyday")
        assert listed(page) == everyday

        page.open("app/app.html#settings")
        wait_for(page, "Wallet name")
        page.fill("Wallet name", "Household")
        page.click("Save")
        wait_for_name(page, "Household")

        world.answers(delete=DELETE)
        page.click("Delete in the window")
        shown = wait_for_name(page, "Studio")
        assert "Household" not in shown
        page.open("app/app.html#wallets")
        assert "Household" in wait_for(page, "Deleted wallets")
        page.click("Bring Household back")
        wait_for_name(page, "Household")
        page.click("Unlock")
        page.open("app/app.html#accounts")
        wait_for(page, "Ethereum 1")
        assert listed(page) == everyday


def test_a_deleted_account_comes_back_and_is_then_in_no_backup(world: World) -> None:
    with running("chromium", world.home, world.root / "profile", world.host) as browser:
        page = first_run(browser)
        before = listed(page)
        world.answers(delete=DELETE)
        page.click("Delete Ethereum 1")
        wait_for(page, "Recently deleted")
        [asked] = [one["model"] for one in world.asked() if one["page"] == "delete"]
        assert (asked["name"], asked["uncovered"], asked["places"]) == ("Ethereum 1", 0, 2)
        assert [one["chain"] for one in listed(page)] == ["lamden"]
        page.click("Bring Ethereum 1 back")
        wait_for(page, "1 of 2")
        wait_until_gone(page, "Recently deleted")
        assert sorted(listed(page), key=str) == sorted(before, key=str)


def test_two_browsers_share_a_wallet_and_each_sees_the_other_s_changes(world: World) -> None:
    with (
        running("chromium", world.home, world.root / "one", world.host) as chromium,
        running("firefox", world.home, world.root / "two", world.host) as firefox,
    ):
        page = first_run(chromium)
        other = firefox.page()
        other.open("app/app.html")
        wait_for(other, "1 wallet is on this computer")
        other.click("Open Everyday")
        other.open("app/app.html#accounts")
        wait_for(other, "Ethereum 1")

        page.click("Add account")
        page.click("Next Ethereum account")
        wait_for(page, "Ethereum 2")
        wait_for(other, "Ethereum 2")  # nobody touched this page
        other.click("Rename Ethereum 2")
        other.fill("New name of Ethereum 2", "Rent and bills")
        other.click("Save")
        wait_for(other, "Rent and bills")
        wait_for(page, "Rent and bills")
        assert listed(page) == listed(other)


def test_after_two_closed_windows_the_person_can_stop_them_all(world: World) -> None:
    with running("chromium", world.home, world.root / "profile", world.host) as browser:
        page = first_run(browser)
        ask(page, "wallet.lock")
        world.answers(unlock=[None, None, {"action": "stop_asking"}])
        page.open("popup/popup.html")
        for words in ("closed", "closed", "stopped asking", "stopped asking"):
            wait_for(page, "Unlock")
            page.click("Unlock")
            wait_for(page, words)
            page.click("Back")
        windows = [one["model"]["may_stop"] for one in world.asked() if one["page"] == "open"]
        assert windows[-3:] == [False, False, True], "and none for the fourth"

        env = os.environ | world.home.environment()
        subprocess.run([KEYSTOW, "ask-again"], check=True, env=env)
        world.answers(unlock={"action": "unlock", "password": PASSWORD})
        wait_for(page, "Unlock")
        page.click("Unlock")
        wait_for(page, "All 2 accounts are backed up")


def wait_for_name(page: Page, name: str) -> str:
    """Wait until this wallet is the one that is shown."""
    for _ in range(400):
        handle = page.run(
            "return (await (globalThis.browser ?? chrome).storage.local.get()).handle"
        )
        rows = {row["handle"]: row["name"] for row in ask_list(page)}
        if rows.get(handle) == name:
            return wait_for(page, name)
    raise AssertionError(f"{name} is never shown; the page shows:\n{page.text()}")


def wait_until_gone(page: Page, words: str) -> None:
    """Wait until a page shows some words no more."""
    for _ in range(400):
        if words not in page.text():
            return
        time.sleep(0.1)
    raise AssertionError(f"{words!r} stays; the page shows:\n{page.text()}")


def ask_list(page: Page) -> list[dict[str, str]]:
    """Return the wallets of this computer, as the page itself gets them."""
    frame = '{v: 1, t: "req", id: "test-2", m: "wallet.list", p: {}}'
    reply = page.run(_ASK_PLAINLY.replace("FRAME", frame))
    rows: list[dict[str, str]] = reply["r"]["wallets"]
    return rows


_ASK_PLAINLY = """
const api = globalThis.browser ?? globalThis.chrome;
const port = api.runtime.connect({ name: "popup" });
return await new Promise((resolve) => {
  port.onMessage.addListener((m) => { if (m.id === "test-2") { port.disconnect(); resolve(m); } });
  port.postMessage(FRAME);
});
"""
