"""Back up an unlocked wallet: seal it anew and save the same bytes at every destination."""

from keystow import errors
from keystow.jobs import commit, vaults
from keystow.jobs.ports import Order, Ports, Request, Result
from keystow.secret import Secret


def folders(request: Request) -> list[str]:
    """Return the folders that the job must be able to write in."""
    return [target.folder for target in commit.targets(request, "targets")]


def run(ports: Ports, request: Request) -> Result:
    """Answer what became of each target; raises NoCopySaved where none took a copy."""
    ports.progress("open")
    opened = vaults.open_with_root(
        bytes(request.blobs["vault"]), str(request.params["slot"]), Secret(request.blobs["root"])
    )
    ports.progress("seal")
    sealed = vaults.seal_backup(opened, ports)
    targets = commit.targets(request, "targets")
    saved = ports.save([Order(sealed, opened.key.slot.id, opened.key.root, targets)])
    if not any(one.code is None for one in saved):
        raise errors.NoCopySaved
    return Result(
        {
            "saved": commit.rows(saved),
            "size": len(sealed),
            "made_on": ports.now().strftime(vaults.TIME),
            "sequence": opened.vault.sequence,
            "counts": counts(opened.vault),
        }
    )


def counts(vault: vaults.Vault) -> dict[str, int]:
    """Return what a receipt lists."""
    kinds = [secret.kind for secret in vault.secrets]
    return {
        "accounts": len(vault.accounts),
        "phrases": kinds.count("phrase"),
        "keys": len(kinds) - kinds.count("phrase"),
        "watch_only": sum(account.watch_only for account in vault.accounts),
        "contacts": len(vault.contacts),
        "sites": len(vault.sites),
    }
