"""solana-keypair: the key file of Solana's command line, 64 numbers that nothing protects.

Ref: docs/foreign-formats.md, "solana-keypair".
"""

import hashlib
import re
from typing import TYPE_CHECKING

from keystow.errors import Damaged
from keystow.formats import bounded_json
from keystow.formats.interface import Inspection, Warn
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened

NAME = "solana-keypair"
READ_LIMIT = 64 * 1024
"""Bytes; a file has some 230."""

_SEED_BYTES = 32
_PAIR_BYTES = 64
_NUMBERS = re.compile(rb"\[[0-9,\s]*[0-9][0-9,\s]*\]?\s*")


class SolanaKeypair:
    """The seed and the public key, as `solana-keygen` writes them."""

    name = NAME

    def read_limit(self, head: bytes) -> int:
        del head
        return READ_LIMIT

    def detect(self, data: bytes) -> bool:
        start = data[: READ_LIMIT + 1].removeprefix(b"\xef\xbb\xbf").lstrip()
        return _NUMBERS.fullmatch(start) is not None

    def inspect(self, data: bytes) -> Inspection:
        _parse(data)
        return Inspection(NAME, slots=(), warnings=(Warn.NOT_ENCRYPTED,))

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> "Opened":
        del password, keyfile, more_cost  # the format knows no password at all
        pair = _parse(data)

        from keystow.formats.opened import Opened, OpenedAccount
        from keystow.wallet import base58
        from keystow.wallet.chains import SOLANA

        key = Secret(pair[:_SEED_BYTES])
        public, address = SOLANA.account_from_private_key(key)
        claimed = base58.encode(pair[_SEED_BYTES:])
        # The claim stays, so that whoever restores compares it with the key and refuses it.
        mismatch = (Warn.ADDRESS_MISMATCH,) if claimed != address else ()
        account = OpenedAccount("", SOLANA.id, claimed, public, None, False, key)
        return Opened(
            format=NAME,
            hint="",
            made_by="",
            created=None,
            payload_sha256=hashlib.sha256(data).hexdigest(),
            warnings=(Warn.NOT_ENCRYPTED, *mismatch),
            accounts=(account,),
        )


def _parse(data: bytes) -> bytes:
    numbers = bounded_json.parse(data, READ_LIMIT)
    if type(numbers) is not list or len(numbers) != _PAIR_BYTES:
        raise Damaged
    try:
        return bytes(numbers)
    except (TypeError, ValueError):
        raise Damaged from None
