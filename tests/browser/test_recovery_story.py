"""Everything is lost but a copy and a piece of paper: the code in both real browsers."""

import shutil
from pathlib import Path

from keystow import errors
from keystow.keystore import container
from keystow.secret import Secret
from tests.browser.conftest import PASSWORD, World
from tests.browser.driver import running, wait_for
from tests.browser.test_story import BROWSERS, PICK, first_run, listed, restore

NEXT = "Nine herons 2 rusty boats, ashore"


@BROWSERS
def test_a_code_from_settings_brings_everything_back_in_a_fresh_profile(
    kind: str, world: World
) -> None:
    world.answers(
        recovery={"action": "written"},
        recovery_check={"action": "check", "recovery_code": "as asked"},
        changed={"action": "done"},
    )
    with running(kind, world.home, world.root / "profile", world.host) as browser:
        page = first_run(browser)
        before = listed(page)
        page.open("app/app.html#settings")
        wait_for(page, "There is none.")
        page.click("Make one in the window")
        wait_for(page, "A new one takes its place")
    copy = _newest(world.home.downloads)

    shutil.rmtree(world.data)
    shutil.rmtree(world.root / "profile")
    world.answers(
        pick_file=[str(copy)],
        restore={"action": "code", "recovery_code": "on paper", "queries": PICK},
        create={
            "action": "create",
            "password": NEXT,
            "confirmation": NEXT,
            "hint": "harbour",
            "wallet_name": "Everyday",
        },
        unlock={"action": "unlock", "password": NEXT},
    )
    windows = world.windows()
    with running(kind, world.home, world.root / "fresh", world.host) as browser:
        page = restore(browser)
        assert "2 accounts came back" in wait_for(page, "came back")
        assert listed(page) == before
        assert world.windows() == windows + 1, "copy, code, preview, password: one window"
        page.click("Done")
        page.click("Backup")
        wait_for(page, "each copy opens")

    after = _newest(world.home.downloads)
    assert after != copy
    assert _opens(after, NEXT)
    assert not _opens(after, PASSWORD)
    assert not _opens_by_any_code(after), "the code that was used up opens nothing newer"


def _newest(folder: Path) -> Path:
    return max(folder.glob("*.keystow"), key=lambda one: one.stat().st_mtime_ns)


def _opens(copy: Path, password: str) -> bool:
    try:
        container.open_with_password(container.parse(copy.read_bytes()), Secret(password))
    except errors.WrongPassword:
        return False
    return True


def _opens_by_any_code(copy: Path) -> bool:
    return b"-> keystow/code " in copy.read_bytes()
