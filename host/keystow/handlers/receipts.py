"""Receipts: from a job's facts to the catalogue, and from the catalogue to a reply."""

from collections.abc import Mapping
from typing import Any

from keystow.handlers.context import Context, now
from keystow.storage.destinations import SAFETY, Destination
from keystow.storage.records import Backup, Cause, Contents, Copy, Proof, copy_token, shown_name

_COUNTS = ("accounts", "phrases", "keys", "watch_only", "contacts", "sites")


def record(
    context: Context, handle: str, facts: Mapping[str, Any], unready: list[list[str]], cause: Cause
) -> dict[str, Any]:
    """Note what a job saved, and which destinations weren't there; return the receipt."""
    named = {one.token: one for one in context.destinations.known()}
    copies = [
        Copy(token, named[token].name, code, facts["made_on"], Proof.CACHED)
        for token, _, _, _, code in facts["saved"]
    ]
    copies += [
        Copy(token, named[token].name, code, facts["made_on"], Proof.CACHED)
        for token, code in unready
    ]
    saved = next(row for row in facts["saved"] if row[4] is None)
    backup = Backup(
        cause,
        facts["made_on"],
        saved[1],
        facts["size"],
        saved[3],
        facts["sequence"],
        Contents(**{name: facts[name] for name in _COUNTS}),
        tuple(copies),
        _one_disk(context, [named[copy.destination] for copy in copies if copy.saved]),
    )
    with context.remembering():
        context.catalogue.record_backup(handle, backup)
    return reply(backup)


def record_source(context: Context, handle: str, source: Mapping[str, Any]) -> None:
    """Note the file that a new wallet was restored from, where it lies in a destination."""
    named = {one.token: one for one in context.destinations.known()}
    held = [named[token] for token in source["destinations"] if token in named]
    if not held:
        return
    copies = tuple(Copy(one.token, one.name, None, now(), Proof.PASSWORD) for one in held)
    backup = Backup(
        Cause.FOUND,
        source["made_on"],
        source["name"],
        source["size"],
        source["sha256"],
        source["sequence"],
        Contents(**{name: source[name] for name in _COUNTS}),
        copies,
        _one_disk(context, held),
    )
    with context.remembering():
        context.catalogue.record_backup(handle, backup)


def reply(backup: Backup) -> dict[str, Any]:
    """Return a backup as the extension gets it."""
    contents = {name: getattr(backup.contents, name) for name in _COUNTS}
    return {
        "made_on": backup.made_on,
        "name": shown_name(backup),
        "size": backup.size,
        "sequence": backup.sequence,
        **contents,
        "copies": [_copy(backup, copy) for copy in backup.copies],
        "one_disk": backup.one_disk,
    }


def cause_of(facts: Mapping[str, Any]) -> Cause:
    """Tell a backup in places of the user's from one that only the safety folder took."""
    outside = any(row[0] != SAFETY and row[4] is None for row in facts["saved"])
    return Cause.BACKUP if outside else Cause.CHANGE


def _copy(backup: Backup, copy: Copy) -> dict[str, Any]:
    return {
        "copy": copy_token(backup, copy) if copy.saved else None,
        "destination": copy.destination,
        "name": copy.place,
        "state": "saved" if copy.saved else "failed",
        "code": copy.code,
        "opened": copy.verified_how.value if copy.opens else None,
    }


def _one_disk(context: Context, some: list[Destination]) -> bool:
    states = context.destinations.states(tuple(some))
    return len({state.disk for state in states}) == 1
