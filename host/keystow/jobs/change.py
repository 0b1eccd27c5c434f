"""Changes of an unlocked wallet that need no window: an account more, names, settings, an undo."""

from dataclasses import replace

from keystow import errors
from keystow.jobs import commit, vaults
from keystow.jobs.ports import Ports, Request, Result
from keystow.storage.files import Files
from keystow.storage.wallets import Wallets
from keystow.wallet import accounts, chains, deletions
from keystow.wallet.text import clean_name
from keystow.wallet.vault import Account, Vault


def vault_folders(request: Request) -> list[str]:
    """Return the vault's folder, in which the next version is saved."""
    params = request.params
    return [Wallets(Files(), params["data"], params["client"]).folder(params["handle"])]


def run(ports: Ports, request: Request) -> Result:
    """Apply one change and save it before answering; name the account that it is about, if any."""
    opened = vaults.open_unlocked(request)
    vault, account = _changed(ports, request, opened.vault)
    result = commit.commit(ports, request, vaults.with_vault(opened, vault))
    about = {} if account is None else {"account": account.id}
    return Result({**result.facts, **about}, result.blobs)


def _changed(ports: Ports, request: Request, vault: Vault) -> tuple[Vault, Account | None]:
    params = request.params
    match params["what"]:
        case "add":
            return _added(ports, vault, params["chain"], params.get("address_type"))
        case "rename":
            return accounts.rename(vault, params["account"], clean_name(params["name"]))
        case "undelete":
            return deletions.undelete(vault, params["account"])
        case "rename_wallet":
            return vault.changed(name=clean_name(params["name"])), None
        case "settings":
            settings = replace(vault.settings, auto_lock_minutes=params["auto_lock_minutes"])
            return vault.changed(settings=settings), None
    raise errors.Internal


def _added(
    ports: Ports, vault: Vault, chain: str, address_type: str | None
) -> tuple[Vault, Account]:
    try:
        chains.address_type(chain, address_type)
    except KeyError:
        at = "/p/address_type" if chain in chains.CHAINS else "/p/chain"
        raise errors.BadRequest(at=at) from None
    now = ports.now().strftime(vaults.TIME)
    id_ = ports.random_bytes(8).hex()
    return accounts.add_next(vault, chain, id_, now, type_id=address_type)
