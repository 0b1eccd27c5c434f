"""BIP-38 codes written from the published facts, at whatever cost the reader is set to."""

import hashlib
import unicodedata

from coincurve import PrivateKey
from Crypto.Cipher import AES
from Crypto.Protocol.KDF import scrypt

from keystow.formats import bip_38
from keystow.secret import Secret
from keystow.wallet import base58
from keystow.wallet.chains import bitcoin_legacy

PASSWORD = "correct horse"
KEY = bytes(range(1, 33))
SALT = bytes(range(8))
SEED = bytes(range(24))
FAST = (16, 1, 1)


def twice(data):
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def stretched(password, salt, size, cost):
    n, r, p = cost
    return scrypt(password, salt, size, N=n, r=r, p=p)


def normal(password):
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def masked(data, mask, key):
    return AES.new(key, AES.MODE_ECB).encrypt(bytes(a ^ b for a, b in zip(data, mask, strict=True)))


def address(key, compressed):
    made = bitcoin_legacy.compressed if compressed else bitcoin_legacy.uncompressed
    return made(Secret(key))[1]


def payload(key=KEY, password=PASSWORD, *, compressed=True, spelled=normal):
    check = twice(address(key, compressed).encode())[:4]
    derived = stretched(spelled(password), check, 64, bip_38.COST)
    sealed = masked(key, derived[:32], derived[32:])
    return b"\x01\x42" + bytes([0xE0 if compressed else 0xC0]) + check + sealed


def factor_of(password, entropy, lot):
    first = stretched(normal(password), entropy[: 4 if lot else 8], 32, bip_38.COST)
    return twice(first + entropy) if lot else first


def multiplied(password=PASSWORD, seed=SEED, entropy=SALT, *, compressed=True, lot=False):
    """Return (key, its payload, the confirmation code's payload), as a printer makes them."""
    factor = factor_of(password, entropy, lot)
    point = PrivateKey(factor).public_key
    factor_b = twice(seed)
    key = PrivateKey(factor).multiply(factor_b).secret
    check = twice(address(key, compressed).encode())[:4]
    derived = stretched(point.format(), check + entropy, 64, (1024, 1, 1))
    first = masked(seed[:16], derived[:16], derived[32:])
    second = masked(first[8:] + seed[16:], derived[16:32], derived[32:])
    flags = bytes([(0x20 if compressed else 0) | (0x04 if lot else 0)])
    sealed = b"\x01\x43" + flags + check + entropy + first[:8] + second
    public = PrivateKey(factor_b).public_key.format()
    x = masked(public[1:17], derived[:16], derived[32:])
    x += masked(public[17:], derived[16:32], derived[32:])
    parity = bytes([public[0] ^ (derived[63] & 1)])
    return key, sealed, bytes.fromhex("643bf6a89a") + flags + check + entropy + parity + x


def intermediate(password=PASSWORD, entropy=SALT, *, lot=False):
    point = PrivateKey(factor_of(password, entropy, lot)).public_key.format()
    return bytes.fromhex("2ce9b3e1ff39e2") + (b"\x51" if lot else b"\x53") + entropy + point


def text(data):
    return base58.encode_check(data).encode()
