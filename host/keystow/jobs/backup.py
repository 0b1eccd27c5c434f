"""Back up an unlocked wallet: seal it anew and save the same bytes at every destination."""

from keystow import errors
from keystow.jobs import commit, publish, vaults
from keystow.jobs.ports import Ports, Request, Result


def vault_folders(_: Request) -> list[str]:
    """Return no folder: a backup leaves the vault alone."""
    return []


def run(ports: Ports, request: Request) -> Result:
    """Answer what became of each target; raises NoCopySaved where none took a copy."""
    ports.progress("open")
    opened = vaults.open_unlocked(request)
    ports.progress("seal")
    made_on = ports.now().strftime(vaults.TIME)
    sealed = vaults.seal_backup(opened, ports)
    saved = ports.save_copies(sealed, publish.targets(request))
    if not any(one.code is None for one in saved):
        raise errors.NoCopySaved
    return Result({"backup": commit.receipt(opened.vault, saved, len(sealed.data), made_on)})
