"""The files of a browser's profile: found by their folders, read in copies, bounded."""

import errno
import os
import stat

import pytest

from keystow.errors import DestinationMissing, NotAKeystore
from keystow.storage import profiles
from keystow.storage.files import Files
from keystow.storage.profiles import Kind, Left
from tests.formats import profile_folders
from tests.formats.profile_writer import CHROMIUM_ID, FIREFOX_UUID


def storages(path, left=None):
    return list(profiles.storages(Files(), str(path), Left() if left is None else left))


def names(path):
    return sorted(copy.name for storage in storages(path) for copy in storage.copies)


def put(path, data=b"x"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.fixture
def chromium(tmp_path):
    return profile_folders.chromium(tmp_path / "chromium", b"{}")


def test_a_storage_is_found_from_each_folder_around_it(tmp_path, chromium):
    put(tmp_path / "chromium" / "Default" / "Cache" / "leveldb" / "x" / "1.log")
    for around in (tmp_path / "chromium", *chromium.parents[:2], chromium):
        (storage,) = storages(around)
        assert storage.kind is Kind.LEVELDB
        (copy,) = storage.copies
        assert copy.data == (chromium / "000003.log").read_bytes()
        assert around / copy.name == chromium / "000003.log"


def test_every_place_of_an_extension_is_looked_into(tmp_path):
    origin = f"chrome-extension_{CHROMIUM_ID}_0.indexeddb"
    moz = f"storage/default/moz-extension+++{FIREFOX_UUID}/idb"
    wanted = (
        f"P/IndexedDB/{origin}.leveldb/1.log",
        f"P/IndexedDB/{origin}.blob/1/00/3",
        "P/Local Storage/leveldb/1.ldb",
        f"P/{moz}/1.sqlite",
        f"P/{moz}/1.sqlite-wal",
        f"P/{moz}/1.files/7",
        "P/browser-extension-data/webextension@metamask.io/storage.js",
        "P/A copy of a storage/1.log",
    )
    others = (
        "P/IndexedDB/https_example.org_0.indexeddb.leveldb/1.log",
        "P/storage/default/https+++example.org/idb/1.sqlite",
        f"P/{moz}/1.sqlite-shm",
        "P/other/deeper/deeper/1.log",
        "P/IndexedDB/debug.log",
        "P/places.sqlite",
    )
    for name in (*wanted, *others):
        put(tmp_path / name)
    assert names(tmp_path) == sorted(wanted)


def test_a_single_file_comes_with_what_belongs_to_it(tmp_path, chromium):
    put(chromium / "000004.log")
    (storage,) = storages(chromium / "000003.log")
    assert [copy.name for copy in storage.copies] == ["000003.log"]
    for name in ("1.sqlite", "1.sqlite-wal", "1.files/7", "2.sqlite"):
        put(tmp_path / "idb" / name)
    assert names(tmp_path / "idb" / "1.sqlite") == ["1.files/7", "1.sqlite", "1.sqlite-wal"]
    (storage,) = storages(put(tmp_path / "storage.js"))
    assert storage.kind is Kind.JSON


def test_nothing_in_a_profile_is_written_or_touched(tmp_path, chromium):
    profile_folders.firefox(tmp_path / "firefox", data=1)
    before = {one: one.stat().st_mtime_ns for one in tmp_path.rglob("*")}
    assert len(storages(tmp_path / "firefox")) + len(storages(tmp_path / "chromium")) == 2
    assert {one: one.stat().st_mtime_ns for one in tmp_path.rglob("*")} == before


def test_links_pipes_and_what_is_too_large_are_left_out_and_named(tmp_path, chromium, monkeypatch):
    monkeypatch.setattr(profiles, "FILE_BYTES", 1000)
    outside = put(tmp_path / "outside" / "1.log", b"secret")
    (chromium / "1.log").symlink_to(outside)
    os.mkfifo(chromium / "2.log")
    put(chromium / "3.log", bytes(1001))
    put(chromium / "4.log").chmod(0)
    (chromium / "5.log").mkdir()
    (chromium.parent / "linked").symlink_to(outside.parent)
    left = Left()
    (storage,) = storages(chromium.parent, left)
    read = {os.path.basename(copy.name) for copy in storage.copies}
    reasons = {os.path.basename(name): reason for name, reason in left.reasons.items()}
    assert "000003.log" in read
    assert read.isdisjoint({"1.log", "2.log", "3.log", "5.log"})
    unreadable = {} if os.geteuid() == 0 else {"4.log": "unreadable"}
    assert (
        reasons
        == {"1.log": "kind", "2.log": "kind", "3.log": "large", "5.log": "kind"} | unreadable
    )


def test_more_than_a_profile_has_is_left_out_and_said(tmp_path, chromium, monkeypatch):
    monkeypatch.setattr(profiles, "FILES_MAX", 20)
    monkeypatch.setattr(profiles, "FOLDERS_MAX", 30)
    for number in range(40):
        put(chromium / f"{number:06}.log")
    left = Left()
    (storage,) = storages(chromium, left)
    assert len(storage.copies) <= 20
    assert left.reasons == {"": "many"}
    for number in range(15):
        put(tmp_path / "deep" / "Local Extension Settings" / f"{number}" / f"{number}" / "1.log")
    left = Left()
    assert storages(tmp_path / "deep", left) == []
    for number in range(60):
        put(tmp_path / "wide" / f"{number // 10}" / f"{number}" / "leveldb" / "1.log")
    left = Left()
    assert 0 < len(storages(tmp_path / "wide", left)) < 30
    assert "many" in left.reasons.values()


def test_a_storage_and_a_profile_have_a_bound_of_bytes(chromium, monkeypatch):
    size = (chromium / "000003.log").stat().st_size
    for number in range(4, 8):
        put(chromium / f"00000{number}.log", bytes(size))
    monkeypatch.setattr(profiles, "STORAGE_BYTES", 3 * size)
    left = Left()
    (storage,) = storages(chromium, left)
    assert [copy.name for copy in storage.copies] == ["000007.log", "000006.log", "000005.log"]
    assert left.reasons == {"000004.log": "large", "000003.log": "large"}
    monkeypatch.setattr(profiles, "PROFILE_BYTES", 2 * size)
    (storage,) = storages(chromium)
    assert len(storage.copies) == 2


def test_what_is_neither_file_nor_folder_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotAKeystore):
        storages(tmp_path / "pipe")
    with pytest.raises(DestinationMissing):
        storages(tmp_path / "missing")


