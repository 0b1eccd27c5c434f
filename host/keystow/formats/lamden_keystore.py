"""lamden-keystore-1.0: the keystore file of Lamden's wallet and of lamden-js.

The file is JSON: `data`, a JSON text of `ct` (base64), `iv` (16 bytes hex) and `s` (8 bytes hex),
and `w`, the hint. Key and IV come from OpenSSL's EVP_BytesToKey with one round of MD5, the cipher
is AES-256-CBC with PKCS#7 and no MAC: a wrong password shows, forgery doesn't, save where an
account's own `vk` tells. The wallet leaves the accounts of its phrase and watch-only ones out.
"""

import hashlib
import hmac
import json
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from keystow.errors import Damaged, TooMany, Truncated, WrongPassword
from keystow.formats.interface import Inspection, Opened, OpenedAccount, Warn
from keystow.secret import Secret
from keystow.wallet.text import is_name
from keystow.wallet.vault import FOREIGN_CHARS_MAX, Foreign

NAME = "lamden-keystore-1.0"
VERSION = "1.0"
READ_LIMIT = 64 * 1024 * 1024
"""Bytes; a hundred thousand accounts take half of it."""

ACCOUNTS_MAX = 100_000
_OUTER_VALUES_MAX = 100
_CONTENT_VALUES_MAX = 20 * ACCOUNTS_MAX

_HINT_PASSWORD = b"n1ahcKc0lb"
"""A constant of the peer, the same in every installation: the hint is public."""

_OPENSSL_MAGIC = b"Salted__"
_BLOCK = 16
_MARKS = (b'\\"ct\\"', b"\\u0022ct\\u0022")
_INSPECTED = (Warn.PHRASE_ACCOUNTS_LEFT_OUT, Warn.WATCH_ONLY_LEFT_OUT, Warn.WEAK_ENCRYPTION)
_HEX64 = re.compile(r"[0-9a-fA-F]{64}")
_WATCH_ONLY = "watchOnly"
_CHAIN = "lamden"
_USUAL = {"name": "Lamden", "network": "lamden", "symbol": "TAU"}
"""What the wallet writes beside each key; anything else is kept as foreign data."""


def _refuse(constant: str) -> None:
    raise ValueError("JSON has no NaN")


_SPACE = " \t\r\n"
_DECODER = json.JSONDecoder(parse_constant=_refuse)


@dataclass(frozen=True, slots=True)
class _File:
    """The file's parts, each of the right size; nothing decrypted but the hint."""

    ciphertext: bytes
    iv: bytes
    salt: bytes
    hint: str
    warnings: tuple[Warn, ...]


class LamdenKeystore:
    """Lamden's format 1.0, the only one there is."""

    name = NAME
    read_limit = READ_LIMIT

    def detect(self, data: bytes) -> bool:
        start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
        return start.startswith(b"{") and b'"data"' in data and any(m in data for m in _MARKS)

    def inspect(self, data: bytes) -> Inspection:
        file = _parse(data)
        return Inspection(
            format=NAME,
            hint=file.hint,
            made_by="",
            created=None,
            sum_state=None,
            slots=({"kind": "password", "kdf": "evp-bytestokey-md5", "passes": 1},),
            warnings=(*_INSPECTED, *file.warnings),
        )

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> Opened:
        file = _parse(data)
        padded, content, warnings = _open(file, password)
        entries = _entries(content)
        accounts, noted = _accounts(entries)
        if content.get("version") != VERSION:
            noted.append(Warn.VERSION_UNKNOWN)
        return Opened(
            format=NAME,
            hint=file.hint,
            made_by="",
            created=None,
            payload_sha256=hashlib.sha256(padded).hexdigest(),
            warnings=tuple(dict.fromkeys((*_INSPECTED, *file.warnings, *warnings, *noted))),
            accounts=tuple(accounts),
            foreign=tuple(_foreign(content, entries)),
        )


# --- the outer file --------------------------------------------------------------------------


def _parse(data: bytes) -> _File:
    outer = _json(data, _OUTER_VALUES_MAX)
    try:
        text = _text(outer.get("data")).encode("utf-8", "surrogatepass")
        inner = _json(text, _OUTER_VALUES_MAX)
    except Truncated:
        raise Damaged from None  # the file itself is whole
    hint, warnings = _hint(outer.get("w"))
    return _File(
        ciphertext=_ciphertext(_text(inner.get("ct"))),
        iv=_hex(_text(inner.get("iv")), _BLOCK),
        salt=_hex(_text(inner.get("s")), 8),
        hint=hint,
        warnings=warnings,
    )


def _json(data: bytes, most: int) -> dict[str, Any]:
    """Parse an object as the peer does: of a key that stands twice the last one counts.

    `most` bounds the values in it first: a hostile file must not make us allocate a hundred bytes
    for every two of its own.
    """
    if data.count(b",") + data.count(b"[") + data.count(b"{") > most:
        raise Damaged
    try:
        text = data.decode("utf-8-sig").strip(_SPACE)
        value, end = _DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        # A cut file can't end as every whole one does.
        raise (Damaged if data.rstrip().endswith(b"}") else Truncated) from None
    if end != len(text) or type(value) is not dict:
        raise Damaged
    return value


def _text(value: object) -> str:
    if type(value) is not str:
        raise Damaged
    return value


