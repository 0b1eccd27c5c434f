"""Web3 key files written from the published facts, for those that no program writes."""

import hashlib
import json

from Crypto.Hash import keccak
from Crypto.Protocol.KDF import scrypt
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PASSWORD = "testpassword"
KEY = bytes.fromhex("7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d")
ADDRESS = "0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b"
SALT = bytes(range(32))
IV = bytes(range(16, 32))
SCRYPT = {"n": 2, "r": 8, "p": 1, "dklen": 32, "salt": SALT.hex()}
PBKDF2 = {"c": 1, "prf": "hmac-sha256", "dklen": 32, "salt": SALT.hex()}


def aes_ctr(key, iv, data):
    encryptor = Cipher(algorithms.AES(key), modes.CTR(iv)).encryptor()
    return encryptor.update(data) + encryptor.finalize()


def derive(params, password, size=64):
    secret = password if isinstance(password, bytes) else password.encode("utf-8", "surrogatepass")
    salt = bytes.fromhex(params["salt"])
    if "c" in params:
        name = params["prf"].rpartition("-")[2]
        return hashlib.pbkdf2_hmac(name, secret, salt, params["c"], size)
    return scrypt(secret, salt, size, N=params["n"], r=params["r"], p=params["p"])


def crypto(secret=KEY, params=PBKDF2, password=PASSWORD, iv=IV):
    derived = derive(params, password)
    sealed = aes_ctr(derived[:16], iv, secret)
    return {
        "cipher": "aes-128-ctr",
        "cipherparams": {"iv": iv.hex()},
        "ciphertext": sealed.hex(),
        "kdf": "pbkdf2" if "c" in params else "scrypt",
        "kdfparams": params,
        "mac": keccak.new(digest_bits=256, data=derived[16:32] + sealed).hexdigest(),
    }


def ethers(entropy, params=PBKDF2, password=PASSWORD, **fields):
    usual = {
        "client": "ethers/6.17.0",
        "path": "m/44'/60'/0'/0/0",
        "locale": "en",
        "mnemonicCounter": IV.hex(),
        "mnemonicCiphertext": aes_ctr(derive(params, password)[32:], IV, entropy).hex(),
        "version": "0.1",
    }
    return {"x-ethers": usual | fields}


def key_file(secret=KEY, params=PBKDF2, password=PASSWORD, **fields):
    made = {"version": 3, "id": "3198bc9c-6672-5ab3-d995-4942343ae5b6"}
    return json.dumps(made | {"crypto": crypto(secret, params, password)} | fields).encode()
