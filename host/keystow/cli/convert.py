"""`convert`: what a backup holds, in another format and under another password."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from os.path import basename, dirname

from keystow.children import sandbox
from keystow.children.cost import cost
from keystow.cli import keystore_file, notes, opening, output, passwords
from keystow.cli.arguments import Arguments
from keystow.cli.exits import (
    AccountsSeveral,
    AccountsWhole,
    Exit,
    FileExists,
    NewPasswordInvalid,
    NothingFits,
    StdinTwice,
)
from keystow.errors import AccountUnknown, PasswordWeak, TooLarge, UnsupportedCharacter
from keystow.formats import bip_329, contents
from keystow.formats.opened import Opened, OpenedAccount
from keystow.formats.writers import table
from keystow.formats.writers.interface import Unfit, Writer
from keystow.jobs import convert as converting
from keystow.jobs import vaults, writing
from keystow.jobs.convert import Source
from keystow.secret import Secret
from keystow.storage import publish
from keystow.storage.files import Files, naming_failures, opened
from keystow.storage.publish import Place, Published
from keystow.wallet import passwords as rules

WEAK = "PASSWORD_WEAK"
FORMAT_WEAK = "FORMAT_WEAK"
FORMS = "PASSWORD_FORMS"
OPEN = "FORMAT_OPEN"
STDIN = "-"


def convert(arguments: Arguments) -> Exit:
    """Write OUT, which was not there before, and call it saved once it opened from there.

    The file, the place and the new password are judged before the old password is asked for.
    """
    files = Files()
    folder, name = _place(files, arguments.out)
    format_, data = keystore_file.read_together(arguments.file, arguments.share)
    inspection = format_.inspect(data)
    writer = table.find(arguments.to)
    is_open = arguments.to == bip_329.NAME
    if writer is None and arguments.account:
        raise AccountsWhole
    opening.harden()
    if writer is not None and writer.weak and not arguments.json:
        output.note("\n".join(notes.of([FORMAT_WEAK])))  # before anything is written
    old, new = _passwords(arguments, inspection.hint)
    with publish.open_place(files, folder) as place:
        _confine(folder, place)
        held = opening.open_file(arguments, format_, data, old)
        make = _labels if is_open else _whole if writer is None else partial(_chosen, writer)
        made = opening.interruptible(lambda: make(arguments, held, new))
        published = _save(files, place, name, made)
    _tell(arguments, held, made, published)
    return Exit.DONE


@dataclass(frozen=True, slots=True, repr=False)
class _Made:
    """What is to be saved, how it is proven, and what there is to say of it."""

    data: bytes
    verify: Callable[[bytes], None]
    payload_sha256: Callable[[], str]
    accounts: int
    left_out: int
    warnings: list[str]


def _whole(arguments: Arguments, held: Opened, password: Secret) -> _Made:
    made = converting.convert(held, arguments.to, password, _source())
    return _Made(
        made.data,
        converting.proof(made, password),
        lambda: made.payload_sha256,
        len(made.vault.accounts),
        0,
        _weak(password),
    )


def _labels(arguments: Arguments, held: Opened, password: Secret) -> _Made:
    del arguments, password  # labels hold no secret, and their format has no password
    made = converting.labels(held, _source())
    return _Made(
        made.data,
        converting.labels_proof(made),
        lambda: made.payload_sha256,
        0,
        sum(1 for _ in contents.accounts(held)),
        [OPEN],
    )


def _chosen(writer: Writer, arguments: Arguments, held: Opened, password: Secret) -> _Made:
    """Write the accounts that were named, or all that fit."""
    listed = list(contents.accounts(held))
    chosen = _named(writing.fitting(listed, writer), arguments.account)
    if not chosen:
        raise NothingFits
    if writer.single and len(chosen) > 1:
        raise AccountsSeveral
    kept = held.foreign if held.vault is None else held.vault.foreign
    written = writing.write(writer, chosen, kept, password, secrets.token_bytes)
    proof = writing.Proof(written, password)
    warnings = _weak(password)
    if writer.weak:
        warnings.append(FORMAT_WEAK)
    if writer.unfit(password) is not None:
        warnings.append(FORMS)
    return _Made(
        written.data,
        proof,
        lambda: proof.payload_sha256,
        len(chosen),
        len(listed) - len(chosen),
        warnings,
    )


def _named(fitting: list[OpenedAccount], addresses: list[str]) -> list[OpenedAccount]:
    """Return those of some addresses, in any case, in the backup's order; all where none is."""
    wanted = {address.casefold() for address in addresses}
    chosen = [one for one in fitting if one.address.casefold() in wanted or not wanted]
    if len({one.address.casefold() for one in chosen}) < len(wanted):
        raise AccountUnknown
    return chosen


def _source() -> Source:
    return Source(secrets.token_bytes, datetime.now(UTC).strftime(vaults.TIME), cost())


def _weak(password: Secret) -> list[str]:
    return [] if rules.judge(password, "").strong else [WEAK]


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


def _confine(folder: str, place: Place) -> None:
    """From here on this process makes one new file, and opens none for writing."""
    folders = [[folder], []] if place.unnamed is not None else [[], [folder]]
    sandbox.confine(folders[0], sandbox.python_dirs(), folders[1])


def _save(files: Files, place: Place, name: str, made: _Made) -> Published:
    try:
        return publish.save_in(files, place, name, made.data, made.verify)
    except publish.NameTaken:
        raise FileExists from None


def _tell(arguments: Arguments, held: Opened, made: _Made, published: Published) -> None:
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
