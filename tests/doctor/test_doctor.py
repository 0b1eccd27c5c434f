"""The doctor, on homes and hosts made for the test."""

import json
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from keystow import VERSION, doctor
from keystow.browsers import manifest, table
from keystow.browsers.family import Family
from keystow.browsers.identity import CHROMIUM_IDS, GECKO_IDS
from keystow.doctor import Check, Patient, State, machine, probe, worst
from keystow.doctor.check import MENDS
from keystow.storage.files import Files

NAME = manifest.FILE_NAME

GOOD = """
HELLO = {"proto": 1, "host": {"version": VERSION, "os": "linux", "arch": "x86_64"},
         "limits": {"frame_bytes": 1048576, "page_size": 200}, "features": []}
def answer(request):
    return {"v": 1, "t": "res", "id": request["id"], "ok": True,
            "r": HELLO if request["m"] == "hello" else {}}
"""

HOST = """#!{python} -ISB
import json, os, struct, sys, time
VERSION = {version!r}
open({log!r}, "a").write(json.dumps([sys.argv[1:], os.getcwd()]) + "\\n")
{behaviour}
while len(head := sys.stdin.buffer.read(4)) == 4:
    request = json.loads(sys.stdin.buffer.read(struct.unpack("=I", head)[0]))
    body = json.dumps(answer(request)).encode()
    sys.stdout.buffer.write(struct.pack("=I", len(body)) + body)
    sys.stdout.buffer.flush()
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return home


@pytest.fixture
def host(tmp_path):
    """Return a function that installs a host which behaves in a given way."""

    def install(behaviour: str = GOOD) -> str:
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        path = folder / "keystow-host"
        path.write_text(
            HOST.format(
                python=sys.executable,
                version=VERSION,
                log=str(tmp_path / "starts"),
                behaviour=behaviour,
            )
        )
        path.chmod(0o755)
        return str(path)

    return install


def examine(home: Path, host_path: str | None, **fields) -> dict[str, Check]:
    """Return the first check of each name."""
    checks = examine_all(home, host_path, **fields)
    return {check.name: check for check in reversed(checks)}


def examine_all(home: Path, host_path: str | None, **fields) -> list[Check]:
    roots = table.Roots(str(home), str(home / ".config"), lambda _: None)
    environ = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    patient = Patient(Files(), environ, host_path, roots=roots, **fields)
    return list(doctor.examine(patient))


def put(home: Path, data: bytes, folder: str = ".config/chromium/NativeMessagingHosts") -> Path:
    path = home / folder / NAME
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    path.write_bytes(data)
    path.chmod(0o644)
    return path


def test_a_healthy_machine_passes_every_check_of_ours(home, host, tmp_path):
    path = host()
    put(home, manifest.encode(Family.CHROMIUM, path))
    put(home, manifest.encode(Family.FIREFOX, path), ".mozilla/native-messaging-hosts")

    checks = examine(home, path)

    for name in (
        "host",
        "host.chromium",
        "host.firefox",
        "hardening.chromium",
        "browser.chromium",
        "browser.firefox",
        "packages",
        "folders",
    ):
        # A host made of three lines doesn't close its memory; root can't tell.
        assert checks[name].state is State.OK or checks[name].code == "NOT_HARDENED", checks[name]
    assert checks["browser.brave"].code == "BROWSER_ABSENT"


def test_the_host_is_started_with_each_family_s_arguments_in_its_own_folder(home, host, tmp_path):
    path = host()
    examine(home, path)

    starts = [json.loads(line) for line in (tmp_path / "starts").read_text().splitlines()]

    manifest_path = str(home / ".mozilla" / "native-messaging-hosts" / NAME)
    assert starts == [
        [[f"chrome-extension://{CHROMIUM_IDS[0]}/"], str(tmp_path / "bin")],
        [[manifest_path, GECKO_IDS[0]], str(tmp_path / "bin")],
    ]


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        ("sys.exit(1)", "HOST_EXITED"),
        ("print('Failed to initialise')", "HOST_ANSWER"),
        ("def answer(request): return []", "HOST_ANSWER"),
        ("def answer(request): return {'v': 1, 'id': request['id'], 'ok': False}", "HOST_ANSWER"),
        (GOOD + "HELLO['host'] = {}", "HOST_ANSWER"),
        (GOOD.replace("VERSION", "'0.0.1'"), "HOST_VERSION"),
        ("time.sleep(60)", "HOST_SILENT"),
    ],
)
def test_a_sick_host_is_told_apart(home, host, monkeypatch, behaviour, code):
    monkeypatch.setattr(probe, "ANSWER_TIMEOUT_S", 1.0)
    monkeypatch.setattr(probe, "END_TIMEOUT_S", 0.2)

    checks = examine(home, host(behaviour))

    assert checks["host.chromium"].code == code
    assert checks["host.chromium"].state is not State.OK
    assert MENDS[code]


def test_a_host_that_can_not_be_started_is_named(home, host):
    path = host()
    Path(path).write_text("#!/nowhere/python\n")

    assert examine(home, path)["host.firefox"].code == "HOST_START_FAILED"


def test_a_host_that_lives_on_after_its_input_ended_is_named(home, host, monkeypatch):
    monkeypatch.setattr(probe, "END_TIMEOUT_S", 0.2)
    path = host(GOOD)
    Path(path).write_text(Path(path).read_text() + "time.sleep(60)\n")

    codes = [check.code for check in examine_all(home, path) if check.name == "host.chromium"]
    assert codes == ["OK", "HOST_LINGERS"]


def test_a_missing_host_is_named(home):
    assert examine(home, None)["host"].code == "HOST_MISSING"


def test_a_host_without_its_execute_bit_is_named(home, host):
    path = host()
    Path(path).chmod(0o644)

    assert examine(home, path)["host"].code == "HOST_NOT_EXECUTABLE"


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_host_that_others_may_replace_is_named(home, host, what):
    path = Path(host())
    (path if what == "file" else path.parent).chmod(0o777)

    assert examine(home, str(path))["host"].code == "HOST_UNSAFE"


def altered(**fields: object) -> bytes:
    body = json.loads(manifest.encode(Family.CHROMIUM, "/bin/sh")) | fields
    return json.dumps(body).encode()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (None, "MANIFEST_MISSING"),
        (b"{", "MANIFEST_INVALID"),
        (altered(name="other"), "MANIFEST_NAME"),
        (altered(allowed_origins=[]), "MANIFEST_CALLERS"),
        (altered(path="keystow-host"), "MANIFEST_PATH"),
        (altered(path="/nowhere/keystow-host"), "MANIFEST_HOST"),
        (altered(path="/nul\0"), "MANIFEST_HOST"),
        (altered(path="/bin"), "MANIFEST_HOST"),
        (altered(path="/bin/sh"), "MANIFEST_OTHER_HOST"),
    ],
)
def test_each_fault_of_a_manifest_is_named(home, host, data, code):
    (home / ".config" / "chromium").mkdir(parents=True)
    if data is not None:
        put(home, data)

    check = examine(home, host())["browser.chromium"]

    assert check.code == code
    assert check.state is (State.WARN if code == "MANIFEST_OTHER_HOST" else State.FAIL)
    assert MENDS[code]


def test_a_host_reached_by_another_name_is_the_same_host(home, host, tmp_path):
    path = host()
    (tmp_path / "link").symlink_to(path)
    put(home, manifest.encode(Family.CHROMIUM, str(tmp_path / "link")))

    assert examine(home, path)["browser.chromium"].state is State.OK


def test_a_link_on_the_way_is_named_even_if_it_leads_to_a_good_manifest(home, host, tmp_path):
    path = host()
    put(tmp_path, manifest.encode(Family.CHROMIUM, path), "elsewhere/NativeMessagingHosts")
    (home / ".config").mkdir()
    (home / ".config" / "chromium").symlink_to(tmp_path / "elsewhere")

    check = examine(home, path)["browser.chromium"]

    assert check.code == "REGISTRATION_UNSAFE"
    assert "symbolic link" in check.detail


def test_a_manifest_that_others_may_change_is_named(home, host):
    path = host()
    put(home, manifest.encode(Family.CHROMIUM, path)).chmod(0o666)

    assert examine(home, path)["browser.chromium"].code == "MANIFEST_MODE"


def test_a_second_registration_for_all_users_is_named(home, host, tmp_path, monkeypatch):
    path = host()
    put(home, manifest.encode(Family.CHROMIUM, path))
    system = put(tmp_path, manifest.encode(Family.CHROMIUM, "/bin/sh"), "etc/chromium")
    row = next(row for row in table.browsers() if row.id == "chromium")
    row = replace(row, programs=(), system=(str(system.parent),))
    monkeypatch.setattr(table, "browsers", lambda _: (row,))
    roots = table.Roots(str(home), str(home / ".config"), lambda _: None)

    codes = [
        check.code
        for check in doctor.examine(Patient(Files(), {"HOME": str(home)}, path, roots=roots))
        if check.name == "browser.chromium"
    ]

    assert codes == ["OK", "MANIFEST_DUPLICATE"]


def test_where_no_browser_is_used_that_is_said(home, host):
    assert examine(home, host())["browsers"].code == "NO_BROWSER"


def test_a_folder_registered_by_hand_is_checked_while_it_is_there(home, host, tmp_path):
    path = host()
    place = table.given(str(tmp_path / "profile"))

    assert "folder.1" not in examine(home, path, given=(place,))
    (tmp_path / "profile").mkdir()
    assert examine(home, path, given=(place,))["folder.1"].code == "MANIFEST_MISSING"


def test_a_package_that_can_not_be_imported_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "coincurve", None)

    check = machine.packages()

    assert (check.state, check.code) == (State.FAIL, "PACKAGE_MISSING")
    assert check.detail == "can't be imported: coincurve"


def test_own_folders_that_others_may_look_into_are_named(home, host):
    data = home / ".local" / "share" / "keystow"
    (data / "wallets").mkdir(parents=True, mode=0o755)
    data.chmod(0o700)
    (data / "wallets").chmod(0o750)

    check = examine(home, host())["folders"]

    assert check.code == "FOLDER_MODE"
    assert check.detail.endswith("wallets")
    assert stat.S_IMODE((data / "wallets").stat().st_mode) == 0o750  # looked at, not changed


def test_an_own_folder_that_others_may_replace_is_named(home, host):
    share = home / ".local" / "share"
    share.mkdir(parents=True)
    share.chmod(0o777)

    assert examine(home, host())["folders"].code == "FOLDER_UNSAFE"


@pytest.mark.parametrize(
    ("environ", "owner", "code"),
    [
        ({}, 1000, "NO_DISPLAY"),
        ({"DISPLAY": ":0"}, 0, "RUNS_AS_ROOT"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, 1000, "OK"),
    ],
)
def test_a_window_needs_a_display_and_an_ordinary_user(monkeypatch, environ, owner, code):
    monkeypatch.setattr(machine.importlib.util, "find_spec", lambda name: name)

    assert machine.window(environ, owner).code == code


def test_a_window_needs_an_engine(monkeypatch):
    def find_spec(name):
        if name == "webview":
            return name
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(machine.importlib.util, "find_spec", find_spec)

    assert machine.window({"DISPLAY": ":0"}, 1000).code == "NO_ENGINE"


def test_what_the_kernel_confines_is_told_without_confining_the_doctor(tmp_path):
    [check] = machine.confinement()

    assert check.name == "landlock"
    (tmp_path / "still").write_text("writable")
    os.unlink(tmp_path / "still")


def test_names_and_codes_fit_the_protocol(home, host):
    import re

    for check in examine_all(home, host()):
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]{0,63}", check.name)
        assert re.fullmatch(r"[A-Z][A-Z0-9_]{0,63}", check.code)


def test_the_worst_state_wins():
    def check(state):
        return Check("x", state, "X", "")

    assert worst([]) is State.OK
    assert worst([check(State.FAIL), check(State.WARN), check(State.OK)]) is State.FAIL
