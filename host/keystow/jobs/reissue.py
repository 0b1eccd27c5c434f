"""The slots that a change of one secret takes along: each comes back once its secret is typed.

Ref: docs/keystore-format.md, "Cached roots".
"""

from typing import Any

from keystow import errors
from keystow.jobs import new_password
from keystow.jobs.key_file import Choice
from keystow.jobs.ports import Ports
from keystow.jobs.surface import Surface
from keystow.jobs.vaults import Key, OpenVault
from keystow.keystore import container
from keystow.secret import Secret


def backup_password(ports: Ports, surface: Surface, opened: OpenVault) -> Key | None:
    """Ask for the backup password where there is one, so that it opens what comes next too.

    Its slot gets a new salt. None where there is none, or where it is dropped.
    """
    if not opened.has_backup_password:
        return None
    keystore = container.parse(opened.sealed)
    own = opened.passwords[0].slot.id
    model: dict[str, Any] = {"error": None}
    while True:
        answer = surface.ask("backup_again", model)
        if answer.action == "drop":
            return None
        ports.progress("kdf")
        password = answer.fields["password"]
        try:
            if container.open_with_password(keystore, password).slot.id == own:
                raise errors.WrongPassword
            return new_password.make_key(
                ports, password, Secret(password.reveal()), (Choice(), None)
            )
        except (errors.WrongPassword, errors.UnsupportedCharacter, errors.NoMemory) as refusal:
            model["error"] = {"field": "password", "code": refusal.code}
