"""Photograph every screen of the real extension in Chromium, light and dark.

Usage: python -m tests.shots.extension_shots FOLDER [NAME…]   (NAME: only shots that start so)
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from keystow.browsers import identity
from tests.shots import sample
from tests.support import browsers

FAKE_HOST = Path(__file__).with_name("fake_host.py")
POPUP = browsers.chromium_page("popup/popup.html")
APP = browsers.chromium_page("app/app.html")
POPUP_SIZE = {"width": 380, "height": 200}
TAB_SIZE = {"width": 1200, "height": 800}
THEMES = ("light", "dark")

Act = Callable[[Page], None]


@dataclass(frozen=True)
class Shot:
    """One picture: the scene, where, and what is done before it is taken."""

    name: str
    scene: str
    act: Act | None = None
    route: str | None = None
    size: dict[str, int] | None = None

    @property
    def is_popup(self) -> bool:
        """Say whether it is the popup; a route means the tab."""
        return self.route is None


def press(name: str, exact: bool = True) -> Act:
    """Return an act that presses the button of that name."""
    return lambda page: page.get_by_role("button", name=name, exact=exact).first.click()


def both(*acts: Act) -> Act:
    """Return an act made of several."""

    def act(page: Page) -> None:
        for one in acts:
            one(page)

    return act


def several_wallets(page: Page) -> None:
    """Let the profile know two of the wallets, as if they had been opened in it."""
    handles = [sample.HANDLE, f"{2:032x}"]
    page.evaluate("(all) => chrome.storage.local.set({ handle: all[0], handles: all })", handles)
    page.reload()
    expect(page.locator("#root")).not_to_have_attribute("data-screen", "shell")
    page.wait_for_timeout(300)


def popup_shots() -> list[Shot]:
    """Return the popup's shots."""
    backup = press("Backup")
    return [
        Shot("popup-healthy", "healthy"),
        Shot("popup-unwritten", "unwritten"),
        Shot("popup-uncovered", "uncovered"),
        Shot("popup-never", "never"),
        Shot("popup-bare", "bare"),
        Shot("popup-locked", "locked"),
        Shot("popup-locked-uncovered", "locked-uncovered"),
        Shot("popup-empty", "empty"),
        Shot("popup-empty-found", "empty-found"),
        Shot("popup-empty-wallets", "empty-wallets"),
        Shot("popup-switcher", "tab-life", both(several_wallets, press("Everyday", exact=False))),
        Shot("popup-stopped", "stopped", press("Unlock")),
        Shot("popup-running", "running", backup),
        Shot("popup-receipt", "receipt", backup),
        Shot("popup-receipt-partly", "receipt-partly", backup),
        Shot("popup-receipt-one-disk", "receipt-one-disk", backup),
        Shot("popup-receipt-unwritten", "receipt-unwritten", backup),
        Shot("popup-receipt-nowhere", "receipt-nowhere", backup),
        Shot("popup-waiting", "waiting", backup),
        Shot("popup-denied", "denied", backup),
        Shot("popup-no-copy", "no-space", backup),
        Shot("popup-broken-disk", "broken-disk", backup),
        Shot("popup-internal", "internal", backup),
        Shot("popup-newer", "newer"),
        Shot("popup-not-found", "(no manifest)"),
        Shot("popup-forbidden", "(other id)"),
        Shot("popup-start-failed", "(not executable)"),
        Shot("popup-exited", "exits"),
        Shot("popup-io", "babbles"),
    ]


