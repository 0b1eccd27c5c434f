"""Every file call of storage, behind one small class, so that a test can fail or kill at each.

Folders are opened once and all else is relative to their descriptor, so that nobody can swap a
folder between two steps. Nothing here follows a symbolic link in the last part of a name, passes
a descriptor to a child, or makes a file that another user may read.

Ref: design.md section 7; research on crash consistency: "keep all file calls behind one port".
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from keystow.errors import (
    Busy,
    DestinationMissing,
    DestinationUnwritable,
    KeystowError,
    NoMemory,
    NoSpace,
    StorageFailed,
)

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
RENAME_NOREPLACE = 1
LOCK_POLL_S = 0.01
LOCK_WAIT_S = 10.0

_FLAGS = os.O_CLOEXEC | os.O_NOFOLLOW
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {
    errno.ENOENT,
    errno.ENOTDIR,
    errno.ELOOP,
    errno.ENODEV,
    errno.ENXIO,
    errno.ENOMEDIUM,
    errno.ENOTCONN,
    errno.ESTALE,
    errno.EHOSTDOWN,
    errno.EHOSTUNREACH,
}


class Files:
    """The system's file calls, one method for each thing that can go wrong on its own.

    All raise `OSError`; `naming_failures` turns it into a code. Descriptors are the caller's to
    close.
    """

    def open_folder(self, path: str) -> int:
        """Open an existing folder; a symbolic link in its place is refused (ENOTDIR)."""
        return os.open(path, os.O_RDONLY | os.O_DIRECTORY | _FLAGS)

    def open_folder_in(self, folder: int, name: str) -> int:
        """Open a folder inside an open one; a symbolic link in its place is refused (ENOTDIR)."""
        return os.open(name, os.O_RDONLY | os.O_DIRECTORY | _FLAGS, dir_fd=folder)

    def open_file(self, folder: int, name: str) -> int:
        """Open for reading. A FIFO in its place doesn't block: check the status before reading."""
        return os.open(name, os.O_RDONLY | os.O_NONBLOCK | _FLAGS, dir_fd=folder)

    def create_unnamed(self, folder: int) -> int:
        """Make a file that has no name yet and vanishes with the process (O_TMPFILE)."""
        return os.open(".", os.O_TMPFILE | os.O_RDWR | _FLAGS, PRIVATE_FILE, dir_fd=folder)

    def create(self, folder: int, name: str) -> int:
        """Make a file under a name that must be unused (O_EXCL)."""
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | _FLAGS
        return os.open(name, flags, PRIVATE_FILE, dir_fd=folder)

    def open_append(self, folder: int, name: str) -> int:
        """Open a file of ours to add lines to its end, made where it is missing."""
        flags = os.O_CREAT | os.O_WRONLY | os.O_APPEND | _FLAGS
        return os.open(name, flags, PRIVATE_FILE, dir_fd=folder)

    def open_lock(self, folder: int, name: str) -> int:
        """Open a lock file, made where it is missing; it is never written nor removed."""
        return os.open(name, os.O_CREAT | os.O_RDWR | _FLAGS, PRIVATE_FILE, dir_fd=folder)

    def lock(self, fd: int, wait_s: float) -> bool:
        """Take the lock that ends with the descriptor or its process; False if it stays taken."""
        deadline = time.monotonic() + wait_s
        while True:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    return False
                time.sleep(LOCK_POLL_S)
            else:
                return True

    def write(self, fd: int, data: memoryview) -> int:
        """Write at the end of what was written so far; may take less than all: the count."""
        return os.write(fd, data)

    def read(self, fd: int, size: int, offset: int) -> bytes:
        """Read from `offset`; may give less than `size`, and nothing only at the end."""
        return os.pread(fd, size, offset)

    def set_mode(self, fd: int, mode: int) -> None:
        """Set who may read a file or folder, whatever the process's umask says."""
        os.fchmod(fd, mode)

    def sync(self, fd: int) -> None:
        """Wait until the disk says it holds the file or folder. An error is never to be retried."""
        os.fsync(fd)

    def drop_cache(self, fd: int) -> None:
        """Ask the system to read this file from the disk again, not from memory."""
        os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)

    def link(self, fd: int, folder: int, name: str) -> None:
        """Give an unnamed file a name that must be unused (linkat)."""
        os.link(f"/proc/self/fd/{fd}", name, dst_dir_fd=folder, follow_symlinks=True)

    def rename_new(self, folder: int, old: str, new: str) -> None:
        """Rename onto a name that the kernel checks to be unused (renameat2, NOREPLACE)."""
        import ctypes  # costs more than the whole module, and most folders never come here

        libc = ctypes.CDLL(None, use_errno=True)
        arguments = (folder, os.fsencode(old), folder, os.fsencode(new), RENAME_NOREPLACE)
        if libc.renameat2(*arguments) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code))

    def rename(self, folder: int, old: str, new: str) -> None:
        """Rename, over whatever has the new name."""
        os.rename(old, new, src_dir_fd=folder, dst_dir_fd=folder)

    def remove(self, folder: int, name: str) -> None:
        """Remove a file."""
        os.unlink(name, dir_fd=folder)

    def make_folder(self, folder: int, name: str) -> None:
        """Make a folder that only its owner enters, under an unused name."""
        os.mkdir(name, PRIVATE_FOLDER, dir_fd=folder)

    def remove_folder(self, folder: int, name: str) -> None:
        """Remove an empty folder."""
        os.rmdir(name, dir_fd=folder)

    def names(self, folder: int, most: int) -> list[str]:
        """Return the names in a folder, unsorted, `most` of them where there are more."""
        found: list[str] = []
        with os.scandir(folder) as entries:
            for entry in entries:
                if len(found) == most:
                    break
                found.append(entry.name)
        return found

    def status(self, fd: int) -> os.stat_result:
        """Return the status of what is open."""
        return os.fstat(fd)

    def status_in(self, folder: int, name: str) -> os.stat_result:
        """Return the status of a name, of the link itself where it is one."""
        return os.stat(name, dir_fd=folder, follow_symlinks=False)

    def status_of(self, path: str) -> os.stat_result:
        """Return the status of a path, of the link's target where it is one."""
        return os.stat(path)

    def real_path(self, path: str) -> str:
        """Return the path without symbolic links; what doesn't exist stays as it is."""
        return os.path.realpath(path)

    def device(self, number: int) -> str:
        """Return a device number as the kernel writes it, "major:minor"."""
        return f"{os.major(number)}:{os.minor(number)}"

    def owner(self) -> int:
        """Return the user who runs this process."""
        return os.geteuid()

    def group(self) -> int:
        """Return the group that this process makes files for."""
        return os.getegid()

    def close(self, fd: int) -> None:
        """Close a descriptor."""
        os.close(fd)


