"""What `convert` is about to save: a backup's content in the format that was asked for."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from keystow.children.cost import cost
from keystow.cli.exits import AccountsSeveral, NothingFits
from keystow.errors import AccountUnknown
from keystow.formats import bip_329, contents
from keystow.formats.opened import Opened, OpenedAccount
from keystow.formats.writers import table
from keystow.formats.writers.interface import Writer
from keystow.jobs import convert as converting
from keystow.jobs import vaults, writing
from keystow.jobs.convert import Source
from keystow.secret import Secret
from keystow.wallet import passwords as rules

WEAK = "PASSWORD_WEAK"
FORMAT_WEAK = "FORMAT_WEAK"
FORMS = "PASSWORD_FORMS"
OPEN = "FORMAT_OPEN"


@dataclass(frozen=True, slots=True, repr=False)
class Written:
    """What is to be saved, how it is proven, and what there is to say of it."""

    data: bytes
    verify: Callable[[bytes], None]
    payload_sha256: Callable[[], str]
    accounts: int
    left_out: int
    warnings: list[str]


def make(held: Opened, to: str, addresses: Sequence[str], password: Secret) -> Written:
    """Write what was opened in the format named `to`; only other wallets' take `addresses`.

    Raises NothingFits, AccountsSeveral, AccountUnknown. Labels hold no secret, and their format
    has no password.
    """
    if to == bip_329.NAME:
        return _labels(held)
    writer = table.find(to)
    if writer is None:
        return _whole(held, to, password)
    return _chosen(held, writer, addresses, password)


def _whole(held: Opened, to: str, password: Secret) -> Written:
    made = converting.convert(held, to, password, _source())
    return Written(
        made.data,
        converting.proof(made, password),
        lambda: made.payload_sha256,
        len(made.vault.accounts),
        0,
        _weak(password),
    )


def _labels(held: Opened) -> Written:
    made = converting.labels(held, _source())
    return Written(
        made.data,
        converting.labels_proof(made),
        lambda: made.payload_sha256,
        0,
        sum(1 for _ in contents.accounts(held)),
        [OPEN],
    )


def _chosen(held: Opened, writer: Writer, addresses: Sequence[str], password: Secret) -> Written:
    """Write the accounts that were named, or all that fit."""
    listed = list(contents.accounts(held))
    chosen = _named(writing.fitting(listed, writer), addresses)
    if not chosen:
        raise NothingFits
    if writer.single and len(chosen) > 1:
        raise AccountsSeveral
    kept = held.foreign if held.vault is None else held.vault.foreign
    file = writing.write(writer, chosen, kept, password, secrets.token_bytes)
    proof = writing.Proof(file, password)
    warnings = _weak(password)
    if writer.weak:
        warnings.append(FORMAT_WEAK)
    if writer.unfit(password) is not None:
        warnings.append(FORMS)
    return Written(
        file.data,
        proof,
        lambda: proof.payload_sha256,
        len(chosen),
        len(listed) - len(chosen),
        warnings,
    )


def _named(fitting: list[OpenedAccount], addresses: Sequence[str]) -> list[OpenedAccount]:
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
