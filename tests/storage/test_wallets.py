"""The wallets' vaults: versions that are never overwritten, changed by one at a time."""

import os
import time
from pathlib import Path

import pytest

from keystow.errors import Busy, Damaged, NoSpace, TooMany, WalletUnknown
from keystow.storage import files as files_module
from keystow.storage import wallets as module
from keystow.storage.files import Files, locked
from keystow.storage.leftovers import remove_leftovers
from keystow.storage.wallets import Mark, Version, Wallets
from tests.faults.faulty import NoUnnamed
from tests.storage.making import opens, sealed

MARK = Mark("copper heron lantern", "heron")
HOUR_AFTER = 7200.0


@pytest.fixture
def wallets(tmp_path: Path) -> Wallets:
    return Wallets(Files(), str(tmp_path), "keystow")


@pytest.fixture
def handle(wallets: Wallets) -> str:
    return wallets.create(sealed(1), opens, MARK)


def _folder(tmp_path: Path, handle: str) -> Path:
    return tmp_path / "wallets" / handle


def test_a_new_wallet_is_there_with_its_mark(wallets: Wallets, handle: str, tmp_path: Path):
    assert wallets.handles() == (handle,)
    assert wallets.current(handle) == Version(1, sealed(1))
    assert wallets.mark(handle) == MARK
    assert wallets.folder(handle) == str(_folder(tmp_path, handle))
    for path in _folder(tmp_path, handle).iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
    assert _folder(tmp_path, handle).stat().st_mode & 0o777 == 0o700


def test_before_the_first_wallet_there_is_none(wallets: Wallets):
    assert wallets.handles() == ()


def test_a_mark_can_come_later_and_change(wallets: Wallets):
    handle = wallets.create(sealed(1), opens, None)
    assert wallets.mark(handle) is None
    wallets.set_mark(handle, MARK)
    assert wallets.mark(handle) == MARK


def test_a_saved_version_is_the_current_one_and_the_older_stays(
    wallets: Wallets, handle: str, tmp_path: Path
):
    assert wallets.save_version(handle, 1, sealed(2), opens) == Version(2, sealed(2))
    assert wallets.current(handle).number == 2
    assert (_folder(tmp_path, handle) / "vault-00000001.keystow").read_bytes() == sealed(1)


def test_a_change_of_an_outdated_version_is_refused(wallets: Wallets, handle: str):
    wallets.save_version(handle, 1, sealed(2), opens)
    with pytest.raises(Busy):
        wallets.save_version(handle, 1, sealed(3), opens)
    assert wallets.current(handle) == Version(2, sealed(2))


def test_the_whole_versions_before_one_are_given_the_newest_first(
    wallets: Wallets, handle: str, tmp_path: Path
):
    for number in (1, 2, 3):
        wallets.save_version(handle, number, sealed(number + 1), opens)
    (_folder(tmp_path, handle) / "vault-00000002.keystow").write_bytes(b"torn")

    assert list(wallets.before(handle, 4)) == [Version(3, sealed(3)), Version(1, sealed(1))]
    assert list(wallets.before(handle, 1)) == []


def test_a_damaged_version_gives_way_to_the_one_before(
    wallets: Wallets, handle: str, tmp_path: Path
):
    wallets.save_version(handle, 1, sealed(2), opens)
    damaged = _folder(tmp_path, handle) / "vault-00000002.keystow"
    damaged.write_bytes(sealed(2)[:-1])
    assert wallets.current(handle) == Version(1, sealed(1))
    assert wallets.save_version(handle, 1, sealed(3), opens).number == 3
    assert damaged.read_bytes() == sealed(2)[:-1]


def test_no_whole_version_is_damage_and_no_unknown_wallet(
    wallets: Wallets, handle: str, tmp_path: Path
):
    path = _folder(tmp_path, handle) / "vault-00000001.keystow"
    path.unlink()
    path.mkdir()
    with pytest.raises(Damaged):
        wallets.current(handle)
    assert wallets.handles() == (handle,)


@pytest.mark.parametrize("bad", ["", "..", "../..", "A" * 32, "0" * 31, "0" * 33, "/etc", "0" * 32])
def test_a_handle_is_nothing_but_32_digits_of_a_wallet_that_is_there(
    wallets: Wallets, handle: str, bad: str
):
    for call in (wallets.current, wallets.mark, wallets.folder, wallets.prune):
        with pytest.raises(WalletUnknown):
            call(bad)
    with pytest.raises(WalletUnknown):
        wallets.set_mark(bad, MARK)
    with pytest.raises(WalletUnknown):
        wallets.save_version(bad, 1, sealed(2), opens)


