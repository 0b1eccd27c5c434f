"""A page of the window in headless Chromium, and the real window on a virtual screen."""

import os

import pytest
from playwright.sync_api import sync_playwright

from keystow.children.window_surface import WindowSurface
from tests.shots.page_driver import CHROMIUM, WINDOW, open_page
from tests.shots.window_samples import CONTEXT
from tests.support.screen import virtual_screen
from tests.support.windows import START


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as play_:
        one = play_.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield one
        one.close()


@pytest.fixture
def page(browser):
    one = _watched(open_page(browser))
    yield one
    assert one.faults == []
    one.context.close()


@pytest.fixture(scope="module")
def _still(browser):
    return _watched(open_page(browser, reduced_motion="reduce"))


@pytest.fixture
def sheet(_still):
    """A page in one context for all tests that only look: `show` and `play` load it anew."""
    _still.faults.clear()
    _still.set_viewport_size(WINDOW)
    yield _still
    assert _still.faults == []


def _watched(page):
    page.faults = []
    page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    return page


@pytest.fixture(scope="module")
def screen():
    with virtual_screen() as one:
        yield one


@pytest.fixture
def open_window(screen):
    """Start surfaces on the screen; they are closed at the end."""
    opened = []

    def start(command=START, context=CONTEXT, **more):
        env = screen.environment(dict(os.environ)) | more
        surface = WindowSurface(command, context, env)
        opened.append(surface)
        return surface

    yield start
    for surface in opened:
        surface.close()
        surface._connection.close()
