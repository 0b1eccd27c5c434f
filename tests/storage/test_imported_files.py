"""Where imported files lay: remembered by wallet, the last one first, bounded."""

from pathlib import Path

import pytest

from keystow.storage.files import Files
from keystow.storage.imported_files import MAX_PATHS, ImportedFiles


@pytest.fixture
def known(tmp_path: Path) -> ImportedFiles:
    return ImportedFiles(Files(), str(tmp_path), "keystow")


def test_the_last_import_of_a_wallet_comes_first_also_for_the_next_process(
    known: ImportedFiles, tmp_path: Path
) -> None:
    for handle, path in [("a", "/1"), ("b", "/2"), ("a", "/3"), ("a", "/1")]:
        known.remember(handle, path)

    again = ImportedFiles(Files(), str(tmp_path), "keystow")
    assert again.paths("a") == ["/1", "/3"]
    assert again.paths("b") == ["/2"]
    assert again.paths("c") == []


def test_the_paths_longest_unused_are_forgotten(known: ImportedFiles) -> None:
    for number in range(MAX_PATHS + 1):
        known.remember("a", f"/{number}")

    assert "/0" not in known.paths("a")
    assert len(known.paths("a")) == MAX_PATHS


@pytest.mark.parametrize("body", ['{"v":1,"paths":[["a",1]]}', '{"v":1,"paths":[["a"]]}', "{"])
def test_what_doesn_t_fit_is_set_aside(known: ImportedFiles, tmp_path: Path, body: str) -> None:
    (tmp_path / "imported-files.keystow.json").write_text(body)

    assert known.paths("a") == []
    assert list(tmp_path.glob("imported-files.keystow.json.damaged-*"))
