"""What lies in an Electrum wallet: accounts with their keys, words, labels, contacts, and the rest.

Ref: Electrum's wallet_db.py and wallet.py, of versions 1.9 to 4.x.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from keystow.errors import KeyInvalid, TooMany
from keystow.formats import bitcoin_scripts, bounded_json
from keystow.formats.bitcoin_scripts import Net
from keystow.formats.electrum import keystores, lists, notes, versions
from keystow.formats.electrum.keystores import Keystore
from keystow.formats.electrum.lock import Lock, is_locked
from keystow.formats.electrum.versions import BIP32, HARDWARE, OLD
from keystow.formats.interface import Warn
from keystow.formats.opened import Opened, OpenedAccount, OpenedPhrase
from keystow.secret import Secret
from keystow.wallet.chains import CHAINS
from keystow.wallet.chains.secp256k1 import public_key
from keystow.wallet.vault import FOREIGN_CHARS_MAX, Foreign

_ACCOUNT = re.compile("x/([0-9]{1,3})'")
_OF_THE_NETWORK = (
    *("transactions", "addr_history", "txi", "txo", "tx_fees", "verified_tx3", "pruned_txo"),
    *("spent_outpoints", "prevouts_by_scripthash"),
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
    read = {place: keystores.read(fields, lock) for place, fields in versions.find(wallet).items()}
    if not is_sealed and is_locked(wallet):
        lock.require_some()
        warnings += [Warn.WEAK_ENCRYPTION] * bool(lock.opened)
    elif not is_sealed and lock.in_clear:
        warnings.append(Warn.NOT_ENCRYPTED)
    reader = _Reader(wallet, warnings)
    for place, keystore in read.items():
        reader.take(place, keystore)
    reader.take_addresses(list(read.values()))
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
        contacts=tuple(notes.contacts(wallet)),
        labels=tuple(notes.labels(wallet)),
        foreign=(_foreign(name, text, wallet, changed=bool(lock.opened)),),
    )


class _Reader:
    """The keystores one after the other: accounts in the file's order, words, warnings."""

    def __init__(self, wallet: dict[str, Any], warnings: list[Warn]) -> None:
        self.accounts: dict[str, OpenedAccount] = {}
        self.phrases: list[OpenedPhrase] = []
        self._wallet = wallet
        self._warnings = warnings
        self._labels = lists.objects(wallet.get("labels"))
        self._signers = lists.signers(wallet)

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
        if keystore.kind in (BIP32, OLD, HARDWARE):
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
            for publics in lists.public_keys(self._wallet):
                address = self._of_keys(publics, keystores, net)
                if address is not None:
                    self._add(address, None, None, None)
        for address in lists.addresses(self._wallet):
            if address not in self.accounts:
                self._add(address, None, None, None)

    def _take_pairs(self, keystore: Keystore) -> None:
        """Read imported keys, with the addresses that the file gives them."""
        details = lists.objects(self._wallet.get("addresses"))
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
        for change, names in enumerate((lists.RECEIVING, lists.CHANGE)):
            for index, entry in enumerate(lists.entries(self._wallet, names, account)):
                some = True
                yield change, index, entry
        if not some and place == "keystore":
            yield 0, 0, None

    def _of_keys(self, publics: list[bytes], keystores: list[Keystore], net: Net) -> str | None:
        script = keystores[0].script if keystores else "p2pkh"
        script = "p2sh" if script == "p2pkh" else script  # what xpub stands for with several keys
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
        if len(self.accounts) >= lists.ACCOUNTS_MAX:
            raise TooMany(limit=lists.ACCOUNTS_MAX)
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


def _address_of(entry: object, keystore: Keystore) -> str | None:
    """Return the address that a list has, itself or by its public key; None for anything else."""
    if lists.is_address(entry):
        return str(entry)
    if not lists.is_public_key(entry):
        return None
    try:
        return bitcoin_scripts.of_key(keystore.script, bytes.fromhex(str(entry)), keystore.net)
    except ValueError:
        return None


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