@contextmanager
def naming_failures() -> Iterator[None]:
    """Turn the system's errors into Keystow's codes; any other exception passes.

    Raises NoSpace, DestinationUnwritable, DestinationMissing, NoMemory or, for the rest,
    StorageFailed.
    """
    try:
        yield
    except OSError as error:
        raise failure(error) from error


def failure(error: OSError) -> KeystowError:
    """Return the failure that an error of the system stands for."""
    if error.errno in _FULL:
        return NoSpace()
    if error.errno in _REFUSED:
        return DestinationUnwritable()
    if error.errno in _GONE:
        return DestinationMissing()
    if error.errno == errno.ENOMEM:
        return NoMemory()
    return StorageFailed(errno=error.errno or 0)


@contextmanager
def opened(files: Files, fd: int) -> Iterator[int]:
    """Close `fd` at the end. What a close reports comes too late to mean anything after a sync."""
    try:
        yield fd
    finally:
        with suppress(OSError):
            files.close(fd)


@contextmanager
def locked(files: Files, folder: int, name: str) -> Iterator[None]:
    """Hold a lock file of an open folder; raises Busy where another has it for ten seconds."""
    with naming_failures():
        fd = files.open_lock(folder, name)
    with opened(files, fd):
        with naming_failures():
            taken = files.lock(fd, LOCK_WAIT_S)
        if not taken:
            raise Busy
        yield


def read_all(files: Files, fd: int, size: int) -> bytes:
    """Read `size` bytes from the start, or what there is of them."""
    pieces: list[bytes] = []
    offset = 0
    while offset < size:
        piece = files.read(fd, size - offset, offset)
        if not piece:
            break
        pieces.append(piece)
        offset += len(piece)
    return b"".join(pieces)
