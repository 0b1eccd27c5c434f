"""Where a password comes from: a file, or the terminal; never an argument."""

import sys

from keystow.cli.exits import (
    FileMissing,
    FileUnreadable,
    NoTerminal,
    PasswordFileInvalid,
    UserDenied,
)
from keystow.errors import KeyFileInvalid, PasswordsDiffer, TooLarge, UnsupportedCharacter
from keystow.secret import Secret

PASSWORD_FILE_BYTES = 64 * 1024
"""Far above 1,024 code points of four bytes."""

KEY_FILE_BYTES = 1024 * 1024


def given(path: str | None, prompt: str = "Password: ") -> Secret:
    """Read a password from the file that was named, or ask for it."""
    return ask(prompt) if path is None else from_file(path)


def new(path: str | None) -> Secret:
    """Read a new password from the file that was named, or ask for it twice; PasswordsDiffer."""
    if path is not None:
        return from_file(path)
    password = ask("New password: ")
    if ask("Again: ") != password:
        raise PasswordsDiffer
    return password


def from_file(path: str) -> Secret:
    """Read a password: one final LF or CRLF is removed, nothing else; it may be empty.

    A pipe is welcome (`--password-file <(pass show …)`), which is why this doesn't go by
    `storage`. Raises TooLarge over 64 KiB.
    """
    data = _read(path, PASSWORD_FILE_BYTES)
    if len(data) > PASSWORD_FILE_BYTES:
        raise TooLarge(what="password", limit=PASSWORD_FILE_BYTES)
    if data.endswith(b"\n"):
        del data[-2 if data.endswith(b"\r\n") else -1 :]
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise PasswordFileInvalid from None
    return Secret(data)


def key_file(path: str) -> Secret:
    """Read a key file: all its bytes."""
    data = _read(path, KEY_FILE_BYTES)
    if not 1 <= len(data) <= KEY_FILE_BYTES:
        raise KeyFileInvalid
    return Secret(data)


def ask(prompt: str) -> Secret:
    """Ask on the terminal, without showing what is typed.

    Raises NoTerminal rather than read a password that everybody sees; UserDenied at Ctrl-D.
    """
    import getpass
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return Secret(getpass.getpass(prompt))
        except (getpass.GetPassWarning, OSError):
            raise NoTerminal from None
        except EOFError:
            raise UserDenied from None
        except UnicodeDecodeError:
            raise UnsupportedCharacter from None


def _read(path: str, limit: int) -> bytearray:
    """Return at most one byte more than `limit`."""
    data = bytearray()
    try:
        with open(
            sys.stdin.fileno() if path == "-" else path, "rb", 0, closefd=path != "-"
        ) as file:
            while len(data) <= limit and (piece := file.read(limit + 1 - len(data))):
                data += piece
    except (FileNotFoundError, NotADirectoryError):
        raise FileMissing(file=path) from None
    except (OSError, ValueError):  # ValueError: a NUL in the name
        raise FileUnreadable(file=path) from None
    return data
