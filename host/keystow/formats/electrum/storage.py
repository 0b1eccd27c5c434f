"""The file around an Electrum wallet: plain, encrypted as a whole, or from before there was JSON.

Encrypted storage is ECIES to a key that PBKDF2 makes of the password (`BIE1`), or of a public key
that a hardware wallet tells (`BIE2`). Plain storage is a JSON object, since 4.x followed by the
changes made to it, and before 2.0 a Python literal.

Ref: Electrum's storage.py, crypto.py (ecies_decrypt_message), json_db.py (load_data).
"""

import hashlib
import hmac
import re
from base64 import b64decode
from typing import Any, NamedTuple

from keystow.errors import (
    Damaged,
    HardwareNeeded,
    TooLarge,
    Truncated,
    WrongPassword,
)
from keystow.formats import bounded_json, foreign_kdf
from keystow.secret import Secret

READ_LIMIT = 64 * 1024 * 1024
PLAIN_LIMIT = 64 * 1024 * 1024
"""Bytes of what encrypted storage unpacks to."""
VALUES_MAX = 2_000_000
PATCHES_MAX = 100_000
PATCHED_MAX = 100_000
"""Entries of a list that is changed: each change moves those behind it."""
LITERAL_LIMIT = 4 * 1024 * 1024
"""Bytes of a Python literal, which costs a hundred times as many to read."""
LITERAL_VALUES_MAX = 200_000
ROUNDS = 1_024

_BY_PASSWORD, _BY_DEVICE = b"BIE1", b"BIE2"
_SEALED = re.compile(rb"\s*QklFM[Q-Za-v]")  # the base64 of either
_POINT, _MAC, _BLOCK = 33, 32, 16
_SMALLEST = len(_BY_PASSWORD) + _POINT + _BLOCK + _MAC
_PATCH = b",\n{"


class Sealed(NamedTuple):
    """Encrypted storage; `by_device` where no password of a person's opens it."""

    by_device: bool
    data: bytes

    def kdf(self) -> foreign_kdf.Pbkdf2:
        """Return what a guess costs: the salt is empty, so one table serves for all files."""
        return foreign_kdf.pbkdf2("sha512", b"", ROUNDS)


def is_sealed(data: bytes) -> bool:
    """Tell whether the file means to be encrypted storage."""
    return _SEALED.match(data) is not None


def parse_sealed(data: bytes) -> Sealed:
    """Read encrypted storage; Truncated, Damaged."""
    text = b"".join(data.split())
    if len(text) % 4:
        raise Truncated
    try:
        raw = b64decode(text, validate=True)
    except ValueError:
        raise Damaged from None
    if len(raw) < _SMALLEST:
        raise Truncated
    if (len(raw) - _SMALLEST) % _BLOCK:
        raise Damaged
    return Sealed(raw.startswith(_BY_DEVICE), raw)


def unseal(sealed: Sealed, password: Secret) -> bytes:
    """Return the wallet's text.

    WrongPassword, which a changed file is too; HardwareNeeded where a device has the password;
    Damaged, TooLarge.
    """
    # Imported here: a file at fault is refused without them.
    from coincurve import PublicKey

    from keystow.wallet.derivation import SECP256K1_ORDER

    point = sealed.data[len(_BY_PASSWORD) :][:_POINT]
    try:
        ephemeral = PublicKey(point)
    except ValueError:
        raise Damaged from None
    stretched = int.from_bytes(sealed.kdf().derive(password.reveal(), 64), "big")
    scalar = (stretched % SECP256K1_ORDER).to_bytes(32, "big")
    shared = hashlib.sha512(ephemeral.multiply(scalar).format()).digest()
    body, mac = sealed.data[:-_MAC], sealed.data[-_MAC:]
    if not hmac.compare_digest(hmac.digest(shared[32:], body, "sha256"), mac):
        raise HardwareNeeded if sealed.by_device else WrongPassword
    ciphertext = body[len(_BY_PASSWORD) + _POINT :]
    return _unpack(aes_cbc(shared[16:32], shared[:16], ciphertext))


