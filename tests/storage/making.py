"""Keystores, destinations and records for the tests; no KDF runs."""

from keystow.keystore import container, payload
from keystow.keystore.about import About
from keystow.keystore.slots import Argon2idSlot
from keystow.secret import Secret
from keystow.storage.destinations import Destination, Kind
from keystow.storage.records import Backup, Cause, Contents, Copy, Facts, Proof

DATE = "2026-11-22T10:00:00Z"
ROOT = Secret(bytes(32))
SLOT = "slot"


def sealed(number: int = 1, made_on: str = DATE, hint: str = "a hint") -> bytes:
    """Return a keystore that holds `number` and opens by ROOT."""
    slot = Argon2idSlot(SLOT, bytes(16), number.to_bytes(16, "big"), 64, 1, 1)
    text = payload.encode({"number": number})
    about = About(hint, "Keystow test", made_on)
    return container.seal(text, about, [(slot, ROOT)], Secret(bytes(16)), bytes(16))


def opens(data: bytes) -> None:
    """Verify as a job does."""
    container.open_with_root(container.parse(data), SLOT, ROOT)


def destination(path: object, token: str = "a" * 16, kind: Kind = Kind.FOLDER) -> Destination:
    """Return a destination without asking whether it is one."""
    return Destination(token, f"Place {token[:2]}", kind, str(path), elsewhere=False)


def facts(*added: tuple[int, int], sequence: int = 9, wallet_id: str = "w" * 16) -> Facts:
    """Return a locked wallet's facts."""
    return Facts(wallet_id, "My wallet", sequence, added, 1)


def backup(
    sequence: int,
    *copies: Copy,
    data: bytes = b"copy",
    cause: Cause = Cause.BACKUP,
    name: str | None = None,
) -> Backup:
    """Return the record of a file."""
    return Backup(
        cause,
        DATE,
        name or f"keystow-20261122T100000Z-{sequence:08x}.keystow",
        len(data),
        f"{sequence:064x}",
        sequence,
        Contents(3, 1, 1, 1, 2, 0),
        copies,
        one_disk=True,
    )


def copy(token: str, how: Proof = Proof.CACHED, code: str | None = None) -> Copy:
    """Return the record of a copy."""
    return Copy(token, f"Place {token[:2]}", code, DATE, how)
