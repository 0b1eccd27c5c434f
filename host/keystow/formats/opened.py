"""What an opened file gives, whoever wrote it.

Apart from `interface`, so that a file at fault is refused before these types are made.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from keystow.formats.interface import Warn
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.keystore.slots import Slot
    from keystow.wallet.vault import Contact, Foreign, Label, Vault


@dataclass(frozen=True, slots=True)
class OpenedPhrase:
    """A recovery phrase in a file; `passphrase` is empty for none."""

    words: Secret
    passphrase: Secret
    language: str


@dataclass(frozen=True, slots=True)
class OpenedAccount:
    """An account as the file has it: its name byte for byte, its address as claimed.

    `public_key` is the one of the private key where there is one, so that a false address shows.
    `phrase` or `seed` tells which of the file's the key comes from at `path`, counted from 0. A
    chain that Keystow doesn't derive is no fault: such an account is kept, its key as the file has
    it; `kept` says so of one whose chain it derives by another kind of key.
    """

    name: str
    chain: str
    address: str
    public_key: str | None
    path: str | None
    watch_only: bool
    private_key: Secret | None
    phrase: int | None = None
    seed: int | None = None
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened file.

    A file of ours has its `vault`, and the `slot` and `root` that opened it; a foreign one lists
    `phrases`, `seeds`, `accounts`, `contacts` and `labels`, and in `foreign` what Keystow doesn't
    interpret.
    Read both kinds by `contents`. `payload_sha256` is of the decrypted bytes, padding included.
    `plaintext` is these bytes, where the format is a container that may hold anything.
    """

    format: str
    hint: str
    made_by: str
    created: str | None
    payload_sha256: str
    warnings: tuple[Warn, ...]
    vault: "Vault | None" = None
    slot: "Slot | None" = None
    root: Secret | None = None
    phrases: tuple[OpenedPhrase, ...] = ()
    seeds: tuple[Secret, ...] = ()
    accounts: tuple[OpenedAccount, ...] = ()
    contacts: "tuple[Contact, ...]" = field(default=(), repr=False)
    labels: "tuple[Label, ...]" = field(default=(), repr=False)
    foreign: "tuple[Foreign, ...]" = field(default=(), repr=False)
    plaintext: Secret | None = None
