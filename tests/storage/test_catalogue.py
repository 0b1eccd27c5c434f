"""The catalogue: what is covered, what was saved, what is the user's own."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from keystow.errors import CopyUnknown, WalletUnknown
from keystow.storage import catalogue as module
from keystow.storage.catalogue import Catalogue, Reach
from keystow.storage.destinations import SAFETY, Destination
from keystow.storage.files import Files
from keystow.storage.records import Backup, Cause, Proof, copy_token
from tests.storage.making import DATE, backup, copy, destination, facts

HANDLE = "1" * 32
OTHER = "2" * 32
STICK = "a" * 16
DISK = "b" * 16


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Destination]:
    found = {}
    for token in (STICK, DISK, SAFETY):
        (tmp_path / token).mkdir()
        found[token] = destination(tmp_path / token, token)
    return found


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    found = Catalogue(Files(), str(tmp_path), "keystow")
    found.record_facts(HANDLE, facts((1, 2), (5, 1), (9, 3)), "first")
    return found


def _record(
    catalogue: Catalogue, places: dict[str, Destination], made: Backup, handle: str = HANDLE
) -> Backup:
    for one in made.copies:
        if one.saved:
            Path(places[one.destination].path, made.name).write_bytes(b"copy")
    catalogue.record_backup(handle, made)
    return made


def test_facts_are_remembered_over_a_restart(tmp_path: Path, catalogue: Catalogue):
    again = Catalogue(Files(), str(tmp_path), "keystow").wallet(HANDLE)
    assert again is not None
    assert again == catalogue.wallet(HANDLE)
    assert again.facts.accounts == 6
    assert (again.auto_lock_minutes, again.last_unlocked, again.backups) == (15, None, ())


def test_facts_change_and_the_rest_stays(catalogue: Catalogue, places: dict[str, Destination]):
    made = _record(catalogue, places, backup(5, copy(STICK)))
    catalogue.set_auto_lock(HANDLE, 7)
    catalogue.record_unlock(HANDLE, DATE)
    catalogue.record_facts(HANDLE, facts((1, 1), sequence=11), None)
    wallet = catalogue.wallet(HANDLE)
    assert wallet is not None
    assert wallet.facts == facts((1, 1), sequence=11)
    assert (wallet.auto_lock_minutes, wallet.last_unlocked) == (7, DATE)
    assert wallet.backups == (made,)


def test_an_account_is_covered_by_a_copy_that_is_not_older(
    catalogue: Catalogue, places: dict[str, Destination]
):
    some = places.values()
    assert catalogue.reach(HANDLE, some).covered == 0
    for sequence, uncovered in ((1, 4), (5, 3), (8, 3), (9, 0)):
        _record(catalogue, places, backup(sequence, copy(STICK)))
        wallet = catalogue.wallet(HANDLE)
        assert wallet is not None
        assert wallet.facts.uncovered(catalogue.reach(HANDLE, some).covered) == uncovered


def test_an_older_copy_added_later_takes_no_cover_away(
    catalogue: Catalogue, places: dict[str, Destination]
):
    _record(catalogue, places, backup(9, copy(STICK)))
    _record(catalogue, places, backup(2, copy(STICK), cause=Cause.FOUND))
    assert catalogue.reach(HANDLE, places.values()).covered == 9


def test_the_safety_folder_alone_covers_nothing(
    catalogue: Catalogue, places: dict[str, Destination]
):
    _record(catalogue, places, backup(9, copy(SAFETY), cause=Cause.CHANGE))
    reach = catalogue.reach(HANDLE, places.values())
    assert reach == Reach({SAFETY: 9})
    assert reach.covered == 0
    assert reach.places(9) == 1


@pytest.mark.parametrize("bad", [{"how": Proof.SUM}, {"code": "NO_SPACE"}])
def test_only_a_copy_that_opened_covers(
    catalogue: Catalogue, places: dict[str, Destination], bad: dict[str, str]
):
    _record(catalogue, places, backup(9, copy(STICK, **bad), copy(SAFETY)))
    assert catalogue.reach(HANDLE, places.values()).covered == 0


def test_places_count_those_that_hold_the_account(
    catalogue: Catalogue, places: dict[str, Destination]
):
    _record(catalogue, places, backup(5, copy(STICK), copy(DISK)))
    _record(catalogue, places, backup(9, copy(DISK), copy(SAFETY)))
    reach = catalogue.reach(HANDLE, places.values())
    assert [reach.places(since) for since in (1, 5, 6, 9, 10)] == [3, 3, 2, 2, 0]


def test_a_copy_that_was_deleted_covers_nothing(
    catalogue: Catalogue, places: dict[str, Destination]
):
    made = _record(catalogue, places, backup(9, copy(STICK)))
    Path(places[STICK].path, made.name).unlink()
    assert catalogue.reach(HANDLE, places.values()).covered == 0
    assert catalogue.copies(HANDLE, places.values()) == ()


def test_a_copy_that_was_cut_covers_nothing(catalogue: Catalogue, places: dict[str, Destination]):
    made = _record(catalogue, places, backup(9, copy(STICK)))
    os.truncate(Path(places[STICK].path, made.name), 1)
    assert catalogue.reach(HANDLE, places.values()).covered == 0


def test_a_stick_in_a_drawer_still_covers(catalogue: Catalogue, places: dict[str, Destination]):
    _record(catalogue, places, backup(9, copy(STICK)))
    Path(places[STICK].path).rename(Path(places[STICK].path + "-away"))
    assert catalogue.reach(HANDLE, places.values()).covered == 9


def test_a_forgotten_destination_covers_nothing(
    catalogue: Catalogue, places: dict[str, Destination]
):
    _record(catalogue, places, backup(9, copy(STICK)))
    assert catalogue.reach(HANDLE, [places[DISK]]).covered == 0


def test_the_copies_of_another_handle_cover_nothing_here(
    catalogue: Catalogue, places: dict[str, Destination]
):
    catalogue.record_facts(OTHER, facts((1, 1)), "first")  # the same wallet id, restored apart
    _record(catalogue, places, backup(9, copy(STICK)), OTHER)
    assert catalogue.reach(HANDLE, places.values()).covered == 0
    assert catalogue.reach("3" * 32, places.values()).covered == 0


def test_copies_are_listed_newest_first(catalogue: Catalogue, places: dict[str, Destination]):
    first = _record(catalogue, places, backup(5, copy(STICK), copy(DISK, code="NO_SPACE")))
    second = _record(catalogue, places, backup(9, copy(DISK)))
    listed = catalogue.copies(HANDLE, places.values())
    assert [(one.backup, one.copy.destination) for one in listed] == [
        (second, DISK),
        (first, STICK),
    ]
    assert [catalogue.find_copy(HANDLE, one.token) for one in listed] == list(listed)
    assert len({one.token for one in listed}) == 2


def test_a_copy_that_failed_has_no_token(catalogue: Catalogue, places: dict[str, Destination]):
    made = _record(catalogue, places, backup(5, copy(STICK), copy(DISK, code="NO_SPACE")))
    with pytest.raises(CopyUnknown):
        catalogue.find_copy(HANDLE, copy_token(made, made.copies[1]))
    with pytest.raises(CopyUnknown):
        catalogue.find_copy(HANDLE, "0" * 16)


def test_the_last_backup_is_the_last_one_asked_for(
    catalogue: Catalogue, places: dict[str, Destination]
):
    assert catalogue.last_backup(HANDLE) is None
    assert catalogue.last_backup(OTHER) is None
    made = _record(catalogue, places, backup(5, copy(STICK)))
    _record(catalogue, places, backup(6, copy(STICK, code="NO_SPACE")))
    _record(catalogue, places, backup(7, copy(SAFETY), cause=Cause.CHANGE))
    assert catalogue.last_backup(HANDLE) == made


def test_the_file_that_a_wallet_came_from_counts_as_its_backup(
    catalogue: Catalogue, places: dict[str, Destination]
):
    came = _record(catalogue, places, backup(5, copy(STICK), cause=Cause.FOUND))
    _record(catalogue, places, backup(6, copy(SAFETY), cause=Cause.CHANGE))
    assert catalogue.last_backup(HANDLE) == came


def test_a_copy_read_again_says_so(catalogue: Catalogue, places: dict[str, Destination]):
    made = _record(catalogue, places, backup(5, copy(STICK, Proof.SUM), copy(DISK)))
    sums, cached = (copy_token(made, one) for one in made.copies)
    later = "2026-12-01T00:00:00Z"

    def how(token: str) -> tuple[str, Proof]:
        found = catalogue.find_copy(HANDLE, token).copy
        return found.verified_on, found.verified_how

    catalogue.record_verified(HANDLE, sums, Proof.SUM, later)
    assert how(sums) == (later, Proof.SUM)
    catalogue.record_verified(HANDLE, sums, Proof.PASSWORD, later)
    assert how(sums) == (later, Proof.PASSWORD)
    assert how(cached) == (DATE, Proof.CACHED)
    catalogue.record_verified(HANDLE, cached, Proof.SUM, later)
    assert how(cached) == (later, Proof.CACHED)
    with pytest.raises(CopyUnknown):
        catalogue.record_verified(HANDLE, "0" * 16, Proof.SUM, later)


def test_a_wallet_that_is_not_there_takes_no_record(catalogue: Catalogue):
    for record in (
        lambda: catalogue.record_backup(OTHER, backup(1)),
        lambda: catalogue.record_unlock(OTHER, DATE),
        lambda: catalogue.set_auto_lock(OTHER, 5),
        lambda: catalogue.record_verified(OTHER, "0" * 16, Proof.SUM, DATE),
        lambda: catalogue.find_copy(OTHER, "0" * 16),
    ):
        with pytest.raises(WalletUnknown):
            record()


@pytest.mark.parametrize("minutes", [0, 61, -1])
def test_auto_lock_has_bounds(catalogue: Catalogue, minutes: int):
    with pytest.raises(ValueError, match="1 to 60"):
        catalogue.set_auto_lock(HANDLE, minutes)


def test_the_oldest_backups_are_forgotten_but_not_what_covers(
    catalogue: Catalogue, places: dict[str, Destination], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "MAX_BACKUPS", 3)
    _record(catalogue, places, backup(1, copy(STICK)))
    on_stick = _record(catalogue, places, backup(2, copy(STICK)))
    asked = _record(catalogue, places, backup(3, copy(DISK)))
    on_disk = _record(catalogue, places, backup(4, copy(DISK), cause=Cause.CHANGE))
    newest = [
        _record(catalogue, places, backup(number, copy(SAFETY), cause=Cause.CHANGE))
        for number in range(5, 20)
    ][-3:]
    wallet = catalogue.wallet(HANDLE)
    assert wallet is not None
    assert wallet.backups == (on_stick, asked, on_disk, *newest)


def test_without_an_asked_for_backup_nothing_is_kept_for_it(
    catalogue: Catalogue, places: dict[str, Destination], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "MAX_BACKUPS", 1)
    _record(catalogue, places, backup(1, copy(SAFETY), cause=Cause.CHANGE))
    last = _record(catalogue, places, backup(2, copy(SAFETY), cause=Cause.CHANGE))
    wallet = catalogue.wallet(HANDLE)
    assert wallet is not None
    assert wallet.backups == (last,)


def test_only_a_file_known_byte_for_byte_is_own(
    catalogue: Catalogue, places: dict[str, Destination]
):
    made = _record(catalogue, places, backup(5, copy(STICK)))
    owns = catalogue.owns()
    assert set(owns) == {made.sha256}
    assert owns[made.sha256].wallet_name == "My wallet"
    assert owns[made.sha256].handle == HANDLE


def began_as(catalogue: Catalogue, wallet_id: str, addresses: list[str]) -> bool:
    seen = catalogue.seen(wallet_id)
    assert seen is not None
    return seen.began_as(addresses)


def test_a_wallet_id_keeps_its_first_address_and_highest_sequence(
    tmp_path: Path, catalogue: Catalogue
):
    wallet_id = "w" * 16
    catalogue.record_facts(OTHER, facts(sequence=3), "a forger's")
    catalogue.record_facts(HANDLE, facts(sequence=12), "first")
    catalogue.record_facts(HANDLE, facts(sequence=4), "first")
    seen = catalogue.seen(wallet_id)
    assert seen is not None
    assert seen.sequence == 12
    assert began_as(catalogue, wallet_id, ["other", "first"])
    assert not began_as(catalogue, wallet_id, ["a forger's"])
    assert catalogue.seen("unseen") is None
    assert b'first"' not in (tmp_path / "catalogue.keystow.json").read_bytes()


def test_how_far_a_wallet_had_come_is_never_taken_back(catalogue: Catalogue):
    catalogue.record_facts(HANDLE, facts(sequence=12), "first")
    catalogue.record_facts(HANDLE, facts((3, 1), sequence=4), "first")
    wallet = catalogue.wallet(HANDLE)
    assert wallet is not None
    assert (wallet.facts.sequence, wallet.facts.accounts) == (12, 0)
    catalogue.record_facts(HANDLE, facts(sequence=2, wallet_id="x" * 16), "another wallet's")
    wallet = catalogue.wallet(HANDLE)
    assert wallet is not None
    assert wallet.facts.sequence == 2, "another wallet counts for itself"


def test_a_first_address_is_renewed_by_a_change_that_this_host_saved(catalogue: Catalogue):
    wallet_id = "w" * 16
    catalogue.record_facts(HANDLE, facts(sequence=1), "first", saved=True)
    catalogue.record_facts(HANDLE, facts(sequence=2), "of an opened vault")
    catalogue.record_facts(OTHER, facts(sequence=3), "of a new wallet with this id", saved=True)
    catalogue.record_facts(HANDLE, facts(sequence=4), None, saved=True)
    assert began_as(catalogue, wallet_id, ["first"])
    catalogue.record_facts(HANDLE, facts(sequence=5), "second", saved=True)
    assert began_as(catalogue, wallet_id, ["second"])
    assert not began_as(catalogue, wallet_id, ["first"])


def test_a_wallet_without_accounts_shows_no_first_address(catalogue: Catalogue):
    catalogue.record_facts(OTHER, facts(wallet_id="x" * 16), None)
    assert catalogue.seen("x" * 16) is None
    catalogue.record_facts(OTHER, facts((9, 1), wallet_id="x" * 16), "its first")
    assert began_as(catalogue, "x" * 16, ["its first"])


def test_clients_see_their_own_wallets(tmp_path: Path, catalogue: Catalogue):
    assert Catalogue(Files(), str(tmp_path), "other").wallet(HANDLE) is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("sequence", -1),
        ("sequence", "9"),
        ("sequence", True),
        ("name", 5),
        ("added", [[1]]),
        ("backups", {}),
        ("backups", [{"cause": "whim"}]),
        ("last_unlocked", 5),
    ],
)
def test_a_damaged_catalogue_is_set_aside_and_built_anew(
    tmp_path: Path, catalogue: Catalogue, key: str, value: object
):
    path = tmp_path / "catalogue.keystow.json"
    parsed = json.loads(path.read_bytes())
    parsed["wallets"][HANDLE][key] = value
    if value == {}:
        parsed["wallets"] = []
    path.write_text(json.dumps(parsed))
    assert catalogue.wallet(HANDLE) is None
    catalogue.record_facts(HANDLE, facts((1, 1)), "first")
    assert catalogue.wallet(HANDLE) is not None
    assert len(list(tmp_path.glob("catalogue.keystow.json.damaged-*"))) == 1


def test_every_field_of_a_backup_survives(
    tmp_path: Path, catalogue: Catalogue, places: dict[str, Destination]
):
    made = backup(5, copy(STICK, Proof.PASSWORD), copy(DISK, code="NO_SPACE"), cause=Cause.FOUND)
    made = replace(made, one_disk=False)
    _record(catalogue, places, made)
    again = Catalogue(Files(), str(tmp_path), "keystow").wallet(HANDLE)
    assert again is not None
    assert again.backups == (made,)


def test_facts_of_an_earlier_change_that_come_late_are_not_taken(catalogue: Catalogue) -> None:
    later = facts((1, 2), (12, 1), sequence=12)
    catalogue.record_facts(HANDLE, later, None)
    catalogue.record_facts(HANDLE, facts((1, 2), sequence=11), None)
    record = catalogue.wallet(HANDLE)
    assert record is not None
    assert record.facts == later
    restored = facts((1, 1), sequence=2, wallet_id="x" * 16)
    catalogue.record_facts(HANDLE, restored, "lamden:cd")
    record = catalogue.wallet(HANDLE)
    assert record is not None
    assert record.facts == restored, "another wallet counts for itself"
