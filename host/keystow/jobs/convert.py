"""Convert: what an opened file holds, sealed in another format under another password.

The content stays as it is, number and times included, so that converting there and back gives the
same payload. The hint goes: it was for the old password.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from keystow.errors import PasswordWeak, ReadBackFailed, TooLarge
from keystow.formats import age_scrypt, age_v1_scrypt, bip_329, contents, keystow_1, registry
from keystow.formats.opened import Opened
from keystow.formats.writers import table
from keystow.jobs import vaults
from keystow.keystore import container, kdf, payload
from keystow.keystore.about import About
from keystow.keystore.slots import Cost
from keystow.secret import Secret
from keystow.wallet import encoder
from keystow.wallet.vault import FOREIGN_CHARS_MAX, Vault

WHOLE = (keystow_1.NAME, age_v1_scrypt.NAME)
"""The formats that take all there is."""

WRITTEN = (*WHOLE, *(writer.name for writer in table.WRITERS), bip_329.NAME)
"""The formats that can be written; all others are read only."""


@dataclass(frozen=True, slots=True)
class Source:
    """Randomness, the time (UTC) and what a keystore's slot costs, as `jobs.ports` has them."""

    random_bytes: Callable[[int], bytes]
    now: str
    cost: Cost


@dataclass(frozen=True, slots=True, repr=False)
class Converted:
    """A sealed file, the SHA-256 of what is in it, and what that is as a vault."""

    data: bytes
    payload_sha256: str
    vault: Vault


def require_new(password: Secret) -> None:
    """Refuse a password that some reader couldn't take, whatever the format, and an empty one.

    Raises PasswordWeak, TooLarge or UnsupportedCharacter.
    """
    if not password:
        raise PasswordWeak(rule="length")
    kdf.normalise(password)


def convert(opened: Opened, format_name: str, password: Secret, source: Source) -> Converted:
    """Seal what was opened in one of the formats of WHOLE.

    Raises TooLarge where data that Keystow doesn't interpret has no room in a keystore.
    """
    vault = _vault(opened, source)
    if format_name == keystow_1.NAME:
        _require_all(opened)
        plaintext = payload.encode(encoder.to_payload(vault))
        data = _keystore(plaintext, password, source)
    else:
        plaintext = _for_age(opened, vault)
        data = age_scrypt.encrypt(
            plaintext,
            password,
            source.random_bytes(16),
            Secret(source.random_bytes(16)),
            source.random_bytes(16),
        )
    return Converted(data, hashlib.sha256(plaintext).hexdigest(), vault)


def proof(converted: Converted, password: Secret) -> Callable[[bytes], None]:
    """Return a check that some bytes are the converted file and open with its password.

    Each check derives the key anew from the password: one run of the KDF that went wrong, at
    sealing or here, shows.
    """

    def verify(data: bytes) -> None:
        opened = registry.detect(data).open(data, password)
        if data != converted.data or opened.payload_sha256 != converted.payload_sha256:
            raise ReadBackFailed

    return verify


def labels(opened: Opened, source: Source) -> Converted:
    """Write the labels of what was opened, in clear."""
    vault = _vault(opened, source)
    data = bip_329.write(vault).encode("utf-8", "surrogatepass")
    return Converted(data, hashlib.sha256(data).hexdigest(), vault)


def labels_proof(converted: Converted) -> Callable[[bytes], None]:
    """Return a check that some bytes are the file of labels and can be read."""

    def verify(data: bytes) -> None:
        if data != converted.data:
            raise ReadBackFailed
        if data:
            registry.detect(data).open(data, Secret(""))

    return verify


def _vault(opened: Opened, source: Source) -> Vault:
    vault = contents.to_vault(
        opened,
        wallet_id=source.random_bytes(16).hex(),
        name=vaults.FIRST_NAME,
        now=source.now,
    )
    return vault.for_backup()  # a payload that somebody decrypted may still hold cached roots


def _require_all(opened: Opened) -> None:
    if opened.vault is None and opened.plaintext is not None and not opened.foreign:
        raise TooLarge(what="foreign", limit=FOREIGN_CHARS_MAX)


def _keystore(plaintext: bytes, password: Secret, source: Source) -> bytes:
    slot = vaults.new_slot(source.cost, source.random_bytes)
    root = kdf.derive_root(password, slot)
    return container.seal(
        plaintext,
        About("", vaults.MADE_BY, source.now),
        [(slot, root)],
        Secret(source.random_bytes(16)),
        source.random_bytes(16),
    )


def _for_age(opened: Opened, vault: Vault) -> bytes:
    """Return the payload of a wallet, and of anything else in an age file its own bytes."""
    if opened.vault is None and opened.plaintext is not None:
        return bytes(opened.plaintext.reveal())
    return payload.encode(encoder.to_payload(vault))
