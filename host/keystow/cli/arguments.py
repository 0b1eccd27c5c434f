"""What can be typed after `keystow`."""

import argparse
from typing import Any

Arguments = argparse.Namespace

WRITTEN = (
    "keystow-1",
    "age-v1-scrypt",
    "web3-v3",
    "eip-2335",
    "polkadot-js-json",
    "lamden-keystore-1.0",
    "bip-329",
)
"""What `convert` writes; `jobs.convert` has the same, and a test holds the two together."""

_EXITS = """\
exit codes:
  0  done
  1  cancelled by you
  2  wrong usage
  3  wrong password
  4  the file is damaged, cut short, altered, too new, hostile or unknown
  5  something on this machine is missing or refuses
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; `command` names the one given."""
    top = argparse.ArgumentParser(
        prog="keystow",
        description="Wallet backups which are proven to open: look into them, check them, and "
        "connect Keystow to your browsers.",
        epilog=_EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument(
        "--version",
        action="store_const",
        const="version",
        dest="command",
        help="print the version",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _register(commands)
    _doctor(commands)
    _add(commands, "ask-again", 'let Keystow\'s window open again after "Stop asking"')
    _inspect(commands)
    _open(commands)
    _verify(commands)
    _convert(commands)
    _salvage(commands)
    _add(commands, "version", "print the version")
    return top


def _register(commands: Any) -> None:
    for name, help_, what in (
        ("register", "let your browsers find Keystow", "register with"),
        ("unregister", "take away exactly what register wrote", "unregister from"),
    ):
        command = _add(commands, name, help_)
        command.add_argument(
            "--user-data-dir",
            metavar="DIR",
            action="append",
            default=[],
            help=f"{what} the Chromium-family browser that runs with this --user-data-dir, and "
            "with no other; may be given several times",
        )
        command.add_argument(
            "--host",
            metavar="PATH",
            help="the program that browsers start; normally the keystow-host beside this command",
        )


def _doctor(commands: Any) -> None:
    command = _add(commands, "doctor", "find out why a browser doesn't reach Keystow")
    _json(command)


def _inspect(commands: Any) -> None:
    command = _add(commands, "inspect", "show what a backup tells without its password")
    command.add_argument("file", metavar="FILE")
    _json(command)


def _open(commands: Any) -> None:
    command = _add(commands, "open", "open a backup and show what it holds")
    command.add_argument("file", metavar="FILE")
    _share(command)
    _password(command)
    _json(command)
    command.add_argument(
        "--show-secrets",
        action="store_true",
        help="print recovery phrases and private keys too: whoever sees them has the money",
    )


def _verify(commands: Any) -> None:
    command = _add(
        commands,
        "verify",
        "check backups: with the password by opening them, without by their checksum only",
    )
    command.add_argument("files", metavar="FILE", nargs="+")
    _password(command)
    command.add_argument(
        "--ask-password", action="store_true", help="ask for the password on the terminal, once"
    )
    _json(command)


def _convert(commands: Any) -> None:
    command = _add(
        commands, "convert", "write what a backup holds into another format, by another password"
    )
    command.add_argument("file", metavar="IN")
    command.add_argument("out", metavar="OUT", help="a file that isn't there yet")
    _share(command)
    command.add_argument(
        "--to", metavar="FORMAT", choices=WRITTEN, required=True, help=" or ".join(WRITTEN)
    )
    command.add_argument(
        "--account",
        metavar="ADDRESS",
        action="append",
        default=[],
        help="write this account; for formats that hold one, where IN has several that fit",
    )
    _password(command)
    command.add_argument(
        "--new-password-file",
        metavar="Q",
        help="read the password of OUT from this file, as --password-file does",
    )
    _json(command)


def _salvage(commands: Any) -> None:
    command = _add(
        commands, "salvage", "find MetaMask's and Lamden's vaults in a browser's profile on disk"
    )
    command.add_argument(
        "path",
        metavar="PATH",
        help="a profile's folder, the browser's folder around it, or a single file out of one",
    )
    way = command.add_mutually_exclusive_group()
    way.add_argument(
        "--password-file",
        metavar="P",
        help="say which of them this password opens, read as by the other commands",
    )
    way.add_argument(
        "--ask-password", action="store_true", help="the same, the password asked for once"
    )
    command.add_argument(
        "--out", metavar="FILE", help="write one of them to this file, which isn't there yet"
    )
    command.add_argument(
        "--number",
        metavar="N",
        type=int,
        help="which one; normally the newest that the password opens, or the newest of all",
    )
    _json(command)


def _add(commands: Any, name: str, help_: str) -> argparse.ArgumentParser:
    description = f"{help_[0].upper()}{help_[1:]}."
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=help_, description=description
    )
    return command


def _password(command: argparse.ArgumentParser) -> None:
    way = command.add_mutually_exclusive_group()
    way.add_argument(
        "--recovery-code-file",
        metavar="R",
        help="read a recovery code from this file, in place of a password",
    )
    way.add_argument(
        "--password-file",
        metavar="P",
        help="read the password from this file ('-' for standard input): UTF-8, one line end at "
        "the end removed, nothing else",
    )
    command.add_argument(
        "--key-file", metavar="K", help="the key file, for a backup that was made with one"
    )
    command.add_argument(
        "--more-cost",
        action="store_true",
        help="open a file also where that takes more memory and time than Keystow usually grants",
    )


def _share(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--share",
        metavar="S",
        action="append",
        default=[],
        help="a further file with shares, where the first one has SLIP-39 shares; may be given "
        "several times",
    )


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print JSON, for programs")