def _hex(text: str, size: int) -> bytes:
    if not re.fullmatch(rf"[0-9a-fA-F]{{{2 * size}}}", text):
        raise Damaged
    return bytes.fromhex(text)


def _ciphertext(text: str) -> bytes:
    try:
        ciphertext = b64decode(text, validate=True)
    except ValueError:
        raise Damaged from None
    if not ciphertext or len(ciphertext) % _BLOCK:
        raise Damaged
    return ciphertext


def _hint(value: object) -> tuple[str, tuple[Warn, ...]]:
    """Decrypt the hint under the peer's constant; an unreadable one doesn't hold up the keys."""
    if value is None or value == "":
        return "", ()
    try:
        sealed = b64decode(_text(value), validate=True)
        magic, salt, ciphertext = sealed[:8], sealed[8:16], sealed[16:]
        if magic != _OPENSSL_MAGIC or not ciphertext or len(ciphertext) % _BLOCK:
            raise Damaged
        key, iv = _key_and_iv(Secret(_HINT_PASSWORD), salt)
        return _unpadded(_decrypted(key, iv, ciphertext)).decode("utf-8"), ()
    except (Damaged, ValueError):
        return "", (Warn.HINT_UNREADABLE,)


# --- the inner content -----------------------------------------------------------------------


def _open(file: _File, password: Secret) -> tuple[bytes, dict[str, Any], list[Warn]]:
    """Return the decrypted bytes with their padding, the object in them, and warnings."""
    key, iv = _key_and_iv(password, file.salt)
    fits = hmac.compare_digest(iv, file.iv)
    padded = _decrypted(key, iv, file.ciphertext)
    try:
        content = _json(_unpadded(padded), _CONTENT_VALUES_MAX)
        _require_list(content.get("keyList"))
    except (Damaged, Truncated):
        # The file's IV is the derived one: where it fits the password is right and the rest isn't.
        raise Damaged if fits else WrongPassword from None
    # The peer never looks at the file's IV; a damaged one must not cost anyone their keys.
    return padded, content, [] if fits else [Warn.IV_DIFFERS]


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


def _unpadded(padded: bytes) -> bytes:
    """PKCS#7; Damaged where it isn't."""
    count = padded[-1]
    if not 1 <= count <= _BLOCK or padded[-count:] != bytes([count]) * count:
        raise Damaged
    return padded[:-count]


def _require_list(value: object) -> None:
    if type(value) is not list:
        raise Damaged


def _entries(content: dict[str, Any]) -> list[dict[str, Any]]:
    listed = content["keyList"]
    if len(listed) > ACCOUNTS_MAX:
        raise TooMany(limit=ACCOUNTS_MAX)
    return [entry if type(entry) is dict else {} for entry in listed]


def _accounts(entries: list[dict[str, Any]]) -> tuple[list[OpenedAccount], list[Warn]]:
    accounts, noted = [], []
    seen: set[str] = set()
    for entry in entries:
        account = _account(entry)
        if account is None:
            noted.append(Warn.ENTRY_UNREADABLE)
            continue
        accounts.append(account)
        noted.extend(_faults(account, entry, seen))
        seen.add(account.address)
    return accounts, noted


def _account(entry: dict[str, Any]) -> OpenedAccount | None:
    """An entry without a usable key is watch-only where it tells an address, else None."""
    # Imported here: a file at fault is refused without any curve.
    from keystow.wallet.chains import LAMDEN

    name, sk, vk = (_string(entry.get(field)) for field in ("nickname", "sk", "vk"))
    if _HEX64.fullmatch(sk):
        key = LAMDEN.parse_private_key(Secret(sk))
        public, address = LAMDEN.account_from_private_key(key)
        # The claim stays, so that whoever restores compares it with the key and refuses it.
        claimed = (vk.lower() if _HEX64.fullmatch(vk) else vk[:200]) or address
        return OpenedAccount(name, _CHAIN, claimed, public, None, False, key)
    if not _HEX64.fullmatch(vk):
        return None
    return OpenedAccount(name, _CHAIN, vk.lower(), vk.lower(), None, True, None)


def _faults(account: OpenedAccount, entry: dict[str, Any], seen: set[str]) -> Iterator[Warn]:
    if account.watch_only and _WATCH_ONLY not in _string(entry.get("sk")):
        yield Warn.KEY_UNREADABLE
    if account.address != account.public_key:
        yield Warn.ADDRESS_MISMATCH
    if account.address in seen:
        yield Warn.DUPLICATE_ACCOUNT
    if not is_name(account.name):
        yield Warn.NAME_CHANGED


def _foreign(content: dict[str, Any], entries: list[dict[str, Any]]) -> Iterator[Foreign]:
    """What neither Keystow nor this format's usual fields name, keys left out."""
    rest = {name: value for name, value in content.items() if name not in ("version", "keyList")}
    extras = [{"vk": entry.get("vk"), **extra} for entry in entries if (extra := _extra(entry))]
    if not rest and not extras:
        return
    data = json.dumps(rest | {"keyList": extras}, separators=(",", ":"))
    if len(data) <= FOREIGN_CHARS_MAX:
        yield Foreign(hashlib.sha256(data.encode()).hexdigest()[:16], NAME, data)


def _extra(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in entry.items()
        if name not in ("sk", "vk", "nickname") and _USUAL.get(name) != value
    }


def _string(value: object) -> str:
    return value if type(value) is str else ""
