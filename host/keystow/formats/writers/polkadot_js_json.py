"""polkadot-js-json, written: one account, version 3, as @polkadot/keyring writes it.

Ref: docs/foreign-formats.md, "Writing".
"""

import json
from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from keystow.formats import polkadot_js_json
from keystow.formats.foreign_kdf import Scrypt
from keystow.formats.opened import OpenedAccount
from keystow.formats.writers import interface
from keystow.formats.writers.interface import RandomBytes, Unfit
from keystow.secret import Secret
from keystow.wallet.vault import Foreign

SCRYPT_N = 1 << 17
"""The most that polkadot-js takes: it has a list of six parameters, and opens no others."""

_ETHEREUM = "ethereum"
_POLKADOT = "polkadot"
_SECRET_SIZES = (64, 32)


class PolkadotJsJsonWriter:
    """Version 3, with scrypt."""

    name = polkadot_js_json.NAME
    suffix = "json"
    weak = False
    single = True
    hint = False

    def takes(self, account: OpenedAccount) -> bool:
        if account.private_key is None or account.public_key is None:
            return False
        if account.chain == _POLKADOT:
            return len(account.private_key.reveal()) in _SECRET_SIZES
        return account.chain == _ETHEREUM

    def unfit(self, password: Secret) -> Unfit | None:
        return None if polkadot_js_json.spellings(password)[0] else Unfit.EMPTY

    def write(
        self,
        accounts: Sequence[OpenedAccount],
        kept: Sequence[Foreign],
        password: Secret,
        hint: str,
        random_bytes: RandomBytes,
    ) -> bytes:
        from nacl.secret import SecretBox

        del hint
        account, key = interface.the_one(accounts)
        public = bytes.fromhex(account.public_key or "")
        kind, secret = _kind(account.chain, key, public)
        salt, nonce = random_bytes(32), random_bytes(24)
        numbers = b"".join(one.to_bytes(4, "little") for one in (SCRYPT_N, 1, 8))
        derived = Scrypt(salt, SCRYPT_N, 8, 1).derive(polkadot_js_json.spellings(password)[0], 64)
        plaintext = polkadot_js_json.HEAD + secret + polkadot_js_json.DIVIDER + public
        box = SecretBox(derived[:32]).encrypt(plaintext, nonce)  # its nonce stands before it
        rest = _kept(account, kept)
        meta = rest.get("meta")
        return json.dumps(
            {
                **rest,
                "encoded": b64encode(salt + numbers + box).decode("ascii"),
                "encoding": {
                    "content": ["pkcs8", kind],
                    "type": ["scrypt", "xsalsa20-poly1305"],
                    "version": "3",
                },
                # Where an address is a hash of the public key, the key stands in its place.
                "address": account.address if len(public) == 32 else f"0x{public.hex()}",
                "meta": (meta if type(meta) is dict else {}) | {"name": account.name},
            }
        ).encode("ascii")


def _kind(chain: str, key: Secret, public: bytes) -> tuple[str, bytes]:
    """Return the kind of key, and the secret in the length that version 3 wants of it."""
    from keystow.wallet.chains import ed25519

    secret = bytes(key.reveal())
    if chain == _ETHEREUM:
        return "ethereum", secret
    if len(public) != 32:
        return "ecdsa", secret[:32]
    if ed25519.public_key(Secret(secret[:32])) == public:
        return "ed25519", secret[:32] + public
    return "sr25519", secret


def _kept(account: OpenedAccount, kept: Sequence[Foreign]) -> dict[str, Any]:
    """Return the fields that stood in this account's file, `meta` among them."""
    for rest in interface.kept_objects(kept, polkadot_js_json.NAME):
        if "content" in rest and rest.pop("address", None) == account.address:
            return {name: value for name, value in rest.items() if name != "content"}
    return {}
