"""Let the user choose or forget a destination in our own window."""

import os.path
from collections.abc import Mapping
from typing import Any

from keystow import errors
from keystow.jobs import asking, commit
from keystow.jobs.ports import Ports, Request, Result
from keystow.storage import destinations
from keystow.storage.files import Files


def run(ports: Ports, request: Request) -> Result:
    """Answer the chosen folder, or nothing but a yes where one is to be forgotten."""
    surface = asking.surface_of(ports, request, "place")
    opened = None if "root" in request.blobs else asking.unlocked(ports, request, surface, "change")
    if request.params["what"] == "forget":
        name = request.params["name"]
        surface.ask("confirm", {"what": "forget_destination", "name": name, "place": name})
        facts: dict[str, Any] = {}
    else:
        facts = {"folder": _chosen(request, surface)}
    surface.close()
    if opened is None:
        return Result(facts)
    return commit.session(opened, bytes(request.blobs["vault"]), facts)


def _chosen(request: Request, surface: Any) -> str:
    chosen: dict[str, Any] = {"picked": None, "folder": None}

    def pick(_: Mapping[str, Any]) -> dict[str, Any]:
        folder = surface.pick_folder()
        if folder is None:
            return {"picked": chosen["picked"]}
        try:
            destinations.check_folder(Files(), folder)
        except errors.KeystowError as refusal:
            return {"error": refusal.code}
        same = os.stat(folder).st_dev == request.params["safety_disk"]
        chosen["folder"] = folder
        chosen["picked"] = {
            "name": os.path.basename(folder) or folder,
            "path": folder,
            "disk_note": "same" if same else "other",
            "warning": None,
        }
        return {"picked": chosen["picked"]}

    model = {"picked": None}
    while chosen["folder"] is None:
        surface.ask("place", model, {"pick_folder": pick})
    return str(chosen["folder"])
