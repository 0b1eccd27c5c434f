"""The password of an Electrum wallet's fields, where the file as a whole may lie in clear.

A field is base64 of an IV and AES-256-CBC under SHA-256 taken twice of the password: no salt, no
MAC, so that only what comes out tells whether the password was right.

Ref: Electrum's crypto.py (pw_decode).
"""

import hashlib
from collections.abc import Callable
from typing import Any

from keystow.errors import Damaged, KeyInvalid, NewerFormat, WrongPassword
from keystow.formats import bounded_json
from keystow.formats.electrum.storage import aes_cbc
from keystow.secret import Secret

_PASSWORD_VERSION = 1
_BLOCK = 16


class Lock:
    """The password of a wallet's fields, and what became of those that were tried."""

    def __init__(self, password: Secret) -> None:
        self._key = hashlib.sha256(hashlib.sha256(password.reveal()).digest()).digest()
        self.opened = 0
        self.refused = 0
        self.in_clear = 0

    def read(self, fields: dict[str, Any], name: str, check: Callable[[str], object]) -> Any:
        """Return what `check` makes of a field, in clear or decrypted; the field gets the text.

        `check` raises Damaged or KeyInvalid for a text that isn't one. None where nothing fits.
        """
        text = bounded_json.text_or_empty(fields.get(name))
        try:
            made = check(text)
        except (Damaged, KeyInvalid):
            pass
        else:
            self.in_clear += 1
            return made
        version = fields.get("pw_hash_version", _PASSWORD_VERSION)
        if version != _PASSWORD_VERSION:
            raise NewerFormat
        try:
            clear = self._decrypt(text)
            made = check(clear)
        except (Damaged, KeyInvalid):
            self.refused += 1
            return None
        self.opened += 1
        fields[name] = clear
        return made

    def follow(self, fields: dict[str, Any], name: str) -> str:
        """Return a field that goes with one just read, encrypted as that was; "" for none."""
        text = bounded_json.text_or_empty(fields.get(name))
        if not text or not self.opened:
            return text
        try:
            fields[name] = self._decrypt(text)
        except Damaged:
            return text
        return str(fields[name])

    def require_some(self) -> None:
        """Raise WrongPassword where nothing opened that was tried."""
        if self.refused and not self.opened:
            raise WrongPassword

    def _decrypt(self, text: str) -> str:
        data = bounded_json.base64(text)
        if len(data) < 2 * _BLOCK or len(data) % _BLOCK:
            raise Damaged
        try:
            return aes_cbc(self._key, data[:_BLOCK], data[_BLOCK:]).decode()
        except UnicodeDecodeError:
            raise Damaged from None


def is_locked(wallet: dict[str, Any]) -> bool:
    """Tell whether a wallet says that its fields are encrypted."""
    return wallet.get("use_encryption") is True
