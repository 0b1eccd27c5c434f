"""Pages that several flows share: the wallet's password, a new password, and the mark."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Any

from keystow import errors
from keystow.jobs import history, key_file, made_password, vaults, versions
from keystow.jobs.history import Origin
from keystow.jobs.key_file import Choice
from keystow.jobs.ports import Ports, Request
from keystow.jobs.surface import Answer, Surface
from keystow.jobs.vaults import Key, OpenVault
from keystow.keystore import container, kdf, recovery_code
from keystow.keystore.slots import CodeSlot
from keystow.secret import Secret
from keystow.wallet import marks, passwords
from keystow.wallet.marks import Mark
from keystow.wallet.text import is_name
from keystow.wallet.vault import Vault

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
    key = make_key(ports, typed.password, again, (file, file.read()))
    return vaults.with_only_key(opened.vault, key, opened.hint)


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A password that was just chosen; its key is made while the next pages are read."""

    hint: str
    wallet_name: str
    key_file: Choice | None
    _key: "Future[Key]"

    def key(self) -> Key:
        """Wait for the key; raises SlotMismatch where the two runs of the KDF differ."""
        return self._key.result()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a page for a new password asks besides: the wallet's name where one is proposed.

    `key_file` is the one that the wallet has now, None where the page offers none. `hint` is one
    that stays as it is, so that the page asks for none. `differs` must not be chosen again.
    """

    purpose: str
    wallet_name: str | None = None
    key_file: Choice | None = None
    hint: str | None = None
    differs: Secret | None = None


def new_password(ports: Ports, surface: Surface, wanted: Wanted) -> NewPassword:
    """Ask for a password until it is good."""
    chosen = _new_password(ports, surface, wanted, may_keep=False)
    if chosen is None:
        raise errors.Internal
    return chosen


def new_or_kept(ports: Ports, surface: Surface, wanted: Wanted) -> NewPassword | None:
    """Offer to keep what there is instead, too: None where that was chosen."""
    return _new_password(ports, surface, wanted, may_keep=True)


def make_key(
    ports: Ports, password: Secret, confirmation: Secret, file: tuple[Choice, Secret | None]
) -> Key:
    """Derive a new slot's root twice: from the password and its confirmation, which are wiped.

    `file` is the key file's choice with what was read of it: it is read again for the second
    run. Raises SlotMismatch where the runs differ, and what reading the key file raises.
    """
    choice, first = file
    slot = vaults.new_slot(ports.cost, ports.random_bytes, keyfile=first is not None)
    root = kdf.derive_root(password, slot, first)
    if kdf.derive_root(confirmation, slot, choice.read()) != root:
        raise errors.SlotMismatch
    for secret in (password, confirmation, first):
        if secret is not None:
            secret.wipe()
    return Key(slot, root)


def new_mark(ports: Ports, surface: Surface) -> Mark:
    """Offer words and a picture by which the user will know our window."""
    mark = marks.make(ports.random_bytes(marks.RANDOM_BYTES))
    model = {"words": mark.words, "picture": mark.picture, "pictures": list(marks.PICTURES)}
    chosen = _chosen_mark(ports, surface, {**model, "change": False})
    surface.set_mark(chosen.words, chosen.picture)
    return chosen


def another_mark(ports: Ports, surface: Surface, mark: Mark | None) -> Mark:
    """Let the user change the mark; the window goes on showing the one it has."""
    now = mark or marks.make(ports.random_bytes(marks.RANDOM_BYTES))
    model = {"words": now.words, "picture": now.picture, "pictures": list(marks.PICTURES)}
    return _chosen_mark(ports, surface, {**model, "change": True})


def with_key(vault: Vault, chosen: NewPassword) -> OpenVault:
    """Give a vault the chosen password as its one slot."""
    return vaults.with_only_key(vault, chosen.key(), chosen.hint)


def clean_name(text: str) -> str:
    """Return a name fit for lists; raises NameInvalid."""
    name = text.strip()
    if not is_name(name):
        raise errors.NameInvalid
    return name


_ASKED_AGAIN = (
    *(errors.WrongPassword, errors.UnsupportedCharacter, errors.NoMemory, MemoryError),
    *(errors.KeyFileMissing, errors.KeyFileInvalid, errors.BackupPassword),
)

_FIELD = {
    "PASSWORD_WEAK": "password",
    "PASSWORD_USED": "password",
    "KEY_FILE_MISSING": "key_file",
    "KEY_FILE_INVALID": "key_file",
    "UNSUPPORTED_CHARACTER": "password",
    "PASSWORDS_DIFFER": "confirmation",
    "HINT_REFUSED": "hint",
    "NAME_INVALID": "wallet_name",
}


def _new_password(
    ports: Ports, surface: Surface, wanted: Wanted, *, may_keep: bool
) -> NewPassword | None:
    """Ask until it is good, or kept.

    One that we make instead has no hint: it stands on paper, and its words have no meaning.
    The KDF runs on the password and on its confirmation separately, so that a fault of the
    machine in one of the runs can't lock the wallet for good. The key file is read for each.
    """
    model: dict[str, Any] = {
        "purpose": wanted.purpose,
        "wallet_name": wanted.wallet_name,
        "key_file": None if wanted.key_file is None else wanted.key_file.path is not None,
        "hint": wanted.hint,
        "keep": may_keep,
        "error": None,
    }
    while True:
        answer = surface.ask("create", model, {"judge": _judge})
        if answer.action == "keep" and may_keep:
            return None
        model["error"] = None
        try:
            chosen = _checked(answer, wanted)
        except errors.KeystowError as refusal:
            model["error"] = {"field": _FIELD[refusal.code], "code": refusal.code}
            continue
        if answer.action == "make":
            made = made_password.make(ports, surface, wanted.purpose)
            if made is None:
                continue
            chosen = replace(chosen, password=made, confirmation=Secret(made.reveal()))
        return _deriving(ports, surface, wanted, chosen)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What stood on the page; the password is empty where one is to be made."""

    wallet_name: str
    hint: str
    password: Secret
    confirmation: Secret
    key_file: bool


