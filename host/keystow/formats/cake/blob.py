"""What Cake Wallet encrypts, whole backups and single files alike: its second version's bytes.

    02 | salt, 16 | nonce, 24 | tag, 16 | BLAKE2b-512 of all else | ciphertext

XChaCha20-Poly1305 under PBKDF2-HMAC-SHA512, 120,000 rounds. The sum needs no password, so damage is
told before the KDF runs.

Ref: cake_backup, lib/backup.dart.
"""

import hashlib
from typing import NamedTuple

from keystow.errors import Damaged, Truncated, WrongPassword
from keystow.formats import foreign_kdf
from keystow.secret import Secret

VERSION = 2
ROUNDS = 120_000
HEAD_BYTES = 121

_SALT, _NONCE, _TAG, _SUM = 16, 24, 16, 64
_AAD = b"Cake Wallet backup v2"


class Blob(NamedTuple):
    """One encrypted text, its sum right."""

    salt: bytes
    nonce: bytes
    tag: bytes
    ciphertext: bytes

    def kdf(self) -> foreign_kdf.Pbkdf2:
        """Return the KDF; all its numbers but the salt are the version's."""
        return foreign_kdf.pbkdf2("sha512", self.salt, ROUNDS)


def is_like(data: bytes) -> bool:
    """Tell by its beginning whether a file may be one: the version, then what looks random."""
    head = data[1:HEAD_BYTES]
    return data[:1] == bytes([VERSION]) and len(head) >= _SALT and 2 * len(set(head)) > len(head)


def parse(data: bytes) -> Blob:
    """Read one; Truncated where it ends within its head, Damaged where the sum is wrong."""
    if len(data) < HEAD_BYTES:
        raise Truncated
    view = memoryview(data)
    at = 1
    parts = []
    for size in (_SALT, _NONCE, _TAG, _SUM):
        parts.append(bytes(view[at : at + size]))
        at += size
    salt, nonce, tag, claimed = parts
    ciphertext = bytes(view[at:])
    made = hashlib.blake2b(bytes([len(_AAD)]) + _AAD)
    for part in (data[:1], salt, nonce, tag, ciphertext):
        made.update(part)
    if data[0] != VERSION or made.digest() != claimed:
        raise Damaged
    return Blob(salt, nonce, tag, ciphertext)


def decrypt(blob: Blob, password: Secret) -> bytes:
    """Return the text; WrongPassword, as the sum says that nothing is damaged."""
    # Imported here: a file at fault is refused without it.
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt
    from nacl.exceptions import CryptoError

    key = blob.kdf().derive(password.reveal(), 32)
    try:
        return crypto_aead_xchacha20poly1305_ietf_decrypt(
            blob.ciphertext + blob.tag, _AAD, blob.nonce, key
        )
    except CryptoError:
        raise WrongPassword from None
