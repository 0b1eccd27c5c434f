"""The file that tells a browser where the host lies and which extensions may start it.

Two templates, never both lists in one file: Chromium answers "not found", not "forbidden", for
a manifest it can't parse.
Ref: developer.chrome.com "Native messaging", native-messaging-host; MDN "Native manifests".
"""

import json
from dataclasses import dataclass
from enum import StrEnum

from keystow.browsers.family import Family
from keystow.browsers.identity import CHROMIUM_IDS, GECKO_IDS, HOST_NAME, origin

FILE_NAME = f"{HOST_NAME}.json"
SIZE_LIMIT = 64 * 1024
"""Bytes read of a manifest found; ours is under 1 KiB."""

_DESCRIPTION = "Keystow: wallet backups which are proven to open."  # Chromium refuses an empty one


class Fault(StrEnum):
    """Why a browser would not start this host by a manifest."""

    INVALID = "MANIFEST_INVALID"
    NAME = "MANIFEST_NAME"
    CALLERS = "MANIFEST_CALLERS"
    PATH = "MANIFEST_PATH"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says, as far as it can be read."""

    name: str
    path: str
    callers: tuple[str, ...]
    complete: bool
    """It has a description and the type both families require, and only its family's list."""


def encode(family: Family, host_path: str) -> bytes:
    """Return the manifest's bytes; `host_path` is absolute."""
    body = {
        "name": HOST_NAME,
        "description": _DESCRIPTION,
        "path": host_path,
        "type": "stdio",
        _list_name(family): list(_callers(family)),
    }
    return (json.dumps(body, indent=2, ensure_ascii=False) + "\n").encode()


def parse(data: bytes, family: Family) -> Manifest | None:
    """Return what the bytes say, or None where no browser of the family could read them."""
    try:
        body = json.loads(data.decode())
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict):
        return None
    callers = body.get(_list_name(family))
    texts = (body.get("name"), body.get("path"), body.get("description"), body.get("type"))
    if not isinstance(callers, list) or not all(isinstance(t, str) for t in (*texts, *callers)):
        return None
    others = {_list_name(f) for f in Family} - {_list_name(family)}
    complete = bool(body["description"]) and body["type"] == "stdio" and not others & body.keys()
    return Manifest(body["name"], body["path"], tuple(callers), complete)


def judge(data: bytes, family: Family) -> Manifest | Fault:
    """Return what the bytes say, or the first reason why they lead our extension to no host."""
    found = parse(data, family)
    if found is None or not found.complete:
        return Fault.INVALID
    if found.name != HOST_NAME:
        return Fault.NAME
    if not set(_callers(family)) <= set(found.callers):
        return Fault.CALLERS
    if not found.path.startswith("/"):
        return Fault.PATH
    return found


def _list_name(family: Family) -> str:
    return "allowed_origins" if family is Family.CHROMIUM else "allowed_extensions"


def _callers(family: Family) -> tuple[str, ...]:
    return tuple(map(origin, CHROMIUM_IDS)) if family is Family.CHROMIUM else GECKO_IDS
