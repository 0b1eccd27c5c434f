"""The job's side of the window, against a window process that plays a script."""

import json
import os
import socket
import struct
import sys
import threading
import time
from pathlib import Path

import pytest

from keystow import errors
from keystow.children import window_wire
from keystow.children.environment import scrubbed
from keystow.children.window_surface import WindowSurface
from keystow.secret import Secret

FAKE = str(Path(__file__).with_name("fake_window.py"))
CONTEXT = {"asked_by": "Keystow in Chromium", "purpose": "x", "mark": None, "language": "en"}
READY = ["send", {"k": "ready"}]
SHOWN = ["expect", "show"]


@pytest.fixture
def window():
    """Start surfaces whose window plays the given steps."""
    made = []

    def start(*steps, env=None, timeout_s=20):
        command = [sys.executable, "-I", FAKE, json.dumps(steps)]
        surface = WindowSurface(
            command, CONTEXT, env or dict(os.environ), start_timeout_s=timeout_s
        )
        made.append(surface)
        return surface

    yield start
    for surface in made:
        surface.close()
        surface._connection.close()


def _answer(n=1, **fields):
    return ["send", {"k": "answer", "n": n, "action": "go", "fields": fields}]


def test_an_answer_comes_back_with_its_secrets_wrapped(window):
    surface = window(READY, SHOWN, _answer(password="pä", hint="h", rows=["a"]))
    answer = surface.ask("unlock", {})
    assert answer.action == "go"
    assert answer.fields == {"password": Secret("pä"), "hint": "h", "rows": ["a"]}
    assert "pä" not in repr(answer)


def test_the_answer_that_stops_the_asking_ends_the_window_with_its_own_code(window):
    stop = ["send", {"k": "answer", "n": 1, "action": "stop_asking", "fields": {}}]
    surface = window(READY, SHOWN, stop, ["expect", "close"])
    with pytest.raises(errors.AskingStopped):
        surface.ask("unlock", {})
    assert surface._process.poll() is not None


def test_a_page_with_every_account_of_a_large_wallet_passes(window):
    row = {"id": "0" * 16, "name": "\U0001f600" * 200, "address": "0x" + "a" * 40}
    surface = window(READY, SHOWN, _answer())
    assert surface.ask("preview", {"rows": [row] * 20_000}).action == "go"


def test_more_than_the_wire_takes_is_too_large_and_no_bug(window, monkeypatch):
    surface = window(READY, SHOWN, _answer())
    monkeypatch.setattr(window_wire, "LIMIT", 1_000)
    with pytest.raises(errors.TooLarge):
        surface.ask("preview", {"rows": ["x" * 1_000]})


@pytest.mark.parametrize(
    "name", ["password", "confirmation", "phrase", "passphrase", "private_key"]
)
def test_each_secret_field_is_wrapped(window, name):
    surface = window(READY, SHOWN, _answer(**{name: "text"}))
    assert isinstance(surface.ask("x", {}).fields[name], Secret)


def test_the_context_and_the_page_reach_the_window(window):
    surface = window(READY, ["expect", "context"], ["echo"], SHOWN, ["echo"])
    first = surface.ask("unlock", {"wallet_name": "Everyday"}).fields["got"]
    assert first == {"k": "context", **CONTEXT}


def test_a_mark_that_becomes_known_reaches_the_open_window(window):
    surface = window(READY, ["expect", "context"], SHOWN, ["expect", "context"], ["echo"])
    surface.tell("progress", {})
    surface.set_mark("copper heron lantern", "lighthouse")
    surface._page = 0  # the script's answer is to page 1
    got = surface.ask("saved", {}).fields["got"]
    assert got["mark"] == {"words": "copper heron lantern", "picture": "lighthouse"}


def test_queries_are_answered_on_the_asking_thread_with_secrets_wrapped(window):
    asked = []

    def judge(args):
        asked.append((threading.current_thread(), args))
        return {"strong": True}

    query = {"k": "query", "q": 7, "name": "judge", "args": {"password": "p", "hint": "h"}}
    surface = window(READY, SHOWN, ["send", query], ["expect", "reply"], ["echo"])
    answer = surface.ask("create", {}, {"judge": judge})
    assert answer.fields["got"] == {"k": "reply", "q": 7, "r": {"strong": True}}
    assert asked == [(threading.current_thread(), {"password": Secret("p"), "hint": "h"})]


