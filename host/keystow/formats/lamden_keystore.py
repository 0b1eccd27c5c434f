"""lamden-keystore-1.0: the keystore file of Lamden's wallet and of lamden-js.

Inside the envelope lies JSON: `version` and `keyList`, each entry with `sk` (an ed25519 seed in
hex), `nickname`, often `vk` (the public key) and fields of the wallet's own. The wallet leaves the
accounts of its phrase and watch-only ones out.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from keystow.errors import TooMany
from keystow.formats import lamden_envelope
from keystow.formats.interface import Inspection, Warn
from keystow.secret import Secret
from keystow.wallet.text import is_name

if TYPE_CHECKING:
    from keystow.formats.opened import Opened, OpenedAccount
    from keystow.wallet.vault import Foreign

NAME = "lamden-keystore-1.0"
VERSION = "1.0"
READ_LIMIT = 64 * 1024 * 1024
"""Bytes; a hundred thousand accounts take half of it."""

ACCOUNTS_MAX = 100_000

OF_EXTENSION = re.compile(rb'"(?:vault|coins)"\s*:')
"""What stands in the extension's storage and in no keystore."""

_MARKS = (b'\\"ct\\"', b"\\u0022ct\\u0022")
_INSPECTED = (Warn.PHRASE_ACCOUNTS_LEFT_OUT, Warn.WATCH_ONLY_LEFT_OUT, Warn.WEAK_ENCRYPTION)
_HEX64 = re.compile(r"[0-9a-fA-F]{64}")
_WATCH_ONLY = "watchOnly"
_CHAIN = "lamden"
USUAL = {"name": "Lamden", "network": "lamden", "symbol": "TAU"}
"""What the wallet writes beside each key; anything else is kept as foreign data."""


class LamdenKeystore:
    """Lamden's format 1.0, the only one there is."""

    name = NAME

    def read_limit(self, head: bytes) -> int:
        del head
        return READ_LIMIT

    def detect(self, data: bytes) -> bool:
        start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
        if OF_EXTENSION.search(data):
            return False
        return start.startswith(b"{") and b'"data"' in data and any(m in data for m in _MARKS)

    def inspect(self, data: bytes) -> Inspection:
        envelope = lamden_envelope.parse(data)
        return Inspection(
            format=NAME,
            hint=envelope.hint,
            made_by="",
            created=None,
            sum_state=None,
            slots=({"kind": "password", "kdf": "evp-bytestokey-md5", "passes": 1},),
            warnings=(*_INSPECTED, *envelope.warnings),
        )

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> "Opened":
        from keystow.formats.opened import Opened

        del keyfile, more_cost  # this format has no key file, and its KDF costs nothing
        envelope = lamden_envelope.parse(data)
        content = lamden_envelope.decrypt(envelope, password, "keyList")
        entries = _entries(content.value)
        accounts, noted = _accounts(entries)
        if content.value.get("version") != VERSION:
            noted.append(Warn.VERSION_UNKNOWN)
        return Opened(
            format=NAME,
            hint=envelope.hint,
            made_by="",
            created=None,
            payload_sha256=hashlib.sha256(content.padded).hexdigest(),
            warnings=tuple(
                dict.fromkeys((*_INSPECTED, *envelope.warnings, *content.warnings, *noted))
            ),
            accounts=tuple(accounts),
            foreign=tuple(_foreign(content.value, entries)),
        )


def _entries(content: dict[str, Any]) -> list[dict[str, Any]]:
    listed = content["keyList"]
    if len(listed) > ACCOUNTS_MAX:
        raise TooMany(limit=ACCOUNTS_MAX)
    return [entry if type(entry) is dict else {} for entry in listed]


def _accounts(entries: list[dict[str, Any]]) -> "tuple[list[OpenedAccount], list[Warn]]":
    accounts, noted = [], []
    seen: set[str] = set()
    for entry in entries:
        account = _account(entry)
        if account is None:
            noted.append(Warn.ENTRY_UNREADABLE)
            continue
        accounts.append(account)
        noted.extend(_faults(account, entry, seen))
        seen.add(account.address)
    return accounts, noted


def _account(entry: dict[str, Any]) -> "OpenedAccount | None":
    """An entry without a usable key is watch-only where it tells an address, else None."""
    # Imported here: a file at fault is refused without any curve.
    from keystow.formats.opened import OpenedAccount
    from keystow.wallet.chains import LAMDEN

    name, sk, vk = (_string(entry.get(field)) for field in ("nickname", "sk", "vk"))
    if _HEX64.fullmatch(sk):
        key = LAMDEN.parse_private_key(Secret(sk))
        public, address = LAMDEN.account_from_private_key(key)
        # The claim stays, so that whoever restores compares it with the key and refuses it.
        claimed = (vk.lower() if _HEX64.fullmatch(vk) else vk[:200]) or address
        return OpenedAccount(name, _CHAIN, claimed, public, None, False, key)
    if not _HEX64.fullmatch(vk):
        return None
    return OpenedAccount(name, _CHAIN, vk.lower(), vk.lower(), None, True, None)


def _faults(account: "OpenedAccount", entry: dict[str, Any], seen: set[str]) -> Iterator[Warn]:
    if account.watch_only and _WATCH_ONLY not in _string(entry.get("sk")):
        yield Warn.KEY_UNREADABLE
    if account.address != account.public_key:
        yield Warn.ADDRESS_MISMATCH
    if account.address in seen:
        yield Warn.DUPLICATE_ACCOUNT
    if not is_name(account.name):
        yield Warn.NAME_CHANGED


def _foreign(content: dict[str, Any], entries: list[dict[str, Any]]) -> "Iterator[Foreign]":
    """What neither Keystow nor this format's usual fields name, keys left out."""
    rest = {name: value for name, value in content.items() if name not in ("version", "keyList")}
    extras = [{"vk": _vk(entry), **extra} for entry in entries if (extra := _extra(entry))]
    if not rest and not extras:
        return
    from keystow.wallet.vault import FOREIGN_CHARS_MAX, Foreign

    data = json.dumps(rest | {"keyList": extras}, separators=(",", ":"))
    if len(data) <= FOREIGN_CHARS_MAX:
        yield Foreign(hashlib.sha256(data.encode()).hexdigest()[:16], NAME, data)


def _vk(entry: dict[str, Any]) -> object:
    """Return whose an entry is: lamden-js itself leaves the public key out."""
    account = None if "vk" in entry else _account(entry)
    return entry.get("vk") if account is None else account.address


def _extra(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in entry.items()
        if name not in ("sk", "vk", "nickname") and USUAL.get(name) != value
    }


def _string(value: object) -> str:
    return value if type(value) is str else ""
