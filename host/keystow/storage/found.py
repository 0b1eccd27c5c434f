"""Keystores that lie in the destinations, by their headers: what a restore offers.

A header isn't authentic. What it says is shown as "written by whoever made this file", and only
a file known byte for byte counts as the user's own.
"""

import hashlib
import stat
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from keystow.errors import KeystowError, NewerFormat, NotAKeystore, TooLarge
from keystow.keystore import bounds, container
from keystow.keystore.container import SumState
from keystow.keystore.slots import Argon2idSlot, CodeSlot
from keystow.storage.catalogue import Own
from keystow.storage.destinations import Destination
from keystow.storage.files import Files, opened
from keystow.storage.reading import read_open

SUFFIX = ".keystow"
MAX_NAMES = 100_000
MAX_FILES = 60
MAX_BYTES = 64 << 20
MAX_FILE_BYTES = bounds.FILE_BYTES


class Condition(StrEnum):
    """What a file's bytes show without a password."""

    GOOD = "good"
    DAMAGED = "damaged"
    UNKNOWN = "unknown"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in a file for everyone to read; "" where it couldn't be read."""

    condition: Condition
    code: str | None
    hint: str
    made_by: str
    made_on: str
    sha256: str
    has_code: bool = False
    key_file: str | None = None
    """As `key_file_need` has it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that looks like a keystore; `id` names it in this scan and the next ones."""

    id: str
    destination: Destination
    name: str
    size: int
    modified_s: float
    header: Header
    own: Own | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    destination: Destination
    name: str
    size: int
    modified_s: float


def scan(
    files: Files, destinations: Iterable[Destination], owns: Mapping[str, Own]
) -> tuple[Found, ...]:
    """Return the keystores in these folders, newest first; a folder that fails is left out.

    At most 60 files are listed, in turn the last changed of each folder's own and of its others,
    and 64 MiB read, small files first; a file beyond that is UNKNOWN with the code TOO_LARGE. So
    whatever somebody drops into one folder, it crowds out no copy elsewhere, nor one that looks
    like the user's own. No KDF runs.
    """
    some = _in_turn(_candidates(files, destinations), owns)[:MAX_FILES]
    left = MAX_BYTES
    found = []
    for one in sorted(some, key=lambda one: one.size):
        header = _look(files, one, left)
        if header.sha256:
            left -= one.size
        found.append(_found(one, header, owns.get(header.sha256)))
    # A header may claim any date; by name last, so that equal dates have one order.
    return tuple(sorted(found, key=lambda one: (one.header.made_on, one.name), reverse=True))


def count(files: Files, destinations: Iterable[Destination]) -> int:
    """Count the different file names that `scan` would list, without opening any."""
    return len({one.name for one in _candidates(files, destinations)})


def read_header(data: bytes) -> Header:
    """Judge a whole file by its header and sum; raises nothing for a faulty one."""
    digest = hashlib.sha256(data).hexdigest()
    try:
        keystore = container.parse(data)
    except NewerFormat as error:
        return Header(Condition.NEWER, error.code, "", "", "", digest)
    except KeystowError as error:
        return Header(Condition.DAMAGED, error.code, "", "", "", digest)
    condition = {
        SumState.RIGHT: Condition.GOOD,
        SumState.WRONG: Condition.DAMAGED,
        SumState.ABSENT: Condition.UNKNOWN,
    }[keystore.sum_state]
    about = keystore.about
    has_code = any(isinstance(slot, CodeSlot) for slot in keystore.slots)
    asked = [slot.keyfile for slot in keystore.slots if isinstance(slot, Argon2idSlot)]
    told = about.hint, about.made_by, about.made_on
    return Header(condition, None, *told, digest, has_code, key_file_need(asked))


def key_file_need(asked: Collection[bool]) -> str | None:
    """Return whether all ("needed") or "some" of a file's passwords ask for a key file, or None."""
    if not any(asked):
        return None
    return "needed" if all(asked) else "some"


def _in_turn(candidates: list[_Candidate], owns: Mapping[str, Own]) -> list[_Candidate]:
    """Return the first of each group, then the second of each, each group's newest first."""
    known = {(own.backup.name, own.backup.size) for own in owns.values()}
    groups: dict[tuple[str, bool], int] = {}
    ranked = []
    for one in sorted(candidates, key=lambda one: one.modified_s, reverse=True):
        group = (one.destination.token, (one.name, one.size) in known)
        groups[group] = groups.get(group, 0) + 1
        ranked.append((groups[group], one))
    return [one for _, one in sorted(ranked, key=lambda pair: pair[0])]


def _candidates(files: Files, destinations: Iterable[Destination]) -> list[_Candidate]:
    found = []
    for destination in destinations:
        try:
            with opened(files, files.open_folder(destination.path)) as folder:
                for name in files.names(folder, MAX_NAMES):
                    if not name.endswith(SUFFIX) or name.startswith("."):
                        continue
                    status = files.status_in(folder, name)
                    if stat.S_ISREG(status.st_mode):
                        size, modified = status.st_size, status.st_mtime
                        found.append(_Candidate(destination, name, size, modified))
        except OSError:
            continue
    return found


def _look(files: Files, one: _Candidate, limit: int) -> Header:
    try:
        with (
            opened(files, files.open_folder(one.destination.path)) as folder,
            opened(files, files.open_file(folder, one.name)) as fd,
        ):
            return read_header(read_open(files, fd, limit))
    except (TooLarge, NotAKeystore) as error:
        return Header(Condition.UNKNOWN, error.code, "", "", "", "")
    except (OSError, KeystowError):
        return Header(Condition.UNKNOWN, "STORAGE_FAILED", "", "", "", "")


def _found(one: _Candidate, header: Header, own: Own | None) -> Found:
    key = f"{one.destination.token}/{one.name}".encode(errors="surrogateescape")
    token = hashlib.sha256(key).hexdigest()[:16]
    return Found(token, one.destination, one.name, one.size, one.modified_s, header, own)
