"""Accounts: the list, the next one, names, watch-only, imports, addresses shown."""

from collections.abc import Callable
from typing import Any

from keystow import errors
from keystow.handlers import receipts, results, wallets
from keystow.handlers.calls import Call
from keystow.handlers.context import Context, now
from keystow.storage.catalogue import Reach
from keystow.wallet.keeping import is_kept


def list_(context: Context, call: Call) -> dict[str, Any]:
    """Answer `accounts.list`."""
    handle, offset = call.params["wallet"], call.params["offset"]
    accounts = context.caught_up_session(call, handle).view["accounts"]
    reach = context.reach(handle)
    page = accounts[offset : offset + call.params["limit"]]
    return {"total": len(accounts), "accounts": [_account(one, reach) for one in page]}


def add(context: Context, call: Call) -> dict[str, Any]:
    """Answer `accounts.add`."""
    params = {"chain": call.params["chain"], "address_type": call.params.get("address_type")}
    return _change(context, call, what="add", **params)


def rename(context: Context, call: Call) -> dict[str, Any]:
    """Answer `accounts.rename`."""
    params = call.params
    return _change(context, call, what="rename", account=params["account"], name=params["name"])


def watch(context: Context, call: Call) -> dict[str, Any]:
    """Answer `accounts.watch`."""
    params = {name: call.params[name] for name in ("chain", "address", "name")}
    return _commit(context, call, context.run_window, "watch", **params)


def show(context: Context, call: Call) -> dict[str, Any]:
    """Answer `accounts.show`; auto-lock goes on while the window stands open."""
    handle = call.params["wallet"]
    context.session(handle)
    context.run_window(call, "show", handle, account=call.params["account"])
    return {}


def delete(context: Context, call: Call) -> dict[str, Any]:
    """Answer `accounts.delete`; raises UserDenied where it ended with a backup only."""
    handle, account = call.params["wallet"], call.params["account"]
    accounts = context.caught_up_session(call, handle).view["accounts"]
    since = next((one["since"] for one in accounts if one["id"] == account), None)
    if since is None:
        raise errors.AccountUnknown
    reach = context.reach(handle)
    facts = wallets.run_delete(
        context,
        call,
        what="account",
        account=account,
        uncovered=int(since > reach.covered),
        places=reach.places(since),
    )
    _record(context, handle, facts)
    return {}


def deleted(context: Context, call: Call) -> dict[str, Any]:
    """Answer `accounts.deleted`: those that can be brought back, the one deleted last first."""
    handle, offset = call.params["wallet"], call.params["offset"]
    view = context.caught_up_session(call, handle).view
    kept = [one for one in reversed(view["deleted"]) if is_kept(one["deleted_on"], now())]
    page = kept[offset : offset + call.params["limit"]]
    return {"total": len(kept), "accounts": page}


def undelete(context: Context, call: Call) -> dict[str, Any]:
    """Answer `accounts.undelete`."""
    return _change(context, call, what="undelete", account=call.params["account"])


def import_(context: Context, call: Call) -> dict[str, Any]:
    """Answer `accounts.import`."""
    handle = call.params["wallet"]
    with context.changing(handle):
        targets = context.safety_target()
        facts = context.run_window(call, "import", handle, targets=targets)
    _record(context, handle, facts)
    return {**results.bounded(facts["results"]), "warnings": facts["warnings"]}


def export(context: Context, call: Call) -> dict[str, Any]:
    """Answer `accounts.export`."""
    handle = call.params["wallet"]
    with context.changing(handle):
        context.run_window(call, "export", handle)
    context.outside.notify()
    return {}


def _change(context: Context, call: Call, **params: Any) -> dict[str, Any]:
    context.session(call.params["wallet"])
    return _commit(context, call, context.run, "change", **params)


def _commit(
    context: Context, call: Call, run: Callable[..., dict[str, Any]], job: str, **params: Any
) -> dict[str, Any]:
    handle = call.params["wallet"]
    with context.changing(handle):
        targets = context.safety_target()
        facts = run(call, job, handle, targets=targets, **params)
    _record(context, handle, facts)
    reach = context.reach(handle)
    for one in facts["view"]["accounts"]:
        if one["id"] == facts["account"]:
            return {"account": _account(one, reach)}
    raise errors.AccountUnknown


def _record(context: Context, handle: str, facts: dict[str, Any]) -> None:
    backup = facts["backup"]
    receipts.record(context, handle, backup, [], receipts.cause_of(backup))
    context.outside.notify()


def _account(one: dict[str, Any], reach: Reach) -> dict[str, Any]:
    fields = ("id", "name", "chain", "address", "public_key", "path", "watch_only", "source")
    return {
        **{name: one[name] for name in fields},
        "covered": one["since"] <= reach.covered,
        "places": reach.places(one["since"]),
    }
