"""From a Lamden wallet's own keystore into Keystow, and from Keystow's backup back again."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import PASSWORD, World
from tests.browser.driver import ask, running, wait_for
from tests.browser.test_story import PICK, listed, restore

INTEROP = Path(__file__).resolve().parents[1] / "interop"
REAL = Path(__file__).resolve().parents[3] / "shared" / "vectors"
KEYS = [
    {"sk": f"{number:064x}", "nickname": name, "name": "Lamden", "network": "lamden"}
    for number, name in enumerate(["Savings", "Ångström 🦊", "Rent"], 1)
]


@pytest.mark.parametrize("kind", ["chromium", "firefox"])
def test_a_lamden_keystore_becomes_a_wallet_that_comes_back(kind: str, world: World) -> None:
    keystore = world.root / "Lamden_Wallet.keystore"
    keystore.write_text(made_by_lamden("pässwörd 0!", "hint"))
    world.answers(
        pick_file=[str(keystore)],
        restore={"action": "open", "password": "pässwörd 0!", "queries": PICK},
    )
    with running(kind, world.home, world.root / "profile", world.host) as browser:
        page = restore(browser)
        shown = wait_for(page, "3 accounts came back")
        assert "leave out the accounts made from its recovery phrase" in shown
        before = listed(page)
        assert [account["name"] for account in before] == ["Savings", "Ångström 🦊", "Rent"]
        ask(page, "backup.start")
    [copy] = world.home.downloads.glob("*.keystow")

    shutil.rmtree(world.data)
    world.answers(restore={"action": "open", "password": PASSWORD, "copy": "first"})
    with running(kind, world.home, world.root / "fresh", world.host) as browser:
        page = restore(browser)
        wait_for(page, "3 accounts came back")
        assert listed(page) == before
    assert copy.exists()


def test_the_real_lamden_keystore_restores(world: World) -> None:
    if not (REAL / "lamden_manifest.json").exists():
        [facts] = [{"password": "pw", "vk": None, "path": None}]
        keystore = world.root / "made.keystore"
        keystore.write_text(made_by_lamden("pw", ""))
    else:
        [facts] = json.loads((REAL / "lamden_manifest.json").read_text())
        keystore = REAL / facts["file"]
    world.answers(
        pick_file=[str(keystore)],
        restore={"action": "open", "password": facts["password"], "queries": PICK},
    )
    with running("chromium", world.home, world.root / "profile", world.host) as browser:
        page = restore(browser)
        wait_for(page, "came back")
        accounts = listed(page)
    if facts["vk"]:
        assert [account["address"] for account in accounts] == [facts["vk"]]
    preview = next(one["model"] for one in world.asked() if one["page"] == "preview")
    assert {"PHRASE_ACCOUNTS_LEFT_OUT", "WATCH_ONLY_LEFT_OUT"} <= set(preview["warnings"])


def made_by_lamden(password: str, hint: str) -> str:
    """Return a keystore that npm's lamden-js writes."""
    asked = {"cases": [{"keys": KEYS, "password": password, "hint": hint}], "indices": []}
    run = subprocess.run(
        [shutil.which("node") or "node", "lamden.cjs"],
        cwd=INTEROP,
        input=json.dumps(asked | {"seed": "00" * 64}),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    made = json.loads(run.stdout)
    return str(made["files"][0]["file"])
