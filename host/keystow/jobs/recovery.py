"""Make a recovery code: a second way into the wallet and its copies, kept on paper."""

from collections.abc import Mapping

from keystow.jobs import asking, commit, kept, reissue, saving, vaults
from keystow.jobs.asking import Asked, Code
from keystow.jobs.kept import Paper
from keystow.jobs.ports import Ports, Request, Result
from keystow.jobs.surface import Surface
from keystow.jobs.vaults import Key
from keystow.keystore import recovery_code

ASKED = 2
"""How many of the code's groups are asked for after it was written down."""


def run(ports: Ports, request: Request) -> Result:
    """Ask for the password, whatever is unlocked; show a new code, and save it once it is kept.

    A code that was there before opens nothing that is written from now on. The password gets a
    new salt then: the old code opens an older vault, which holds the password's root.
    """
    surface = asking.surface_of(ports, request, "recovery")
    asked = Asked("recovery", Code.REFUSED, own=True)
    typed = asking.typed(ports, request, surface, asked)
    opened = typed.opened
    code = make(ports, surface, {"replaces": opened.has_code, "old_ends": False})
    if code is None:
        surface.close()
        return commit.session(opened, {})
    if opened.has_code:
        backup = reissue.backup_password(ports, surface, opened)
        opened = vaults.with_keys(asking.salted_anew(ports, typed), backup)
    changed = vaults.with_another_key(opened, code)
    return saving.save_change(ports, request, surface, changed, "recovery")


def make(ports: Ports, surface: Surface, model: Mapping[str, bool]) -> Key | None:
    """Show a new code until some of its groups come back right; None for "not now".

    `model` says whether it replaces one, and whether that one ends in any case.
    """
    code, key = vaults.new_code(ports.random_bytes)
    groups = recovery_code.show(code).reveal().decode().split("-")
    paper = Paper(
        page="recovery",
        model={**model, "groups": groups},
        check="recovery_check",
        field="recovery_code",
        parts=tuple(groups),
        asked=ASKED,
        read=recovery_code.symbols_of,
    )
    return key if kept.keep(ports, surface, paper) == kept.KEPT else None
