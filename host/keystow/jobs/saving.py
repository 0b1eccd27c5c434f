"""The last pages of a flow that saves: progress while copies are written, then the receipt."""

from collections.abc import Mapping
from typing import Any

from keystow import errors
from keystow.jobs import backup, commit
from keystow.jobs.ports import Ports, Request, Result, Saved
from keystow.jobs.surface import Surface
from keystow.jobs.vaults import OpenVault


def save_and_show(
    ports: Ports, request: Request, surface: Surface, opened: OpenVault
) -> Result:
    """Save a new wallet with its first copies and show where they are."""
    places = _places(request)
    surface.tell("progress", _steps("saving", places.values(), "busy"))
    extra = commit.targets(request, "targets")
    result, saved = commit.commit(ports, request, opened, extra)
    copies = [_copy(one, places) for one in saved]
    model = {
        "wallet_name": opened.vault.name,
        "accounts": len(opened.vault.accounts),
        "copies": copies,
        "one_disk": len({copy["disk"] for copy in copies}) == 1,
    }
    farewell(surface, "saved", model)
    counts = backup.counts(opened.vault)
    return Result({**result.facts, "counts": counts}, result.blobs)


def farewell(surface: Surface, page: str, model: Mapping[str, Any]) -> None:
    """Show a flow's last page; closing the window there is as good as "done"."""
    try:
        surface.ask(page, dict(model))
    except errors.UserDenied:
        pass
    surface.close()


def _places(request: Request) -> dict[str, dict[str, Any]]:
    return {row["token"]: row for row in request.params["destinations"]}  # type: ignore[attr-defined]


def _steps(title: str, places: Any, state: str) -> dict[str, Any]:
    steps = [{"name": p["name"], "kind": p["kind"], "state": state, "part": 0} for p in places]
    return {"title_code": title, "steps": steps}


def _copy(saved: Saved, places: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    place = places[saved.token]
    state = "saved" if saved.code is None else "failed"
    return {
        "name": place["name"],
        "kind": place["kind"],
        "disk": place["disk"],
        "state": state,
        "code": saved.code,
    }
