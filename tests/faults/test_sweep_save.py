"""Fail, lie or die at each file call of saving a copy, in one and in two folders."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from keystow.errors import KeystowError, ReadBackFailed
from keystow.storage import publish
from keystow.storage.files import Files
from keystow.storage.leftovers import remove_leftovers
from keystow.storage.publish import temporary_name
from tests.faults.child import KILLED, in_child
from tests.faults.faulty import SYSTEMS, FaultyFiles, QuickFiles, deaths_for, fail, faults_for, kill

OLD = "keystow-20260101T000000Z-00000000.keystow"
NEW = "keystow-20260102T000000Z-11111111.keystow"
OLD_BYTES = b"an older copy " * 40
NEW_BYTES = bytes(range(256)) * 5
Save = Callable[[Files, str], None]


def publish_save(files: Files, folder: str) -> None:
    publish.save(files, folder, NEW, NEW_BYTES, _opens)


def overwrite(files: Files, folder: str) -> None:
    """Control: how most programs save, over the older copy."""
    with open(os.path.join(folder, OLD), "wb"):
        pass
    folder_fd = files.open_folder(folder)
    fd = os.open(OLD, os.O_WRONLY, dir_fd=folder_fd)
    _write_all(files, fd, NEW_BYTES)
    files.sync(fd)


def temporary_without_reading_back(files: Files, folder: str) -> None:
    """Control: the usual "atomic write", synced and all, but never read again."""
    folder_fd = files.open_folder(folder)
    fd = files.create(folder_fd, temporary_name(NEW))
    _write_all(files, fd, NEW_BYTES)
    files.sync(fd)
    files.rename(folder_fd, temporary_name(NEW), NEW)
    files.sync(folder_fd)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("count", [1, 2])
def test_no_fault_loses_a_copy_or_makes_a_false_one(tmp_path: Path, system: str, count: int):
    runs = 0
    for index, call in enumerate(_calls(tmp_path, system, count, publish_save)):
        for title, fault in faults_for(call).items():
            where = _folders(tmp_path / f"{index} {title}", count)
            claims = _save_all(FaultyFiles(SYSTEMS[system](), {index: fault}), where, publish_save)
            problems = _judge(where, claims)
            litter_is_known = call == "remove" or (title == "late EIO" and call == "create")
            if not litter_is_known:
                problems += _litter(where)
            assert not problems, f"call {index} ({call}), {title}"
            assert len(claims) >= count - 1, "a folder without a fault was not saved to"
            _next_start_leaves_no_litter(tmp_path, where)
            runs += 1
    assert runs > 100 * count


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("count", [1, 2])
def test_no_death_loses_a_copy_or_makes_a_false_one(tmp_path: Path, system: str, count: int):
    for index, call in enumerate(_calls(tmp_path, system, count, publish_save)):
        for title, death in deaths_for(call).items():
            where = _folders(tmp_path / f"{index} {title}", count)
            claims = _die(FaultyFiles(SYSTEMS[system](), {index: death}), where, publish_save)
            assert not _judge(where, claims), f"call {index} ({call}), {title}"
            _next_start_leaves_no_litter(tmp_path, where)


@pytest.mark.parametrize("system", SYSTEMS)
def test_no_death_in_the_clean_up_after_an_error_does_either(tmp_path: Path, system: str):
    calls = _calls(tmp_path, system, 1, publish_save)
    for index in range(len(calls)):
        files = FaultyFiles(SYSTEMS[system](), {index: fail(5)})
        _save_all(files, _folders(tmp_path / f"{index} alone", 1), publish_save)
        for later in range(index + 1, len(files.calls)):
            where = _folders(tmp_path / f"{index} then {later}", 1)
            faulty = FaultyFiles(SYSTEMS[system](), {index: fail(5), later: kill})
            claims = _die(faulty, where, publish_save)
            assert not _judge(where, claims), f"error at {index}, death at {later}"
            _next_start_leaves_no_litter(tmp_path, where)


def test_a_lasting_error_fails_everywhere_and_leaves_nothing(tmp_path: Path):
    for name in ("write", "sync", "link", "open_file", "read"):
        where = _folders(tmp_path / name, 2)
        calls = {index: fail(28) for index in range(200)}
        files = FaultyFiles(QuickFiles(), {})
        files.faults = _Only(files, name, calls[0])
        assert _save_all(files, where, publish_save) == []
        assert not _judge(where, [])
        assert not _litter(where)


def test_what_does_not_open_is_not_published(tmp_path: Path):
    (where,) = _folders(tmp_path, 1)

    def refuses(data: bytes) -> None:
        raise KeystowError

    with pytest.raises(ReadBackFailed) as raised:
        publish.save(QuickFiles(), where, NEW, NEW_BYTES, refuses)
    assert raised.value.data == {"cause": "INTERNAL"}
    assert os.listdir(where) == [OLD]


def test_the_campaign_catches_a_plain_overwrite(tmp_path: Path):
    problems = _campaign(tmp_path, overwrite)
    assert any("lost" in problem for problem in problems)


def test_the_campaign_catches_a_save_that_is_not_read_back(tmp_path: Path):
    problems = _campaign(tmp_path, temporary_without_reading_back)
    assert any("claimed" in problem for problem in problems)
    assert any("torn" in problem for problem in problems)


class _Only(dict[int, Any]):
    """A fault at every call of one name."""

    def __init__(self, files: FaultyFiles, name: str, fault: Any) -> None:
        super().__init__()
        self._files, self._name, self._fault = files, name, fault

    def get(self, index: int, default: Any = None) -> Any:
        return self._fault if self._files.calls[-1] == self._name else default


def _opens(data: bytes) -> None:
    if data != NEW_BYTES:
        raise ReadBackFailed


def _write_all(files: Files, fd: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[files.write(fd, rest) or len(rest) :]


def _calls(tmp_path: Path, system: str, count: int, save: Save) -> list[str]:
    files = FaultyFiles(SYSTEMS[system]())
    where = _folders(tmp_path / "no fault", count)
    assert _save_all(files, where, save) == where
    assert not _litter(where)
    return files.calls


def _campaign(tmp_path: Path, save: Save) -> list[str]:
    problems: list[str] = []
    counting = FaultyFiles(QuickFiles())
    _save_all(counting, _folders(tmp_path / "no fault", 1), save)
    for index, call in enumerate(counting.calls):
        for title, fault in faults_for(call).items():
            where = _folders(tmp_path / f"{index} {title}", 1)
            claims = _save_all(FaultyFiles(QuickFiles(), {index: fault}), where, save)
            problems += _judge(where, claims)
    return problems


def _folders(under: Path, count: int) -> list[str]:
    found = []
    for number in range(count):
        folder = under / str(number)
        folder.mkdir(parents=True)
        (folder / OLD).write_bytes(OLD_BYTES)
        found.append(os.path.realpath(folder))
    return found


def _save_all(files: Files, where: list[str], save: Save, claim: Any = None) -> list[str]:
    claims = []
    for folder in where:
        try:
            save(files, folder)
        except (KeystowError, OSError):
            continue
        claims.append(folder)
        if claim is not None:
            claim(folder)
    return claims


def _die(files: FaultyFiles, where: list[str], save: Save) -> list[str]:
    ended = in_child(lambda tell: _save_all(files, where, save, tell) and None)
    assert ended.status == KILLED
    return ended.told


def _judge(where: list[str], claims: list[str]) -> list[str]:
    problems = []
    for folder in where:
        if Path(folder, OLD).read_bytes() != OLD_BYTES:
            problems.append("an older copy was lost")
        new = Path(folder, NEW)
        if new.exists() and new.read_bytes() != NEW_BYTES:
            problems.append("torn bytes at the final name")
        if folder in claims and (not new.exists() or new.read_bytes() != NEW_BYTES):
            problems.append("claimed, but not there")
    return problems


def _litter(where: list[str]) -> list[str]:
    return [f"litter: {name}" for folder in where for name in set(os.listdir(folder)) - {OLD, NEW}]


def _next_start_leaves_no_litter(tmp_path: Path, where: list[str]) -> None:
    remove_leftovers(QuickFiles(), str(tmp_path), where, time.time() + 7200)
    assert not _litter(where)
