"""Reading what a person picked."""

import os
from pathlib import Path

import pytest

from keystow.errors import DestinationMissing, NotAKeystore, TooLarge
from keystow.storage import reading
from keystow.storage.files import Files


def test_a_file_is_read_through_the_links_that_lead_to_it(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"bytes")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert reading.read(Files(), str(tmp_path / "file"), 5) == b"bytes"
    assert reading.read(Files(), str(tmp_path / "link"), 5) == b"bytes"


def test_a_file_above_the_limit_is_not_read(tmp_path: Path):
    with open(tmp_path / "file", "wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(TooLarge) as raised:
        reading.read(Files(), str(tmp_path / "file"), 100)
    assert raised.value.data == {"limit": 100}


@pytest.mark.parametrize("path", ["fifo", "folder", "/", "/dev/zero"])
def test_what_is_no_file_is_not_read(tmp_path: Path, path: str):
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "folder").mkdir()
    with pytest.raises(NotAKeystore):
        reading.read(Files(), str(tmp_path / path), 100)


def test_a_missing_file_is_named_so(tmp_path: Path):
    with pytest.raises(DestinationMissing):
        reading.read(Files(), str(tmp_path / "nothing"), 100)


def test_a_file_cut_while_it_is_read_gives_what_there_is(tmp_path: Path):
    class Cutting(Files):
        def read(self, fd: int, size: int, offset: int) -> bytes:
            return super().read(fd, 3, offset) if offset == 0 else b""

    (tmp_path / "file").write_bytes(b"bytes")
    assert reading.read(Cutting(), str(tmp_path / "file"), 100) == b"byt"
