"""A native host for the pictures: it answers from the scene named in a file beside it.

Only the tests' browsers ever start it. When the file changes, it says `changed`.
"""

import json
import struct
import sys
import threading
import time
from pathlib import Path
from typing import Any

from scenes import fails, scenes

HELLO = {
    "proto": 1,
    "host": {"version": "0.1.0", "os": "linux", "arch": "x86_64"},
    "limits": {"frame_bytes": 1048576, "page_size": 200},
    "features": [],
}
POLL_S = 0.05
_lock = threading.Lock()


def main(scene_file: Path) -> None:
    """Answer frames until the browser closes the pipe."""
    scene = scenes()[scene_file.read_text()]
    if scene.get("exit"):
        return
    if scene.get("babble"):
        sys.stdout.write("hello")
        sys.stdout.flush()
        return
    threading.Thread(target=watch, args=(scene_file,), daemon=True).start()
    while (frame := read()) is not None:
        answer(frame, scenes()[scene_file.read_text()])


def watch(scene_file: Path) -> None:
    """Tell of each change of scene."""
    before = scene_file.read_text()
    while True:
        time.sleep(POLL_S)
        now = scene_file.read_text()
        if now and now != before:
            before = now
            write({"v": 1, "t": "evt", "id": "host", "ev": "changed", "d": {}})


def answer(frame: dict[str, Any], scene: dict[str, Any]) -> None:
    """Answer one request from the scene; a flow that the scene leaves open stays open."""
    if frame["t"] == "can":
        fail(frame["id"], fails("CANCELLED", "user")["fail"])
        return
    id_, method, params = frame["id"], frame["m"], frame["p"]
    if method in scene:
        play(id_, scene[method])
        return
    if "hello" in scene:
        return
    results = answers(scene, params)
    if method in results:
        reply(id_, results[method])
    else:
        progress(id_, [{"phase": "window", "done": 0, "total": 1}])


def answers(scene: dict[str, Any], params: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the results of the methods that need no window."""
    accounts = scene.get("accounts", [])
    renamed = {"account": accounts[0]} if accounts else {}
    minutes = params.get("auto_lock_minutes", 15)
    return {
        "hello": HELLO,
        "wallet.state": scene.get("state", {}),
        "wallet.list": scene.get("wallets", {"wallets": [], "deleted": []}),
        "wallet.rename": {},
        "accounts.deleted": page("accounts", scene.get("deleted", []), params),
        "accounts.list": page("accounts", accounts, params),
        "accounts.add": renamed,
        "accounts.rename": renamed,
        "copies.list": page("copies", scene.get("copies", []), params),
        "doctor.report": {"checks": scene.get("checks", [])},
        "settings.set": {"settings": {"auto_lock_minutes": minutes}},
    } | {key: {} for key in ("ping", "flow.show", "copies.show", "wallet.lock")}


def play(id_: str, part: dict[str, Any]) -> None:
    """Answer as the scene says: progress, then a reply, a failure or nothing."""
    progress(id_, part.get("progress", []))
    if "reply" in part:
        reply(id_, part["reply"])
    if "fail" in part:
        fail(id_, part["fail"])


def page(name: str, rows: list[dict], params: dict[str, Any]) -> dict[str, Any]:
    """Return one page of a list."""
    first = params.get("offset", 0)
    return {"total": len(rows), name: rows[first : first + params.get("limit", 0)]}


def progress(id_: str, events: list[dict]) -> None:
    """Send progress events on a request's id."""
    for event in events:
        write({"v": 1, "t": "evt", "id": id_, "ev": "progress", "d": event})


def reply(id_: str, result: dict[str, Any]) -> None:
    """Send a request's result."""
    write({"v": 1, "t": "res", "id": id_, "ok": True, "r": result})


def fail(id_: str, failure: dict[str, Any]) -> None:
    """Send a request's failure."""
    write({"v": 1, "t": "res", "id": id_, "ok": False, "e": failure})


def read() -> dict[str, Any] | None:
    """Return the next frame, or None at the end."""
    head = sys.stdin.buffer.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack("=I", head)
    return json.loads(sys.stdin.buffer.read(length))


def write(frame: dict[str, Any]) -> None:
    """Send a frame."""
    data = json.dumps(frame).encode()
    with _lock:
        sys.stdout.buffer.write(struct.pack("=I", len(data)) + data)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
