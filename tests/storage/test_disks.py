"""Which disk a folder is on: told from a copy of /sys, since no test plugs a stick in."""

import os
from pathlib import Path

import pytest

from keystow.storage import disks
from keystow.storage.disks import Disk, disk_of
from keystow.storage.files import Files

SDA, SDA1, SDA2, SDB1, CRYPT, BTRFS, NET = (os.makedev(*one) for one in (
    (8, 0), (8, 1), (8, 2), (8, 17), (253, 0), (0, 40), (0, 50),
))  # fmt: skip


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A disk with two partitions, one of them encrypted, and a USB stick with one."""
    sys = tmp_path / "sys"
    for block, number in {
        "pci/ata1/block/sda": "8:0",
        "pci/ata1/block/sda/sda1": "8:1",
        "pci/ata1/block/sda/sda2": "8:2",
        "pci/usb1/1-1/block/sdb": "8:16",
        "pci/usb1/1-1/block/sdb/sdb1": "8:17",
        "virtual/block/dm-0": "253:0",
    }.items():
        folder = sys / "devices" / block
        folder.mkdir(parents=True)
        numbers = sys / "dev" / "block"
        numbers.mkdir(parents=True, exist_ok=True)
        (numbers / number).symlink_to(folder)
        if block[-1].isdigit() and "dm" not in block:
            (folder / "partition").write_text("1\n")
    slaves = sys / "devices/virtual/block/dm-0/slaves"
    slaves.mkdir()
    (slaves / "sda2").symlink_to(sys / "devices/pci/ata1/block/sda/sda2")
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "22 1 8:1 / / rw - ext4 /dev/root rw\n"
        "garbage\n"
        "30 1 0:50 / /net rw shared:1 - nfs server:/export rw\n"
        "31 1 0:40 /home /home rw shared:2 master:1 - btrfs /dev/sdz9 rw\n"
    )
    monkeypatch.setattr(disks, "_SYS_BLOCK", str(sys / "dev" / "block"))
    monkeypatch.setattr(disks, "_MOUNTS", str(mounts))
    return sys


class _Machine(Files):
    """Knows /dev/sdz9 as the second partition."""

    def status_of(self, path: str) -> os.stat_result:
        if path != "/dev/sdz9":
            raise FileNotFoundError(2, path)
        return os.stat_result((0,) * 10, {"st_rdev": SDA2})


def test_partitions_of_one_disk_are_one_disk(machine: Path):
    disk = Disk(str(machine / "devices/pci/ata1/block/sda"), removable=False)
    assert (
        disk_of(_Machine(), SDA) == disk_of(_Machine(), SDA1) == disk_of(_Machine(), SDA2) == disk
    )


def test_an_encrypted_volume_is_on_the_disk_below(machine: Path):
    assert disk_of(_Machine(), CRYPT) == disk_of(_Machine(), SDA1)


def test_a_file_system_with_numbers_of_its_own_is_found_by_its_mount(machine: Path):
    assert disk_of(_Machine(), BTRFS) == disk_of(_Machine(), SDA1)


def test_a_stick_is_another_disk_and_removable(machine: Path):
    stick = disk_of(_Machine(), SDB1)
    assert stick.removable
    assert stick.key != disk_of(_Machine(), SDA1).key


def test_a_disk_that_says_it_is_removable_is(machine: Path):
    (machine / "devices/pci/ata1/block/sda/removable").write_text("1\n")
    assert disk_of(_Machine(), SDA1).removable


def test_a_file_system_that_nothing_is_known_of_counts_as_a_disk(machine: Path):
    assert disk_of(_Machine(), NET) == Disk("device:0:50", removable=False)
    assert disk_of(_Machine(), os.makedev(0, 99)) == Disk("device:0:99", removable=False)


def test_a_mounts_device_that_is_gone_or_no_block_device_counts_as_a_disk(machine: Path):
    class Gone(Files):
        def status_of(self, path: str) -> os.stat_result:
            raise FileNotFoundError(2, path)

    class Other(Files):
        def status_of(self, path: str) -> os.stat_result:
            return os.stat_result((0,) * 10, {"st_rdev": os.makedev(77, 7)})

    assert disk_of(Gone(), BTRFS).key == disk_of(Other(), BTRFS).key == "device:0:40"


def test_layers_without_end_end(machine: Path):
    slaves = machine / "devices/virtual/block/dm-0/slaves"
    (slaves / "sda2").unlink()
    (slaves / "dm-0").symlink_to(machine / "devices/virtual/block/dm-0")
    assert disk_of(_Machine(), CRYPT).key.endswith("dm-0")


def test_this_machine_has_a_disk(tmp_path: Path):
    assert disk_of(Files(), tmp_path.stat().st_dev).key