def aes_cbc(key: bytes, iv: bytes, ciphertext: bytes) -> bytes:
    """Decrypt and take the padding off; Damaged where there is none."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.padding import PKCS7

    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    unpadder = PKCS7(8 * _BLOCK).unpadder()
    try:
        padded = decryptor.update(ciphertext) + decryptor.finalize()
        return unpadder.update(padded) + unpadder.finalize()
    except ValueError:
        raise Damaged from None


def parse(text: bytes) -> dict[str, Any]:
    """Read a wallet's text, its changes applied; Truncated, Damaged, TooLarge."""
    text = text.removeprefix(b"\xef\xbb\xbf")
    if _is_literal(text):
        return _literal(text)
    try:
        parts = _parts(text)
    except (Truncated, Damaged):
        # A crash while a change was appended leaves half of it; Electrum drops it too.
        whole, mark, _ = text.rpartition(_PATCH)
        if not mark:
            raise
        parts = _parts(whole)
    wallet, *patches = parts
    if type(wallet) is not dict or len(patches) > PATCHES_MAX:
        raise Damaged
    for patch in patches:
        _apply(wallet, patch)
    return wallet


def _unpack(packed: bytes) -> bytes:
    import zlib

    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(packed, PLAIN_LIMIT)
    except zlib.error:
        raise Damaged from None
    if unpacker.unconsumed_tail:
        raise TooLarge(limit=PLAIN_LIMIT)
    if not unpacker.eof:
        raise Damaged
    return text


def _parts(text: bytes) -> list[Any]:
    parts: list[Any] = bounded_json.parse(b"[" + text + b"]", VALUES_MAX)
    if not parts:
        raise Damaged
    return parts


def _apply(wallet: dict[str, Any], patch: Any) -> None:
    """Apply one change. Ref: RFC 6902, of whose operations Electrum writes three."""
    if type(patch) is not dict:
        raise Damaged
    path = bounded_json.text(patch.get("path")).split("/")
    steps = [step.replace("~1", "/").replace("~0", "~") for step in path]
    *way, last = steps[1:] if steps[0] == "" else steps
    place: Any = wallet
    try:
        for step in way:
            place = place[int(step)] if type(place) is list else place[step]
        _change(place, last, patch)
    except (LookupError, TypeError, ValueError):
        raise Damaged from None


def _change(place: Any, last: str, patch: dict[str, Any]) -> None:
    operation = patch.get("op")
    if operation not in ("add", "replace", "remove"):
        raise Damaged
    if type(place) is list:
        if len(place) > PATCHED_MAX:
            raise Damaged
        at = len(place) if last == "-" else int(last)
        place[at : at + (operation != "add")] = [] if operation == "remove" else [patch["value"]]
    elif operation == "remove":
        del place[last]
    else:
        place[last] = patch["value"]


def _is_literal(text: bytes) -> bool:
    start = text.lstrip()[1:].lstrip()
    return start[:1] == b"'" or start[:2] in (b"u'", b'u"')


def _literal(text: bytes) -> dict[str, Any]:
    """Read a Python literal as Electrum does: as the JSON that it would have been."""
    import ast
    import json
    import warnings

    if len(text) > LITERAL_LIMIT:
        raise TooLarge(limit=LITERAL_LIMIT)
    if text.count(b",") > LITERAL_VALUES_MAX or _is_deep(text):
        raise Damaged
    if not text.rstrip().endswith(b"}"):
        raise Truncated
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes that Python 2 took as they stand
            value = ast.literal_eval(text.decode("utf-8").strip())
        # Through JSON, which makes text of keys that are numbers.
        read = json.loads(json.dumps(value))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        raise Damaged from None
    if type(read) is not dict:
        raise Damaged
    return read


def _is_deep(text: bytes) -> bool:
    """Tell whether it may nest deeper than the parser's stack, quotes or not."""
    depth = 0
    for mark in text.translate(None, delete=_NO_BRACKETS):
        depth += 1 if mark in b"[{(" else -1
        if depth > bounded_json.DEPTH_MAX:
            return True
    return False


_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}()")
