"""The real window's processes, and a person who acts in them while a test asks."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from keystow.children.window_surface import WindowSurface
from tests.support.compose import ROOT, WINDOW

START = [sys.executable, "-I", str(WINDOW)]
PRODUCT = [
    sys.executable,
    "-I",
    "-c",
    (
        f"import sys; sys.path.insert(0, {str(ROOT / 'host')!r})\n"
        "from keystow.children.window import main; main(sys.argv[1:])"
    ),
]


@contextmanager
def hands(act: Callable[[], None], surface: WindowSurface) -> Iterator[None]:
    """Act on the screen while the test's own thread asks; a failure there fails the test."""
    failures = []

    def run() -> None:
        try:
            act()
        except BaseException as error:
            failures.append(error)
            surface.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        thread.join(60)
        if failures:
            raise failures[0]
    assert not thread.is_alive()
