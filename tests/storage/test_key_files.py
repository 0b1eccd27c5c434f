"""Where key files lay last: remembered by slot, bounded, and nothing but a convenience."""

from pathlib import Path

import pytest

from keystow.storage.files import Files
from keystow.storage.key_files import MAX_SLOTS, KeyFiles


@pytest.fixture
def known(tmp_path: Path) -> KeyFiles:
    return KeyFiles(Files(), str(tmp_path), "keystow")


def test_a_path_is_remembered_for_its_slot_and_by_the_next_process(
    known: KeyFiles, tmp_path: Path
) -> None:
    known.remember("aaaa2222", "/media/anna/BLUE-32/keystow.key")

    again = KeyFiles(Files(), str(tmp_path), "keystow")
    assert again.path("aaaa2222") == "/media/anna/BLUE-32/keystow.key"
    assert again.path("bbbb2222") is None


def test_a_path_that_is_no_text_for_others_comes_back_as_it_was(known: KeyFiles) -> None:
    odd = b"/media/\xff.key".decode(errors="surrogateescape")

    known.remember("aaaa2222", odd)

    assert known.path("aaaa2222") == odd


def test_the_slots_longest_unused_are_forgotten(known: KeyFiles) -> None:
    for number in range(MAX_SLOTS):
        known.remember(f"slot{number}", f"/{number}")
    known.remember("slot0", "/0")
    known.remember("more", "/more")

    assert known.path("slot1") is None
    assert known.path("slot0") == "/0"
    assert known.path("more") == "/more"


@pytest.mark.parametrize("body", ['{"v":1,"paths":[["a",1]]}', '{"v":1,"paths":[["a"]]}', "{"])
def test_what_doesn_t_fit_is_set_aside(known: KeyFiles, tmp_path: Path, body: str) -> None:
    (tmp_path / "key-files.keystow.json").write_text(body)

    assert known.path("a") is None
    assert list(tmp_path.glob("key-files.keystow.json.damaged-*"))