def tab_shots() -> list[Shot]:
    """Return the tab's shots."""
    narrow = {"width": 600, "height": 800}

    def fill_watch(page: Page) -> None:
        page.get_by_label("Address", exact=True).fill("0x5cA0f2")
        page.get_by_label("Name", exact=True).fill("Ledger, desk")
        page.get_by_role("button", name="Compare in the window").click()

    def hover_first_row(page: Page) -> None:
        page.locator("tbody tr").nth(1).hover()

    def search(page: Page) -> None:
        page.get_by_label("Find an account").fill("account 99")

    watch = both(press("Add account"), press_item("Watch-only address…"))
    start = press("Back up to", exact=False)
    return [
        Shot("app-welcome", "empty", route=""),
        Shot("app-welcome-found", "empty-found", route=""),
        Shot("app-welcome-wallets", "empty-wallets", route=""),
        Shot("app-wallets", "tab-life", several_wallets, route="wallets"),
        Shot("app-wallets-narrow", "tab-life", several_wallets, route="wallets", size=narrow),
        Shot("app-accounts-deleted", "tab-life", route="accounts"),
        Shot("app-settings-changed", "changed", press("Save"), route="settings"),
        Shot("app-waiting-create", "waiting-create", press("Create a wallet"), route=""),
        Shot("app-waiting-restore", "waiting-restore", press("Restore a backup"), route=""),
        Shot("app-restored", "restored", press("Restore…"), route="copies"),
        Shot("app-copies", "tab", route="copies"),
        Shot("app-copies-none", "tab-new", route="copies"),
        Shot("app-accounts", "tab-risk", hover_first_row, route="accounts"),
        Shot("app-accounts-menu", "tab-risk", press("Add account"), route="accounts"),
        Shot("app-accounts-rename", "tab", press("Rename Rent and bills"), route="accounts"),
        Shot("app-accounts-many", "tab-many", search, route="accounts"),
        Shot("app-accounts-pages", "tab-many", route="accounts"),
        Shot("app-accounts-watch", "tab", watch, route="accounts"),
        Shot("app-accounts-watch-wrong", "tab-watch", both(watch, fill_watch), route="accounts"),
        Shot("app-accounts-narrow", "tab-risk", route="accounts", size=narrow),
        Shot("app-copies-narrow", "tab", route="copies", size=narrow),
        Shot("app-backup", "tab-risk", route="backup"),
        Shot("app-backup-narrow", "tab-risk", route="backup", size=narrow),
        Shot("app-running", "running", both(start), route="backup"),
        Shot("app-receipt", "receipt", start, route="backup"),
        Shot("app-receipt-partly", "receipt-partly", start, route="backup"),
        Shot("app-failed", "no-space", start, route="backup"),
        Shot("app-places", "tab", route="places"),
        Shot("app-settings", "tab", press("Check the connection"), route="settings"),
        Shot("app-settings-locked", "locked", route="settings"),
        Shot("app-locked", "locked-uncovered", route="accounts"),
        Shot("app-not-found", "(no manifest)", route=""),
    ]


def press_item(name: str) -> Act:
    """Return an act that presses the menu item of that name."""
    return lambda page: page.get_by_role("menuitem", name=name).click()


def main(folder: Path, wanted: tuple[str, ...]) -> None:
    """Take every shot, one fresh browser for each theme."""
    folder.mkdir(parents=True, exist_ok=True)
    shots = [s for s in popup_shots() + tab_shots() if not wanted or s.name.startswith(wanted)]
    for theme in THEMES:
        for shot in shots:
            with browser(shot, theme) as context:
                take(context, shot, folder / f"{shot.name}-{theme}.png")
            print(f"{shot.name}-{theme}.png", flush=True)


@contextmanager
def browser(shot: Shot, theme: str) -> Iterator[BrowserContext]:
    """Start Chromium on a fresh profile with the extension and the shot's host."""
    with tempfile.TemporaryDirectory(prefix="keystow-shots-") as temporary:
        profile = Path(temporary) / "profile"
        set_up_host(profile, shot.scene)
        with browsers.chromium(
            profile,
            browsers.make_home(Path(temporary) / "home"),
            color_scheme=theme,
            device_scale_factor=1,
            viewport=shot.size or (POPUP_SIZE if shot.is_popup else TAB_SIZE),
        ) as context:
            yield context


def set_up_host(profile: Path, scene: str) -> None:
    """Register the fake host, or the fault that the scene is about."""
    profile.mkdir()
    if scene == "(no manifest)":
        return
    scene_file = profile / "scene"
    scene_file.write_text("healthy" if scene.startswith("(") else scene)
    starter = profile / "fake-keystow-host"
    starter.write_text(f'#!/bin/sh\nexec "{sys.executable}" -B "{FAKE_HOST}" "{scene_file}"\n')
    starter.chmod(0o644 if scene == "(not executable)" else 0o755)
    caller = "a" * 32 if scene == "(other id)" else identity.CHROMIUM_IDS[0]
    browsers.register_chromium(profile, starter, caller)


def take(context: BrowserContext, shot: Shot, picture: Path) -> None:
    """Open the page, act, wait until it rests, and photograph it."""
    page = context.new_page()
    page.goto(POPUP if shot.is_popup else f"{APP}#{shot.route}")
    expect(page.locator("#root")).not_to_have_attribute("data-screen", "shell")
    page.wait_for_timeout(300)
    if shot.act:
        shot.act(page)
    page.mouse.move(0, 0) if shot.is_popup else None
    page.wait_for_timeout(400)
    page.screenshot(path=str(picture), full_page=True, animations="disabled")


if __name__ == "__main__":
    main(Path(sys.argv[1]), tuple(sys.argv[2:]))
