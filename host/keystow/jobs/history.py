"""Whether a vault or a file goes on from what this host saw last of its wallet.

Holding a slot means being able to write, so a password that fits doesn't show that a file is the
user's own. What shows it is the catalogue: files it knows byte for byte, how far each wallet had
come, and the first address of each wallet id.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from keystow.jobs.ports import Request
from keystow.storage.catalogue import Catalogue
from keystow.storage.destinations import Destinations
from keystow.storage.files import Files
from keystow.storage.records import Seen
from keystow.wallet.vault import Vault


class Origin(StrEnum):
    """What a vault or a file is to this host; every member but the first is told to the user."""

    OWN = "own"
    """The newest there is of a wallet of this host's, or typed by the user just now."""
    OLDER = "older"
    """This host's own, and the wallet has changed since."""
    UNSEEN = "unseen"
    """This host never made or restored this file."""
    FORKED = "forked"
    """Unseen, and as many changes from the start as the wallet here, but other ones."""
    FOREIGN = "foreign"
    """It claims the id of a wallet known here, and has none of its first address."""


@dataclass(frozen=True, slots=True)
class Here:
    """The wallet that a file would be merged into; `stored` is its number on the disk."""

    vault: Vault
    stored: int


def of_vault(request: Request, vault: Vault) -> Origin:
    """Judge a vault as it was opened from the wallet's own folder: own, older or foreign.

    By what the request says is remembered of the wallet: a confined job can't read the catalogue.
    """
    remembered = request.params.get("remembered")
    if remembered is None:
        return Origin.OWN  # a new wallet, or a lost catalogue, which accuses nobody
    wallet_id, sequence, first_address = remembered
    seen = None if first_address is None else Seen(sequence, first_address)
    if wallet_id != vault.id or _is_foreign(seen, vault):
        return Origin.FOREIGN
    return Origin.OLDER if vault.sequence < sequence else Origin.OWN


def of_file(request: Request, sha256: str, vault: Vault, here: Here | None) -> Origin:
    """Judge an opened file by its SHA-256 and by what it held."""
    catalogue = _catalogue(request)
    own = catalogue.owns().get(sha256)
    if own is not None:
        record = catalogue.wallet(own.handle)
        newest = own.backup.sequence if record is None else record.facts.sequence
        return Origin.OLDER if own.backup.sequence < newest else Origin.OWN
    if _is_foreign(catalogue.seen(vault.id), vault):
        return Origin.FOREIGN
    if here is not None and _is_fork(here, vault):
        return Origin.FORKED
    return Origin.UNSEEN


def newer_copies(request: Request, sequence: int) -> Iterator[dict[str, Any]]:
    """Yield what is known of each copy that lies in its place and is newer, the newest first."""
    params = request.params
    known = Destinations(Files(), params["data"], params["client"]).known()
    listed = _catalogue(request).copies(params["handle"], known)
    named = {one.token: one.name for one in known}
    for one in sorted(listed, key=lambda one: -one.backup.sequence):
        if one.backup.sequence > sequence:
            yield {
                "place": named[one.copy.destination],
                "made_on": one.backup.made_on,
                "accounts": one.backup.contents.accounts,
            }


def _catalogue(request: Request) -> Catalogue:
    return Catalogue(Files(), request.params["data"], request.params["client"])


def _is_foreign(seen: Seen | None, vault: Vault) -> bool:
    # Any account will do: the first one may have been deleted here since the file was made, or by
    # another host that hasn't noted it yet.
    accounts = (*vault.accounts, *(one.account for one in vault.deleted.accounts))
    if seen is None or not accounts:
        return False
    return not seen.began_as(f"{account.chain}:{account.address}" for account in accounts)


def _is_fork(here: Here, vault: Vault) -> bool:
    if here.vault.id != vault.id or here.stored != vault.sequence:
        return False
    return _content(here.vault, vault.sequence) != _content(vault, vault.sequence)


def _content(vault: Vault, sequence: int) -> Vault:
    """Return what a vault's backups hold, without what differs from one save to the next."""
    return replace(vault.for_backup(), sequence=sequence, saved=None, previous=None)
