"""`make run`: the main job. With a display a browser with Keystow, without one the whole story.

The story is first run, backup, a fresh profile and restore, in real windows on a virtual screen.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import BinaryIO

from keystow.browsers import identity
from tests.browser.driver import ask, running, wait_for
from tests.browser.hand import Hand, first_run, restore_newest
from tests.browser.toolbar import pin
from tests.support import browsers, compose
from tests.support.screen import virtual_screen

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "Tin roof, 4 late rains over Bergen"  # of a wallet that holds nothing


def main() -> int:
    """Run Keystow for a person, or play the story where nobody could see it."""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return _for_a_person()
    _play(Path(tempfile.mkdtemp(prefix="keystow-story-")))
    return 0


def _for_a_person() -> int:
    if os.geteuid() == 0:
        print("Run this as an ordinary user: the browser's sandbox and the window's refuse root.")
        print("Without DISPLAY and WAYLAND_DISPLAY the story is played on a virtual screen.")
        return 5
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("Chromium is missing: install it, then run this again.", file=sys.stderr)
        return 5
    folder = Path.home() / ".cache" / "keystow-run"
    profile = folder / "profile"
    if profile.exists():
        shutil.rmtree(profile)
    profile.mkdir(parents=True)
    pin(profile)
    keystow = Path(sys.executable).parent / "keystow"
    subprocess.run([keystow, "register", "--user-data-dir", str(profile)], check=True)
    print(f"Chromium opens with Keystow, on a fresh profile in {profile}.")
    print("Click Keystow's icon in the toolbar, or use the page that opens. Close it to end.")
    sys.stdout.flush()
    log = folder / "chromium.log"  # what Chromium says would hide these lines
    with log.open("wb") as said:
        code = _browse(chromium, profile, said)
    if code != 0:
        print(f"Chromium ended with {code}; what it said is in {log}.", file=sys.stderr)
    return code


def _browse(chromium: str, profile: Path, log: BinaryIO) -> int:
    """Open Chromium and Keystow's page in it, and wait until it is closed."""
    extension = browsers.EXTENSION
    command = [chromium, f"--user-data-dir={profile}"]
    switches = [
        f"--load-extension={extension}",
        f"--disable-extensions-except={extension}",
        "--no-first-run",
    ]
    browser = subprocess.Popen([*command, *switches, "about:blank"], stdout=log, stderr=log)
    # Asked for at the start, the page would come before the extension, and be blocked.
    stored = profile / "Default" / "Local Extension Settings" / identity.CHROMIUM_IDS[0]
    while browser.poll() is None and not stored.exists():
        time.sleep(0.1)
    if browser.poll() is None:
        page = browsers.chromium_page("app/app.html")
        subprocess.run([*command, page], stdout=log, stderr=log, check=False)
    return browser.wait()


def _play(folder: Path) -> None:
    home = browsers.make_home(folder / "home")
    host = compose.windowed_host(folder)
    pictures = folder / "pictures"
    with virtual_screen() as screen:
        os.environ["DISPLAY"] = screen.display
        hand = Hand(screen, folder)
        with running("chromium", home, folder / "profile", host) as browser:
            print("A fresh profile: creating a wallet in Keystow's window")
            popup = browser.page()
            popup.open("popup/popup.html")
            wait_for(popup, "Create a wallet")
            popup.click("Create a wallet")
            first_run(hand, PASSWORD)
            wait_for(popup, "each copy opens")
            popup.picture(pictures / "popup-saved.png")
            popup.click("Done")
            print("Adding an account and backing up")
            ask(popup, "accounts.add", chain="ethereum")
            wait_for(popup, "in no backup")
            popup.click("Backup")
            wait_for(popup, "each copy opens")
            before = ask(popup, "accounts.list", offset=0, limit=10)["accounts"]
        print("A second fresh profile: restoring the newest copy")
        with running("chromium", home, folder / "fresh", host) as browser:
            popup = browser.page()
            popup.open("popup/popup.html")
            wait_for(popup, "Restore a backup")
            popup.click("Restore a backup")
            restore_newest(hand, PASSWORD)
            wait_for(popup, "came back")
            popup.picture(pictures / "popup-restored.png")
            after = ask(popup, "accounts.list", offset=0, limit=10)["accounts"]
    _compare(before, after)
    print(f"All {len(after)} accounts are back, with the same addresses, names and paths.")
    for copy in sorted(home.downloads.glob("*.keystow")):
        print(f"  copy        {copy}")
    print(f"  screenshots {pictures}")


def _compare(before: list[dict[str, str]], after: list[dict[str, str]]) -> None:
    kept = ("name", "chain", "address", "path")
    if [[a[k] for k in kept] for a in before] != [[a[k] for k in kept] for a in after]:
        raise SystemExit("The restored accounts differ.")


if __name__ == "__main__":
    sys.exit(main())
