"""Small keystores for tests, at the least cost a reader grants."""

from collections.abc import Sequence
from typing import Any

from keystow.keystore import container, kdf, payload, slots
from keystow.keystore.about import About
from keystow.keystore.slots import Argon2idSlot, Slot, SlotId
from keystow.secret import Secret

LEAST = slots.Cost(8, 1, 1)
ABOUT = About("the usual one", "keystow 0.1.0", "2026-11-22T16:00:00Z")
PASSWORD = "correct horse"
FILE_KEY = bytes(range(16))
PAYLOAD_NONCE = bytes(range(16, 32))
WALLET = {"name": "Savings", "sequence": 7}


def slot(slot_id: str = "abcd2345", **changes: Any) -> Argon2idSlot:
    parts: dict[str, Any] = {
        "id": SlotId(slot_id),
        "salt": slot_id.encode().ljust(16, b"s"),
        "nonce": slot_id.encode().ljust(16, b"n"),
        "memory_kib": LEAST.memory_kib,
        "passes": LEAST.passes,
        "lanes": LEAST.lanes,
    }
    return Argon2idSlot(**parts | changes)


def root(of: Argon2idSlot, password: str = PASSWORD) -> Secret:
    return kdf.derive_root(Secret(password), of)


def seal(
    plaintext: bytes | None = None,
    doors: Sequence[tuple[Slot, Secret]] | None = None,
    about: About = ABOUT,
) -> bytes:
    return container.seal(
        payload.encode(WALLET) if plaintext is None else plaintext,
        about,
        [(slot(), root(slot()))] if doors is None else doors,
        Secret(FILE_KEY),
        PAYLOAD_NONCE,
    )
