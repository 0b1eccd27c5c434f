"""The page for a new password, and the key that is made of it."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from keystow import errors
from keystow.jobs import key_file, made_password, vaults
from keystow.jobs.key_file import Choice
from keystow.jobs.ports import Ports
from keystow.jobs.surface import Answer, Surface
from keystow.jobs.vaults import Key, OpenVault
from keystow.keystore import kdf
from keystow.secret import Secret
from keystow.wallet import passwords
from keystow.wallet.text import clean_name
from keystow.wallet.vault import Vault


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


def ask(ports: Ports, surface: Surface, wanted: Wanted) -> NewPassword:
    """Ask for a password until it is good."""
    chosen = _ask(ports, surface, wanted, may_keep=False)
    if chosen is None:
        raise errors.Internal
    return chosen


def ask_or_keep(ports: Ports, surface: Surface, wanted: Wanted) -> NewPassword | None:
    """Offer to keep what there is instead, too: None where that was chosen."""
    return _ask(ports, surface, wanted, may_keep=True)


def with_key(vault: Vault, chosen: NewPassword) -> OpenVault:
    """Give a vault the chosen password as its one slot."""
    return vaults.with_only_key(vault, chosen.key(), chosen.hint)


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


_FIELD = {
    "PASSWORD_WEAK": "password",
    "PASSWORD_USED": "password",
    "UNSUPPORTED_CHARACTER": "password",
    "PASSWORDS_DIFFER": "confirmation",
    "HINT_REFUSED": "hint",
    "NAME_INVALID": "wallet_name",
}


def _ask(ports: Ports, surface: Surface, wanted: Wanted, *, may_keep: bool) -> NewPassword | None:
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
        answer = surface.ask("create", model, {"judge": judge})
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
    check_new(fields["password"], fields["confirmation"], hint)
    check_differs(fields["password"], wanted.differs)
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


def judge(args: Mapping[str, Any]) -> dict[str, Any]:
    """Answer what the page asks about a password while it is typed."""
    judged = passwords.judge(args["password"], str(args.get("hint", "")))
    return {
        "rules": {rule: getattr(judged.rules, rule) for rule in judged.rules.__slots__},
        "guesses_log10": judged.guesses_log10,
        "strong": judged.strong,
        "hint_problem": judged.hint_problem,
    }


def check_new(password: Secret, confirmation: Secret, hint: str) -> None:
    """Refuse a new password that is weak or differs from its confirmation, or a hint that tells."""
    kdf.normalise(password)
    passwords.require(password, hint)
    if password != confirmation:
        raise errors.PasswordsDiffer


def check_differs(password: Secret, other: Secret | None) -> None:
    """Refuse one that is chosen already; raises PasswordUsed."""
    if other is not None and kdf.normalise(password) == kdf.normalise(other):
        raise errors.PasswordUsed
