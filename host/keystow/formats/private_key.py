"""private-key: a text file with private keys as people note them, one a line.

Hex, Bitcoin's wallet import format, Solana's base58 or its numbers in brackets. A line may begin
with a name and a colon, and a line that begins with # is a comment. Hex tells no network: it is
Ethereum's unless the name before it names another.

Ref: docs/foreign-formats.md, "private-key".
"""

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from keystow.errors import Damaged, KeyInvalid
from keystow.formats import plain_text
from keystow.formats.interface import Inspection, Warn
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened, OpenedAccount

NAME = "private-key"

_HEX = re.compile("(?:0[xX])?[0-9a-fA-F]{64}")
_WIF = re.compile("[5KL9c][1-9A-HJ-NP-Za-km-z]{50,51}")
_SOLANA = re.compile(r"[1-9A-HJ-NP-Za-km-z]{86,88}|\[[0-9,\s]{127,400}\]")
_KINDS = (_HEX, _WIF, _SOLANA)
_COMMENT = ("#", "//")
_BEFORE = re.compile("[:=\uff1a]")
# What Electrum writes before a key, and the address type that it stands for.
_ELECTRUM = {"p2pkh": "legacy", "p2wpkh": "segwit", "p2wpkh-p2sh": "nestedsegwit"}


class _Line(NamedTuple):
    name: str
    key: str


class PrivateKey:
    """One key or several."""

    name = NAME

    def read_limit(self, head: bytes) -> int:
        del head
        return plain_text.TEXT_MAX

    def detect(self, data: bytes) -> bool:
        found = _lines(data)
        return bool(found) and all(_is_key(one.key) for one in found)

    def inspect(self, data: bytes) -> Inspection:
        _accounts(data)
        return Inspection(NAME, warnings=(Warn.NOT_ENCRYPTED,))

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> "Opened":
        del password, keyfile, more_cost  # a text knows no password at all

        from keystow.formats.opened import Opened
        from keystow.wallet.vault import Foreign

        accounts, lost = _accounts(data)
        kept = {_id(line.key): Foreign(_id(line.key), NAME, line.key) for line in lost}
        unreadable = (Warn.ENTRY_UNREADABLE,) if lost else ()
        return Opened(
            format=NAME,
            hint="",
            made_by="",
            created=None,
            payload_sha256=hashlib.sha256(data).hexdigest(),
            warnings=(Warn.NOT_ENCRYPTED, *unreadable),
            accounts=tuple(accounts),
            foreign=tuple(kept.values()),
        )


def _lines(data: bytes) -> list[_Line]:
    lines = (line for line in plain_text.lines(data) if not line.startswith(_COMMENT))
    return [_line(line) for line in lines if line]


def _line(line: str) -> _Line:
    before, *behind = _BEFORE.split(line, maxsplit=1)
    if behind and not _is_key(line):
        return _Line(before.strip(), behind[0].strip())
    return _Line("", line)


def _is_key(text: str) -> bool:
    return any(kind.fullmatch(text) for kind in _KINDS)


def _accounts(data: bytes) -> "tuple[list[OpenedAccount], list[_Line]]":
    """Return the accounts of the keys, each once, and the lines that were no good; KeyInvalid.

    A mistyped key is told by its check sum; it doesn't hold up the others.
    """
    accounts: dict[tuple[str, str], OpenedAccount] = {}
    lost: list[_Line] = []
    first: KeyInvalid | None = None
    for line in _lines(data):
        try:
            account = _account(line)
        except KeyInvalid as fault:
            first = first or fault
            lost.append(line)
            continue
        accounts.setdefault((account.chain, account.address), account)
    if not accounts:
        raise first or Damaged
    return list(accounts.values()), lost


def _id(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _account(line: _Line) -> "OpenedAccount":
    from keystow.formats.opened import OpenedAccount
    from keystow.wallet.chains import (
        BITCOIN,
        CHAINS,
        ETHEREUM,
        SOLANA,
        address_type,
        bitcoin_legacy,
    )

    text = Secret(line.key)
    if _SOLANA.fullmatch(line.key):
        chain, kind = SOLANA, address_type(SOLANA.id, None)
    elif _WIF.fullmatch(line.key):
        chain, kind = BITCOIN, address_type(BITCOIN.id, _ELECTRUM.get(line.name.lower()))
    else:
        about = line.name.lower()
        chain = next((one for one in CHAINS.values() if one.id in about), ETHEREUM)
        kind = address_type(chain.id, None)
    if chain is BITCOIN and bitcoin_legacy.is_of_first_years(text):
        kind = address_type(BITCOIN.id, "legacy")  # it has no other address
    name = "" if line.name.lower() in _ELECTRUM else line.name
    key, public, address = chain.account_of_text(kind, text)
    return OpenedAccount(name, chain.id, address, public, None, False, key)
