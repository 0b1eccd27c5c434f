"""BIP-39 phrases: make, check and turn into a seed.

Ref: BIP-39, "Generating the mnemonic" and "From mnemonic to seed". Word lists and arithmetic are
the `mnemonic` package's; telling what is wrong with a phrase is ours.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from keystow.errors import PhraseInvalid, UnsupportedCharacter
from keystow.secret import Secret

if TYPE_CHECKING:
    from mnemonic import Mnemonic

COUNTS = (12, 15, 18, 21, 24)
ENTROPY_BYTES = (16, 20, 24, 28, 32)
LANGUAGES = (
    "english",  # first: French shares a hundred words with it
    "spanish",
    "french",
    "italian",
    "portuguese",
    "czech",
    "japanese",
    "korean",
    "chinese_simplified",
    "chinese_traditional",
    "russian",
    "turkish",
)
TEXT_MAX = 2_048
"""Bytes of a typed phrase that are looked at; 24 of the longest words need half of it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What may be told of a valid phrase."""

    language: str
    count: int


def generate(entropy: bytes, language: str = "english") -> Secret:
    """Make the phrase of 16, 20, 24, 28 or 32 random bytes; ValueError for another length."""
    words: str = _list(language).to_mnemonic(entropy)
    return Secret(" ".join(words.split()))


def check(words: Secret) -> Phrase:
    """Find the phrase's language and count.

    Raises PhraseInvalid: `reason` "count", "word" (with `word`, its position from 1) or
    "checksum", in this order.
    """
    parts = _split(words)
    if len(parts) not in COUNTS:
        raise PhraseInvalid(reason="count")
    unknown = {language: _first_unknown(parts, language) for language in LANGUAGES}
    candidates = [language for language in LANGUAGES if unknown[language] is None]
    if not candidates:
        raise PhraseInvalid(reason="word", word=_position(parts, unknown))
    text = " ".join(parts)
    for language in candidates:
        if _list(language).check(text):
            return Phrase(language, len(parts))
    raise PhraseInvalid(reason="checksum")


def normalise(words: Secret) -> Secret:
    """Return the phrase in NFKD, lower case, with single spaces: the form the vault keeps."""
    return Secret(" ".join(_split(words)))


def seed(words: Secret, passphrase: Secret) -> Secret:
    """Stretch a phrase and its passphrase into the 64-byte seed, 2,048 rounds of PBKDF2."""
    return Secret(_list("english").to_seed(normalise(words).reveal().decode(), _text(passphrase)))


def fingerprint(words: Secret, passphrase: Secret) -> bytes:
    """Return a digest that two phrases share exactly where they give the same seed."""
    normal = unicodedata.normalize("NFKD", _text(passphrase)).encode()
    return hashlib.sha256(normalise(words).reveal() + b"\0" + normal).digest()


def _split(words: Secret) -> list[str]:
    if len(words.reveal()) > TEXT_MAX:
        raise PhraseInvalid(reason="count")
    # NFKD turns the ideographic space of Japanese phrases into a plain one.
    return unicodedata.normalize("NFKD", _text(words)).lower().split()


def _text(value: Secret) -> str:
    try:
        return value.reveal().decode("utf-8")
    except UnicodeDecodeError:
        raise UnsupportedCharacter from None


def _first_unknown(parts: list[str], language: str) -> int | None:
    known = _words(language)
    return next((at for at, word in enumerate(parts, 1) if word not in known), None)


def _position(parts: list[str], unknown: dict[str, int | None]) -> int:
    """The first wrong word in the language that knows most of the words."""
    best = max(LANGUAGES, key=lambda name: sum(word in _words(name) for word in parts))
    return unknown[best] or 1


@lru_cache
def _list(language: str) -> "Mnemonic":
    # Imported here: whoever reads a vault needs the languages' names, not their words.
    from mnemonic import Mnemonic

    # The package's Russian and Turkish lists are in NFC; its own check then refuses every phrase
    # in the NFKD that BIP-39 asks for.
    words = [unicodedata.normalize("NFKD", word) for word in Mnemonic(language).wordlist]
    return Mnemonic(language, words)


@lru_cache
def _words(language: str) -> frozenset[str]:
    return frozenset(_list(language).wordlist)
