"""What our stanzas in a header say: about, slots and sum, each in its place.

Ref: docs/keystore-format.md, "Our stanzas" and "Which code".
"""

from collections.abc import Sequence
from typing import NamedTuple

from keystow.errors import Damaged, NewerFormat, NotAKeystore
from keystow.keystore import about, slots
from keystow.keystore.about import About
from keystow.keystore.slots import Slot
from keystow.keystore.stanzas import Stanza

OURS = "keystow/"
SUM = "keystow/sum"
SUM_LINE = f"{SUM} sha256"

_SUM_BYTES = 64
_SLOTS = (slots.ARGON2ID, slots.CODE)
_KNOWN = frozenset((about.TYPE, SUM, *_SLOTS))


class Contents(NamedTuple):
    """A keystore's stanzas, read: `bodies` in the slots' order, `sums` None for no sum stanza."""

    about: About
    slots: tuple[Slot, ...]
    bodies: tuple[bytes, ...]
    sums: bytes | None


def read(found: Sequence[Stanza]) -> Contents:
    """Read the stanzas of a whole header; foreign ones and unknown ones of ours are passed over.

    Raises Damaged, NewerFormat or NotAKeystore, in the order of the specification.
    """
    version = _about_version(found)
    read_about = about.decode(found[0].body) if version == about.VERSION else None
    read_slots, bodies = _slots(found)
    sums = _sum(found)
    ours = {stanza.type for stanza in found if stanza.type.startswith(OURS)}
    if version > about.VERSION or (not read_slots and not ours <= _KNOWN):
        raise NewerFormat
    if not ours:
        raise NotAKeystore
    if read_about is None or not read_slots:
        raise Damaged
    return Contents(read_about, read_slots, bodies, sums)


def _about_version(found: Sequence[Stanza]) -> int:
    """Return about's version, 0 for none; it stands first and once."""
    places = _places(found, about.TYPE)
    if places not in ([], [0]):
        raise Damaged
    return about.version(found[0]) if places else 0


def _slots(found: Sequence[Stanza]) -> tuple[tuple[Slot, ...], tuple[bytes, ...]]:
    """Return the known slots and their bodies in the file's order."""
    known = [stanza for stanza in found if stanza.type in _SLOTS]
    read_slots = tuple(slots.read(stanza) for stanza in known)
    if len({slot.id for slot in read_slots}) != len(read_slots):
        raise Damaged
    return read_slots, tuple(stanza.body for stanza in known)


def _sum(found: Sequence[Stanza]) -> bytes | None:
    """Return the two digests, None for none; the stanza stands last and once."""
    places = _places(found, SUM)
    if not places:
        return None
    last = found[-1]
    if places != [len(found) - 1] or " ".join(last.arguments) != SUM_LINE:
        raise Damaged
    if len(last.body) != _SUM_BYTES:
        raise Damaged
    return last.body


def _places(found: Sequence[Stanza], type_: str) -> list[int]:
    return [at for at, stanza in enumerate(found) if stanza.type == type_]
