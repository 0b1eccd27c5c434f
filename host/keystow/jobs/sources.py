"""The files that a flow offers to restore or import from: found, picked or dropped."""

import binascii
import hashlib
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from os.path import basename, join
from typing import Any

from keystow import errors
from keystow.formats import registry
from keystow.formats.interface import Inspection, Warn
from keystow.jobs.surface import Surface
from keystow.keystore.slots import RECOVERY
from keystow.secret import Secret
from keystow.storage import found, reading
from keystow.storage.catalogue import Catalogue
from keystow.storage.destinations import Destinations
from keystow.storage.files import Files
from keystow.storage.found import Found

HINT_SHOWN = 200  # as long as one of ours; another wallet's may be a book
TYPED = "typed"
DROP_LIMIT = 2 * 1024 * 1024  # what a page may carry; larger files are picked, not dropped


@dataclass(slots=True)
class Sources:
    """The rows of a page, and behind each the path or the bytes."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    _paths: dict[str, tuple[str, str]] = field(default_factory=dict)  # with the SHA-256, "" unknown
    _bytes: dict[str, bytes] = field(default_factory=dict)
    _found: list[Found] = field(default_factory=list)
    _firsts: list[Found] = field(default_factory=list)  # of each row that was found

    def find(self, data: str, client: str) -> None:
        """List the keystores in the known destinations: the user's own first, newest first."""
        known = Destinations(Files(), data, client).known()
        owns = Catalogue(Files(), data, client).owns()
        self._found = sorted(found.scan(Files(), known, owns), key=lambda one: one.own is None)
        copies: dict[str, list[Found]] = {}
        for one in self._found:
            # What couldn't be read has no digest, and is a row of its own.
            copies.setdefault(one.header.sha256 or one.id, []).append(one)
        for first, *others in copies.values():
            places = dict.fromkeys(each.destination.name for each in (first, *others))
            self._firsts.append(first)
            row = self._add(first.name, {**_found(first), "place": ", ".join(places)})
            path = join(first.destination.path, first.name)
            self._paths[row["id"]] = (path, first.header.sha256)

    def queries(self, surface: Surface) -> dict[str, Any]:
        """Return what a page may ask for: a file by the native dialog, or a dropped one."""

        def pick_file(_: Mapping[str, Any]) -> dict[str, Any]:
            path = surface.pick_file()
            if path is None:
                return {"copy": None}
            return {"copy": self._add_path(path)}

        def drop(args: Mapping[str, Any]) -> dict[str, Any]:
            return {"copy": self._add_drop(str(args["name"]), str(args["data"]))}

        return {"pick_file": pick_file, "drop": drop}

    def add(self, name: str, data: bytes, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Add what was found elsewhere, of which this is known; returns its row."""
        row = self._add(name, facts)
        self._bytes[row["id"]] = data
        return row

    def newest_own(self, handle: str | None) -> str | None:
        """Return the row of the newest copy that is known byte for byte, this wallet's first.

        None where all were made by who knows whom: a file that lies about is never preselected.
        """
        own = [(row, one) for row, one in zip(self.rows, self._firsts, strict=False) if one.own]
        for row, one in own:
            if one.own is not None and one.own.handle == handle:
                return str(row["id"])
        return str(own[0][0]["id"]) if own else None

    def read(self, row_id: str) -> bytes:
        """Return a row's file; raises CopyUnknown and the failures of storage.

        CopyUnknown also where the file isn't the one any more that the row shows: what was said of
        it, that it is the user's own for one, would be said of another.
        """
        if row_id in self._bytes:
            return self._bytes[row_id]
        if row_id not in self._paths:
            raise errors.CopyUnknown
        path, digest = self._paths[row_id]
        data = reading.read(Files(), path, registry.READ_LIMIT)
        if digest and hashlib.sha256(data).hexdigest() != digest:
            raise errors.CopyUnknown
        return data

    def places_of(self, data: bytes) -> list[str]:
        """Return the tokens of the destinations in which this very file was found."""
        digest = hashlib.sha256(data).hexdigest()
        return [one.destination.token for one in self._found if one.header.sha256 == digest]

    def name_of(self, row_id: str) -> str:
        """Return a row's file name."""
        return next((str(row["name"]) for row in self.rows if row["id"] == row_id), "")

    def _add_path(self, path: str) -> dict[str, Any]:
        data = reading.read(Files(), path, registry.READ_LIMIT)
        row = self._add(basename(path), _inspected(data))
        self._paths[row["id"]] = (path, hashlib.sha256(data).hexdigest())
        return row

    def _add_drop(self, name: str, encoded: str) -> dict[str, Any]:
        if len(encoded) > DROP_LIMIT * 2:
            raise errors.TooLarge(limit=DROP_LIMIT)
        try:
            data = b64decode(encoded, validate=True)
        except binascii.Error:
            raise errors.NotAKeystore from None
        row = self._add(basename(name)[:200], _inspected(data))
        self._bytes[row["id"]] = data
        return row

    def add_known(self, path: str) -> str:
        """Add a file that was imported before and return its row; raises its fault."""
        row = self._add_path(path)
        row["known"] = True
        return str(row["id"])

    def path_of(self, row_id: str) -> str:
        """Return the path of a row's file, "" where its bytes were dropped or typed."""
        return self._paths.get(row_id, ("", ""))[0]

    def add_text(self, text: Secret) -> dict[str, Any]:
        """Add a file whose text was typed, in the place of one typed before; raises its fault."""
        data = bytes(text.reveal()).strip()
        if len(data) > DROP_LIMIT:
            raise errors.TooLarge(limit=DROP_LIMIT)
        facts = {**_inspected(data), "typed": True}
        self.rows[:] = [row for row in self.rows if row["id"] != TYPED]
        row = {**_NOTHING, "id": TYPED, "name": "", **facts}
        self.rows.append(row)
        self._bytes[TYPED] = data
        return row

    def _add(self, name: str, facts: Mapping[str, Any]) -> dict[str, Any]:
        row = {**_NOTHING, "id": f"f{len(self.rows)}", "name": name, **facts}
        self.rows.append(row)
        return row


_NOTHING: dict[str, Any] = {
    "place": "",
    "state": "good",
    "own": False,
    "wallet_name": None,
    "accounts": None,
    "format": "keystow-1",
    "hint": "",
    "hint_made_on": None,
    "made_by": "",
    "made_on": None,
    "size": 0,
    "reason": None,
    "code": False,
    "key_file": None,
    "kdf": None,
    "guard": None,
    "typed": False,
    "known": False,
}
_PASSPHRASED = frozenset({"bip-39", "slip-39"})
_GUARDS = {Warn.NOT_ENCRYPTED: "none", Warn.WEAK_ENCRYPTION: "weak"}


def _inspected(data: bytes) -> dict[str, Any]:
    inspection = registry.detect(data).inspect(data)
    return {
        "format": inspection.format,
        "hint": (inspection.hint or "")[:HINT_SHOWN],
        "hint_made_on": inspection.created,
        "made_by": inspection.made_by or "",
        "made_on": inspection.created,
        "size": len(data),
        "state": "damaged" if inspection.sum_state == "wrong" else "good",
        "code": any(slot["kind"] == RECOVERY for slot in inspection.slots),
        "key_file": found.key_file_need([s["keyfile"] for s in inspection.slots if "keyfile" in s]),
        "kdf": _kdf(inspection),
        "guard": _guard(inspection),
    }


def _guard(inspection: Inspection) -> str | None:
    """Tell how a file is guarded badly: "none" with secrets in clear, "open" with none in it.

    "passphrase" is "none" of a format whose password goes into what it opens.
    """
    if inspection.format in _PASSPHRASED:
        return "passphrase"
    for warning in inspection.warnings:
        if warning in _GUARDS:
            return _GUARDS[warning]
    return None if inspection.slots else "open"


def _kdf(inspection: Inspection) -> dict[str, Any] | None:
    """Return what a guess at the password costs; None where the file doesn't tell."""
    slot = next((slot for slot in inspection.slots if "passes" in slot), None)
    if slot is None:
        return None
    memory_mib = slot["memory_kib"] // 1024 if "memory_kib" in slot else None
    return {"name": slot.get("kdf", slot["kind"]), "passes": slot["passes"], "mib": memory_mib}


def _found(one: Found) -> dict[str, Any]:
    header = one.header
    facts = {
        "state": header.condition,
        "own": one.own is not None,
        "hint": header.hint,
        "hint_made_on": header.made_on or None,
        "made_by": header.made_by,
        "made_on": header.made_on or None,
        "size": one.size,
        "reason": header.code,
        "code": header.has_code,
        "key_file": header.key_file,
    }
    if one.own is not None:
        facts["wallet_name"] = one.own.wallet_name
        facts["accounts"] = one.own.backup.contents.accounts
    return facts
