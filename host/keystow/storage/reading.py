"""Reading a whole file of bounded size, whatever stands at its name."""

import stat
from os.path import basename, dirname

from keystow.errors import NotAKeystore, TooLarge
from keystow.storage.files import Files, naming_failures, opened, read_all


def read(files: Files, path: str, limit: int) -> bytes:
    """Read the file that a person picked; symbolic links on the way are theirs and followed.

    Raises NotAKeystore for what is no regular file, TooLarge above `limit` bytes, and the
    failures of storage.
    """
    with naming_failures():
        real = files.real_path(path)
        with opened(files, files.open_folder(dirname(real))) as folder:
            return read_in(files, folder, basename(real) or ".", limit)


def read_in(files: Files, folder: int, name: str, limit: int) -> bytes:
    """Read a file in an open folder; a symbolic link in its place is refused."""
    with naming_failures(), opened(files, files.open_file(folder, name)) as fd:
        return read_open(files, fd, limit)


def read_open(files: Files, fd: int, limit: int) -> bytes:
    """Read an open file; its size is judged first, so that nothing large is allocated."""
    with naming_failures():
        status = files.status(fd)
        if not stat.S_ISREG(status.st_mode):
            raise NotAKeystore(reason="folder" if stat.S_ISDIR(status.st_mode) else "device")
        if status.st_size > limit:
            raise TooLarge(limit=limit)
        return read_all(files, fd, status.st_size)
