"""What lies in an Electrum wallet: accounts with their keys, words, labels, contacts, and the rest.

Ref: Electrum's wallet_db.py and wallet.py, of versions 1.9 to 4.x.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from keystow.errors import AddressInvalid, KeyInvalid, TooMany
from keystow.formats import bitcoin_scripts, bounded_json, electrum_keystores
from keystow.formats.bitcoin_scripts import Net
from keystow.formats.electrum_keystores import HARDWARE, Keystore, Lock
from keystow.formats.interface import Warn
from keystow.formats.opened import Opened, OpenedAccount, OpenedPhrase
from keystow.secret import Secret
from keystow.wallet.chains import BITCOIN, CHAINS
from keystow.wallet.chains.secp256k1 import public_key
from keystow.wallet.text import as_name, is_plain
from keystow.wallet.vault import FOREIGN_CHARS_MAX, OTHERS_MAX, Contact, Foreign, Label

ACCOUNTS_MAX = 10_000
LABEL_MAX = 1_000

_SIGNERS = re.compile(r"([1-9][0-9]?)of([1-9][0-9]?)")
_ACCOUNT = re.compile("x/([0-9]{1,3})'")
_TXID = re.compile("[0-9a-f]{64}")
_PUBLIC_KEY = re.compile("(?:0[23][0-9a-f]{64}|04[0-9a-f]{128})")
_RECEIVING, _CHANGE = ("receiving", "0"), ("change", "1")
_OF_THE_NETWORK = (
    *("transactions", "addr_history", "txi", "txo", "tx_fees", "verified_tx3", "pruned_txo"),
    *("spent_outpoints", "prevouts_by_scripthash", "submarine_swaps", "channels_cache"),
)


def opened(  # what was read, and how
    name: str,
    digest: str,
    text: bytes,
    wallet: dict[str, Any],
    password: Secret,
    warnings: list[Warn],
) -> Opened:
    """Read a wallet; its encrypted fields open with `password`.

    Raises WrongPassword where the file says that fields are encrypted and none opens, NewerFormat,
    TooMany.
    """
    is_sealed, lock = bool(warnings), Lock(password)
    keystores = {
        place: electrum_keystores.read(fields, lock)
        for place, fields in electrum_keystores.find(wallet).items()
    }
    if not is_sealed and electrum_keystores.is_locked(wallet):
        lock.require_some()
        warnings += [Warn.WEAK_ENCRYPTION] * bool(lock.opened)
    elif not is_sealed and lock.in_clear:
        warnings.append(Warn.NOT_ENCRYPTED)
    reader = _Reader(wallet, warnings)
    for place, keystore in keystores.items():
        reader.take(place, keystore)
    reader.take_addresses(list(keystores.values()))
    if any(account.chain not in CHAINS for account in reader.accounts.values()):
        reader.warn(Warn.ACCOUNT_KEPT)
    if not reader.accounts and not reader.phrases:
        reader.warn(Warn.CONTENT_UNKNOWN)
    return Opened(
        format=name,
        hint="",
        made_by="",
        created=None,
        payload_sha256=digest,
        warnings=tuple(dict.fromkeys(warnings)),
        phrases=tuple(reader.phrases),
        accounts=tuple(reader.accounts.values()),
        contacts=tuple(_contacts(wallet)),
        labels=tuple(_labels(wallet)),
        foreign=(_foreign(name, text, wallet, changed=bool(lock.opened)),),
    )


class _Reader:
    """The keystores one after the other: accounts in the file's order, words, warnings."""

    def __init__(self, wallet: dict[str, Any], warnings: list[Warn]) -> None:
        self.accounts: dict[str, OpenedAccount] = {}
        self.phrases: list[OpenedPhrase] = []
        self._wallet = wallet
        self._warnings = warnings
        self._labels = _dict(wallet.get("labels"))
        self._signers = _signers(wallet)

    def warn(self, warning: Warn) -> None:
        self._warnings.append(warning)

    def take(self, place: str, keystore: Keystore) -> None:
        """Read one keystore; one of several that sign together brings its words only."""
        if keystore.kind == HARDWARE:
            self.warn(Warn.HARDWARE_HOLDS_KEYS)
        if keystore.is_unreadable:
            self.warn(Warn.KEY_UNREADABLE)
        number = None
        if keystore.phrase is not None:
            self.phrases.append(keystore.phrase)
            number = len(self.phrases) - 1
        if self._signers:
            return
        self._take_pairs(keystore)
        if keystore.kind in (electrum_keystores.BIP32, electrum_keystores.OLD, HARDWARE):
            for change, index, entry in self._places(place):
                claimed = _address_of(entry, keystore)
                self._take_derived(keystore, number, change, index, claimed)

    def take_addresses(self, keystores: list[Keystore]) -> None:
        """Read what no single key of the file signs for: watched addresses, and those of several.

        All are watch-only.
        """
        net = keystores[0].net if keystores else bitcoin_scripts.MAIN
        if self._signers:
            self.warn(Warn.SEVERAL_KEYS_SIGN)
            for change, publics in _public_keys(self._wallet):
                address = self._of_keys(publics, keystores, net)
                self._add(address, None, None, None) if address and change < 2 else None
        for address in _listed(self._wallet):
            if address not in self.accounts:
                self._add(address, None, None, None)

    def _take_pairs(self, keystore: Keystore) -> None:
        """Read imported keys, with the addresses that the file gives them."""
        details = _dict(self._wallet.get("addresses"))
        by_key: dict[str, list[str]] = {}
        for address, one in details.items():
            key = one.get("pubkey") if type(one) is dict else None
            if type(key) is str:
                by_key.setdefault(key, []).append(address)
        for public, pair in keystore.pairs.items():
            made = bitcoin_scripts.of_key(pair.script, bytes.fromhex(public), pair.net)
            for address in by_key.get(public, [made]):
                self._add(address, public, None, pair.key)

    def _take_derived(
        self, keystore: Keystore, number: int | None, change: int, index: int, claimed: str | None
    ) -> None:
        key = _key(keystore, change, index)
        root = keystore.root if keystore.tree or keystore.kind == HARDWARE else None
        path = None if root is None else f"{root}/{change}/{index}"
        if key is None:
            if claimed is not None:
                self._add(claimed, None, path, None)
            return
        public = public_key(key).format(compressed=keystore.old is None)
        net = keystore.net if claimed is None else bitcoin_scripts.net_of(claimed)
        made = bitcoin_scripts.of_key(keystore.script, public, net)
        if claimed not in (None, made):
            self.warn(Warn.ADDRESS_MISMATCH)
        phrase = number if keystore.seed_root is not None else None
        self._add(claimed or made, public.hex(), path, key, phrase)

    def _places(self, place: str) -> Iterator[tuple[int, int, str | None]]:
        """Give (change, index, address or public key); the first place where the file has none."""
        found = _ACCOUNT.fullmatch(place)
        account = found[1] if found else "0"
        some = False
        for change, names in enumerate((_RECEIVING, _CHANGE)):
            for index, entry in enumerate(_list_of(self._wallet, names, account)):
                some = True
                yield change, index, entry
        if not some and place == "keystore":
            yield 0, 0, None

    def _of_keys(self, publics: list[bytes], keystores: list[Keystore], net: Net) -> str | None:
        script = {"p2pkh": "p2sh"}.get(keystores[0].script if keystores else "p2pkh")
        script = script or keystores[0].script
        try:
            return bitcoin_scripts.of_keys(script, self._signers, publics, net)
        except ValueError:
            return None

    def _add(  # an account's fields
        self,
        address: str,
        public: str | None,
        path: str | None,
        key: Secret | None,
        phrase: int | None = None,
    ) -> None:
        if len(self.accounts) >= ACCOUNTS_MAX:
            raise TooMany(limit=ACCOUNTS_MAX)
        name = bounded_json.text_or_empty(self._labels.get(address))
        chain = bitcoin_scripts.net_of(address).chain
        account = OpenedAccount(name, chain, address, public, path, key is None, key, phrase)
        self.accounts.setdefault(address, account)


