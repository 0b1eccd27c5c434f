"""Copies and the destinations that hold them."""

from typing import Any

from keystow import errors
from keystow.handlers import wallet
from keystow.handlers.calls import Call
from keystow.handlers.context import Context
from keystow.storage.catalogue import Listed
from keystow.storage.records import shown_name


def list_(context: Context, call: Call) -> dict[str, Any]:
    """Answer `copies.list`."""
    handle, offset = call.params["wallet"], call.params["offset"]
    context.wallets.mark(handle)  # raises WalletUnknown
    listed = context.catalogue.copies(handle, context.destinations.known())
    page = listed[offset : offset + call.params["limit"]]
    return {"total": len(listed), "copies": [_copy(one) for one in page]}


def show(context: Context, call: Call) -> dict[str, Any]:
    """Answer `copies.show`: open the copy's folder, never a file, in the system's own program."""
    listed = context.catalogue.find_copy(call.params["wallet"], call.params["copy"])
    place = context.destinations.find(listed.copy.destination)
    (state,) = context.destinations.states((place,))
    if not state.reachable:  # gone, or a file stands in its place, which a program would run
        raise errors.DestinationMissing
    with context.showing.passing():
        context.outside.show_folder(place.path)
    return {}


def add_destination(context: Context, call: Call) -> dict[str, Any]:
    """Answer `destinations.add`."""
    token = _place(context, call, what="add")
    states = context.destinations.states(context.destinations.known())
    for state in states:
        if state.destination.token == token:
            return {"destination": wallet.destination(state)}
    raise errors.DestinationUnknown


def remove_destination(context: Context, call: Call) -> dict[str, Any]:
    """Answer `destinations.remove`."""
    token = call.params["destination"]
    context.destinations.find(token)
    _place(context, call, what="forget", destination=token)
    return {}


def _place(context: Context, call: Call, **params: Any) -> str:
    facts = context.run_window(call, "place", call.params["wallet"], **params)
    context.outside.notify()
    return str(facts["destination"])


def _copy(listed: Listed) -> dict[str, Any]:
    backup, copy = listed.backup, listed.copy
    return {
        "copy": listed.token,
        "destination": copy.destination,
        "name": shown_name(backup),
        "made_on": backup.made_on,
        "size": backup.size,
        "sequence": backup.sequence,
        "verified_on": copy.verified_on,
        "verified_how": copy.verified_how.value,
    }
