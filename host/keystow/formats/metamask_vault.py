"""metamask-vault: the encrypted vault of MetaMask and its relatives, alone or in a state file.

A vault is JSON of `data`, `iv` and `salt` in base64 and, since 2023, `keyMetadata` with the rounds
of PBKDF2-HMAC-SHA256. The cipher is AES-256-GCM. Inside lies a list of keyrings.

Ref: docs/foreign-formats.md, "metamask-vault".
"""

import hashlib
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from keystow.errors import Damaged, NotAKeystore, Truncated, WrongPassword
from keystow.formats import bounded_json, foreign_kdf
from keystow.formats.foreign_kdf import Pbkdf2
from keystow.formats.interface import Inspection
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened

NAME = "metamask-vault"
READ_LIMIT = 64 * 1024 * 1024
"""Bytes; a vault has a few hundred, the state file around it some megabytes."""

ROUNDS_OF_OLD = 10_000
"""What a vault without `keyMetadata` was made with."""
VALUES_MAX = 2_000_000

_VAULT_VALUES_MAX = 100
_TAG_BYTES = 16
_IV_BYTES = (8, 64)
# In a state file the vault is text, so that its quotes have a backslash or more before them.
_MARKS = tuple(re.compile(rb'\\*"' + name + rb'\\*"\s*:') for name in (b"data", b"iv", b"salt"))


class _Vault(NamedTuple):
    sealed: bytes
    iv: bytes
    kdf: Pbkdf2
    state: Any
    """What the vault was found in."""


class MetaMaskVault:
    """The vault that @metamask/browser-passworder makes."""

    name = NAME

    def read_limit(self, head: bytes) -> int:
        del head
        return READ_LIMIT

    def detect(self, data: bytes) -> bool:
        return all(mark.search(data) for mark in _MARKS)

    def inspect(self, data: bytes) -> Inspection:
        vault = _parse(data)
        return Inspection(NAME, slots=(vault.kdf.slot(),))

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> "Opened":
        del keyfile, more_cost  # there is no key file, and the rounds are within bounds
        vault = _parse(data)
        plaintext = _decrypt(vault, password)
        try:
            keyrings = bounded_json.parse(plaintext, VALUES_MAX)
        except Truncated:
            raise Damaged from None  # the file itself is whole

        from keystow.formats import metamask_keyrings

        digest = hashlib.sha256(plaintext).hexdigest()
        return metamask_keyrings.opened(NAME, digest, keyrings, vault.state)


def _parse(data: bytes) -> _Vault:
    """Find the vault and bring its numbers within bounds; no KDF."""
    state = bounded_json.parse(data, VALUES_MAX)
    fields = _find(state)
    iv = bounded_json.base64(fields["iv"])
    salt = bounded_json.base64(fields["salt"])
    sealed = bounded_json.base64(fields["data"])
    if len(sealed) < _TAG_BYTES or not _IV_BYTES[0] <= len(iv) <= _IV_BYTES[1] or not salt:
        raise Damaged
    kdf = foreign_kdf.pbkdf2("sha256", salt, _rounds(fields.get("keyMetadata")))
    return _Vault(sealed, iv, kdf, state)


def _rounds(metadata: object) -> int:
    if metadata is None:
        return ROUNDS_OF_OLD
    if type(metadata) is not dict:
        raise Damaged
    if metadata.get("algorithm") != "PBKDF2":
        raise NotAKeystore  # no vault of any version yet
    return bounded_json.integer(bounded_json.member(metadata, "params").get("iterations"))


def _find(state: object) -> dict[str, Any]:
    """Return the vault: the value itself, or the first `vault` in it, the outermost first."""
    level = [state]
    while level:
        deeper: list[Any] = []
        for value in level:
            if (found := _as_vault(value)) is not None:
                return found
            if type(value) is dict:
                if (found := _as_vault(value.get("vault"))) is not None:
                    return found
                deeper.extend(value.values())
            elif type(value) is list:
                deeper.extend(value)
        level = [value for value in deeper if type(value) in (dict, list)]
    raise Damaged


def _as_vault(value: object) -> dict[str, Any] | None:
    if type(value) is str and value.lstrip()[:1] == "{":
        try:
            value = bounded_json.parse(value.encode("utf-8", "surrogatepass"), _VAULT_VALUES_MAX)
        except (Damaged, Truncated):
            return None
    if type(value) is dict and all(type(value.get(key)) is str for key in ("data", "iv", "salt")):
        return value
    return None


def _decrypt(vault: _Vault, password: Secret) -> bytes:
    """Open the vault with a password as typed; WrongPassword, also where it is damaged."""
    # Imported here: a file at fault is refused without it.
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(vault.kdf.derive(password.reveal(), 32)).decrypt(vault.iv, vault.sealed, None)
    except InvalidTag:
        raise WrongPassword from None
