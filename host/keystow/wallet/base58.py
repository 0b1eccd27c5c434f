"""base58: the text form of Bitcoin's older addresses and keys, and of Solana's (ADR 0015).

Ref: Bitcoin Core, src/base58.h; the check is the first four bytes of SHA-256 taken twice.
"""

import hashlib

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
LENGTH_MAX = 128
"""Digits. The longest text we read is 88; reading takes the square of the length."""

_VALUES = {digit: value for value, digit in enumerate(ALPHABET)}
_CHECK = 4


def encode(data: bytes) -> str:
    """Return the text of some bytes; each leading zero byte is a leading "1"."""
    number = int.from_bytes(data, "big")
    digits = []
    while number:
        number, digit = divmod(number, 58)
        digits.append(ALPHABET[digit])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return ALPHABET[0] * zeros + "".join(reversed(digits))


def decode(text: str) -> bytes:
    """Return the bytes of a text; ValueError where it is none or longer than LENGTH_MAX."""
    if len(text) > LENGTH_MAX or not all(digit in _VALUES for digit in text):
        raise ValueError("not base58")
    number = 0
    for digit in text:
        number = number * 58 + _VALUES[digit]
    zeros = len(text) - len(text.lstrip(ALPHABET[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def encode_check(data: bytes) -> str:
    """Return the text of some bytes with their check."""
    return encode(data + _check(data))


def decode_check(text: str) -> bytes | None:
    """Return what `encode_check` was given, None where the check is wrong; else as `decode`."""
    data = decode(text)
    body = data[:-_CHECK]
    return body if data[-_CHECK:] == _check(body) else None


def _check(data: bytes) -> bytes:
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()[:_CHECK]