def test_a_failing_query_reaches_the_page_as_its_code(window):
    def drop(_):
        raise errors.TooLarge(limit=3)

    query = {"k": "query", "q": 1, "name": "drop", "args": {}}
    surface = window(READY, SHOWN, ["send", query], ["expect", "reply"], ["echo"])
    got = surface.ask("restore", {}, {"drop": drop}).fields["got"]
    assert got["r"] == {"error": {"code": "TOO_LARGE", "data": {"limit": 3}}}


def test_a_query_that_the_page_may_not_ask_is_refused(window):
    query = {"k": "query", "q": 1, "name": "reveal", "args": {}}
    surface = window(READY, SHOWN, ["send", query], ["expect", "reply"], ["echo"])
    got = surface.ask("unlock", {}).fields["got"]
    assert got["r"]["error"]["code"] == "BAD_REQUEST"


def test_a_dialog_inside_a_query_keeps_later_questions_for_later(window):
    pick = {"k": "query", "q": 1, "name": "pick_file", "args": {}}
    judge = {"k": "query", "q": 2, "name": "judge", "args": {}}
    chosen = {"k": "dialog", "q": 1, "path": "/x/y.keystow"}
    surface = window(
        READY,
        SHOWN,
        ["send", pick],
        ["expect", "dialog"],
        ["send", judge],
        ["send", chosen],
        ["expect", "reply"],
        ["expect", "reply"],
        ["echo"],
    )
    paths = []

    def pick_file(_):
        paths.append(surface.pick_file())
        return {}

    queries = {"pick_file": pick_file, "judge": lambda _: {"late": True}}
    assert surface.ask("restore", {}, queries).fields["got"]["r"] == {"late": True}
    assert paths == ["/x/y.keystow"]


def test_a_dialog_that_was_cancelled_gives_none(window):
    surface = window(READY, ["expect", "dialog"], ["send", {"k": "dialog", "q": 1, "path": None}])
    assert surface.pick_folder() is None


def test_an_answer_to_an_earlier_page_is_ignored(window):
    surface = window(READY, SHOWN, SHOWN, _answer(1, old=True), _answer(2, new=True))
    surface.tell("progress", {})
    assert surface.ask("saved", {}).fields == {"new": True}


def test_a_closed_window_denies_now_and_later(window):
    surface = window(READY, SHOWN, ["send", {"k": "closed"}])
    with pytest.raises(errors.UserDenied):
        surface.ask("unlock", {})
    with pytest.raises(errors.UserDenied):
        surface.ask("unlock", {})


def test_a_window_closed_while_a_job_works_denies_at_the_next_page(window):
    surface = window(READY, SHOWN, ["send", {"k": "closed"}])
    surface.tell("progress", {})
    time.sleep(0.3)
    with pytest.raises(errors.UserDenied):
        surface.tell("progress", {})


def test_a_window_closed_before_it_was_ready_denies(window):
    surface = window(["send", {"k": "closed"}])
    with pytest.raises(errors.UserDenied):
        surface.ask("unlock", {})


@pytest.mark.parametrize("reason", ["root", "display", "engine"])
def test_a_window_that_cannot_open_says_why(window, reason):
    surface = window(["send", {"k": "unavailable", "reason": reason}])
    with pytest.raises(errors.WindowUnavailable) as caught:
        surface.ask("unlock", {})
    assert caught.value.data == {"reason": reason}


@pytest.mark.parametrize(
    "steps",
    [
        [["raw", "ffffffff"]],
        [["send", {"k": "unavailable", "reason": "made up"}]],
        [["send", {"k": "answer", "n": 0, "action": "x", "fields": {}}]],
    ],
)
def test_a_window_that_starts_with_nonsense_is_unavailable(window, steps):
    with pytest.raises(errors.WindowUnavailable) as caught:
        window(*steps).ask("unlock", {})
    assert caught.value.data == {"reason": "engine"}