def _key(keystore: Keystore, change: int, index: int) -> Secret | None:
    if keystore.script not in bitcoin_scripts.OF_KEY:
        return None  # an extended key for several signers, which sign nothing alone
    try:
        if keystore.old is not None:
            return keystore.old.key(change, index)
        return None if keystore.tree is None else keystore.tree.key(f"m/{change}/{index}")
    except KeyInvalid:
        return None


def _signers(wallet: dict[str, Any]) -> int:
    """Return how many keys must sign, 0 where one does."""
    kind = bounded_json.text_or_empty(wallet.get("wallet_type"))
    found = _SIGNERS.fullmatch(kind)
    if kind == "2fa":
        return 2
    return int(found[1]) if found else 0


def _list_of(wallet: dict[str, Any], names: tuple[str, str], account: str) -> list[Any]:
    """Return an account's receiving or change addresses, or as older files have it their keys.

    Ref: `addresses` since 2.8, `pubkeys` in 2.7, `accounts` before.
    """
    accounts = _dict(wallet.get("accounts"))
    newer = (wallet.get("addresses"), wallet.get("pubkeys")) if account == "0" else ()
    for holder in (*newer, accounts.get(account)):
        for name in names:
            listed = _dict(holder).get(name)
            if type(listed) is list and listed:
                if len(listed) > ACCOUNTS_MAX:
                    raise TooMany(limit=ACCOUNTS_MAX)
                return listed
    return []


