"""Change the password: the old one or a recovery code, a new one, new copies under it."""

from keystow.jobs import asking, key_file, new_password, recovery, reissue, saving, vaults
from keystow.jobs.asking import Asked, Code, Typed
from keystow.jobs.key_file import Choice
from keystow.jobs.new_password import Wanted
from keystow.jobs.ports import Ports, Request, Result
from keystow.jobs.surface import Surface


def run(ports: Ports, request: Request) -> Result:
    """Ask for the old password, whatever is unlocked, and replace it."""
    surface = asking.surface_of(ports, request, "password")
    typed = asking.typed(ports, request, surface, Asked("password", Code.RENEWS))
    return replace(ports, request, surface, typed)


def replace(ports: Ports, request: Request, surface: Surface, typed: Typed) -> Result:
    """Give the wallet a new password and, where it had a recovery code, a new one of those too.

    Whoever knows the secret that is replaced may hold an older vault, with the roots of its other
    slots: none of them stays (docs/keystore-format.md, "Cached roots").
    """
    opened = typed.opened
    before = typed.key_file if opened.asks_key_file else Choice()
    chosen = new_password.ask(ports, surface, Wanted("password", key_file=before))
    backup = reissue.backup_password(ports, surface, opened)
    code = None
    if opened.has_code:
        code = recovery.make(ports, surface, {"replaces": True, "old_ends": True})
    elif chosen.key_file is not None:
        code = recovery.make(ports, surface, {"replaces": False, "old_ends": False})
    changed = vaults.with_keys(new_password.with_key(opened.vault, chosen), backup, code)
    result = saving.save_change(ports, request, surface, changed, "password")
    key_file.remember(request, changed.slot, chosen.key_file)
    return result
