"""What a restore or an import brings: a vault out of a file, a phrase or a private key."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from keystow import errors
from keystow.formats import contents, keystow_1, registry
from keystow.formats.interface import Warn
from keystow.formats.opened import Opened
from keystow.jobs import key_file, salvage_pages, typed_phrase, typed_text, vaults
from keystow.jobs.key_file import Choice
from keystow.jobs.ports import Ports, Request
from keystow.jobs.salvage_pages import Salvage
from keystow.jobs.shares import Shares
from keystow.jobs.sources import Sources
from keystow.jobs.surface import Answer, Surface
from keystow.jobs.vaults import Key
from keystow.keystore import container, recovery_code
from keystow.keystore.slots import Argon2idSlot, CodeSlot, Slot, SlotId
from keystow.secret import Secret
from keystow.wallet import accounts
from keystow.wallet.chains import CHAINS, AddressType, Chain
from keystow.wallet.text import clean_name
from keystow.wallet.vault import Vault

COUNTS = range(1, 101)
"""Accounts that a phrase may bring of each network and address type, to be chosen from."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file that something came from, and the destinations that hold it."""

    name: str
    size: int
    sha256: str
    destinations: tuple[str, ...]
    path: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A vault from outside; `key` opens it where its slot can serve as this wallet's own.

    `by_backup` says that a backup password opened it, which is in `password` then, and `left`
    which of the file's other slots a wallet made from it would lack.
    """

    vault: Vault
    format: str
    made_on: str | None
    made_by: str
    hint: str
    warnings: tuple[str, ...]
    key: Key | None
    source: Source | None = None
    by_backup: bool = False
    left: tuple[Warn, ...] = ()
    password: Secret | None = None


def ask(
    ports: Ports,
    request: Request,
    surface: Surface,
    sources: Sources,
    page: str,
    model: dict[str, Any],
) -> Incoming:
    """Ask until something opens; each refusal is said in place and nothing has changed."""
    files, shares = _KeyFiles(request, sources, surface), Shares()
    queries = sources.queries(surface) | typed_phrase.queries()
    queries |= typed_text.queries(sources, {row: chain for row, (chain, _) in _offers().items()})
    queries |= {"pick_key_file": files.pick, "key_file": files.name}
    browsers = Salvage(ports, surface, sources)
    first = page, model
    import_page = {
        "kinds": ["phrase", "private_key", "file"],
        "chains": chains_offered(),
        "back": True,
    }
    while True:
        answer = surface.ask(page, {**model, "copies": sources.rows}, queries)
        model = {**model, "error": None, "selected": answer.fields.get("copy")}
        if answer.action == "back":
            page, model = first
            continue
        if answer.action in salvage_pages.ACTIONS:
            page, model = browsers.turn(answer)
            continue
        if answer.action in ("phrase", "private_key"):
            page, model = "import", {**import_page, "kind": answer.action, "error": None}
            continue
        try:
            incoming = _open(ports, surface, sources, files, shares, answer)
        except (errors.Cancelled, errors.UserDenied):
            raise
        except (errors.KeystowError, MemoryError) as failure:
            refusal = errors.known(failure)
            model["error"] = _said(answer, refusal)
            if page == salvage_pages.VAULTS and refusal.code == errors.WrongPassword.code:
                browsers.try_all(answer.fields["password"])
        else:
            if incoming is not None:
                return incoming


def _said(answer: Answer, refusal: errors.KeystowError) -> dict[str, Any]:
    """Return what the page is told of a refusal, and beside which field."""
    field = _FIELD.get(refusal.code, "file")
    if answer.action == "code" and field == "password":
        field = "recovery_code"
    return {"field": field, "code": refusal.code, "data": refusal.data}


class _KeyFiles:
    """The key file of each row: the one last used for it, or the one picked."""

    def __init__(self, request: Request, sources: Sources, surface: Surface) -> None:
        self._request = request
        self._sources = sources
        self._surface = surface
        self._choices: dict[str, Choice] = {}

    def of(self, row_id: str) -> Choice:
        if row_id not in self._choices:
            slots = _slots(self._sources.read(row_id))
            self._choices[row_id] = key_file.last(self._request, slots)
        return self._choices[row_id]

    def name(self, args: Mapping[str, Any]) -> dict[str, Any]:
        return {"name": self.of(str(args["copy"])).name}

    def pick(self, args: Mapping[str, Any]) -> dict[str, Any]:
        return self.of(str(args["copy"])).pick(self._surface)

    def remember(self, slot: SlotId, choice: Choice) -> None:
        key_file.remember(self._request, slot, choice)


def _slots(data: bytes) -> tuple[Slot, ...]:
    """Return the slots of a file of ours, none of another's."""
    if registry.detect(data).name != keystow_1.NAME:
        return ()
    return container.parse(data).slots


