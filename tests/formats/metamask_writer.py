"""MetaMask vaults written from the published facts, for those that MetaMask wouldn't write."""

import hashlib
import json
from base64 import b64encode

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.wallet.made import OTHER_WORDS, WORDS

PASSWORD = "correct horse"
SALT = bytes(range(32))
IV = bytes(range(16))
KEY = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"


def hd(words=WORDS, count=2, **fields):
    return {
        "type": "HD Key Tree",
        "data": {"mnemonic": words, "numberOfAccounts": count, "hdPath": "m/44'/60'/0'/0"} | fields,
    }


def simple(*keys):
    return {"type": "Simple Key Pair", "data": list(keys or [KEY])}


def as_bytes(words=WORDS):
    return list(words.encode())


def as_buffer(words=WORDS):
    return {"type": "Buffer", "data": as_bytes(words)}


def seal(plain, password, rounds, iv):
    key = hashlib.pbkdf2_hmac("sha256", password.encode("utf-8", "surrogatepass"), SALT, rounds)
    return AESGCM(key).encrypt(iv, plain, None)


def parts(plain, password=PASSWORD, rounds=1, iv=IV):
    """The vault's fields; `rounds` None is the vault of old, without their number."""
    made = {
        "data": b64encode(seal(plain, password, rounds or 10_000, iv)).decode(),
        "iv": b64encode(iv).decode(),
        "salt": b64encode(SALT).decode(),
    }
    if rounds is not None:
        made["keyMetadata"] = {"algorithm": "PBKDF2", "params": {"iterations": rounds}}
    return made


def vault(*keyrings, password=PASSWORD, rounds=1):
    plain = json.dumps(list(keyrings or [hd()])).encode()
    return json.dumps(parts(plain, password, rounds)).encode()


def state(vault_text, **controllers):
    """What Chromium's storage holds under "data", or the file of MetaMask's state logs."""
    keyring = {"KeyringController": {"vault": vault_text}}
    return json.dumps({"data": keyring | controllers, "meta": {"version": 146}}).encode()


ODD = [hd(as_bytes()), hd(as_buffer(OTHER_WORDS), 3), simple()]