def _checked(answer: Answer, wanted: Wanted) -> _Chosen:
    """Read the page's answer; raises what is wrong with the name, the password or the hint."""
    fields, proposed = answer.fields, wanted.wallet_name
    name = clean_name(fields.get("wallet_name") or proposed) if proposed else ""
    asks = wanted.key_file is not None and fields.get("key_file") is True
    if answer.action == "make":
        return _Chosen(name, wanted.hint or "", Secret(""), Secret(""), asks)
    hint = str(fields.get("hint", "")) if wanted.hint is None else wanted.hint
    _check_new(fields["password"], fields["confirmation"], hint)
    _check_differs(fields["password"], wanted.differs)
    return _Chosen(name, hint, fields["password"], fields["confirmation"], asks)


def _deriving(ports: Ports, surface: Surface, wanted: Wanted, chosen: _Chosen) -> NewPassword:
    """Ask for the key file where one was wanted, then begin to derive the key."""
    file = None
    if chosen.key_file and wanted.key_file is not None:
        file = key_file.choose(ports, surface, wanted.key_file)
    read = (file or Choice(), None if file is None else file.read())
    elsewhere = ThreadPoolExecutor(1)
    making = elsewhere.submit(make_key, ports, chosen.password, chosen.confirmation, read)
    elsewhere.shutdown(wait=False)
    return NewPassword(chosen.hint, chosen.wallet_name, file, making)


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


def _chosen_mark(ports: Ports, surface: Surface, model: Mapping[str, Any]) -> Mark:
    def another(_: Mapping[str, Any]) -> dict[str, Any]:
        return {"words": marks.make(ports.random_bytes(marks.RANDOM_BYTES)).words}

    fields = surface.ask("mark", model, {"another": another}).fields
    try:
        return marks.chosen(str(fields["words"]), str(fields["picture"]))
    except ValueError:
        raise errors.BadRequest(at="/mark") from None


def _judge(args: Mapping[str, Any]) -> dict[str, Any]:
    judged = passwords.judge(args["password"], str(args.get("hint", "")))
    return {
        "rules": {rule: getattr(judged.rules, rule) for rule in judged.rules.__slots__},
        "guesses_log10": judged.guesses_log10,
        "strong": judged.strong,
        "hint_problem": judged.hint_problem,
    }


def _check_new(password: Secret, confirmation: Secret, hint: str) -> None:
    kdf.normalise(password)
    passwords.require(password, hint)
    if password != confirmation:
        raise errors.PasswordsDiffer


def _check_differs(password: Secret, other: Secret | None) -> None:
    if other is not None and kdf.normalise(password) == kdf.normalise(other):
        raise errors.PasswordUsed
