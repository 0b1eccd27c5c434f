"""A file of another wallet's format: which accounts fit in, the file, and the proof of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from keystow import errors
from keystow.formats import contents, registry
from keystow.formats.opened import OpenedAccount
from keystow.formats.writers.interface import RandomBytes, Writer
from keystow.secret import Secret
from keystow.wallet.vault import Foreign


@dataclass(frozen=True, slots=True, repr=False)
class Written:
    """A file, and the accounts that it must open to."""

    data: bytes
    accounts: tuple[OpenedAccount, ...]


def fitting(accounts: Iterable[OpenedAccount], writer: Writer) -> list[OpenedAccount]:
    """Return the accounts that the format takes, each address once.

    One whose key isn't its address's is left out: a file would make it look right.
    """
    found: dict[str, OpenedAccount] = {}
    for account in accounts:
        if account.private_key is None or not writer.takes(account):
            continue
        if account.address not in found and not contents.is_mismatch(account):
            found[account.address] = account
    return list(found.values())


def write(
    writer: Writer,
    accounts: Sequence[OpenedAccount],
    kept: Sequence[Foreign],
    password: Secret,
    random_bytes: RandomBytes,
    hint: str = "",
) -> Written:
    """Write accounts that fit."""
    data = writer.write(accounts, kept, password, hint, random_bytes)
    return Written(data, tuple(accounts))


class Proof:
    """A check that some bytes are the file, and that it opens to the accounts in it.

    Each check derives the key anew from the password. `payload_sha256` is of what the file
    decrypts to, known once it was checked.
    """

    def __init__(self, written: Written, password: Secret) -> None:
        self._written = written
        self._password = password
        self.payload_sha256 = ""

    def __call__(self, data: bytes) -> None:
        if data != self._written.data:
            raise errors.ReadBackFailed
        opened = registry.detect(data).open(data, self._password)
        if not _holds(opened.accounts, self._written.accounts):
            raise errors.ReadBackFailed
        self.payload_sha256 = opened.payload_sha256


def _holds(found: Sequence[OpenedAccount], wanted: Sequence[OpenedAccount]) -> bool:
    """Compare keys and addresses; a name is the format's own affair."""
    if len(found) != len(wanted):
        return False
    return all(
        here.address == there.address and here.private_key == there.private_key
        for here, there in zip(found, wanted, strict=True)
    )
