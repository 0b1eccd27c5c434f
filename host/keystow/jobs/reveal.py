"""Show a wallet's phrases and private keys in our own window, one at a time, after the password."""

from contextlib import suppress
from typing import Any

from keystow import errors
from keystow.jobs import asking, commit, kept, phrase_paper, vaults
from keystow.jobs.ports import Ports, Request, Result
from keystow.jobs.surface import Surface
from keystow.wallet import accounts
from keystow.wallet.chains import CHAINS
from keystow.wallet.keys import Keys
from keystow.wallet.vault import Account, PhraseSecret, Vault

NAMED = 3
"""Accounts that a phrase's row names; the others are counted."""


def run(ports: Ports, request: Request) -> Result:
    """Show what is chosen from a list, until the person is done; note which phrases were kept.

    Once the password was right, closing the window is as good as "done".
    Revealing asks for the password even in an unlocked session (CVE-2023-35866 is what happens
    where an open session is enough). A phrase counts as written down once some of it came back.
    """
    surface = asking.surface_of(ports, request, "reveal")
    opened = asking.unlocked(ports, request, surface, "reveal")
    if not opened.vault.secrets:
        raise errors.NoPhrase
    vault = _shown(ports, surface, opened.vault)
    surface.close()
    if vault is opened.vault:
        return commit.session(opened, {})
    return commit.commit(ports, request, vaults.with_vault(opened, vault))


def _shown(ports: Ports, surface: Surface, vault: Vault) -> Vault:
    error = None
    with suppress(errors.UserDenied):
        while True:
            answer = surface.ask("secrets", {**_rows(vault), "error": error})
            if answer.action == "done":
                break
            wanted = str(answer.fields["id"])
            error = None
            if answer.action == "phrase":
                vault = _phrase(ports, surface, vault, wanted)
                continue
            try:
                _key(surface, vault, wanted)
            except errors.KeyInvalid as refusal:
                error = {"field": None, "code": refusal.code}
    return vault


def _phrase(ports: Ports, surface: Surface, vault: Vault, wanted: str) -> Vault:
    phrase = next((one for one in _phrases(vault) if one.id == wanted), None)
    if phrase is None:
        raise errors.NoPhrase
    left = phrase_paper.keep(ports, surface, phrase.words, phrase.passphrase, "reveal")
    return accounts.phrase_written(vault, phrase.id) if left == kept.KEPT else vault


def _key(surface: Surface, vault: Vault, wanted: str) -> None:
    """Show one account's key; raises KeyInvalid where it isn't the key of the address beside it."""
    account = next((one for one in _with_keys(vault) if one.id == wanted), None)
    if account is None:
        raise errors.AccountUnknown
    keys = Keys(vault)
    key = keys.private_key(account)
    if key is None or keys.problem(account) is not None:
        raise errors.KeyInvalid
    text = CHAINS[account.chain].written_key_of(account.address, key)
    surface.ask("key", {**_account(account), "path": account.path, "key": text.reveal().decode()})


def _rows(vault: Vault) -> dict[str, Any]:
    """Return the list's model: no secret is in it."""
    return {
        "phrases": [_phrase_row(vault, phrase) for phrase in _phrases(vault)],
        "accounts": [{"id": one.id, **_account(one)} for one in _with_keys(vault)],
    }


def _phrase_row(vault: Vault, phrase: PhraseSecret) -> dict[str, Any]:
    names = [account.name for account in vault.accounts if account.secret == phrase.id]
    return {
        "id": phrase.id,
        "count": len(phrase.words.reveal().split()),
        "language": phrase.language,
        "passphrase": bool(phrase.passphrase),
        "written_down": phrase.written_down,
        "names": names[:NAMED],
        "more": max(0, len(names) - NAMED),
    }


def _account(account: Account) -> dict[str, Any]:
    chain = CHAINS[account.chain]
    title = chain.type_at(account.address, account.path).title
    return {"name": account.name, "chain_title": title, "address": account.address}


def _phrases(vault: Vault) -> list[PhraseSecret]:
    """Return the phrases, those first that were never written down."""
    phrases = [secret for secret in vault.secrets if isinstance(secret, PhraseSecret)]
    return sorted(phrases, key=lambda phrase: phrase.written_down)


def _with_keys(vault: Vault) -> list[Account]:
    """Return the accounts that have a key, on chains that this version knows."""
    return [one for one in vault.accounts if not one.watch_only and one.chain in CHAINS]
