"""JSON of other people's files: bounded before anything is made of it, read as JavaScript does.

Of a key that stands twice the last one counts, and half a surrogate pair is text, since that is
what the programs that wrote these files say of them.
"""

import json
import re
from typing import Any

from keystow.errors import Damaged, Truncated

DEPTH_MAX = 64
STRINGS_MAX = 10_000_000

_SPACE = " \t\r\n"
_ESCAPE = re.compile(rb"\\.", re.DOTALL)
_STRING = re.compile(rb'"[^"]*"')
_NESTING = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_NEITHER = bytes(byte for byte in range(256) if byte not in b",[]{}")


def parse(data: bytes, most: int) -> Any:
    """Parse a text; Damaged, or Truncated where it ends inside a string, an object or an array.

    `most` bounds the values in it, and DEPTH_MAX their nesting, before anything is made of them: a
    hostile file must neither make us allocate a hundred bytes for every two of its own nor nest
    deeper than the parser's stack.
    """
    _require(data.count(b'"') + data.count(b"\\") <= STRINGS_MAX)
    structure = _STRING.sub(b"", _ESCAPE.sub(b"", data))
    _bound(structure, most)
    if b'"' in structure or _opened(structure) > 0:
        raise Truncated  # it stops inside a string, or before something that closes
    try:
        text = data.decode("utf-8-sig").strip(_SPACE)
        value, end = _DECODER.raw_decode(text)
    except ValueError:
        raise Damaged from None
    _require(end == len(text))
    return value


def parse_object(data: bytes, most: int) -> dict[str, Any]:
    """Parse a text that is an object; Damaged or Truncated."""
    value = parse(data, most)
    if type(value) is not dict:
        raise Damaged
    return value


def member(value: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the object under this name; Damaged where there is none."""
    found = value.get(name)
    if type(found) is not dict:
        raise Damaged
    return found


def text(value: object) -> str:
    """Return a value that must be text; Damaged."""
    if type(value) is not str:
        raise Damaged
    return value


def text_or_empty(value: object) -> str:
    """Return a value where it is text, else ""."""
    return value if type(value) is str else ""


def integer(value: object) -> int:
    """Read a whole number, also where it was written as 8.0 or "8"; Damaged."""
    if type(value) is int:
        return value
    if type(value) is float and value.is_integer():
        return int(value)
    if type(value) is str and re.fullmatch("[0-9]{1,15}", value, re.ASCII):
        return int(value)
    raise Damaged


def hexadecimal(value: object, smallest: int, largest: int) -> bytes:
    """Read hex of either case, "0x" before it or not, of so many bytes; Damaged."""
    digits = text(value)
    digits = digits[2:] if digits[:2] in ("0x", "0X") else digits
    if not smallest * 2 <= len(digits) <= largest * 2 or len(digits) % 2:
        raise Damaged
    if not re.fullmatch("[0-9a-fA-F]*", digits):
        raise Damaged
    return bytes.fromhex(digits)


def base64(value: object) -> bytes:
    """Read base64, its padding optional; Damaged."""
    from base64 import b64decode

    digits = text(value).rstrip("=")
    try:
        return b64decode(digits + "=" * (-len(digits) % 4), validate=True)
    except ValueError:
        raise Damaged from None


def compact(value: object) -> str:
    """Write a value as JSON that any reader takes."""
    return json.dumps(value, separators=(",", ":"))


def _opened(structure: bytes) -> int:
    opened = structure.count(b"{") + structure.count(b"[")
    return opened - structure.count(b"}") - structure.count(b"]")


def _bound(structure: bytes, most: int) -> None:
    marks = structure.translate(None, delete=_NEITHER)
    _require(len(marks) <= most)
    depth = 0
    for mark in marks:
        depth += _NESTING.get(mark, 0)
        _require(depth <= DEPTH_MAX)


def _refuse(_: str) -> None:
    raise ValueError("JSON has no NaN")


_DECODER = json.JSONDecoder(parse_constant=_refuse)


def _require(holds: object) -> None:
    if not holds:
        raise Damaged
