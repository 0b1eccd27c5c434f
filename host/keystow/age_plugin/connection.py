"""Talking with the age that started us: stanzas, as in a file's header, on two pipes.

Ref: C2SP age-plugin.md, "IPC protocol".
"""

from typing import BinaryIO

from keystow.errors import Damaged
from keystow.keystore import stanzas
from keystow.keystore.stanzas import Stanza

STANZA_BYTES = 1024 * 1024
"""Far above any header's stanza; more is no age that speaks."""


class Gone(Exception):
    """age has closed its end: it has what it wants, or the person cancelled."""


class Garbled(Exception):
    """What came is no stanza, or none that may stand here."""


class Connection:
    """Both directions; a request and its answer alternate."""

    def __init__(self, source: BinaryIO, sink: BinaryIO) -> None:
        self._source = source
        self._sink = sink

    def receive(self) -> Stanza:
        """Return the next stanza; raise Gone at the end, Garbled for anything else."""
        lines = [self._line()]
        size = 0
        while len(lines) == 1 or len(lines[-1]) == stanzas.COLUMNS:
            lines.append(self._line())
            size += len(lines[-1])
            if size > STANZA_BYTES:
                raise Garbled
        try:
            [(_, stanza)] = stanzas.decode_all(lines, limit=1)
        except Damaged:
            raise Garbled from None
        if stanza is None:
            raise Garbled
        return stanza

    def send(self, line: str, body: bytes | bytearray = b"") -> None:
        """Send a stanza to which nothing is answered; `line` is what follows "-> "."""
        try:
            self._sink.write(stanzas.encode(line, bytes(body)))
            self._sink.flush()
        except (BrokenPipeError, ConnectionResetError):
            raise Gone from None

    def request(self, line: str, body: bytes | bytearray = b"") -> Stanza:
        """Send a stanza and return what is answered: ok, fail or unsupported."""
        self.send(line, body)
        return self.receive()

    def _line(self) -> bytes:
        line = self._source.readline(STANZA_BYTES)
        if not line:
            raise Gone
        if not line.endswith(b"\n"):
            raise Garbled
        return line[:-1]
