"""lamden-keystore-1.0, written: the keys of Lamden accounts, as Lamden's wallet writes them.

The format is weak and can't be made strong: a guess costs three MD5.

Ref: docs/foreign-formats.md, "Writing".
"""

import json
from collections.abc import Sequence
from typing import Any

from keystow.formats import lamden_envelope, lamden_keystore
from keystow.formats.opened import OpenedAccount
from keystow.formats.writers import interface
from keystow.formats.writers.interface import RandomBytes, Unfit
from keystow.secret import Secret
from keystow.wallet.vault import Foreign

_CHAIN = "lamden"


class LamdenKeystoreWriter:
    """Format 1.0, the only one there is."""

    name = lamden_keystore.NAME
    suffix = "keystore"
    weak = True
    single = False
    hint = True

    def takes(self, account: OpenedAccount) -> bool:
        return account.chain == _CHAIN

    def unfit(self, password: Secret) -> Unfit | None:
        del password  # it goes in as typed
        return None

    def write(
        self,
        accounts: Sequence[OpenedAccount],
        kept: Sequence[Foreign],
        password: Secret,
        hint: str,
        random_bytes: RandomBytes,
    ) -> bytes:
        rest, extras = _kept(kept)
        content = {
            **rest,
            "version": lamden_keystore.VERSION,
            "keyList": [_entry(account, extras) for account in accounts],
        }
        plaintext = json.dumps(content, separators=(",", ":")).encode("ascii")
        return lamden_envelope.seal(plaintext, password, hint, random_bytes)


def _entry(account: OpenedAccount, extras: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        **lamden_keystore.USUAL,
        **extras.get(account.address, {}),
        "sk": interface.key_of(account).reveal().hex(),
        "vk": account.address,
        "nickname": account.name,
    }


def _kept(kept: Sequence[Foreign]) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return what stood beside the list of keys, and by public key what stood in its entries."""
    rest: dict[str, Any] = {}
    extras: dict[str, dict[str, Any]] = {}
    for one in interface.kept_objects(kept, lamden_keystore.NAME):
        listed = one.pop("keyList", None)
        rest |= one
        for entry in listed if type(listed) is list else ():
            if type(entry) is dict and type(entry.get("vk")) is str:
                extras[entry["vk"].lower()] = entry
    return rest, extras
