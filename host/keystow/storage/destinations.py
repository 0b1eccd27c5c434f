"""The folders that take copies: two known ones, and those a person chose in the host's dialog."""

import secrets
import stat
from dataclasses import dataclass
from enum import StrEnum
from os.path import basename

from keystow.errors import DestinationMissing, DestinationUnknown, KeystowError, TooMany
from keystow.storage import folders
from keystow.storage.disks import disk_of
from keystow.storage.document import Document, Json
from keystow.storage.files import Files, naming_failures

DOWNLOADS = "00000000000000d0"
SAFETY = "000000000000005a"
MAX_FOLDERS = 14
MAX_NAME = 80


class Kind(StrEnum):
    """What a destination is; on screens the first two have names of their own."""

    DOWNLOADS = "downloads"
    SAFETY = "safety"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Destination:
    """A place for copies. The token is all that the browser gets besides the display name."""

    token: str
    name: str
    kind: Kind
    path: str
    elsewhere: bool
    """It was on another file system than "/" when it was chosen: a stick, so to say."""


@dataclass(frozen=True, slots=True)
class State:
    """A destination as it is now; equal `disk` numbers mean one disk."""

    destination: Destination
    reachable: bool
    disk: int
    removable: bool


class Destinations:
    """The destinations of one client."""

    def __init__(self, files: Files, data: str, client: str) -> None:
        self._files = files
        self._data = data
        self._document: Document[tuple[Destination, ...]] = Document(
            files,
            data,
            f"destinations.{client}.json",
            empty=(),
            decode=_decode,
            encode=_encode,
        )

    def known(self) -> tuple[Destination, ...]:
        """Return all of them: Downloads, the safety folder, then the chosen ones as added."""
        downloads = folders.downloads(self._files)
        safety = folders.safety(self._data)
        return (
            Destination(DOWNLOADS, "Downloads", Kind.DOWNLOADS, downloads, elsewhere=False),
            Destination(SAFETY, "Safety folder", Kind.SAFETY, safety, elsewhere=False),
            *self._document.read(),
        )

    def find(self, token: str) -> Destination:
        """Return the destination of a token; raises DestinationUnknown."""
        for destination in self.known():
            if destination.token == token:
                return destination
        raise DestinationUnknown

    def judge(self, path: str) -> Destination:
        """Return what `add` would add, or the destination that this folder is already.

        Raises DestinationMissing, DestinationUnsafe.
        """
        with naming_failures():
            real = self._files.real_path(path)
        known = self.known()
        for destination in known:
            if destination.path == real:
                return destination
        with naming_failures():
            if not stat.S_ISDIR(self._files.status_of(real).st_mode):
                raise DestinationMissing
            elsewhere = _is_elsewhere(self._files, real)
        folders.require_safe(self._files, real)
        name = _unused_name(_display_name(real), {one.name for one in known})
        return Destination(secrets.token_hex(8), name, Kind.FOLDER, real, elsewhere)

    def add(self, path: str) -> Destination:
        """Add the folder that a person chose, or return the destination that it is already.

        Raises DestinationMissing, DestinationUnsafe, TooMany above 14 folders.
        """
        new = self.judge(path)
        if new.kind is not Kind.FOLDER:
            return new

        def change(folders_before: tuple[Destination, ...]) -> tuple[Destination, ...]:
            if any(one.path == new.path for one in folders_before):
                return folders_before
            if len(folders_before) == MAX_FOLDERS:
                raise TooMany(limit=MAX_FOLDERS)
            return (*folders_before, new)

        return next(one for one in self._document.update(change) if one.path == new.path)

    def remove(self, token: str) -> None:
        """Forget a chosen folder; its copies stay. The known ones raise DestinationUnknown."""

        def change(before: tuple[Destination, ...]) -> tuple[Destination, ...]:
            after = tuple(one for one in before if one.token != token)
            if len(after) == len(before):
                raise DestinationUnknown
            return after

        self._document.update(change)

    def states(self, some: tuple[Destination, ...]) -> tuple[State, ...]:
        """Return the state of each; an unreachable one is on a disk of its own."""
        numbers: dict[str, int] = {}
        found = []
        for one in some:
            try:
                device = self._device(one)
            except KeystowError:
                number = numbers.setdefault(f"unreachable:{one.token}", len(numbers) + 1)
                found.append(State(one, reachable=False, disk=number, removable=False))
                continue
            disk = disk_of(self._files, device)
            number = numbers.setdefault(disk.key, len(numbers) + 1)
            found.append(State(one, reachable=True, disk=number, removable=disk.removable))
        return tuple(found)

    def ready(self, one: Destination) -> str:
        """Return the path to save in, judged anew; a known folder that is missing is made.

        Raises DestinationMissing, also where a stick's folder is there but not the stick, and
        DestinationUnsafe.
        """
        if one.kind is not Kind.FOLDER:
            return folders.make(self._files, one.path)
        self._device(one)
        folders.require_safe(self._files, one.path)
        return one.path

    def _device(self, one: Destination) -> int:
        with naming_failures():
            status = self._files.status_of(one.path)
            if not stat.S_ISDIR(status.st_mode):
                raise DestinationMissing
            if one.elsewhere and not _is_elsewhere(self._files, one.path):
                raise DestinationMissing
        return status.st_dev


def _is_elsewhere(files: Files, path: str) -> bool:
    return files.status_of(path).st_dev != files.status_of("/").st_dev


def _display_name(path: str) -> str:
    # A folder's name may come from another's stick: nothing that reorders or breaks a line.
    name = "".join(sign for sign in basename(path) if sign.isprintable()).strip()
    return name[: MAX_NAME - 5] or "Folder"


def _unused_name(name: str, used: set[str]) -> str:
    number, candidate = 1, name
    while candidate in used:
        number += 1
        candidate = f"{name} ({number})"
    return candidate


def _decode(parsed: Json) -> tuple[Destination, ...]:
    return tuple(
        Destination(
            _text(one["token"]),
            _text(one["name"]),
            Kind.FOLDER,
            _text(one["path"]),
            one["elsewhere"] is True,
        )
        for one in parsed["folders"]
    )


def _encode(value: tuple[Destination, ...]) -> Json:
    return {
        "folders": [
            {
                "token": one.token,
                "name": one.name,
                "path": one.path,
                "elsewhere": one.elsewhere,
            }
            for one in value
        ]
    }


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError("text was expected")
    return value
