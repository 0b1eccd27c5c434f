"""From what a person holds to the file key: a header's slots, tried in turn.

Ref: docs/keystore-format.md, "Opening".
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from keystow.errors import Altered, TooLarge, WrongPassword
from keystow.keystore import bounds, kdf, keys
from keystow.keystore.slots import RECOVERY, Argon2idSlot, CodeSlot, Slot, SlotId
from keystow.secret import Secret

_SlotT = TypeVar("_SlotT", bound=Slot)

Doors = Sequence[tuple[Slot, bytes]]
"""A header's slots with their bodies, in the file's order, within bounds."""


class Unlocked(NamedTuple):
    """The slot that opened, its root, and the file key, which the header's MAC has to confirm."""

    slot: Slot
    root: Secret
    file_key: Secret


def by_password(
    doors: Doors, password: Secret, keyfile: Secret | None, *, more_cost: bool = False
) -> Unlocked:
    """Try a password, as typed, on each slot; on one that names a key file only with one.

    `more_cost` is the user's explicit yes to more than 8 GiB-passes in all. Raises KdfLimit and
    UnsupportedCharacter before any KDF; after it WrongPassword where no commit fits, and Altered,
    with the slot's id, where one does and its body or line was changed.
    """
    tried = tried_by_password(doors, keyfile)
    if not more_cost:
        bounds.check_cost(slot for slot, _ in tried)
    return _try(
        tried, lambda slot: kdf.derive_root(password, slot, keyfile if slot.keyfile else None)
    )


def by_code(doors: Doors, code: Secret) -> Unlocked:
    """Try a recovery code's bytes on each recovery slot; raises what a wrong password does."""
    return _try(tried_by_code(doors), lambda slot: kdf.derive_code_root(code, slot))


def by_root(doors: Doors, slot_id: SlotId, root: Secret) -> Unlocked:
    """Try a root derived before on its slot; WrongPassword where it is not that slot's."""
    own = [(slot, body) for slot, body in doors if slot.id == slot_id]
    return _try(own, lambda _: Secret(root.reveal()))


def tried_by_password(doors: Doors, keyfile: Secret | None) -> list[tuple[Argon2idSlot, bytes]]:
    """Return the slots which a password is tried on."""
    return [
        (slot, body)
        for slot, body in doors
        if isinstance(slot, Argon2idSlot) and (keyfile is not None or not slot.keyfile)
    ]


def tried_by_code(doors: Doors) -> list[tuple[CodeSlot, bytes]]:
    """Return the slots which a recovery code is tried on."""
    return [
        (slot, body) for slot, body in doors if isinstance(slot, CodeSlot) and slot.kind == RECOVERY
    ]


def _try(tried: Iterable[tuple[_SlotT, bytes]], derive: Callable[[_SlotT], Secret]) -> Unlocked:
    """Open the first slot whose commit fits; a fault past the commit ends the search."""
    for slot, body in tried:
        try:
            root = derive(slot)
        except TooLarge:  # no writer takes such a password or key file, so none fits
            break
        if keys.is_committed(root, slot, body):
            try:
                return Unlocked(slot, root, keys.unwrap(root, slot, body))
            except keys.NotAuthentic:
                raise Altered(slot=slot.id) from None
        root.wipe()
    raise WrongPassword
