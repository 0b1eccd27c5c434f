"""Finding keystores by their headers, with nothing believed."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from keystow.storage import found as module
from keystow.storage.catalogue import Own
from keystow.storage.destinations import Destination
from keystow.storage.files import Files
from keystow.storage.found import Condition, count, key_file_need, read_header, scan
from tests.faults.faulty import flipped
from tests.storage.making import backup, destination, sealed


@pytest.fixture
def place(tmp_path: Path) -> Destination:
    (tmp_path / "place").mkdir()
    return destination(tmp_path / "place")


def _put(place: Destination, name: str, data: bytes) -> Path:
    path = Path(place.path, name)
    path.write_bytes(data)
    return path


def test_copies_are_found_newest_first_with_their_headers(place: Destination):
    _put(place, "b.keystow", sealed(1, "2026-01-01T00:00:00Z", "old hint"))
    _put(place, "a.keystow", sealed(2, "2026-05-01T00:00:00Z", "new hint"))
    new, old = scan(Files(), [place], {})
    assert (new.name, new.header.hint, new.header.made_on) == (
        "a.keystow",
        "new hint",
        "2026-05-01T00:00:00Z",
    )
    assert old.header.hint == "old hint"
    assert new.header.condition is old.header.condition is Condition.GOOD
    assert new.header.made_by == "Keystow test"
    assert new.size == os.stat(Path(place.path, new.name)).st_size
    assert len({new.id, old.id}) == 2


def test_a_file_known_byte_for_byte_is_own(place: Destination):
    mine, other = sealed(1), sealed(2)
    _put(place, "mine.keystow", mine)
    _put(place, "other.keystow", other)
    own = Own("1" * 32, "My wallet", backup(1))
    owns = {read_header(mine).sha256: own}
    assert {one.name: one.own for one in scan(Files(), [place], owns)} == {
        "mine.keystow": own,
        "other.keystow": None,
    }


def test_what_the_bytes_show_is_said_and_no_more(place: Destination):
    whole = sealed()
    _put(place, "good.keystow", whole)
    _put(place, "flipped.keystow", whole[:-1] + bytes([whole[-1] ^ 1]))
    _put(place, "half.keystow", whole[:100])
    _put(place, "empty.keystow", b"")
    _put(place, "text.keystow", b"hello")
    newer = whole.replace(b"-> keystow/about 1 ", b"-> keystow/about 2 ")
    _put(place, "newer.keystow", newer)
    said = {
        one.name.split(".")[0]: (one.header.condition.value, one.header.code)
        for one in scan(Files(), [place], {})
    }
    assert said == {
        "good": ("good", None),
        "flipped": ("damaged", None),
        "half": ("damaged", "TRUNCATED"),
        "empty": ("damaged", "NOT_A_KEYSTORE"),
        "text": ("damaged", "NOT_A_KEYSTORE"),
        "newer": ("newer", "NEWER_FORMAT"),
    }


def test_a_missing_sum_proves_nothing_either_way():
    data = sealed()
    start = data.index(b"-> keystow/sum")
    end = data.index(b"--- ")
    assert read_header(data[:start] + data[end:]).condition is Condition.UNKNOWN


def test_every_flipped_bit_is_seen_in_all_but_the_mac_line():
    data = sealed()
    mac = range(data.index(b"--- "), data.index(b"\n", data.index(b"--- ")) + 1)
    for at in range(0, len(data), 7):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        assert at in mac or read_header(changed).condition is not Condition.GOOD, at
    assert read_header(flipped(data)).condition is not Condition.GOOD


def test_only_plain_files_by_our_suffix_are_candidates(place: Destination, tmp_path: Path):
    whole = sealed()
    _put(place, "a.keystow", whole)
    _put(place, ".hidden.keystow", whole)
    _put(place, "a.keystow.part", whole)
    _put(place, "a.txt", whole)
    os.mkfifo(Path(place.path, "fifo.keystow"))
    Path(place.path, "folder.keystow").mkdir()
    Path(place.path, "link.keystow").symlink_to(Path(place.path, "a.keystow"))
    assert [one.name for one in scan(Files(), [place], {})] == ["a.keystow"]
    assert count(Files(), [place]) == 1


def test_one_name_in_two_places_counts_once(place: Destination, tmp_path: Path):
    (tmp_path / "second").mkdir()
    second = destination(tmp_path / "second", "b" * 16)
    for one in (place, second):
        _put(one, "a.keystow", sealed())
    assert count(Files(), [place, second]) == 1
    assert len({one.id for one in scan(Files(), [place, second], {})}) == 2


def test_a_folder_that_is_gone_is_left_out(place: Destination, tmp_path: Path):
    _put(place, "a.keystow", sealed())
    gone = destination(tmp_path / "gone", "b" * 16)
    assert len(scan(Files(), [gone, place], {})) == 1


def test_the_scan_is_bounded_in_files_and_bytes(
    place: Destination, monkeypatch: pytest.MonkeyPatch
):
    size = len(sealed())
    for number in range(6):
        path = _put(place, f"{number}.keystow", sealed(number + 1))
        os.utime(path, (number, number))
    monkeypatch.setattr(module, "MAX_FILES", 4)
    monkeypatch.setattr(module, "MAX_BYTES", 2 * size)
    listed = {one.name: one.header for one in scan(Files(), [place], {})}
    assert sorted(listed) == ["2.keystow", "3.keystow", "4.keystow", "5.keystow"]
    assert listed["5.keystow"].condition is Condition.GOOD
    assert listed["4.keystow"].condition is Condition.GOOD
    assert listed["3.keystow"].condition is Condition.UNKNOWN
    assert listed["3.keystow"].code == "TOO_LARGE"


def test_what_is_dropped_into_one_folder_hides_no_copy_elsewhere(
    place: Destination, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "safety").mkdir()
    safety = destination(tmp_path / "safety", "b" * 16)
    mine = sealed(1)
    os.utime(_put(safety, "mine.keystow", mine), (1, 1))
    monkeypatch.setattr(module, "MAX_FILES", 4)
    monkeypatch.setattr(module, "MAX_BYTES", 3 * len(mine))
    _put(place, "large.keystow", sealed(2) + bytes(2 * len(mine)))
    for number in range(8):
        _put(place, f"decoy-{number}.keystow", b"x")
    listed = {one.name: one for one in scan(Files(), [place, safety], {})}
    assert listed["mine.keystow"].header.condition is Condition.GOOD


def test_decoys_beside_an_own_copy_do_not_hide_it(
    place: Destination, monkeypatch: pytest.MonkeyPatch
):
    mine = sealed(1)
    known = replace(backup(1, data=mine, name="mine.keystow"), sha256=read_header(mine).sha256)
    own = Own("1" * 32, "My wallet", known)
    os.utime(_put(place, "mine.keystow", mine), (1, 1))
    monkeypatch.setattr(module, "MAX_FILES", 4)
    monkeypatch.setattr(module, "MAX_BYTES", 2 * len(mine))
    for number in range(8):
        _put(place, f"decoy-{number}.keystow", sealed(2) + bytes(number))
    found = scan(Files(), [place], {known.sha256: own})
    assert [one.own for one in found if one.name == "mine.keystow"] == [own]
    assert len(found) == 4, "others are listed too"


def test_a_file_that_cannot_be_read_is_listed_as_unknown(place: Destination):
    class Broken(Files):
        def read(self, fd: int, size: int, offset: int) -> bytes:
            raise OSError(5, "a bad sector")

    _put(place, "a.keystow", sealed())
    (one,) = scan(Broken(), [place], {})
    assert (one.header.condition, one.header.code) == (Condition.UNKNOWN, "STORAGE_FAILED")


def test_a_name_that_is_no_text_is_found(place: Destination):
    os.close(os.open(os.fsencode(place.path) + b"/\xff.keystow", os.O_CREAT, 0o600))
    (one,) = scan(Files(), [place], {})
    assert len(one.id) == 16


@pytest.mark.parametrize(
    ("asked", "need"),
    [([], None), ([False], None), ([True], "needed"), ([True, False], "some")],
)
def test_a_file_tells_whether_its_passwords_need_a_key_file(asked: list[bool], need: str | None):
    assert key_file_need(asked) == need
