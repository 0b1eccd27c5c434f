"""polkadot-js account files written from the published facts, for those that no wallet writes."""

import json
from base64 import b64encode

from Crypto.Protocol.KDF import scrypt
from nacl.secret import SecretBox

from keystow.secret import Secret
from keystow.wallet.chains import ed25519, secp256k1

PASSWORD = "correct horse"
SECRET = bytes(range(1, 65))
PUBLIC = bytes(range(32))
NONCE = bytes(range(24))
SALT = bytes(range(32))
HEAD = bytes.fromhex("3053020101300506032b657004220420")
DIVIDER = bytes.fromhex("a123032100")


def pair(kind="sr25519", secret=SECRET, public=None):
    seed = Secret(secret[:32])
    match kind:
        case "ecdsa" | "ethereum":
            secret, made = secret[:32], secp256k1.public_key(seed).format()
        case "ed25519":
            made = ed25519.public_key(seed)
            secret = secret[:32] + made
        case _:
            made = PUBLIC
    return HEAD + secret + DIVIDER + (made if public is None else public)


def encoded(plain, password=PASSWORD, n=2, r=8, p=1):
    if not password:
        return plain
    key = scrypt(password.encode("utf-8", "surrogatepass"), SALT, 64, N=n, r=r, p=p)[:32]
    numbers = b"".join(number.to_bytes(4, "little") for number in (n, p, r))
    return SALT + numbers + bytes(SecretBox(key).encrypt(plain, NONCE))


def sealed(plain, content=("pkcs8", "sr25519"), password=PASSWORD, **fields):
    kinds = ["scrypt", "xsalsa20-poly1305"] if password else ["none"]
    made = {
        "encoded": b64encode(encoded(plain, password)).decode(),
        "encoding": {"content": list(content), "type": kinds, "version": "3"},
        "meta": {"name": "Savings"},
    }
    return json.dumps(made | fields).encode()


def account_file(kind="sr25519", password=PASSWORD, **fields):
    return sealed(pair(kind), ("pkcs8", kind), password, **fields)


def batch_file(plain, password=PASSWORD):
    return sealed(plain, ["batch-pkcs8"], password, accounts=[])
