"""Electrum's own seed words: told from BIP-39 by a hash of the text, stretched with another salt.

Ref: Electrum's documentation, "Electrum Seed Version System"; of seeds from before version 2.0 its
old_mnemonic.py and keystore.py. Words and versions are btclib-mnemonics' (ADR 0025).
"""

import hashlib
from enum import StrEnum

from btclib_mnemonics import electrum as seeds
from btclib_mnemonics.exceptions import BTClibMnemonicsValueError

from keystow.errors import PhraseInvalid, UnsupportedCharacter
from keystow.secret import Secret
from keystow.wallet import mnemonic
from keystow.wallet.chains import secp256k1
from keystow.wallet.derivation import SECP256K1_ORDER, add_scalars


class Kind(StrEnum):
    """What Electrum calls the type of a seed."""

    STANDARD = "standard"
    SEGWIT = "segwit"
    TWO_FACTOR = "2fa"
    TWO_FACTOR_SEGWIT = "2fa_segwit"
    OLD = "old"


ROOTS = {Kind.STANDARD: "m", Kind.SEGWIT: "m/0'"}
"""Where a seed's keys begin: behind it stand 0 for receiving or 1 for change, and an index.

Seeds of the other kinds sign together with other keys, or know nothing of BIP-32.
"""

OLD_ROUNDS = 100_000


def kind_of(words: Secret) -> Kind | None:
    """Tell which kind of seed a text is, None for none."""
    try:
        return Kind(seeds.version_from_mnemonic(_text(words))[0])
    except (BTClibMnemonicsValueError, PhraseInvalid):
        return None


def seed(words: Secret, passphrase: Secret) -> Secret:
    """Stretch words and their extension into 64 bytes; PhraseInvalid where BIP-32 has no use."""
    try:
        return Secret(seeds.seed_from_mnemonic(_text(words), passphrase.reveal().decode()))
    except (BTClibMnemonicsValueError, UnicodeDecodeError):
        raise PhraseInvalid from None


def old_digits(words: Secret) -> str:
    """Return an old seed in hex, whether it was written so or in words; PhraseInvalid."""
    try:
        return seeds.hex_seed_from_old_mnemonic(_text(words))
    except BTClibMnemonicsValueError:
        raise PhraseInvalid from None


def old_words(digits: str) -> Secret:
    """Return the words of an old seed in hex; PhraseInvalid."""
    try:
        return Secret(seeds.old_mnemonic_from_hex_seed(digits))
    except BTClibMnemonicsValueError:
        raise PhraseInvalid from None


class OldSeed:
    """The keys of a seed from before version 2.0."""

    def __init__(self, digits: str) -> None:
        """Take the seed in hex: the digits themselves are stretched, 100,000 times."""
        secret = digits.encode("ascii")
        stretched = secret
        for _ in range(OLD_ROUNDS):
            stretched = hashlib.sha256(stretched + secret).digest()
        self._key = _scalar(stretched)
        self.public_key = secp256k1.public_key(Secret(self._key)).format(compressed=False)[1:]
        """The master public key, 64 bytes."""

    def key(self, change: int, index: int) -> Secret:
        """Return the private key of a receiving (0) or change (1) address; KeyInvalid."""
        place = b"%d:%d:" % (index, change) + self.public_key
        tweak = hashlib.sha256(hashlib.sha256(place).digest()).digest()
        return Secret(add_scalars(self._key, _scalar(tweak)))


def _scalar(digest: bytes) -> bytes:
    return (int.from_bytes(digest, "big") % SECP256K1_ORDER).to_bytes(32, "big")


def _text(words: Secret) -> str:
    try:
        return " ".join(mnemonic.split(words))
    except UnsupportedCharacter:
        raise PhraseInvalid from None
