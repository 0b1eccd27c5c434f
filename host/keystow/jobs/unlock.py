"""Unlock a wallet: ask for its password, answer its root and public view."""

from keystow.jobs import asking, commit, password, restore, stronger
from keystow.jobs.asking import Asked, Code
from keystow.jobs.ports import Ports, Request, Result


def run(ports: Ports, request: Request) -> Result:
    """Answer what the host keeps while the wallet is unlocked.

    Nothing is written, unless the password was forgotten: then the recovery code opens the
    wallet, and a new password is chosen and saved; or unless an older vault was put back, and a
    newer copy is restored into it; or unless the password's slot costs less than is usual by now.
    """
    purpose = str(request.params["purpose"])
    surface = asking.surface_of(ports, request, purpose)
    typed = asking.typed(ports, request, surface, Asked(purpose, Code.RENEWS, newer=True))
    if typed.password is None:
        return password.replace(ports, request, surface, typed)
    if typed.newer:
        return restore.bring(ports, request, surface, typed.opened)
    saved = stronger.save(ports, request, typed)
    surface.close()
    return saved or commit.session(typed.opened, {})
