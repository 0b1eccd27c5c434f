"""The last pages of a flow that saves: progress while copies are written, then the receipt."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from keystow import errors
from keystow.jobs import commit
from keystow.jobs.ports import Ports, Request, Result
from keystow.jobs.surface import Surface
from keystow.jobs.vaults import OpenVault


def save_and_show(ports: Ports, request: Request, surface: Surface, opened: OpenVault) -> Result:
    """Save a new wallet with its first copies and show where they are."""
    places = {row["token"]: row for row in request.params["destinations"]}
    steps = [{"name": place["name"], "state": "busy", "part": 0} for place in places.values()]
    surface.tell("progress", {"title_code": "saving", "steps": steps})
    result = commit.commit(ports, request, opened)
    copies = [_copy(places[row[0]], row[4]) for row in result.facts["backup"]["saved"]]
    model = {
        "wallet_name": opened.vault.name,
        "accounts": len(opened.vault.accounts),
        "copies": copies,
        "one_disk": len({copy["disk"] for copy in copies}) == 1,
    }
    farewell(surface, "saved", model)
    return result


def save_change(
    ports: Ports, request: Request, surface: Surface, opened: OpenVault, what: str
) -> Result:
    """Save a wallet whose slots changed, with copies at the request's targets, and say so."""
    surface.tell("progress", {"title_code": "saving", "steps": []})
    result = commit.commit(ports, request, opened)
    saved = result.facts["backup"]["saved"]
    places = sum(code is None for *_, code in saved)
    farewell(surface, "changed", {"what": what, "places": places, "failed": len(saved) - places})
    return result


def farewell(surface: Surface, page: str, model: Mapping[str, Any]) -> None:
    """Show a flow's last page; by then all is saved, so that closing it is as good as "done"."""
    with suppress(errors.UserDenied, errors.Cancelled, errors.JobDied):
        surface.ask(page, model)
    surface.close()


def _copy(place: Mapping[str, Any], code: str | None) -> dict[str, Any]:
    return {
        "name": place["name"],
        "kind": place["kind"],
        "disk": place["disk"],
        "state": "saved" if code is None else "failed",
        "code": code,
    }
