"""`inspect`, `open` and `verify`."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from keystow.cli import keystore_file, notes, opening, output
from keystow.cli.arguments import Arguments
from keystow.cli.exits import Exit, exit_of, words
from keystow.errors import Cancelled, Damaged, KeystowError
from keystow.formats.interface import Format, Inspection, Warn
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened

Verdict = dict[str, Any]
"""What was found out about one file, as `verify --json` prints it (`_verdict`)."""


def inspect(arguments: Arguments) -> Exit:
    """Print what the file tells without its password."""
    format_, data = keystore_file.read(arguments.file)
    inspection = format_.inspect(data)
    if arguments.json:
        output.say_json(asdict(inspection))
    else:
        output.say("\n".join(_described(inspection)))
    return Exit.DONE


def open_file(arguments: Arguments) -> Exit:
    """Open the file and print what it holds; the file itself is judged before the password."""
    format_, data = keystore_file.read_together(arguments.file, arguments.share)
    inspection = format_.inspect(data)
    opening.harden()
    if not opening.is_named(arguments) and inspection.hint:
        output.note(f"Hint, written by whoever made this file: {output.plain(inspection.hint)}")
    password = opening.secret(arguments)
    opened = opening.open_file(arguments, format_, data, password)

    from keystow.formats import contents

    report = contents.report(opened, show_secrets=arguments.show_secrets)
    if arguments.json:
        output.say_json(report)
    else:
        output.say("\n".join(_listed(report)))
    return Exit.DONE


def verify(arguments: Arguments) -> Exit:
    """Check each file; the highest exit code of all is the command's."""
    password = None
    if opening.is_named(arguments) or arguments.ask_password:
        opening.harden()
        password = opening.secret(arguments)
    verdicts = []
    worst = Exit.DONE
    for path in arguments.files:
        verdict, code = _verify(arguments, path, password)
        verdicts.append(verdict)
        worst = max(worst, code)
    if arguments.json:
        output.say_json({"results": verdicts})
    return worst


def _verify(arguments: Arguments, path: str, password: Secret | None) -> tuple[Verdict, Exit]:
    format_ = None
    try:
        format_, data = keystore_file.read(path)
        if password is None:
            verdict = _by_sum(path, format_, data)
        else:
            verdict = _by_password(path, opening.open_file(arguments, format_, data, password))
    except Cancelled:
        raise
    except KeystowError as error:
        if not arguments.json:
            output.complain(words(error), error.code, path)
        name = format_.name if format_ else None
        return _verdict(path, name, code=error.code), exit_of(error)
    if not arguments.json:
        output.say("\n".join(_told(verdict)))
    return verdict, Exit.FILE if verdict["code"] else Exit.DONE


def _by_sum(path: str, format_: Format, data: bytes) -> Verdict:
    inspection = format_.inspect(data)
    if inspection.sum_state == "wrong":
        raise Damaged
    how = "sum" if inspection.sum_state == "right" else "form"
    return _verdict(path, format_.name, how=how, warnings=_values(inspection.warnings))


def _by_password(path: str, opened: "Opened") -> Verdict:
    """Judge what was opened: each address is derived from its key again."""
    from keystow.formats import contents
    from keystow.wallet import merge

    # Neither is kept: only the addresses are looked at.
    vault = contents.to_vault(opened, wallet_id="0" * 32, name="", now="1970-01-01T00:00:00Z")
    rows = merge.compare(None, vault).rows
    refused = any(row.state is merge.State.REFUSED for row in rows)
    mismatch = refused or Warn.ADDRESS_MISMATCH in opened.warnings
    found = any(row.reason == merge.FOUND for row in rows)
    warnings = dict.fromkeys((*opened.warnings, *([Warn.PATH_FOUND] if found else [])))
    return _verdict(
        path,
        opened.format,
        how=None if mismatch else "password",
        code=Warn.ADDRESS_MISMATCH.value if mismatch else None,
        accounts=len(rows),
        warnings=_values(tuple(warnings)),
    )


