"""Ask for the password of a file in another wallet's format, and its hint where it can have one."""

from typing import Any

from keystow import errors
from keystow.formats.writers.interface import Writer
from keystow.jobs import made_password, new_password
from keystow.jobs.ports import Ports
from keystow.jobs.surface import Answer, Surface
from keystow.secret import Secret

_FIELD = {
    "PASSWORDS_DIFFER": "confirmation",
    "HINT_REFUSED": "hint",
}


def ask(
    ports: Ports, surface: Surface, writer: Writer, wallets_own: Secret | None
) -> tuple[Secret, str]:
    """Ask until it is good, under the rules for the wallet's own; return it with its hint.

    A weak format may not have the wallet's own password: whoever guesses the one has the other.
    """
    purpose = "export_weak" if writer.weak else "export"
    model: dict[str, Any] = {
        "purpose": purpose,
        "wallet_name": None,
        "key_file": None,
        "hint": None if writer.hint else "",
        "keep": False,
        "error": None,
    }
    while True:
        answer = surface.ask("create", model, {"judge": new_password.judge})
        model["error"] = None
        if answer.action == "make":
            made = made_password.make(ports, surface, purpose)
            if made is not None:
                return made, ""
            continue
        try:
            return _checked(answer, writer, wallets_own)
        except errors.KeystowError as refusal:
            model["error"] = {
                "field": _FIELD.get(refusal.code, "password"),
                "code": refusal.code,
                "data": refusal.data,
            }


def _checked(answer: Answer, writer: Writer, wallets_own: Secret | None) -> tuple[Secret, str]:
    password = answer.fields["password"]
    hint = str(answer.fields.get("hint", "")) if writer.hint else ""
    new_password.check_new(password, answer.fields["confirmation"], hint)
    if writer.weak:
        new_password.check_differs(password, wallets_own)
    unfit = writer.unfit(password)
    if unfit is not None:
        raise errors.UnsupportedCharacter(reason=unfit.value)
    return password, hint
