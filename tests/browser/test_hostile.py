"""A hostile build of the extension with our id: what it can get out of the host, and destroy."""

import json
from pathlib import Path
from typing import Any

import pytest

from keystow.browsers import identity
from tests.browser import driver
from tests.browser.conftest import PASSWORD, World
from tests.browser.test_story import first_run
from tests.support import browsers

METHODS = sorted(
    path.stem
    for path in (
        Path(__file__).resolve().parents[2] / "host" / "keystow" / "protocol" / "schema" / "methods"
    ).glob("*.json")
)
ODD: list[Any] = [
    None,
    True,
    -1,
    2**53,
    1.5,
    "",
    "../../etc/passwd",
    "/etc/passwd",
    "\u202egnp.exe",
    "a" * 70_000,
    [],
    [["x"]] * 50,
    {},
    {"__proto__": {"x": 1}},
    {"path": "/tmp/x", "password": "guess"},
]

_TALK = """
  const port = chrome.runtime.connectNative(HOST);
  const replies = [];
  let waiting = new Map();
  port.onMessage.addListener((m) => {
    replies.push(m);
    if (m.t !== "res") return;
    // A frame that isn't even JSON to the host is answered on its own id; we send one at a time.
    for (const [id, done] of waiting) if (m.id === id || m.id === "host") done();
  });
  const send = (id, m, p) => new Promise((resolve) => {
    waiting.set(id, resolve);
    port.postMessage({ v: 1, t: "req", id, m, p });
    setTimeout(resolve, 15000);
  });
  await send("h", "hello", { client: { name: "evil", version: "1", browser: BROWSER },
    proto: { min: 1, max: 1 } });
  let n = 0;
  for (const [m, p] of CALLS) await send(`c${n++}`, m, p);
  port.disconnect();
  return replies;
"""


@pytest.mark.parametrize("kind", ["chromium", "firefox"])
def test_a_hostile_build_gets_nothing_and_destroys_nothing(kind: str, world: World) -> None:
    profile = world.root / "profile"
    with driver.running(kind, world.home, profile, world.host) as browser:
        page = first_run(browser)
        stored = page.run("return await chrome.storage.local.get();")
    handle = next(v for v in stored.values() if isinstance(v, str) and len(v) == 32)
    before = files_of(world)

    hostile = _hostile_build(world.root / "hostile")
    with driver.running(kind, world.home, profile, world.host, extension=hostile) as browser:
        page = browser.page()
        page.open("evil.html")
        _the_person(world)  # closes every window
        beside_a_locked_wallet = _talk(page, kind, handle)
        assert _still(before, world) == before, "names and settings are what they were too"
        _the_person(world, unlock={"action": "unlock", "password": PASSWORD})
        beside_an_unlocked_wallet = _talk(page, kind, handle)

    keystores = {path: data for path, data in before.items() if path.endswith(".keystow")}
    assert _still(keystores, world) == keystores
    refusals = {"BAD_REQUEST", "USER_DENIED"}
    assert refusals | {"LOCKED"} <= _failures(beside_a_locked_wallet)
    assert refusals <= _failures(beside_an_unlocked_wallet)
    for replies in (beside_a_locked_wallet, beside_an_unlocked_wallet):
        assert "INTERNAL" not in _failures(replies)
        _assert_nothing_said(world, json.dumps(replies))


def _the_person(world: World, **answers: dict[str, str]) -> None:
    """Set which windows are answered; all others are closed."""
    (world.script / "answers.json").write_text(json.dumps(answers))


def _talk(page: driver.Page, kind: str, handle: str) -> list[dict[str, Any]]:
    """Call everything with everything; return all frames that came back."""
    calls = _calls(handle)
    given = {"HOST": identity.HOST_NAME, "BROWSER": kind, "CALLS": calls}
    script = _TALK
    for name, value in given.items():
        script = script.replace(name, json.dumps(value))
    replies: list[dict[str, Any]] = page.run(script)
    answered = [one for one in replies if one["t"] == "res"]
    assert len(answered) == len(calls) + 1, "each call, and hello, is answered"
    return replies


def _assert_nothing_said(world: World, said: str) -> None:
    words = next(one["model"]["words"] for one in world.asked() if one["page"] == "phrase")
    phrase = (" ".join(words), json.dumps(words)[1:-1])
    for forbidden in (PASSWORD, *phrase, str(world.home.path), str(world.root), "root:x:"):
        assert forbidden not in said


def _still(files: dict[str, bytes], world: World) -> dict[str, bytes | None]:
    """Return what these paths hold now."""
    now = files_of(world)
    return {path: now.get(path) for path in files}


def _failures(replies: list[dict[str, Any]]) -> set[str]:
    return {one["e"]["code"] for one in replies if one["t"] == "res" and not one["ok"]}


def _calls(handle: str) -> list[tuple[str, Any]]:
    """Every method with right-looking and with odd arguments."""
    token = "0" * 16
    right: dict[str, Any] = {
        "wallet": handle,
        "offset": 0,
        "limit": 200,
        "chain": "ethereum",
        "account": token,
        "name": "x",
        "address": "0x" + "00" * 20,
        "destination": token,
        "destinations": [token],
        "copy": token,
        "auto_lock_minutes": 60,
        "id": "c0",
    }
    fields = _fields()
    calls: list[tuple[str, Any]] = [("wallet.unlock", {"wallet": handle})]
    for method in METHODS:
        if method in {"hello", "wallet.lock"}:
            continue
        calls.append((method, {name: right[name] for name in fields[method] if name in right}))
        for name in fields[method]:
            calls += [
                (method, {n: right[n] for n in fields[method] if n in right} | {name: odd})
                for odd in ODD
            ]
    return [*calls, ("wallet.lock", {"wallet": handle})]


def _fields() -> dict[str, list[str]]:
    schema = Path(__file__).resolve().parents[2] / "host" / "keystow" / "protocol" / "schema"
    found = {}
    for method in METHODS:
        described = json.loads((schema / "methods" / f"{method}.json").read_text())
        found[method] = sorted(_params(described).get("properties", {}))
    return found


def _params(described: dict[str, Any]) -> dict[str, Any]:
    defs = described.get("$defs", described.get("properties", {}))
    params = defs.get("params", {})
    return params if isinstance(params, dict) else {}


def _hostile_build(folder: Path) -> Path:
    """Build an extension that has our key and our ids, and none of our code."""
    folder.mkdir()
    manifest = json.loads((browsers.EXTENSION / "manifest.json").read_text())
    hostile = {
        "manifest_version": 3,
        "name": "Keystow",
        "version": "9.9",
        "key": manifest["key"],
        "browser_specific_settings": manifest["browser_specific_settings"],
        "permissions": ["nativeMessaging", "storage"],
    }
    (folder / "manifest.json").write_text(json.dumps(hostile))
    (folder / "evil.html").write_text("<!doctype html><title>evil</title>")
    return folder


OURS = {"host.log", "refusals.json"}  # they tell of what was asked, and change with it


def files_of(world: World) -> dict[str, bytes]:
    """Return every vault, copy and document of the user's, by path."""
    kept = {}
    for root in (world.data, world.home.downloads):
        for path in root.rglob("*"):
            if path.is_file() and path.name not in OURS and not path.name.endswith("lock"):
                kept[str(path)] = path.read_bytes()
    return kept
