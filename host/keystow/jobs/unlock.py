"""Unlock a wallet: ask for its password, answer its root and public view."""

from keystow.jobs import asking, commit
from keystow.jobs.ports import Ports, Request, Result


def run(ports: Ports, request: Request) -> Result:
    """Answer what the host keeps while the wallet is unlocked; nothing is written."""
    purpose = str(request.params["purpose"])
    surface = asking.surface_of(ports, request, purpose)
    opened = asking.unlocked(ports, request, surface, purpose)
    surface.close()
    return commit.session(opened, bytes(request.blobs["vault"]), {})
