"""The real window on a virtual screen: real engine, real keys, real dialogs."""

import base64
import time

import pytest

from keystow.secret import Secret
from tests.shots.window_samples import CREATE, GOOD, NO_MARK, RESTORE, UNLOCK, WRONG, copy
from tests.support.windows import hands

pytestmark = pytest.mark.timeout(180)

LOOKS_GOOD = {
    "rules": dict.fromkeys(("length", "lower", "upper", "digit", "special"), True),
    "guesses_log10": 16.2,
    "strong": True,
    "hint_problem": None,
}


def test_a_password_is_typed_judged_and_answered(screen, open_window):
    surface = open_window(context=NO_MARK)
    judged = []

    def judge(args):
        judged.append(args)
        return LOOKS_GOOD

    def person():
        screen.wait_for_window()
        time.sleep(0.7)
        screen.type(GOOD)
        screen.key("Tab", "Tab")  # past the eye
        screen.type(GOOD)
        screen.key("Tab", "Tab")
        screen.type("grandfather's house")
        time.sleep(0.5)
        screen.key("Return")

    with hands(person, surface):
        answer = surface.ask("create", CREATE, {"judge": judge})
    assert answer.action == "create"
    assert answer.fields == {
        "password": Secret(GOOD),
        "confirmation": Secret(GOOD),
        "hint": "grandfather's house",
        "wallet_name": "Everyday",
        "key_file": False,
    }
    assert judged[-1] == {"password": Secret(GOOD), "hint": "grandfather's house"}
    assert len(judged) < len(GOOD)  # asked in the pauses, not at each key


def test_a_wrong_password_is_said_in_place_and_the_right_one_follows(screen, open_window):
    surface = open_window()

    def wrong():
        screen.wait_for_window()
        time.sleep(0.7)
        screen.type("wrong one")
        screen.key("Return")

    with hands(wrong, surface):
        assert surface.ask("unlock", UNLOCK).fields["password"] == Secret("wrong one")

    def right():
        time.sleep(0.7)
        screen.type(GOOD)  # what was wrong is selected: typing replaces it
        screen.key("Return")

    with hands(right, surface):
        again = surface.ask("unlock", {**UNLOCK, "error": WRONG})
    assert again.fields["password"] == Secret(GOOD)


def test_restoring_shows_the_found_copies(screen, open_window):
    surface = open_window()

    def person():
        screen.wait_for_window()
        time.sleep(0.7)
        screen.type(GOOD)
        screen.key("Return")

    with hands(person, surface):
        answer = surface.ask("restore", RESTORE)
    assert answer.fields == {"copy": "a" * 16, "password": Secret(GOOD)}


def test_a_file_is_picked_in_the_native_dialog(screen, open_window, tmp_path):
    file = tmp_path / "backup.keystow"
    file.write_text("x")
    surface = open_window()
    picked = []

    def pick_file(_):
        picked.append(surface.pick_file())
        return {"copy": copy(id="9" * 16, own=False, name="backup.keystow")}

    def person():
        screen.wait_for_window()
        time.sleep(0.7)
        screen.key("Return")  # nothing was found, so the focus is on "choose a file"
        screen.wait_for_window("[Oo]pen")
        time.sleep(0.5)
        screen.type(str(file))
        screen.key("Return")
        screen.wait_for_no_window("[Oo]pen")
        screen.wait_for_window()
        time.sleep(0.7)
        screen.type(GOOD)
        screen.key("Return")

    nothing = {"copies": [], "selected": None}
    with hands(person, surface):
        answer = surface.ask("restore", nothing, {"pick_file": pick_file})
    assert picked == [str(file)]
    assert answer.action == "open"
    assert answer.fields == {"copy": "9" * 16, "password": Secret(GOOD)}


def test_a_file_is_dropped_on_the_page(screen, open_window, tmp_path):
    file = tmp_path / "dropped.keystow"
    file.write_bytes(b"\x00age\xff" * 1000)
    surface = open_window()
    dropped = []

    def drop(args):
        dropped.append(args)
        return {"copy": copy(id="8" * 16, own=False, name=args["name"])}

    def person():
        with screen.file_to_drag(file) as source:
            ours = screen.wait_for_window()
            time.sleep(0.7)
            screen.drag(source, ours, 231, 201)
            time.sleep(1)
        screen.wait_for_window()  # the keyboard is still the source's
        screen.type(GOOD)
        screen.key("Return")

    with hands(person, surface):
        answer = surface.ask("restore", {"copies": [], "selected": None}, {"drop": drop})
    assert [one["name"] for one in dropped] == ["dropped.keystow"]
    assert base64.b64decode(dropped[0]["data"]) == file.read_bytes()
    assert answer.fields["copy"] == "8" * 16
