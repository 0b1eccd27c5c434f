"""The real window on a virtual screen: real engine, real keys, real dialogs."""

import base64
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from keystow import errors
from keystow.children import window as window_module
from keystow.children.window_surface import WindowSurface
from keystow.secret import Secret
from tests.shots.window_samples import CONTEXT, CREATE, NO_MARK, RESTORE, UNLOCK, WRONG, copy
from tests.support.screen import virtual_screen

HERE = Path(__file__).parent
START = [sys.executable, "-I", str(HERE / "start_window.py")]
PROBE = [sys.executable, "-I", str(HERE / "probe_window.py")]
PRODUCT = [
    sys.executable,
    "-I",
    "-c",
    (
        f"import sys; sys.path.insert(0, {str(HERE.parents[1] / 'host')!r})\n"
        "from keystow.children.window import main; main(sys.argv[1:])"
    ),
]
GOOD = "Tin roof, 4 late rains"
LOOKS_GOOD = {
    "rules": dict.fromkeys(("length", "lower", "upper", "digit", "special"), True),
    "guesses_log10": 16.2,
    "strong": True,
    "hint_problem": None,
}

pytestmark = pytest.mark.timeout(180)


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


@contextmanager
def hands(act, surface):
    """Act on the screen while the test's own thread asks; a failure there fails the test."""
    failures = []

    def run():
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


def test_escape_denies(screen, open_window):
    surface = open_window()

    def person():
        screen.wait_for_window()
        time.sleep(0.7)
        screen.key("Escape")

    with hands(person, surface), pytest.raises(errors.UserDenied):
        surface.ask("unlock", UNLOCK)
    assert surface._process.wait(5) == 0


def test_closing_the_window_by_its_frame_denies(screen, open_window):
    surface = open_window()

    def person():
        screen.wait_for_window()
        time.sleep(0.7)
        screen.key("alt+F4")  # the window manager asks it to close, as by the cross in its frame

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


def test_foreign_text_stays_text_and_the_page_can_reach_nothing(screen, open_window):
    visited = []
    server = socket.create_server(("127.0.0.1", 0))
    port = str(server.getsockname()[1])

    def serve():
        while True:
            try:
                with server.accept()[0] as guest:
                    visited.append(guest.recv(100))
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    socket.create_connection(("127.0.0.1", int(port))).close()  # the server does notice a visit
    evil = "<img src=x onerror=\"keystow.receive('')\"><script>hit.push('name')</script>"
    surface = open_window([*PROBE, "--port", port])
    model = {**UNLOCK, "wallet_name": evil, "hint": evil, "error": WRONG}
    found = surface.ask("unlock", model).fields
    server.close()
    assert found["hit"] == []
    assert found["inline_script"] == "TypeError"  # trusted types
    assert found["markup"] == "TypeError"
    assert found["handler"] in ("TypeError", "added")  # added or not, it did not run: `hit`
    assert found["eval"] == "EvalError"
    assert found["new_function"] == "EvalError"
    assert found["style_attribute"] == "static"
    assert found["window"] == "null"
    assert found["storage"] == "SecurityError"
    assert found["still_ours"] == "Keystow"
    assert visited == [b""]


def test_no_process_of_the_window_listens(screen, open_window):
    surface = open_window(QTWEBENGINE_REMOTE_DEBUGGING="127.0.0.1:0")
    surface.tell("progress", {"title_code": "saving", "steps": []})
    screen.wait_for_window()
    time.sleep(1)
    family = _family(surface._process.pid)
    assert len(family) > 1
    assert [port for pid in family for port in _listening(pid)] == []


