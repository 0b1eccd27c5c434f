"""Pages that several flows share: the wallet's password, a new password, and the mark."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from keystow import errors
from keystow.jobs import vaults
from keystow.jobs.ports import Ports, Request
from keystow.jobs.surface import Surface
from keystow.jobs.vaults import Key, OpenVault
from keystow.keystore import container, kdf
from keystow.secret import Secret
from keystow.wallet import marks, passwords
from keystow.wallet.marks import Mark
from keystow.wallet.text import is_name
from keystow.wallet.vault import Vault


def surface_of(ports: Ports, request: Request, purpose: str) -> Surface:
    """Open the flow's one window, with who asks and the user's mark."""
    return ports.open_surface({**request.params["context"], "purpose": purpose})


def wallet_of(ports: Ports, request: Request, surface: Surface, purpose: str) -> OpenVault:
    """Open the request's vault: with its root where the wallet is unlocked, else by asking."""
    if "root" in request.blobs:
        return vaults.open_unlocked(request)
    return unlocked(ports, request, surface, purpose)


def unlocked(ports: Ports, request: Request, surface: Surface, purpose: str) -> OpenVault:
    """Ask for the wallet's password until it fits; a wrong one is said in place."""
    about = container.parse(bytes(request.blobs["vault"])).about
    facts: dict[str, Any] = request.params["wallet"]
    model = {
        **facts,
        "purpose": purpose,
        "hint": about.hint,
        "hint_made_on": about.made_on,
        "error": None,
    }
    while True:
        answer = surface.ask("unlock", model)
        ports.progress("kdf")
        try:
            return vaults.open_with_password(request, answer.fields["password"])
        except _ASKED_AGAIN as refusal:
            model["error"] = {"field": "password", "code": errors.known(refusal).code}


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A password that was just chosen; its key is made while the next pages are read."""

    hint: str
    wallet_name: str
    _key: "Future[Key]"

    def key(self) -> Key:
        """Wait for the key; raises SlotMismatch where the two runs of the KDF differ."""
        return self._key.result()


def new_password(ports: Ports, surface: Surface, wallet_name: str, purpose: str) -> NewPassword:
    """Ask for a password until it is good.

    The KDF runs on the password and on its confirmation separately, so that a fault of the
    machine in one of the runs can't lock the wallet for good.
    """
    model: dict[str, Any] = {"purpose": purpose, "wallet_name": wallet_name, "error": None}
    while True:
        answer = surface.ask("create", model, {"judge": _judge})
        fields = answer.fields
        try:
            name = clean_name(fields.get("wallet_name") or wallet_name)
            _check_new(fields["password"], fields["confirmation"], fields["hint"])
        except errors.KeystowError as refusal:
            model["error"] = {"field": _FIELD[refusal.code], "code": refusal.code}
            continue
        elsewhere = ThreadPoolExecutor(1)
        making = elsewhere.submit(_make_key, ports, fields["password"], fields["confirmation"])
        elsewhere.shutdown(wait=False)
        return NewPassword(fields["hint"], name, making)


def new_mark(ports: Ports, surface: Surface) -> Mark:
    """Offer words and a picture by which the user will know our window."""
    mark = marks.make(ports.random_bytes(marks.RANDOM_BYTES))
    model = {"words": mark.words, "picture": mark.picture, "pictures": list(marks.PICTURES)}

    def another(_: Mapping[str, Any]) -> dict[str, Any]:
        return {"words": marks.make(ports.random_bytes(marks.RANDOM_BYTES)).words}

    fields = surface.ask("mark", model, {"another": another}).fields
    try:
        chosen = marks.chosen(str(fields["words"]), str(fields["picture"]))
    except ValueError:
        raise errors.BadRequest(at="/mark") from None
    surface.set_mark(chosen.words, chosen.picture)
    return chosen


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


def _make_key(ports: Ports, password: Secret, confirmation: Secret) -> Key:
    slot = vaults.new_slot(ports.cost, ports.random_bytes)
    root = kdf.derive_root(password, slot)
    if kdf.derive_root(confirmation, slot) != root:
        raise errors.SlotMismatch
    password.wipe()
    confirmation.wipe()
    return Key(slot, root)


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
