"""BIP-39 phrases: make, check and turn into a seed.

Ref: BIP-39, "Generating the mnemonic" and "From mnemonic to seed". Word lists and arithmetic are
the `mnemonic` package's; reading what a person typed, and telling what is wrong with it, is ours.
"""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from keystow.errors import (
    KeyInvalid,
    PhraseAmbiguous,
    PhraseChecksum,
    PhraseCount,
    PhraseInvalid,
    PhraseWord,
    UnsupportedCharacter,
)
from keystow.secret import Secret
from keystow.wallet.text import without_accents

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
ELECTRUM = "electrum"
"""The language of a phrase whose words are Electrum's own seed: nothing here reads it."""
TEXT_MAX = 2_048
"""Bytes of a typed phrase that are looked at; 24 of the longest words need half of it."""
LETTERS = 4
"""So many first letters stand for a word, in a list where no two words share them."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A valid phrase: its words in full, in the form the vault keeps.

    `languages` are all in which the words are known and the checksum is right, mostly one. The
    words are the same in each, and so is the seed.
    """

    words: Secret
    languages: tuple[str, ...]
    count: int


def generate(entropy: bytes, language: str = "english") -> Secret:
    """Make the phrase of 16, 20, 24, 28 or 32 random bytes; ValueError for another length."""
    words: str = _list(language).to_mnemonic(entropy)
    return Secret(" ".join(words.split()))


def check(typed: Secret) -> Phrase:
    """Read a phrase as a person typed it; words may lack accents, or all but four letters.

    Raises, in this order, PhraseCount, PhraseWord, PhraseChecksum. PhraseAmbiguous where
    shortened words are right in two languages and stand for different ones: another phrase would
    open another wallet without a word.
    """
    parts = split(typed)
    if len(parts) not in COUNTS:
        raise PhraseCount(count=len(parts))
    spelled = in_full(parts)
    if not spelled:
        raise PhraseWord(word=unknown_at(parts) or 1)
    right = {name: words for name, words in spelled.items() if _list(name).check(" ".join(words))}
    if not right:
        raise PhraseChecksum
    first, *others = right.values()
    if any(other != first for other in others):
        raise PhraseAmbiguous
    return Phrase(Secret(" ".join(first)), tuple(right), len(parts))


def in_full(parts: list[str]) -> dict[str, tuple[str, ...]]:
    """Return the words in each language that knows them all.

    Where they are typed in full in any language, shortened ones of others don't count.
    """
    exact = {name: tuple(parts) for name in LANGUAGES if known(name).issuperset(parts)}
    if exact:
        return exact
    spelled = {name: tuple(spelling(part, name) for part in parts) for name in LANGUAGES}
    return {
        name: tuple(word for word in words if word is not None)
        for name, words in spelled.items()
        if None not in words
    }


def spelling(part: str, language: str) -> str | None:
    """Return the word of a list that a text in `split`'s form stands for."""
    if part in known(language):
        return part
    return _spellings(language).get(without_accents(part))


def likeliest(parts: list[str]) -> list[str]:
    """Return the languages that know most of the words."""
    hits = {name: sum(spelling(part, name) is not None for part in parts) for name in LANGUAGES}
    most = max(hits.values())
    return [name for name in LANGUAGES if hits[name] == most]


def unknown_at(parts: list[str]) -> int | None:
    """Return the position, from 1, of the first word that the likeliest language lacks."""
    language = likeliest(parts)[0]
    return next((at for at, part in enumerate(parts, 1) if spelling(part, language) is None), None)


def normalise(words: Secret) -> Secret:
    """Return a text in NFKD, lower case, with single spaces: the form the vault keeps."""
    return Secret(" ".join(split(words)))


def seed(words: Secret, passphrase: Secret) -> Secret:
    """Stretch a phrase and its passphrase into the 64-byte seed, 2,048 rounds of PBKDF2."""
    return Secret(_list("english").to_seed(normalise(words).reveal().decode(), _text(passphrase)))


def entropy(words: Secret, language: str) -> Secret:
    """Return the 16 to 32 bytes that a phrase stands for; KeyInvalid where it isn't one."""
    if language not in LANGUAGES:
        raise KeyInvalid
    try:
        return Secret(bytes(_list(language).to_entropy(split(words))))
    except (LookupError, ValueError):
        raise KeyInvalid from None


def fingerprint(words: Secret, passphrase: Secret) -> bytes:
    """Return a digest that two phrases share exactly where they give the same seed."""
    normal = unicodedata.normalize("NFKD", _text(passphrase)).encode()
    return hashlib.sha256(normalise(words).reveal() + b"\0" + normal).digest()


def split(words: Secret) -> list[str]:
    """Return the words of a text, each in NFKD and lower case; PhraseInvalid over TEXT_MAX."""
    if len(words.reveal()) > TEXT_MAX:
        raise PhraseInvalid
    # NFKD turns the ideographic space of Japanese phrases into a plain one.
    return unicodedata.normalize("NFKD", _text(words)).lower().split()


@lru_cache
def known(language: str) -> frozenset[str]:
    """Return a language's words, in NFKD."""
    return frozenset(_list(language).wordlist)


def _text(value: Secret) -> str:
    try:
        return value.reveal().decode("utf-8")
    except UnicodeDecodeError:
        raise UnsupportedCharacter from None


@lru_cache
def _spellings(language: str) -> Mapping[str, str]:
    """Return what stands for each word: without accents in full and, if unique, its beginnings."""
    words = {without_accents(word): word for word in _list(language).wordlist}
    found: dict[str, str] = {}
    if len({plain[:LETTERS] for plain in words}) == len(words):
        for plain, word in words.items():
            found |= {plain[:length]: word for length in range(LETTERS, len(plain))}
    return found | words


@lru_cache
def _list(language: str) -> "Mnemonic":
    # Imported here: whoever reads a vault needs the languages' names, not their words.
    from mnemonic import Mnemonic

    # The package's Russian and Turkish lists are in NFC; its own check then refuses every phrase
    # in the NFKD that BIP-39 asks for.
    words = [unicodedata.normalize("NFKD", word) for word in Mnemonic(language).wordlist]
    return Mnemonic(language, words)
