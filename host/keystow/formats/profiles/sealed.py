"""Find what MetaMask and Lamden seal, in whatever lies around it: a state's JSON, a clone, a scrap.

Both are small JSON objects without text that JSON would escape, so that they stand as they are in
all that a browser writes, but for backslashes before their quotes.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from keystow.errors import Damaged, Truncated
from keystow.formats import bounded_json

SEALED_BYTES = 4 * 1024 * 1024
"""A vault of ten thousand accounts has less."""
MARKS_MAX = 200
"""Places in one value that are looked at."""

_MARK = re.compile(rb'\\*"iv\\*"\s*:')
_MARK_START = b'"iv'
_NEAR_BYTES = 24  # "vault" stands so near before it, in JSON and in a clone
_BRACES_MAX = 16  # a vault has four and two pairs inside
_VALUES_MAX = 100
_METAMASK = ("data", "iv", "salt")
_LAMDEN = ("ct", "iv", "s")
_LAMDEN_KEYS = (b"vault", b"hash")


class Sealed(NamedTuple):
    """One vault: its text, and a digest of its ciphertext that is the same wherever it stands."""

    text: bytes
    digest: str


def find(data: bytes, key: bytes = b"") -> Iterator[Sealed]:
    """Give the vaults in a value that was stored under `key`, each once."""
    if _MARK_START not in data:
        return  # most of what extensions store; many times faster than to look for the whole mark
    seen: set[str] = set()
    end = 0
    for count, mark in enumerate(_MARK.finditer(data)):
        if count == MARKS_MAX:
            return
        if mark.start() < end:
            continue
        bounds = _around(data, mark.start())
        if bounds is None:
            continue
        start, end = bounds
        if not _is_named(data, start, key):
            continue
        found = _sealed(data[start:end])
        if found is not None and found.digest not in seen:
            seen.add(found.digest)
            yield found


def _is_named(data: bytes, start: int, key: bytes) -> bool:
    """Tell whether it is called a vault: MetaMask's snaps seal what is theirs in the same way."""
    if b"vault" in data[max(0, start - _NEAR_BYTES) : start]:
        return True
    return key in _LAMDEN_KEYS and start <= _NEAR_BYTES


def _around(data: bytes, at: int) -> tuple[int, int] | None:
    """Return where the object around `at` begins and ends."""
    start = _opening(data, at, max(0, at - SEALED_BYTES))
    end = _closing(data, at, at + SEALED_BYTES)
    return None if start is None or end is None else (start, end)


def _opening(data: bytes, at: int, least: int) -> int | None:
    depth = 0
    for _ in range(_BRACES_MAX):
        opening, closing = data.rfind(b"{", least, at), data.rfind(b"}", least, at)
        if opening < 0:
            return None
        at = max(opening, closing)
        if closing > opening:
            depth += 1
        elif depth:
            depth -= 1
        else:
            return opening
    return None


def _closing(data: bytes, at: int, most: int) -> int | None:
    depth = 0
    for _ in range(_BRACES_MAX):
        closing, opening = data.find(b"}", at, most), data.find(b"{", at, most)
        if closing < 0:
            return None
        if 0 <= opening < closing:
            depth += 1
            at = opening + 1
        elif depth:
            depth -= 1
            at = closing + 1
        else:
            return closing + 1
    return None


def _sealed(piece: bytes) -> Sealed | None:
    try:
        value = bounded_json.parse_object(piece.replace(b"\\", b""), _VALUES_MAX)
    except (Damaged, Truncated):
        return None
    for names in (_METAMASK, _LAMDEN):
        if all(type(value.get(name)) is str for name in names):
            return Sealed(bounded_json.compact(value).encode(), _digest(value, names))
    return None


def _digest(value: dict[str, Any], names: tuple[str, ...]) -> str:
    parts = "\n".join(f"{name}={value[name]}" for name in names)
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()
