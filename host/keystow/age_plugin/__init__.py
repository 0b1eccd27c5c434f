"""`age-plugin-keystow`: lets age itself open a keystore (`age -d -j keystow FILE`).

age starts it and talks with it on two pipes; a person starts it only to make the identity of a
key file. There is no way to encrypt: a keystore is made by Keystow, which proves that it opens.

Ref: C2SP age-plugin.md.
"""

import argparse
import os
import signal
import sys
from collections.abc import Sequence

from keystow.children import sandbox

_MACHINES = ("identity-v1", "recipient-v1")


def main(argv: Sequence[str] | None = None) -> int:
    """Do what age or a person asks for; return the exit code."""
    sandbox.harden()
    # age interrupts its plugins when it is done with them, and a KDF in C looks at no flag.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    given = _parser().parse_args(argv)
    if given.key_file is not None:
        return _print_identity(given.key_file)
    return _serve(given.age_plugin)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="age-plugin-keystow",
        description="Lets age open Keystow's backups: age -d -j keystow FILE",
    )
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--age-plugin", choices=_MACHINES, metavar="MACHINE", help="for age itself")
    mode.add_argument(
        "--key-file",
        metavar="PATH",
        help="print the identity for a backup that was made with this key file, for age -d -i; it "
        "holds the file's path, not its content",
    )
    return parser


def _print_identity(path: str) -> int:
    from keystow.age_plugin import identity
    from keystow.errors import KeystowError

    place = os.path.abspath(path)
    try:
        identity.key_file(place).wipe()
    except KeystowError:
        sys.stderr.write("age-plugin-keystow: that can't be a key file\n")
        return 5
    sys.stdout.write(f"{identity.write(place)}\n")
    return 0


def _serve(machine: str) -> int:
    from keystow.age_plugin import unwrapping, wrapping
    from keystow.age_plugin.connection import Connection, Garbled, Gone

    try:
        with os.fdopen(os.dup(1), "wb") as sink:
            os.dup2(2, 1)  # whatever else prints goes to stderr
            connection = Connection(sys.stdin.buffer, sink)
            (unwrapping if machine == "identity-v1" else wrapping).serve(connection)
    except (Gone, BrokenPipeError):  # the latter where a last flush finds nobody
        return 0
    except Garbled:
        sys.stderr.write("age-plugin-keystow: that is not how age talks with a plugin\n")
        return 1
    return 0
