"""slip-39: shares of a master secret, as Trezor and others write them; so many of them open it.

A text of one share or several, 20 to 33 words each. The password is the passphrase, and nothing
tells a wrong one: each opens another wallet.

Ref: SLIP-0039; docs/foreign-formats.md, "slip-39". The arithmetic is shamir-mnemonic's (ADR 0019).
"""

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from keystow.formats import plain_text
from keystow.formats.interface import Inspection, Warn
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened

NAME = "slip-39"
WORDS_MIN = 20
"""Words of a share of 128 bits; one of 256 has 33."""
WORDS_MAX = 59
"""As many as 512 bits would take; more are several shares."""

_UNKNOWN_MAX = 2


class Slip39:
    """A text of shares."""

    name = NAME

    def read_limit(self, head: bytes) -> int:
        del head
        return plain_text.TEXT_MAX

    def detect(self, data: bytes) -> bool:
        texts = _texts(data)
        if not texts:
            return False
        from keystow.formats import slip_39_shares

        return all(slip_39_shares.unknown(text) <= _UNKNOWN_MAX for text in texts)

    def inspect(self, data: bytes) -> Inspection:
        from keystow.formats import slip_39_shares

        shares = slip_39_shares.read(_texts(data))
        passes = slip_39_shares.rounds(shares)
        slot = {"kind": "password", "kdf": "pbkdf2-hmac-sha256", "passes": passes}
        whole = not slip_39_shares.missing(shares)
        return Inspection(NAME, slots=(slot,), warnings=(Warn.NOT_ENCRYPTED,) if whole else ())

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> "Opened":
        del keyfile, more_cost  # there is no key file, and the KDF is within bounds
        from keystow.formats import first_accounts, slip_39_shares
        from keystow.formats.opened import Opened

        shares = slip_39_shares.read(_texts(data))
        seed = slip_39_shares.combine(shares, _passphrase(password))
        return Opened(
            format=NAME,
            hint="",
            made_by="",
            created=None,
            payload_sha256=hashlib.sha256(seed.reveal()).hexdigest(),
            warnings=(Warn.NOT_ENCRYPTED,),
            seeds=(seed,),
            accounts=tuple(first_accounts.of_seed(seed, 0)),
        )


def joined(texts: Iterable[bytes]) -> bytes:
    """Return one text of several, of which each may have been a file or was typed."""
    return "\n\n".join("\n".join(plain_text.lines(text)) for text in texts).encode()


def _passphrase(password: Secret) -> Secret:
    """SLIP-39 takes ASCII; wallets that let people type more bring it into NFKD, as Trezor does."""
    try:
        return Secret(unicodedata.normalize("NFKD", password.reveal().decode()))
    except UnicodeDecodeError:
        return password


def _texts(data: bytes) -> list[list[str]]:
    """Return the words of each share; a share is a line, or lines up to an empty one."""
    shares: list[list[str]] = []
    block: list[list[str]] = []
    for line in [*plain_text.lines(data), ""]:
        words = plain_text.words(line)
        if words:
            block.append(words)
        elif block:
            shares.extend(_of_block(block))
            block = []
    sizes = range(WORDS_MIN - _UNKNOWN_MAX, WORDS_MAX + 1)
    return shares if all(len(share) in sizes for share in shares) else []


def _of_block(block: list[list[str]]) -> list[list[str]]:
    if all(len(line) >= WORDS_MIN - _UNKNOWN_MAX for line in block):
        return block
    return [[word for line in block for word in line]]
