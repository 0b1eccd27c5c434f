"""Export: some accounts of a wallet as files that another wallet opens."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from keystow import errors
from keystow.formats import contents
from keystow.formats.opened import OpenedAccount
from keystow.formats.writers import table
from keystow.formats.writers.interface import Writer
from keystow.jobs import asking, carried, commit, file_password, saving, writing
from keystow.jobs.asking import Asked
from keystow.jobs.ports import Ports, Request, Result
from keystow.jobs.surface import Surface
from keystow.secret import Secret
from keystow.storage import publish
from keystow.storage.destinations import Destination, Destinations
from keystow.storage.files import Files
from keystow.wallet.vault import Vault

FILES_MAX = 100
"""Files of one export: each takes some seconds of scrypt."""

_NAME_CHARS = 12
_PLAIN = re.compile("[^0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class _Chosen:
    writer: Writer
    accounts: list[OpenedAccount]


def run(ports: Ports, request: Request) -> Result:
    """Write chosen accounts under a new password, each file proven in its place.

    The wallet's password is asked for even in an unlocked session, as for showing its keys.
    """
    surface = asking.surface_of(ports, request, "export")
    typed = asking.typed(ports, request, surface, Asked("export"))
    vault = typed.opened.vault
    chosen = _chosen(surface, vault)
    if chosen is not None:
        password, hint = file_password.ask(ports, surface, chosen.writer, typed.password)
        folder = _folder(request, surface)
        _export(ports, surface, vault, chosen, (password, hint), folder)
    surface.close()
    return commit.session(typed.opened, {})


def _chosen(surface: Surface, vault: Vault) -> _Chosen | None:
    """Ask for a format and accounts that fit it; None where there is nothing to export."""
    listed = list(contents.vault_accounts(vault))
    fitting = {writer.name: writing.fitting(listed, writer) for writer in table.WRITERS}
    numbers = {id(account): number for number, account in enumerate(listed)}
    model = {
        "formats": [
            {
                "format": writer.name,
                "single": writer.single,
                "weak": writer.weak,
                "accounts": [numbers[id(one)] for one in fitting[writer.name]],
            }
            for writer in table.WRITERS
            if fitting[writer.name]
        ],
        "accounts": [
            {"name": one.name, "chain_title": carried.title(one.chain), "address": one.address}
            for one in listed
        ],
        "most": FILES_MAX,
    }
    answer = surface.ask("export", model)
    if answer.action == "done":
        return None
    writer = table.find(str(answer.fields["format"]))
    wanted = set(answer.fields["accounts"])
    accounts = [one for one in fitting[writer.name] if numbers[id(one)] in wanted] if writer else []
    if writer is None or not accounts or (writer.single and len(accounts) > FILES_MAX):
        raise errors.BadRequest(at="/export")
    return _Chosen(writer, accounts)


def _folder(request: Request, surface: Surface) -> Destination:
    """Let the person choose a folder in the host's own dialog."""
    destinations = Destinations(Files(), request.params["data"], request.params["client"])
    chosen: list[Destination] = []

    def pick(_: Mapping[str, Any]) -> dict[str, Any]:
        path = surface.pick_folder()
        if path is not None:
            chosen[:] = [destinations.judge(path)]
        if not chosen:
            return {"picked": None}
        one = chosen[0]
        return {"picked": {"name": one.name, "path": one.path, "disk_note": None, "warning": None}}

    while not chosen:
        surface.ask("place", {"picked": None, "purpose": "export"}, {"pick_folder": pick})
    return chosen[0]


def _export(
    ports: Ports,
    surface: Surface,
    vault: Vault,
    chosen: _Chosen,
    secret: tuple[Secret, str],
    folder: Destination,
) -> None:
    """Write one file, or one for each account where the format holds one."""
    surface.tell("progress", {"title_code": "exporting", "steps": []})
    lots = [[one] for one in chosen.accounts] if chosen.writer.single else [chosen.accounts]
    rows = []
    for accounts in lots:
        ports.check_cancelled()
        rows.append(_saved(ports, vault, chosen.writer, accounts, secret, folder.path))
    model = {"format": chosen.writer.name, "weak": chosen.writer.weak, "place": folder.name}
    saving.farewell(surface, "exported", {**model, "files": rows})


def _saved(
    ports: Ports,
    vault: Vault,
    writer: Writer,
    accounts: list[OpenedAccount],
    secret: tuple[Secret, str],
    folder: str,
) -> dict[str, Any]:
    """Write one file and prove it in place; a failure is said beside its account."""
    password, hint = secret
    name = _file_name(writer, accounts, ports.random_bytes(4))
    row = {"name": name, "accounts": len(accounts), "account": accounts[0].name, "code": None}
    try:
        written = writing.write(writer, accounts, vault.foreign, password, ports.random_bytes, hint)
        publish.save(Files(), folder, name, written.data, writing.Proof(written, password))
    except (errors.KeystowError, MemoryError) as failure:
        return row | {"code": errors.known(failure).code}
    return row


def _file_name(writer: Writer, accounts: list[OpenedAccount], random4: bytes) -> str:
    """Return a name never used before; an address from a file may hold anything."""
    about = _PLAIN.sub("", accounts[0].address)[:_NAME_CHARS] if writer.single else ""
    parts = [writer.name, about, random4.hex()]
    return f"{'-'.join(part for part in parts if part)}.{writer.suffix}"
