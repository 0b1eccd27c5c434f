"""One way to drive a page of the extension in either browser: by what a person reads and clicks."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from tests.support import browsers
from tests.support.browsers import Home

PATIENCE_S = 40


class Page(Protocol):
    """A page of the extension, in a tab."""

    def open(self, path: str) -> None: ...
    def text(self) -> str: ...
    def click(self, name: str) -> None: ...
    def fill(self, label: str, value: str) -> None: ...
    def select(self, label: str, value: str) -> None: ...
    def run(self, script: str) -> Any: ...
    def close(self) -> None: ...
    def picture(self, path: Path) -> None: ...
    def resize(self, width: int, height: int) -> None: ...


def wait_for(page: Page, words: str, timeout_s: float = PATIENCE_S) -> str:
    """Wait until a page shows some words; return all it shows."""
    deadline = time.monotonic() + timeout_s
    while True:
        shown = page.text()
        if words in shown:
            return shown
        assert time.monotonic() < deadline, f"{words!r} never came; the page shows:\n{shown}"
        time.sleep(0.1)


def ask(page: Page, method: str, **params: Any) -> Any:
    """Ask the background script as the page itself does, for the wallet it keeps."""
    frame = {"v": 1, "t": "req", "id": "test-1", "m": method, "p": params}
    reply = page.run(_ASK.replace("FRAME", json.dumps(frame)))
    assert isinstance(reply, dict), reply
    assert reply["ok"], reply
    return reply["r"]


_ASK = """
const api = globalThis.browser ?? globalThis.chrome;
const frame = FRAME;
const stored = await api.storage.local.get();
const handle = stored.handle;
if (frame.m !== "page.retry") frame.p.wallet = handle;
const port = api.runtime.connect({ name: "popup" });
return await new Promise((resolve) => {
  port.onMessage.addListener((m) => { if (m.id === frame.id) { port.disconnect(); resolve(m); } });
  port.postMessage(frame);
});
"""


class Browser(Protocol):
    """A running browser with the extension loaded."""

    pid: int

    def page(self) -> Page: ...


class ChromiumBrowser:
    def __init__(self, context: Any, pid: int) -> None:
        self._context = context
        self.pid = pid

    def page(self) -> Page:
        return ChromiumPage(self._context.new_page())


class ChromiumPage:
    def __init__(self, page: Any) -> None:
        self._page = page
        page.set_default_timeout(PATIENCE_S * 1000)

    def open(self, path: str) -> None:
        self._page.goto(browsers.chromium_page(path))

    def text(self) -> str:
        return str(self._page.inner_text("body"))

    def click(self, name: str) -> None:
        for role in ("button", "menuitem", "link", "checkbox"):
            found = self._page.get_by_role(role, name=name)
            if found.count():
                found.first.click()
                return
        self._page.get_by_role("button", name=name).first.click()

    def fill(self, label: str, value: str) -> None:
        self._page.get_by_role("textbox", name=label, exact=True).fill(value)

    def select(self, label: str, value: str) -> None:
        self._page.get_by_role("combobox", name=label).select_option(value)

    def run(self, script: str) -> Any:
        return self._page.evaluate(f"async () => {{ {script} }}")

    def close(self) -> None:
        self._page.close()

    def picture(self, path: Path) -> None:
        self._page.screenshot(path=str(path))

    def resize(self, width: int, height: int) -> None:
        self._page.set_viewport_size({"width": width, "height": height})


class FirefoxBrowser:
    def __init__(self, driver: Any) -> None:
        self._driver = driver
        self.pid = int(driver.capabilities["moz:processID"])

    def page(self) -> Page:
        self._driver.switch_to.new_window("tab")
        return FirefoxPage(self._driver, self._driver.current_window_handle)


class FirefoxPage:
    def __init__(self, driver: Any, handle: str) -> None:
        self._driver = driver
        self._handle = handle

    def _here(self) -> Any:
        if self._driver.current_window_handle != self._handle:
            self._driver.switch_to.window(self._handle)
        return self._driver

    def open(self, path: str) -> None:
        self._here().get(browsers.firefox_page(path))

    def text(self) -> str:
        return str(self._here().execute_script("return document.body.innerText"))

    def click(self, name: str) -> None:
        self._find(_NAMED, name).click()

    def fill(self, label: str, value: str) -> None:
        field = self._find(_LABELLED, label)
        field.clear()
        field.send_keys(value)

    def select(self, label: str, value: str) -> None:
        from selenium.webdriver.support.select import Select

        Select(self._find(_LABELLED, label)).select_by_value(value)

    def run(self, script: str) -> Any:
        call = f"(async () => {{ {script} }})()"
        body = f"const done = arguments[0]; {call}.then(done, (e) => done(String(e)));"
        return self._here().execute_async_script(body)

    def close(self) -> None:
        self._here().close()
        self._driver.switch_to.window(self._driver.window_handles[0])

    def picture(self, path: Path) -> None:
        self._here().save_screenshot(str(path))

    def resize(self, width: int, height: int) -> None:
        self._here().set_window_size(width, height)

    def _find(self, script: str, name: str) -> Any:
        deadline = time.monotonic() + PATIENCE_S
        while True:
            found = self._here().execute_script(script, name)
            if found is not None:
                return found
            assert time.monotonic() < deadline, f"no {name!r} in:\n{self.text()}"
            time.sleep(0.1)


_NAME_OF = """
const nameOf = (e) => (e.getAttribute("aria-label")
  || [...(e.labels ?? [])].map((l) => l.innerText).join(" ") || e.innerText || "")
  .replace(/\\s+/g, " ").trim();
const shown = (e) => e.offsetParent !== null && !e.disabled;
const pick = (all, name) => all.find((e) => shown(e) && nameOf(e) === name)
  ?? all.find((e) => shown(e) && nameOf(e).includes(name)) ?? null;
"""
_NAMED = (
    _NAME_OF
    + "const clickable = 'button,a[href],[role=menuitem],input[type=checkbox]';"
    + "return pick([...document.querySelectorAll(clickable)], arguments[0])"
)
_LABELLED = _NAME_OF + "return pick([...document.querySelectorAll('input,select')], arguments[0])"


@contextmanager
def running(
    kind: str, home: Home, profile: Path, host: Path, *, extension: Path = browsers.EXTENSION
) -> Iterator[Browser]:
    """Yield a browser on a profile, with `host` registered and our extension or another one."""
    if kind == "chromium":
        browsers.register_chromium(profile, host)
        with browsers.chromium(profile, home, extension=extension) as context:
            yield ChromiumBrowser(context, browsers.pid_of_chromium(profile))
    else:
        browsers.register_firefox(home, host)
        with browsers.firefox(profile, home, extension=extension) as driver:
            yield FirefoxBrowser(driver)
