"""`salvage`: the vaults of wallets in a browser's profile on disk."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from keystow.children import sandbox
from keystow.cli import new_file, opening, output, passwords
from keystow.cli.arguments import Arguments
from keystow.cli.exits import Exit, FileMissing, FileUnreadable, NumberUnknown
from keystow.errors import (
    DestinationMissing,
    DestinationUnwritable,
    ReadBackFailed,
    WrongPassword,
)
from keystow.jobs import salvage as salvaging
from keystow.jobs.salvage import Salvaged
from keystow.secret import Secret
from keystow.storage import profiles, publish
from keystow.storage.files import Files

Row = dict[str, Any]
"""One vault, as `--json` prints it."""

_REASONS = {
    "damaged": "damaged; what was whole in it was read",
    "large": "too large, left out",
    "kind": "no plain file, left out",
    "unreadable": "not readable, left out",
    "many": "too much in it, the rest left out",
}


def salvage(arguments: Arguments) -> Exit:
    """List what is in PATH, tried with the password where one was given, and write one of it."""
    files = Files()
    try:
        source = profiles.folder_of(files, arguments.path)
    except DestinationMissing:
        raise FileMissing(file=arguments.path) from None
    except DestinationUnwritable:
        raise FileUnreadable(file=arguments.path) from None
    if arguments.out is None:
        password = _password(arguments)
        sandbox.confine((), [*sandbox.python_dirs(), source])
        found, rows = _found(arguments.path, password)
        return _told(arguments, found, rows, password)
    folder, name = new_file.place(files, arguments.out)
    password = _password(arguments)
    with publish.open_place(files, folder) as place:
        new_file.confine(folder, place, [source])
        found, rows = _found(arguments.path, password)
        at = _chosen(arguments.number, rows)
        if at is not None:
            data = found.vaults[at].data
            new_file.save(files, place, name, data, _same(data))
            rows[at]["written"] = arguments.out
    return _told(arguments, found, rows, password)


def _password(arguments: Arguments) -> Secret | None:
    if arguments.password_file is None and not arguments.ask_password:
        return None
    opening.harden()
    return passwords.given(arguments.password_file)


def _found(path: str, password: Secret | None) -> tuple[Salvaged, list[Row]]:
    found = opening.interruptible(lambda: salvaging.search(path, lambda: None))
    now = datetime.now(UTC).timestamp()
    rows: list[Row] = [
        {
            "number": number,
            **salvaging.told(vault),
            "age_days": max(0, int((now - vault.changed) // 86400)),
            "opens": None,
            "code": None,
            "written": None,
        }
        for number, vault in enumerate(found.vaults, start=1)
    ]
    if password is not None:
        data = [vault.data for vault in found.vaults]
        codes = opening.interruptible(lambda: list(salvaging.tries(data, password)))
        for row, code in zip(rows, codes, strict=True):
            if code is not None:
                row |= {"opens": code == "", "code": code or None}
    return found, rows


def _chosen(number: int | None, rows: list[Row]) -> int | None:
    """Return which vault is to be written; None where the password opens none."""
    if number is not None:
        if not 1 <= number <= len(rows):
            raise NumberUnknown
        return number - 1
    tried = any(row["opens"] is not None for row in rows)
    return next((at for at, row in enumerate(rows) if row["opens"] or not tried), None)


def _same(data: bytes) -> publish.Verify:
    def verify(read: bytes) -> None:
        if read != data:
            raise ReadBackFailed

    return verify


def _told(arguments: Arguments, found: Salvaged, rows: list[Row], password: Secret | None) -> Exit:
    if arguments.json:
        output.say_json({"path": arguments.path, "vaults": rows, "left": found.left})
    else:
        output.say("\n".join([*output.table(map(_cells, rows)), *_notes(found, rows)]))
    if password is not None and not any(row["opens"] for row in rows):
        raise WrongPassword(what="any")
    return Exit.DONE


def _cells(row: Row) -> tuple[str, ...]:
    days = row["age_days"]
    return (
        str(row["number"]),
        row["format"],
        "now" if row["current"] else "earlier" if row["whole"] else "damaged",
        f"{row['changed'][:10]} ({days} day{'s' * (days != 1)} ago)",
        f"{row['size']} bytes",
        {None: "", True: "opens", False: row["code"]}[row["opens"]],
        row["file"],
    )


def _notes(found: Salvaged, rows: list[Row]) -> Iterator[str]:
    for file, reason in found.left.items():
        yield f"Note:      {output.plain(file)}: {_REASONS[reason]}."
    for row in rows:
        if row["written"] is not None:
            yield f"saved: {output.plain(row['written'])}: number {row['number']}."
