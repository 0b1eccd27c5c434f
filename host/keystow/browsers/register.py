"""Put the manifest where browsers look for it, and take away again exactly what was put.

The guarantee: below its base nothing is reached through a symbolic link, nothing of another
owner is touched, and a browser reading meanwhile sees the old manifest or the new one.
"""

import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from keystow.browsers import folders, manifest
from keystow.browsers.folders import Files
from keystow.browsers.identity import HOST_NAME
from keystow.browsers.table import Place
from keystow.errors import KeystowError, RegistrationFailed, RegistrationUnsafe

_MANIFEST_MODE = 0o644


class State(StrEnum):
    """What became of one place."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    ABSENT = "absent"
    FOREIGN = "foreign"
    """It leads to another installation of Keystow, or can't be read: left alone."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result for one place."""

    place: Place
    state: State
    failure: KeystowError | None = None
    new_folders: tuple[str, ...] = ()
    """Folders made for it, outermost first, also where the rest failed."""


def refuse_other_users_home(environ: Mapping[str, str], owner: int) -> None:
    """Raise RegistrationUnsafe where sudo or pkexec runs us as another user than who called it.

    A browser can't use a folder that root made in a user's profile (crbug.com/725513), and root
    must not be led by what a user put there.
    """
    for variable in ("SUDO_UID", "PKEXEC_UID"):
        if environ.get(variable, str(owner)) != str(owner):
            raise RegistrationUnsafe(reason="sudo")


def register(files: Files, places: Iterable[Place], host_path: str) -> Iterator[Outcome]:
    """Write the manifest in each place; a failure in one leaves the others alone."""
    for place in places:
        new: list[str] = []
        try:
            state = _write(files, place, host_path, new)
        except FileNotFoundError:
            failure = RegistrationFailed(reason="missing")
            yield Outcome(place, State.REFUSED, failure, tuple(new))
        except KeystowError as failure:
            yield Outcome(place, State.REFUSED, failure, tuple(new))
        else:
            yield Outcome(place, state, None, tuple(new))


def unregister(
    files: Files, places: Iterable[Place], host_path: str, made: frozenset[str]
) -> Iterator[Outcome]:
    """Remove the manifests that lead to `host_path`, and those folders in `made` left empty."""
    for place in places:
        try:
            yield Outcome(place, _remove(files, place, host_path, made))
        except FileNotFoundError:
            yield Outcome(place, State.ABSENT)
        except KeystowError as failure:
            yield Outcome(place, State.REFUSED, failure)


def _write(files: Files, place: Place, host_path: str, new: list[str]) -> State:
    data = manifest.encode(place.family, host_path)
    with folders.made(files, place, new) as chain:
        if _is_right(files, chain[-1], data):
            return State.UNCHANGED
        folders.replace(files, chain[-1], manifest.FILE_NAME, data, _MANIFEST_MODE)
    return State.WRITTEN


def _is_right(files: Files, folder: int, data: bytes) -> bool:
    try:
        status = folders.entry(files, folder, manifest.FILE_NAME)
    except FileNotFoundError:
        return False
    if stat.S_IMODE(status.st_mode) != _MANIFEST_MODE:
        return False
    return folders.read(files, folder, manifest.FILE_NAME, len(data) + 1) == data


def _remove(files: Files, place: Place, host_path: str, made: frozenset[str]) -> State:
    with folders.existing(files, place) as chain:
        try:
            folders.entry(files, chain[-1], manifest.FILE_NAME)
            data = folders.read(files, chain[-1], manifest.FILE_NAME, manifest.SIZE_LIMIT)
        except FileNotFoundError:
            state = State.ABSENT
        else:
            if not _leads_to(data, place, host_path):
                return State.FOREIGN
            folders.remove(files, chain[-1], manifest.FILE_NAME)
            state = State.REMOVED
        _remove_made(files, place, chain, made)
    return state


def _leads_to(data: bytes, place: Place, host_path: str) -> bool:
    found = manifest.parse(data, place.family)
    return found is not None and found.name == HOST_NAME and found.path == host_path


def _remove_made(files: Files, place: Place, chain: list[int], made: frozenset[str]) -> None:
    for depth in range(len(place.parts), 0, -1):
        path = "/".join((place.base, *place.parts[:depth]))
        if path not in made:
            return
        if not folders.remove_empty(files, chain[depth - 1], place.parts[depth - 1]):
            return
