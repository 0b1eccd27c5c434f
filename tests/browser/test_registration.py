"""`keystow register` as both real browsers see it: found, and not found once it is undone."""

import subprocess
import sys

import pytest

from tests.browser.conftest import World
from tests.browser.driver import ChromiumBrowser, FirefoxBrowser, wait_for
from tests.support import browsers

HOST = browsers.ROOT / "host"


def keystow(world: World, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "keystow.cli", *arguments, "--host", str(world.host)],
        env=world.home.environment() | {"PYTHONPATH": str(HOST)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_chromium_finds_the_host_by_what_register_writes(world: World) -> None:
    profile = world.root / "profile"
    profile.mkdir(mode=0o700)
    keystow(world, "register", "--user-data-dir", str(profile))

    with browsers.chromium(profile, world.home) as context:
        page = ChromiumBrowser(context, 0).page()
        page.open("popup/popup.html")
        wait_for(page, "Create a wallet")

        keystow(world, "unregister", "--user-data-dir", str(profile))
    with browsers.chromium(profile, world.home) as context:
        page = ChromiumBrowser(context, 0).page()
        page.open("popup/popup.html")
        wait_for(page, "find the Keystow program")


def test_firefox_finds_the_host_by_what_register_writes(world: World) -> None:
    (world.home.path / ".mozilla").mkdir(mode=0o700)
    assert ".mozilla/native-messaging-hosts" in keystow(world, "register")

    with browsers.firefox(world.root / "profile", world.home) as driver:
        page = FirefoxBrowser(driver).page()
        page.open("popup/popup.html")
        wait_for(page, "Create a wallet")

    keystow(world, "unregister")
    with browsers.firefox(world.root / "profile", world.home) as driver:
        page = FirefoxBrowser(driver).page()
        page.open("popup/popup.html")
        with pytest.raises(AssertionError, match="never came"):
            wait_for(page, "Create a wallet", timeout_s=5)
