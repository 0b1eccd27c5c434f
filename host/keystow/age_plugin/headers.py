"""A header as age hands it over: its stanzas without the file around them.

What `header` and `container` judge of a whole file is judged here of its stanzas, in the same
order. What stands outside of them, the MAC and the payload, age judges; nobody compares the sum.

Ref: docs/keystore-format.md, "Which code" and "age-plugin-keystow".
"""

from collections.abc import Sequence

from keystow.errors import Damaged, KdfLimit
from keystow.keystore import bounds, contents, header, stanzas
from keystow.keystore.contents import Contents
from keystow.keystore.slots import Argon2idSlot
from keystow.keystore.stanzas import Stanza


def read(found: Sequence[Stanza]) -> Contents | None:
    """Return what our stanzas say; None where none is ours.

    Raises Damaged, NewerFormat or KdfLimit, with the number of the stanza at fault as `stanza`
    where one alone is at fault.
    """
    if not any(stanza.type.startswith(contents.OURS) for stanza in found):
        return None
    _check_size(found)
    held = contents.read(found)
    places = [at for at, stanza in enumerate(found) if stanza.type in contents.SLOTS]
    for slot, at in zip(held.slots, places, strict=True):
        _check_slot(slot, at)
    bounds.check_slots(held.slots)
    return held


def place(found: Sequence[Stanza], slot_id: str) -> int:
    """Return the number of a slot's stanza."""
    return next(
        at
        for at, stanza in enumerate(found)
        if stanza.type in contents.SLOTS and stanza.arguments[1] == slot_id
    )


def _check_size(found: Sequence[Stanza]) -> None:
    size = sum(len(stanzas.encode(" ".join(one.arguments), one.body)) for one in found)
    if size + header.FRAME_BYTES > bounds.HEADER_BYTES:
        raise KdfLimit(what="header_bytes", limit=bounds.HEADER_BYTES)
    if len(found) > bounds.STANZAS:
        raise Damaged


def _check_slot(slot: object, at: int) -> None:
    try:
        if isinstance(slot, Argon2idSlot):
            bounds.check_slot(slot)
    except KdfLimit:
        raise KdfLimit(stanza=at) from None
