"""What lies in a MetaMask vault: keyrings with phrases, with keys, and without either.

Names and contacts stand outside the vault, where it was found in a state file.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from keystow.errors import (
    AddressInvalid,
    Damaged,
    KeyInvalid,
    PhraseInvalid,
    TooMany,
    UnsupportedCharacter,
)
from keystow.formats import bounded_json
from keystow.formats.interface import Warn
from keystow.formats.opened import Opened, OpenedAccount, OpenedPhrase
from keystow.secret import Secret
from keystow.wallet import derivation, mnemonic, path_guard
from keystow.wallet.chains import ETHEREUM
from keystow.wallet.curves import Curve
from keystow.wallet.path_guard import INDICES, SEARCHES_MAX
from keystow.wallet.text import as_name, is_plain
from keystow.wallet.vault import FOREIGN_CHARS_MAX, PHRASES_MAX, Contact, Foreign

ACCOUNTS_MAX = 10_000
NOTE_MAX = 1_000

_PATH = "m/44'/60'/0'/0"
_HD = "HD Key Tree"
_KEYS = "Simple Key Pair"
_SNAP = "Snap Keyring"
_HARDWARE = "Hardware"  # in the name of each: Ledger, Trezor, OneKey, Lattice, QR
_READ = {_HD: ("mnemonic", "numberOfAccounts", "hdPath"), _KEYS: ()}
_STATE_DEPTH = 6


class _Reader:
    """The keyrings one after the other: accounts in their order, warnings, and what is left."""

    def __init__(self, names: dict[str, str]) -> None:
        self.phrases: list[OpenedPhrase] = []
        self.accounts: list[OpenedAccount] = []
        self.warnings: dict[Warn, None] = {}
        self.rest: list[Any] = []
        self._names = names
        self._seen: set[str] = set()
        self._searches = 0

    def take(self, keyring: Any) -> None:
        """Read one keyring; what of it isn't understood is kept."""
        kind = keyring.get("type") if type(keyring) is dict else None
        data = keyring.get("data") if type(keyring) is dict else None
        if kind == _HD and type(data) is dict:
            self._take_phrase(keyring, data)
        elif kind == _KEYS and type(data) is list:
            self._take_keys(keyring, data)
        else:
            self._take_other(keyring, kind, data)

    def _take_phrase(self, keyring: dict[str, Any], data: dict[str, Any]) -> None:
        try:
            words = _words(data.get("mnemonic"))
            count = bounded_json.integer(data.get("numberOfAccounts") or 0)
            path = bounded_json.text(data.get("hdPath", _PATH))
            keys = derivation.Tree(mnemonic.seed(words, Secret("")), Curve.SECP256K1)
            derivation.indices(f"{path}/0")
        except (Damaged, PhraseInvalid, UnsupportedCharacter, ValueError):
            self._keep(keyring, Warn.ENTRY_UNREADABLE)
            return
        if count > ACCOUNTS_MAX or len(self.phrases) >= PHRASES_MAX:
            raise TooMany(limit=ACCOUNTS_MAX)
        place = self._phrase(keyring, words)
        own = [f"{path}/{index}" for index in range(count)]
        for at in self._elsewhere(keys, own) or own:
            self._add_key(keys.key(at), at, place)
        self._keep_extras(keyring, data)

    def _elsewhere(self, keys: derivation.Tree, own: list[str]) -> list[str]:
        """Return where the accounts that the state names lie, if none lies where the vault says."""
        if not self._names or not own or self._searches >= SEARCHES_MAX:
            return []
        self._searches += 1
        listed = [ETHEREUM.account_from_private_key(keys.key(at))[1] for at in own[:INDICES]]
        if any(address.lower() in self._names for address in listed):
            return []
        found = path_guard.addresses(keys.key, ETHEREUM, listed[0])
        named = [at for address, at in found.items() if address.lower() in self._names]
        if named:
            self.warnings[Warn.PATH_FOUND] = None
        return named

    def _phrase(self, keyring: dict[str, Any], words: Secret) -> int | None:
        """Take the phrase in; one that isn't BIP-39's is kept, and its accounts have loose keys."""
        try:
            phrase = mnemonic.check(words)
        except PhraseInvalid:
            phrase = None
        # Words that a person may shorten are others to the program that derives from them.
        if phrase is None or phrase.words != mnemonic.normalise(words):
            self._keep(keyring, Warn.ENTRY_UNREADABLE)
            return None
        self.phrases.append(OpenedPhrase(phrase.words, Secret(""), phrase.languages[0]))
        return len(self.phrases) - 1

    def _take_keys(self, keyring: dict[str, Any], data: list[Any]) -> None:
        for text in data:
            try:
                key = Secret(bounded_json.hexadecimal(text, 32, 32))
                self._add_key(key, None, None)
            except (Damaged, KeyInvalid):
                self._keep({"type": _KEYS, "data": [text]}, Warn.ENTRY_UNREADABLE)
        self._keep_extras(keyring, {})

    def _take_other(self, keyring: Any, kind: object, data: Any) -> None:
        if type(kind) is str and _HARDWARE in kind:
            self._keep(keyring, Warn.HARDWARE_HOLDS_KEYS)
            self._take_watched(data)
        elif kind == _SNAP:
            self._keep(keyring, Warn.SNAP_HOLDS_KEYS)
        else:
            self._keep(keyring, Warn.ENTRY_KEPT)

    def _take_watched(self, data: Any) -> None:
        listed = data.get("accounts") if type(data) is dict else None
        for text in listed if type(listed) is list else ():
            try:
                address = ETHEREUM.normalise_address(bounded_json.text(text))
            except (AddressInvalid, Damaged):
                continue
            if address not in self._seen:
                self._add(OpenedAccount(self._name(address), "ethereum", address, *_WATCHED))

    def _add_key(self, key: Secret, path: str | None, phrase: int | None) -> None:
        public, address = ETHEREUM.account_from_private_key(key)
        if address in self._seen:
            self.warnings[Warn.DUPLICATE_ACCOUNT] = None
        self._add(
            OpenedAccount(
                self._name(address), "ethereum", address, public, path, False, key, phrase
            )
        )

    def _add(self, account: OpenedAccount) -> None:
        if len(self.accounts) >= ACCOUNTS_MAX:
            raise TooMany(limit=ACCOUNTS_MAX)
        self._seen.add(account.address)
        self.accounts.append(account)

    def _name(self, address: str) -> str:
        return self._names.get(address.lower(), "")

    def _keep(self, keyring: Any, warning: Warn) -> None:
        self.warnings[warning] = None
        self.rest.append(keyring)

    def _keep_extras(self, keyring: dict[str, Any], data: dict[str, Any]) -> None:
        """Keep the fields that no version of the format which we know has."""
        kind = keyring["type"]
        inner = {name: value for name, value in data.items() if name not in _READ[kind]}
        outer = {n: value for n, value in keyring.items() if n not in ("type", "data", "metadata")}
        if inner or outer:
            self.rest.append({"type": kind, "data": inner, **outer})


