"""Profiles that real browsers wrote and were killed over: the wallets in them are found."""

import json
import os
import signal
import time
from contextlib import suppress

import pytest

from keystow.browsers import identity
from keystow.errors import WrongPassword
from keystow.formats import contents, registry
from keystow.jobs import salvage
from keystow.secret import Secret
from tests.conftest import ROOT
from tests.formats import lamden_writer
from tests.formats.metamask_writer import as_bytes, hd
from tests.interop import node
from tests.support import browsers
from tests.wallet.made import OTHER_WORDS, WORDS

# What the wallets do: MetaMask writes its whole state again and again, Lamden a key for each thing.
STORE = """
const api = globalThis.browser ?? globalThis.chrome;
const state = (vault, more) => ({ KeyringController: { vault }, Other: { a: [1, {}] }, ...more });
await api.storage.local.set({ data: state(VAULTS[0]), meta: { version: 146 } });
await api.storage.local.set({ data: state(VAULTS[1], { big: BIG }), vault: LAMDEN, coins: [] });
await new Promise((done) => {
  const open = indexedDB.open("metamask-backup", 1);
  open.onupgradeneeded = () => open.result.createObjectStore("store");
  open.onsuccess = () => {
    const write = open.result.transaction("store", "readwrite");
    const noise = crypto.getRandomValues(new Uint32Array(16384)).join(); // not to be packed
    write.objectStore("store").put({ vault: VAULTS[2], filler: "y".repeat(99999) }, "Keyrings");
    write.objectStore("store").put({ vault: VAULTS[3], noise }, "Large");
    write.oncomplete = done;
  };
});
let ticks = 0;
globalThis.go = setInterval(() => api.storage.local.set({ other: "z".repeat(50000 + ++ticks) }), 1);
"""
PASSWORDS = ["the first", "the second", "the backup's", "the large one's"]


@pytest.fixture(scope="module")
def wallets():
    """Vaults by MetaMask's own package, and what Lamden's wallet stores."""
    cases = [
        {"content": [hd(as_bytes(words))], "password": password, "iterations": 1000}
        for words, password in zip((WORDS, OTHER_WORDS) * 2, PASSWORDS, strict=True)
    ]
    entry = lamden_writer.entry(1, sk=lamden_writer.key_text(1))
    lamden = json.loads(lamden_writer.extension([entry]))["vault"]
    return node.ask("metamask.mjs", "@metamask/browser-passworder", cases), lamden


@pytest.fixture
def extension(tmp_path):
    """An extension that can do nothing but store, under an id that is known."""
    folder = tmp_path / "extension"
    folder.mkdir()
    ours = json.loads((ROOT / "extension" / "manifest.json").read_text())
    manifest = {
        "manifest_version": 3,
        "name": "A wallet",
        "version": "1",
        "permissions": ["storage", "unlimitedStorage"],
        "key": ours["key"],
        "browser_specific_settings": {"gecko": {"id": identity.GECKO_IDS[0]}},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "page.html").write_text("<!doctype html><title>A wallet</title>")
    return folder


def script(wallets, big):
    vaults, lamden = wallets
    values = {"VAULTS": vaults, "LAMDEN": lamden, "BIG": big}
    return "".join(f"const {name} = {json.dumps(one)};" for name, one in values.items()) + STORE


def found_in(profile):
    """What is found, by the password that opens it."""
    found = {}
    salvaged = salvage.search(str(profile), lambda: None)
    for vault in salvaged.vaults:
        for password in (*PASSWORDS, lamden_writer.PASSWORD):
            with suppress(WrongPassword):
                opened = registry.detect(vault.data).open(vault.data, Secret(password))
                assert list(contents.accounts(opened))
                found[password] = vault
                break
    assert len(found) == len(salvaged.vaults), "one of what was found opens by none of them"
    return found


def test_chromium(tmp_path, extension, wallets):
    home = browsers.make_home(tmp_path / "home")
    profile = tmp_path / "profile"
    with suppress(Exception), browsers.chromium(profile, home, extension=extension) as context:
        page = context.new_page()
        page.goto(browsers.chromium_page("page.html"))
        page.evaluate(f"(async () => {{ {script(wallets, 'x' * 300_000)} }})()")
        time.sleep(0.5)
        os.kill(browsers.pid_of_chromium(profile), signal.SIGKILL)
    before = {path: path.lstat().st_mtime_ns for path in profile.rglob("*")}
    found = found_in(profile)
    assert set(found) == {*PASSWORDS, lamden_writer.PASSWORD}
    assert [found[one].current for one in PASSWORDS] == [False, True, True, True]
    assert found[lamden_writer.PASSWORD].current
    assert ".blob/" in found[PASSWORDS[3]].file
    state = json.loads(found[PASSWORDS[1]].data)
    assert (len(state["data"]["big"]), state["meta"]) == (300_000, {"version": 146})
    assert {path: path.lstat().st_mtime_ns for path in profile.rglob("*")} == before


def test_firefox(tmp_path, extension, wallets):
    home = browsers.make_home(tmp_path / "home")
    profile = tmp_path / "profile"
    with browsers.firefox(profile, home, extension=extension) as driver:
        driver.get(browsers.firefox_page("page.html"))
        driver.execute_async_script(
            f"const done = arguments[0]; (async () => {{ {script(wallets, 'x→' * 300_000)} }})()"
            ".then(() => setTimeout(done, 500))"
        )
        os.kill(driver.capabilities["moz:processID"], signal.SIGKILL)
        driver.service.process.kill()  # it would wait for its browser
    found = found_in(profile)
    assert {*PASSWORDS[1:], lamden_writer.PASSWORD} <= set(found)
    assert all(found[one].current for one in (*PASSWORDS[1:], lamden_writer.PASSWORD))
    assert ".files/" in found[PASSWORDS[1]].file
    state = json.loads(found[PASSWORDS[1]].data)
    assert (state["data"]["big"], state["data"]["Other"]) == ("x→" * 300_000, {"a": [1, {}]})
