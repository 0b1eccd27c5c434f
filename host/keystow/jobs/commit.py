"""Save a changed vault: first a backup copy in the safety folder, then the vault itself.

Safety first: if the second step fails, the wallet is as it was and one more copy exists.
"""

from dataclasses import replace
from typing import Any

from keystow import errors
from keystow.jobs import publish, vaults
from keystow.jobs.history import Origin
from keystow.jobs.ports import Ports, Request, Result, Saved, Sealed, VaultPlace
from keystow.jobs.vaults import OpenVault
from keystow.storage.files import Files
from keystow.storage.wallets import Mark, Wallets
from keystow.wallet import deletions
from keystow.wallet.vault import KeySecret, PhraseSecret, Vault

_BY_CODE = {error.code: error for error in errors.ALL}


def commit(ports: Ports, request: Request, opened: OpenVault) -> Result:
    """Seal `opened` and save it, in the safety folder and as the wallet's next version.

    A request without a handle makes a new wallet. Other targets of the request get the backup
    too; what became of each is in the result's facts. Raises the failure of the safety folder or
    of the vault's own: then the wallet is as it was.
    """
    ports.check_cancelled()
    ports.progress("seal")
    now = ports.now().strftime(vaults.TIME)
    _require_current(request)
    vault = deletions.purged(opened.vault, now).stamped(now, request.params.get("previous"))
    opened = vaults.with_vault(opened, vault)
    backup, sealed = vaults.seal_both(opened, ports)
    saved = ports.save_copies(backup, publish.targets(request))
    _require_safety(saved, request.params["safety"])
    handle, version = _save_vault(ports, request, opened, sealed)
    opened = replace(opened, stored=vault.sequence, origin=Origin.OWN, sealed=sealed.data)
    return session(opened, {
        "handle": handle,
        "version": version,
        "backup": receipt(opened.vault, saved, len(backup.data), now),
    })  # fmt: skip


def session(opened: OpenVault, facts: dict[str, Any]) -> Result:
    """Return what the host keeps of an unlocked wallet: sealed bytes, root, public view."""
    vault = opened.vault
    mark = vault.settings.mark
    return Result(
        {
            "view": vault.public_view(),
            "first_address": vault.first_address(),
            "mark": None if mark is None else [mark.words, mark.picture],
            "slot": opened.slot,
            "recovery_code": opened.has_code,
            "backup_password": opened.has_backup_password,
            "key_file": opened.asks_key_file,
            "stored": opened.stored,
            "origin": opened.origin.value,
            **facts,
        },
        {"vault": opened.sealed, "root": opened.key.root.reveal()},
    )


def receipt(vault: Vault, saved: list[Saved], size: int, made_on: str) -> dict[str, Any]:
    """Return what a backup holds and what became of its copies."""
    return {
        "made_on": made_on,
        "size": size,
        **contents_of(vault),
        "saved": publish.rows(saved),
    }


def contents_of(vault: Vault) -> dict[str, Any]:
    """Return how much of what a vault holds."""
    return {
        "sequence": vault.sequence,
        "accounts": len(vault.accounts),
        "phrases": sum(isinstance(one, PhraseSecret) for one in vault.secrets),
        "keys": sum(isinstance(one, KeySecret) for one in vault.secrets),
        "watch_only": sum(account.watch_only for account in vault.accounts),
        "contacts": len(vault.contacts),
        "sites": len(vault.sites),
    }


def _require_current(request: Request) -> None:
    """Raise Busy before anything is saved where another process has changed the wallet meanwhile.

    Saving the vault checks it again, under a lock; here it spares a copy of a change that isn't.
    """
    params = request.params
    if "handle" not in params:
        return
    wallets = Wallets(Files(), params["data"], params["client"])
    handle, version = params["handle"], params["version"]
    # The newest one may be damaged, and the work go on from the one before.
    if wallets.newest(handle) != version and wallets.current(handle).number != version:
        raise errors.Busy(reason="changed")


def _require_safety(saved: list[Saved], token: str) -> None:
    codes = [one.code for one in saved if one.token == token]
    if not codes:
        raise errors.DestinationMissing
    if codes[0] is not None:
        raise _BY_CODE.get(codes[0], errors.StorageFailed)


def _save_vault(
    ports: Ports, request: Request, opened: OpenVault, sealed: Sealed
) -> tuple[str, int]:
    data, client = request.params["data"], request.params["client"]
    handle = request.params.get("handle")
    if handle is None:
        # A new folder, with nothing in it to lose: the confined child could not make it.
        mark = opened.vault.settings.mark
        own = None if mark is None else Mark(mark.words, mark.picture)
        made = Wallets(Files(), data, client).create(sealed.data, publish.proof(sealed), own)
        return made, 1
    place = VaultPlace(data, client, handle, request.params["version"])
    return handle, ports.save_vault(sealed, place)
