"""A slot: one way to open a keystore, as its stanza's argument line states it.

Ref: docs/keystore-format.md, "Slots".
"""

import re
from dataclasses import dataclass
from typing import NamedTuple, NewType

from keystow.errors import Damaged
from keystow.keystore.stanzas import Stanza, decode_base64, encode_base64

ARGON2ID = "keystow/argon2id"
CODE = "keystow/code"
RECOVERY = "recovery"
KEYFILE = "keyfile"
SALT_BYTES = NONCE_BYTES = 16
COMMIT_BYTES = 32
BODY_BYTES = 64  # commit, then the wrapped file key with its tag

SlotId = NewType("SlotId", str)

_ID = re.compile(r"[a-z0-9]{4,16}")
_KIND = re.compile(r"[a-z0-9]{1,16}")
_NUMBER = re.compile(r"[1-9][0-9]*")
_PRINTABLE = re.compile(r"[!-~]+")
_DIGITS = 9  # a longer number is over every bound; int() never sees more
_ARGON2ID_ARGUMENTS = (7, 8)
_CODE_ARGUMENTS = (5, 6)
_ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_ID_SYMBOLS = 8


class Cost(NamedTuple):
    """What one guess costs: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int


WRITE = Cost(256 * 1024, 3, 4)
"""What Keystow writes; four times the memory of RFC 9106, section 4, second choice."""
WRITE_SMALL = Cost(64 * 1024, 3, 4)
"""RFC 9106, section 4, second choice; only where less than 1 GiB of RAM is left."""


@dataclass(frozen=True, slots=True)
class Argon2idSlot:
    """A slot opened by a password, and by a key file too where `keyfile` says so.

    Existence proves the grammar, not the bounds: those are `bounds.check_slot`'s.
    """

    id: SlotId
    salt: bytes
    nonce: bytes
    memory_kib: int
    passes: int
    lanes: int
    keyfile: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError where a field could not be written."""
        _check_common(self.id, self.salt, self.nonce)
        if min(self.memory_kib, self.passes, self.lanes) < 1:
            raise ValueError("a cost starts at one")

    @property
    def line(self) -> str:
        """The argument line, which is the AEAD's associated data as well."""
        cost = f"{self.memory_kib} {self.passes} {self.lanes}"
        return _line(ARGON2ID, self, cost) + self._keyfile_word

    @property
    def parameters(self) -> str:
        """What a root depends on besides the secret; `kdf.tag` binds a cached root to it."""
        salt = encode_base64(self.salt)
        return f"{salt} {self.memory_kib} {self.passes} {self.lanes}{self._keyfile_word}"

    @property
    def _keyfile_word(self) -> str:
        return f" {KEYFILE}" if self.keyfile else ""


@dataclass(frozen=True, slots=True)
class CodeSlot:
    """A slot opened by a machine-made secret of at least 160 random bits, without a slow KDF."""

    id: SlotId
    salt: bytes
    nonce: bytes
    kind: str = RECOVERY
    data: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError where a field could not be written."""
        _check_common(self.id, self.salt, self.nonce)
        if not _KIND.fullmatch(self.kind):
            raise ValueError("a kind is 1 to 16 lower-case letters and digits")
        if self.data is not None and (self.kind == RECOVERY or not _PRINTABLE.fullmatch(self.data)):
            raise ValueError("a recovery slot has no data; other data is printable ASCII")

    @property
    def line(self) -> str:
        """The argument line, which is the AEAD's associated data as well."""
        return _line(CODE, self, self._kind_words)

    @property
    def parameters(self) -> str:
        """What a root depends on besides the secret; `kdf.tag` binds a cached root to it."""
        return f"{encode_base64(self.salt)} {self._kind_words}"

    @property
    def _kind_words(self) -> str:
        return self.kind if self.data is None else f"{self.kind} {self.data}"


Slot = Argon2idSlot | CodeSlot


def make_id(random: bytes) -> SlotId:
    """Spell five random bytes as a slot's identifier."""
    if len(random) != 5:
        raise ValueError("a slot's identifier is made of five random bytes")
    bits = int.from_bytes(random)
    symbols = (_ID_ALPHABET[bits >> 5 * at & 31] for at in reversed(range(_ID_SYMBOLS)))
    return SlotId("".join(symbols))


def read(stanza: Stanza) -> Slot:
    """Read a slot of a known type; raise Damaged outside its grammar."""
    if len(stanza.body) != BODY_BYTES:
        raise Damaged
    try:
        return _read_argon2id(stanza) if stanza.type == ARGON2ID else _read_code(stanza)
    except ValueError:
        raise Damaged from None


def _read_argon2id(stanza: Stanza) -> Argon2idSlot:
    if len(stanza.arguments) not in _ARGON2ID_ARGUMENTS:
        raise Damaged
    _, slot_id, salt, nonce, memory_kib, passes, lanes, *rest = stanza.arguments
    if rest not in ([], [KEYFILE]):
        raise Damaged
    return Argon2idSlot(
        SlotId(slot_id),
        decode_base64(salt.encode("ascii")),
        decode_base64(nonce.encode("ascii")),
        read_number(memory_kib),
        read_number(passes),
        read_number(lanes),
        bool(rest),
    )


def _read_code(stanza: Stanza) -> CodeSlot:
    if len(stanza.arguments) not in _CODE_ARGUMENTS:
        raise Damaged
    _, slot_id, salt, nonce, kind, *rest = stanza.arguments
    return CodeSlot(
        SlotId(slot_id),
        decode_base64(salt.encode("ascii")),
        decode_base64(nonce.encode("ascii")),
        kind,
        rest[0] if rest else None,
    )


def read_number(text: str) -> int:
    """Read a number in its one spelling; one of ten digits or more is clamped above all bounds."""
    if not _NUMBER.fullmatch(text):
        raise Damaged
    return int(text) if len(text) <= _DIGITS else 10**_DIGITS


def _line(type_: str, slot: "Slot", rest: str) -> str:
    return f"{type_} {slot.id} {encode_base64(slot.salt)} {encode_base64(slot.nonce)} {rest}"


def _check_common(slot_id: str, salt: bytes, nonce: bytes) -> None:
    if not _ID.fullmatch(slot_id):
        raise ValueError("a slot's identifier is 4 to 16 lower-case letters and digits")
    if len(salt) != SALT_BYTES or len(nonce) != NONCE_BYTES:
        raise ValueError("salt and nonce are 16 bytes")
