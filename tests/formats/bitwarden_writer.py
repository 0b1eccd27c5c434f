"""Bitwarden's password-protected exports, written from the published facts."""

import hashlib
import hmac
import json
from base64 import b64encode

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.wallet.made import WORDS

PASSWORD = "correct horse"
SALT = "c2FsdCBvZiB0aGUgZmlsZQ=="
IV = bytes(range(16))
PBKDF2 = {"kdfType": 0, "kdfIterations": 1}
ARGON2ID = {"kdfType": 1, "kdfIterations": 1, "kdfMemory": 1, "kdfParallelism": 1}
KEY = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"

ITEMS = [
    {"type": 2, "name": "MetaMask phrase", "notes": WORDS, "secureNote": {"type": 0}},
    {"type": 1, "name": "Cold key", "login": {"username": "me", "password": "0x" + KEY}},
    {
        "type": 1,
        "name": "Shop",
        "login": None,
        "fields": [{"name": "TAU", "value": "x", "type": 1}],
    },
]


def root(params, password):
    secret, salt = password.encode("utf-8", "surrogatepass"), SALT.encode()
    rounds = params.get("kdfIterations", 100_000)
    if params.get("kdfType", 0) == 0:
        return hashlib.pbkdf2_hmac("sha256", secret, salt, rounds)
    return hash_secret_raw(
        secret,
        hashlib.sha256(salt).digest(),
        time_cost=rounds,
        memory_cost=int(params["kdfMemory"] * 1024),
        parallelism=params["kdfParallelism"],
        hash_len=32,
        type=Type.ID,
    )


def expand(key, info):
    return hmac.digest(key, info + b"\1", "sha256")


def text_of(plain, key):
    count = 16 - len(plain) % 16
    encryptor = Cipher(algorithms.AES(expand(key, b"enc")), modes.CBC(IV)).encryptor()
    sealed = encryptor.update(plain + bytes([count]) * count) + encryptor.finalize()
    mac = hmac.digest(expand(key, b"mac"), IV + sealed, "sha256")
    return "2." + "|".join(b64encode(part).decode() for part in (IV, sealed, mac))


def content(items):
    return json.dumps({"encrypted": False, "folders": [], "items": items}).encode()


def sealed(plain, params=PBKDF2, password=PASSWORD, **fields):
    key = root(params, password)
    usual = {"encrypted": True, "passwordProtected": True, "salt": SALT} | params
    check = {"encKeyValidation_DO_NOT_EDIT": text_of(b"0b4d8f0c-guid", key)}
    return json.dumps(usual | check | {"data": text_of(plain, key)} | fields).encode()


def export(items, params=PBKDF2, password=PASSWORD, **fields):
    return sealed(content(items), params, password, **fields)
