"""From MetaMask into Keystow, through a backup into a fresh profile, and out as a key file."""

import shutil
import time

import pytest
from eth_account import Account

from tests.browser.conftest import PASSWORD, World
from tests.browser.driver import Page, ask, running, wait_for
from tests.browser.test_story import PICK, first_run, listed, restore
from tests.interop import node

THEIRS = "pässwörd 0!"
NEW = "Winter-Kettle 48 paints slowly"
WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow"
LOOSE = f"{0xC0FFEE:064x}"
KEYRINGS = [
    {
        "type": "HD Key Tree",
        "data": {
            "mnemonic": list(WORDS.encode()),
            "numberOfAccounts": 2,
            "hdPath": "m/44'/60'/0'/0",
        },
    },
    {"type": "Simple Key Pair", "data": [LOOSE]},
]


@pytest.mark.parametrize("kind", ["chromium", "firefox"])
def test_a_metamask_vault_comes_in_is_backed_up_restored_and_exported(
    kind: str, world: World
) -> None:
    case = {"password": THEIRS, "content": KEYRINGS, "iterations": 600000}
    [vault] = node.ask("metamask.mjs", "@metamask/browser-passworder", [case])
    file = world.root / "vault.json"
    file.write_text(vault)
    stick = world.place("stick")
    world.answers(
        **{"import": {"action": "import", "kind": "file", "password": THEIRS, "queries": PICK}},
        pick_file=[str(file)],
    )
    with running(kind, world.home, world.root / "profile", world.host) as browser:
        page = first_run(browser)
        page.click("Add account")
        page.click("Import")
        wait_for(page, "3 accounts came back")
        before = listed(page)
        ask(page, "backup.start")
    asked = world.asked()
    [row] = next(one["model"] for one in asked if one["page"] == "import?pick_file").values()
    assert (row["format"], row["kdf"]["passes"]) == ("metamask-vault", 600000)
    assert len(list(world.home.downloads.glob("*.keystow"))) >= 1

    shutil.rmtree(world.data)
    world.answers(
        restore={"action": "open", "password": PASSWORD, "copy": "first"},
        export={"action": "export", "format": "web3-v3", "accounts": "last"},
        create={"action": "create", "password": NEW, "confirmation": NEW},
        exported={"action": "done"},
        pick_folder=[str(stick)],
    )
    with running(kind, world.home, world.root / "fresh", world.host) as browser:
        page = restore(browser)
        wait_for(page, "came back")
        assert listed(page) == before
        export(page, world)
    [key_file] = stick.iterdir()
    key = Account.decrypt(key_file.read_text(), NEW)
    assert key.hex().endswith(LOOSE)
    assert Account.from_key(key).address in {one["address"] for one in before}
    Account.enable_unaudited_hdwallet_features()
    derived = [Account.from_mnemonic(WORDS, account_path=f"m/44'/60'/0'/0/{n}") for n in (0, 1)]
    assert {one.address for one in derived} <= {one["address"] for one in before}


def export(page: Page, world: World) -> None:
    """Press the button of the tab, and wait until the window has said what became of it."""
    page.click("Done")
    page.open("app/app.html#accounts")
    wait_for(page, "Export")
    page.click("Export")
    while world.asked()[-1]["page"] != "exported":
        time.sleep(0.1)  # the test's own timeout ends it
    model = world.asked()[-1]["model"]
    assert [one["code"] for one in model["files"]] == [None] * len(model["files"])
    wait_for(page, "Add account")
