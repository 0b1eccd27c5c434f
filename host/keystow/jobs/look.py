"""Look at an unlocked wallet's vault, which another host of this user has changed."""

from keystow.jobs import commit, vaults
from keystow.jobs.ports import Ports, Request, Result


def vault_folders(_: Request) -> list[str]:
    """Return no folder: nothing is saved."""
    return []


def run(_: Ports, request: Request) -> Result:
    """Answer what the host keeps of it; raises Locked where the password was changed."""
    opened = vaults.open_unlocked(request)
    version = request.params["version"]
    return commit.session(opened, {"version": version})
