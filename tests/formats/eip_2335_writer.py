"""EIP-2335 keystores written from the standard, for those that no program writes."""

import hashlib
import json
import re
import unicodedata

from tests.formats.web3_writer import IV, PBKDF2, SCRYPT, aes_ctr, derive

# The standard's own password: "testpassword" in Fraktur, and a key.
PASSWORD = "".join(chr(0x1D51E + ord(letter) - ord("a")) for letter in "testpassword") + "🔑"
SECRET = bytes.fromhex("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f")
PUBKEY = (
    "9612d7a727c9d0a22e185a1c768478dfe919cada9266988cb32359c11f2b7b27"
    "f4ae4040902382ae2910c15e2b420d07"
)
PATH = "m/12381/3600/0/0/0"


def normal(password):
    return re.sub("[\x00-\x1f\x7f-\x9f]", "", unicodedata.normalize("NFKD", password))


def modules(secret=SECRET, params=PBKDF2, password=PASSWORD):
    key = derive(params, normal(password).encode("utf-8", "surrogatepass"), 32)
    sealed = aes_ctr(key[:16], IV, secret)
    kdf = "pbkdf2" if "c" in params else "scrypt"
    return {
        "kdf": {"function": kdf, "params": params, "message": ""},
        "checksum": {
            "function": "sha256",
            "params": {},
            "message": hashlib.sha256(key[16:] + sealed).hexdigest(),
        },
        "cipher": {
            "function": "aes-128-ctr",
            "params": {"iv": IV.hex()},
            "message": sealed.hex(),
        },
    }


def keystore(secret=SECRET, params=PBKDF2, password=PASSWORD, **fields):
    usual = {
        "crypto": modules(secret, params, password),
        "description": "Validator 0",
        "pubkey": PUBKEY,
        "path": PATH,
        "uuid": "64625def-3331-4eea-ab6f-782f3ed16a83",
        "version": 4,
    }
    return json.dumps(usual | fields).encode()


def changed(module, kdf=PBKDF2, /, **fields):
    made = modules(params=kdf)
    made[module] = made[module] | fields
    return keystore(crypto=made)


__all__ = [
    "PASSWORD",
    "PATH",
    "PBKDF2",
    "PUBKEY",
    "SCRYPT",
    "SECRET",
    "changed",
    "keystore",
    "modules",
    "normal",
]
