"""The stanza: an argument line and a base64 body, age's unit of a header.

Ref: C2SP age.md, "ABNF definition of file header"; RFC 4648, sections 3.5 and 4.
"""

import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple

from keystow.errors import Damaged

COLUMNS = 64

_ARGUMENT_LINE = re.compile(rb"-> [!-~]+(?: [!-~]+)*")
_BODY_LINE = re.compile(rb"[A-Za-z0-9+/]{0,64}")


class Stanza(NamedTuple):
    """One stanza; `arguments` are printable ASCII without spaces, the first is its type.

    A named tuple, as is all on the way to a refusal that needs no checks of its own: making a
    dataclass costs a tenth of a process start, and refusing a file has a budget.
    """

    arguments: tuple[str, ...]
    body: bytes

    @property
    def type(self) -> str:
        return self.arguments[0]


def encode(line: str, body: bytes) -> bytes:
    """Write a stanza; `line` is what follows "-> ". The last body line is always a short one."""
    text = encode_base64(body)
    rows = [text[at : at + COLUMNS] for at in range(0, len(text) + 1, COLUMNS)]
    return "\n".join((f"-> {line}", *rows, "")).encode("ascii")


def decode_all(lines: list[bytes], limit: int) -> Iterator[tuple[int, Stanza | None]]:
    """Yield each stanza with the index of its first line; None for one without a last short line.

    Raises Damaged at the first line outside the grammar, or past `limit` stanzas.
    """
    at = count = 0
    while at < len(lines):
        first, count = at, count + 1
        if count > limit or not _ARGUMENT_LINE.fullmatch(lines[at]):
            raise Damaged
        at += 1
        while at < len(lines) and _is_full(lines[at]):
            at += 1
        if at == len(lines):
            yield first, None
            return
        at += 1
        arguments = tuple(lines[first].decode("ascii").split(" ")[1:])
        yield first, Stanza(arguments, decode_base64(b"".join(lines[first + 1 : at])))


def encode_base64(data: bytes) -> str:
    """Encode as RFC 4648 standard base64 without padding."""
    return binascii.b2a_base64(data, newline=False).rstrip(b"=").decode("ascii")


def decode_base64(text: bytes) -> bytes:
    """Decode unpadded base64; raise Damaged for any but its one canonical spelling."""
    try:
        data = binascii.a2b_base64(text + b"=" * (-len(text) % 4), strict_mode=True)
    except ValueError:
        raise Damaged from None
    if encode_base64(data).encode("ascii") != text:  # spare bits: one value, one spelling
        raise Damaged
    return data


def _is_full(line: bytes) -> bool:
    if not _BODY_LINE.fullmatch(line):
        raise Damaged
    return len(line) == COLUMNS
