"""`convert`: what a backup holds, in another format and under another password."""

from keystow.cli import keystore_file, new_file, notes, opening, output, passwords, written
from keystow.cli.arguments import Arguments
from keystow.cli.exits import AccountsWhole, Exit, NewPasswordInvalid, StdinTwice
from keystow.cli.written import Written
from keystow.errors import PasswordWeak, TooLarge, UnsupportedCharacter
from keystow.formats import bip_329
from keystow.formats.opened import Opened
from keystow.formats.writers import table
from keystow.formats.writers.interface import Unfit
from keystow.jobs import convert as converting
from keystow.secret import Secret
from keystow.storage import publish
from keystow.storage.files import Files
from keystow.storage.publish import Published

STDIN = "-"


def convert(arguments: Arguments) -> Exit:
    """Write OUT, which was not there before, and call it saved once it opened from there.

    The file, the place and the new password are judged before the old password is asked for.
    """
    files = Files()
    folder, name = new_file.place(files, arguments.out)
    format_, data = keystore_file.read_together(arguments.file, arguments.share)
    inspection = format_.inspect(data)
    writer = table.find(arguments.to)
    if writer is None and arguments.account:
        raise AccountsWhole
    opening.harden()
    if writer is not None and writer.weak and not arguments.json:
        output.note("\n".join(notes.of([written.FORMAT_WEAK])))  # before anything is written
    old, new = _passwords(arguments, inspection.hint)
    with publish.open_place(files, folder) as place:
        new_file.confine(folder, place)
        held = opening.open_file(arguments, format_, data, old)
        made = opening.interruptible(
            lambda: written.make(held, arguments.to, arguments.account, new)
        )
        published = new_file.save(files, place, name, made.data, made.verify)
    _tell(arguments, held, made, published)
    return Exit.DONE


def _passwords(arguments: Arguments, hint: str) -> tuple[Secret, Secret]:
    old = (arguments.password_file, arguments.recovery_code_file)
    if arguments.new_password_file == STDIN and STDIN in old:
        raise StdinTwice
    if not opening.is_named(arguments) and hint:
        output.note(f"Hint, written by whoever made this file: {output.plain(hint)}")
    return opening.secret(arguments), _new_password(arguments)


def _new_password(arguments: Arguments) -> Secret:
    if arguments.to == bip_329.NAME:
        return Secret("")
    writer = table.find(arguments.to)
    try:
        password = passwords.new(arguments.new_password_file)
        converting.require_new(password)
        if writer is not None and writer.unfit(password) is Unfit.EMPTY:
            raise PasswordWeak(rule="length")
    except PasswordWeak:
        raise NewPasswordInvalid(reason="empty") from None
    except TooLarge:
        raise NewPasswordInvalid(reason="long") from None
    except UnsupportedCharacter:
        raise NewPasswordInvalid(reason="character") from None
    return password


def _tell(arguments: Arguments, held: Opened, made: Written, published: Published) -> None:
    warnings = [warning.value for warning in held.warnings]
    if arguments.json:
        facts = {
            "file": arguments.out,
            "format": arguments.to,
            "from": held.format,
            "accounts": made.accounts,
            "left_out": made.left_out,
            "size": published.size,
            "sha256": published.sha256,
            "payload_sha256": made.payload_sha256(),
            "warnings": [*warnings, *made.warnings],
        }
        output.say_json(facts)
        return
    left = f"; left out: {made.left_out}" if made.left_out else ""
    opens = "it was read again" if arguments.to == bip_329.NAME else "it opens by its new password"
    proven = f"{opens}; accounts: {made.accounts}{left}."
    said = [
        f"read: {output.plain(arguments.file)}: {held.format}",
        *notes.of(warnings),
        f"saved: {output.plain(arguments.out)}: {proven}",
        *notes.of(made.warnings),
    ]
    output.say("\n".join(said))
