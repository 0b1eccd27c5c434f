"""Backups made for the tests of the command line, at the least cost a reader grants."""

import hashlib
import json
from base64 import b64encode
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from keystow.keystore import container, kdf, payload
from keystow.keystore.about import About
from keystow.keystore.slots import Argon2idSlot, SlotId
from keystow.secret import Secret
from keystow.wallet import accounts, encoder
from keystow.wallet.vault import Vault

NOW = "2026-11-22T16:00:00Z"
HINT = "the usual one"
PASSWORD = "Correct horse 15!"
WORDS = "abandon " * 11 + "about"
PASSPHRASE = "TREZOR"
KEY = "4f3edf983ac636a65a842ce7c78d9aa706d3b113bce9c46f30d7d21715b23b1d"
WATCHED = "0x90F8bf6A479f320ead074411a4B0e7944Ea8c9C1"
ABOUT = About(HINT, "keystow 0.1.0", NOW)


def vault() -> Vault:
    """Two derived accounts, one loose key, one watch-only account."""
    ids = (f"{number:016x}" for number in range(100))
    made = Vault(id="0" * 32, name="Savings", created=NOW)
    counts = {"lamden": 1, "ethereum": 1}
    made, _ = accounts.import_phrase(made, Secret(WORDS), Secret(PASSPHRASE), counts, ids, NOW)
    made, _ = accounts.import_key(made, "lamden", Secret(KEY), "Spending", ids, NOW)
    made, _ = accounts.add_watch_only(made, "ethereum", WATCHED, "Cold", next(ids), NOW)
    return made


def plaintext(of: Vault | None = None) -> bytes:
    return payload.encode(encoder.to_payload(of or vault()))


def slot(**changes) -> Argon2idSlot:
    parts = {
        "id": SlotId("abcd2345"),
        "salt": b"s" * 16,
        "nonce": b"n" * 16,
        "memory_kib": 8,
        "passes": 1,
        "lanes": 1,
    }
    return Argon2idSlot(**parts | changes)


def keystow(
    password: str = PASSWORD, *, data: bytes | None = None, keyfile: bytes | None = None
) -> bytes:
    """Return a keystow-1 file."""
    door = slot(keyfile=keyfile is not None)
    root = kdf.derive_root(Secret(password), door, Secret(keyfile) if keyfile else None)
    text = plaintext() if data is None else data
    return container.seal(text, ABOUT, [(door, root)], Secret(b"k" * 16), b"p" * 16)


def lamden(password: str = PASSWORD, keys: list[dict] | None = None, hint: str = HINT) -> bytes:
    """Return a Lamden keystore as lamden-js writes it."""
    held = [{"sk": KEY, "nickname": "Moja peněženka\t💰 \ud800"}] if keys is None else keys
    content = json.dumps({"version": "1.0", "keyList": held}).encode()
    salt = b"saltsalt"
    key, iv = _key_and_iv(password.encode(), salt)
    data = {"ct": b64encode(_cbc(key, iv, content)).decode(), "iv": iv.hex(), "s": salt.hex()}
    hint_key, hint_iv = _key_and_iv(b"n1ahcKc0lb", salt)
    sealed = b"Salted__" + salt + _cbc(hint_key, hint_iv, hint.encode())
    outer = {"data": json.dumps(data), "w": b64encode(sealed).decode()}
    return json.dumps(outer).encode()


def write(path: Path, data: bytes | str) -> str:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def _key_and_iv(password: bytes, salt: bytes) -> tuple[bytes, bytes]:
    derived = digest = b""
    while len(derived) < 48:
        digest = hashlib.md5(digest + password + salt, usedforsecurity=False).digest()
        derived += digest
    return derived[:32], derived[32:48]


def _cbc(key: bytes, iv: bytes, text: bytes) -> bytes:
    count = 16 - len(text) % 16
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return encryptor.update(text + bytes([count]) * count) + encryptor.finalize()
