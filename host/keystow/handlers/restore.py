"""Restore: from a found, picked or dropped file into a wallet, or into a new one."""

from typing import Any

from keystow.handlers import receipts, results
from keystow.handlers.calls import Call
from keystow.handlers.context import Context


def start(context: Context, call: Call) -> dict[str, Any]:
    """Answer `restore.start`."""
    handle = call.params.get("wallet")
    if handle is None:
        facts = _run(context, call, None)
        handle = facts["handle"]
    else:
        with context.changing(handle):
            facts = _run(context, call, handle)
    if call.params.get("wallet") is None and facts["source"] is not None:
        receipts.record_source(context, handle, facts["source"])
    backup = facts["backup"]
    receipts.record(context, handle, backup, [], receipts.cause_of(backup))
    context.outside.notify()
    return {
        "wallet": handle,
        "format": facts["format"],
        "made_on": facts["made_on"],
        **results.bounded(facts["results"]),
        "warnings": facts["warnings"],
    }


def _run(context: Context, call: Call, handle: str | None) -> dict[str, Any]:
    targets = context.safety_target()
    return context.run_window(call, "restore", handle, targets=targets)
