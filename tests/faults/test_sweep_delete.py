"""Fail or die at each file call of deleting a wallet, bringing it back and removing it for good.

At every moment the wallet is in its place or among the deleted ones, whole; a removal that began
is finished later, and a wallet whose time isn't up is never touched by it.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from keystow.errors import KeystowError
from keystow.storage.deleted import DeletedWallets, Note
from keystow.storage.files import Files
from keystow.storage.wallets import Mark, Wallets
from tests.faults.child import KILLED, in_child
from tests.faults.faulty import FaultyFiles, QuickFiles, deaths_for, faults_for
from tests.storage.making import opens, sealed

MARK = Mark("copper heron lantern", "heron")
ON = "2026-11-22T10:00:00Z"
LONG_AFTER = datetime.fromisoformat(ON).timestamp() + 40 * 24 * 3600
Step = Callable[[Wallets, DeletedWallets, str], object]


def put_aside(_: Wallets, deleted: DeletedWallets, handle: str) -> None:
    deleted.put_aside(handle, 1, Note(ON, loss_told=True))


def bring_back(_: Wallets, deleted: DeletedWallets, handle: str) -> None:
    deleted.bring_back(handle)


def remove(_: Wallets, deleted: DeletedWallets, __: str) -> None:
    deleted.remove_expired(LONG_AFTER, lambda _: True)


def stores(files: Files, data: Path) -> tuple[Wallets, DeletedWallets]:
    wallets = Wallets(files, str(data), "keystow")
    return wallets, DeletedWallets(files, str(data), wallets)


def begin(data: Path, step: Step) -> str:
    data.mkdir(parents=True)
    wallets, deleted = stores(QuickFiles(), data)
    handle = wallets.create(sealed(1), opens, MARK)
    if step is not put_aside:
        put_aside(wallets, deleted, handle)
    return handle


def whole_in(data: Path, handle: str) -> str:
    """Return where the wallet is, after a look with files that work; it must be whole there."""
    wallets, deleted = stores(QuickFiles(), data)
    if [one.handle for one in deleted.listed()] == [handle]:
        assert wallets.handles() == ()
        deleted.bring_back(handle)
        where = "deleted"
    else:
        where = "in its place"
    assert wallets.handles() == (handle,), "neither here nor there"
    assert (wallets.current(handle).data, wallets.mark(handle)) == (sealed(1), MARK)
    return where


def calls_of(data: Path, step: Step) -> list[str]:
    handle = begin(data, step)
    files = FaultyFiles(QuickFiles())
    step(*stores(files, data), handle)
    return files.calls


def tried(files: FaultyFiles, data: Path, step: Step, handle: str) -> bool:
    try:
        step(*stores(files, data), handle)
    except KeystowError:
        return False
    return True


@pytest.mark.parametrize("step", [put_aside, bring_back])
def test_a_failure_leaves_the_wallet_whole_in_one_of_two_places(tmp_path: Path, step: Step) -> None:
    after = "deleted" if step is put_aside else "in its place"
    runs = 0
    for index, call in enumerate(calls_of(tmp_path / "first", step)):
        for title, fault in faults_for(call).items():
            data = tmp_path / f"{index} {title}"
            handle = begin(data, step)
            done = tried(FaultyFiles(QuickFiles(), {index: fault}), data, step, handle)
            where = whole_in(data, handle)
            assert not done or where == after, (index, call, title)
            runs += 1
    assert runs > 50


@pytest.mark.parametrize("step", [put_aside, bring_back])
def test_a_kill_leaves_the_wallet_whole_in_one_of_two_places(tmp_path: Path, step: Step) -> None:
    seen = set()
    for index, call in enumerate(calls_of(tmp_path / "first", step)):
        for title, fault in deaths_for(call).items():
            data = tmp_path / f"{index} {title}"
            handle = begin(data, step)
            files = FaultyFiles(QuickFiles(), {index: fault})
            child = in_child(lambda _, f=files, d=data, h=handle: tried(f, d, step, h))
            assert child.status == KILLED
            seen.add(whole_in(data, handle))
    assert seen == {"deleted", "in its place"}


def test_a_removal_that_fails_or_is_killed_is_finished_later(tmp_path: Path) -> None:
    for index, call in enumerate(calls_of(tmp_path / "first", remove)):
        for title, fault in faults_for(call).items():
            data = tmp_path / f"{index} {title}"
            handle = begin(data, remove)
            tried(FaultyFiles(QuickFiles(), {index: fault}), data, remove, handle)
            require_finished_later(data, handle)
        for title, fault in deaths_for(call).items():
            data = tmp_path / f"{index} {title}"
            handle = begin(data, remove)
            files = FaultyFiles(QuickFiles(), {index: fault})
            child = in_child(lambda _, f=files, d=data, h=handle: tried(f, d, remove, h))
            assert child.status == KILLED
            require_finished_later(data, handle)


def require_finished_later(data: Path, handle: str) -> None:
    wallets, deleted = stores(QuickFiles(), data)
    if deleted.listed():  # it hadn't begun, and can still be undone
        assert whole_in(data, handle) == "deleted"
        return
    assert wallets.handles() == ()
    remove(wallets, deleted, handle)
    assert list((data / "wallets").iterdir()) == []
