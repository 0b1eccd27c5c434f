"""The main job in both real browsers: first run, accounts, backup, a fresh profile, restore."""

import shutil
import time
from typing import Any

import pytest

from tests.browser.conftest import PASSWORD, World
from tests.browser.driver import Browser, Page, ask, running, wait_for

COLD = "0xABaBaBaBABabABabAbAbABAbABabababaBaBABaB"
BROWSERS = pytest.mark.parametrize("kind", ["chromium", "firefox"])


@BROWSERS
def test_everything_comes_back_in_a_fresh_profile(kind: str, world: World) -> None:
    first, second = world.place("stick"), world.place("cloud")
    world.answers(pick_folder=[str(first), str(second)])
    with running(kind, world.home, world.root / "profile", world.host) as browser:
        page = first_run(browser)
        before = change_accounts(page)
        [taproot] = [one for one in before if one["chain"] == "bitcoin"]
        assert shown_in_window(page, world, taproot["name"]) == taproot["address"]
        add_place(page, "stick")
        add_place(page, "cloud")
        back_up_to(page, "stick", "cloud")
    copies = [*first.glob("*.keystow"), *second.glob("*.keystow")]
    assert len(copies) == 2
    assert copies[0].read_bytes() == copies[1].read_bytes()
    assert copies[0].name == copies[1].name

    shutil.rmtree(world.data)
    world.answers(
        pick_file=[str(copies[1])],
        restore={"action": "open", "password": PASSWORD, "queries": PICK},
    )
    with running(kind, world.home, world.root / "fresh", world.host) as browser:
        page = restore(browser)
        assert "5 accounts came back" in wait_for(page, "came back")
        assert listed(page) == before


def first_run(browser: Browser) -> Page:
    """Click through the popup's first run and end on the accounts page."""
    page = browser.page()
    page.open("popup/popup.html")
    wait_for(page, "Create a wallet")
    page.click("Create a wallet")
    assert "Saved in 2 places" in wait_for(page, "each copy opens").replace("\n", " ")
    page.click("Done")
    page.open("app/app.html#accounts")
    wait_for(page, "Ethereum 1")
    return page


def change_accounts(page: Page) -> list[dict[str, Any]]:
    """Add derived accounts and one to watch, rename one; return all accounts."""
    page.click("Add account")
    page.click("Next Ethereum account")
    wait_for(page, "Ethereum 2")
    page.click("Rename Ethereum 2")
    page.fill("New name of Ethereum 2", "Rent and bills")
    page.click("Save")
    wait_for(page, "Rent and bills")
    page.click("Add account")
    page.click("Next Bitcoin account with a Taproot address")
    wait_for(page, "Bitcoin Taproot 1")
    page.click("Add account")
    page.click("Watch-only address")
    page.select("Network", "ethereum")
    page.fill("Address", COLD.lower())
    page.fill("Name", "Ledger, desk")
    page.click("Compare in the window")
    wait_for(page, "Ledger, desk")
    return listed(page)


def shown_in_window(page: Page, world: World, name: str) -> str:
    """Ask for an account's address from its row; return the one that the window showed."""
    windows = world.windows()
    page.click(f"Show the address of {name}")
    while world.windows() == windows or world.asked()[-1]["page"] != "address":
        time.sleep(0.1)  # the test's own timeout ends it
    wait_for(page, "Add account")
    return str(world.asked()[-1]["model"]["address"])


def add_place(page: Page, name: str) -> None:
    page.open("app/app.html#places")
    wait_for(page, "A backup goes to each of them")
    page.click("Add a place")
    wait_for(page, name)


def back_up_to(page: Page, *names: str) -> None:
    """Back up from the tab, to these places only."""
    page.open("app/app.html#backup")
    wait_for(page, "Where it goes")
    for other in ("Downloads", "Safety folder"):
        page.click(other)
    page.click(f"Back up to {len(names)} places")
    shown = wait_for(page, "each copy opens")
    assert all(name in shown for name in names)


def restore(browser: Browser) -> Page:
    page = browser.page()
    page.open("popup/popup.html")
    wait_for(page, "Restore a backup")
    page.click("Restore a backup")
    return page


def listed(page: Page) -> list[dict[str, Any]]:
    """Return names, addresses and paths as the extension's pages get them."""
    accounts = ask(page, "accounts.list", offset=0, limit=200)["accounts"]
    kept = ("name", "chain", "address", "path", "watch_only", "public_key", "source")
    return [{name: one[name] for name in kept} for one in accounts]


PICK = [{"name": "pick_file", "args": {}, "keep": "copy"}]
