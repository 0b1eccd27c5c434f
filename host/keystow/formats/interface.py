"""What every backup format gives, whoever wrote the file."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from keystow.secret import Secret

if TYPE_CHECKING:
    # For the types only: a file at fault is refused before they are of any use.
    from keystow.formats.opened import Opened


class Warn(StrEnum):
    """What a person should know of a file that opens; docs/vault-payload.md words each."""

    SUM_WRONG = "SUM_WRONG"
    SUM_ABSENT = "SUM_ABSENT"
    PHRASE_ACCOUNTS_LEFT_OUT = "PHRASE_ACCOUNTS_LEFT_OUT"
    WATCH_ONLY_LEFT_OUT = "WATCH_ONLY_LEFT_OUT"
    WEAK_ENCRYPTION = "WEAK_ENCRYPTION"
    HINT_UNREADABLE = "HINT_UNREADABLE"
    IV_DIFFERS = "IV_DIFFERS"
    VERSION_UNKNOWN = "VERSION_UNKNOWN"
    KEY_UNREADABLE = "KEY_UNREADABLE"
    ENTRY_UNREADABLE = "ENTRY_UNREADABLE"
    ADDRESS_MISMATCH = "ADDRESS_MISMATCH"
    DUPLICATE_ACCOUNT = "DUPLICATE_ACCOUNT"
    NAME_CHANGED = "NAME_CHANGED"
    CONTENT_UNKNOWN = "CONTENT_UNKNOWN"
    RECOVERY_CODE_LEFT_OUT = "RECOVERY_CODE_LEFT_OUT"
    BACKUP_PASSWORD_LEFT_OUT = "BACKUP_PASSWORD_LEFT_OUT"  # noqa: S105 - a warning's name
    HARDWARE_HOLDS_KEYS = "HARDWARE_HOLDS_KEYS"
    SNAP_HOLDS_KEYS = "SNAP_HOLDS_KEYS"
    ENTRY_KEPT = "ENTRY_KEPT"
    ACCOUNT_KEPT = "ACCOUNT_KEPT"
    NOT_ENCRYPTED = "NOT_ENCRYPTED"
    SEVERAL_KEYS_SIGN = "SEVERAL_KEYS_SIGN"
    APP_HOLDS_KEYS = "APP_HOLDS_KEYS"
    CONTENT_LEFT_OUT = "CONTENT_LEFT_OUT"
    CODE_HOLDS_NO_KEY = "CODE_HOLDS_NO_KEY"
    PATH_FOUND = "PATH_FOUND"


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a file tells without its password; nothing in it is authentic.

    `hint` is "" for none, `made_by` "" and `created` None where unknown. `sum_state` is right,
    wrong or absent, None where the format has no sum. Each slot is a dict of plain JSON values
    with `kind` and what a guess costs.
    """

    format: str
    hint: str = ""
    made_by: str = ""
    created: str | None = None
    sum_state: str | None = None
    slots: tuple[dict[str, Any], ...] = ()
    warnings: tuple[Warn, ...] = ()


class Format(Protocol):
    """One format; reading raises the codes of design 6."""

    name: str

    def read_limit(self, head: bytes) -> int:
        """Return how many bytes a file that begins so may have; a larger one is TOO_LARGE."""

    def detect(self, data: bytes) -> bool:
        """Tell whether the file means to be of this format, damaged or not."""

    def inspect(self, data: bytes) -> Inspection:
        """Read what stands outside the encryption; no KDF, no large allocation."""

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> "Opened":
        """Open with a password as typed: each format applies its own normalisation."""
