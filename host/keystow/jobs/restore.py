"""Restore: which file, its password, what it would change, all or nothing, the result."""

from dataclasses import replace
from typing import Any

from keystow.formats import keystow_1
from keystow.formats.interface import Warn
from keystow.jobs import (
    asking,
    carried,
    commit,
    history,
    incoming,
    mark_page,
    new_password,
    saving,
    vaults,
)
from keystow.jobs.history import Origin
from keystow.jobs.incoming import Incoming
from keystow.jobs.new_password import Wanted
from keystow.jobs.ports import Ports, Request, Result
from keystow.jobs.sources import Sources
from keystow.jobs.surface import Surface
from keystow.jobs.vaults import Key, OpenVault
from keystow.wallet import merge
from keystow.wallet.vault import Vault


def run(ports: Ports, request: Request) -> Result:
    """Bring accounts back, into an existing wallet or a new one; saved before it is shown."""
    surface = asking.surface_of(ports, request, "restore")
    current = None
    if "vault" in request.blobs:
        current = asking.wallet_of(ports, request, surface, "restore")
    return bring(ports, request, surface, current)


def bring(ports: Ports, request: Request, surface: Surface, current: OpenVault | None) -> Result:
    """Ask which copy, the newest own one preselected, and take it."""
    sources = Sources()
    sources.find(request.params["data"], request.params["client"])
    model = {"selected": sources.newest_own(request.params.get("handle")), "error": None}
    brought = incoming.ask(ports, request, surface, sources, "restore", model)
    return take(ports, request, surface, current, brought)


def take(
    ports: Ports, request: Request, surface: Surface, current: OpenVault | None, brought: Incoming
) -> Result:
    """Show what would change, apply what was ticked, save it, show the result.

    What this host never saw, or saw newer, is named, and nothing of it is ticked beforehand.
    """
    here = None if current is None else current.vault
    origin = _origin(request, current, brought)
    mark = brought.vault.settings.mark
    if here is None and mark is not None:
        surface.set_mark(mark.words, mark.picture)  # it is theirs: the password opened it
    comparison = merge.compare(here, brought.vault)
    if any(row.reason == merge.FOUND for row in comparison.rows):
        found = dict.fromkeys((*brought.warnings, Warn.PATH_FOUND))
        brought = replace(brought, warnings=tuple(found))
    answer = surface.ask("preview", _preview(brought, comparison.rows, current, origin)).fields
    export = carried.has_export(brought.format, brought.vault)
    left_out = export and answer.get("keep_all") is not True
    if left_out:
        rest = carried.without_exports(comparison.incoming.foreign)
        comparison = replace(comparison, incoming=replace(comparison.incoming, foreign=rest))
    choice = merge.Choice(frozenset(answer["rows"]), dict(answer.get("names", {})))
    vault, results = merge.apply(comparison, choice)
    if current is not None:
        opened = vaults.with_vault(current, vault)
    else:
        opened = _as_new_wallet(ports, surface, vault, brought)
    surface.tell("progress", {"title_code": "restoring", "steps": []})
    committed = commit.commit(ports, request, opened)
    listed = [_result(result) for result in results]
    warnings = carried.warnings(brought.warnings, left_out=left_out)
    if current is None:
        warnings += brought.left  # a slot needs its secret: these are named until they are made
    shown = {
        "rows": listed,
        "kept": carried.rows(brought.vault, here),
        "wallet_name": vault.name,
        "warnings": warnings,
        "elsewhere": brought.source is not None and brought.format != keystow_1.NAME,
    }
    saving.farewell(surface, "result", shown)
    facts: dict[str, Any] = {
        "format": brought.format,
        "made_on": brought.made_on,
        "results": [{k: v for k, v in row.items() if k != "chain_title"} for row in listed],
        "warnings": warnings,
        "source": _source(brought),
    }
    return Result({**committed.facts, **facts}, committed.blobs)


def _source(brought: Incoming) -> dict[str, Any] | None:
    """Return what the catalogue notes of the file where a new wallet came from it."""
    source = brought.source
    if source is None or brought.key is None or brought.made_on is None:
        return None
    return {
        **commit.contents_of(brought.vault),
        "made_on": brought.made_on,
        "name": source.name,
        "size": source.size,
        "sha256": source.sha256,
        "destinations": list(source.destinations),
    }


def _as_new_wallet(ports: Ports, surface: Surface, vault: Vault, brought: Incoming) -> OpenVault:
    """Give the restored wallet its password: the file's own slot, or a new one.

    What a backup password opened lacks its wallet's own: a new one is chosen, beside which the
    backup password stays, or the backup password becomes the wallet's own.
    """
    if brought.key is not None:
        key = brought.key
        if brought.by_backup:
            return _with_new_password(ports, surface, vault, brought, key)
        return vaults.with_only_key(_marked(ports, surface, vault), key, brought.hint)
    chosen = new_password.ask(ports, surface, Wanted("restore", vault.name))
    vault = _marked(ports, surface, replace(vault, name=chosen.wallet_name))
    return new_password.with_key(vault, chosen)


def _with_new_password(
    ports: Ports, surface: Surface, vault: Vault, brought: Incoming, key: Key
) -> OpenVault:
    wanted = Wanted("restore_backup", differs=brought.password)
    chosen = new_password.ask_or_keep(ports, surface, wanted)
    vault = _marked(ports, surface, vault)
    if chosen is None:
        return vaults.with_only_key(vault, key, brought.hint)
    return vaults.with_another_key(new_password.with_key(vault, chosen), key)


def _marked(ports: Ports, surface: Surface, vault: Vault) -> Vault:
    """Let a vault that brings no mark get one."""
    if vault.settings.mark is not None:
        return vault
    return replace(vault, settings=replace(vault.settings, mark=mark_page.new(ports, surface)))


def _origin(request: Request, current: OpenVault | None, brought: Incoming) -> Origin:
    if brought.source is None:
        return Origin.OWN  # a phrase or a key that the user typed
    here = None if current is None else current.here
    return history.of_file(request, brought.source.sha256, brought.vault, here)


def _preview(
    brought: Incoming, rows: tuple[merge.Row, ...], current: OpenVault | None, origin: Origin
) -> dict[str, Any]:
    vault = brought.vault
    # On a new computer every file is unseen, and nothing is there yet that it could spoil.
    harmless = current is None and origin is not Origin.FOREIGN
    return {
        "wallet_name": vault.name,
        "format": brought.format,
        "made_on": brought.made_on,
        "made_by": brought.made_by,
        "rows": [_row(row) for row in rows],
        "kept": carried.rows(vault, None if current is None else current.vault),
        "export": carried.has_export(brought.format, vault),
        "also": {
            "contacts": len(vault.contacts),
            "labels": len(vault.labels),
            "sites": len(vault.sites),
            "settings": int(vault.settings.mark is not None),
        },
        "warnings": list(brought.warnings),
        "into_existing": current is not None,
        "origin": origin.value,
        "ticked": origin is Origin.OWN or harmless,
    }


def _row(row: merge.Row) -> dict[str, Any]:
    account = row.account
    return {
        "id": account.id,
        "name": account.name,
        "chain": account.chain,
        "chain_title": carried.title(account.chain),
        "address": account.address,
        "path": account.path,
        "state": row.state,
        "reason": row.reason,
        "here_name": row.here.name if row.here else None,
    }


def _result(result: merge.Result) -> dict[str, Any]:
    return {
        "name": result.name,
        "chain": result.chain,
        "chain_title": carried.title(result.chain),
        "address": result.address,
        "outcome": result.outcome,
        "reason": result.reason,
    }
