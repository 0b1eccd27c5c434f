"""bip-329: labels of transactions, addresses and keys, one JSON object a line, in clear.

Ref: BIP-329, "Wallet Labels Export Format"; docs/foreign-formats.md, "bip-329".
"""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from keystow.errors import TooMany
from keystow.formats import bounded_json
from keystow.formats.interface import Inspection, Warn
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened
    from keystow.wallet.vault import Label, Vault

NAME = "bip-329"
READ_LIMIT = 64 * 1024 * 1024
LABELS_MAX = 100_000
"""As many as a vault holds."""

TYPES = ("tx", "addr", "pubkey", "input", "output", "xpub")
_FIELDS = {"type", "ref", "label"}
_VALUES_MAX = 1_000
_REF = re.compile("[!-~]{1,200}")
_LABEL_MAX = 1_000
_MARKS = (re.compile(rb'"type"\s*:\s*"(?:tx|addr|pubkey|input|output|xpub)"'), b'"ref"')


class Bip329:
    """Labels, which hold no secret."""

    name = NAME

    def read_limit(self, head: bytes) -> int:
        del head
        return READ_LIMIT

    def detect(self, data: bytes) -> bool:
        start = data.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0]
        return start.startswith(b"{") and bool(_MARKS[0].search(start)) and _MARKS[1] in start

    def inspect(self, data: bytes) -> Inspection:
        for _ in _lines(data):
            pass
        return Inspection(NAME)

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> "Opened":
        from keystow.formats.opened import Opened
        from keystow.wallet.vault import FOREIGN_CHARS_MAX, Foreign

        del password, keyfile, more_cost  # it lies in clear
        labels: dict[tuple[str, str], Label] = {}
        kept = []
        for line, value in _lines(data):
            label = _label(value)
            if label is not None:
                labels[label.type, label.ref] = label
            if label is None or value.keys() != _FIELDS:
                kept.append(line)
        rest = "\n".join(kept)
        fits = 0 < len(rest) <= FOREIGN_CHARS_MAX
        id_ = hashlib.sha256(rest.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return Opened(
            format=NAME,
            hint="",
            made_by="",
            created=None,
            payload_sha256=hashlib.sha256(data).hexdigest(),
            warnings=(Warn.ENTRY_KEPT,) if fits else (),
            labels=tuple(labels.values()),
            foreign=(Foreign(id_, NAME, rest),) if fits else (),
        )


def write(vault: "Vault") -> str:
    """Return a vault's labels, one a line, and its Bitcoin accounts' names as labels.

    A line that Keystow didn't understand, or not all of, comes back as it was, but for a label
    that has changed since.
    """
    labels = {(one.type, one.ref): one.label for one in vault.labels}
    for account in vault.accounts:
        if account.chain == "bitcoin":
            labels.setdefault(("addr", account.address), account.name)
    written = []
    for kept in vault.foreign:
        if kept.format == NAME:
            written += [_written_back(line, labels) for line in kept.data.split("\n")]
    for (type_, ref), label in labels.items():
        written.append(_line({"type": type_, "ref": ref, "label": label}))
    return "".join(f"{line}\n" for line in written)


def _lines(data: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give each line that isn't empty, with its object; Damaged, Truncated or TooMany."""
    if data.count(b"\n") + data.count(b"\r") > 4 * LABELS_MAX:  # before a list is made of them
        raise TooMany(limit=LABELS_MAX)
    lines = [line for line in data.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()]
    if len(lines) > LABELS_MAX:
        raise TooMany(limit=LABELS_MAX)
    for line in lines:
        value = bounded_json.parse_object(line, _VALUES_MAX)
        yield line.decode("utf-8"), value


def _label(value: dict[str, Any]) -> "Label | None":
    """Read a label; None where a vault has no room for it."""
    from keystow.wallet.text import is_plain
    from keystow.wallet.vault import Label

    type_, ref, label = (value.get(name, "") for name in ("type", "ref", "label"))
    if type(type_) is not str or type(ref) is not str or type(label) is not str:
        return None
    if type_ not in TYPES or not _REF.fullmatch(ref):
        return None
    return Label(type_, ref, label) if len(label) <= _LABEL_MAX and is_plain(label) else None


def _written_back(line: str, labels: dict[tuple[str, str], str]) -> str:
    value = bounded_json.parse_object(line.encode("utf-8", "surrogatepass"), _VALUES_MAX)
    if _label(value) is None:
        return line
    label = labels.pop((value["type"], value["ref"]), None)
    if label is None or label == value.get("label", ""):
        return line
    return _line(value | {"label": label})


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":"))
