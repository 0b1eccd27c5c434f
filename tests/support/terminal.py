"""A terminal of its own for a program that asks a person: what it shows, what is typed."""

import os
import pty
import select
import signal
import termios
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

WAIT_S = 60


@dataclass(frozen=True)
class Shown:
    """What a program left on its terminal, and how it ended."""

    text: str
    code: int


def run(command: Sequence[str], typed: Sequence[tuple[str, str]]) -> Shown:
    """Run a command; at each prompt's end, in their order, type its answer and Return.

    Each prompt asks for a secret, so the answer waits until the terminal shows no typing: a program
    may ask a moment before it sees to that, and people are slower. A prompt that never comes, or a
    program that doesn't end, fails after a minute.
    """
    process, terminal = pty.fork()
    if process == 0:
        try:
            os.execvp(command[0], list(command))
        finally:
            os._exit(127)
    try:
        text = _talk(terminal, list(typed))
    except BaseException:
        os.kill(process, signal.SIGKILL)
        raise
    finally:
        status = os.waitpid(process, 0)[1]
        os.close(terminal)
    return Shown(text.decode("utf-8", "replace"), os.waitstatus_to_exitcode(status))


def _talk(terminal: int, typed: list[tuple[str, str]]) -> bytes:
    text, seen = b"", 0
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        piece = b""
        with suppress(OSError):  # EIO: the program has gone
            piece = os.read(terminal, 65536)
        if not piece:
            assert not typed, f"never asked for {typed[0][0]!r}: {text!r}"
            return text
        text += piece
        if typed and typed[0][0].encode() in text[seen:]:
            seen = len(text)
            _await_hidden(terminal, deadline)
            os.write(terminal, typed.pop(0)[1].encode() + b"\n")
    raise AssertionError(f"no end after {text!r}")


def _await_hidden(terminal: int, deadline: float) -> None:
    local_modes = 3
    while termios.tcgetattr(terminal)[local_modes] & termios.ECHO:
        assert time.monotonic() < deadline, "what is typed would be seen"
        time.sleep(0.005)
