"""The outside of a Lamden keystore: its JSON, its cipher and its hint.

The file is JSON: `data`, a JSON text of `ct` (base64), `iv` (16 bytes hex) and `s` (8 bytes hex),
and `w`, the hint. Key and IV come from OpenSSL's EVP_BytesToKey with one round of MD5, the cipher
is AES-256-CBC with PKCS#7 and no MAC: a wrong password shows, forgery doesn't.
"""

import hashlib
import hmac
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from keystow.errors import Damaged, Truncated, WrongPassword
from keystow.formats import bounded_json
from keystow.formats.interface import Warn
from keystow.secret import Secret

OUTER_VALUES_MAX = 100
CONTENT_VALUES_MAX = 2_000_000

_HINT_PASSWORD = b"n1ahcKc0lb"
"""A constant of the peer, the same in every installation: the hint is public."""

_OPENSSL_MAGIC = b"Salted__"
_BLOCK = 16
_SALT = 8


@dataclass(frozen=True, slots=True)
class Envelope:
    """The file's parts, each of the right size; nothing decrypted but the hint."""

    ciphertext: bytes
    iv: bytes
    salt: bytes
    hint: str
    warnings: tuple[Warn, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What was decrypted: the bytes with their padding, the object in them, and warnings."""

    padded: bytes
    value: dict[str, Any]
    warnings: tuple[Warn, ...]


def parse(data: bytes) -> Envelope:
    """Read the file without its password; Damaged or Truncated."""
    outer = bounded_json.parse_object(data, OUTER_VALUES_MAX)
    try:
        data = bounded_json.text(outer.get("data")).encode("utf-8", "surrogatepass")
        inner = bounded_json.parse_object(data, OUTER_VALUES_MAX)
    except Truncated:
        raise Damaged from None  # the file itself is whole
    hint, warnings = _hint(outer.get("w"))
    return sealed(inner, hint, warnings)


def sealed(parts: dict[str, Any], hint: str = "", warnings: tuple[Warn, ...] = ()) -> Envelope:
    """Read what CryptoJS wrote as `ct`, `iv` and `s`; Damaged."""
    return Envelope(
        ciphertext=_ciphertext(bounded_json.text(parts.get("ct"))),
        iv=_hex(bounded_json.text(parts.get("iv")), _BLOCK),
        salt=_hex(bounded_json.text(parts.get("s")), _SALT),
        hint=hint,
        warnings=warnings,
    )


def decrypt(envelope: Envelope, password: Secret, member: str, kind: type = list) -> Content:
    """Open the envelope around an object that has this member.

    Raises WrongPassword, or Damaged where the password fits and the rest not.
    """
    key, iv = _key_and_iv(password, envelope.salt)
    fits = hmac.compare_digest(iv, envelope.iv)
    padded = _decrypted(key, iv, envelope.ciphertext)
    try:
        value = bounded_json.parse_object(_unpadded(padded), CONTENT_VALUES_MAX)
        _require(type(value.get(member)) is kind)
    except (Damaged, Truncated):
        # The file's IV is the derived one, so it tells the right password from any other.
        raise (Damaged if fits else WrongPassword) from None
    # The peer never looks at the file's IV: a damaged one must not cost anyone their keys.
    return Content(padded, value, () if fits else (Warn.IV_DIFFERS,))


def seal(
    content: bytes, password: Secret, hint: str, random_bytes: Callable[[int], bytes]
) -> bytes:
    """Write a keystore around a text, as CryptoJS does; the hint is public, "" for none."""
    salt = random_bytes(_SALT)
    key, iv = _key_and_iv(password, salt)
    parts = {
        "ct": b64encode(_encrypted(key, iv, content)).decode("ascii"),
        "iv": iv.hex(),
        "s": salt.hex(),
    }
    data = json.dumps(parts, separators=(",", ":"))
    sealed_hint = _sealed_hint(hint, random_bytes(_SALT)) if hint else ""
    return json.dumps({"data": data, "w": sealed_hint}, separators=(",", ":")).encode("ascii")


def decrypt_text(text: object, password: Secret) -> str:
    """Decrypt what OpenSSL's own envelope holds, in base64; Damaged, also for another password."""
    try:
        sealed_text = b64decode(bounded_json.text(text), validate=True)
    except ValueError:
        raise Damaged from None
    magic, salt, ciphertext = sealed_text[:8], sealed_text[8:16], sealed_text[16:]
    _require(magic == _OPENSSL_MAGIC and ciphertext and len(ciphertext) % _BLOCK == 0)
    key, iv = _key_and_iv(password, salt)
    try:
        return _unpadded(_decrypted(key, iv, ciphertext)).decode("utf-8")
    except UnicodeDecodeError:
        raise Damaged from None


def _hex(text: str, size: int) -> bytes:
    if not re.fullmatch(rf"[0-9a-fA-F]{{{2 * size}}}", text):
        raise Damaged
    return bytes.fromhex(text)


def _ciphertext(text: str) -> bytes:
    try:
        ciphertext = b64decode(text, validate=True)
    except ValueError:
        raise Damaged from None
    _require(ciphertext and len(ciphertext) % _BLOCK == 0)
    return ciphertext


def _hint(value: object) -> tuple[str, tuple[Warn, ...]]:
    """Decrypt the hint under the peer's constant; an unreadable one doesn't hold up the keys."""
    if value is None or value == "":
        return "", ()
    try:
        return decrypt_text(value, Secret(_HINT_PASSWORD)), ()
    except Damaged:
        return "", (Warn.HINT_UNREADABLE,)


def _key_and_iv(password: Secret, salt: bytes) -> tuple[bytes, bytes]:
    """OpenSSL's EVP_BytesToKey: MD5, one round, 32 bytes of key and 16 of IV."""
    digest = derived = b""
    while len(derived) < 48:
        state = hashlib.md5(digest, usedforsecurity=False)  # the peer's choice
        state.update(password.reveal())
        state.update(salt)
        digest = state.digest()
        derived += digest
    return derived[:32], derived[32:48]


def _decrypted(key: bytes, iv: bytes, ciphertext: bytes) -> bytes:
    # Imported here: a file at fault is refused without it.
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return decryptor.update(ciphertext) + decryptor.finalize()


def _encrypted(key: bytes, iv: bytes, content: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    count = _BLOCK - len(content) % _BLOCK
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return encryptor.update(content + bytes([count]) * count) + encryptor.finalize()


def _sealed_hint(hint: str, salt: bytes) -> str:
    key, iv = _key_and_iv(Secret(_HINT_PASSWORD), salt)
    sealed_text = _OPENSSL_MAGIC + salt + _encrypted(key, iv, hint.encode("utf-8"))
    return b64encode(sealed_text).decode("ascii")


def _unpadded(padded: bytes) -> bytes:
    """PKCS#7; Damaged where it isn't."""
    count = padded[-1]
    if not 1 <= count <= _BLOCK or padded[-count:] != bytes([count]) * count:
        raise Damaged
    return padded[:-count]


def _require(holds: object) -> None:
    if not holds:
        raise Damaged
