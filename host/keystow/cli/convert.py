"""`convert`: what a backup holds, in another format and under another password."""

import secrets
from datetime import UTC, datetime
from os.path import basename, dirname

from keystow.children import sandbox
from keystow.children.cost import cost
from keystow.cli import keystore_file, notes, opening, output, passwords
from keystow.cli.arguments import Arguments
from keystow.cli.exits import Exit, FileExists, NewPasswordInvalid, StdinTwice
from keystow.errors import PasswordWeak, TooLarge, UnsupportedCharacter
from keystow.formats.opened import Opened
from keystow.jobs import convert as converting
from keystow.jobs import vaults
from keystow.jobs.convert import Converted, Source
from keystow.secret import Secret
from keystow.storage import publish
from keystow.storage.files import Files, naming_failures, opened
from keystow.storage.publish import Place, Published
from keystow.wallet import passwords as rules

WEAK = "PASSWORD_WEAK"
STDIN = "-"


def convert(arguments: Arguments) -> Exit:
    """Write OUT, which was not there before, and call it saved once it opened from there.

    The file, the place and the new password are judged before the old password is asked for.
    """
    files = Files()
    folder, name = _place(files, arguments.out)
    format_, data = keystore_file.read(arguments.file)
    inspection = format_.inspect(data)
    opening.harden()
    old, new = _passwords(arguments, inspection.hint)
    with publish.open_place(files, folder) as place:
        _confine(folder, place)
        held = opening.open_file(arguments, format_, data, old)
        source = Source(secrets.token_bytes, datetime.now(UTC).strftime(vaults.TIME), cost())
        made = opening.interruptible(lambda: converting.convert(held, arguments.to, new, source))
        published = _save(files, place, name, made, new)
    _tell(arguments, held, made, published, new)
    return Exit.DONE


def _place(files: Files, path: str) -> tuple[str, str]:
    """Return OUT's folder, which may be reached by links, and its name, which must be unused."""
    folder, name = files.real_path(dirname(path) or "."), basename(path)
    with naming_failures(), opened(files, files.open_folder(folder)) as fd:
        try:
            files.status_in(fd, name or ".")
        except FileNotFoundError:
            return folder, name
    raise FileExists


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


def _confine(folder: str, place: Place) -> None:
    """From here on this process makes one new file, and opens none for writing."""
    folders = [[folder], []] if place.unnamed is not None else [[], [folder]]
    sandbox.confine(folders[0], sandbox.python_dirs(), folders[1])


def _save(files: Files, place: Place, name: str, made: Converted, password: Secret) -> Published:
    try:
        return publish.save_in(files, place, name, made.data, converting.proof(made, password))
    except publish.NameTaken:
        raise FileExists from None


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
