"""The vaults in one extension's storage: the one it has now, and those that it replaced.

With a vault comes what stood beside it then, where that is whole: MetaMask keeps names and contacts
there, and Lamden before its vault the accounts themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from keystow.errors import KeystowError
from keystow.formats import bounded_json, registry
from keystow.formats.profiles import sealed
from keystow.formats.profiles.stored import Entry, Stored

FORMATS = ("metamask-vault", "lamden-extension-vault")
VAULTS_MAX = 50
"""Of one extension; the newest are kept."""
BESIDE_MAX = 10
"""Of one extension that come with what stood beside them: it takes a while to read."""
BESIDE_BYTES = 32 * 1024 * 1024
"""What stands beside a vault."""
KEYS_MAX = 1000
ALL_BYTES = 64 * 1024 * 1024
"""Of all vaults of one extension; beyond it a vault comes without what stood beside it."""


_JSON_STARTS = (b"{", b'"')
_LAMDEN_HASH = b"hash"  # tells the password, and holds no account itself


class Part(NamedTuple):
    """One file of a storage, or one state of it; `changed` in seconds since 1970."""

    file: str
    changed: float
    stored: Stored


class Vault(NamedTuple):
    """A vault that was found.

    `data` is a file that the formats open, `digest` of the ciphertext alone. `current` says that
    it stands in its storage now, `whole` that no damage was met where it stood.
    """

    format: str
    data: bytes
    digest: str
    file: str
    changed: float
    current: bool
    whole: bool


class _Beside:
    """What stood under each key that never held a vault, the last written first."""

    def __init__(self, entries: dict[bytes, list[Entry]]) -> None:
        self._entries = entries
        self._known: dict[int, bool] = {}

    def members(self, until: float) -> Iterator[bytes]:
        """Give what stood there before this sequence, as members of a JSON object."""
        left = BESIDE_BYTES
        for key, entries in self._entries.items():
            value = next((one.value for one in entries if one.sequence < until), None)
            if value is not None and len(value) <= left and self._is_json(value):
                left -= len(value)
                yield _member(key, value)

    def _is_json(self, value: bytes) -> bool:
        known = self._known.get(id(value))
        if known is None:
            known = self._known[id(value)] = _is_json(value)
        return known


class _Hit(NamedTuple):
    sealed: sealed.Sealed
    part: Part
    entry: Entry | None
    """None where it stands in a scrap."""


def of_storage(parts: Iterable[Part]) -> list[Vault]:
    """Return the vaults of one extension's storage, newest first."""
    parts = list(parts)
    written = _written(parts)
    hits = _hits(written, parts)
    with_vault = {hit.entry.key for hit in hits if hit.entry is not None}
    by_key = _by_key(written)
    others = [key for key in by_key if key not in with_vault][:KEYS_MAX]
    beside = _Beside({key: by_key[key] for key in others})
    found: list[Vault] = []
    total = 0
    latest = float("inf")
    for hit in hits:
        key = b"" if hit.entry is None else hit.entry.key
        alone = total > ALL_BYTES or len(found) >= BESIDE_MAX
        data = hit.sealed.text if alone else _file(hit, beside, by_key[key])
        format_ = _format(data)
        if format_ is None and key != _LAMDEN_HASH:
            data = hit.sealed.text
            format_ = _format(data)
        if format_ is None:
            continue
        total += len(data)
        # A storage's own order is surer than the times of its files.
        latest = min(latest, hit.part.changed)
        current = hit.entry is not None and by_key[key][0] is hit.entry
        found.append(
            Vault(
                format_,
                data,
                hit.sealed.digest,
                hit.part.file,
                latest,
                current,
                whole=hit.entry is not None,
            )
        )
    return found


def _written(parts: list[Part]) -> list[tuple[Entry, Part]]:
    """Return all entries, the one that was written last first."""
    written = [(entry, part) for part in parts for entry in part.stored.entries]
    return sorted(written, key=lambda one: one[0].sequence, reverse=True)


def _hits(written: list[tuple[Entry, Part]], parts: list[Part]) -> list[_Hit]:
    """Return where each vault stands last, newest first, those in scraps at the end."""
    hits: dict[str, _Hit] = {}
    for entry, part in written:
        for one in sealed.find(entry.value or b"", entry.key):
            hits.setdefault(one.digest, _Hit(one, part, entry))
            if len(hits) == VAULTS_MAX:
                return list(hits.values())
    for part in sorted(parts, key=lambda part: part.changed, reverse=True):
        for scrap in reversed(part.stored.scraps):
            for one in sealed.find(scrap):
                hits.setdefault(one.digest, _Hit(one, part, None))
    return list(hits.values())[:VAULTS_MAX]


def _by_key(written: list[tuple[Entry, Part]]) -> dict[bytes, list[Entry]]:
    entries: dict[bytes, list[Entry]] = defaultdict(list)
    for entry, _ in written:
        entries[entry.key].append(entry)
    return entries


def _file(hit: _Hit, beside: _Beside, written: list[Entry]) -> bytes:
    """Return the storage as JSON as it was when the vault was replaced, or the vault's text.

    `written` is what was written under its key, the latest first.
    """
    entry = hit.entry
    if entry is None or entry.value is None or entry.value[:1] not in _JSON_STARTS:
        return hit.sealed.text
    until = float("inf")
    for one in written:
        if one is entry:
            break
        until = one.sequence
    members = (_member(entry.key, entry.value), *beside.members(until))
    return b"{" + b",".join(members) + b"}"


def _member(key: bytes, value: bytes) -> bytes:
    return bounded_json.compact(key.decode("utf-8", "replace")).encode() + b":" + value


def _is_json(value: bytes) -> bool:
    try:
        bounded_json.parse(value, bounded_json.STRINGS_MAX)
    except KeystowError:
        return False
    return True


def _format(data: bytes) -> str | None:
    """Return the format of a vault that can be asked for its password."""
    try:
        format_ = registry.detect(data)
        format_.inspect(data)
    except KeystowError:
        return None
    return format_.name if format_.name in FORMATS else None


def newest_first(vaults: Iterable[Vault]) -> Iterator[Vault]:
    """Give the vaults of several storages, each once, the newest first and current ones before."""
    seen: set[str] = set()
    for vault in sorted(vaults, key=lambda one: (one.changed, one.current), reverse=True):
        if vault.digest not in seen:
            seen.add(vault.digest)
            yield vault
