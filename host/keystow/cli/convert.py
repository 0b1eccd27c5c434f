"""`convert`: what a backup holds, in another format and under another password."""

import secrets
from datetime import UTC, datetime

from keystow.children.cost import cost
from keystow.cli import keystore_file, new_file, notes, opening, output, passwords
from keystow.cli.arguments import Arguments
from keystow.cli.exits import Exit, NewPasswordInvalid, StdinTwice
from keystow.errors import PasswordWeak, TooLarge, UnsupportedCharacter
from keystow.formats.opened import Opened
from keystow.jobs import convert as converting
from keystow.jobs import vaults
from keystow.jobs.convert import Converted, Source
from keystow.secret import Secret
from keystow.storage import publish
from keystow.storage.files import Files
from keystow.storage.publish import Published
from keystow.wallet import passwords as rules

WEAK = "PASSWORD_WEAK"
STDIN = "-"


def convert(arguments: Arguments) -> Exit:
    """Write OUT, which was not there before, and call it saved once it opened from there.

    The file, the place and the new password are judged before the old password is asked for.
    """
    files = Files()
    folder, name = new_file.place(files, arguments.out)
    format_, data = keystore_file.read(arguments.file)
    inspection = format_.inspect(data)
    opening.harden()
    old, new = _passwords(arguments, inspection.hint)
    with publish.open_place(files, folder) as place:
        new_file.confine(folder, place)
        held = opening.open_file(arguments, format_, data, old)
        source = Source(secrets.token_bytes, datetime.now(UTC).strftime(vaults.TIME), cost())
        made = opening.interruptible(lambda: converting.convert(held, arguments.to, new, source))
        published = new_file.save(files, place, name, made.data, converting.proof(made, new))
    _tell(arguments, held, made, published, new)
    return Exit.DONE


def _passwords(arguments: Arguments, hint: str) -> tuple[Secret, Secret]:
    old = (arguments.password_file, arguments.recovery_code_file)
    if arguments.new_password_file == STDIN and STDIN in old:
        raise StdinTwice
    if not opening.is_named(arguments) and hint:
        output.note(f"Hint, written by whoever made this file: {output.plain(hint)}")
    return opening.secret(arguments), _new_password(arguments.new_password_file)


def _new_password(path: str | None) -> Secret:
    try:
        password = passwords.new(path)
        converting.require_new(password)
    except PasswordWeak:
        raise NewPasswordInvalid(reason="empty") from None
    except TooLarge:
        raise NewPasswordInvalid(reason="long") from None
    except UnsupportedCharacter:
        raise NewPasswordInvalid(reason="character") from None
    return password


def _tell(
    arguments: Arguments, held: Opened, made: Converted, published: Published, password: Secret
) -> None:
    warnings = [warning.value for warning in held.warnings]
    weak = [] if rules.judge(password, "").strong else [WEAK]
    count = len(made.vault.accounts)
    if arguments.json:
        facts = {
            "file": arguments.out,
            "format": arguments.to,
            "from": held.format,
            "accounts": count,
            "size": published.size,
            "sha256": published.sha256,
            "payload_sha256": made.payload_sha256,
            "warnings": [*warnings, *weak],
        }
        output.say_json(facts)
        return
    said = [
        f"read: {output.plain(arguments.file)}: {held.format}",
        *notes.of(warnings),
        f"saved: {output.plain(arguments.out)}: it opens by its new password; accounts: {count}.",
        *notes.of(weak),
    ]
    output.say("\n".join(said))
