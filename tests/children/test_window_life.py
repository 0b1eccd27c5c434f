"""Deleting, changing the mark and "stop asking" in the real window, by the keyboard alone."""

import os
import time

import pytest

from keystow.errors import AskingStopped, UserDenied
from tests.shots.window_samples import CONTEXT, DELETE, MARK, PICTURES, UNLOCK
from tests.support.windows import hands

pytestmark = pytest.mark.timeout(180)

ARMED_S = 1.6


def _keys(screen, *keys, after_s=ARMED_S):
    def person():
        screen.wait_for_window()
        time.sleep(after_s)
        screen.key(*keys)

    return person


def test_enter_keeps_a_covered_account_and_backs_up_another(screen, open_window):
    surface = open_window()
    with hands(_keys(screen, "Return"), surface):
        answer = surface.ask("delete", {**DELETE, "uncovered": 1})
    assert answer.action == "backup"

    with hands(_keys(screen, "Return"), surface), pytest.raises(UserDenied):
        surface.ask("delete", DELETE)


def test_delete_is_reached_by_tab_and_pressed_by_space(screen, open_window):
    surface = open_window()
    with hands(_keys(screen, "shift+Tab", "space"), surface):
        answer = surface.ask("delete", DELETE)
    assert (answer.action, answer.fields) == ("delete", {"phrase": False})


def test_stop_asking_ends_the_window(screen, open_window):
    surface = open_window(context={**CONTEXT, "may_stop": True})
    keys = _keys(screen, "shift+Tab", "Return", after_s=0.7)
    with hands(keys, surface), pytest.raises(AskingStopped):
        surface.ask("unlock", UNLOCK)
    assert surface._process.poll() == os.EX_OK


def test_a_mark_is_chosen_by_the_arrow_keys(screen, open_window):
    surface = open_window()
    model = {**MARK, "pictures": list(PICTURES), "change": True}
    # From the heading to "Other words", to the picture that is chosen, to the next one.
    with hands(_keys(screen, "Tab", "Tab", "Right", "Return", after_s=0.7), surface):
        answer = surface.ask("mark", model)
    assert answer.action == "continue"
    following = PICTURES[(PICTURES.index(MARK["picture"]) + 1) % len(PICTURES)]
    assert answer.fields == {"words": MARK["words"], "picture": following}
