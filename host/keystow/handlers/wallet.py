"""The wallet as a whole: its state at a glance, first run, unlock and lock, its phrase."""

from typing import Any

from keystow import errors
from keystow.handlers import receipts, wallets
from keystow.handlers.calls import Call
from keystow.handlers.context import Context
from keystow.handlers.sessions import Session
from keystow.storage import found
from keystow.storage.destinations import DOWNLOADS, SAFETY, State


def state(context: Context, call: Call) -> dict[str, Any]:
    """Answer `wallet.state`."""
    handle = call.params.get("wallet")
    known = context.destinations.known()
    return {
        "wallet": None if handle is None else _wallet(context, call, handle),
        "destinations": [destination(one) for one in context.destinations.states(known)],
        "running": [
            {"id": one.id, "flow": one.method, "window": one.window, "phase": one.phase}
            for one in list(context.calls.values())
            if one.id != call.id
        ],
        "found_copies": found.count(context.files, known),
    }


def create(context: Context, call: Call) -> dict[str, Any]:
    """Answer `wallet.create`."""
    some = tuple(context.destinations.find(token) for token in (DOWNLOADS, SAFETY))
    context.safety_target()  # a wallet without its safety copy is not made
    ready, unready = context.ready_targets(some)
    there = {row[0] for row in ready}
    states = context.destinations.states(some)
    facts = context.run_window(
        call,
        "create",
        None,
        targets=ready,
        destinations=[destination(one) for one in states if one.destination.token in there],
    )
    backup = facts["backup"]
    cause = receipts.cause_of(backup)
    receipt = receipts.record(context, facts["handle"], backup, unready, cause)
    context.outside.notify()
    return {"wallet": facts["handle"], "receipt": receipt}


def unlock(context: Context, call: Call) -> dict[str, Any]:
    """Answer `wallet.unlock`."""
    with context.changing(call.params["wallet"]):
        ensure_unlocked(context, call, "open")
    return {"wallet": call.params["wallet"]}


def ensure_unlocked(context: Context, call: Call, purpose: str) -> None:
    """Open the unlock window unless the wallet is unlocked already.

    It may end with a new password, saved with a copy in each place. The caller holds `changing`.
    """
    handle = call.params["wallet"]
    if context.sessions.get(handle) is None:
        _run_saving(context, call, "unlock", purpose=purpose)


def change_password(context: Context, call: Call) -> dict[str, Any]:
    """Answer `password.change`."""
    with context.changing(call.params["wallet"]):
        _run_saving(context, call, "password")
    return {}


def make_recovery_code(context: Context, call: Call) -> dict[str, Any]:
    """Answer `recovery.make`."""
    with context.changing(call.params["wallet"]):
        _run_saving(context, call, "recovery")
    return {}


def set_backup_password(context: Context, call: Call) -> dict[str, Any]:
    """Answer `password.backup`."""
    with context.changing(call.params["wallet"]):
        _run_saving(context, call, "backup_password")
    return {}


def change_mark(context: Context, call: Call) -> dict[str, Any]:
    """Answer `mark.change`."""
    handle = call.params["wallet"]
    with context.changing(handle):
        facts = context.run_window(call, "mark", handle, targets=context.safety_target())
    if "backup" in facts:
        receipts.record(context, handle, facts["backup"], [], receipts.cause_of(facts["backup"]))
    context.outside.notify()
    return {}


def lock(context: Context, call: Call) -> dict[str, Any]:
    """Answer `wallet.lock`."""
    context.wallets.mark(call.params["wallet"])  # an unknown wallet is an error here too
    context.sessions.lock(call.params["wallet"])
    context.outside.notify()
    return {}


def reveal(context: Context, call: Call) -> dict[str, Any]:
    """Answer `phrase.reveal`."""
    handle = call.params["wallet"]
    with context.changing(handle):
        # Ready or not: a person who needs their words must get to see them.
        safety, _ = context.ready_targets((context.destinations.find(SAFETY),))
        facts = context.run_window(call, "reveal", handle, targets=safety)
    if "backup" in facts:
        receipts.record(context, handle, facts["backup"], [], receipts.cause_of(facts["backup"]))
    context.outside.notify()
    return {}


def set_settings(context: Context, call: Call) -> dict[str, Any]:
    """Answer `settings.set`."""
    minutes = call.params["auto_lock_minutes"]
    wallets.change(context, call, what="settings", auto_lock_minutes=minutes)
    return {"settings": {"auto_lock_minutes": minutes}}


def _run_saving(context: Context, call: Call, job: str, **params: Any) -> None:
    """Run a job which, where it changes how the wallet opens, saves a copy in every place."""
    handle = call.params["wallet"]
    ready, unready = context.ready_targets(context.destinations.known())
    facts = context.run_window(call, job, handle, targets=ready, **params)
    if "backup" in facts:
        backup = facts["backup"]
        receipts.record(context, handle, backup, unready, receipts.cause_of(backup))
    context.outside.notify()


def destination(state: State) -> dict[str, Any]:
    """Return a destination as the extension gets it: no path."""
    one = state.destination
    return {
        "token": one.token,
        "name": one.name,
        "kind": one.kind.value,
        "reachable": state.reachable,
        "disk": state.disk,
        "removable": state.removable,
    }


def _wallet(context: Context, call: Call, handle: str) -> dict[str, Any]:
    context.wallets.newest(handle)  # raises WalletUnknown
    session = _session(context, call, handle)
    record = context.catalogue.wallet(handle)
    last = context.catalogue.last_backup(handle)
    reach = context.reach(handle)
    return {
        "handle": handle,
        "name": record.facts.name if record else "Wallet",
        "locked": session is None,
        "locks_in_s": context.locks_in_s(handle),
        "accounts": record.facts.accounts if record else 0,
        "uncovered": record.facts.uncovered(reach.covered) if record else 0,
        "phrases_unwritten": record.facts.phrases_unwritten if record else 0,
        "last_backup": None if last is None else receipts.reply(last),
        "recovery_code": None if session is None else session.has_code,
        "backup_password": None if session is None else session.has_backup_password,
        "key_file": None if session is None else session.asks_key_file,
        "history": None if session is None else session.origin,
        "settings": {"auto_lock_minutes": record.auto_lock_minutes if record else 15},
    }


def _session(context: Context, call: Call, handle: str) -> Session | None:
    """Return the session, caught up where it can be: a state is told on a failing machine too."""
    try:
        return context.caught_up(call, handle)
    except errors.WalletUnknown:
        raise
    except errors.KeystowError:
        return context.sessions.get(handle)
