"""What `keystow register` made on this machine, so that unregistering takes no more than that."""

from dataclasses import dataclass
from typing import Any

from keystow.storage import folders
from keystow.storage.document import Document
from keystow.storage.files import Files

NAME = "registration.json"


@dataclass(frozen=True, slots=True)
class Record:
    """Folders that didn't exist before, and Chromium user-data folders registered by hand."""

    made: frozenset[str] = frozenset()
    given: tuple[str, ...] = ()


def document(files: Files) -> Document[Record]:
    """Return the record of this user; it sits in Keystow's own folder, made where missing."""
    data = folders.user_data(files)
    return Document(files, data, NAME, empty=Record(), decode=_decode, encode=_encode)


def _decode(body: Any) -> Record:
    return Record(frozenset(_texts(body["made"])), _texts(body["given"]))


def _encode(record: Record) -> dict[str, list[str]]:
    return {"made": sorted(record.made), "given": list(record.given)}


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeError
    return tuple(value)
