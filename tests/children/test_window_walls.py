"""What can't get into the real window, and what can't get out of it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from keystow.children import window as window_module
from keystow.secret import Secret
from tests.shots.window_samples import UNLOCK, WRONG
from tests.support.windows import PRODUCT, hands

pytestmark = pytest.mark.timeout(180)

PROBE = [sys.executable, "-I", str(Path(__file__).with_name("probe_window.py"))]


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
