"""The wallets of this computer: listed, renamed, deleted, brought back."""

from contextlib import ExitStack
from typing import Any

from keystow import errors
from keystow.handlers import receipts
from keystow.handlers.calls import Call
from keystow.handlers.context import Context, now
from keystow.storage.deleted import DeletedWallet, Note

_LISTED_MAX = 200


def list_(context: Context, _: Call) -> dict[str, Any]:
    """Answer `wallet.list`: what may be known without a password, whoever made the wallet."""
    return {
        "wallets": [_row(context, handle) for handle in context.wallets.handles()[:_LISTED_MAX]],
        "deleted": [_deleted_row(context, one) for one in context.deleted.listed()[:_LISTED_MAX]],
    }


def rename(context: Context, call: Call) -> dict[str, Any]:
    """Answer `wallet.rename`."""
    change(context, call, what="rename_wallet", name=call.params["name"])
    return {}


def delete(context: Context, call: Call) -> dict[str, Any]:
    """Answer `wallet.delete`; raises UserDenied where it ended with a backup only."""
    handle = call.params["wallet"]
    with context.changing(handle):
        version = context.wallets.current(handle).number  # first: what comes later is told as Busy
        record, reach = context.catalogue.wallet(handle), context.reach(handle)
        facts = run_delete(
            context,
            call,
            what="wallet",
            # A wallet of which nothing is remembered may hold anything.
            uncovered=1 if record is None else record.facts.uncovered(reach.covered),
            places=0 if record is None else reach.places(record.facts.newest_account),
            held=True,
        )
        context.deleted.put_aside(handle, version, Note(now(), facts["loss_told"]))
    context.sessions.lock(handle)
    context.outside.notify()
    return {}


def undelete(context: Context, call: Call) -> dict[str, Any]:
    """Answer `wallet.undelete`."""
    context.deleted.bring_back(call.params["wallet"])
    context.outside.notify()
    return {"wallet": call.params["wallet"]}


def change(context: Context, call: Call, **params: Any) -> dict[str, Any]:
    """Change an unlocked wallet without a window and remember what was saved."""
    handle = call.params["wallet"]
    context.session(handle)
    with context.changing(handle):
        facts = context.run(call, "change", handle, targets=context.safety_target(), **params)
    backup = facts["backup"]
    receipts.record(context, handle, backup, [], receipts.cause_of(backup))
    context.outside.notify()
    return facts


def run_delete(
    context: Context, call: Call, *, held: bool = False, **params: Any
) -> dict[str, Any]:
    """Run the window that deletes; note a backup made in it, whatever else came of it.

    `held` says that the caller holds `changing`. Raises UserDenied where nothing was deleted.
    """
    handle = call.params["wallet"]
    with ExitStack() as stack:
        if not held:
            stack.enter_context(context.changing(handle))
        ready, unready = context.ready_targets(context.destinations.known())
        facts = context.run_window(
            call,
            "delete",
            handle,
            targets=context.safety_target(),
            backup_targets=ready,
            **params,
        )
    copied = facts["copied"]
    if copied is not None:
        receipts.record(context, handle, copied, unready, receipts.cause_of(copied))
    if not facts["deleted"]:
        context.outside.notify()
        raise errors.UserDenied
    return facts


def _row(context: Context, handle: str) -> dict[str, Any]:
    record = context.catalogue.wallet(handle)
    last = context.catalogue.last_backup(handle)
    return {
        "handle": handle,
        "name": record.facts.name if record else "Wallet",
        "accounts": record.facts.accounts if record else 0,
        "locked": context.sessions.get(handle) is None,
        "last_backup": None if last is None else last.made_on,
    }


def _deleted_row(context: Context, one: DeletedWallet) -> dict[str, Any]:
    record = context.catalogue.wallet(one.handle)
    return {
        "handle": one.handle,
        "name": record.facts.name if record else "Wallet",
        "accounts": record.facts.accounts if record else 0,
        "deleted_on": one.note.deleted_on or None,
    }
