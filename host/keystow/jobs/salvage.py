"""Salvage: the wallets' vaults in a browser's profile, or in single files of one.

As a job it runs confined: it reads the chosen folder, in copies, and writes nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from keystow import errors
from keystow.formats import registry
from keystow.formats.profiles import readers, vaults
from keystow.formats.profiles.stored import Allowance, Stored
from keystow.formats.profiles.vaults import Part, Vault
from keystow.jobs.ports import Ports, Request, Result
from keystow.jobs.vaults import TIME
from keystow.secret import Secret
from keystow.storage import profiles
from keystow.storage.files import Files
from keystow.storage.profiles import Copy, Kind, Left, Storage

UNPACKED_BYTES = 256 * 1024 * 1024
"""What the files of one storage may unpack to."""
VAULTS_MAX = 200
VAULTS_BYTES = 128 * 1024 * 1024
ROUNDS_MAX = 50_000_000
"""Rounds of PBKDF2 for one password that is tried on all: some 10 to 20 seconds."""


class Salvaged(NamedTuple):
    """What was found, newest first, and what was left out: reasons by file, as in docs."""

    vaults: tuple[Vault, ...]
    left: dict[str, str]


def run(ports: Ports, request: Request) -> Result:
    """Answer the vaults as facts, and their files one after the other as one blob."""
    found = search(request.params["path"], ports.check_cancelled)
    facts = {"vaults": [told(vault) for vault in found.vaults], "left": found.left}
    return Result(facts, {"files": b"".join(vault.data for vault in found.vaults)})


def vault_folders(_: Request) -> list[str]:
    """Return no folder: nothing is saved."""
    return []


def read_folders(request: Request) -> list[str]:
    """Return the folder that was chosen; raises NotAKeystore and the failures of storage."""
    return [profiles.folder_of(Files(), request.params["path"])]


def search(path: str, check_cancelled: Callable[[], None]) -> Salvaged:
    """Look through a profile, a folder or a file of one.

    Raises NothingToSalvage, NotAKeystore for what is neither file nor folder, and the failures of
    storage.
    """
    left = Left()
    found: list[Vault] = []
    for storage in profiles.storages(Files(), path, left):
        check_cancelled()
        found.extend(vaults.of_storage(_parts(storage, left)))
    kept: list[Vault] = []
    total = 0
    for vault in vaults.newest_first(found):
        total += len(vault.data)
        if len(kept) == VAULTS_MAX or total > VAULTS_BYTES:
            left.out(vault.file, "many")
            break
        kept.append(vault)
    if not kept:
        raise errors.NothingToSalvage(left=len(left.reasons))
    return Salvaged(tuple(kept), left.reasons)


def tries(files: Sequence[bytes], password: Secret) -> Iterator[str | None]:
    """Say of each vault what a password comes to: "" where it opens it, else the code.

    None for those that aren't tried: a profile may hold as many as somebody liked to put there.
    """
    left = ROUNDS_MAX
    for data in files:
        format_ = registry.detect(data)
        left -= sum(slot.get("passes", 0) for slot in format_.inspect(data).slots)
        if left < 0:
            yield None
            continue
        try:
            format_.open(data, password)
        except errors.KeystowError as failure:
            yield failure.code
        else:
            yield ""


def told(vault: Vault) -> dict[str, Any]:
    """Return what is said of a vault."""
    return {
        "format": vault.format,
        "file": vault.file,
        "changed": datetime.fromtimestamp(vault.changed, UTC).strftime(TIME),
        "current": vault.current,
        "whole": vault.whole,
        "size": len(vault.data),
    }


def _parts(storage: Storage, left: Left) -> list[Part]:
    allowance = Allowance(UNPACKED_BYTES)
    parts: list[Part] = []
    for copy in storage.copies:
        if copy.name.endswith("-wal"):
            continue  # read with its database
        try:
            stored = _stored(storage, copy, allowance)
        except errors.TooLarge:
            left.out(copy.name, "large")
            continue
        if stored.damaged:
            left.out(copy.name, "damaged")
        parts.append(Part(copy.name, copy.changed, stored))
    return parts


def _stored(storage: Storage, copy: Copy, allowance: Allowance) -> Stored:
    match storage.kind:
        case Kind.LEVELDB:
            return readers.leveldb(copy.name, copy.data, allowance)
        case Kind.SQLITE:
            logs = [other.data for other in storage.copies if other.name == f"{copy.name}-wal"]
            return readers.sqlite(copy.data, b"".join(logs), allowance)
        case Kind.VALUES:
            return readers.value(copy.name, copy.data, allowance)
        case Kind.JSON:
            return readers.script(copy.data)
