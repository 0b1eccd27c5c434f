"""polkadot-js-json: the account file of polkadot-js, Talisman, SubWallet, and a batch of them.

The secret is PKCS8-like under XSalsa20-Poly1305, whose key comes from scrypt; old files took the
password itself, filled up with zeros. What a file without a password holds lies in clear.

Ref: docs/foreign-formats.md, "polkadot-js-json".
"""

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from keystow.errors import Damaged, NotAKeystore, WrongPassword
from keystow.formats import bounded_json, foreign_kdf
from keystow.formats.foreign_kdf import Scrypt
from keystow.formats.interface import Inspection, Warn
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened

NAME = "polkadot-js-json"
READ_LIMIT = 16 * 1024 * 1024
"""Bytes; an account takes some five hundred, in a batch twice as many."""

BATCH = "batch-pkcs8"
HEAD = bytes.fromhex("3053020101300506032b657004220420")
DIVIDER = bytes.fromhex("a123032100")
"""What stands before the secret, and between it and the public key."""

_VALUES_MAX = 1_000_000
_KEY_BYTES = 32
_NONCE_BYTES = 24
_SALT_BYTES = 32
_NUMBER_BYTES = 4
_SCRYPT = "scrypt"
_BOX = "xsalsa20-poly1305"
_MARKS = tuple(re.compile(rb'"' + name + rb'"\s*:') for name in (b"encoded", b"encoding"))
_HEX_PASSWORD = re.compile(rb"0x(?:[0-9a-fA-F]{2})*")


class Sealed(NamedTuple):
    """What stands in `encoded`; `kdf` is None for old files, `nonce` empty for those in clear."""

    fields: dict[str, Any]
    content: tuple[str, ...]
    kdf: Scrypt | None
    nonce: bytes
    box: bytes


class PolkadotJsJson:
    """Versions 0 to 3."""

    name = NAME

    def read_limit(self, head: bytes) -> int:
        del head
        return READ_LIMIT

    def detect(self, data: bytes) -> bool:
        return all(mark.search(data) for mark in _MARKS)

    def inspect(self, data: bytes) -> Inspection:
        sealed = parse(bounded_json.parse_object(data, _VALUES_MAX))
        return Inspection(NAME, slots=_slots(sealed), warnings=tuple(_warnings(sealed)))

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> "Opened":
        del keyfile, more_cost  # there is no key file, and the KDF is within bounds
        sealed = parse(bounded_json.parse_object(data, _VALUES_MAX))
        plaintext = decrypt(sealed, password)

        from keystow.formats import polkadot_pairs

        return polkadot_pairs.opened(NAME, sealed, plaintext, password, _warnings(sealed))


def parse(fields: dict[str, Any]) -> Sealed:
    """Read what stands outside the encryption and bring its numbers within bounds."""
    encoding = bounded_json.member(fields, "encoding")
    if str(encoding.get("version", "0")) not in ("0", "1", "2", "3"):
        raise NotAKeystore  # no file of these versions
    kinds = _texts(encoding.get("type"))
    content = _texts(encoding.get("content"))
    text = bounded_json.text(fields.get("encoded"))
    data = (
        bounded_json.hexadecimal(text, 0, READ_LIMIT)
        if text[:2] == "0x"
        else bounded_json.base64(text)
    )
    if _BOX not in kinds:
        if kinds not in (("none",), ()):
            raise NotAKeystore
        return Sealed(fields, content, None, b"", data)
    kdf = None
    if _SCRYPT in kinds:
        kdf, data = _kdf(data), data[_SALT_BYTES + 3 * _NUMBER_BYTES :]
    if len(data) < _NONCE_BYTES + 16:
        raise Damaged
    return Sealed(fields, content, kdf, data[:_NONCE_BYTES], data[_NONCE_BYTES:])


def decrypt(sealed: Sealed, password: Secret) -> bytes:
    """Open it; WrongPassword, also where it is damaged, and where it has no password."""
    if not sealed.nonce:
        if password:
            raise WrongPassword  # as for its writer: only an empty one opens it
        return sealed.box
    # Imported here: a file at fault is refused without it.
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    for spelling in [password.reveal()] if sealed.kdf is None else spellings(password):
        key = (
            bytes(spelling[:_KEY_BYTES]).ljust(_KEY_BYTES, b"\0")
            if sealed.kdf is None
            else sealed.kdf.derive(spelling, 2 * _KEY_BYTES)[:_KEY_BYTES]
        )
        try:
            return SecretBox(key).decrypt(sealed.box, sealed.nonce)
        except CryptoError:
            continue
    raise WrongPassword


def spellings(password: Secret) -> list[bytes | bytearray]:
    """Return what scrypt may have taken: polkadot-js reads a password in hex as these bytes."""
    typed = password.reveal()
    if not _HEX_PASSWORD.fullmatch(typed):
        return [typed]
    return [bytes.fromhex(typed[2:].decode("ascii")), typed]


def _kdf(data: bytes) -> Scrypt:
    if len(data) < _SALT_BYTES + 3 * _NUMBER_BYTES:
        raise Damaged
    starts = range(_SALT_BYTES, _SALT_BYTES + 3 * _NUMBER_BYTES, _NUMBER_BYTES)
    n, p, r = (int.from_bytes(data[at : at + _NUMBER_BYTES], "little") for at in starts)
    return foreign_kdf.scrypt(data[:_SALT_BYTES], n, r, p)


def _texts(value: object) -> tuple[str, ...]:
    """Read a list of texts, which old files write as one text; Damaged."""
    if value is None:
        return ()
    return tuple(bounded_json.text(one) for one in (value if type(value) is list else [value]))


def _slots(sealed: Sealed) -> tuple[dict[str, Any], ...]:
    if not sealed.nonce:
        return ()
    return ({"kind": "password"} if sealed.kdf is None else sealed.kdf.slot(),)


def _warnings(sealed: Sealed) -> dict[Warn, None]:
    if not sealed.nonce:
        return {Warn.NOT_ENCRYPTED: None}
    return {Warn.WEAK_ENCRYPTION: None} if sealed.kdf is None else {}
