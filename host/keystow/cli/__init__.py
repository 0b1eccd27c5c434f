"""The command line: `keystow COMMAND …`.

Each command imports what it needs when it runs, so that a file at fault is refused at once.
Secrets are typed on the terminal or read from a file, never given as an argument, where every
process of the machine could read them.
"""

from collections.abc import Callable, Sequence

from keystow.cli import arguments, output
from keystow.cli.exits import Exit, exit_of, words
from keystow.errors import known

Command = Callable[[arguments.Arguments], Exit]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code; every failure becomes one sentence on stderr."""
    output.prepare()
    try:
        parser = arguments.parser()
        given = parser.parse_args(argv)
        if given.command is None:
            output.note(parser.format_help().rstrip())
            return Exit.USAGE
        return _command(given.command)(given)
    except KeyboardInterrupt:
        output.complain("Cancelled.", "CANCELLED")
        return Exit.CANCELLED
    except Exception as error:  # noqa: BLE001  # the last door: a traceback could hold a secret
        failure = known(error)
        about = str(failure.data.get("file", ""))  # which of those that were named
        output.complain(words(failure), failure.code, about)
        return exit_of(failure)


def _command(name: str) -> Command:
    # Imported here, one command's modules only: argon2 alone costs twice a bare start of Python.
    if name in ("inspect", "open", "verify"):
        from keystow.cli import keystores

        return {
            "inspect": keystores.inspect,
            "open": keystores.open_file,
            "verify": keystores.verify,
        }[name]
    if name == "convert":
        from keystow.cli import convert

        return convert.convert
    if name == "salvage":
        from keystow.cli import salvage

        return salvage.salvage
    if name in ("register", "unregister", "doctor"):
        from keystow.cli import registration

        return {
            "register": registration.register,
            "unregister": registration.unregister,
            "doctor": registration.doctor,
        }[name]
    if name == "ask-again":
        from keystow.cli import asking

        return asking.ask_again
    return _version


def _version(_: arguments.Arguments) -> Exit:
    from keystow import VERSION

    output.say(f"keystow {VERSION}")
    return Exit.DONE
