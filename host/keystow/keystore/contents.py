"""What our stanzas in a header say: about, slots and sum, each in its place.

Ref: docs/keystore-format.md, "Our stanzas" and "Which code".
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from keystow.errors import Damaged, NewerFormat, NotAKeystore
from keystow.keystore import about, slots
from keystow.keystore.about import About
from keystow.keystore.slots import Slot, SlotId
from keystow.keystore.stanzas import Stanza

OURS = "keystow/"
SUM = "keystow/sum"
SUM_LINE = f"{SUM} sha256"
SLOTS = (slots.ARGON2ID, slots.CODE)

_SUM_BYTES = 64
_KNOWN = frozenset((about.TYPE, SUM, *SLOTS))


class Contents(NamedTuple):
    """A keystore's stanzas, read: `bodies` in the slots' order, `sums` None for no sum stanza."""

    about: About
    slots: tuple[Slot, ...]
    bodies: tuple[bytes, ...]
    sums: bytes | None


def read(found: Sequence[Stanza]) -> Contents:
    """Read the stanzas of a whole header; foreign ones and unknown ones of ours are passed over.

    Raises Damaged, with the number of a stanza at fault from 0 as `stanza`, NewerFormat or
    NotAKeystore, in the order of the specification.
    """
    read_about, version = _about(found)
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


def _about(found: Sequence[Stanza]) -> tuple[About | None, int]:
    """Return about, None for a later version's, and its version, 0 for none.

    It stands first and once.
    """
    places = _places(found, about.TYPE)
    if not places:
        return None, 0
    if places != [0]:
        raise Damaged(stanza=places[-1])
    with _naming(0):
        version = about.version(found[0])
        return about.decode(found[0].body) if version == about.VERSION else None, version


def _slots(found: Sequence[Stanza]) -> tuple[tuple[Slot, ...], tuple[bytes, ...]]:
    """Return the known slots and their bodies in the file's order."""
    read_slots: dict[SlotId, Slot] = {}
    bodies = []
    for at, stanza in enumerate(found):
        if stanza.type not in SLOTS:
            continue
        with _naming(at):
            slot = slots.read(stanza)
        if slot.id in read_slots:
            raise Damaged(stanza=at)
        read_slots[slot.id] = slot
        bodies.append(stanza.body)
    return tuple(read_slots.values()), tuple(bodies)


def _sum(found: Sequence[Stanza]) -> bytes | None:
    """Return the two digests, None for none; the stanza stands last and once."""
    for at in _places(found, SUM):
        stanza = found[at]
        if at + 1 < len(found) or " ".join(stanza.arguments) != SUM_LINE:
            raise Damaged(stanza=at)
        if len(stanza.body) != _SUM_BYTES:
            raise Damaged(stanza=at)
        return stanza.body
    return None


def _places(found: Sequence[Stanza], type_: str) -> list[int]:
    return [at for at, stanza in enumerate(found) if stanza.type == type_]


@contextmanager
def _naming(at: int) -> Iterator[None]:
    """Say of a stanza at fault which one it is."""
    try:
        yield
    except Damaged:
        raise Damaged(stanza=at) from None
