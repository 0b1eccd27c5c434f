"""Folders that are full, closed, swapped or shared with processes after the same name."""

import os
import resource
import shutil
import signal
import stat
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from keystow.errors import DestinationUnsafe, DestinationUnwritable, KeystowError, NoSpace
from keystow.storage import folders, publish
from keystow.storage.files import Files
from keystow.storage.publish import NameTaken
from tests.faults.child import as_nobody, in_child
from tests.faults.faulty import NoUnnamed, PlainRename

NAME = "keystow-20261122T100000Z-0a0b0c0d.keystow"
OLD = "keystow-20260101T000000Z-00000000.keystow"
DATA = os.urandom(3000)


@pytest.fixture
def open_path() -> Iterator[Path]:
    """A folder that every user can reach; pytest's own are closed to others."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


def test_a_folder_closed_for_writing_is_named_so(open_path: Path):
    (open_path / OLD).write_bytes(b"old")
    open_path.chmod(0o555)
    ended = as_nobody(lambda tell: tell(_code(Files(), str(open_path))))
    assert ended.told == ["DESTINATION_UNWRITABLE"]
    assert os.listdir(open_path) == [OLD]


@pytest.mark.parametrize("system", [Files, NoUnnamed])
def test_a_disk_that_is_full_at_any_byte_keeps_what_is_there(tmp_path: Path, system: type[Files]):
    (tmp_path / OLD).write_bytes(b"old")

    def work(tell: Callable[[Any], None]) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        for size in range(0, len(DATA), 17):
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
            tell((_code(system(), str(tmp_path)), os.listdir(tmp_path)))

    ended = in_child(work)
    assert ended.status == 0
    assert ended.told == [("NO_SPACE", [OLD])] * len(range(0, len(DATA), 17))
    assert (tmp_path / OLD).read_bytes() == b"old"


@pytest.mark.parametrize("options", ["size=8k", "nr_inodes=2", "ro"])
@pytest.mark.parametrize("system", [Files, NoUnnamed])
def test_a_small_disk_keeps_what_is_there(tmp_path: Path, options: str, system: type[Files]):
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this machine lets us mount nothing")
    try:
        (tmp_path / OLD).write_bytes(b"old")
        subprocess.run(["mount", "-o", f"remount,{options}", str(tmp_path)], check=True)
        big = DATA * 3
        expected = DestinationUnwritable if options == "ro" else NoSpace
        with pytest.raises(expected):
            publish.save(system(), str(tmp_path), NAME, big, lambda _: None)
        assert os.listdir(tmp_path) == [OLD]
        assert (tmp_path / OLD).read_bytes() == b"old"
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.mark.parametrize("system", [Files, NoUnnamed, PlainRename])
def test_of_processes_after_one_name_exactly_one_wins(tmp_path: Path, system: type[Files]):
    names = [f"keystow-20261122T100000Z-{number:08x}.keystow" for number in range(60)]
    won: list[tuple[str, int]] = []
    started = [_start_racer(tmp_path, system, names, own) for own in range(4)]
    for reader, pid in started:
        with os.fdopen(reader, "rb") as stream:
            for line in stream:
                name, own = line.decode().split()
                won.append((name, int(own)))
        assert os.waitpid(pid, 0)[1] == 0
    assert sorted(name for name, _ in won) == names
    assert sorted(os.listdir(tmp_path)) == names
    for name, own in won:
        assert (tmp_path / name).read_bytes() == bytes([own]) * 500


def test_a_folder_that_everyone_may_write_in_is_refused(open_path: Path):
    folders.require_safe(Files(), str(open_path))
    open_path.chmod(0o777)
    with pytest.raises(DestinationUnsafe):
        folders.require_safe(Files(), str(open_path))
    (open_path / "inner").mkdir()
    with pytest.raises(DestinationUnsafe):
        folders.require_safe(Files(), str(open_path / "inner"))
    open_path.chmod(0o1777)
    folders.require_safe(Files(), str(open_path / "inner"))


def test_another_users_folder_is_refused(open_path: Path):
    if os.geteuid() != 0:
        pytest.skip("only an administrator can give a folder away")
    os.chown(open_path, 12345, 12345)
    with pytest.raises(DestinationUnsafe):
        _require_safe(open_path)


def _require_safe(path: Path) -> None:
    folders.require_safe(Files(), str(path))


def _code(files: Files, folder: str) -> str:
    try:
        publish.save(files, folder, NAME, DATA, lambda _: None)
    except KeystowError as error:
        return error.code
    return "saved"


def _start_racer(folder: Path, system: type[Files], names: list[str], own: int) -> tuple[int, int]:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return reader, pid
    status = 1
    try:
        for name in names:
            try:
                publish.save(system(), str(folder), name, bytes([own]) * 500, lambda _: None)
            except NameTaken:
                continue
            os.write(writer, f"{name} {own}\n".encode())
        status = 0
    finally:
        os._exit(status)


def test_a_folder_that_a_shared_group_may_write_in_is_refused(tmp_path: Path):
    class Shared(Files):
        gid = 0
        sticky = 0

        def status_of(self, path: str) -> os.stat_result:
            status = list(super().status_of(path))
            if path == str(tmp_path):
                status[0], status[5] = stat.S_IFDIR | 0o775 | self.sticky, self.gid
            return os.stat_result(status)

    files = Shared()
    for files.gid in (os.getegid(), 0):
        folders.require_safe(files, str(tmp_path))
    files.gid = os.getegid() + 12345
    with pytest.raises(DestinationUnsafe):
        folders.require_safe(files, str(tmp_path))
    files.sticky = stat.S_ISVTX
    folders.require_safe(files, str(tmp_path))
