"""The backup password: a second password that opens the wallet and its copies, as one more slot."""

from keystow.jobs import asking, commit, new_password, recovery, saving, vaults
from keystow.jobs.asking import Asked, Code, Typed
from keystow.jobs.new_password import Wanted
from keystow.jobs.ports import Ports, Request, Result
from keystow.jobs.surface import Surface
from keystow.jobs.vaults import Key


def run(ports: Ports, request: Request) -> Result:
    """Ask for the wallet's own password, whatever is unlocked; add, replace or remove the other.

    One that is replaced or removed takes all cached roots with it: whoever knows it may hold an
    older vault. The wallet's own password gets a new salt then, and a recovery code is replaced.
    """
    surface = asking.surface_of(ports, request, "backup_password")
    typed = asking.typed(ports, request, surface, Asked("backup_password", Code.REFUSED, own=True))
    opened = typed.opened
    if opened.has_backup_password:
        answer = surface.ask("backup_password", {"code": opened.has_code})
        if answer.action == "later":
            surface.close()
            return commit.session(opened, {})
        if answer.action == "remove":
            return _reissued(ports, request, surface, typed, None)
    key = _new(ports, surface, typed)
    if opened.has_backup_password:
        return _reissued(ports, request, surface, typed, key)
    changed = vaults.with_another_key(opened, key)
    return saving.save_change(ports, request, surface, changed, "backup_password")


def _new(ports: Ports, surface: Surface, typed: Typed) -> Key:
    wanted = Wanted("backup_password", hint=typed.opened.hint, differs=typed.password)
    return new_password.ask(ports, surface, wanted).key()


def _reissued(
    ports: Ports, request: Request, surface: Surface, typed: Typed, key: Key | None
) -> Result:
    code = None
    if typed.opened.has_code:
        code = recovery.make(ports, surface, {"replaces": True, "old_ends": True})
    changed = vaults.with_keys(asking.salted_anew(ports, typed), key, code)
    what = "backup_password" if key is not None else "backup_password_removed"
    return saving.save_change(ports, request, surface, changed, what)
