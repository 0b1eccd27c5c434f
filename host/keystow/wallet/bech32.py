"""bech32 and bech32m: words of five bits as text, with a check that finds typing errors (ADR 0015).

Addresses are words of at most 90 characters; age writes bytes, of any length.

Ref: BIP-173, "Bech32" and "Checksum"; BIP-350, "Bech32m".
"""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
LENGTH_MAX = 90
"""Characters of an address, the separator included."""


class Encoding(IntEnum):
    """Which of the two, by the constant that its check leaves."""

    BECH32 = 1
    BECH32M = 0x2BC830A3


class Decoded(NamedTuple):
    """`encoding` is None where the check fits neither."""

    prefix: str
    words: tuple[int, ...]
    encoding: Encoding | None


_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECK = 6


def encode(prefix: str, words: Sequence[int], encoding: Encoding) -> str:
    """Return the text, in lower case; `prefix` is lower-case printable ASCII."""
    found = _remainder((*_expanded(prefix), *words, *(0,) * _CHECK)) ^ encoding
    check = [found >> 5 * (_CHECK - 1 - place) & 31 for place in range(_CHECK)]
    return f"{prefix}1{''.join([ALPHABET[word] for word in (*words, *check)])}"


def decode(text: str) -> Decoded:
    """Read a text in one case, lower or upper; ValueError where it is none or too long."""
    if len(text) > LENGTH_MAX:
        raise ValueError("longer than an address")
    return _decoded(text)


def encode_bytes(prefix: str, data: bytes) -> str:
    """Return the text of bytes in bech32, of any length, in lower case."""
    return encode(prefix, words_of(data), Encoding.BECH32)


def decode_bytes(text: str) -> tuple[str, bytes]:
    """Return what `encode_bytes` was given; ValueError for any other text."""
    prefix, words, encoding = _decoded(text)
    if encoding is not Encoding.BECH32:
        raise ValueError("the checksum is wrong")
    return prefix, bytes_of(words)


def words_of(data: bytes) -> list[int]:
    """Cut bytes into words of five bits, the last filled with zeros."""
    bits = len(data) * 8
    spare = -bits % 5
    number = int.from_bytes(data, "big") << spare
    return [number >> at & 31 for at in range(bits + spare - 5, -1, -5)]


def bytes_of(words: Sequence[int]) -> bytes:
    """Join words to bytes; ValueError where the filling is more than needed or not zeros."""
    number = 0
    for word in words:
        number = number << 5 | word
    size, spare = divmod(len(words) * 5, 8)
    if spare > 4 or number & (1 << spare) - 1:
        raise ValueError("spare bits are not zero")
    return (number >> spare).to_bytes(size, "big")


def _decoded(text: str) -> Decoded:
    lower = text.lower()
    prefix, separator, symbols = lower.rpartition("1")
    if text not in (lower, text.upper()) or not text.isascii():
        raise ValueError("mixed case or not ASCII")
    if not separator or not _is_prefix(prefix) or len(symbols) < _CHECK:
        raise ValueError("no prefix or no checksum")
    if not all(symbol in _VALUES for symbol in symbols):
        raise ValueError("a symbol outside the alphabet")
    words = tuple([_VALUES[symbol] for symbol in symbols])
    remainder = _remainder((*_expanded(prefix), *words))
    encoding = Encoding(remainder) if remainder in list(Encoding) else None
    return Decoded(prefix, words[:-_CHECK], encoding)


def _is_prefix(prefix: str) -> bool:
    return prefix != "" and all("!" <= character <= "~" for character in prefix)


def _expanded(prefix: str) -> tuple[int, ...]:
    codes = prefix.encode("ascii")
    return (*(code >> 5 for code in codes), 0, *(code & 31 for code in codes))


def _remainder(words: Iterable[int]) -> int:
    check = 1
    for word in words:
        check = (check & 0x1FFFFFF) << 5 ^ word ^ _STEPS[check >> 25]
    return check


def _step(top: int) -> int:
    """The sum of the generators whose bits are set in `top`."""
    total = 0
    for bit, generator in enumerate(_GENERATOR):
        if top >> bit & 1:
            total ^= generator
    return total


_STEPS = tuple(_step(top) for top in range(32))
