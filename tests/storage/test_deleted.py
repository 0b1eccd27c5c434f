"""Deleted wallets: moved aside, brought back, and gone for good only when the user knew."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from keystow.errors import Busy, WalletUnknown
from keystow.storage import files as files_module
from keystow.storage.deleted import DeletedWallet, DeletedWallets, Note
from keystow.storage.files import Files, locked
from keystow.storage.leftovers import remove_leftovers
from keystow.storage.wallets import Mark, Wallets
from tests.storage.making import opens, sealed

MARK = Mark("copper heron lantern", "heron")
ON = "2026-11-22T10:00:00Z"
DAY_S = 24 * 3600
AT = datetime.fromisoformat(ON).timestamp()
KNOWN = Note(ON, loss_told=True)


@pytest.fixture
def wallets(tmp_path: Path) -> Wallets:
    return Wallets(Files(), str(tmp_path), "keystow")


@pytest.fixture
def deleted(wallets: Wallets, tmp_path: Path) -> DeletedWallets:
    return DeletedWallets(Files(), str(tmp_path), wallets)


@pytest.fixture
def handle(wallets: Wallets) -> str:
    return wallets.create(sealed(1), opens, MARK)


def uncovered(_: str) -> bool:
    return False


def covered(_: str) -> bool:
    return True


def test_a_deleted_wallet_is_no_wallet_and_comes_back_as_it_was(
    wallets: Wallets, deleted: DeletedWallets, handle: str
) -> None:
    other = wallets.create(sealed(7), opens, None)
    wallets.save_version(handle, 1, sealed(2), opens)
    deleted.put_aside(handle, 2, KNOWN)
    assert wallets.handles() == (other,)
    assert deleted.listed() == (DeletedWallet(handle, KNOWN),)
    for ask in (wallets.current, wallets.mark, wallets.newest, wallets.folder):
        with pytest.raises(WalletUnknown):
            ask(handle)
    deleted.bring_back(handle)
    assert set(wallets.handles()) == {handle, other}
    assert (wallets.current(handle).data, wallets.mark(handle)) == (sealed(2), MARK)
    assert deleted.listed() == ()


def test_it_can_be_deleted_again(wallets: Wallets, deleted: DeletedWallets, handle: str) -> None:
    deleted.put_aside(handle, 1, Note("2026-11-01T10:00:00Z", loss_told=False))
    deleted.bring_back(handle)
    deleted.put_aside(handle, 1, KNOWN)
    assert deleted.listed() == (DeletedWallet(handle, KNOWN),)


def test_what_was_changed_since_the_window_asked_is_not_deleted(
    wallets: Wallets, deleted: DeletedWallets, handle: str
) -> None:
    wallets.save_version(handle, 1, sealed(2), opens)
    with pytest.raises(Busy) as busy:
        deleted.put_aside(handle, 1, KNOWN)
    assert busy.value.data == {"reason": "changed"}
    assert wallets.handles() == (handle,)


def test_it_waits_for_a_change_that_is_under_way(
    wallets: Wallets,
    deleted: DeletedWallets,
    handle: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files_module, "LOCK_WAIT_S", 0.0)
    with wallets.hold(handle), pytest.raises(Busy):
        deleted.put_aside(handle, 1, KNOWN)
    assert wallets.handles() == (handle,)


def test_whoever_waited_for_the_lock_finds_no_wallet_any_more(
    wallets: Wallets,
    deleted: DeletedWallets,
    handle: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from keystow.storage import wallets as module

    def deleted_first(files: Files, folder: int, name: str) -> object:
        monkeypatch.setattr(module, "locked", locked)
        deleted.put_aside(handle, 1, KNOWN)
        return locked(files, folder, name)

    monkeypatch.setattr(module, "locked", deleted_first)
    with pytest.raises(WalletUnknown):
        wallets.save_version(handle, 1, sealed(2), opens)
    deleted.bring_back(handle)
    assert wallets.current(handle).number == 1


@pytest.mark.parametrize("name", ["0" * 32, "../wallets", "", "a" * 31 + "."])
def test_what_was_never_deleted_doesn_t_come_back(deleted: DeletedWallets, name: str) -> None:
    with pytest.raises(WalletUnknown):
        deleted.bring_back(name)


def test_another_client_s_is_not_listed_nor_brought_back(
    wallets: Wallets, deleted: DeletedWallets, handle: str, tmp_path: Path
) -> None:
    deleted.put_aside(handle, 1, KNOWN)
    theirs = DeletedWallets(Files(), str(tmp_path), Wallets(Files(), str(tmp_path), "other"))
    assert theirs.listed() == ()
    with pytest.raises(WalletUnknown):
        theirs.bring_back(handle)


def test_it_goes_for_good_after_thirty_days_and_not_before(
    deleted: DeletedWallets, handle: str, tmp_path: Path
) -> None:
    deleted.put_aside(handle, 1, KNOWN)
    assert deleted.remove_expired(AT + 30 * DAY_S, uncovered) == 0
    assert deleted.remove_expired(AT - 90 * DAY_S, uncovered) == 0, "a clock that went back"
    assert len(deleted.listed()) == 1
    assert deleted.remove_expired(AT + 30 * DAY_S + 1, uncovered) == 1
    assert list((tmp_path / "wallets").iterdir()) == []


def test_what_no_copy_covers_goes_only_where_the_user_was_told(
    deleted: DeletedWallets, handle: str
) -> None:
    deleted.put_aside(handle, 1, Note(ON, loss_told=False))
    late = AT + 400 * DAY_S
    assert deleted.remove_expired(late, uncovered) == 0, "its copies have gone since"
    deleted.bring_back(handle)
    deleted.put_aside(handle, 1, Note(ON, loss_told=False))
    assert deleted.remove_expired(late, covered) == 1


def test_one_whose_note_is_lost_is_listed_and_stays(
    deleted: DeletedWallets, handle: str, tmp_path: Path
) -> None:
    deleted.put_aside(handle, 1, KNOWN)
    note = tmp_path / "wallets" / f"{handle}.deleted" / "deleted.json"
    odd = [{"deleted_on": "once", "loss_told": True}, {"deleted_on": 5, "loss_told": True}]
    for text in ("", *(json.dumps({"v": 1, **one}) for one in odd), None):
        note.write_text(text) if text is not None else note.unlink(missing_ok=True)
        assert deleted.remove_expired(AT + 400 * DAY_S, covered) == 0
        assert deleted.listed() == (DeletedWallet(handle, Note("", loss_told=False)),)
    deleted.bring_back(handle)


def test_a_removal_that_was_killed_is_finished_by_the_next_start(
    deleted: DeletedWallets, handle: str, tmp_path: Path
) -> None:
    deleted.put_aside(handle, 1, KNOWN)
    root = tmp_path / "wallets"
    (root / f"{handle}.deleted").rename(root / f"{handle}.gone")
    assert deleted.listed() == ()
    deleted.remove_expired(AT, covered)
    assert list(root.iterdir()) == []


def test_leftovers_leave_a_deleted_wallet_alone(
    deleted: DeletedWallets, handle: str, tmp_path: Path
) -> None:
    deleted.put_aside(handle, 1, KNOWN)
    remove_leftovers(Files(), str(tmp_path), (), datetime.now(UTC).timestamp() + 7200)
    deleted.bring_back(handle)


def test_of_two_hosts_that_bring_it_back_the_slower_finds_it_gone(
    deleted: DeletedWallets, handle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    deleted.put_aside(handle, 1, KNOWN)
    seen = deleted.listed()
    deleted.bring_back(handle)
    monkeypatch.setattr(deleted, "listed", lambda: seen)
    with pytest.raises(WalletUnknown):
        deleted.bring_back(handle)
