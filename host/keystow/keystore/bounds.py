"""What a reader grants a file before it derives or allocates anything.

Ref: docs/keystore-format.md, "Bounds".
"""

from collections.abc import Iterable, Sequence

from keystow.errors import KdfLimit, TooLarge
from keystow.keystore.slots import Argon2idSlot, Slot

HEADER_BYTES = 64 * 1024
STANZAS = 64
SLOTS = 16
WRITTEN_ARGON2ID_SLOTS = 10  # ten at the usual cost stay under COST_KIB_PASSES
MEMORY_KIB = 2 * 1024 * 1024  # RFC 9106, section 4, the first recommended choice
MEMORY_KIB_PER_LANE = 8  # RFC 9106, section 3.1
PASSES = 64
LANES = 16
COST_KIB_PASSES = 8 * 1024 * 1024
PAYLOAD_BYTES = 512 * 1024 * 1024
PAYLOAD_CHUNK_BYTES = 64 * 1024
FILE_BYTES = (
    HEADER_BYTES + 16 + PAYLOAD_BYTES + 16 * (PAYLOAD_BYTES // PAYLOAD_CHUNK_BYTES)
)  # header, nonce, payload, a tag for each chunk


def check_file(size: int) -> None:
    """Raise TooLarge where a file of `size` bytes holds more payload than any writer makes."""
    if size > FILE_BYTES:
        raise TooLarge(what="file", limit=FILE_BYTES)


def check_slots(slots: Sequence[Slot]) -> None:
    """Raise KdfLimit where there are too many slots or one asks for more than a reader grants."""
    if len(slots) > SLOTS:
        raise KdfLimit(what="slots", limit=SLOTS)
    for slot in slots:
        if isinstance(slot, Argon2idSlot):
            check_slot(slot)


def check_slot(slot: Argon2idSlot) -> None:
    """Raise KdfLimit where the slot's memory, passes or lanes are out of bounds."""
    if slot.lanes > LANES:
        raise KdfLimit(what="lanes", limit=LANES)
    if slot.passes > PASSES:
        raise KdfLimit(what="passes", limit=PASSES)
    if slot.memory_kib > MEMORY_KIB:
        raise KdfLimit(what="memory_kib", limit=MEMORY_KIB)
    if slot.memory_kib < MEMORY_KIB_PER_LANE * slot.lanes:
        raise KdfLimit(what="memory_kib_per_lane", limit=MEMORY_KIB_PER_LANE)


def check_cost(slots: Iterable[Argon2idSlot]) -> None:
    """Raise KdfLimit where trying all these slots costs more than 8 GiB-passes."""
    if sum(slot.memory_kib * slot.passes for slot in slots) > COST_KIB_PASSES:
        raise KdfLimit(what="cost_kib_passes", limit=COST_KIB_PASSES)
