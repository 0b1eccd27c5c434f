"""bip-39: a text file with a recovery phrase in any language, or with several, one a line.

White space of any kind, capitals, numbers before the words and either Unicode form are taken as a
person writes them. The password is the passphrase, and nothing tells a wrong one: each opens
another wallet.

Ref: BIP-39; docs/foreign-formats.md, "bip-39".
"""

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from keystow.errors import NotAKeystore, PhraseInvalid, TooMany
from keystow.formats import plain_text
from keystow.formats.interface import Inspection, Warn
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened
    from keystow.wallet.mnemonic import Phrase

NAME = "bip-39"
PHRASES_MAX = 50
"""Phrases of a file: each brings the first account of every path."""

_WORDS = range(11, 26)
"""Words of what may be a phrase, one too few or too many included."""
_UNKNOWN_MAX = 2


class Bip39:
    """A phrase, or one on each line."""

    name = NAME

    def read_limit(self, head: bytes) -> int:
        del head
        return plain_text.TEXT_MAX

    def detect(self, data: bytes) -> bool:
        return any(all(map(_is_like, texts)) for texts in _readings(data))

    def inspect(self, data: bytes) -> Inspection:
        _read(data)
        return Inspection(NAME, warnings=(Warn.NOT_ENCRYPTED,))

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> "Opened":
        del keyfile, more_cost  # a text has no key file, and its KDF is BIP-39's own
        from keystow.formats import first_accounts
        from keystow.formats.opened import Opened, OpenedPhrase

        phrases = tuple(OpenedPhrase(one.words, password, one.languages[0]) for one in _read(data))
        accounts = [
            account
            for place, phrase in enumerate(phrases)
            for account in first_accounts.of_phrase(phrase, place)
        ]
        return Opened(
            format=NAME,
            hint="",
            made_by="",
            created=None,
            payload_sha256=hashlib.sha256(data).hexdigest(),
            warnings=(Warn.NOT_ENCRYPTED,),
            phrases=phrases,
            accounts=tuple(accounts),
        )


def _read(data: bytes) -> "list[Phrase]":
    """Return the phrases, each once; PhraseInvalid, TooMany."""
    first: PhraseInvalid | None = None
    for texts in _readings(data):
        if len(texts) > PHRASES_MAX:
            raise TooMany(limit=PHRASES_MAX)
        try:
            return _checked(texts)
        except PhraseInvalid as fault:
            first = first or fault
    raise first or NotAKeystore


def _checked(texts: list[list[str]]) -> "list[Phrase]":
    from keystow.wallet import mnemonic

    read = [mnemonic.check(Secret(" ".join(words))) for words in texts]
    return list({bytes(one.words.reveal()): one for one in read}.values())


def _readings(data: bytes) -> Iterator[list[list[str]]]:
    """Give the words of each phrase: of the whole text as one, and of each line.

    Twice twelve words may be either, and their check sums tell.
    """
    lines = [words for words in map(plain_text.words, plain_text.lines(data)) if words]
    whole = [word for words in lines for word in words]
    if len(whole) in _WORDS:
        yield [whole]
    if len(lines) > 1 and all(len(words) in _WORDS for words in lines):
        yield lines


def _is_like(words: list[str]) -> bool:
    """Tell whether nearly all words are those of one language."""
    from keystow.wallet import mnemonic

    language = mnemonic.likeliest(words)[0]
    return sum(mnemonic.spelling(word, language) is None for word in words) <= _UNKNOWN_MAX
