"""Backup: the same bytes to every destination asked for, each copy proven."""

from typing import Any

from keystow import errors
from keystow.handlers import receipts, wallet
from keystow.handlers.calls import Call
from keystow.handlers.context import Context
from keystow.storage.records import Cause


def start(context: Context, call: Call) -> dict[str, Any]:
    """Answer `backup.start`; opens the unlock window first where the wallet is locked."""
    handle = call.params["wallet"]
    tokens = call.params.get("destinations")
    known = context.destinations.known()
    some = known if tokens is None else tuple(map(context.destinations.find, dict.fromkeys(tokens)))
    with context.changing(handle):
        wallet.ensure_unlocked(context, call, "backup")
        ready, unready = context.ready_targets(some)
        if not ready:
            raise errors.NoCopySaved
        facts = context.run(call, "backup", handle, targets=ready)
    receipt = receipts.record(context, handle, facts["backup"], unready, Cause.BACKUP)
    context.outside.notify()
    return receipt
