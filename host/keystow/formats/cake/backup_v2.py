"""cake-backup-v2: Cake Wallet's backup of 2022 to 2025, a ZIP encrypted as a whole.

Ref: docs/foreign-formats.md, "cake-backup-v2 and cake-backup-v3".
"""

from typing import TYPE_CHECKING

from keystow.formats.cake import blob as cake_blob
from keystow.formats.interface import Inspection
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened

NAME = "cake-backup-v2"
READ_LIMIT = 256 * 1024 * 1024


class CakeBackupV2:
    """One encrypted text with a ZIP in it."""

    name = NAME

    def read_limit(self, head: bytes) -> int:
        del head
        return READ_LIMIT

    def detect(self, data: bytes) -> bool:
        return cake_blob.is_like(data)

    def inspect(self, data: bytes) -> Inspection:
        blob = cake_blob.parse(data)
        return Inspection(
            NAME, made_by="Cake Wallet", sum_state="right", slots=(blob.kdf().slot(),)
        )

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> "Opened":
        del keyfile, more_cost  # there is no key file, and the KDF is fixed
        plaintext = cake_blob.decrypt(cake_blob.parse(data), password)

        from keystow.formats.cake import contents

        return contents.opened(NAME, "Cake Wallet", plaintext, password)
