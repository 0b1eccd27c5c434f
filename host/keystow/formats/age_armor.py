"""age's ASCII armour: a file as base64 between two lines, for where only text gets through.

Ref: C2SP age.md, "ASCII armor"; RFC 7468, strict.
"""

import binascii

from keystow.errors import Damaged, Truncated

BEGIN = b"-----BEGIN AGE ENCRYPTED FILE-----"
END = b"-----END AGE ENCRYPTED FILE-----"
LIMIT = 64 * 1024 * 1024
"""Bytes of an armoured file: it is read line by line."""

_COLUMNS = 64
_WHITE_BYTES = 1024
_MARK = END[:8]


def is_armored(data: bytes) -> bool:
    """Tell whether a file means to be armoured; white space may stand before it."""
    return data[: _WHITE_BYTES + len(BEGIN)].lstrip().startswith(BEGIN)


def decode(data: bytes) -> bytes:
    """Return the file within; Truncated without an end, Damaged outside the one form."""
    lines = [line.removesuffix(b"\r") for line in data.split(b"\n")]
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    text = lines[first + 1 : last - 1]
    if _MARK not in data:
        raise Truncated
    if (
        lines[first] != BEGIN
        or lines[last - 1] != END
        or any(len(line) != _COLUMNS for line in text[:-1])
        or (text and not 1 <= len(text[-1]) <= _COLUMNS)
    ):
        raise Damaged
    return _decoded(b"".join(text))


def encode(data: bytes) -> bytes:
    """Return the armoured form."""
    text = binascii.b2a_base64(data, newline=False)
    rows = [text[at : at + _COLUMNS] for at in range(0, len(text), _COLUMNS)]
    return b"\n".join((BEGIN, *rows, END, b""))


def _decoded(text: bytes) -> bytes:
    try:
        data = binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        raise Damaged from None
    if binascii.b2a_base64(data, newline=False) != text:  # spare bits: one file, one spelling
        raise Damaged
    return data
