"""age-v1-scrypt: a stock age file that opens with a passphrase (`age -p`), armoured or not.

age keeps anything, so what it holds is a wallet only where it is a payload of ours; else it is
kept as data that Keystow doesn't interpret.

Ref: docs/age-v1-scrypt.md.
"""

import hashlib
from base64 import b64encode
from typing import TYPE_CHECKING

from keystow.errors import Damaged
from keystow.formats import age_armor, age_scrypt
from keystow.formats.interface import Inspection, Warn
from keystow.keystore import bounds, contents, header
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened
    from keystow.wallet.vault import Foreign, Vault

NAME = "age-v1-scrypt"

_STANZA = b"\n-> scrypt"
_OURS = b"\n-> " + contents.OURS.encode("ascii")


class AgeV1Scrypt:
    """A passphrase file of age, whoever wrote it."""

    name = NAME

    def read_limit(self, head: bytes) -> int:
        return age_armor.LIMIT if age_armor.is_armored(head) else bounds.FILE_BYTES

    def detect(self, data: bytes) -> bool:
        if age_armor.is_armored(data):
            return True
        head = data[: bounds.HEADER_BYTES]
        if not head.startswith(header.VERSION_LINE):
            return False
        head = head.partition(b"\n" + header.MAC_MARK)[0]
        return _STANZA in head and _OURS not in head

    def inspect(self, data: bytes) -> Inspection:
        file = _parse(data)
        slot = {
            "kind": "password",
            "kdf": "scrypt",
            "memory_kib": file.memory_kib,
            "passes": 1,
            "log_n": file.log_n,
        }
        return Inspection(NAME, slots=(slot,))

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> "Opened":
        from keystow.formats.opened import Opened

        del keyfile, more_cost  # age has no key file, and its one stanza is within bounds
        plaintext = age_scrypt.decrypt(_parse(data), password)
        vault = _vault(plaintext)
        return Opened(
            format=NAME,
            hint="",
            made_by="",
            created=None,
            payload_sha256=hashlib.sha256(plaintext).hexdigest(),
            warnings=() if vault else (Warn.CONTENT_UNKNOWN,),
            vault=vault,
            foreign=() if vault else tuple(_foreign(plaintext)),
            plaintext=Secret(plaintext),
        )


def _parse(data: bytes) -> age_scrypt.ScryptFile:
    return age_scrypt.parse(age_armor.decode(data) if age_armor.is_armored(data) else data)


def _vault(plaintext: bytearray) -> "Vault | None":
    """Read a payload of ours, however it is padded; None for anything else."""
    from keystow.keystore import payload
    from keystow.wallet import decoder, encoder

    if encoder.FORMAT.encode("ascii") not in plaintext:
        return None
    try:
        return decoder.from_payload(payload.decode(payload.pad(bytes(plaintext.strip()))))
    except Damaged:
        return None


def _foreign(plaintext: bytearray) -> "list[Foreign]":
    from keystow.wallet.vault import FOREIGN_CHARS_MAX, Foreign

    data = b64encode(plaintext).decode("ascii")
    if len(data) > FOREIGN_CHARS_MAX:
        return []
    return [Foreign(hashlib.sha256(plaintext).hexdigest()[:16], NAME, data)]
