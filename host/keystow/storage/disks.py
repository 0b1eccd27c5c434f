"""Which disk a folder is on, so that two copies on one disk aren't taken for two places.

Linux tells by /sys and /proc/self/mountinfo; where it doesn't, a file system counts as a disk.
"""

from dataclasses import dataclass
from os.path import basename, dirname, join

from keystow.storage.files import Files, opened, read_all

_SYS_BLOCK = "/sys/dev/block"
_MOUNTS = "/proc/self/mountinfo"
_MAX_BYTES = 1 << 20
_MAX_LAYERS = 8  # encryption on a logical volume on a RAID on a partition, and room to spare


@dataclass(frozen=True, slots=True)
class Disk:
    """A disk by a key that is the same for everything on it while it is plugged in."""

    key: str
    removable: bool


def disk_of(files: Files, device: int) -> Disk:
    """Return the disk under a file system, given the `st_dev` of a file on it."""
    block = _block_of(files, files.device(device))
    if block is None:
        return Disk(f"device:{files.device(device)}", removable=False)
    disk = _whole_disk(files, block)
    marked = _text(files, join(disk, "removable")).strip() == "1"
    return Disk(disk, removable=marked or "/usb" in disk)


def _block_of(files: Files, device: str) -> str | None:
    block = files.real_path(join(_SYS_BLOCK, device))
    if not block.startswith(_SYS_BLOCK):
        return block
    source = _mount_source(files, device)  # btrfs, for one, has device numbers of its own
    if source is None:
        return None
    try:
        number = files.status_of(source).st_rdev
    except OSError:
        return None
    block = files.real_path(join(_SYS_BLOCK, files.device(number)))
    return None if block.startswith(_SYS_BLOCK) else block


def _mount_source(files: Files, device: str) -> str | None:
    # Fields 3 and, after " - ", 2. Ref: proc_pid_mountinfo(5).
    for line in _text(files, _MOUNTS).splitlines():
        mount, _, kind = line.partition(" - ")
        source = kind.split(" ")[1:2]
        if mount.split(" ")[2:3] == [device] and source and source[0].startswith("/dev/"):
            return source[0]
    return None


def _whole_disk(files: Files, block: str) -> str:
    for _ in range(_MAX_LAYERS):
        below = _names(files, join(block, "slaves"))
        if not below:
            break
        block = files.real_path(join(block, "slaves", min(below)))
    return dirname(block) if _text(files, join(block, "partition")) else block


def _names(files: Files, path: str) -> list[str]:
    try:
        with opened(files, files.open_folder(path)) as folder:
            return files.names(folder, 64)
    except OSError:
        return []


def _text(files: Files, path: str) -> str:
    try:
        with (
            opened(files, files.open_folder(dirname(path))) as folder,
            opened(files, files.open_file(folder, basename(path))) as fd,
        ):
            return read_all(files, fd, _MAX_BYTES).decode(errors="replace")
    except OSError:
        return ""
