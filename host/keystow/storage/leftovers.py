"""Removing, at a start, what a killed process of ours left; nothing else, and nothing recent."""

import re
import stat
from collections.abc import Iterable
from contextlib import suppress
from os.path import join

from keystow.storage import folders
from keystow.storage.files import Files, opened

MIN_AGE_S = 3600
MAX_NAMES = 100_000

_TEMPORARY = re.compile(
    r"\.(keystow-[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}\.keystow"
    r"|vault-[0-9]{8}\.keystow|[a-z]+(\.[a-z]+)?\.json)\.part"
)
_HANDLE = re.compile(r"[0-9a-f]{32}")
_BARE = re.compile(r"wallet\.json(\.lock)?|vault\.lock")


def remove_leftovers(files: Files, data: str, destinations: Iterable[str], now_s: float) -> int:
    """Remove half-made files and wallets older than an hour; return how many went.

    A half-made file is a regular file of this user under a `.part` name that only Keystow makes;
    a half-made wallet is a folder in which no version was ever saved. What can't be removed is
    left for the next start. `now_s` is the time since 1970, `data` Keystow's own folder.
    """
    wallets = join(data, folders.WALLETS)
    removed = sum(_remove_temporary(files, one, now_s) for one in {data, *destinations})
    with suppress(OSError), opened(files, files.open_folder(wallets)) as root:
        for handle in filter(_HANDLE.fullmatch, files.names(root, MAX_NAMES)):
            removed += _remove_temporary(files, join(wallets, handle), now_s)
            with suppress(OSError):
                removed += _remove_unborn(files, root, join(wallets, handle), handle, now_s)
    return removed


def _remove_temporary(files: Files, path: str, now_s: float) -> int:
    removed = 0
    with suppress(OSError), opened(files, files.open_folder(path)) as folder:
        for name in filter(_TEMPORARY.fullmatch, files.names(folder, MAX_NAMES)):
            with suppress(OSError):
                status = files.status_in(folder, name)
                ours = stat.S_ISREG(status.st_mode) and status.st_uid == files.owner()
                if ours and now_s - status.st_mtime > MIN_AGE_S:
                    files.remove(folder, name)
                    removed += 1
    return removed


def _remove_unborn(files: Files, root: int, path: str, handle: str, now_s: float) -> int:
    if now_s - files.status_in(root, handle).st_mtime <= MIN_AGE_S:
        return 0
    with opened(files, files.open_folder(path)) as folder:
        names = files.names(folder, MAX_NAMES)
        if not all(_BARE.fullmatch(name) for name in names):
            return 0
        for name in names:
            files.remove(folder, name)
    files.remove_folder(root, handle)
    return 1
