"""Electrum's wallet files, written from the published facts; its seeds and keys are published too.

The words, keys and addresses are those that Electrum's own tests expect of each other.
"""

import hashlib
import hmac
import json
import zlib
from base64 import b64encode

from coincurve import PrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from keystow.formats.electrum import storage as electrum_storage

PASSWORD = "correct horse"
ORDER = 0xFFFFFFFF_FFFFFFFF_FFFFFFFF_FFFFFFFE_BAAEDCE6_AF48A03B_BFD25E8C_D0364141
EPHEMERAL = PrivateKey(b"\x07" * 32)
IV = bytes(range(16))

STANDARD = {
    "type": "bip32",
    "pw_hash_version": 1,
    "seed": "cycle rocket west magnet parrot shuffle foot correct salt library feed song",
    "seed_type": "standard",
    "xprv": (
        "xprv9s21ZrQH143K32jECVM729vWgGq4mUDJCk1ozqAStTphzQtCTuoFmFafNoG1g55iCnBTXUzz3zWn"
        "Db5CVLGiFvmaZjuazHDL8a81cPQ8KL6"
    ),
    "xpub": (
        "xpub661MyMwAqRbcFWohJWt7PHsFEJfZAvw9ZxwQoDa4SoMgsDDM1T7WK3u9E4edkC4ugRnZ8E4xDZRp"
        "k8Rnts3Nbt97dPwT52CwBdDWroaZf8U"
    ),
    "derivation": "m",
    "root_fingerprint": None,
}
STANDARD_FIRSTS = "1NNkttn1YvVGdqBW4PR6zvc3Zx3H5owKRf", "1KSezYMhAJMWqFbVFB2JshYg69UpmEXR4D"

SEGWIT = {
    "type": "bip32",
    "pw_hash_version": 1,
    "seed": "bitter grass shiver impose acquire brush forget axis eager alone wine silver",
    "seed_type": "segwit",
    "xprv": (
        "zprvAZswDvNeJeha8qZ8g7efN3FXYVJLaEUsE9TW6qXDEbVe74AZ75c2sZFZXPNFzxnhChDQ89oC8C5A"
        "jWwHmH1HeRKE1c4kKBQAmjUDdKDUZw2"
    ),
    "xpub": (
        "zpub6nsHdRuY92FsMKdbn9BfjBCG6X8pyhCibNP6uDvpnw2cyrVhecvHRMa3Ne8kdJZxjxgwnpbHLkcR"
        "4bfnhHy6auHPJyDTQ3kianeuVLdkCYQ"
    ),
    "derivation": "m/0h",
    "root_fingerprint": "1e1ad0c3",
}
SEGWIT_FIRSTS = (
    "bc1q3g5tmkmlvxryhh843v4dz026avatc0zzr6h3af",
    "bc1qdy94n2q5qcp0kg7v9yzwe6wvfkhnvyzje7nx2p",
)

BIP39 = {  # of a phrase that Electrum doesn't keep
    "type": "bip32",
    "pw_hash_version": 1,
    "xprv": (
        "yprvAJEYHeNEPcyBoQYM7sGCxDiNCTX65u4ANgZuSGTrKN5YCC9MP84SBayrgaMyZV7zvkHrr3HVPTK8"
        "53s2SPk4EttPazBZBmz6QfDkXeE8Zr7"
    ),
    "xpub": (
        "ypub6XDth9u8DzXV1tcpDtoDKMf6kVMaVMn1juVWEesTshcX4zUVvfNgjPJLXrD9N7AdTLnbHFL64KmB"
        "n3SNaTe69iZYbYCqLCCNPZKbLz9niQ4"
    ),
    "derivation": "m/49h/0h/0h",
}
BIP39_FIRSTS = "35ohQTdNykjkF1Mn9nAVEFjupyAtsPAK1W", "3KaBTcviBLEJajTEMstsA2GWjYoPzPK7Y7"

OLD_WORDS = "powerful random nobody notice nothing important anyway look away hidden message over"
OLD = {
    "type": "old",
    "pw_hash_version": 1,
    "seed": "acb740e454c3134901d7c8f16497cc1c",
    "mpk": (
        "e9d4b7866dd1e91c862aebf62a49548c7dbf7bcc6e4b7b8c9da820c7737968df9c09d5a3e271dc81"
        "4a29981f81b3faaf2737b551ef5dcc6189cf0f8252c442b3"
    ),
}
OLD_FIRSTS = "1FJEEB8ihPMbzs2SkLmr37dHyRFzakqUmo", "1KRW8pH6HFHZh889VDq6fEKvmrsmApwNfe"

