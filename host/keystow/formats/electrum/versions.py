"""Where an Electrum wallet of any age keeps its keystores, as the newest versions would have them.

Ref: Electrum's wallet_db.py, _convert_wallet_type and _convert_imported.
"""

import re
from collections.abc import Iterator
from typing import Any

from keystow.formats import bounded_json

HARDWARE = "hardware"
IMPORTED = "imported"
OLD = "old"
BIP32 = "bip32"

_COSIGNER = re.compile(r"x([1-9][0-9]?)/?")
_COSIGNERS_MAX = 15
_OLD_KEY_DIGITS = 128
_DEVICES = ("trezor", "keepkey", "ledger", "btchip")


def find(wallet: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the keystores by name, put into the wallet where an older version had none."""
    found = {
        name: fields
        for name, fields in wallet.items()
        if type(fields) is dict and (name == "keystore" or _is_cosigner(name))
    }
    if not found:
        found = dict(_of_old(wallet))
        wallet.update(found)
    return found


def _is_cosigner(name: str) -> bool:
    found = _COSIGNER.fullmatch(name)
    return found is not None and int(found[1]) <= _COSIGNERS_MAX


def _of_old(wallet: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the keystores of a file of a version before 2.7."""
    pairs = wallet.get("keypairs") if wallet.get("key_type") == IMPORTED else None
    pairs = pairs if type(pairs) is dict else _imported(wallet)
    public_keys, private_keys = (
        keys if type(keys) is dict else {}
        for keys in (wallet.get("master_public_keys"), wallet.get("master_private_keys"))
    )
    seed, public = wallet.get("seed"), bounded_json.text_or_empty(wallet.get("master_public_key"))
    if len(public) == _OLD_KEY_DIGITS:
        yield "keystore", {"type": OLD, "seed": seed, "mpk": public}
    elif pairs:
        yield "keystore", {"type": IMPORTED, "keypairs": pairs}
        return
    kind = bounded_json.text_or_empty(wallet.get("wallet_type"))
    for place, (name, xpub) in enumerate(sorted(public_keys.items())[: _COSIGNERS_MAX + 1]):
        fields = {"type": BIP32, "xpub": xpub, "xprv": private_keys.get(name)}
        fields |= {"seed": seed} if name in ("x/", "x1/") else {}
        if kind in _DEVICES:
            fields = {"type": HARDWARE, "hw_type": kind, "xpub": xpub}
            fields |= {"derivation": f"m/44'/0'/{name[2:]}"}
        yield "keystore" if place == 0 and not _is_cosigner(name) else name, fields
    if pairs:
        yield "imported", {"type": IMPORTED, "keypairs": pairs}


def _imported(wallet: dict[str, Any]) -> dict[str, Any]:
    """Return the keys imported beside others, by public key; before version 2.0 by address."""
    accounts = wallet.get("accounts")
    account = accounts.get("/x") if type(accounts) is dict else None
    entries = account.get("imported") if type(account) is dict else None
    older = wallet.get("imported_keys")
    found: dict[str, Any] = dict(older) if type(older) is dict else {}
    for entry in entries.values() if type(entries) is dict else ():
        if type(entry) is list and len(entry) == 2 and type(entry[0]) is str and entry[1]:
            found[entry[0]] = entry[1]
    return found
