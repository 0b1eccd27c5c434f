"""Unlock a wallet: ask for its password, answer its root and public view."""

from keystow.jobs import asking, commit, password
from keystow.jobs.ports import Ports, Request, Result


def run(ports: Ports, request: Request) -> Result:
    """Answer what the host keeps while the wallet is unlocked.

    Nothing is written, unless the password was forgotten: then the recovery code opens the
    wallet, and a new password is chosen and saved.
    """
    purpose = str(request.params["purpose"])
    surface = asking.surface_of(ports, request, purpose)
    typed = asking.typed(ports, request, surface, purpose, code=True)
    if typed.password is None:
        return password.replace(ports, request, surface, typed.opened)
    surface.close()
    return commit.session(typed.opened, bytes(request.blobs["vault"]), {})
