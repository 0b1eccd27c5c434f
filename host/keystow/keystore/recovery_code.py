"""A recovery code as people write it: 160 random bits in Crockford's base32, with a check group.

Ref: docs/keystore-format.md, "Recovery codes".
"""

import hashlib

from keystow.errors import WrongPassword
from keystow.keystore.kdf import CODE_BYTES
from keystow.secret import Secret

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None})
_SYMBOL_BITS = 5
_GROUP = 4
_SYMBOLS = 32
_CHECK = b"keystow/v1/code-check"


def show(code: Secret) -> Secret:
    """Spell a code as nine groups of four, the last one its check."""
    if len(code.reveal()) != CODE_BYTES:
        raise ValueError("a recovery code has 20 bytes")
    text = _spell(int.from_bytes(code.reveal()), _SYMBOLS) + _check(code)
    return Secret("-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP)))


def read(text: Secret) -> Secret:
    """Return the code; raise WrongPassword for a slip of the pen, which the check group finds."""
    symbols = symbols_of(text)
    if len(symbols) != _SYMBOLS + _GROUP or not set(symbols) <= set(_ALPHABET):
        raise WrongPassword
    bits = 0
    for symbol in symbols[:_SYMBOLS]:
        bits = bits << _SYMBOL_BITS | _ALPHABET.index(symbol)
    code = Secret(bits.to_bytes(CODE_BYTES))
    if symbols[_SYMBOLS:] != _check(code):
        raise WrongPassword
    return code


def symbols_of(text: Secret) -> str:
    """Return what was typed in the code's alphabet: upper case, no spaces or hyphens, O=0, I=L=1.

    It may be any part of a code, and hold other characters still.
    """
    return text.reveal().decode("utf-8", "replace").upper().translate(_READ_AS)


def _check(code: Secret) -> str:
    digest = hashlib.sha256(_CHECK + code.reveal()).digest()
    return _spell(int.from_bytes(digest[:3]) >> 4, _GROUP)


def _spell(bits: int, symbols: int) -> str:
    places = reversed(range(symbols))
    return "".join(_ALPHABET[bits >> _SYMBOL_BITS * place & 31] for place in places)
