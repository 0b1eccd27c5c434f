"""Changes of an unlocked wallet that need no window: the next account, a new name."""

from keystow import errors
from keystow.jobs import asking, commit, vaults
from keystow.jobs.ports import Ports, Request, Result
from keystow.secret import Secret
from keystow.wallet import accounts
from keystow.wallet.vault import Vault


def folders(request: Request) -> list[str]:
    """Return the folders that the job must be able to write in."""
    both = commit.targets(request, "safety") + commit.targets(request, "vault")
    return [target.folder for target in both]


def run(ports: Ports, request: Request) -> Result:
    """Apply one change and save it before answering."""
    opened = vaults.open_with_root(
        bytes(request.blobs["vault"]), str(request.params["slot"]), Secret(request.blobs["root"])
    )
    vault, account_id = _changed(ports, request, opened.vault)
    result, _ = commit.commit(ports, request, vaults.with_vault(opened, vault))
    return Result({**result.facts, "account": account_id}, result.blobs)


def _changed(ports: Ports, request: Request, vault: Vault) -> tuple[Vault, str]:
    params = request.params
    if params["what"] == "add":
        now = ports.now().strftime(vaults.TIME)
        new_id = ports.random_bytes(8).hex()
        changed, account = accounts.add_next(vault, str(params["chain"]), new_id, now)
        return changed, account.id
    if params["what"] == "rename":
        name = asking.clean_name(str(params["name"]))
        changed, account = accounts.rename(vault, str(params["account"]), name)
        return changed, account.id
    raise errors.Internal
