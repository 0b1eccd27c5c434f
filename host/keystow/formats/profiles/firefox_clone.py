"""Firefox's structured clone, as far as it is JSON: what an extension stored, as a value.

Words of 64 bits: a number, or a tag in the upper and its data in the lower half.
Ref: Firefox, js/src/vm/StructuredClone.cpp.
"""

import math
import struct
from typing import Any, NamedTuple

from keystow.errors import Damaged
from keystow.formats.profiles.stored import Allowance

VALUES_MAX = 2_000_000
DEPTH_MAX = 64

_NUMBER_MAX = 0xFFF00000
_HEADER = 0xFFF10000
_NULL, _UNDEFINED, _BOOLEAN, _INTEGER, _STRING, _DATE = range(0xFFFF0000, 0xFFFF0006)
_ARRAY, _OBJECT = 0xFFFF0007, 0xFFFF0008
_AGAIN = 0xFFFF000D
_END = 0xFFFF0013
_LATIN = 1 << 31
_WORD = 8
_VALUE_BYTES = 100  # what a value costs in memory, at the least


class _Open(NamedTuple):
    """An object or array whose entries are being read."""

    made: dict[str, Any]
    is_array: bool
    key: str  # its own, in what is around it


def value(data: bytes, allowance: Allowance) -> Any:
    """Return the value; an object that comes again is None there. Damaged, TooLarge."""
    words = _Words(data, allowance)
    tag, _ = words.next()
    if tag != _HEADER:
        raise Damaged
    outermost = _Open({}, False, "")
    around = [outermost]
    key = ""
    while True:
        tag, low = words.next()
        if tag in (_OBJECT, _ARRAY):
            if len(around) > DEPTH_MAX:
                raise Damaged
            around.append(_Open({}, tag == _ARRAY, key))
        elif tag == _END and len(around) > 1:
            done = around.pop()
            around[-1].made[done.key] = list(done.made.values()) if done.is_array else done.made
        else:
            around[-1].made[key] = words.plain(tag, low)
        if len(around) == 1:
            return outermost.made[""]
        key = words.key()


class _Words:
    def __init__(self, data: bytes, allowance: Allowance) -> None:
        self._data = data
        self._at = 0
        self._left = VALUES_MAX
        self._allowance = allowance

    def next(self) -> tuple[int, int]:
        """Return the next word's tag and data."""
        if self._at + _WORD > len(self._data):
            raise Damaged
        low, tag = struct.unpack_from("<II", self._data, self._at)
        self._at += _WORD
        self._left -= 1
        if not self._left:
            raise Damaged
        self._allowance.take(_VALUE_BYTES)
        return tag, low

    def key(self) -> str:
        """Return the next entry's key; at the end of an object, stay before it."""
        tag, low = self.next()
        if tag == _END:
            self._at -= _WORD
            return ""
        if tag == _INTEGER:
            return str(low)
        if tag != _STRING:
            raise Damaged
        return self._text(low)

    def plain(self, tag: int, low: int) -> Any:
        """Return a value that holds no others."""
        if tag <= _NUMBER_MAX:
            return self._number()
        if tag == _STRING:
            return self._text(low)
        if tag == _INTEGER:
            return low - ((low & 1 << 31) << 1)
        if tag == _BOOLEAN:
            return bool(low)
        if tag == _DATE:
            self.next()
            return self._number()
        if tag in (_NULL, _UNDEFINED, _AGAIN):
            return None
        raise Damaged

    def _number(self) -> float | int | None:
        (number,) = struct.unpack_from("<d", self._data, self._at - _WORD)
        if not math.isfinite(number):
            return None  # as JSON has it
        return int(number) if number.is_integer() and abs(number) < 2**53 else float(number)

    def _text(self, low: int) -> str:
        is_latin = bool(low & _LATIN)
        size = (low & ~_LATIN) * (1 if is_latin else 2)
        text = self._data[self._at : self._at + size]
        if len(text) != size:
            raise Damaged
        self._allowance.take(2 * size)
        self._at += size + -size % _WORD
        return text.decode("latin-1") if is_latin else text.decode("utf-16-le", "surrogatepass")
