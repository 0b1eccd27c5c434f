"""Bech32: a prefix and bytes as letters and digits with a checksum.

Without BIP-173's limit of 90 characters, which is an address's: age writes longer texts.

Ref: BIP-173, "Bech32".
"""

from collections.abc import Iterable, Iterator

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECK_SYMBOLS = 6


def encode(prefix: str, data: bytes) -> str:
    """Return the lower-case form; `prefix` is lower-case printable ASCII."""
    symbols = list(_regrouped(data, 8, 5))
    if len(data) * 8 % 5:
        spare = 5 - len(data) * 8 % 5
        symbols.append((data[-1] << spare) & 31)
    check = _polymod([*_expanded(prefix), *symbols, *bytes(_CHECK_SYMBOLS)]) ^ 1
    places = reversed(range(_CHECK_SYMBOLS))
    symbols += [check >> 5 * place & 31 for place in places]
    return f"{prefix}1{''.join(_ALPHABET[symbol] for symbol in symbols)}"


def decode(text: str) -> tuple[str, bytes]:
    """Return the prefix, in lower case, and the bytes; ValueError for any other spelling."""
    if text not in (text.lower(), text.upper()) or not text.isascii():
        raise ValueError("mixed case or not ASCII")
    prefix, separator, rest = text.lower().rpartition("1")
    if not prefix or not separator or len(rest) < _CHECK_SYMBOLS:
        raise ValueError("no prefix or no checksum")
    symbols = [_ALPHABET.index(symbol) for symbol in rest]
    if _polymod([*_expanded(prefix), *symbols]) != 1:
        raise ValueError("the checksum is wrong")
    data = bytes(_regrouped(symbols[:-_CHECK_SYMBOLS], 5, 8))
    if encode(prefix, data) != text.lower():
        raise ValueError("spare bits are not zero")
    return prefix, data


def _expanded(prefix: str) -> list[int]:
    codes = prefix.encode("ascii")
    return [*(code >> 5 for code in codes), 0, *(code & 31 for code in codes)]


def _polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, constant in enumerate(_GENERATOR):
            check ^= constant if top >> bit & 1 else 0
    return check


def _regrouped(values: Iterable[int], width: int, into: int) -> Iterator[int]:
    """Cut groups of `width` bits anew into whole groups of `into`; what is left over is dropped."""
    bits = held = 0
    for value in values:
        held = held << width | value
        bits += width
        while bits >= into:
            bits -= into
            yield held >> bits
            held &= (1 << bits) - 1
