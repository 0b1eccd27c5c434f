"""What every writer of another wallet's format gives: a file of chosen accounts."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import Any, Protocol

from keystow.errors import Damaged, Truncated
from keystow.formats import bounded_json
from keystow.formats.opened import OpenedAccount
from keystow.secret import Secret
from keystow.wallet.vault import Foreign

RandomBytes = Callable[[int], bytes]

SCRYPT_N = 1 << 18
"""What geth and the staking tools write: 256 MiB a guess, with r = 8 and p = 1."""

_VALUES_MAX = 2_000_000


class Unfit(StrEnum):
    """Why a password doesn't suit a format, though any keystore would take it."""

    EMPTY = "empty"
    """The format leaves nothing of it."""
    FORMS = "forms"
    """The format's own programs read it in different ways, so that some wouldn't open the file."""


class Writer(Protocol):
    """One format that can be written.

    `weak` says that a guess at the password costs next to nothing, `single` that a file holds one
    account, `hint` that it can carry a hint.
    """

    name: str
    suffix: str
    weak: bool
    single: bool
    hint: bool

    def takes(self, account: OpenedAccount) -> bool:
        """Tell whether the format has room for an account with this chain and key."""

    def unfit(self, password: Secret) -> Unfit | None:
        """Tell what is wrong with a password; None for nothing."""

    def write(
        self,
        accounts: Sequence[OpenedAccount],
        kept: Sequence[Foreign],
        password: Secret,
        hint: str,
        random_bytes: RandomBytes,
    ) -> bytes:
        """Return a file of accounts that it takes, each with its key.

        `kept` is what the reader of the same format didn't interpret: it goes back to where it
        came from.
        """


def kept_objects(kept: Sequence[Foreign], format_name: str) -> Iterator[dict[str, Any]]:
    """Give what a format's reader kept, as the objects that it wrote."""
    for one in kept:
        if one.format != format_name:
            continue
        try:
            value = bounded_json.parse(one.data.encode("utf-8", "surrogatepass"), _VALUES_MAX)
        except (Damaged, Truncated):
            continue  # data of another kind: it stays where it is
        if type(value) is dict:
            yield value


def the_one(accounts: Sequence[OpenedAccount]) -> tuple[OpenedAccount, Secret]:
    """Return the account of a format that holds one, with its key; ValueError."""
    [account] = accounts
    return account, key_of(account)


def key_of(account: OpenedAccount) -> Secret:
    """Return an account's key; ValueError where it has none."""
    if account.private_key is None:
        raise ValueError("an account without a key can't be written")
    return account.private_key
