"""What a job is given besides its request: a surface, randomness, the time, a way to save."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from keystow.jobs.surface import Surface
from keystow.keystore.slots import Cost, SlotId
from keystow.secret import Secret

Blobs = Mapping[str, bytes | bytearray]


@dataclass(frozen=True, slots=True)
class Target:
    """A folder that takes a copy: the destination's token and its path."""

    token: str
    folder: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file with the slot and root that must open it when it is read back.

    `name` is a backup's file name, never used before; a vault's is its version's.
    `payload_sha256` is that of the plaintext before it was sealed.
    """

    name: str
    data: bytes
    payload_sha256: str
    slot: SlotId
    root: Secret


@dataclass(frozen=True, slots=True)
class VaultPlace:
    """Where a wallet's vault lives; `version` is the one that the change was made from."""

    data: str
    client: str
    handle: str
    version: int


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one target: `code` is None where the copy was proven in place."""

    token: str
    name: str
    size: int
    sha256: str
    code: str | None


@dataclass(frozen=True, slots=True, repr=False)  # a blob may be a root
class Request:
    """What the host asks of a job: public parameters, and sealed bytes or a root as blobs."""

    params: Mapping[str, Any]  # JSON of the host's own making
    blobs: Blobs = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class Result:
    """What a job answers: public facts, and sealed bytes or a root as blobs."""

    facts: Mapping[str, Any]
    blobs: Blobs = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ports:
    """The outside of a job. Tests give their own."""

    open_surface: Callable[[Mapping[str, Any]], Surface]
    save_copies: Callable[[Sealed, tuple[Target, ...]], list[Saved]]
    save_vault: Callable[[Sealed, VaultPlace], int]
    salvage: Callable[[str], Result]
    random_bytes: Callable[[int], bytes]
    now: Callable[[], datetime]
    progress: Callable[..., None]
    check_cancelled: Callable[[], None]
    cost: Cost