def test_a_window_that_never_gets_ready_is_unavailable(window):
    surface = window(["wait", 20], timeout_s=0.5)
    with pytest.raises(errors.WindowUnavailable):
        surface.ask("unlock", {})


def test_a_command_that_cannot_start_is_unavailable():
    with pytest.raises(errors.WindowUnavailable):
        WindowSurface(["/nonexistent/window"], CONTEXT, {})


def test_a_process_that_dies_is_a_job_that_died(window):
    surface = window(READY, SHOWN, ["wait", 60])
    threading.Timer(0.5, surface._process.kill).start()
    with pytest.raises(errors.JobDied):
        surface.ask("unlock", {})


@pytest.mark.parametrize(
    "broken",
    [
        ["raw", struct.pack("=I", window_wire.LIMIT + 1).hex()],  # nothing is allocated for it
        ["raw", (struct.pack("=I", 2) + b"[]").hex()],
        ["raw", (struct.pack("=I", 3) + b"{,}").hex()],
        ["send", {"k": "answer", "n": 1, "action": "x", "fields": []}],
        ["send", {"k": "query", "q": "1", "name": "judge", "args": {}}],
        ["send", {"k": "surprise"}],
    ],
)
def test_a_window_that_breaks_the_wire_is_ended(window, broken):
    surface = window(READY, SHOWN, broken, ["wait", 60])
    with pytest.raises(errors.JobDied):
        surface.ask("unlock", {})
    assert surface._process.wait(5) != 0


def test_closing_from_another_thread_cancels_what_waits(window):
    surface = window(READY, SHOWN)
    threading.Timer(0.5, surface.close).start()
    with pytest.raises(errors.Cancelled):
        surface.ask("unlock", {})
    assert surface._process.wait(5) == 0


def test_a_window_that_does_not_close_is_killed(window, monkeypatch):
    monkeypatch.setattr("keystow.children.window_surface.CLOSE_TIMEOUT_S", 0.2)
    surface = window(READY, SHOWN, ["wait", 60])
    surface.tell("progress", {})
    surface.close()
    assert surface._process.poll() is not None


def test_raising_reaches_the_window(window):
    surface = window(READY, SHOWN, ["expect", "raise"], _answer())
    threading.Timer(0.3, surface.raise_window).start()
    assert surface.ask("unlock", {}).action == "go"


def test_the_process_gets_a_clean_environment(window):
    env = {
        **os.environ,
        "QTWEBENGINE_REMOTE_DEBUGGING": "9222",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox",
        "WEBKIT_INSPECTOR_SERVER": "127.0.0.1:9222",
        "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS": "--remote-debugging-port=9222",
        "LD_PRELOAD": "",
        "PYTHONPATH": "/tmp/x",
        "QT_QPA_PLATFORM": "vnc",
        "DISPLAY": ":77",
    }
    names = window(READY, SHOWN, ["environ"], env=env).ask("x", {}).fields["names"]
    assert "DISPLAY" in names
    assert set(names) & set(env) == set(scrubbed(env)) & set(names)
    assert not any(name.startswith(("QT", "WEB", "LD_", "PYTHON")) for name in names)


def test_a_message_over_the_bound_is_not_sent(monkeypatch):
    monkeypatch.setattr(window_wire, "LIMIT", 1_000)
    ours, theirs = socket.socketpair()
    with ours, theirs, pytest.raises(window_wire.WireBroken):
        window_wire.send(ours, {"k": "x", "data": "a" * window_wire.LIMIT})


def test_messages_survive_being_cut_into_pieces():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        body = json.dumps({"k": "ready", "text": "ä" * 100}).encode()
        data = struct.pack("=I", len(body)) + body

        def drip():
            for at in range(0, len(data), 7):
                theirs.sendall(data[at : at + 7])
                time.sleep(0.001)

        thread = threading.Thread(target=drip)
        thread.start()
        assert window_wire.receive(ours) == {"k": "ready", "text": "ä" * 100}
        thread.join()