class Refusing(Files):
    """A disk that refuses some names, and puts a pipe in the place of a file meanwhile."""

    def open_folder_in(self, folder, name):
        if name == "closed":
            raise PermissionError(errno.EACCES, name)
        return super().open_folder_in(folder, name)

    def open_file(self, folder, name):
        if name == "000004.log":
            raise OSError(errno.EIO, name)
        return super().open_file(folder, name)

    def names(self, folder, most):
        if os.readlink(f"/proc/self/fd/{folder}").endswith("unlisted"):
            raise OSError(errno.EIO, "unlisted")
        return super().names(folder, most)

    def status(self, fd):
        found = super().status(fd)
        if os.readlink(f"/proc/self/fd/{fd}").endswith("000005.log"):
            return os.stat_result((stat.S_IFIFO, *found[1:]))
        return found


def test_what_a_disk_refuses_is_left_out_and_the_rest_read(chromium):
    for name in ("000004.log", "000005.log"):
        put(chromium / name)
    for name in ("closed", "unlisted"):
        put(chromium.parent / name / "1.log")
    left = Left()
    (storage,) = profiles.storages(Refusing(), str(chromium.parent), left)
    assert [copy.name for copy in storage.copies] == [f"{CHROMIUM_ID}/000003.log"]
    assert left.reasons == {
        "closed": "unreadable",
        "unlisted": "unreadable",
        f"{CHROMIUM_ID}/000004.log": "unreadable",
        f"{CHROMIUM_ID}/000005.log": "kind",
    }


class Elsewhen(Files):
    """A disk on which files are from the far future, or from before there were files."""

    def __init__(self, time):
        self._time = time

    def status(self, fd):
        return os.stat_result((*super().status(fd)[:8], self._time, 0))


@pytest.mark.parametrize(("told", "taken"), [(1 << 60, 253370764800), (-(1 << 60), 0)])
def test_a_file_of_an_impossible_time_is_of_the_nearest_possible_one(chromium, told, taken):
    (storage,) = profiles.storages(Elsewhen(told), str(chromium), Left())
    assert storage.copies[0].changed == taken


def test_no_more_is_named_than_a_person_reads():
    left = Left()
    for number in range(1000):
        left.out(str(number), "large")
    assert len(left.reasons) == 100


def test_the_profiles_of_a_browser_are_those_in_which_extensions_stored_something(tmp_path):
    for name in ("B", "A"):
        profile_folders.chromium(tmp_path, b"{}", profile=name)
    profile_folders.firefox(tmp_path, profile="C", data=1)
    put(tmp_path / "Local State")
    (tmp_path / "Empty" / "storage").mkdir(parents=True)
    found = profiles.profiles_in(Files(), str(tmp_path))
    assert [one.name for one in found] == ["A", "B", "C"]
    assert all(one.changed > 0 and one.path == f"{tmp_path}/{one.name}" for one in found)
    assert profiles.profiles_in(Files(), str(tmp_path / "missing")) == []
