"""A Lamden keystore written from the published facts, for files that lamden-js wouldn't write."""

import hashlib
import json
from base64 import b64encode

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PASSWORD = "Testing0!234567"
SALT = bytes(range(8))
KEYS = [f"{number:064x}" for number in range(1, 4)]


def entry(number=1, **fields):
    usual = {"sk": f"{number:064x}", "nickname": f"Key {number}"}
    return usual | {"name": "Lamden", "network": "lamden", "symbol": "TAU"} | fields


def content(*entries, **fields):
    return {"version": "1.0", "keyList": list(entries or [entry()])} | fields


def derive(password, salt):
    digest = derived = b""
    while len(derived) < 48:
        digest = hashlib.md5(digest + password + salt).digest()
        derived += digest
    return derived[:32], derived[32:48]


def encrypt(plain, password, salt, *, pad=True):
    key, iv = derive(password, salt)
    count = 16 - len(plain) % 16
    padded = plain + bytes([count]) * count if pad else plain
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return encryptor.update(padded) + encryptor.finalize(), iv


def hint(text):
    if not text:
        return ""
    sealed, _ = encrypt(text.encode(), b"n1ahcKc0lb", SALT)
    return b64encode(b"Salted__" + SALT + sealed).decode()


def inner(plain, password=PASSWORD, *, pad=True):
    sealed, iv = encrypt(plain, password.encode("utf-8", "surrogatepass"), SALT, pad=pad)
    return {"ct": b64encode(sealed).decode(), "iv": iv.hex(), "s": SALT.hex()}


def outer(parts, w=""):
    return json.dumps({"data": json.dumps(parts), "w": w}).encode()


def keystore(value=None, password=PASSWORD, hint_text=""):
    plain = json.dumps(content() if value is None else value).encode()
    return outer(inner(plain, password), hint(hint_text))


def key_text(number, password=PASSWORD):
    """A key as the wallet's storage holds it: in OpenSSL's envelope, once more encrypted."""
    secret = password.encode("utf-8", "surrogatepass")
    ciphertext, _ = encrypt(f"{number:064x}".encode(), secret, SALT)
    return b64encode(b"Salted__" + SALT + ciphertext).decode()


def extension(entries, password=PASSWORD, member="data", **fields):
    """The storage of Lamden's wallet, its vault as text."""
    plain = json.dumps({member: entries} | fields).encode()
    return json.dumps({"vault": json.dumps(inner(plain, password)), "coins": []}).encode()