def test_a_listening_process_would_be_found():
    code = (
        "import socket; s = socket.create_server(('127.0.0.1', 0)); print('.', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as one:
        one.stdout.read(1)
        assert len(_listening(one.pid)) == 1
        one.stdin.close()


def _family(pid):
    """Return the process and all below it."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(entry.parent.name))
    found = [pid]
    for one in found:
        found.extend(parents.get(one, []))
    return found


def _listening(pid):
    """Return the local addresses on which a process accepts connections of any kind."""
    inodes = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = os.readlink(link)
        except OSError:
            continue
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    found = []
    for table in ("tcp", "tcp6"):
        for row in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = row.split()
            if fields[3] == "0A" and fields[9] in inodes:
                found.append(fields[1])
    for row in Path(f"/proc/{pid}/net/unix").read_text().splitlines()[1:]:
        fields = row.split()
        if int(fields[3], 16) & 0x10000 and fields[6] in inodes:  # __SO_ACCEPTCON
            found.append(fields[-1])
    return found


READ_CLIPBOARD = """
import json, sys
from PyQt6.QtGui import QClipboard, QGuiApplication
application = QGuiApplication(sys.argv)
board = QGuiApplication.clipboard()
if len(sys.argv) > 1:
    board.setText(sys.argv[1])
    from PyQt6.QtCore import QTimer
    QTimer.singleShot(6000, application.quit)
    print("set", flush=True)
    application.exec()
else:
    modes = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
    print(json.dumps([board.text(mode) for mode in modes]))
"""


def _clipboards(screen):
    env = screen.environment(dict(os.environ))
    read = subprocess.run(
        [sys.executable, "-c", READ_CLIPBOARD], env=env, capture_output=True, check=True, timeout=30
    )
    return json.loads(read.stdout)


def test_the_clipboard_reader_reads(screen):
    env = screen.environment(dict(os.environ))
    with subprocess.Popen(
        [sys.executable, "-c", READ_CLIPBOARD, "control"], env=env, stdout=subprocess.PIPE
    ) as owner:
        owner.stdout.readline()
        assert _clipboards(screen)[0] == "control"


def test_a_shown_password_reaches_no_clipboard(screen, open_window):
    surface = open_window()
    read = []

    def person():
        screen.wait_for_window()
        time.sleep(0.7)
        screen.type("copy me if you can")
        screen.key("Tab", "space")  # the eye: the password is shown, the focus back in the field
        time.sleep(0.4)
        screen.key("ctrl+a", "ctrl+c", "ctrl+x", "shift+Home")
        time.sleep(0.6)
        read.extend(_clipboards(screen))
        screen.key("Return")

    with hands(person, surface):
        answer = surface.ask("unlock", UNLOCK)
    assert answer.fields["password"] == Secret("copy me if you can")
    assert not any(text and text in "copy me if you can" for text in read)


def test_the_window_closes_itself_to_dumps_and_tracing(screen, open_window):
    surface = open_window()
    surface.tell("progress", {"title_code": "saving", "steps": []})
    screen.wait_for_window()
    for pid in _family(surface._process.pid):
        limits = Path(f"/proc/{pid}/limits").read_text()
        assert "Max core file size        0                    0" in limits
    # A process that can't be dumped has its /proc files owned by root; as root only the flag shows.
    owner = Path(f"/proc/{surface._process.pid}/mem").stat().st_uid
    assert owner == 0


def _can_be_somebody():
    """Tell whether this is root on a system that lets people make user namespaces."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        return False
    return subprocess.run([*SOMEBODY, "unshare", "-U", "true"], check=False).returncode == 0


# Reading rights, because the interpreter may lie in root's home.
SOMEBODY = [
    *("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
    *("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"),
]


@pytest.mark.skipif(not _can_be_somebody(), reason="needs root, setpriv and user namespaces")
def test_for_a_person_the_product_runs_with_the_engines_whole_sandbox(
    screen, open_window, tmp_path
):
    os.chown(tmp_path, 65534, 65534)
    surface = open_window([*SOMEBODY, *PRODUCT], HOME=str(tmp_path), XDG_RUNTIME_DIR=str(tmp_path))
    surface.tell("unlock", UNLOCK)
    screen.wait_for_window()
    ours, *engine = _family(surface._process.pid)
    renderer = engine[-1]  # the youngest, made by the engine's fork server
    assert "Seccomp:\t2" in Path(f"/proc/{renderer}/status").read_text()
    assert os.readlink(f"/proc/{renderer}/ns/user") != os.readlink(f"/proc/{ours}/ns/user")


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


def test_from_the_pages_door_no_module_can_be_named():
    """pywebview calls whatever dotted name the page gives: walk all names that getattr finds."""
    door = window_module.Door(lambda message: None)
    seen, found, todo = set(), [], [(door, 0)]
    while todo:
        one, depth = todo.pop()
        if id(one) in seen or depth > 6:
            continue
        seen.add(id(one))
        if type(one).__name__ == "module":
            found.append(one)
        for name in dir(one):
            try:
                todo.append((getattr(one, name), depth + 1))
            except Exception:
                continue
    assert len(seen) > 20
    assert found == []


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
