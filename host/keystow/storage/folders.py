"""Where things live on this system (design.md section 5)."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from os.path import dirname, join

from keystow.errors import DestinationUnsafe, WindowBusy
from keystow.storage.files import Files, naming_failures, opened
from keystow.storage.publish import sync_folder

WALLETS = "wallets"
SAFETY = "safety"
_WINDOW_LOCK = "window.lock"


def user_data(files: Files) -> str:
    """Return the real path of Keystow's own folder, made (0700) where it is missing.

    Raises DestinationUnsafe where it belongs to another user or others may write in it.
    """
    from platformdirs import user_data_path  # costs 10 ms: not before the host's first reply

    return make(files, str(user_data_path("keystow", appauthor=False)))


def downloads(files: Files) -> str:
    """Return the real path of the user's Downloads folder, which may be missing."""
    from platformdirs import user_downloads_path

    return files.real_path(str(user_downloads_path()))


def safety(data: str) -> str:
    """Return the path of the safety folder, given that of Keystow's own folder."""
    return join(data, SAFETY)


def make(files: Files, path: str) -> str:
    """Make a folder for its owner only, with its missing parents, and return its real path."""
    with naming_failures():
        real = files.real_path(path)
        _make(files, real)
    require_safe(files, real)
    return real


def require_safe(files: Files, path: str) -> None:
    """Refuse a folder in which another user, root apart, could replace a file or the folder.

    Judged are the folder and all above it: owned by this user or root, and not writable for
    everyone, or for a group other than the user's own and root's, unless the sticky bit keeps each
    user's files from the others. `path` is real.
    """
    owners = {files.owner(), 0}
    groups = {files.group(), 0}
    while True:
        with naming_failures():
            status = files.status_of(path)
        others = stat.S_IWOTH if status.st_gid in groups else stat.S_IWOTH | stat.S_IWGRP
        open_to_others = status.st_mode & others and not status.st_mode & stat.S_ISVTX
        if status.st_uid not in owners or open_to_others:
            raise DestinationUnsafe
        if path == dirname(path):
            return
        path = dirname(path)


@contextmanager
def window_lock(files: Files, data: str) -> Iterator[None]:
    """Hold the right to show a window: one per user, across browsers and profiles.

    Raises WindowBusy at once where another process has it. It ends with the process.
    """
    with naming_failures(), opened(files, files.open_folder(data)) as folder:
        fd = files.open_lock(folder, _WINDOW_LOCK)
    with opened(files, fd):
        with naming_failures():
            taken = files.lock(fd, 0)
        if not taken:
            raise WindowBusy
        yield


def _make(files: Files, path: str) -> None:
    parent = dirname(path)
    try:
        folder = files.open_folder(parent)
    except FileNotFoundError:
        _make(files, parent)
        folder = files.open_folder(parent)
    with opened(files, folder):
        name = path[len(parent) :].strip("/")
        try:
            files.make_folder(folder, name)
        except FileExistsError:
            return
        sync_folder(files, folder)