_WATCHED = (None, None, True, None)


def opened(name: str, digest: str, keyrings: Any, state: Any) -> Opened:
    """Read what was decrypted, and beside it the state file for names and contacts.

    Raises TooMany. What is no list of keyrings opens too: it is kept, and said to be unknown.
    """
    reader = _Reader(_names(state))
    if type(keyrings) is list:
        for keyring in keyrings:
            reader.take(keyring)
    else:
        reader.rest.append(keyrings)
        reader.warnings[Warn.CONTENT_UNKNOWN] = None
    return Opened(
        format=name,
        hint="",
        made_by="",
        created=None,
        payload_sha256=digest,
        warnings=tuple(reader.warnings),
        phrases=tuple(reader.phrases),
        accounts=tuple(reader.accounts),
        contacts=tuple(_contacts(state)),
        foreign=tuple({one.id: one for one in _foreign(name, reader.rest)}.values()),
    )


def _words(value: Any) -> Secret:
    """Read a phrase as text, as a list of its UTF-8 bytes, or as node writes a Buffer."""
    if type(value) is dict and value.get("type") == "Buffer":
        value = value.get("data")
    try:
        words = Secret(bytes(value) if type(value) is list else bounded_json.text(value))
    except (TypeError, ValueError):
        raise Damaged from None
    if not words:
        raise Damaged
    return words


def _foreign(name: str, rest: list[Any]) -> Iterator[Foreign]:
    for value in rest:
        data = bounded_json.compact(value)
        if len(data) > FOREIGN_CHARS_MAX:
            raise TooMany(limit=FOREIGN_CHARS_MAX)
        yield Foreign(hashlib.sha256(data.encode()).hexdigest()[:16], name, data)


def _names(state: Any) -> dict[str, str]:
    """Find the names of accounts by their addresses in lower case."""
    names: dict[str, str] = {}
    for address, one in _pairs(_controller(state, "identities")):
        _note_name(names, address, one.get("name"))
    internal = _controller(state, "internalAccounts").get("accounts")
    for _, one in _pairs(internal):
        metadata = one.get("metadata")
        name = metadata.get("name") if type(metadata) is dict else None
        _note_name(names, one.get("address"), name)
    return names


def _note_name(names: dict[str, str], address: object, name: object) -> None:
    if type(address) is str and type(name) is str:
        names[address.lower()] = name


def _contacts(state: Any) -> Iterator[Contact]:
    seen: set[str] = set()
    for _, of_network in _pairs(_controller(state, "addressBook")):
        for _, one in _pairs(of_network):
            try:
                address = ETHEREUM.normalise_address(bounded_json.text_or_empty(one.get("address")))
            except AddressInvalid:
                continue
            if address in seen:
                continue
            seen.add(address)
            memo = bounded_json.text_or_empty(one.get("memo"))
            yield Contact(
                id=hashlib.sha256(address.encode()).hexdigest()[:16],
                name=as_name(bounded_json.text_or_empty(one.get("name")), "Contact"),
                chain="ethereum",
                address=address,
                note=memo[:NOTE_MAX] if is_plain(memo) else "",
            )


def _pairs(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if type(value) is dict:
        yield from ((key, one) for key, one in value.items() if type(one) is dict)


def _controller(state: Any, name: str) -> dict[str, Any]:
    """Find an object of this name in a state file, however its controllers are nested."""
    level = [state]
    for _ in range(_STATE_DEPTH):
        for value in level:
            if type(value.get(name) if type(value) is dict else None) is dict:
                return value[name]  # type: ignore[no-any-return]  # the line above proves it
        level = [deep for value in level if type(value) is dict for deep in value.values()]
    return {}
