"""Phrases and private keys in what is no wallet: a password manager's notes, fields, passwords.

A text counts where the whole of it, one of its lines, or what stands behind a line's colon is a
phrase with its check sum or a key in a form that nothing else has. Bare hex is Ethereum's unless
the entry names another network.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from keystow.errors import Damaged, KeyInvalid, PhraseInvalid, Truncated, UnsupportedCharacter
from keystow.formats import bounded_json, first_accounts
from keystow.formats.opened import OpenedAccount, OpenedPhrase
from keystow.secret import Secret
from keystow.wallet import mnemonic
from keystow.wallet.chains import BITCOIN, CHAINS, ETHEREUM, SOLANA, Chain
from keystow.wallet.text import as_name

VALUES_MAX = 2_000_000
FOUND_MAX = 1_000
"""Phrases and keys: each costs a derivation. What lies beyond is kept with the rest."""

TRIES_MAX = 100_000
"""Texts that are looked at."""

_LINE_MAX = 2_048
_WORDS = (*mnemonic.COUNTS, 13)
"""Words of a phrase, or of a seed of Electrum's, which may have 13."""
_HEX_KEY = re.compile("(0[xX])?[0-9a-fA-F]{64}")
_WIF = re.compile("[5KL][1-9A-HJ-NP-Za-km-z]{50,51}")
_SOLANA = re.compile(r"[1-9A-HJ-NP-Za-km-z]{86,88}|\[[0-9,\s]{127,400}\]")
_BEHIND = re.compile("[:=\uff1a]")


class Found(NamedTuple):
    """What was found, in its order, the first accounts of a phrase with it."""

    phrases: tuple[OpenedPhrase, ...]
    accounts: tuple[OpenedAccount, ...]


def find(plaintext: bytes) -> Found:
    """Look through an export of a password manager; nothing where it isn't JSON of items."""
    try:
        value = bounded_json.parse(plaintext, VALUES_MAX)
    except (Damaged, Truncated):
        return Found((), ())
    items = value.get("items") if type(value) is dict else None
    finder = _Finder()
    for item in items if type(items) is list else ():
        if type(item) is dict:
            finder.look(item)
    return Found(tuple(finder.phrases), tuple(finder.accounts))


class _Finder:
    def __init__(self) -> None:
        self.phrases: list[OpenedPhrase] = []
        self.accounts: list[OpenedAccount] = []
        self._seen: set[bytes] = set()
        self._tries = 0

    def look(self, item: dict[str, Any]) -> None:
        title = bounded_json.text_or_empty(item.get("name"))
        for label, text in _texts(item):
            for part in _parts(text):
                self._tries += 1
                if len(self._seen) >= FOUND_MAX or self._tries > TRIES_MAX:
                    return
                self._take(part, f"{title} {label}", as_name(title, ""))

    def _take(self, text: str, about: str, name: str) -> None:
        if _HEX_KEY.fullmatch(text):
            self._take_key(text, _named(about), name)
        elif _WIF.fullmatch(text):
            self._take_key(text, BITCOIN, name)
        elif _SOLANA.fullmatch(text):
            self._take_key(text, SOLANA, name)
        elif len(text.split()) in _WORDS:
            self._take_phrase(text, name)

    def _take_key(self, text: str, chain: Chain, name: str) -> None:
        try:
            key = chain.parse_private_key(Secret(text))
            public, address = chain.account_from_private_key(key)
        except KeyInvalid:
            return
        if self._is_new(chain.id.encode() + key.reveal()):
            self.accounts.append(OpenedAccount(name, chain.id, address, public, None, False, key))

    def _take_phrase(self, text: str, name: str) -> None:
        try:
            phrase = mnemonic.check(Secret(text))
        except (PhraseInvalid, UnsupportedCharacter):
            self._take_electrum(Secret(text), name)
            return
        if not self._is_new(b"phrase" + phrase.words.reveal()):
            return
        self.phrases.append(OpenedPhrase(phrase.words, Secret(""), phrase.languages[0]))
        place = len(self.phrases) - 1
        self.accounts.extend(first_accounts.of_phrase(self.phrases[place], place, name))

    def _take_electrum(self, words: Secret, name: str) -> None:
        """Take a seed of Electrum's that gives accounts by itself, and the first of them."""
        # Imported here: few texts of so many words are neither a phrase nor prose.
        from keystow.formats.electrum import seed as electrum_seed

        if not electrum_seed.is_seed(words):
            return
        phrase = electrum_seed.read(words, Secret(""))
        if phrase is None or not self._is_new(b"electrum" + phrase.words.reveal()):
            return
        self.phrases.append(phrase)
        self.accounts.extend(electrum_seed.firsts(phrase, len(self.phrases) - 1, name))

    def _is_new(self, what: bytes | bytearray) -> bool:
        known = bytes(what) in self._seen
        self._seen.add(bytes(what))
        return not known


def _named(about: str) -> Chain:
    """Return the network that an entry names, else Ethereum."""
    lower = about.lower()
    return next((chain for chain in CHAINS.values() if chain.id in lower), ETHEREUM)


def _texts(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the texts of an item in which people keep such things, each with its label."""
    yield "", bounded_json.text_or_empty(item.get("notes"))
    login = item.get("login")
    if type(login) is dict:
        yield "", bounded_json.text_or_empty(login.get("password"))
    fields = item.get("fields")
    for field in fields if type(fields) is list else ():
        if type(field) is dict:
            label = bounded_json.text_or_empty(field.get("name"))
            yield label, bounded_json.text_or_empty(field.get("value"))


def _parts(text: str) -> Iterator[str]:
    if len(text) <= _LINE_MAX:
        yield text.strip()
    lines = text.splitlines()
    for line in lines:
        if len(line) > _LINE_MAX:
            continue
        if len(lines) > 1:
            yield line.strip()
        behind = _BEHIND.split(line, maxsplit=1)
        if len(behind) > 1:
            yield behind[1].strip()
