"""Which addresses and public keys an Electrum wallet of any age lists as its own.

Ref: Electrum's wallet_db.py: `addresses` since 2.8, `pubkeys` in 2.7, `accounts` before.
"""

import re
from collections.abc import Iterator, Sized
from typing import Any

from keystow.errors import AddressInvalid, TooMany
from keystow.formats import bounded_json
from keystow.wallet.chains import BITCOIN

ACCOUNTS_MAX = 10_000
RECEIVING, CHANGE = ("receiving", "0"), ("change", "1")

_SIGNERS = re.compile(r"([1-9][0-9]?)of([1-9][0-9]?)")
_PUBLIC_KEY = re.compile("(?:0[23][0-9a-f]{64}|04[0-9a-f]{128})")


def signers(wallet: dict[str, Any]) -> int:
    """Return how many keys must sign, 0 where one does."""
    kind = bounded_json.text_or_empty(wallet.get("wallet_type"))
    found = _SIGNERS.fullmatch(kind)
    if kind == "2fa":
        return 2
    return int(found[1]) if found else 0


def entries(wallet: dict[str, Any], names: tuple[str, str], account: str) -> list[Any]:
    """Return an account's receiving or change addresses, or their keys in older files; TooMany."""
    accounts = objects(wallet.get("accounts"))
    newer = (wallet.get("addresses"), wallet.get("pubkeys")) if account == "0" else ()
    for holder in (*newer, accounts.get(account)):
        for name in names:
            listed = objects(holder).get(name)
            if type(listed) is list and listed:
                _bound(listed)
                return listed
    return []


def addresses(wallet: dict[str, Any]) -> Iterator[str]:
    """Give every address that the file lists as the wallet's own; TooMany."""
    for names in (RECEIVING, CHANGE):
        yield from (one for one in entries(wallet, names, "0") if is_address(one))
    imported = objects(objects(objects(wallet.get("accounts")).get("/x")).get("imported"))
    for listed in (wallet.get("addresses"), imported):
        if isinstance(listed, list | dict):
            _bound(listed)
            yield from (one for one in listed if is_address(one))


def public_keys(wallet: dict[str, Any]) -> Iterator[list[bytes]]:
    """Give the public keys of each address of several, as versions before 2.8 list them."""
    accounts = objects(wallet.get("accounts"))
    for holder in (wallet.get("pubkeys"), accounts.get("0")):
        for name in ("receiving", "change"):
            listed = objects(holder).get(name)
            if type(listed) is not list:
                continue
            _bound(listed)
            for keys in listed:
                if type(keys) is list and all(map(is_public_key, keys)):
                    yield [bytes.fromhex(key) for key in keys]


def is_public_key(text: object) -> bool:
    return type(text) is str and _PUBLIC_KEY.fullmatch(text) is not None


def is_address(text: object) -> bool:
    """Tell whether a text is an address of Bitcoin's or of a test network's."""
    if type(text) is not str or is_public_key(text):
        return False
    try:
        BITCOIN.normalise_address(text)
    except AddressInvalid as refusal:
        return refusal.data.get("reason") == "testnet"
    return True


def objects(value: object) -> dict[str, Any]:
    return value if type(value) is dict else {}


def _bound(listed: Sized) -> None:
    if len(listed) > ACCOUNTS_MAX:
        raise TooMany(limit=ACCOUNTS_MAX)
