"""cake-backup-v3: Cake Wallet's backup since 2025, a ZIP in clear around chunks of the second kind.

`metadata.json` tells lengths and SHA-512 sums, of the plaintext too, and nothing protects it:
whoever can write the file can leave chunks out. So what comes out is no more than what some hold.

Ref: docs/foreign-formats.md, "cake-backup-v2 and cake-backup-v3"; cake_wallet,
lib/core/backup_service_v3.dart.
"""

import hashlib
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from keystow.errors import Altered, Damaged, NewerFormat, NotAKeystore, TooMany, WrongPassword
from keystow.formats import bounded_json, bounded_zip
from keystow.formats.cake import blob as cake_blob
from keystow.formats.cake.blob import Blob
from keystow.formats.interface import Inspection
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened

NAME = "cake-backup-v3"
READ_LIMIT = 256 * 1024 * 1024
CHUNKS_MAX = 64
"""Each costs a KDF; Cake makes one for every 24 MiB."""
METADATA_BYTES = 256 * 1024

_VALUES_MAX = 10_000
_METADATA, _DATA = "metadata.json", "data.bin"
_FIRST = tuple(name.encode() for name in (_DATA, _METADATA, "README.txt"))
_DATA_RATIO = 2  # encrypted bytes don't pack
_TEXT_RATIO = 1_032  # no more is in deflate
_VERSION = 3
_MADE_BY = re.compile(r"[0-9A-Za-z.+-]{1,32}")


class _Chunk(NamedTuple):
    blob: Blob
    plain: str


class _File(NamedTuple):
    made_by: str
    sum: str
    chunks: tuple[_Chunk, ...]


class CakeBackupV3:
    """Chunks, each with a salt of its own and under the same password."""

    name = NAME

    def read_limit(self, head: bytes) -> int:
        del head
        return READ_LIMIT

    def detect(self, data: bytes) -> bool:
        """Tell by the first entry's name; a ZIP of anything may begin so, and is none of ours."""
        if not data.startswith(bounded_zip.START):
            return False
        return data[30:].startswith(_FIRST)

    def inspect(self, data: bytes) -> Inspection:
        file = _parse(data)
        slots = (file.chunks[0].blob.kdf().slot(),)
        return Inspection(NAME, made_by=file.made_by, sum_state="right", slots=slots)

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> "Opened":
        del keyfile, more_cost  # there is no key file, and the KDF is fixed
        file = _parse(data)
        plaintext = _decrypt(file, password)

        from keystow.formats.cake import contents

        return contents.opened(NAME, file.made_by, plaintext, password)


def _parse(data: bytes) -> _File:
    """Read the file and check the sums of what is encrypted; no KDF."""
    archive = bounded_zip.Archive(data)
    if not {_METADATA, _DATA} <= set(archive.names):
        raise NotAKeystore
    text = archive.read(_METADATA, METADATA_BYTES, _TEXT_RATIO)
    metadata = bounded_json.parse_object(text, _VALUES_MAX)
    version = bounded_json.integer(metadata.get("version"))
    if version != _VERSION:
        raise NewerFormat if version > _VERSION else NotAKeystore
    chunks = metadata.get("chunks")
    if type(chunks) is not list or not chunks:
        raise Damaged
    if len(chunks) > CHUNKS_MAX:
        raise TooMany(limit=CHUNKS_MAX)
    encrypted = archive.read(_DATA, READ_LIMIT, _DATA_RATIO)
    version_text = bounded_json.text_or_empty(metadata.get("cakeVersion"))
    known = _MADE_BY.fullmatch(version_text) is not None
    return _File(
        f"Cake Wallet {version_text}" if known else "Cake Wallet",
        bounded_json.text(metadata.get("sha512sum")).lower(),
        tuple(_cut(encrypted, chunks)),
    )


def _cut(encrypted: bytes, chunks: list[Any]) -> list[_Chunk]:
    """Cut the chunks apart, each as long as the metadata says and with the sum there; Damaged."""
    found = []
    at = 0
    for one in chunks:
        if type(one) is not dict:
            raise Damaged
        sums, lengths = bounded_json.member(one, "sha512sum"), bounded_json.member(one, "length")
        size = bounded_json.integer(lengths.get("encrypted"))
        if not 0 < size <= len(encrypted) - at:
            raise Damaged
        part = encrypted[at : at + size]
        at += size
        claimed = bounded_json.text(sums.get("encrypted")).lower()
        if hashlib.sha512(part).hexdigest() != claimed:
            raise Damaged
        found.append(_Chunk(cake_blob.parse(part), bounded_json.text(sums.get("plain")).lower()))
    if at != len(encrypted):
        raise Damaged
    return found


def _decrypt(file: _File, password: Secret) -> bytes:
    """Return the plaintext; WrongPassword, or Altered where only the first chunks fit together."""
    whole = bytearray()
    for number, chunk in enumerate(file.chunks):
        try:
            part = cake_blob.decrypt(chunk.blob, password)
        except WrongPassword:
            raise Altered if number else WrongPassword from None
        if hashlib.sha512(part).hexdigest() != chunk.plain:
            raise Altered
        whole += part
    if hashlib.sha512(whole).hexdigest() != file.sum:
        raise Altered
    return bytes(whole)
