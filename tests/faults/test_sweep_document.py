"""Fail, lie or die at each file call of changing a document."""

import os
from pathlib import Path
from typing import Any

import pytest

from keystow.errors import KeystowError
from keystow.storage.document import Document
from keystow.storage.files import Files
from tests.faults.child import KILLED, in_child
from tests.faults.faulty import FaultyFiles, QuickFiles, deaths_for, faults_for

NAME = "things.json"


@pytest.mark.parametrize("old", [None, 1])
def test_no_fault_leaves_anything_but_the_old_or_the_new_value(tmp_path: Path, old: int | None):
    for index, call in enumerate(_calls(tmp_path, old)):
        for title, fault in faults_for(call).items():
            folder = _folder(tmp_path / f"{index} {title}", old)
            claimed: list[int] = []
            _update(FaultyFiles(QuickFiles(), {index: fault}), folder, claimed.append)
            _judge(folder, old, claimed, f"call {index} ({call}), {title}")


@pytest.mark.parametrize("old", [None, 1])
def test_no_death_leaves_anything_but_the_old_or_the_new_value(tmp_path: Path, old: int | None):
    for index, call in enumerate(_calls(tmp_path, old)):
        for title, death in deaths_for(call).items():
            folder = _folder(tmp_path / f"{index} {title}", old)
            faulty = FaultyFiles(QuickFiles(), {index: death})
            ended = in_child(lambda tell, on=faulty, at=folder: _update(on, at, tell))
            assert ended.status == KILLED
            _judge(folder, old, ended.told, f"call {index} ({call}), {title}")


def _calls(tmp_path: Path, old: int | None) -> list[str]:
    files = FaultyFiles(QuickFiles())
    claimed: list[int] = []
    _update(files, _folder(tmp_path / "no fault", old), claimed.append)
    assert claimed == [2]
    assert "rename" in files.calls
    return files.calls


def _folder(path: Path, old: int | None) -> str:
    path.mkdir()
    if old is not None:
        _document(QuickFiles(), str(path)).update(lambda _: old)
    return str(path)


def _document(files: Files, folder: str) -> Document[int | None]:
    return Document(
        files,
        folder,
        NAME,
        empty=None,
        decode=lambda parsed: int(parsed["number"]),
        encode=lambda value: {"number": value},
    )


def _update(files: Files, folder: str, claim: Any) -> None:
    try:
        claim(_document(files, folder).update(lambda _: 2))
    except KeystowError:
        return


def _judge(folder: str, old: int | None, claimed: list[int], where: str) -> None:
    value = _document(QuickFiles(), folder).read()
    assert value in {old, 2}, where
    assert not claimed or value == 2, f"{where}: claimed, but not there"
    _document(QuickFiles(), folder).update(lambda _: 3)
    assert _document(QuickFiles(), folder).read() == 3, where
    left = set(os.listdir(folder)) - {NAME, f"{NAME}.lock"}
    # A read that lies makes a good document look damaged: it is set aside, not deleted.
    assert all(name.startswith(f"{NAME}.damaged-") for name in left), where
