"""web3-v3, written: one Ethereum key, as geth writes it.

Ref: ethereum.org, "Web3 secret storage definition", version 3; docs/foreign-formats.md, "Writing".
"""

import json
import unicodedata
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from keystow.formats import web3_v3
from keystow.formats.foreign_kdf import Scrypt
from keystow.formats.opened import OpenedAccount
from keystow.formats.writers import interface
from keystow.formats.writers.interface import RandomBytes, Unfit
from keystow.secret import Secret
from keystow.wallet.vault import Foreign

_KEY_BYTES = 32
_CHAIN = "ethereum"


class Web3V3Writer:
    """Version 3, with scrypt."""

    name = web3_v3.NAME
    suffix = "json"
    weak = False
    single = True
    hint = False

    def takes(self, account: OpenedAccount) -> bool:
        return account.chain == _CHAIN

    def unfit(self, password: Secret) -> Unfit | None:
        # geth and eth-account take it as typed, ethers in NFKC.
        text = password.reveal().decode("utf-8", "surrogatepass")
        return None if unicodedata.is_normalized("NFKC", text) else Unfit.FORMS

    def write(
        self,
        accounts: Sequence[OpenedAccount],
        kept: Sequence[Foreign],
        password: Secret,
        hint: str,
        random_bytes: RandomBytes,
    ) -> bytes:
        from Crypto.Hash import keccak

        from keystow.formats import foreign_cipher

        del hint
        account, key = interface.the_one(accounts)
        salt, iv = random_bytes(32), random_bytes(16)
        derived = Scrypt(salt, interface.SCRYPT_N, 8, 1).derive(password.reveal(), _KEY_BYTES)
        ciphertext = foreign_cipher.aes_ctr(derived[:16], iv, bytes(key.reveal()))
        mac = keccak.new(digest_bits=256, data=derived[16:] + ciphertext).hexdigest()
        params = {"dklen": _KEY_BYTES, "n": interface.SCRYPT_N, "p": 1, "r": 8, "salt": salt.hex()}
        return json.dumps(
            {
                "version": web3_v3.VERSION,
                "id": str(UUID(bytes=random_bytes(16), version=4)),
                "address": account.address[2:].lower(),
                "crypto": {
                    "ciphertext": ciphertext.hex(),
                    "cipherparams": {"iv": iv.hex()},
                    "cipher": "aes-128-ctr",
                    "kdf": "scrypt",
                    "kdfparams": params,
                    "mac": mac,
                },
                **_kept(account, kept),
            }
        ).encode("ascii")


def _kept(account: OpenedAccount, kept: Sequence[Foreign]) -> dict[str, Any]:
    """Return the fields that stood in this account's file and that Keystow doesn't know."""
    digits = account.address[2:].lower()
    for rest in interface.kept_objects(kept, web3_v3.NAME):
        if str(rest.pop("address", "")).lower().removeprefix("0x") == digits:
            return {name: value for name, value in rest.items() if name.lower() not in _OURS}
    return {}


_OURS = frozenset({"version", "id", "address", "crypto", "name", "x-ethers", "secret"})
