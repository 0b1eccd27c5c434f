"""What a job is given besides its request: a surface, randomness, the time, a way to save."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from keystow.jobs.surface import Surface
from keystow.keystore.slots import Cost
from keystow.secret import Secret

Blobs = Mapping[str, bytes | bytearray]


@dataclass(frozen=True, slots=True)
class Target:
    """A folder that takes a sealed file.

    `token` names it to the host; `name` is the file's name there, never used before.
    """

    token: str
    folder: str
    name: str


@dataclass(frozen=True, slots=True)
class Order:
    """Sealed bytes, the slot and root that must open them when read back, and where they go."""

    sealed: bytes
    slot: str
    root: Secret
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one target: `code` is None where the file was proven in place."""

    token: str
    name: str
    size: int
    code: str | None


@dataclass(frozen=True, slots=True)
class Request:
    """What the host asks of a job: public parameters, and sealed bytes or a root as blobs."""

    params: Mapping[str, object]
    blobs: Blobs = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """What a job answers: public facts, and sealed bytes or a root as blobs."""

    facts: Mapping[str, object]
    blobs: Blobs = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ports:
    """The outside of a job. Tests give their own."""

    open_surface: Callable[[Mapping[str, object]], Surface]
    save: Callable[[list[Order]], list[Saved]]
    random_bytes: Callable[[int], bytes]
    now: Callable[[], datetime]
    progress: Callable[..., None]
    check_cancelled: Callable[[], None]
    cost: Cost
