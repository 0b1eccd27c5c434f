"""Whether each browser finds a manifest, and whether that leads to this host."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator

from keystow.browsers import folders, manifest, table
from keystow.browsers.family import Family
from keystow.browsers.manifest import Fault
from keystow.browsers.table import Browser, Place, Roots
from keystow.doctor.check import Check, fail, ok, warn
from keystow.errors import KeystowError
from keystow.storage.files import Files

_WRITABLE = stat.S_IWGRP | stat.S_IWOTH

_WHY = {
    "link": "a symbolic link stands on the way to",
    "owner": "another user owns what leads to",
    "mode": "every user may write in a folder on the way to",
    "kind": "no plain file stands at",
}


def rows(
    files: Files, browsers: Iterable[Browser], roots: Roots, host_path: str | None
) -> Iterator[Check]:
    """Yield one check for each browser of the table, and one where the user has none of them."""
    found_one = False
    for browser in browsers:
        name = f"browser.{browser.id}"
        if not table.is_present(browser, roots, exists(files)):
            yield ok(name, f"{browser.title} is not used here", "BROWSER_ABSENT")
            continue
        found_one = True
        checks = [_place(files, name, place, host_path) for place in table.places([browser], roots)]
        yield next((check for check in checks if check.state != "ok"), checks[0])
        yield from _duplicates(files, browser, host_path)
    if not found_one:
        yield warn("browsers", "NO_BROWSER", "no browser that Keystow knows has been used here")


def given(files: Files, places: Iterable[Place], host_path: str | None) -> Iterator[Check]:
    """Yield one check for each folder registered by hand that is still there."""
    for number, place in enumerate(places, start=1):
        if exists(files)(place.base):
            yield _place(files, f"folder.{number}", place, host_path)


def _place(files: Files, name: str, place: Place, host_path: str | None) -> Check:
    path = f"{place.path}/{manifest.FILE_NAME}"
    try:
        with folders.existing(files, place) as chain:
            status = folders.entry(files, chain[-1], manifest.FILE_NAME)
            data = folders.read(files, chain[-1], manifest.FILE_NAME, manifest.SIZE_LIMIT)
    except FileNotFoundError:
        return fail(name, "MANIFEST_MISSING", f"there is no {path}")
    except KeystowError as failure:
        why = _WHY.get(str(failure.data.get("reason")), "the system refuses reading")
        return fail(name, failure.code, f"{why} {path}")
    if stat.S_IMODE(status.st_mode) & _WRITABLE:
        return fail(name, "MANIFEST_MODE", f"other users may change {path}")
    found = manifest.judge(data, place.family)
    if isinstance(found, Fault):
        return fail(name, found, f"no browser would start the host by {path}")
    return _target(files, name, path, found.path, host_path)


def _target(files: Files, name: str, path: str, target: str, host_path: str | None) -> Check:
    if not is_program(files, target):
        return fail(name, "MANIFEST_HOST", f"{path} names a host which can't be started")
    if host_path is None or not _same(files, target, host_path):
        return warn(name, "MANIFEST_OTHER_HOST", f"{path} leads to {target}")
    return ok(name, path)


def _duplicates(files: Files, browser: Browser, host_path: str | None) -> Iterator[Check]:
    """Yield a warning for each manifest of all users; the user's own is read first."""
    for folder in browser.system:
        path = f"{folder}/{manifest.FILE_NAME}"
        if exists(files)(path) and not _leads_here(files, folder, browser.family, host_path):
            yield warn(f"browser.{browser.id}", "MANIFEST_DUPLICATE", f"also registered by {path}")


def _leads_here(files: Files, folder: str, family: Family, host_path: str | None) -> bool:
    try:
        fd = files.open_folder(folder)
    except OSError:
        return False
    try:
        data = folders.read(files, fd, manifest.FILE_NAME, manifest.SIZE_LIMIT)
    except (OSError, KeystowError):
        return False
    finally:
        files.close(fd)
    found = manifest.parse(data, family)
    return found is not None and host_path is not None and _same(files, found.path, host_path)


def is_program(files: Files, path: str) -> bool:
    """Return whether a plain file that someone may execute lies at the path."""
    try:
        mode = files.status_of(path).st_mode
    except (OSError, ValueError):  # ValueError: a NUL in a path read from a manifest
        return False
    return stat.S_ISREG(mode) and bool(mode & (stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH))


def _same(files: Files, path: str, other: str) -> bool:
    try:
        return os.path.samestat(files.status_of(path), files.status_of(other))
    except OSError:
        return False


def exists(files: Files) -> Callable[[str], bool]:
    """Return a function that says whether something lies at a path."""

    def is_there(path: str) -> bool:
        try:
            files.status_of(path)
        except OSError:
            return False
        return True

    return is_there
