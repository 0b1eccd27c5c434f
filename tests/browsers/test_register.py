"""Writing and removing manifests in homes made for the test."""

import errno
import json
import os
import stat
from pathlib import Path

import pytest

from keystow.browsers import manifest, register, table
from keystow.browsers.family import Family
from keystow.browsers.identity import HOST_NAME
from keystow.browsers.register import State
from keystow.browsers.table import Place, Roots
from keystow.errors import RegistrationUnsafe
from keystow.storage.files import Files

HOST = "/opt/keystow/keystow-host"
NAME = f"{HOST_NAME}.json"
ROWS = table.browsers()


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    return home


@pytest.fixture
def chromium(home):
    """Given a browser's folder, its place."""
    (home / ".config" / "chromium").mkdir(parents=True, mode=0o700)
    return Place(
        Family.CHROMIUM, str(home), (".config", "chromium", "NativeMessagingHosts"), ("chromium",)
    )


def put(place, files=None, host=HOST):
    [outcome] = register.register(files or Files(), [place], host)
    return outcome


def take(place, made=(), host=HOST):
    [outcome] = register.unregister(Files(), [place], host, frozenset(made))
    return outcome


def everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return what lies below a folder: modes and bytes, links as themselves."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            data = os.readlink(path).encode()
        else:
            data = path.read_bytes() if path.is_file() else b""
        found[str(path.relative_to(folder))] = (status.st_mode, data)
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_is_written_where_the_table_says_and_nowhere_else(row, home):
    roots = Roots(str(home), str(home / ".config"), lambda _: None)
    Path(roots.expand(row.present[0])).mkdir(parents=True, mode=0o700)
    before = everything(home)

    outcomes = list(register.register(Files(), table.places([row], roots), HOST))

    assert [outcome.state for outcome in outcomes] == [State.WRITTEN] * len(row.user)
    for template in row.user:
        path = Path(roots.expand(template), NAME)
        assert path.read_bytes() == manifest.encode(row.family, HOST)
        assert stat.S_IMODE(path.stat().st_mode) == 0o644
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o755

    made = frozenset(folder for outcome in outcomes for folder in outcome.new_folders)
    removed = list(register.unregister(Files(), table.places([row], roots), HOST, made))
    assert [outcome.state for outcome in removed] == [State.REMOVED] * len(row.user)
    assert everything(home) == before


def test_modes_do_not_depend_on_the_umask(chromium, home):
    old = os.umask(0o077)
    try:
        put(chromium)
    finally:
        os.umask(old)

    folder = Path(chromium.path)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    assert stat.S_IMODE((folder / NAME).stat().st_mode) == 0o644


def test_a_second_time_changes_nothing(chromium):
    put(chromium)
    path = Path(chromium.path, NAME)
    inode = path.stat().st_ino

    outcome = put(chromium)

    assert outcome.state is State.UNCHANGED
    assert outcome.new_folders == ()
    assert path.stat().st_ino == inode


@pytest.mark.parametrize("mode", [0o600, 0o666])
def test_a_wrong_mode_is_mended(chromium, mode):
    put(chromium)
    path = Path(chromium.path, NAME)
    path.chmod(mode)

    assert put(chromium).state is State.WRITTEN
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_host_that_moved_is_found_again(chromium):
    put(chromium, host="/old/keystow-host")

    assert put(chromium).state is State.WRITTEN
    assert json.loads(Path(chromium.path, NAME).read_text())["path"] == HOST


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_link_on_the_way_is_refused_and_nothing_is_written_behind_it(home, tmp_path, depth):
    parts = (".config", "chromium", "NativeMessagingHosts")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.joinpath(*parts[depth:]).mkdir(parents=True)
    home.joinpath(*parts[: depth - 1]).mkdir(parents=True, exist_ok=True)
    home.joinpath(*parts[:depth]).symlink_to(elsewhere)
    before = everything(tmp_path)

    outcome = put(Place(Family.CHROMIUM, str(home), parts, ()))

    assert outcome.state is State.REFUSED
    assert outcome.failure.code == "REGISTRATION_UNSAFE"
    assert outcome.failure.data == {"reason": "link"}
    assert everything(tmp_path) == before


def test_a_home_that_is_itself_a_link_is_no_obstacle(home, tmp_path, chromium):
    (tmp_path / "link").symlink_to(home)
    place = Place(Family.CHROMIUM, str(tmp_path / "link"), chromium.parts, ())

    assert put(place).state is State.WRITTEN


@pytest.mark.parametrize("kind", ["link", "folder", "fifo"])
def test_what_is_no_plain_file_in_the_place_of_the_manifest_is_refused(chromium, tmp_path, kind):
    target = tmp_path / "target"
    target.write_text("precious")
    path = Path(chromium.path, NAME)
    path.parent.mkdir()
    {
        "link": lambda: path.symlink_to(target),
        "folder": path.mkdir,
        "fifo": lambda: os.mkfifo(path),
    }[kind]()

    outcome = put(chromium)

    assert outcome.failure.code == "REGISTRATION_UNSAFE"
    assert outcome.failure.data == {"reason": "link" if kind == "link" else "kind"}
    assert target.read_text() == "precious"
    assert take(chromium).state is State.REFUSED


