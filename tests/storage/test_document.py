"""Documents of ours: strict, bounded, changed by one at a time, never lost to damage."""

import os
from pathlib import Path

import pytest

from keystow.errors import Busy, DestinationMissing, NewerFormat, StorageFailed, TooLarge
from keystow.storage import document as module
from keystow.storage import files as files_module
from keystow.storage.document import Document
from keystow.storage.files import Files, locked
from tests.faults.child import in_child

NAME = "things.json"


def _document(path: Path, files: Files | None = None) -> Document[object]:
    return Document(
        files or Files(),
        str(path),
        NAME,
        empty="empty",
        decode=lambda parsed: parsed["thing"],
        encode=lambda value: {"thing": value},
    )


def test_a_value_comes_back(tmp_path: Path):
    value = {"text": "ä\udc80\n", "list": [1, -5, 2**53 - 1, None, True], "deep": {"a": {}}}
    assert _document(tmp_path).update(lambda _: value) == value
    assert _document(tmp_path).read() == value
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / NAME).read_bytes().startswith(b'{"thing":')


def test_a_missing_document_is_empty_and_reading_makes_none(tmp_path: Path):
    assert _document(tmp_path).read() == "empty"
    assert os.listdir(tmp_path) == []


def test_an_unchanged_value_is_not_written(tmp_path: Path):
    _document(tmp_path).update(lambda _: 1)
    before = (tmp_path / NAME).stat()
    _document(tmp_path).update(lambda value: value)
    assert (tmp_path / NAME).stat().st_ino == before.st_ino


def test_a_change_that_raises_changes_nothing(tmp_path: Path):
    _document(tmp_path).update(lambda _: 1)

    def change(_: object) -> object:
        raise Busy

    with pytest.raises(Busy):
        _document(tmp_path).update(change)
    assert _document(tmp_path).read() == 1


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\0" * 50,
        b'{"thing":1,"v":1',
        b'{"thing":1}',
        b'{"thing":1,"v":"1"}',
        b'{"thing":1,"v":true}',
        b'{"thing":1,"v":0}',
        b'{"v":1}',
        b'{"thing":1,"thing":2,"v":1}',
        b'{"thing":{"a":1,"a":2},"v":1}',
        b'{"thing":NaN,"v":1}',
        b'{"thing":1.5,"v":1}',
        b'{"thing":9007199254740992,"v":1}',
        b'{"thing":' + b"9" * 5000 + b',"v":1}',
        b'\xef\xbb\xbf{"thing":1,"v":1}',
        b'{"thing":"\xff","v":1}',
        b"[1]",
        b"null",
        b'{"thing":' + b"[" * 100_000 + b',"v":1}',
    ],
)
def test_a_damaged_document_is_set_aside_and_not_deleted(tmp_path: Path, damage: bytes):
    (tmp_path / NAME).write_bytes(damage)
    assert _document(tmp_path).read() == "empty"
    (aside,) = [name for name in os.listdir(tmp_path) if not name.endswith(".lock")]
    assert aside.startswith(f"{NAME}.damaged-")
    assert (tmp_path / aside).read_bytes() == damage
    assert _document(tmp_path).update(lambda _: 2) == 2
    assert (tmp_path / aside).read_bytes() == damage


def test_two_damages_are_two_files(tmp_path: Path):
    for damage in (b"one", b"two", b"two"):
        (tmp_path / NAME).write_bytes(damage)
        _document(tmp_path).read()
    assert len([name for name in os.listdir(tmp_path) if "damaged" in name]) == 2


@pytest.mark.parametrize("there", ["link", "fifo", "folder", "large"])
def test_what_is_no_document_is_set_aside(tmp_path: Path, there: str):
    target = tmp_path / "target"
    target.write_bytes(b'{"thing":1,"v":1}')
    path = tmp_path / NAME
    if there == "link":
        path.symlink_to(target)
    elif there == "fifo":
        os.mkfifo(path)
    elif there == "folder":
        path.mkdir()
    else:
        with open(path, "wb") as file:
            file.truncate(module.MAX_BYTES + 1)
    assert _document(tmp_path).read() == "empty"
    assert (tmp_path / f"{NAME}.damaged-unread").lstat()
    assert target.read_bytes() == b'{"thing":1,"v":1}'


def test_a_newer_versions_document_is_left_alone(tmp_path: Path):
    (tmp_path / NAME).write_bytes(b'{"other":1,"v":2}')
    with pytest.raises(NewerFormat):
        _document(tmp_path).read()
    with pytest.raises(NewerFormat):
        _document(tmp_path).update(lambda _: 1)
    assert (tmp_path / NAME).read_bytes() == b'{"other":1,"v":2}'


def test_damage_mended_by_another_while_we_waited_is_not_set_aside(tmp_path: Path):
    class Mended(Files):
        def lock(self, fd: int, wait_s: float) -> bool:
            (tmp_path / NAME).write_bytes(b'{"thing":7,"v":1}')
            return super().lock(fd, wait_s)

    (tmp_path / NAME).write_bytes(b"damage")
    assert _document(tmp_path, Mended()).read() == 7


def test_a_document_that_cannot_be_read_is_no_damage(tmp_path: Path):
    class Broken(Files):
        def open_file(self, folder: int, name: str) -> int:
            raise OSError(5, "broken")

    (tmp_path / NAME).write_bytes(b'{"thing":1,"v":1}')
    with pytest.raises(StorageFailed):
        _document(tmp_path, Broken()).read()
    assert os.listdir(tmp_path) == [NAME]


def test_a_value_too_large_to_be_read_again_is_not_written(tmp_path: Path):
    with pytest.raises(TooLarge):
        _document(tmp_path).update(lambda _: "x" * module.MAX_BYTES)
    assert _document(tmp_path).read() == "empty"


def test_a_missing_folder_is_named_so(tmp_path: Path):
    with pytest.raises(DestinationMissing):
        _document(tmp_path / "nowhere").read()


def test_a_lock_that_stays_taken_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(files_module, "LOCK_WAIT_S", 0.02)
    held = _document(tmp_path)
    with held._open_folder() as folder, locked(Files(), folder, held._lock), pytest.raises(Busy):
        _document(tmp_path).update(lambda _: 1)


def test_no_change_of_several_processes_is_lost(tmp_path: Path):
    def count_up(_: object) -> None:
        for _ in range(10):
            _document(tmp_path).update(lambda value: int(str(value)) + 1)

    _document(tmp_path).update(lambda _: 0)

    def both(tell: object) -> None:
        pids = []
        for _ in range(3):
            pid = os.fork()
            if pid == 0:
                count_up(None)
                os._exit(0)
            pids.append(pid)
        for pid in pids:
            assert os.waitpid(pid, 0)[1] == 0

    assert in_child(both).status == 0
    assert _document(tmp_path).read() == 30


def test_what_another_process_wrote_is_seen_at_the_next_read(tmp_path: Path):
    ours, theirs = _document(tmp_path), _document(tmp_path)
    for number in range(5):
        theirs.update(lambda _, number=number: number)
        assert ours.read() == number
        assert ours.read() == number
