"""No key, phrase or password in the browser: its memory, its profile, our logs; nor in the host."""

import os

import pytest

from keystow.secret import Secret
from keystow.wallet import chains, derivation, mnemonic
from tests.browser.conftest import PASSWORD, World
from tests.browser.driver import Browser, ask, running
from tests.browser.test_story import change_accounts, first_run
from tests.support import memory

CONTROL = "a-word-that-a-page-of-the-extension-was-told"
IMPORTED = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"


@pytest.mark.parametrize("kind", ["chromium", "firefox"])
def test_no_secret_reaches_the_browser_or_stays_in_the_host(kind: str, world: World) -> None:
    world.answers(
        **{
            "import": {
                "action": "import",
                "kind": "private_key",
                "chain": "ethereum",
                "private_key": IMPORTED,
                "name": "Imported",
            }
        }
    )
    with running(kind, world.home, world.root / "profile", world.host) as browser:
        page = first_run(browser)
        change_accounts(page)
        ask(page, "accounts.import")
        ask(page, "backup.start")
        page.run(f"globalThis.keystowControl = {CONTROL!r} + ''; return {{}};")
        secrets = _secrets(world)
        in_browser, hosts = _processes(browser)
        held = memory.held_in_memory(in_browser, [*secrets, CONTROL])
        in_host = memory.held_in_memory(hosts, [*_words(world), PASSWORD, IMPORTED, "Everyday"])
    assert held.pop(CONTROL), "the scan must find what is there"
    assert in_host.pop("Everyday"), "the scan must find what is there"
    assert held == {}
    assert in_host == {}
    assert memory.held_in_files(world.home.path, [*secrets]) == {}
    assert memory.held_in_files(world.root / "profile", [*secrets]) == {}
    logs = memory.held_in_files(world.data, ["wallet.create OK"])
    assert logs, "the log is among the files that were searched"


def _processes(browser: Browser) -> tuple[list[int], list[int]]:
    """Return the browser's own processes, and the hosts that it started."""
    all_of_them = memory.tree(browser.pid)
    hosts = [pid for pid in all_of_them if "scripted_host" in memory.command(pid)]
    assert hosts
    return [pid for pid in all_of_them if pid not in hosts and pid != os.getpid()], hosts


def _words(world: World) -> list[str]:
    """Return the phrase as the window showed it."""
    shown = next(one["model"]["words"] for one in world.asked() if one["page"] == "phrase")
    return [" ".join(shown)]


def _secrets(world: World) -> list[str]:
    """Return password, phrase, and every private key in hex."""
    [phrase] = _words(world)
    seed = mnemonic.seed(Secret(phrase), Secret(""))
    derived = [
        derivation.slip10_ed25519(seed, chains.LAMDEN.path(0)),
        *(derivation.bip32(seed, chains.ETHEREUM.path(index)) for index in range(2)),
    ]
    return [PASSWORD, phrase, IMPORTED, *(key.reveal().hex() for key in derived)]