def _listed(wallet: dict[str, Any]) -> Iterator[str]:
    """Give every address that the file lists as the wallet's own."""
    for names in (_RECEIVING, _CHANGE):
        yield from (one for one in _list_of(wallet, names, "0") if _is_address(one))
    addresses = wallet.get("addresses")
    imported = _dict(_dict(_dict(wallet.get("accounts")).get("/x")).get("imported"))
    yield from (one for one in (*_texts(addresses), *imported) if _is_address(one))


def _texts(value: object) -> list[str]:
    """Return the texts of a list, or the names of an object."""
    listed = value if type(value) in (list, dict) else ()
    return [one for one in listed if type(one) is str]  # type: ignore[attr-defined]  # the line above


def _address_of(entry: object, keystore: Keystore) -> str | None:
    """Return the address that a list has, itself or by its public key; None for anything else."""
    if _is_address(entry):
        return str(entry)
    if not _is_public_key(entry):
        return None
    try:
        return bitcoin_scripts.of_key(keystore.script, bytes.fromhex(str(entry)), keystore.net)
    except ValueError:
        return None


def _public_keys(wallet: dict[str, Any]) -> Iterator[tuple[int, list[bytes]]]:
    """Give the public keys of each address of several keys, as versions before 2.8 list them."""
    accounts = _dict(wallet.get("accounts"))
    for holder in (wallet.get("pubkeys"), accounts.get("0")):
        for change, name in enumerate(("receiving", "change")):
            listed = _dict(holder).get(name)
            for keys in listed if type(listed) is list else ():
                if type(keys) is list and all(map(_is_public_key, keys)):
                    yield change, [bytes.fromhex(key) for key in keys]


def _is_public_key(text: object) -> bool:
    return type(text) is str and _PUBLIC_KEY.fullmatch(text) is not None


def _is_address(text: object) -> bool:
    """Tell whether a text is an address of Bitcoin's or of a test network's."""
    if type(text) is not str or _is_public_key(text):
        return False
    try:
        BITCOIN.normalise_address(text)
    except AddressInvalid as refusal:
        return refusal.data.get("reason") == "testnet"
    return True


def _contacts(wallet: dict[str, Any]) -> Iterator[Contact]:
    """Give the contacts that are addresses; before 2.6 name and address were the other way."""
    seen: set[str] = set()
    for key, entry in _dict(wallet.get("contacts")).items():
        kind, name = entry if type(entry) is list and len(entry) == 2 else ("", "")
        if kind != "address" or type(name) is not str:
            continue
        for text, title in ((key, name), (name, key)):
            try:
                address = BITCOIN.normalise_address(text)
            except AddressInvalid:
                continue
            if address not in seen and len(seen) < OTHERS_MAX:
                seen.add(address)
                id_ = hashlib.sha256(address.encode()).hexdigest()[:16]
                yield Contact(id_, as_name(title, "Contact"), BITCOIN.id, address, "")
            break


def _labels(wallet: dict[str, Any]) -> Iterator[Label]:
    """Give the labels of transactions and addresses as BIP-329 has them."""
    for ref, label in list(_dict(wallet.get("labels")).items())[:OTHERS_MAX]:
        if type(label) is not str or not label or not is_plain(label):
            continue
        kind = "tx" if _TXID.fullmatch(ref) else "addr"
        if kind == "tx" or _is_address(ref):
            yield Label(kind, ref, label[:LABEL_MAX])


def _foreign(name: str, text: bytes, wallet: dict[str, Any], *, changed: bool) -> Foreign:
    """Keep the wallet whole; what was encrypted in it lies open, as the vault seals it anyway."""
    data = text.decode("utf-8", "replace")
    if changed:
        wallet["use_encryption"] = False
        data = bounded_json.compact(wallet)
    if len(data) > FOREIGN_CHARS_MAX:
        # What the network knows as well is left out where there is too much of it.
        slim = {key: value for key, value in wallet.items() if key not in _OF_THE_NETWORK}
        data = bounded_json.compact(slim)
    if len(data) > FOREIGN_CHARS_MAX:
        raise TooMany(limit=FOREIGN_CHARS_MAX)
    return Foreign(hashlib.sha256(data.encode()).hexdigest()[:16], name, data)


def _dict(value: object) -> dict[str, Any]:
    return value if type(value) is dict else {}
