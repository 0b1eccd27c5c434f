"""Help with a phrase while it is typed: what a word may become, and what was meant by a wrong one.

The lists stay in this process: a page gets a handful of words for the one that is being typed.
"""

import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache

from keystow.secret import Secret
from keystow.wallet import mnemonic
from keystow.wallet.text import as_printed, without_accents

SUGGESTED = 6
NEAR = 3
_WORD_MAX = 20
"""Characters of a word that are compared; no list has a longer one."""
_ALIKE = 0.6
"""How much two words must have in common, by difflib's ratio."""


def suggest(typed: Secret) -> list[str]:
    """Return what the last word of a text may become, in the languages of those before it.

    None where the text ends with a space, and where nothing is left to type.
    """
    text = unicodedata.normalize("NFKD", typed.reveal().decode("utf-8", "replace"))
    parts = mnemonic.split(typed)
    if not parts or text[-1:].isspace():
        return []
    begun = without_accents(parts.pop())
    languages = mnemonic.likeliest(parts) if parts else mnemonic.LANGUAGES
    # By the alphabet within a list, and by the order of the lists; each word once.
    found = dict.fromkeys(
        word
        for language in languages
        for plain, word in _plain(language).items()
        if plain.startswith(begun)
    )
    some = list(found)[:SUGGESTED]
    return [] if some == [begun] else [as_printed(word) for word in some]


def near(typed: Secret, position: int) -> list[str]:
    """Return the words most like the one at `position`, from 1, in the likeliest language."""
    parts = mnemonic.split(typed)
    wrong = without_accents(parts[position - 1])[:_WORD_MAX]
    words = _plain(mnemonic.likeliest(parts)[0])
    return [as_printed(words[plain]) for plain in get_close_matches(wrong, words, NEAR, _ALIKE)]


@lru_cache
def _plain(language: str) -> Mapping[str, str]:
    """Return the words of a list by what they are without accents, which tells them apart."""
    return {without_accents(word): word for word in sorted(mnemonic.known(language))}