def test_clients_see_their_own_wallets(tmp_path: Path, handle: str):
    other = Wallets(Files(), str(tmp_path), "other")
    assert other.handles() == ()
    with pytest.raises(WalletUnknown):
        other.current(handle)
    theirs = other.create(sealed(5), opens, None)
    assert Wallets(Files(), str(tmp_path), "keystow").handles() == (handle,)
    assert other.handles() == (theirs,)


@pytest.mark.parametrize("damage", [b"", b'{"client":5,"mark":null,"v":1}', None])
def test_a_lost_document_does_not_lose_the_wallet(
    wallets: Wallets, handle: str, tmp_path: Path, damage: bytes | None
):
    document = _folder(tmp_path, handle) / "wallet.json"
    document.unlink()
    if damage is not None:
        document.write_bytes(damage)
    assert wallets.handles() == (handle,)
    assert wallets.current(handle).data == sealed(1)
    assert wallets.mark(handle) is None


def test_a_wallet_that_is_being_changed_is_busy(
    wallets: Wallets, handle: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(files_module, "LOCK_WAIT_S", 0.02)
    lock = "vault.lock"
    with wallets._open(handle) as folder, locked(Files(), folder, lock), pytest.raises(Busy):
        wallets.save_version(handle, 1, sealed(2), opens)


def test_a_version_that_another_made_without_our_lock_is_not_overwritten(
    wallets: Wallets, handle: str, tmp_path: Path
):
    path = _folder(tmp_path, handle) / "vault-00000002.keystow"

    def verify(data: bytes) -> None:
        path.write_bytes(b"of another")

    with pytest.raises(Busy):
        wallets.save_version(handle, 1, sealed(2), verify)
    assert path.read_bytes() == b"of another"


def test_a_killed_processs_half_version_is_no_obstacle(handle: str, tmp_path: Path):
    (_folder(tmp_path, handle) / ".vault-00000002.keystow.part").write_bytes(b"half")
    wallets = Wallets(NoUnnamed(), str(tmp_path), "keystow")
    assert wallets.save_version(handle, 1, sealed(2), opens).number == 2


def test_pruning_keeps_the_newest_whole_versions_and_all_that_are_not(
    wallets: Wallets, handle: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "KEPT_VERSIONS", 2)
    for number in range(2, 7):
        wallets.save_version(handle, number - 1, sealed(number), opens)
    folder = _folder(tmp_path, handle)
    for number in (2, 5):
        (folder / f"vault-{number:08}.keystow").write_bytes(b"damaged")
    assert wallets.prune(handle) == 2
    left = sorted(int(name[6:14]) for name in os.listdir(folder) if name.startswith("vault-"))
    assert left == [2, 4, 5, 6]
    assert wallets.prune(handle) == 0
    assert wallets.current(handle).number == 6


def test_a_wallet_whose_first_version_was_not_saved_is_not_there(wallets: Wallets, tmp_path: Path):
    class Full(Files):
        def write(self, fd: int, data: memoryview) -> int:
            if b"age-encryption" in bytes(data):
                raise OSError(28, "full")
            return super().write(fd, data)

    with pytest.raises(NoSpace):
        Wallets(Full(), str(tmp_path), "keystow").create(sealed(1), opens, MARK)
    assert wallets.handles() == ()
    (left,) = os.listdir(tmp_path / "wallets")
    with pytest.raises(WalletUnknown):
        wallets.current(left)
    assert remove_leftovers(Files(), str(tmp_path), [], time.time()) == 0
    assert remove_leftovers(Files(), str(tmp_path), [], time.time() + HOUR_AFTER) == 1
    assert os.listdir(tmp_path / "wallets") == []


def test_no_version_is_saved_under_a_name_that_is_none(
    wallets: Wallets, handle: str, tmp_path: Path
):
    (_folder(tmp_path, handle) / "vault-99999999.keystow").write_bytes(sealed(2))
    last = wallets.newest(handle)
    with pytest.raises(TooMany):
        wallets.save_version(handle, last, sealed(3), opens)
    assert wallets.current(handle) == Version(99_999_999, sealed(2))
