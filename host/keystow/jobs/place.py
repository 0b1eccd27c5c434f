"""Let the user choose or forget a destination in our own window."""

from collections.abc import Mapping
from typing import Any

from keystow.jobs import asking, commit
from keystow.jobs.ports import Ports, Request, Result
from keystow.jobs.surface import Surface
from keystow.storage.destinations import SAFETY, Destination, Destinations
from keystow.storage.files import Files


def run(ports: Ports, request: Request) -> Result:
    """Add or forget a destination; answer its token."""
    surface = asking.surface_of(ports, request, "place")
    locked = "root" not in request.blobs
    opened = asking.unlocked(ports, request, surface, "change") if locked else None
    destinations = Destinations(Files(), request.params["data"], request.params["client"])
    if request.params["what"] == "forget":
        gone = destinations.find(request.params["destination"])
        surface.ask(
            "confirm", {"what": "forget_destination", "name": gone.name, "place": gone.name}
        )
        destinations.remove(gone.token)
        token = gone.token
    else:
        token = destinations.add(_chosen(destinations, surface).path).token
    surface.close()
    if opened is None:
        return Result({"destination": token})
    return commit.session(opened, {"destination": token})


def _chosen(destinations: Destinations, surface: Surface) -> Destination:
    chosen: list[Destination] = []

    def pick(_: Mapping[str, Any]) -> dict[str, Any]:
        folder = surface.pick_folder()
        if folder is not None:
            chosen[:] = [destinations.judge(folder)]
        return {"picked": _picked(destinations, chosen[0]) if chosen else None}

    while not chosen:
        surface.ask("place", {"picked": None}, {"pick_folder": pick})
    return chosen[0]


def _picked(destinations: Destinations, chosen: Destination) -> dict[str, Any]:
    safety = destinations.find(SAFETY)
    here, ours = destinations.states((chosen, safety))
    return {
        "name": chosen.name,
        "path": chosen.path,
        "disk_note": "same" if here.disk == ours.disk else "other",
        "warning": None,
    }
