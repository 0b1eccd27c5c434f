"""The keystore file as a whole: parse it, open it by one slot, seal it anew.

Ref: docs/keystore-format.md, "Which code".
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from keystow.errors import Altered, Damaged, KdfLimit, KeystowError, WrongPassword
from keystow.keystore import about as about_stanza
from keystow.keystore import bounds, contents, header, keys, payload, stanzas, stream, unlocking
from keystow.keystore.about import About
from keystow.keystore.header import Data, Header
from keystow.keystore.slots import Argon2idSlot, Slot, SlotId
from keystow.keystore.unlocking import Unlocked
from keystow.secret import Secret


class SumState(StrEnum):
    """What the sum says of accidental damage; it says nothing of forgery."""

    RIGHT = "right"
    WRONG = "wrong"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Keystore:
    """A file whose header is in order and within bounds; nothing in it is authentic yet."""

    about: About
    slots: tuple[Slot, ...]
    header: Header
    sums: bytes | None
    bodies: tuple[bytes, ...]  # each slot's, in the slots' order
    data: Data

    @property
    def sum_state(self) -> SumState:
        """What the sum says of the file's bytes; they are hashed anew at each call."""
        if self.sums is None:
            return SumState.ABSENT
        with memoryview(self.data) as view:
            before = hashlib.sha256(view[: self.header.last_stanza_at]).digest()
            after = hashlib.sha256(view[self.header.size :]).digest()
        return SumState.RIGHT if self.sums == before + after else SumState.WRONG

    @property
    def doors(self) -> unlocking.Doors:
        """The slots with their bodies."""
        return tuple(zip(self.slots, self.bodies, strict=True))

    @property
    def digest(self) -> str:
        """The SHA-256 of the file in hex; hashed anew at each call."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Opened:
    """A keystore's plaintext, padding included, and the slot and root that opened it."""

    plaintext: bytearray
    slot: Slot
    root: Secret

    @property
    def payload_sha256(self) -> str:
        """The SHA-256 of the plaintext in hex; hashed anew at each call."""
        return hashlib.sha256(self.plaintext).hexdigest()


def parse(data: Data) -> Keystore:
    """Read a whole file's header; no KDF, no key, no copy of the payload.

    Raises NotAKeystore, Truncated, Damaged, NewerFormat, KdfLimit or TooLarge.
    """
    head = header.read(data)
    held = contents.read(head.stanzas)
    bounds.check_slots(held.slots)
    bounds.check_file(len(data))
    return Keystore(held.about, held.slots, head, held.sums, held.bodies, data)


def open_with_password(
    keystore: Keystore,
    password: Secret,
    *,
    keyfile: Secret | None = None,
    more_cost: bool = False,
) -> Opened:
    """Try the password, as typed, on each slot in turn; one that names a key file only with one.

    `more_cost` is the user's explicit yes to more than 8 GiB-passes in all. Raises KdfLimit and
    UnsupportedCharacter before any KDF; WrongPassword, Damaged or Altered after.
    """
    return _open(
        keystore,
        lambda: unlocking.by_password(keystore.doors, password, keyfile, more_cost=more_cost),
    )


def open_with_code(keystore: Keystore, code: Secret) -> Opened:
    """Try a recovery code's bytes on each recovery slot; raises what a wrong password does."""
    return _open(keystore, lambda: unlocking.by_code(keystore.doors, code))


def open_with_root(keystore: Keystore, slot_id: SlotId, root: Secret) -> Opened:
    """Open by a root derived before; WrongPassword or Damaged where the slot is not its own."""
    return _open(keystore, lambda: unlocking.by_root(keystore.doors, slot_id, root))


def seal(
    plaintext: bytes | bytearray,
    about: About,
    slots: Sequence[tuple[Slot, Secret]],
    file_key: Secret,
    payload_nonce: bytes,
) -> bytes:
    """Write a keystore that opens by each slot's root.

    The caller brings a new file key (16 bytes), payload nonce (16 bytes) and slot NONCEs for every
    file. Raises KdfLimit, or ValueError for what no reader would take.
    """
    _check_writable(plaintext, [slot for slot, _ in slots], file_key, payload_nonce)
    sealed = stream.encrypt(file_key, payload_nonce, plaintext)
    head = header.VERSION_LINE + stanzas.encode(about_stanza.LINE, about_stanza.encode(about))
    for slot, root in slots:
        head += stanzas.encode(slot.line, keys.seal_body(root, slot, file_key))
    sums = hashlib.sha256(head).digest() + hashlib.sha256(sealed).digest()
    head += stanzas.encode(contents.SUM_LINE, sums)
    return b"".join((header.closed(head, file_key), sealed))


def _open(keystore: Keystore, unlock: Callable[[], Unlocked]) -> Opened:
    try:
        unlocked = unlock()
        return Opened(_decrypt(keystore, unlocked.file_key), unlocked.slot, unlocked.root)
    except WrongPassword:
        raise _fault(keystore, WrongPassword) from None
    except (Altered, keys.NotAuthentic):
        raise _fault(keystore, Altered) from None


def _decrypt(keystore: Keystore, file_key: Secret) -> bytearray:
    """Return the plaintext; raise NotAuthentic where header or payload were changed."""
    with memoryview(keystore.data) as view:
        header.check_mac(keystore.header, view, file_key)
        return stream.decrypt(file_key, view[keystore.header.size :])


def _fault(keystore: Keystore, intact: type[KeystowError]) -> KeystowError:
    """Return the failure of a file whose bytes are as written, or Damaged where sum denies it."""
    return Damaged() if keystore.sum_state is SumState.WRONG else intact()


def _check_writable(
    plaintext: bytes | bytearray, slots: Sequence[Slot], file_key: Secret, payload_nonce: bytes
) -> None:
    bounds.check_slots(slots)
    if not slots or len({slot.id for slot in slots}) != len(slots):
        raise ValueError("a keystore has slots, each with its own identifier")
    if sum(isinstance(slot, Argon2idSlot) for slot in slots) > bounds.WRITTEN_ARGON2ID_SLOTS:
        raise KdfLimit(what="argon2id_slots", limit=bounds.WRITTEN_ARGON2ID_SLOTS)
    if not payload.is_padded_size(len(plaintext)):
        raise ValueError("the plaintext is not padded")
    if len(file_key.reveal()) != keys.FILE_KEY_BYTES or len(payload_nonce) != stream.NONCE_BYTES:
        raise ValueError("file key and payload nonce are 16 bytes")
