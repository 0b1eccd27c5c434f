"""The page that opens the wallet: by its password, its recovery code or with its key file."""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Any

from keystow import errors
from keystow.jobs import history, key_file, new_password, vaults, versions
from keystow.jobs.history import Origin
from keystow.jobs.key_file import Choice
from keystow.jobs.ports import Ports, Request
from keystow.jobs.surface import Surface
from keystow.jobs.vaults import OpenVault
from keystow.keystore import container, recovery_code
from keystow.keystore.slots import CodeSlot
from keystow.secret import Secret

COPIES_TOLD = 5
"""How many newer copies are told of; a restore lists them all."""


def surface_of(ports: Ports, request: Request, purpose: str) -> Surface:
    """Open the flow's one window, with who asks and the user's mark."""
    may_stop = request.params.get("may_stop", False)
    return ports.open_surface(
        {**request.params["context"], "purpose": purpose, "may_stop": may_stop}
    )


class Code(StrEnum):
    """What a recovery code may do on a page that asks for the wallet's password."""

    RENEWS = "renews"
    """It stands in for a forgotten password, and a new one is chosen next."""
    OPENS = "opens"
    """It opens the wallet for this once."""
    REFUSED = "refused"
    """What comes next needs the password itself; the page says how to replace a forgotten one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a page asks for the wallet's password.

    `own` takes the wallet's own password only, no backup password. `newer` offers to bring a
    newer copy back where an older vault was put in the wallet's place.
    """

    purpose: str
    code: Code = Code.OPENS
    own: bool = False
    newer: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """A vault that a person just opened; `password` is None where a recovery code did it.

    `key_file` is the one that was given beside the password, if any. `newer` says that they chose
    to bring back a newer copy.
    """

    opened: OpenVault
    password: Secret | None
    key_file: Choice
    newer: bool = False


def wallet_of(ports: Ports, request: Request, surface: Surface, purpose: str) -> OpenVault:
    """Open the request's vault: with its root where the wallet is unlocked, else by asking."""
    if "root" in request.blobs:
        return vaults.open_unlocked(request)
    return unlocked(ports, request, surface, purpose)


def unlocked(ports: Ports, request: Request, surface: Surface, purpose: str) -> OpenVault:
    """Ask for the wallet's password, or its recovery code, until one fits."""
    return typed(ports, request, surface, Asked(purpose)).opened


def typed(ports: Ports, request: Request, surface: Surface, asked: Asked) -> Typed:
    """Ask for the wallet's password until it fits; a wrong one is said in place.

    A vault that isn't what was here last is told of before anything else happens.
    """
    typed = _opened(ports, request, surface, asked)
    opened = typed.opened
    if opened.origin is Origin.OWN:
        return typed
    copies = list(history.newer_copies(request, opened.stored))
    model = {
        "origin": opened.origin.value,
        "wallet_name": request.params["wallet"]["wallet_name"],
        "saved": opened.vault.saved,
        "accounts": len(opened.vault.accounts),
        "copies": copies[:COPIES_TOLD],
        "newer": asked.newer and bool(copies),
    }
    return replace(typed, newer=surface.ask("history", model).action == "newer")


def salted_anew(ports: Ports, typed: Typed) -> OpenVault:
    """Give the password that was just typed a new salt, and so a new root; it is the only slot.

    Raises ValueError where a recovery code was typed.
    """
    if typed.password is None:
        raise ValueError("there is no password to derive from")
    opened, again = typed.opened, Secret(typed.password.reveal())
    file = typed.key_file if opened.key_file else Choice()
    key = new_password.make_key(ports, typed.password, again, (file, file.read()))
    return vaults.with_only_key(opened.vault, key, opened.hint)


_ASKED_AGAIN = (
    *(errors.WrongPassword, errors.UnsupportedCharacter, errors.NoMemory, MemoryError),
    *(errors.KeyFileMissing, errors.KeyFileInvalid, errors.BackupPassword),
)

_FIELD = {"KEY_FILE_MISSING": "key_file", "KEY_FILE_INVALID": "key_file"}


def _opened(ports: Ports, request: Request, surface: Surface, asked: Asked) -> Typed:
    """Ask until something opens the vault."""
    keystore = container.parse(bytes(request.blobs["vault"]))
    facts: dict[str, Any] = request.params["wallet"]
    has_code = any(isinstance(slot, CodeSlot) for slot in keystore.slots)
    file = key_file.last(request, keystore.slots)
    model = {
        **facts,
        "purpose": asked.purpose,
        "hint": keystore.about.hint,
        "hint_made_on": keystore.about.made_on,
        "code": asked.code.value if has_code else None,
        "error": None,
    }
    while True:
        model["key_file"] = key_file.model(file, keystore.slots)
        answer = surface.ask("unlock", model, {"pick_key_file": lambda _: file.pick(surface)})
        ports.progress("kdf")
        by_code = answer.action == "code" and has_code and asked.code is not Code.REFUSED
        try:
            if by_code:
                read = recovery_code.read(answer.fields["recovery_code"])
                opened = versions.unaltered(request, partial(vaults.open_with_code, code=read))
                return Typed(opened, None, file)
            password = answer.fields["password"]
            given = key_file.given(file, keystore.slots)
            opened = versions.unaltered(
                request, partial(vaults.open_with_password, password=password, key_file=given)
            )
            if asked.own and not opened.by_own_password:
                raise errors.BackupPassword
        except _ASKED_AGAIN as refusal:
            code = errors.known(refusal).code
            field = "recovery_code" if by_code else _FIELD.get(code, "password")
            model["error"] = {"field": field, "code": code}
        else:
            if opened.key_file:
                key_file.remember(request, opened.slot, file)
            return Typed(opened, password, file)
