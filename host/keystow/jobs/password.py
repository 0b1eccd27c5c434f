"""Change the password: the old one or a recovery code, a new one, new copies under it."""

from keystow.jobs import asking, recovery, saving, vaults
from keystow.jobs.ports import Ports, Request, Result
from keystow.jobs.surface import Surface
from keystow.jobs.vaults import OpenVault


def run(ports: Ports, request: Request) -> Result:
    """Ask for the old password, whatever is unlocked, and replace it."""
    surface = asking.surface_of(ports, request, "password")
    opened = asking.typed(ports, request, surface, "password", code=True).opened
    return replace(ports, request, surface, opened)


def replace(ports: Ports, request: Request, surface: Surface, opened: OpenVault) -> Result:
    """Give the wallet a new password and, where it had a recovery code, a new one of those too.

    Whoever knows the secret that is replaced may hold an older vault, with the roots of its other
    slots: none of them stays (docs/keystore-format.md, "Cached roots").
    """
    chosen = asking.new_password(ports, surface, None, "password")
    ends = {"replaces": True, "old_ends": True}
    code = recovery.make(ports, surface, ends) if opened.has_code else None
    changed = asking.with_key(opened.vault, chosen)
    if code is not None:
        changed = vaults.with_another_key(changed, code)
    return saving.save_change(ports, request, surface, changed, "password")
