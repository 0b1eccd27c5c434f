"""Nothing secret on a clipboard or X11's selection, whatever a person does in the real window.

Another process reads both, as any program of the machine could. The same gestures in a window
without the fences do reach them: the tests would see it.
"""

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from keystow import errors
from tests.shots.window_samples import GROUPS, IMPORT, KEY, MADE, TWELVE
from tests.support.windows import hands

pytestmark = pytest.mark.timeout(180)

UNFENCED = [sys.executable, "-I", str(Path(__file__).with_name("unfenced_window.py"))]
CONTROL = "what lay there before"

CLIPBOARDS = """
import json, sys
from PyQt6.QtCore import QTimer
from PyQt6.QtGui import QClipboard, QGuiApplication
application = QGuiApplication(sys.argv)
board = QGuiApplication.clipboard()
modes = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
if len(sys.argv) > 1:
    for mode in modes:
        board.setText(sys.argv[1], mode)
    print("set", flush=True)
    application.exec()
print(json.dumps([board.text(mode) for mode in modes]))
"""

PHRASE = {"words": TWELVE, "passphrase": "agardeninturku", "position": "reveal"}
SHOWN = {
    "phrase": (PHRASE, [*TWELVE, "agardeninturku"]),
    "made_password": (MADE, MADE["words"]),
    "recovery": ({"groups": GROUPS, "replaces": False, "old_ends": False}, GROUPS),
    "key": (KEY, [KEY["key"][at : at + 4] for at in range(0, 52, 4)]),
}


@contextmanager
def something_copied(screen):
    """Let another process own both clipboards, as long as nobody takes them."""
    env = screen.environment(dict(os.environ))
    with subprocess.Popen(
        [sys.executable, "-c", CLIPBOARDS, CONTROL], env=env, stdout=subprocess.PIPE
    ) as owner:
        owner.stdout.readline()
        try:
            yield
        finally:
            owner.terminate()


def clipboards(screen):
    read = subprocess.run(
        [sys.executable, "-c", CLIPBOARDS],
        env=screen.environment(dict(os.environ)),
        capture_output=True,
        check=True,
        timeout=30,
    )
    return json.loads(read.stdout)


def grab(screen, across):
    """Try to take what a page shows: by keys, by the mouse, by the menu, by dragging."""
    window = screen.wait_for_window()
    time.sleep(1.5)
    found = []

    def look():
        time.sleep(0.3)
        found.extend(clipboards(screen))

    screen.key("ctrl+a", "ctrl+c", "ctrl+Insert", "ctrl+x")
    look()
    for x, y in across:
        screen.click(window, x, y)
        screen._run("click", "--repeat", "3", "--delay", "40", "1")
        look()
        screen.key("ctrl+c")
        screen._run("click", "3")  # the menu, where there is one: Copy is its first entry
        time.sleep(0.3)
        screen.key("Down", "Return")
        look()
    (x1, y1), (x2, y2) = across[0], across[-1]
    screen._run("mousemove", "--window", window, str(x1 - 40), str(y1), "mousedown", "1")
    screen._run("mousemove", "--window", window, str(x2 + 60), str(y2))
    screen._run("mouseup", "1")
    look()
    return found


ACROSS = [(100, 190), (330, 190), (100, 250)]
"""Points on the words of these pages, in pixels from the window's corner."""


@pytest.mark.parametrize("name", SHOWN)
def test_nothing_that_is_shown_reaches_a_clipboard(screen, open_window, name):
    model, parts = SHOWN[name]
    surface = open_window()
    read = []

    def person():
        read.extend(grab(screen, ACROSS))
        surface.close()

    with something_copied(screen):
        surface.tell(name, model)
        person()

    assert read
    assert set(read) <= {CONTROL}, "not even emptied: nothing was selected"
    assert not any(part in text for part in parts for text in read)


def test_the_same_gestures_copy_from_a_window_without_fences(screen, open_window):
    surface = open_window(UNFENCED)
    with something_copied(screen):
        surface.tell("phrase", PHRASE)
        read = grab(screen, ACROSS)
    assert any(word in text for word in TWELVE for text in read[0::2]), "the clipboard"
    assert any(word in text for word in TWELVE for text in read[1::2]), "X11's selection"


TYPED_ON = [
    ("import", IMPORT),
    ("phrase_check", {"asked": [2, 7, 11]}),
    ("made_password_check", {"asked": [2, 5]}),
]
"""In their fields text can be selected, to mend it: the window takes back what that copies."""


def typed_and_grabbed(screen, surface, page, model):
    """Type into a page's first field, select and copy it; return what the clipboards held."""
    read = []

    def person():
        screen.wait_for_window()
        time.sleep(1)
        screen.type("quietly grown")
        for keys in (("ctrl+a", "ctrl+c"), ("ctrl+Insert",), ("shift+Home",), ("ctrl+x",)):
            screen.key(*keys)
            time.sleep(0.5)
            read.extend(clipboards(screen))
        surface.close()

    nothing_yet = {"count": 2, "languages": [], "problem": "PHRASE_COUNT", "word": None, "near": []}
    queries = {
        "suggest": lambda _: {"words": []},
        "check_phrase": lambda _: nothing_yet,
        "is_right": lambda _: {"right": False},
    }
    with something_copied(screen), hands(person, surface), pytest.raises(errors.Cancelled):
        surface.ask(page, model, queries)
    assert len(read) == 8
    return read


@pytest.mark.parametrize(("page", "model"), TYPED_ON)
def test_what_is_typed_reaches_no_clipboard(screen, open_window, page, model):
    read = typed_and_grabbed(screen, open_window(), page, model)
    assert not any("quietly" in text or "grown" in text for text in read)


def test_what_is_typed_into_a_window_without_fences_does(screen, open_window):
    read = typed_and_grabbed(screen, open_window(UNFENCED), *TYPED_ON[0])
    assert "quietly grown" in read[0::2], "the clipboard"
    assert "quietly grown" in read[1::2], "X11's selection"
