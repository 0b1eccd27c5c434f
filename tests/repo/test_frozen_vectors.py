"""Vectors never change: each file is held to its digest in the manifest."""

import re
import shutil
from pathlib import Path

import pytest

from tests.vectors import freeze

VECTORS = Path(freeze.__file__).parent
LINE = re.compile(r"[0-9a-f]{64}  (age|keystore)/[a-z0-9_]+")
LEAST = 150


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Vectors of one's own to spoil."""
    for folder in freeze.FOLDERS:
        shutil.copytree(VECTORS / folder, tmp_path / folder)
    shutil.copy(VECTORS / freeze.MANIFEST, tmp_path)
    return tmp_path


def test_every_vector_is_as_it_was_frozen() -> None:
    unlike = freeze.difference(VECTORS)

    assert unlike.changed == [], "released files must open for ever: add a vector, change none"
    assert unlike.gone == [], "released files must open for ever: no vector is ever removed"
    assert unlike.unlisted == [], "freeze new vectors by `make vectors`"


def test_the_manifest_lists_each_of_many_files_once_in_order() -> None:
    lines = (VECTORS / freeze.MANIFEST).read_text("ascii").splitlines()

    assert all(LINE.fullmatch(line) for line in lines)
    names = [line.split("  ")[1] for line in lines]
    assert names == sorted(set(names))
    for folder, least in (("keystore/", LEAST), ("age/", LEAST // 2)):
        assert sum(name.startswith(folder) for name in names) >= least


def test_one_changed_byte_is_found_and_not_frozen_over(copy: Path) -> None:
    path = copy / "keystore" / "success_one_slot"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    before = (copy / freeze.MANIFEST).read_bytes()

    assert freeze.freeze(copy).changed == ["keystore/success_one_slot"]
    assert (copy / freeze.MANIFEST).read_bytes() == before


def test_a_vector_that_is_gone_is_missed(copy: Path) -> None:
    (copy / "age" / "success").unlink()

    assert freeze.freeze(copy).gone == ["age/success"]
    assert freeze.difference(copy).gone == ["age/success"]


def test_a_new_vector_has_to_be_frozen(copy: Path) -> None:
    (copy / "keystore" / "new").write_bytes(b"new")

    assert freeze.difference(copy).unlisted == ["keystore/new"]
    assert freeze.freeze(copy).unlisted == ["keystore/new"]
    assert freeze.difference(copy) == freeze.Difference([], [], [])
