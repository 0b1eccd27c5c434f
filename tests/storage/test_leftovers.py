"""What a start removes: half-made things of ours, and nothing else."""

import os
import time
from pathlib import Path

import pytest

from keystow.storage.files import Files
from keystow.storage.leftovers import remove_leftovers
from keystow.storage.publish import temporary_name
from keystow.storage.wallets import Mark, Wallets
from tests.storage.making import opens, sealed

COPY = "keystow-20261122T100000Z-0a0b0c0d.keystow"
LATER = 7200.0


def _start(data: Path, *destinations: Path) -> int:
    return remove_leftovers(Files(), str(data), map(str, destinations), time.time() + LATER)


def test_half_made_copies_go_after_an_hour(tmp_path: Path):
    half = tmp_path / temporary_name(COPY)
    half.write_bytes(b"half")
    assert remove_leftovers(Files(), str(tmp_path / "data"), [str(tmp_path)], time.time()) == 0
    assert half.exists()
    assert _start(tmp_path / "data", tmp_path) == 1
    assert not half.exists()


@pytest.mark.parametrize(
    "name",
    [
        COPY,
        ".other.part",
        "report.pdf.part",
        ".keystow.part",
        f".{COPY}.part2",
        f".x{COPY}.part",
        ".keystow-20261122T100000Z-0a0b0c0D.keystow.part",
    ],
)
def test_files_of_others_stay(tmp_path: Path, name: str):
    (tmp_path / name).write_bytes(b"theirs")
    assert _start(tmp_path, tmp_path) == 0
    assert (tmp_path / name).exists()


def test_what_is_no_plain_file_of_ours_stays(tmp_path: Path):
    folder, link, fifo = (tmp_path / str(number) for number in range(3))
    for path in (folder, link, fifo):
        path.mkdir()
    (folder / temporary_name(COPY)).mkdir()
    (link / temporary_name(COPY)).symlink_to(tmp_path)
    os.mkfifo(fifo / temporary_name(COPY))
    assert _start(tmp_path / "data", folder, link, fifo) == 0


def test_another_users_file_stays(tmp_path: Path):
    class Other(Files):
        def owner(self) -> int:
            return 4711

    (tmp_path / temporary_name(COPY)).write_bytes(b"")
    assert remove_leftovers(Other(), str(tmp_path), [], time.time() + LATER) == 0


def test_half_documents_and_half_versions_go(tmp_path: Path):
    handle = Wallets(Files(), str(tmp_path), "keystow").create(
        sealed(), opens, Mark("a b c", "heron")
    )
    (tmp_path / ".catalogue.keystow.json.part").write_bytes(b"half")
    folder = tmp_path / "wallets" / handle
    (folder / ".vault-00000002.keystow.part").write_bytes(b"half")
    (folder / ".wallet.json.part").write_bytes(b"half")
    assert _start(tmp_path) == 3
    assert sorted(os.listdir(folder)) == [
        "vault-00000001.keystow",
        "wallet.json",
        "wallet.json.lock",
    ]
    assert _start(tmp_path) == 0


def test_a_wallet_folder_with_anything_unknown_in_it_stays(tmp_path: Path):
    folder = tmp_path / "wallets" / ("0" * 32)
    folder.mkdir(parents=True)
    (folder / "wallet.json").write_bytes(b"")
    (folder / "vault-00000001.keystow").write_bytes(b"damaged, but perhaps to be rescued")
    (tmp_path / "wallets" / "of-the-user").mkdir()
    assert _start(tmp_path) == 0
    assert sorted(os.listdir(folder)) == ["vault-00000001.keystow", "wallet.json"]


def test_a_folder_that_cannot_be_cleaned_stops_nothing(tmp_path: Path):
    class Stubborn(Files):
        def remove(self, folder: int, name: str) -> None:
            raise OSError(1, "no")

    (tmp_path / temporary_name(COPY)).write_bytes(b"")
    unborn = tmp_path / "wallets" / ("0" * 32)
    unborn.mkdir(parents=True)
    (unborn / "wallet.json").write_bytes(b"")
    later = time.time() + LATER
    assert remove_leftovers(Stubborn(), str(tmp_path), ["/nowhere"], later) == 0
    assert _start(tmp_path, tmp_path / "nowhere") == 2
