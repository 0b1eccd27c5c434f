"""Fail, lie or die at each file call of making a wallet and of saving its next version."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from keystow.errors import KeystowError
from keystow.storage.files import Files
from keystow.storage.leftovers import remove_leftovers
from keystow.storage.wallets import Mark, Wallets
from tests.faults.child import KILLED, in_child
from tests.faults.faulty import SYSTEMS, FaultyFiles, QuickFiles, deaths_for, faults_for
from tests.storage.making import opens, sealed

FIRST, SECOND, THIRD = sealed(1), sealed(2), sealed(3)
MARK = Mark("copper heron lantern", "heron")


@pytest.mark.parametrize("system", ["unnamed", "plain"])  # the others: test_sweep_save
def test_no_fault_loses_a_version_or_makes_a_false_one(tmp_path: Path, system: str):
    for index, call in enumerate(_calls_of_saving(tmp_path, system)):
        for title, fault in faults_for(call).items():
            data, handle = _wallet(tmp_path / f"{index} {title}")
            claimed: list[int] = []
            files = FaultyFiles(SYSTEMS[system](), {index: fault})
            _save(files, data, handle, claimed.append)
            _judge(data, handle, claimed, f"call {index} ({call}), {title}")


@pytest.mark.parametrize("system", ["unnamed", "plain"])  # the others: test_sweep_save
def test_no_death_loses_a_version_or_makes_a_false_one(tmp_path: Path, system: str):
    for index, call in enumerate(_calls_of_saving(tmp_path, system)):
        for title, death in deaths_for(call).items():
            data, handle = _wallet(tmp_path / f"{index} {title}")
            files = FaultyFiles(SYSTEMS[system](), {index: death})
            ended = in_child(lambda tell, on=files, at=data, of=handle: _save(on, at, of, tell))
            assert ended.status == KILLED
            _judge(data, handle, ended.told, f"call {index} ({call}), {title}")


@pytest.mark.parametrize("system", ["unnamed", "plain"])
def test_a_wallet_is_made_whole_or_not_at_all(tmp_path: Path, system: str):
    counting = FaultyFiles(SYSTEMS[system]())
    _create(counting, str(tmp_path / "no fault"), [].append)
    for index, call in enumerate(counting.calls):
        for title, fault in (faults_for(call) | deaths_for(call)).items():
            data = str(tmp_path / f"{index} {title}")
            claimed = _create_under(FaultyFiles(SYSTEMS[system](), {index: fault}), data, title)
            wallets = Wallets(QuickFiles(), data, "keystow")
            handles = wallets.handles()
            where = f"call {index} ({call}), {title}"
            assert set(claimed) <= set(handles), where
            assert all(wallets.current(handle).data == FIRST for handle in handles), where
            assert all(wallets.mark(handle) == MARK for handle in handles), where
            remove_leftovers(QuickFiles(), data, [], time.time() + 7200)
            assert set(os.listdir(os.path.join(data, "wallets"))) == set(handles), where


def _calls_of_saving(tmp_path: Path, system: str) -> list[str]:
    files = FaultyFiles(SYSTEMS[system]())
    data, handle = _wallet(tmp_path / "no fault")
    claimed: list[int] = []
    _save(files, data, handle, claimed.append)
    assert claimed == [2]
    return files.calls


def _wallet(data: Path) -> tuple[str, str]:
    data.mkdir()
    return str(data), Wallets(QuickFiles(), str(data), "keystow").create(FIRST, opens, MARK)


def _create_under(files: Files, data: str, title: str) -> list[str]:
    if not title.startswith(("kill", "write torn")):
        claimed: list[str] = []
        _create(files, data, claimed.append)
        return claimed
    return in_child(lambda tell: _create(files, data, tell)).told


def _create(files: Files, data: str, claim: Any) -> None:
    try:
        claim(Wallets(files, data, "keystow").create(FIRST, opens, MARK))
    except KeystowError:
        return


def _save(files: Files, data: str, handle: str, claim: Any) -> None:
    try:
        claim(Wallets(files, data, "keystow").save_version(handle, 1, SECOND, opens).number)
    except KeystowError:
        return


def _judge(data: str, handle: str, claimed: list[int], where: str) -> None:
    folder = Path(data, "wallets", handle)
    assert (folder / "vault-00000001.keystow").read_bytes() == FIRST, where
    wallets = Wallets(QuickFiles(), data, "keystow")
    assert wallets.handles() == (handle,), where
    current = wallets.current(handle)
    assert current.data == {1: FIRST, 2: SECOND}[current.number], where
    assert not claimed or current.number == 2, f"{where}: claimed, but not there"
    saved = wallets.save_version(handle, current.number, THIRD, opens)
    assert wallets.current(handle) == saved, where
    remove_leftovers(QuickFiles(), data, [], time.time() + 7200)
    left = [name for name in os.listdir(folder) if not name.startswith(("vault", "wallet.json"))]
    assert not left, where
