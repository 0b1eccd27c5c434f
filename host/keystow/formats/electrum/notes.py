"""The labels and contacts of an Electrum wallet. Ref: Electrum's contacts.py and wallet_db.py."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from keystow.errors import AddressInvalid
from keystow.formats.electrum.lists import is_address, objects
from keystow.wallet.chains import BITCOIN
from keystow.wallet.text import as_name, is_plain
from keystow.wallet.vault import OTHERS_MAX, Contact, Label

LABEL_MAX = 1_000

_TXID = re.compile("[0-9a-f]{64}")


def contacts(wallet: dict[str, Any]) -> Iterator[Contact]:
    """Give the contacts that are addresses; before 2.6 name and address were the other way."""
    seen: set[str] = set()
    for key, entry in objects(wallet.get("contacts")).items():
        kind, name = entry if type(entry) is list and len(entry) == 2 else ("", "")
        if kind != "address" or type(name) is not str:
            continue
        for text, title in ((key, name), (name, key)):
            try:
                address = BITCOIN.normalise_address(text)
            except AddressInvalid:
                continue
            if address not in seen and len(seen) < OTHERS_MAX:
                seen.add(address)
                id_ = hashlib.sha256(address.encode()).hexdigest()[:16]
                yield Contact(id_, as_name(title, "Contact"), BITCOIN.id, address, "")
            break


def labels(wallet: dict[str, Any]) -> Iterator[Label]:
    """Give the labels of transactions and addresses as BIP-329 has them."""
    for ref, label in list(objects(wallet.get("labels")).items())[:OTHERS_MAX]:
        if type(label) is not str or not label or not is_plain(label):
            continue
        kind = "tx" if _TXID.fullmatch(ref) else "addr"
        if kind == "tx" or is_address(ref):
            yield Label(kind, ref, label[:LABEL_MAX])
