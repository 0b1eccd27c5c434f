"""eip-2335: the keystore of an Ethereum validator's BLS key, version 4.

One secret under AES-128-CTR, with a SHA-256 over half of the derived key and the ciphertext. The
key is kept with its path and public key; BLS itself is nothing that Keystow computes.

Ref: ERC-2335; docs/foreign-formats.md, "eip-2335".
"""

import hashlib
import hmac
import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from keystow.errors import Damaged, NotAKeystore, WrongPassword
from keystow.formats import bounded_json, foreign_kdf
from keystow.formats.foreign_kdf import Kdf
from keystow.formats.interface import Inspection, Warn
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened

NAME = "eip-2335"
VERSION = 4
CHAIN = "ethereum-validator"
READ_LIMIT = 1024 * 1024
"""Bytes; a file has some nine hundred."""

_VALUES_MAX = 10_000
_KEY_BYTES = 32
_SECRET_BYTES = 1024
_ADDRESS_MAX = 200
_MARKS = tuple(
    re.compile(rb'"' + name + rb'"\s*:') for name in (b"checksum", b"function", b"cipher")
)
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
_PUBLIC = re.compile("(?:0x)?([0-9a-fA-F]{96})")
READ = ("version", "uuid", "crypto", "path", "pubkey", "description")


class _File(NamedTuple):
    fields: dict[str, Any]
    kdf: Kdf
    iv: bytes
    ciphertext: bytes
    checksum: bytes


class Eip2335:
    """Version 4, the only one there is."""

    name = NAME

    def read_limit(self, head: bytes) -> int:
        del head
        return READ_LIMIT

    def detect(self, data: bytes) -> bool:
        return all(mark.search(data) for mark in _MARKS)

    def inspect(self, data: bytes) -> Inspection:
        file = _parse(data)
        return Inspection(NAME, slots=(file.kdf.slot(),), warnings=(Warn.ACCOUNT_KEPT,))

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
        derived = file.kdf.derive(normal(password), _KEY_BYTES)
        found = hashlib.sha256(derived[16:] + file.ciphertext).digest()
        if not hmac.compare_digest(found, file.checksum):
            raise WrongPassword

        from keystow.formats import foreign_cipher
        from keystow.formats.opened import Opened, OpenedAccount
        from keystow.wallet.vault import Foreign

        secret = foreign_cipher.aes_ctr(derived[:16], file.iv, file.ciphertext)
        text = {n: bounded_json.text_or_empty(file.fields.get(n)) for n in READ}
        public = _PUBLIC.fullmatch(text["pubkey"])
        account = OpenedAccount(
            text["description"],
            CHAIN,
            text["pubkey"][:_ADDRESS_MAX],
            public[1].lower() if public else None,
            text["path"] or None,
            watch_only=False,
            private_key=Secret(secret),
        )
        rest = {name: value for name, value in file.fields.items() if name not in READ}
        kept = bounded_json.compact({"pubkey": text["pubkey"], **rest})
        id_ = hashlib.sha256(kept.encode()).hexdigest()[:16]
        return Opened(
            format=NAME,
            hint="",
            made_by="",
            created=None,
            payload_sha256=hashlib.sha256(secret).hexdigest(),
            warnings=(Warn.ACCOUNT_KEPT,),
            accounts=(account,),
            foreign=(Foreign(id_, NAME, kept),) if rest else (),
        )


def _parse(data: bytes) -> _File:
    """Read the file and bring its numbers within bounds; no KDF."""
    fields = bounded_json.parse_object(data, _VALUES_MAX)
    if bounded_json.integer(fields.get("version")) != VERSION:
        raise NotAKeystore
    crypto = bounded_json.member(fields, "crypto")
    cipher, params = _module(crypto, "cipher", "aes-128-ctr")
    checksum, _ = _module(crypto, "checksum", "sha256")
    return _File(
        fields,
        _kdf(bounded_json.member(crypto, "kdf")),
        bounded_json.hexadecimal(params.get("iv"), 1, 16),
        bounded_json.hexadecimal(cipher, 1, _SECRET_BYTES),
        bounded_json.hexadecimal(checksum, 32, 32),
    )


def _module(crypto: dict[str, Any], name: str, function: str) -> tuple[object, dict[str, Any]]:
    """Return a module's message and parameters; NotAKeystore where it is another function's."""
    module = bounded_json.member(crypto, name)
    if bounded_json.text(module.get("function")) != function:
        raise NotAKeystore
    return module.get("message"), bounded_json.member(module, "params")


def _kdf(module: dict[str, Any]) -> Kdf:
    params = bounded_json.member(module, "params")
    salt = bounded_json.hexadecimal(params.get("salt"), 0, foreign_kdf.SALT_BYTES)
    size = bounded_json.integer(params.get("dklen", _KEY_BYTES))
    if not _KEY_BYTES <= size <= foreign_kdf.SALT_BYTES:
        raise Damaged
    match bounded_json.text(module.get("function")):
        case "scrypt":
            n, r, p = (bounded_json.integer(params.get(name)) for name in ("n", "r", "p"))
            return foreign_kdf.scrypt(salt, n, r, p)
        case "pbkdf2":
            if params.get("prf") != "hmac-sha256":
                raise Damaged
            return foreign_kdf.pbkdf2("sha256", salt, bounded_json.integer(params.get("c")))
    raise NotAKeystore


def normal(password: Secret) -> bytes:
    """Return the password in NFKD without control characters. Ref: ERC-2335, "Password"."""
    text = password.reveal().decode("utf-8", "surrogatepass")
    stripped = _CONTROLS.sub("", unicodedata.normalize("NFKD", text))
    return stripped.encode("utf-8", "surrogatepass")