def _verdict(  # the fields of what is printed
    file: str,
    format_: str | None,
    *,
    how: str | None = None,
    code: str | None = None,
    accounts: int | None = None,
    warnings: tuple[str, ...] = (),
) -> Verdict:
    """Make a verdict.

    `how` is "password" where the file was opened, "sum" where its checksum was right, "form"
    where neither was to be had and only its outer form was checked; None where it failed.
    """
    return {
        "file": file,
        "format": format_,
        "how": how,
        "code": code,
        "accounts": accounts,
        "warnings": list(warnings),
    }


def _described(inspection: Inspection) -> Iterator[str]:
    yield from _header(inspection.format, inspection.made_by, inspection.created, inspection.hint)
    if inspection.sum_state is not None:
        yield f"Checksum:  {inspection.sum_state}"
    for slot in inspection.slots:
        yield output.plain(f"Opens by:  {_key(slot)}")
    yield from notes.of(_values(inspection.warnings))


_KINDS = {
    "argon2id": "a password",
    "password": "a password",
    "recovery": "a recovery code",
    "hardware": "a hardware wallet",
}
_KDFS = {
    "evp-bytestokey-md5": "MD5",
    "scrypt": "scrypt",
    "sha256": "SHA-256",
    "pbkdf2-hmac-sha256": "PBKDF2",
    "pbkdf2-hmac-sha512": "PBKDF2",
}


def _key(slot: dict[str, Any]) -> str:
    """Say by what a slot opens, and what each guess costs whoever has the file."""
    key = _KINDS.get(slot["kind"], str(slot["kind"]))
    if slot.get("keyfile"):
        key += " and its key file"
    if "passes" not in slot:
        return key
    kdf = _KDFS.get(slot.get("kdf", ""), "Argon2id")
    memory = f"{slot['memory_kib'] / 1024:g} MiB, " if "memory_kib" in slot else ""
    return f"{key} ({kdf}: {memory}{slot['passes']} pass{'es' * (slot['passes'] != 1)} a guess)"


def _listed(report: dict[str, Any]) -> Iterator[str]:
    yield from _header(report["format"], report["made_by"], report["created"], report["hint"])
    for phrase in report["phrases"]:
        shown = phrase.get("words", "hidden; --show-secrets prints it")
        yield f"Phrase:    {output.plain(shown)} ({output.plain(phrase['language'])})"
        if phrase.get("passphrase"):
            yield f"           with the passphrase {output.plain(phrase['passphrase'])}"
    for seed in report.get("seeds", ()):
        yield f"Seed:      {seed.get('seed', 'hidden; --show-secrets prints it')}"
    yield f"Accounts:  {len(report['accounts'])}"
    yield from output.table(
        (
            account["name"],
            account["chain"],
            account["address"],
            "watch-only" if account["watch_only"] else account["path"] or "key",
            account.get("private_key") or "",
        )
        for account in report["accounts"]
    )
    yield from notes.of(report["warnings"])


def _header(format_: str, made_by: str, created: str | None, hint: str) -> Iterator[str]:
    yield f"Format:    {format_}"
    if made_by:
        yield f"Made by:   {output.plain(made_by)}"
    if created:
        yield f"Made on:   {output.plain(created)}"
    if hint:
        yield f"Hint:      {output.plain(hint)}"


def _told(verdict: Verdict) -> Iterator[str]:
    file = output.plain(verdict["file"])
    match verdict["how"]:
        case "password":
            yield f"good: {file}: it opens; accounts checked: {verdict['accounts']}."
        case "sum":
            yield f"whole: {file}: its checksum is right. Only its password proves that it opens."
        case "form":
            yield f"unproven: {file}: it has no checksum; only its password proves that it opens."
        case _:
            yield f"bad: {file}: it opens, but not all of it is what it says. ({verdict['code']})"
    yield from notes.of(verdict["warnings"])


def _values(warnings: tuple[Warn, ...]) -> tuple[str, ...]:
    return tuple(warning.value for warning in warnings)
