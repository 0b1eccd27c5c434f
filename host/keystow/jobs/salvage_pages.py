"""The pages on which a person finds a wallet in a browser: in which profile, and which vault."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from os.path import basename
from typing import Any

from keystow import errors
from keystow.jobs.ports import Ports
from keystow.jobs.sources import Sources
from keystow.jobs.surface import Answer, Surface
from keystow.jobs.vaults import TIME
from keystow.secret import Secret
from keystow.storage import profiles
from keystow.storage.files import Files

PROFILES = "profiles"
VAULTS = "vaults"
ACTIONS = frozenset({"profile", "look", "folder", "browser_file"})
"""The answers that `Salvage.turn` takes, whatever page gives them."""

PLACES_MAX = 100


class Salvage:
    """What a flow knows of browsers' profiles: those on this computer, and what was found last."""

    def __init__(self, ports: Ports, surface: Surface, sources: Sources) -> None:
        self._ports = ports
        self._surface = surface
        self._sources = sources
        self._paths: dict[str, str] = {}
        self._places: list[dict[str, str]] = []
        self._rows: list[dict[str, Any]] = []

    def turn(self, answer: Answer) -> tuple[str, dict[str, Any]]:
        """Return the page that follows an answer, and its model."""
        try:
            path = self._path(answer)
            if path is not None:
                return VAULTS, self._found(path, self._name(answer, path))
        except (errors.Cancelled, errors.UserDenied):
            raise
        except (errors.KeystowError, MemoryError) as failure:
            refusal = errors.known(failure)
            error = {"field": None, "code": refusal.code, "data": refusal.data}
            return PROFILES, self._offered(answer, error)
        return PROFILES, self._offered(answer, None)

    def try_all(self, password: Secret) -> None:
        """Say of each vault that was found last whether a password opens it."""
        from keystow.jobs import salvage  # with all that reads a profile

        files = [self._sources.read(row["id"]) for row in self._rows]
        for row, code in zip(self._rows, salvage.tries(files, password), strict=True):
            row["opens"] = None if code is None else code == ""

    def _path(self, answer: Answer) -> str | None:
        """Return what the person chose; None where there is nothing yet."""
        match answer.action:
            case "look":
                place = str(answer.fields["place"])
                if place not in self._paths:
                    raise errors.BadRequest(at="/place")
                return self._paths[place]
            case "folder":
                return self._surface.pick_folder()
            case "browser_file":
                return self._surface.pick_file()
        return None

    def _name(self, answer: Answer, path: str) -> str:
        place = answer.fields.get("place")
        names = [f"{one['title']}, {one['name']}" for one in self._places if one["id"] == place]
        return names[0] if names else basename(path)

    def _offered(self, answer: Answer, error: Mapping[str, Any] | None) -> dict[str, Any]:
        if not self._places:
            for at, (title, profile) in enumerate(_known()):
                place = f"p{at}"
                self._paths[place] = profile.path
                changed = datetime.fromtimestamp(profile.changed, UTC).strftime(TIME)
                row = {"id": place, "title": title, "name": profile.name, "changed": changed}
                self._places.append(row)
        return {"places": self._places, "selected": answer.fields.get("place"), "error": error}

    def _found(self, path: str, name: str) -> dict[str, Any]:
        result = self._ports.salvage(path)
        data = memoryview(result.blobs["files"])
        self._rows = []
        at = 0
        for vault in result.facts["vaults"]:
            end = at + vault["size"]
            facts = {"place": name, "format": vault["format"], "size": vault["size"]}
            facts |= {key: vault[key] for key in ("changed", "current", "whole")}
            row = self._sources.add(basename(vault["file"]), bytes(data[at:end]), facts)
            self._rows.append(row)
            row["opens"] = None
            at = end
        return {
            "vaults": self._rows,
            "left": len(result.facts["left"]),
            "selected": self._rows[0]["id"],
            "error": None,
        }


def _known() -> list[tuple[str, profiles.Profile]]:
    """Return the profiles on this computer with their browsers' titles, the last used first."""
    from keystow.browsers import table  # other flows do without

    roots = table.roots(os.environ)
    found: dict[str, tuple[str, profiles.Profile]] = {}
    for browser in table.browsers():
        for folder in browser.profiles:
            for profile in profiles.profiles_in(Files(), roots.expand(folder)):
                found.setdefault(profile.path, (browser.title, profile))
    rows = sorted(found.values(), key=lambda one: one[1].changed, reverse=True)
    return rows[:PLACES_MAX]