COSIGNERS = (
    {
        "type": "bip32",
        "seed": "snow nest raise royal more walk demise rotate smooth spirit canyon gun",
        "xprv": (
            "ZprvAjxLRqPiDfPDxXrm8JvcoCGRAW6xUtktucG6AMtdzaEbTEJN8qcECvujfhtDU3jLJ9g3Dr3Gz5m1"
            "ypfMs8iSUh62gWyHZ73bYLRWyeHf6y4"
        ),
        "xpub": (
            "Zpub6xwgqLvc42wXB1wEELTdALD9iXwStMUkGqBgxkJFYumaL2dWgNvUkjEDWyDFZD3fZuDWDzd1KQJ4"
            "NwVHS7hs6H6QkpNYSShfNiUZsgMdtNg"
        ),
    },
    {
        "type": "bip32",
        "xprv": None,
        "xpub": (
            "Zpub6y4oYeETXAbzLNg45wcFDGwEG3vpgsyMJybiAfi2pJtNF3i3fJVxK2BeZJaw7VeKZm192QHvXP3u"
            "HDNpNmNDbQft9FiMzkKUhNXQafUMYUY"
        ),
    },
)
SHARED_FIRSTS = (
    "bc1qvzezdcv6vs5h45ugkavp896e0nde5c5lg5h0fwe2xyfhnpkxq6gq7pnwlc",
    "bc1qxqf840dqswcmu7a8v82fj6ej0msx08flvuy6kngr7axstjcaq6us9hrehd",
)

# One key of each form that Electrum's own files of 2.0 to 2.9 import.
IMPORTED = {
    "1364Js2VG66BwRdkaoxAaFtdPb1eQgn8Dr": (
        "0344b1588589958b0bcab03435061539e9bcf54677c104904044e4f8901f4ebdf5",
        "L2sED74axVXC4H8szBJ4rQJrkfem7UMc6usLCPUoEWxDCFGUaGUM",
    ),
    "15CyDgLffJsJgQrhcyooFH4gnVDG82pUrA": (
        (
            "04575f52b82f159fa649d2a4c353eb7435f30206f0a6cb9674fbd659f45082c37d559ffd19bea9c0"
            "d3b7dcc07a7b79f4cffb76026d5d4dff35341efe99056e22d2"
        ),
        "5JyVyXU1LiRXATvRTQvR9Kp8Rx1X84j2x49iGkjSsXipydtByUq",
    ),
}

WATCHED = "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu"


def wallet(keystore, firsts=(), **fields):
    """A standard wallet as 4.x writes it, its first receiving and change address listed."""
    addresses = {"receiving": list(firsts[:1]), "change": list(firsts[1:])}
    usual = {
        "addr_history": {},
        "addresses": addresses,
        "gap_limit": 20,
        "keystore": keystore,
        "seed_version": 59,
        "transactions": {},
        "use_encryption": False,
        "wallet_type": "standard",
    }
    return usual | fields


def text(content):
    return json.dumps(content, indent=4, sort_keys=True).encode()


def encrypted(keystore, password=PASSWORD):
    """The keystore with its secret fields under the password."""
    if "keypairs" in keystore:
        pairs = {name: field(value, password) for name, value in keystore["keypairs"].items()}
        return keystore | {"keypairs": pairs}
    secret = [name for name in ("seed", "xprv", "passphrase") if keystore.get(name)]
    return keystore | {name: field(keystore[name], password) for name in secret}


def field(clear, password=PASSWORD):
    once = hashlib.sha256(password.encode()).digest()
    return b64encode(IV + cbc(hashlib.sha256(once).digest(), IV, clear.encode())).decode()


def sealed(plain, password=PASSWORD, magic=b"BIE1", pack=zlib.compress):
    """Encrypted storage around any text."""
    stretched = hashlib.pbkdf2_hmac("sha512", password.encode(), b"", electrum_storage.ROUNDS)
    scalar = int.from_bytes(stretched, "big") % ORDER
    public = PrivateKey(scalar.to_bytes(32, "big")).public_key
    key = hashlib.sha512(public.multiply(EPHEMERAL.secret).format()).digest()
    body = magic + EPHEMERAL.public_key.format() + cbc(key[16:32], key[:16], pack(plain))
    return b64encode(body + hmac.digest(key[32:], body, "sha256"))


def cbc(key, iv, plain):
    count = 16 - len(plain) % 16
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return encryptor.update(plain + bytes([count]) * count) + encryptor.finalize()
