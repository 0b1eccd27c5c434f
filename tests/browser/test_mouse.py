"""The real window by mouse: a first run, all three imports, a place, an unlock and a restore.

The system's own dialogs are real too; in them a path is typed, as people do.
"""

import shutil
from pathlib import Path

import pytest

from tests.browser.conftest import PASSWORD
from tests.browser.driver import Browser, Page, ask, running, wait_for
from tests.browser.hand import Hand
from tests.browser.test_lamden_story import made_by_lamden
from tests.browser.test_story import listed
from tests.support import browsers, compose
from tests.support.screen import virtual_screen

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"  # BIP-39's
PHRASE_ADDRESS = "0x58A57ed9d8d624cBD12e2C467D34787555bB1b25"  # eth-account's, m/44'/60'/0'/0/0
KEY = f"{0xC0FFEE:064x}"
FOREIGN = "Lamden password, 0 umlauts"  # xdotool loses letters that the keyboard lacks


@pytest.mark.parametrize("kind", ["chromium", "firefox"])
def test_by_mouse_all_that_was_brought_in_comes_back(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = browsers.make_home(tmp_path / "home")
    host = compose.windowed_host(tmp_path)
    stick = tmp_path / "pendrive"
    stick.mkdir()
    lamden = tmp_path / "Lamden_Wallet.keystore"
    lamden.write_text(made_by_lamden(FOREIGN, "hint"))
    with virtual_screen() as screen:
        monkeypatch.setenv("DISPLAY", screen.display)
        hand = Hand(screen, tmp_path)
        with running(kind, home, tmp_path / "profile", host) as browser:
            page = first_run(browser, hand)
            import_phrase(page, hand)
            import_key(page, hand)
            import_file(page, hand, lamden)
            lock_and_unlock(page, hand)
            choose_place(page, hand, stick)
            before = listed(page)
            ask(page, "backup.start")
        [copy] = stick.glob("*.keystow")
        shutil.rmtree(home.path / ".local" / "share" / "keystow")
        for other in home.downloads.glob("*.keystow"):
            other.unlink()

        with running(kind, home, tmp_path / "fresh", host) as browser:
            page = restore(browser, hand, copy, dropped=kind == "firefox")
            assert listed(page) == before
    names = {account["name"] for account in before}
    assert {"Lamden 1", "Ethereum 1", "Key on paper", "Savings", "Ångström 🦊", "Rent"} <= names
    assert PHRASE_ADDRESS in {account["address"] for account in before}


def first_run(browser: Browser, hand: Hand) -> Page:
    page = browser.page()
    page.open("app/app.html")
    wait_for(page, "Create a wallet")
    page.click("Create a wallet")
    hand.see("create")
    hand.fill("Password", PASSWORD)
    hand.fill("Password again", PASSWORD)
    hand.click("Create")
    hand.see("mark")
    hand.click("Continue")
    hand.see("phrase")
    hand.click("I wrote them down")
    hand.see("phrase_check")
    hand.click("Later")
    hand.see("storage")
    hand.click(
        "I understand: without my password no copy opens, and without a copy nothing comes back."
    )
    hand.click("Save")
    hand.see("saved")
    hand.click("Done")
    hand.gone()
    wait_for(page, "each copy opens")
    page.click("Done")
    return page


def import_phrase(page: Page, hand: Hand) -> None:
    begin_import(page, hand)
    hand.click("Phrase")
    hand.fill("Recovery phrase", PHRASE)
    finish_import(page, hand, 10)  # the first of each chain, address type and common path


def import_key(page: Page, hand: Hand) -> None:
    begin_import(page, hand)
    hand.click("Private key")
    hand.fill("Private key", KEY)
    hand.fill("Account name if you like", "Key on paper")
    finish_import(page, hand, 1)


def import_file(page: Page, hand: Hand, file: Path) -> None:
    begin_import(page, hand)
    hand.click("File")
    hand.click("choose a file")
    hand.choose(file)
    hand.fill("Its password", FOREIGN)
    finish_import(page, hand, 3, unseen=True)


def begin_import(page: Page, hand: Hand) -> None:
    page.open("app/app.html#accounts")
    wait_for(page, "Add account")
    page.click("Add account")
    page.click("Import")
    hand.see("import")


def finish_import(page: Page, hand: Hand, count: int, *, unseen: bool = False) -> None:
    hand.click("Continue")
    hand.see("preview")
    if unseen:  # nothing of a file that this computer never made is ticked beforehand
        hand.click(f"0 of {count} accounts")
    hand.click(f"Restore {count}")
    hand.see("result")
    hand.click("Done")
    hand.gone()
    wait_for(page, "came back")
    page.click("Done")


def lock_and_unlock(page: Page, hand: Hand) -> None:
    ask(page, "wallet.lock")
    wait_for(page, "Unlock")
    page.click("Unlock")
    hand.see("unlock")
    hand.fill("Password", PASSWORD)
    hand.click("Unlock")
    hand.gone()


def choose_place(page: Page, hand: Hand, folder: Path) -> None:
    page.open("app/app.html#places")
    wait_for(page, "A backup goes to each of them")
    page.click("Add a place")
    hand.see("place")
    hand.click("Choose a folder")
    hand.choose(folder)
    hand.click("Use this folder")
    hand.gone()
    wait_for(page, folder.name)


def restore(browser: Browser, hand: Hand, copy: Path, *, dropped: bool) -> Page:
    page = browser.page()
    page.open("app/app.html")
    wait_for(page, "Restore a backup")
    page.click("Restore a backup")
    hand.see("restore")
    if dropped:
        hand.drop(copy, "Drop a backup here")
    else:
        hand.click("choose a file")
        hand.choose(copy)
    hand.fill("Its password", PASSWORD)
    hand.click("Open")
    hand.see("preview")
    hand.click("Restore 16")
    hand.see("result")
    hand.click("Done")
    hand.gone()
    wait_for(page, "came back")
    return page
