"""eip-2335, written: one validator's BLS secret, as the staking tools write it.

Ref: ERC-2335, version 4; docs/foreign-formats.md, "Writing".
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from keystow.formats import eip_2335
from keystow.formats.foreign_kdf import Scrypt
from keystow.formats.opened import OpenedAccount
from keystow.formats.writers import interface
from keystow.formats.writers.interface import RandomBytes, Unfit
from keystow.secret import Secret
from keystow.wallet.vault import Foreign

_KEY_BYTES = 32


class Eip2335Writer:
    """Version 4, with scrypt. The public key comes from the file that brought the secret."""

    name = eip_2335.NAME
    suffix = "json"
    weak = False
    single = True
    hint = False

    def takes(self, account: OpenedAccount) -> bool:
        return account.chain == eip_2335.CHAIN

    def unfit(self, password: Secret) -> Unfit | None:
        return None if eip_2335.normal(password) else Unfit.EMPTY

    def write(
        self,
        accounts: Sequence[OpenedAccount],
        kept: Sequence[Foreign],
        password: Secret,
        hint: str,
        random_bytes: RandomBytes,
    ) -> bytes:
        from keystow.formats import foreign_cipher

        del hint
        account, key = interface.the_one(accounts)
        salt, iv = random_bytes(32), random_bytes(16)
        kdf = Scrypt(salt, interface.SCRYPT_N, 8, 1)
        derived = kdf.derive(eip_2335.normal(password), _KEY_BYTES)
        message = foreign_cipher.aes_ctr(derived[:16], iv, bytes(key.reveal()))
        checksum = hashlib.sha256(derived[16:] + message).hexdigest()
        params = {"dklen": _KEY_BYTES, "n": interface.SCRYPT_N, "p": 1, "r": 8, "salt": salt.hex()}
        return json.dumps(
            {
                "crypto": {
                    "kdf": {"function": "scrypt", "params": params, "message": ""},
                    "checksum": {"function": "sha256", "params": {}, "message": checksum},
                    "cipher": {
                        "function": "aes-128-ctr",
                        "params": {"iv": iv.hex()},
                        "message": message.hex(),
                    },
                },
                "description": account.name,
                "pubkey": account.address,
                "path": account.path or "",
                "uuid": str(UUID(bytes=random_bytes(16), version=4)),
                "version": eip_2335.VERSION,
                **_kept(account, kept),
            }
        ).encode("ascii")


def _kept(account: OpenedAccount, kept: Sequence[Foreign]) -> dict[str, Any]:
    """Return the fields that stood in this account's file and that Keystow doesn't know."""
    for rest in interface.kept_objects(kept, eip_2335.NAME):
        if rest.get("pubkey") == account.address:
            return {name: value for name, value in rest.items() if name not in eip_2335.READ}
    return {}
