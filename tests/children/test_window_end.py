"""How the real window ends: denied, closed, killed; or why it never opens."""

import os
import signal
import socket
import time

import pytest

from keystow import errors
from keystow.children import window as window_module
from tests.shots.window_samples import UNLOCK
from tests.support.windows import PRODUCT, hands

pytestmark = pytest.mark.timeout(180)


def test_escape_denies(screen, open_window):
    surface = open_window()

    def person():
        screen.wait_for_window()
        screen.leave("Escape")

    with hands(person, surface), pytest.raises(errors.UserDenied):
        surface.ask("unlock", UNLOCK)
    assert surface._process.wait(5) == 0


def test_closing_the_window_by_its_frame_denies(screen, open_window):
    surface = open_window()

    def person():
        screen.wait_for_window()
        screen.leave("alt+F4")  # the window manager asks it to close, as by the cross in its frame

    with hands(person, surface), pytest.raises(errors.UserDenied):
        surface.ask("unlock", UNLOCK)


def test_the_job_closes_its_window(screen, open_window):
    surface = open_window()
    surface.tell("progress", {"title_code": "saving", "steps": []})
    screen.wait_for_window()
    surface.close()
    screen.wait_for_no_window()
    assert surface._process.poll() == 0


def test_a_window_whose_job_dies_goes_away(screen, open_window):
    surface = open_window()
    surface.tell("progress", {"title_code": "saving", "steps": []})
    screen.wait_for_window()
    surface._connection.shutdown(socket.SHUT_RDWR)
    screen.wait_for_no_window()
    assert surface._process.wait(5) == 0


def test_a_killed_engine_is_said_to_have_died(screen, open_window):
    surface = open_window()

    def person():
        screen.wait_for_window()
        time.sleep(0.7)
        os.kill(surface._process.pid, signal.SIGKILL)

    with hands(person, surface), pytest.raises(errors.JobDied):
        surface.ask("unlock", UNLOCK)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root is refused")
def test_as_root_the_product_says_so_and_opens_nothing(screen, open_window):
    with pytest.raises(errors.WindowUnavailable) as caught:
        open_window(PRODUCT).ask("unlock", UNLOCK)
    assert caught.value.data == {"reason": "root"}


def test_without_a_screen_the_product_says_so(monkeypatch):
    monkeypatch.setattr(window_module.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(window_module.sys, "platform", "linux")
    assert window_module.obstacle({}) == "display"
    assert window_module.obstacle({"DISPLAY": ":0"}) is None
    assert window_module.obstacle({"WAYLAND_DISPLAY": "wayland-0"}) is None
    monkeypatch.setattr(window_module.os, "geteuid", lambda: 0)
    assert window_module.obstacle({"DISPLAY": ":0"}) == "root"


def test_a_screen_that_is_not_there_is_no_engine(open_window):
    surface = open_window(DISPLAY=":987")
    with pytest.raises(errors.WindowUnavailable) as caught:
        surface.ask("unlock", UNLOCK)
    assert caught.value.data == {"reason": "engine"}
