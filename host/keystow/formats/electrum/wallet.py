"""electrum-wallet: Electrum's wallet file of any version, encrypted as a whole, in part or not.

A text that is a seed of Electrum's and no BIP-39 phrase counts as one too.

Ref: docs/foreign-formats.md, "electrum-wallet".
"""

import hashlib
import re
from typing import TYPE_CHECKING, Any

from keystow.errors import NotAKeystore
from keystow.formats.electrum import storage
from keystow.formats.interface import Inspection, Warn
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened

NAME = "electrum-wallet"

# The first of these stand in nearly every version; some of before 2.8 have only the others.
_SURE = re.compile(rb"""["'](?:seed_version|use_encryption|genesis_blockhash)["']\s*:""")
_KIND = re.compile(rb'"wallet_type"\s*:')
_SEED_BYTES = 1_024
_SEED_WORDS = range(12, 26)
_KEYS = re.compile(rb'"(?:keystore|master_public_keys|accounts|x1/?)"\s*:')


class ElectrumWallet:
    """A wallet file of Electrum's."""

    name = NAME

    def read_limit(self, head: bytes) -> int:
        del head
        return storage.READ_LIMIT

    def detect(self, data: bytes) -> bool:
        if storage.is_sealed(data):
            return True
        if data[:1].isspace() or data[:3] == b"\xef\xbb\xbf":
            data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
        if data[:1] != b"{":
            return _seed(data) is not None
        return bool(_SURE.search(data) or (_KIND.search(data) and _KEYS.search(data)))

    def inspect(self, data: bytes) -> Inspection:
        if storage.is_sealed(data):
            sealed = storage.parse_sealed(data)
            if sealed.by_device:
                warnings = (Warn.HARDWARE_HOLDS_KEYS,)
                return Inspection(NAME, slots=({"kind": "hardware"},), warnings=warnings)
            return Inspection(NAME, slots=(sealed.kdf().slot(),), warnings=(Warn.WEAK_ENCRYPTION,))
        if _seed(data) is not None:
            return Inspection(NAME, warnings=(Warn.NOT_ENCRYPTED,))
        wallet = storage.parse(data)
        if wallet.get("use_encryption") is not True:
            return Inspection(NAME, warnings=(Warn.NOT_ENCRYPTED,))
        slot = {"kind": "password", "kdf": "sha256", "passes": 2}
        return Inspection(NAME, slots=(slot,), warnings=(Warn.WEAK_ENCRYPTION,))

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> "Opened":
        del keyfile, more_cost  # there is no key file, and the KDF is within bounds
        if (words := _seed(data)) is not None:
            return _opened_seed(data, words, password)
        warnings: list[Warn] = []
        text = data
        if storage.is_sealed(data):
            sealed = storage.parse_sealed(data)
            text = storage.unseal(sealed, password)
            warnings.append(Warn.WEAK_ENCRYPTION)
        wallet: dict[str, Any] = storage.parse(text)

        from keystow.formats.electrum import contents

        digest = hashlib.sha256(text).hexdigest()
        return contents.opened(NAME, digest, text, wallet, password, warnings)


def _seed(data: bytes) -> Secret | None:
    """Return the words of a text that is a seed; None for anything else."""
    if len(data) > _SEED_BYTES or len(data.split()) not in _SEED_WORDS:
        return None
    from keystow.formats.electrum import seed

    words = Secret(data.removeprefix(b"\xef\xbb\xbf"))
    return words if seed.is_told(words) else None


def _opened_seed(data: bytes, words: Secret, extension: Secret) -> "Opened":
    from keystow.formats.electrum import seed

    phrase = seed.read(words, extension)
    if phrase is None:
        raise NotAKeystore
    return seed.opened(NAME, data, phrase, 1)
