"""An age file that opens with a passphrase: its one stanza, read, opened and written.

Grammar, MAC and payload are the keystore's own, since a keystore is an age file.

Ref: C2SP age.md, "The scrypt recipient type"; RFC 7914.
"""

import re
from typing import NamedTuple

from keystow.errors import Altered, Damaged, KdfLimit, NotAKeystore, WrongPassword
from keystow.keystore import bounds, header, keys, stanzas, stream
from keystow.keystore.header import Data, Header
from keystow.keystore.slots import SALT_BYTES
from keystow.keystore.stanzas import Stanza
from keystow.secret import Secret

TYPE = "scrypt"
WRITE_LOG_N = 18
"""256 MiB, one pass: what age itself writes."""
READ_LOG_N = 21
"""2 GiB, as much memory as any slot of a keystore may ask for."""

_BLOCK = 8
_LABEL = b"age-encryption.org/v1/scrypt"
_NUMBER = re.compile(r"[1-9][0-9]*")
_DIGITS = 2


class ScryptFile(NamedTuple):
    """A file whose header is in order and within bounds; nothing in it is authentic yet."""

    header: Header
    data: Data
    salt: bytes
    log_n: int
    body: bytes

    @property
    def memory_kib(self) -> int:
        return 1 << self.log_n  # 128 · r · N bytes, and r is 8


def parse(data: Data) -> ScryptFile:
    """Read a whole file's header; no KDF.

    Raises NotAKeystore, Truncated, Damaged or KdfLimit.
    """
    head = header.read(data)
    found = [stanza for stanza in head.stanzas if stanza.type == TYPE]
    if not found:
        raise NotAKeystore
    if len(head.stanzas) > 1:  # a passphrase opens a file that nobody else could have made
        raise Damaged
    salt, log_n, body = _read(found[0])
    if log_n > READ_LOG_N:
        raise KdfLimit(what="log_n", limit=READ_LOG_N)
    bounds.check_file(len(data))
    return ScryptFile(head, data, salt, log_n, body)


def decrypt(file: ScryptFile, password: Secret) -> bytearray:
    """Return the plaintext; WrongPassword, also for a damaged stanza, or Altered."""
    try:
        file_key = keys.unwrap_file_key(_derive(password, file.salt, file.log_n), file.body, None)
    except keys.NotAuthentic:
        raise WrongPassword from None
    try:
        header.check_mac(file.header, file.data, file_key)
        with memoryview(file.data) as view:
            return stream.decrypt(file_key, view[file.header.size :])
    except keys.NotAuthentic:
        raise Altered from None


def encrypt(
    plaintext: bytes | bytearray,
    password: Secret,
    salt: bytes,
    file_key: Secret,
    nonce: bytes,
    log_n: int = WRITE_LOG_N,
) -> bytes:
    """Write a file; the caller brings new random bytes, 16 of each kind, for every one."""
    if {len(salt), len(file_key.reveal()), len(nonce)} != {SALT_BYTES}:
        raise ValueError("salt, file key and payload nonce are 16 bytes")
    body = keys.wrap_file_key(_derive(password, salt, log_n), file_key, None)
    line = f"{TYPE} {stanzas.encode_base64(salt)} {log_n}"
    head = header.closed(header.VERSION_LINE + stanzas.encode(line, body), file_key)
    return b"".join((head, stream.encrypt(file_key, nonce, plaintext)))


def _read(stanza: Stanza) -> tuple[bytes, int, bytes]:
    if len(stanza.arguments) != 3:
        raise Damaged
    _, salt_text, number = stanza.arguments
    salt = stanzas.decode_base64(salt_text.encode("ascii"))
    if len(salt) != SALT_BYTES or not _NUMBER.fullmatch(number):
        raise Damaged
    if len(stanza.body) != keys.WRAPPED_BYTES:
        raise Damaged
    return salt, int(number) if len(number) <= _DIGITS else READ_LOG_N + 1, stanza.body


def _derive(password: Secret, salt: bytes, log_n: int) -> bytes:
    """Run scrypt on the password as typed: age normalises nothing."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    kdf = Scrypt(salt=_LABEL + salt, length=keys.KEY_BYTES, n=1 << log_n, r=_BLOCK, p=1)
    return kdf.derive(password.reveal())
