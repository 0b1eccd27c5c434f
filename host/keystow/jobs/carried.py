"""What a wallet carries without knowing it: accounts of other chains, and whole exports."""

from typing import Any

from keystow.formats import contents
from keystow.formats.interface import Warn
from keystow.wallet.chains import CHAINS
from keystow.wallet.vault import Foreign, Vault

EXPORTS = frozenset({"bitwarden-encrypted-export"})
"""Formats of which a wallet needs a part: the rest is somebody's other passwords."""


def rows(vault: Vault, here: Vault | None) -> list[dict[str, Any]]:
    """Return the accounts that would only be kept, each with whether the wallet has it already."""
    known = set() if here is None else {one.id for one in here.foreign}
    return [
        {
            "name": account.name,
            "chain_title": title(account.chain),
            "address": account.address,
            "here": one.id in known,
        }
        for one in vault.foreign
        for account in contents.kept_accounts((one,))
    ]


def title(chain: str) -> str:
    """Return how people call a network; its id where Keystow doesn't derive it."""
    return CHAINS[chain].title if chain in CHAINS else chain


def has_export(format_name: str, vault: Vault) -> bool:
    """Tell whether a file's vault holds a whole export that a person may leave out.

    A backup of ours that holds one is another matter: there somebody chose to keep it.
    """
    return format_name in EXPORTS and len(without_exports(vault.foreign)) < len(vault.foreign)


def without_exports(foreign: tuple[Foreign, ...]) -> tuple[Foreign, ...]:
    """Return what belongs to wallets, whole exports left out."""
    return tuple(one for one in foreign if one.format not in EXPORTS or _is_account(one))


def warnings(given: tuple[str, ...], *, left_out: bool) -> list[str]:
    """Return a file's warnings, without what is not so where the export was left out."""
    return [one for one in given if not left_out or one != Warn.ENTRY_KEPT]


def _is_account(one: Foreign) -> bool:
    return any(contents.kept_accounts((one,)))
