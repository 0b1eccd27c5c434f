"""The README's pictures, of the real popup and window: `python -m tests.browser.portraits D`."""

import os
import sys
import tempfile
from pathlib import Path

from tests.browser.driver import ask, running, wait_for
from tests.browser.hand import Hand, first_run
from tests.browser.story import PASSWORD
from tests.support import browsers, compose
from tests.support.screen import virtual_screen


def main(folder: Path) -> None:
    """Create a wallet in a real browser and take popup.png and window.png."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, virtual_screen() as screen:
        root = Path(scratch)
        os.environ["DISPLAY"] = screen.display
        home = browsers.make_home(root / "home")
        hand = Hand(screen, root)
        host = compose.windowed_host(root)
        with running("chromium", home, root / "profile", host) as browser:
            popup = browser.page()
            popup.resize(380, 420)
            popup.open("popup/popup.html")
            wait_for(popup, "Create a wallet")
            popup.click("Create a wallet")
            first_run(hand, PASSWORD)
            wait_for(popup, "each copy opens")
            popup.click("Done")
            wait_for(popup, "backed up")
            popup.picture(folder / "popup.png")
            ask(popup, "wallet.lock")
            wait_for(popup, "Unlock")
            popup.click("Unlock")
            hand.wait_for("unlock")
            screen.picture_of(screen.wait_for_window(), folder / "window.png")
            hand.type(PASSWORD)
            hand.press()
            hand.gone()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
