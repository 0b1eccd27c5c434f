"""The key file: something that a person has, asked for beside the password.

Its path is chosen in the system's own dialog and stays with the host: a page gets the name only.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from os.path import basename
from typing import Any

from keystow import errors
from keystow.jobs.ports import Ports, Request
from keystow.jobs.surface import Surface
from keystow.keystore import kdf
from keystow.keystore.slots import Argon2idSlot, Slot, SlotId
from keystow.secret import Secret
from keystow.storage import publish, reading
from keystow.storage.files import Files
from keystow.storage.key_files import KeyFiles

BYTES = 32
"""How long a generated one is; as many random bits as any key of ours has."""


@dataclass(slots=True)
class Choice:
    """The key file of one page; None where none was chosen."""

    path: str | None = None

    def pick(self, surface: Surface) -> dict[str, Any]:
        """Let the person choose a file; raises KeyFileInvalid for what can't be one."""
        path = surface.pick_file()
        if path is not None:
            read(path).wipe()
            self.path = path
        return {"name": self.name}

    @property
    def name(self) -> str | None:
        """What the page shows of it."""
        return None if self.path is None else basename(self.path)

    def read(self) -> Secret | None:
        """Read it; raises KeyFileMissing, KeyFileInvalid."""
        return None if self.path is None else read(self.path)


def asked_by(slots: Iterable[Slot]) -> list[Argon2idSlot]:
    """Return the slots which a key file opens."""
    return [slot for slot in slots if isinstance(slot, Argon2idSlot) and slot.keyfile]


def last(request: Request, slots: Iterable[Slot]) -> Choice:
    """Return the key file that was used last for one of these slots."""
    for slot in asked_by(slots):
        with suppress(errors.KeystowError):
            path = _known(request).path(slot.id)
            if path is not None:
                return Choice(path)
    return Choice()


def model(choice: Choice, slots: Iterable[Slot]) -> dict[str, Any] | None:
    """Return what a page shows where some slot asks for a key file; None where none does."""
    asking = asked_by(slots)
    if not asking:
        return None
    others = [one for one in slots if isinstance(one, Argon2idSlot) and not one.keyfile]
    return {"name": choice.name, "needed": not others}


def given(choice: Choice, slots: Iterable[Slot]) -> Secret | None:
    """Read the key file to try on these slots; None where none was chosen or it is gone.

    Where every password needs one, raises KeyFileMissing and KeyFileInvalid instead.
    """
    facts = model(choice, slots)
    if facts is None:
        return None
    try:
        found = choice.read()
        if found is None:
            raise errors.KeyFileMissing
    except (errors.KeyFileMissing, errors.KeyFileInvalid):
        if facts["needed"]:
            raise
        return None
    return found


def remember(request: Request, slot: SlotId, choice: Choice | None) -> None:
    """Note where a slot's key file lies; what can't be noted is chosen again next time."""
    if choice is not None and choice.path is not None:
        with suppress(errors.KeystowError):
            _known(request).remember(slot, choice.path)


def choose(ports: Ports, surface: Surface, before: Choice) -> Choice | None:
    """Ask for a new password's key file, made now or picked; None to go on without one."""
    choice = Choice(before.path if _is_there(before) else None)

    def make(_: Mapping[str, Any]) -> dict[str, Any]:
        folder = surface.pick_folder()
        if folder is not None:
            choice.path = _make(ports, folder)
        return {"name": choice.name}

    def pick(_: Mapping[str, Any]) -> dict[str, Any]:
        return choice.pick(surface)

    page: dict[str, Any] = {"name": choice.name, "error": None}
    while True:
        answer = surface.ask("key_file", page, {"make_key_file": make, "pick_key_file": pick})
        if answer.action == "without":
            return None
        try:
            if choice.read() is not None:
                return choice
        except errors.KeystowError as refusal:
            page["error"] = {"field": "key_file", "code": refusal.code}
        page["name"] = choice.name


def read(path: str) -> Secret:
    """Read a key file.

    Raises KeyFileInvalid for what isn't a file of 1 byte to 1 MiB, and KeyFileMissing for what
    can't be read.
    """
    try:
        data = reading.read(Files(), path, kdf.KEYFILE_BYTES)
    except (errors.NotAKeystore, errors.TooLarge):
        raise errors.KeyFileInvalid from None
    except errors.KeystowError:
        raise errors.KeyFileMissing from None
    if not data:
        raise errors.KeyFileInvalid
    return Secret(data)


def _is_there(choice: Choice) -> bool:
    try:
        return choice.read() is not None
    except errors.KeystowError:
        return False


def _make(ports: Ports, folder: str) -> str:
    """Save a new key file as every copy is saved: read back, then named, then read again."""
    data = ports.random_bytes(BYTES)
    name = f"keystow-{ports.random_bytes(4).hex()}.key"

    def verify(found: bytes) -> None:
        if found != data:
            raise errors.ReadBackFailed

    real = Files().real_path(folder)
    publish.save(Files(), real, name, data, verify)
    return f"{real}/{name}"


def _known(request: Request) -> KeyFiles:
    return KeyFiles(Files(), request.params["data"], request.params["client"])