def _open(
    ports: Ports,
    surface: Surface,
    sources: Sources,
    files: _KeyFiles,
    shares: Shares,
    answer: Answer,
) -> Incoming | None:
    """Open what was chosen; None where the person takes it back."""
    fields = answer.fields
    kind = fields.get("kind", "file")
    if answer.action == "code":
        code = recovery_code.read(fields["recovery_code"])
        data = sources.read(str(fields["copy"]))
        opened = keystow_1.open_with_code(data, code)
        return _from_opened(ports, sources, str(fields["copy"]), data, opened)
    if kind == "file":
        data = sources.read(str(fields["copy"]))
        ports.progress("kdf")
        slots = _slots(data)
        choice = files.of(str(fields["copy"]))
        given = key_file.given(choice, slots)
        opened = shares.open(registry.detect(data), data, fields["password"], given)
        if isinstance(opened.slot, Argon2idSlot) and opened.slot.keyfile:
            files.remember(opened.slot.id, choice)
        brought = _from_opened(ports, sources, str(fields["copy"]), data, opened)
        return replace(brought, password=fields["password"])
    if kind == "phrase":
        passphrase = fields.get("passphrase") or Secret("")
        count = _count(fields.get("count", 1))
        typed = typed_phrase.take(ports, surface, fields["phrase"], passphrase, count)
        return None if typed is None else _typed(typed, kind)
    name = clean_name(str(fields.get("name") or "Imported key"))
    blank = vaults.blank(ports, vaults.FIRST_NAME)
    return _typed(_with_key(blank, str(fields["chain"]), fields["private_key"], name, ports), kind)


def _count(value: object) -> int:
    """Return how many accounts of each network a phrase is to bring."""
    if not isinstance(value, int) or isinstance(value, bool) or value not in COUNTS:
        raise errors.BadRequest(at="/count")
    return value


def _typed(vault: Vault, kind: str) -> Incoming:
    return Incoming(vault, kind, None, "", "", (), None)


def _from_opened(
    ports: Ports, sources: Sources, row_id: str, data: bytes, opened: Opened
) -> Incoming:
    key = None
    # A wallet always has a password: what a recovery code opened gets a new one.
    if isinstance(opened.slot, Argon2idSlot) and opened.root is not None:
        key = Key(opened.slot, opened.root)
    now = ports.now().strftime(vaults.TIME)
    vault = contents.to_vault(
        opened, wallet_id=ports.random_bytes(16).hex(), name=vaults.FIRST_NAME, now=now
    )
    return Incoming(
        vault,
        opened.format,
        opened.created,
        opened.made_by,
        opened.hint,
        opened.warnings,
        key,
        Source(
            sources.name_of(row_id),
            len(data),
            hashlib.sha256(data).hexdigest(),
            tuple(sources.places_of(data)),
            sources.path_of(row_id),
        ),
        *_others(_slots(data), opened.slot),
    )


def _others(slots: tuple[Slot, ...], opener: Slot | None) -> tuple[bool, tuple[Warn, ...]]:
    """Return whether a backup password opened the file, and which slots it has besides."""
    passwords = [slot.id for slot in slots if isinstance(slot, Argon2idSlot)]
    left = []
    if opener is not None and opener.id in passwords[:1] and len(passwords) > 1:
        left.append(Warn.BACKUP_PASSWORD_LEFT_OUT)
    if isinstance(opener, CodeSlot) and len(passwords) > 1:
        left.append(Warn.BACKUP_PASSWORD_LEFT_OUT)
    if any(isinstance(slot, CodeSlot) for slot in slots):
        left.append(Warn.RECOVERY_CODE_LEFT_OUT)
    return opener is not None and opener.id in passwords[1:], tuple(left)


def chains_offered() -> list[dict[str, str]]:
    """Return what a private key can be for: each chain, and each further address type of it."""
    return [{"id": row_id, "title": kind.title} for row_id, (_, kind) in _offers().items()]


def _offers() -> dict[str, tuple[Chain, AddressType]]:
    """A chain's id offers its first address type; the others' names follow it."""
    return {
        chain.id if kind is chain.types[0] else f"{chain.id} {kind.type}": (chain, kind)
        for chain in CHAINS.values()
        for kind in chain.types
    }


def _with_key(vault: Vault, row_id: str, key: Secret, name: str, ports: Ports) -> Vault:
    offers = _offers()
    if row_id not in offers:
        raise errors.KeyInvalid
    chain, kind = offers[row_id]
    now = ports.now().strftime(vaults.TIME)
    ids = vaults.ids(ports)
    return accounts.import_key(vault, chain.id, key, name, ids, now, type_id=kind.type)[0]


_FIELD = {
    "KEY_FILE_MISSING": "key_file",
    "KEY_FILE_INVALID": "key_file",
    "NO_MEMORY": "password",
    "WRONG_PASSWORD": "password",
    "UNSUPPORTED_CHARACTER": "password",
    **{error.code: "phrase" for error in errors.ALL if issubclass(error, errors.PhraseInvalid)},
    "KEY_INVALID": "private_key",
    "NAME_INVALID": "name",
}