class Foreign(Files):
    """The system as another user sees it: everything below belongs to somebody else."""

    def owner(self):
        return os.geteuid() + 1


def test_a_foreign_owner_is_refused(chromium, home):
    before = everything(home)

    outcome = put(chromium, Foreign())

    assert outcome.failure.data == {"reason": "owner"}
    assert everything(home) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_foreign_manifest_in_an_own_folder_is_refused(chromium):
    put(chromium, host="/other/keystow-host")
    os.chown(Path(chromium.path, NAME), 12345, -1)

    assert put(chromium).failure.data == {"reason": "owner"}


def test_a_folder_open_to_everyone_is_refused(chromium, home):
    (home / ".config" / "chromium").chmod(0o777)

    assert put(chromium).failure.data == {"reason": "mode"}


def test_a_browser_folder_given_by_hand_must_exist(tmp_path):
    outcome = put(table.given(str(tmp_path / "nowhere")))

    assert outcome.state is State.REFUSED
    assert outcome.failure.data == {"reason": "missing"}


class Failing(Files):
    """A system on which one call fails."""

    def __init__(self, call, code):
        self.call, self.code = call, code

    def __getattribute__(self, name):
        if name == object.__getattribute__(self, "call"):

            def fail(*_):
                raise OSError(self.code, os.strerror(self.code))

            return fail
        return object.__getattribute__(self, name)


@pytest.mark.parametrize("call", ["create", "write", "set_mode", "rename", "open_folder_in"])
def test_a_failure_leaves_the_old_manifest_and_no_rubbish(chromium, home, call):
    put(chromium, host="/old/keystow-host")
    before = everything(home)

    outcome = put(chromium, Failing(call, errno.ENOSPC))

    assert outcome.failure.code == "REGISTRATION_FAILED"
    assert everything(home) == before


def test_a_failure_in_one_place_leaves_the_others_alone(chromium, home):
    bad = Place(Family.CHROMIUM, str(home / "nowhere"), ("NativeMessagingHosts",), ())

    states = [outcome.state for outcome in register.register(Files(), [bad, chromium], HOST)]

    assert states == [State.REFUSED, State.WRITTEN]


def test_a_reader_sees_the_old_manifest_or_the_new_one(chromium):
    put(chromium, host="/old/keystow-host")
    path = Path(chromium.path, NAME)
    seen = []

    class Watching(Files):
        def __getattribute__(self, name):
            seen.append(json.loads(path.read_text())["path"])
            return object.__getattribute__(self, name)

    put(chromium, Watching())

    assert set(seen) == {"/old/keystow-host", HOST}


def test_the_manifest_of_another_installation_stays(chromium):
    put(chromium, host="/other/keystow-host")

    assert take(chromium, [chromium.path]).state is State.FOREIGN
    assert Path(chromium.path, NAME).exists()


@pytest.mark.parametrize("data", [b"", b"{}", b"not json"])
def test_an_unreadable_manifest_is_not_removed(chromium, data):
    Path(chromium.path).mkdir()
    Path(chromium.path, NAME).write_bytes(data)

    assert take(chromium).state is State.FOREIGN
    assert Path(chromium.path, NAME).read_bytes() == data


def test_a_folder_that_was_there_before_stays(chromium):
    Path(chromium.path).mkdir(mode=0o755)
    outcome = put(chromium)

    assert outcome.new_folders == ()
    assert take(chromium, outcome.new_folders).state is State.REMOVED
    assert list(Path(chromium.path).iterdir()) == []


def test_a_folder_we_made_stays_while_others_use_it(chromium):
    made = put(chromium).new_folders
    other = Path(chromium.path, "org.other.host.json")
    other.write_text("{}")

    assert made == (chromium.path,)
    assert take(chromium, made).state is State.REMOVED
    assert other.exists()


def test_folders_made_for_a_new_firefox_go_again_from_the_inside_out(home):
    place = Place(Family.FIREFOX, str(home), (".mozilla", "native-messaging-hosts"), ("firefox",))
    made = put(place).new_folders

    assert stat.S_IMODE((home / ".mozilla").stat().st_mode) == 0o700
    assert take(place, made).state is State.REMOVED
    assert list(home.iterdir()) == []


def test_taking_away_what_is_not_there_is_no_failure(chromium):
    assert take(chromium).state is State.ABSENT
    Path(chromium.path).mkdir()
    assert take(chromium).state is State.ABSENT


@pytest.mark.parametrize("variable", ["SUDO_UID", "PKEXEC_UID"])
def test_sudo_is_refused(variable):
    with pytest.raises(RegistrationUnsafe) as caught:
        register.refuse_other_users_home({variable: "1000"}, 0)

    assert caught.value.data == {"reason": "sudo"}


def test_root_itself_is_not_refused():
    register.refuse_other_users_home({}, 0)
    register.refuse_other_users_home({"SUDO_UID": "0"}, 0)
