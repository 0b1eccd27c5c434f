"""Pages that several flows share: the wallet's password, a new password, and the mark."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from keystow import errors
from keystow.jobs import made_password, vaults
from keystow.jobs.ports import Ports, Request
from keystow.jobs.surface import Surface
from keystow.jobs.vaults import Key, OpenVault
from keystow.keystore import container, kdf, recovery_code
from keystow.keystore.slots import CodeSlot
from keystow.secret import Secret
from keystow.wallet import marks, passwords
from keystow.wallet.marks import Mark
from keystow.wallet.text import is_name
from keystow.wallet.vault import Vault


def surface_of(ports: Ports, request: Request, purpose: str) -> Surface:
    """Open the flow's one window, with who asks and the user's mark."""
    may_stop = request.params.get("may_stop", False)
    return ports.open_surface(
        {**request.params["context"], "purpose": purpose, "may_stop": may_stop}
    )


def wallet_of(ports: Ports, request: Request, surface: Surface, purpose: str) -> OpenVault:
    """Open the request's vault: with its root where the wallet is unlocked, else by asking."""
    if "root" in request.blobs:
        return vaults.open_unlocked(request)
    return unlocked(ports, request, surface, purpose)


@dataclass(frozen=True, slots=True)
class Typed:
    """A vault that a person just opened; `password` is None where a recovery code did it."""

    opened: OpenVault
    password: Secret | None


def unlocked(ports: Ports, request: Request, surface: Surface, purpose: str) -> OpenVault:
    """Ask for the wallet's password until it fits; a wrong one is said in place."""
    return typed(ports, request, surface, purpose).opened


def typed(
    ports: Ports, request: Request, surface: Surface, purpose: str, *, code: bool = False
) -> Typed:
    """Do what `unlocked` does; with `code`, a recovery code will do where the vault has one.

    Whoever takes a code gives the wallet a new password before it ends.
    """
    keystore = container.parse(bytes(request.blobs["vault"]))
    facts: dict[str, Any] = request.params["wallet"]
    model = {
        **facts,
        "purpose": purpose,
        "hint": keystore.about.hint,
        "hint_made_on": keystore.about.made_on,
        "code": code and any(isinstance(slot, CodeSlot) for slot in keystore.slots),
        "error": None,
    }
    while True:
        answer = surface.ask("unlock", model)
        ports.progress("kdf")
        try:
            if model["code"] and answer.action == "code":
                read = recovery_code.read(answer.fields["recovery_code"])
                return Typed(vaults.open_with_code(request, read), None)
            password = answer.fields["password"]
            return Typed(vaults.open_with_password(request, password), password)
        except _ASKED_AGAIN as refusal:
            field = "recovery_code" if answer.action == "code" else "password"
            model["error"] = {"field": field, "code": errors.known(refusal).code}


def salted_anew(ports: Ports, typed: Typed) -> OpenVault:
    """Give the password that was just typed a new salt, and so a new root; it is the only slot.

    Raises ValueError where a recovery code was typed.
    """
    if typed.password is None:
        raise ValueError("there is no password to derive from")
    key = _make_key(ports, typed.password, Secret(typed.password.reveal()))
    return vaults.with_only_key(typed.opened.vault, key, typed.opened.hint)


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A password that was just chosen; its key is made while the next pages are read."""

    hint: str
    wallet_name: str
    _key: "Future[Key]"

    def key(self) -> Key:
        """Wait for the key; raises SlotMismatch where the two runs of the KDF differ."""
        return self._key.result()


def new_password(
    ports: Ports, surface: Surface, wallet_name: str | None, purpose: str
) -> NewPassword:
    """Ask for a password until it is good, and for the wallet's name where one is proposed.

    One that we make instead has no hint: it stands on paper, and its words have no meaning.
    The KDF runs on the password and on its confirmation separately, so that a fault of the
    machine in one of the runs can't lock the wallet for good.
    """
    model: dict[str, Any] = {"purpose": purpose, "wallet_name": wallet_name, "error": None}
    while True:
        answer = surface.ask("create", model, {"judge": _judge})
        fields = answer.fields
        model["error"] = None
        try:
            name = clean_name(fields.get("wallet_name") or wallet_name) if wallet_name else ""
            if answer.action != "make":
                _check_new(fields["password"], fields["confirmation"], fields["hint"])
                return _deriving(ports, fields, name)
        except errors.KeystowError as refusal:
            model["error"] = {"field": _FIELD[refusal.code], "code": refusal.code}
            continue
        made = made_password.make(ports, surface, purpose)
        if made is not None:
            typed = {"password": made, "confirmation": Secret(made.reveal()), "hint": ""}
            return _deriving(ports, typed, name)


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


_ASKED_AGAIN = (errors.WrongPassword, errors.UnsupportedCharacter, errors.NoMemory, MemoryError)

_FIELD = {
    "PASSWORD_WEAK": "password",
    "UNSUPPORTED_CHARACTER": "password",
    "PASSWORDS_DIFFER": "confirmation",
    "HINT_REFUSED": "hint",
    "NAME_INVALID": "wallet_name",
}


def _deriving(ports: Ports, fields: Mapping[str, Any], name: str) -> NewPassword:
    """Begin to derive the key of a password and, separately, of its confirmation."""
    elsewhere = ThreadPoolExecutor(1)
    making = elsewhere.submit(_make_key, ports, fields["password"], fields["confirmation"])
    elsewhere.shutdown(wait=False)
    return NewPassword(fields["hint"], name, making)


def _make_key(ports: Ports, password: Secret, confirmation: Secret) -> Key:
    slot = vaults.new_slot(ports.cost, ports.random_bytes)
    root = kdf.derive_root(password, slot)
    if kdf.derive_root(confirmation, slot) != root:
        raise errors.SlotMismatch
    password.wipe()
    confirmation.wipe()
    return Key(slot, root)


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
