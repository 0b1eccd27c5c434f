"""bitwarden-encrypted-export: a password manager's export under a password of its own.

AES-256-CBC with HMAC-SHA-256, keys by PBKDF2 or Argon2id and HKDF. Inside lies the export in clear,
in which people keep phrases and private keys.

Ref: docs/foreign-formats.md, "bitwarden-encrypted-export".
"""

import hashlib
import hmac
import re
from base64 import b64encode
from typing import TYPE_CHECKING, NamedTuple

from keystow.errors import Altered, Damaged, NotAKeystore, WrongPassword
from keystow.formats import bounded_json, foreign_kdf
from keystow.formats.foreign_kdf import Argon2id, Pbkdf2
from keystow.formats.interface import Inspection, Warn
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened
    from keystow.wallet.vault import Foreign

NAME = "bitwarden-encrypted-export"
READ_LIMIT = 64 * 1024 * 1024
ROUNDS_OF_OLD = 100_000

_VALUES_MAX = 10_000
_KEY_BYTES = 32
_BLOCK = 16
_CHECK = "encKeyValidation_DO_NOT_EDIT"
_MARK = re.compile(rb'"encKeyValidation_DO_NOT_EDIT"\s*:')
_PBKDF2, _ARGON2ID = 0, 1
_TYPE = "2"  # AES-256-CBC with HMAC-SHA-256, the only one in these files


class _Sealed(NamedTuple):
    iv: bytes
    ciphertext: bytes
    mac: bytes


class _File(NamedTuple):
    kdf: Pbkdf2 | Argon2id
    check: _Sealed
    data: _Sealed


class BitwardenEncryptedExport:
    """The export that a password protects; one that only its account opens is none of ours."""

    name = NAME

    def read_limit(self, head: bytes) -> int:
        del head
        return READ_LIMIT

    def detect(self, data: bytes) -> bool:
        return _MARK.search(data) is not None

    def inspect(self, data: bytes) -> Inspection:
        file = _parse(data)
        return Inspection(NAME, slots=(file.kdf.slot(),))

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> "Opened":
        del keyfile, more_cost  # there is no key file, and the KDF is within bounds
        file = _parse(data)
        plaintext = _decrypt(file, password)

        from keystow.formats import loose_secrets
        from keystow.formats.opened import Opened

        found = loose_secrets.find(plaintext)
        nothing = not found.phrases and not found.accounts
        return Opened(
            format=NAME,
            hint="",
            made_by="",
            created=None,
            payload_sha256=hashlib.sha256(plaintext).hexdigest(),
            warnings=(Warn.CONTENT_UNKNOWN if nothing else Warn.ENTRY_KEPT,),
            phrases=found.phrases,
            accounts=found.accounts,
            foreign=tuple(_foreign(plaintext)),
            plaintext=Secret(plaintext),
        )


def _parse(data: bytes) -> _File:
    """Read the file and bring its numbers within bounds; no KDF."""
    fields = bounded_json.parse_object(data, _VALUES_MAX)
    if fields.get("passwordProtected") is not True:
        raise NotAKeystore  # only the account that made it has its key
    # The salt is the text itself, not what its base64 stands for.
    salt = bounded_json.text(fields.get("salt")).encode("utf-8", "surrogatepass")
    rounds = bounded_json.integer(fields.get("kdfIterations", ROUNDS_OF_OLD))
    kdf: Pbkdf2 | Argon2id
    kind = bounded_json.integer(fields.get("kdfType", _PBKDF2))
    if kind == _PBKDF2:
        kdf = foreign_kdf.pbkdf2("sha256", salt, rounds)
    elif kind == _ARGON2ID:
        memory = bounded_json.integer(fields.get("kdfMemory"))  # MiB
        lanes = bounded_json.integer(fields.get("kdfParallelism"))
        kdf = foreign_kdf.argon2id(hashlib.sha256(salt).digest(), memory * 1024, rounds, lanes)
    else:
        raise NotAKeystore  # no file of any version yet
    return _File(kdf, _sealed(fields.get(_CHECK)), _sealed(fields.get("data")))


def _sealed(value: object) -> _Sealed:
    """Read "2." and IV, ciphertext and MAC in base64; Damaged."""
    kind, _, rest = bounded_json.text(value).partition(".")
    parts = rest.split("|")
    if kind != _TYPE or len(parts) != 3:
        raise Damaged
    sealed = _Sealed(*map(bounded_json.base64, parts))
    size = len(sealed.ciphertext)
    if len(sealed.iv) != _BLOCK or len(sealed.mac) != _KEY_BYTES or not size or size % _BLOCK:
        raise Damaged
    return sealed


def _decrypt(file: _File, password: Secret) -> bytes:
    """Return the export; WrongPassword, or Altered where the password fits and the MAC doesn't."""
    # Imported here: a file at fault is refused without it.
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.padding import PKCS7

    root = file.kdf.derive(password.reveal(), _KEY_BYTES)
    key, mac_key = _expand(root, b"enc"), _expand(root, b"mac")
    if not _is_whole(file.check, mac_key):
        raise WrongPassword
    if not _is_whole(file.data, mac_key):
        raise Altered
    decryptor = Cipher(algorithms.AES(key), modes.CBC(file.data.iv)).decryptor()
    padded = decryptor.update(file.data.ciphertext) + decryptor.finalize()
    unpadder = PKCS7(8 * _BLOCK).unpadder()
    try:
        return unpadder.update(padded) + unpadder.finalize()
    except ValueError:
        raise Damaged from None


def _expand(root: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

    return HKDFExpand(SHA256(), _KEY_BYTES, purpose).derive(root)


def _is_whole(sealed: _Sealed, mac_key: bytes) -> bool:
    made = hmac.digest(mac_key, sealed.iv + sealed.ciphertext, "sha256")
    return hmac.compare_digest(made, sealed.mac)


def _foreign(plaintext: bytes) -> "list[Foreign]":
    from keystow.wallet.vault import FOREIGN_CHARS_MAX, Foreign

    data = b64encode(plaintext).decode("ascii")
    if len(data) > FOREIGN_CHARS_MAX:
        return []
    return [Foreign(hashlib.sha256(plaintext).hexdigest()[:16], NAME, data)]
