"""Both ends of a conversation with the plugin, as bytes: age's lines in, the plugin's lines out."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from keystow.age_plugin import unwrapping
from keystow.age_plugin.connection import Connection
from keystow.keystore import header, stanzas
from keystow.keystore.stanzas import Stanza
from keystow.wallet import bech32

PLAIN = bech32.encode_bytes("age-plugin-keystow-", b"").upper()
"""What `age -j keystow` makes."""

OK = ("ok", b"")
FAIL = ("fail", b"")


@dataclass(frozen=True)
class Said:
    """One stanza of the plugin's: its line after "-> " and its body."""

    line: str
    body: bytes = b""


def text(line: str, body: bytes = b"") -> bytes:
    return stanzas.encode(line, body)


def phase_1(files: Sequence[Sequence[Stanza]], identities: Sequence[str] = (PLAIN,)) -> bytes:
    """Return what age sends before it listens."""
    sent = b"".join(text(f"add-identity {identity}") for identity in identities)
    for number, found in enumerate(files):
        for stanza in found:
            sent += text(f"recipient-stanza {number} {' '.join(stanza.arguments)}", stanza.body)
    return sent + text("done")


def of(data: bytes) -> tuple[Stanza, ...]:
    """Return the stanzas of a file."""
    return header.read(data).stanzas


def hear(sent: bytes, answers: Sequence[tuple[str, bytes]] = ()) -> list[Said]:
    """Let identity-v1 run on this input, with these answers to its requests, then "ok" for ever."""
    source = sent + b"".join(text(*answer) for answer in answers) + text(*OK) * 50
    sink = io.BytesIO()
    unwrapping.serve(Connection(io.BytesIO(source), sink))
    return said(sink.getvalue())


def said(out: bytes) -> list[Said]:
    """Read the plugin's stanzas with the strictness of age's own grammar."""
    assert out.endswith(b"\n")
    found = stanzas.decode_all(out[:-1].split(b"\n"), 1000)
    return [Said(" ".join(one.arguments), one.body) for _, one in found if one is not None]


def secret(password: str) -> tuple[str, bytes]:
    return "ok", password.encode("utf-8", "surrogatepass")
