"""Saving a copy: what it answers, and which failure has which code."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from keystow.errors import (
    DestinationMissing,
    DestinationUnwritable,
    KeystowError,
    NoMemory,
    NoSpace,
    ReadBackFailed,
    StorageFailed,
)
from keystow.storage import publish
from keystow.storage.files import Files, failure
from keystow.storage.publish import Method, NameTaken, Published
from tests.faults.faulty import NoLink, NoUnnamed, PlainRename
from tests.storage.making import opens, sealed

NAME = "keystow-20261122T100000Z-0a0b0c0d.keystow"
DATA = sealed()


@pytest.mark.parametrize(
    ("system", "method"),
    [
        (Files, Method.LINK),
        (NoUnnamed, Method.RENAME_NEW),
        (PlainRename, Method.RENAME),
        (NoLink, Method.RENAME_NEW),
    ],
)
def test_a_saved_copy_is_there_and_private(tmp_path: Path, system: type[Files], method: Method):
    saved = publish.save(system(), str(tmp_path), NAME, DATA, opens)
    assert saved == Published(NAME, len(DATA), hashlib.sha256(DATA).hexdigest(), method)
    assert os.listdir(tmp_path) == [NAME]
    assert (tmp_path / NAME).read_bytes() == DATA
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("system", [Files, NoUnnamed, PlainRename])
@pytest.mark.parametrize("there", ["file", "folder", "fifo", "link", "dangling"])
def test_whatever_has_the_name_is_left_alone(tmp_path: Path, system: type[Files], there: str):
    path = tmp_path / "in" / NAME
    path.parent.mkdir()
    target = tmp_path / "target"
    target.write_bytes(b"of the user")
    make = {
        "file": lambda: path.write_bytes(b"of the user"),
        "folder": path.mkdir,
        "fifo": lambda: os.mkfifo(path),
        "link": lambda: path.symlink_to(target),
        "dangling": lambda: path.symlink_to(tmp_path / "nowhere"),
    }
    make[there]()
    before = path.lstat()
    with pytest.raises(NameTaken):
        publish.save(system(), str(path.parent), NAME, DATA, opens)
    assert path.lstat() == before
    assert target.read_bytes() == b"of the user"
    assert os.listdir(path.parent) == [NAME]


def test_a_name_that_appears_while_the_copy_is_made_is_left_alone(tmp_path: Path):
    def verify(data: bytes) -> None:
        (tmp_path / NAME).write_bytes(b"quicker")

    for system in (Files, NoUnnamed, PlainRename):
        with pytest.raises(NameTaken):
            publish.save(system(), str(tmp_path), NAME, DATA, verify)
        assert (tmp_path / NAME).read_bytes() == b"quicker"
        assert os.listdir(tmp_path) == [NAME]
        (tmp_path / NAME).unlink()


def test_a_temporary_name_in_use_keeps_others_from_the_final_one(tmp_path: Path):
    (tmp_path / publish.temporary_name(NAME)).write_bytes(b"another process is at it")
    with pytest.raises(NameTaken):
        publish.save(NoUnnamed(), str(tmp_path), NAME, DATA, opens)
    assert os.listdir(tmp_path) == [publish.temporary_name(NAME)]


def test_a_file_swapped_after_its_naming_is_not_called_saved(tmp_path: Path):
    class Swapped(Files):
        def open_file(self, folder: int, name: str) -> int:
            (tmp_path / "other").write_bytes(DATA)
            os.replace(tmp_path / "other", tmp_path / name)
            return super().open_file(folder, name)

    with pytest.raises(ReadBackFailed):
        publish.save(Swapped(), str(tmp_path), NAME, DATA, opens)


def test_a_file_changed_after_its_naming_is_not_called_saved(tmp_path: Path):
    class Longer(Files):
        def open_file(self, folder: int, name: str) -> int:
            with open(tmp_path / name, "ab") as file:
                file.write(b"more")
            return super().open_file(folder, name)

    with pytest.raises(ReadBackFailed):
        publish.save(Longer(), str(tmp_path), NAME, DATA, opens)


def test_a_link_in_the_folders_place_is_refused(tmp_path: Path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(DestinationMissing):
        publish.save(Files(), str(tmp_path / "link"), NAME, DATA, opens)
    assert os.listdir(tmp_path / "real") == []


def test_a_folder_swapped_for_a_link_gets_nothing_written_through_the_link(tmp_path: Path):
    (tmp_path / "chosen").mkdir()
    (tmp_path / "elsewhere").mkdir()
    with publish.open_place(Files(), str(tmp_path / "chosen")) as place:
        (tmp_path / "chosen").rename(tmp_path / "moved")
        (tmp_path / "chosen").symlink_to(tmp_path / "elsewhere")
        publish.save_in(Files(), place, NAME, DATA, opens)
    assert os.listdir(tmp_path / "moved") == [NAME]
    assert os.listdir(tmp_path / "elsewhere") == []


@pytest.mark.parametrize("system", [Files, NoUnnamed])
def test_a_file_system_without_folder_sync_is_no_failure(tmp_path: Path, system: type[Files]):
    class NoFolderSync(system):  # type: ignore[misc, valid-type]
        def sync(self, fd: int) -> None:
            if os.path.isdir(f"/proc/self/fd/{fd}"):
                raise OSError(errno.EINVAL, "no such thing here")
            super().sync(fd)

    assert publish.save(NoFolderSync(), str(tmp_path), NAME, DATA, opens).name == NAME


def test_an_error_in_making_unnamed_files_is_no_reason_to_try_named_ones(tmp_path: Path):
    class Broken(Files):
        def create_unnamed(self, folder: int) -> int:
            raise OSError(errno.EIO, "broken")

    with pytest.raises(StorageFailed) as raised:
        publish.save(Broken(), str(tmp_path), NAME, DATA, opens)
    assert raised.value.data == {"errno": errno.EIO}


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/b", "/etc/x", "../x", "a\0b", "x" * 250, "ä" * 125]
)
def test_a_name_that_could_leave_the_folder_is_refused(tmp_path: Path, name: str):
    with pytest.raises(ValueError, match="one file"):
        publish.save(Files(), str(tmp_path), name, DATA, opens)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("system", [Files, NoUnnamed])
@pytest.mark.parametrize("name", [".hidden", "my wallet_2.age", "ä", "x" * 249, "-", "\udcff"])
def test_a_person_may_name_a_file_as_they_like(tmp_path: Path, system: type[Files], name: str):
    assert publish.save(system(), str(tmp_path), name, DATA, opens).name == name
    assert os.listdir(tmp_path) == [name]


@pytest.mark.parametrize("name", ["", ".hidden", "a/b", "my name", "ä", "x" * 65])
def test_a_name_of_our_own_is_plain(name: str):
    with pytest.raises(ValueError, match="plain"):
        publish.require_plain_name(name)
    publish.require_plain_name(NAME)


def test_a_copys_name_tells_when_it_was_made():
    assert publish.copy_name("2026-11-22T10:00:00Z", bytes([10, 11, 12, 13])) == NAME


@pytest.mark.parametrize(("made_on", "random4"), [("2026-11-22", bytes(4)), ("../../x", bytes(4))])
def test_a_copys_name_takes_a_time_to_the_second(made_on: str, random4: bytes):
    with pytest.raises(ValueError, match="UTC"):
        publish.copy_name(made_on, random4)


def test_a_copys_name_takes_four_random_bytes():
    with pytest.raises(ValueError, match="four"):
        publish.copy_name("2026-11-22T10:00:00Z", bytes(3))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.ENOSPC, NoSpace),
        (errno.ENOMEM, NoMemory),
        (errno.EDQUOT, NoSpace),
        (errno.EFBIG, NoSpace),
        (errno.EACCES, DestinationUnwritable),
        (errno.EPERM, DestinationUnwritable),
        (errno.EROFS, DestinationUnwritable),
        (errno.ENOENT, DestinationMissing),
        (errno.ENOTDIR, DestinationMissing),
        (errno.ENODEV, DestinationMissing),
        (errno.EIO, StorageFailed),
        (errno.EMFILE, StorageFailed),
        (None, StorageFailed),
    ],
)
def test_each_error_of_the_system_has_its_code(code: int | None, kind: type[KeystowError]):
    assert type(failure(OSError() if code is None else OSError(code, "x"))) is kind


def test_replacing_a_document_fails_where_it_is_read_back_wrong(tmp_path: Path):
    class Liar(Files):
        def read(self, fd: int, size: int, offset: int) -> bytes:
            return b"x" * size

    (tmp_path / "things.json").write_bytes(b"old")
    folder = os.open(tmp_path, os.O_RDONLY)
    with pytest.raises(ReadBackFailed):
        publish.replace(Liar(), folder, "things.json", b"new")
    os.close(folder)
    assert (tmp_path / "things.json").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["things.json"]
