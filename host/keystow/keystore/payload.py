"""The plaintext: canonical JSON, LF, and spaces that hide how much there is.

Ref: docs/keystore-format.md, "Plaintext".
"""

import json
import re
from itertools import chain, compress, repeat
from operator import is_
from typing import Any

from keystow.errors import Damaged, TooLarge, TooMany
from keystow.keystore.bounds import PAYLOAD_BYTES

INTEGER = 2**53 - 1
DEPTH = 32
VALUES = 8_000_000
"""Commas and opening brackets outside strings. The largest vault has some six million; each costs
Python up to a hundred bytes for two of the file's own."""

_LEAST = 8192
_DOUBLING_UP_TO = 1024 * 1024
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"')
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_LEAVES = frozenset((str, int, bool, type(None)))
_CONTAINERS = frozenset((dict, list))
_TYPES = _LEAVES | _CONTAINERS

Plaintext = bytes | bytearray
Members = dict[str, bytes]
"""The members of a payload, each one's value as canonical JSON."""


def encode(value: dict[str, Any]) -> bytes:
    """Return the padded plaintext of a value; raises what `members` and `of_members` raise."""
    return of_members(members(value))


def members(value: dict[str, Any]) -> Members:
    """Return the members of a value, from which several payloads can be made.

    Raises ValueError for what canonical JSON cannot hold: floats, integers past 2^53-1, lone
    surrogates, keys that are not strings, more than 32 levels.
    """
    _check(value)
    return {name: _canonical(member) for name, member in value.items()}


def of_members(members: Members) -> bytes:
    """Return the padded plaintext; raises TooLarge past 512 MiB, TooMany past 8,000,000 values."""
    parts = [b"{"]
    for name in sorted(members):
        parts += (b"," if len(parts) > 1 else b"", _canonical(name), b":", members[name])
    parts.append(b"}")
    _bound_values(*parts)
    return pad(*parts)


def decode(plaintext: Plaintext) -> dict[str, Any]:
    """Return the value of a padded plaintext.

    Raises Damaged unless it is strict JSON, and TooMany past 8,000,000 values, before any is made.
    """
    encoded = unpad(plaintext)
    _bound_values(encoded)
    try:
        text = encoded.decode("utf-8")
        value = json.loads(text, object_pairs_hook=_object)
        _check(value)
        if _SURROGATE_ESCAPE.search(text):
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        raise Damaged from None
    return value  # type: ignore[no-any-return]  # _check lets only objects through


def pad(*parts: bytes) -> bytes:
    """Return the parts of a JSON text with its LF and padding; raise TooLarge past 512 MiB."""
    length = sum(map(len, parts)) + 1
    size = padded_size(length)
    if size > PAYLOAD_BYTES:
        raise TooLarge(what="payload", limit=PAYLOAD_BYTES)
    return b"".join((*parts, b"\n", b" " * (size - length)))


def unpad(plaintext: Plaintext) -> bytes:
    """Return the JSON text, without its LF; raise Damaged for any other padding than `pad`'s."""
    end = plaintext.rfind(b"\n")
    size = len(plaintext)
    if end < 0 or plaintext.count(b" ", end + 1) != size - end - 1:
        raise Damaged
    if size != padded_size(end + 1) or size > PAYLOAD_BYTES:
        raise Damaged
    return bytes(memoryview(plaintext)[:end])


def padded_size(size: int) -> int:
    """Return the size of a plaintext whose text takes `size` bytes through its LF, at least 1.

    Up to 1 MiB the least 8192·2^k, above it a whole eighth of the largest power of two below.
    """
    power = 1 << (size - 1).bit_length()
    if power <= _DOUBLING_UP_TO:
        return max(_LEAST, power)
    eighth = (1 << (size.bit_length() - 1)) // 8
    return -(-size // eighth) * eighth


def is_padded_size(size: int) -> bool:
    """Say whether a plaintext may have this size: padding again would add nothing."""
    return _LEAST <= size <= PAYLOAD_BYTES and padded_size(size) == size


def _canonical(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def _bound_values(*parts: bytes) -> None:
    """Judge a text by its parts, none of which begins or ends within a string."""
    if sum(map(_marks, parts)) <= VALUES:
        return
    if sum(_marks(_STRING.sub(b"", part)) for part in parts) > VALUES:
        raise TooMany(limit=VALUES)


def _marks(text: bytes) -> int:
    return text.count(b",") + text.count(b"[") + text.count(b"{")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object; a second key of one name would be read differently elsewhere."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key stands twice")
    return members


def _check(value: Any) -> None:
    """Raise ValueError outside the types, range and depth.

    A level at a time, each in a few passes of C: a call for each of a million values would cost
    more than the JSON itself.
    """
    if type(value) is not dict:
        raise ValueError("a payload is an object")
    containers: list[Any] = [value]
    for _ in range(DEPTH):
        containers = _check_members(containers)
        if not containers:
            return
    raise ValueError("too many levels")


def _check_members(containers: list[Any]) -> list[Any]:
    """Check the members of all containers of one level; return the containers among them."""
    objects = [container for container in containers if type(container) is dict]
    if not set(map(type, chain.from_iterable(objects))) <= {str}:
        raise ValueError("a key is not a string")
    members = list(chain.from_iterable(object_.values() for object_ in objects))
    members.extend(chain.from_iterable(c for c in containers if type(c) is list))
    types = set(map(type, members))
    if not types <= _TYPES:
        raise ValueError("a value has no canonical form")
    integers = set(compress(members, map(is_, map(type, members), repeat(int))))
    if any(abs(integer) > INTEGER for integer in integers):
        raise ValueError("an integer is out of range")
    if types.isdisjoint(_CONTAINERS):
        return []
    return [member for member in members if type(member) in _CONTAINERS]
