"""Cake Wallet's backups, written from the published facts, by another XChaCha20 than ours."""

import hashlib
import io
import json
import zipfile

from Crypto.Cipher import ChaCha20_Poly1305

from keystow.formats.cake import blob as cake_blob

PASSWORD = "correct horse"
SALT = bytes(range(16))
NONCE = bytes(range(24))
AAD = b"Cake Wallet backup v2"


def blob(plain, password=PASSWORD, salt=SALT):
    rounds = cake_blob.ROUNDS
    key = hashlib.pbkdf2_hmac("sha512", password.encode("utf-8", "surrogatepass"), salt, rounds, 32)
    cipher = ChaCha20_Poly1305.new(key=key, nonce=NONCE)
    cipher.update(AAD)
    sealed, tag = cipher.encrypt_and_digest(plain)
    return with_sum(b"\x02" + salt + NONCE + tag, sealed)


def with_sum(head, sealed):
    total = hashlib.blake2b(bytes([len(AAD)]) + AAD + head + sealed).digest()
    return head + total + sealed


def archive(entries, method=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as file:
        for name, data in entries.items():
            file.writestr(zipfile.ZipInfo(name), data, method)
    return made.getvalue()


def keys(**fields):
    """A wallet's keys as a desktop writes them: the code units of the text, each as a byte."""
    text = json.dumps({"privateKey": None, "mnemonic": None} | fields, ensure_ascii=False)
    return blob(text.encode("latin-1"))


def v3(plain, size=None, password=PASSWORD, **fields):
    """A backup whose chunks have `size` bytes each, one for all by default."""
    size = size or max(1, len(plain))
    parts = [plain[at : at + size] for at in range(0, max(1, len(plain)), size)]
    sealed = [blob(part, password, bytes([n]) * 16) for n, part in enumerate(parts)]
    chunks = [
        {
            "sha512sum": {"encrypted": digest(one), "plain": digest(part)},
            "length": {"encrypted": len(one), "plain": len(part)},
        }
        for one, part in zip(sealed, parts, strict=True)
    ]
    metadata = {"version": 3, "sha512sum": digest(plain), "chunks": chunks}
    return v3_around(b"".join(sealed), metadata | {"cakeVersion": "5.6.0"} | fields)


def v3_around(data, metadata):
    return archive(
        {
            "data.bin": data,
            "metadata.json": json.dumps(metadata, indent=4),
            "README.txt": "This is a Cake Wallet backup.",
        }
    )


def digest(data):
    return hashlib.sha512(data).hexdigest()
