"""What in an Electrum wallet signs: its keystores, however old the file, and the keys in them.

A secret in one is base64 of an IV and AES-256-CBC under SHA-256 taken twice of the password: no
salt, no MAC, so that only what comes out tells whether the password was right.

Ref: Electrum's keystore.py, crypto.py (pw_decode), wallet_db.py (WalletDBUpgrader).
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from keystow.errors import Damaged, KeyInvalid, NewerFormat, PhraseInvalid, WrongPassword
from keystow.formats import bitcoin_scripts, bounded_json, extended_keys
from keystow.formats.bitcoin_scripts import MAIN, TEST, Net
from keystow.formats.electrum_storage import aes_cbc
from keystow.formats.opened import OpenedPhrase
from keystow.secret import Secret
from keystow.wallet import base58, derivation, electrum, mnemonic
from keystow.wallet.chains import secp256k1
from keystow.wallet.curves import Curve
from keystow.wallet.derivation import Tree

HARDWARE = "hardware"
IMPORTED = "imported"
OLD = "old"
BIP32 = "bip32"

_PASSWORD_VERSION = 1
_COSIGNER = re.compile(r"x([1-9][0-9]?)/?")
_COSIGNERS_MAX = 15
_OLD_KEY_DIGITS = 128
_HEX_SEED = re.compile("[0-9a-f]{32,72}")
_WIF_KINDS = {0: "p2pkh", 1: "p2wpkh", 2: "p2wpkh-p2sh"}
_WIF_BASES = {0x80: MAIN, 0xEF: TEST}
_DEVICES = ("trezor", "keepkey", "ledger", "btchip")
_BLOCK = 16


class Wif(NamedTuple):
    """A private key as text has it, with the script that it was written for."""

    key: Secret
    is_compressed: bool
    script: str
    net: Net

    def public_key(self) -> bytes:
        """Return the public key in the form that its address is made of."""
        return secp256k1.public_key(self.key).format(compressed=self.is_compressed)


@dataclass(slots=True)
class Keystore:
    """One keystore with its secrets in clear; `fields` is the wallet file's own dict."""

    kind: str
    fields: dict[str, Any]
    script: str = "p2pkh"
    net: Net = MAIN
    root: str | None = None
    """The path of `tree`, None where the file doesn't say."""
    tree: Tree | None = None
    old: electrum.OldSeed | None = None
    pairs: dict[str, Wif] = field(default_factory=dict)
    """Imported keys by the hex of their public keys."""
    phrase: OpenedPhrase | None = None
    seed_root: str | None = None
    """The path of `tree` below the phrase, None where it isn't the phrase's."""
    is_unreadable: bool = False


class Lock:
    """The password of a wallet's fields, and what became of those that were tried."""

    def __init__(self, password: Secret) -> None:
        self._key = hashlib.sha256(hashlib.sha256(password.reveal()).digest()).digest()
        self.opened = 0
        self.refused = 0
        self.in_clear = 0

    def read(self, fields: dict[str, Any], name: str, check: Callable[[str], object]) -> Any:
        """Return what `check` makes of a field, in clear or decrypted; the field gets the text.

        `check` raises Damaged or KeyInvalid for a text that isn't one. None where nothing fits.
        """
        text = bounded_json.text_or_empty(fields.get(name))
        try:
            made = check(text)
        except (Damaged, KeyInvalid):
            pass
        else:
            self.in_clear += 1
            return made
        version = fields.get("pw_hash_version", _PASSWORD_VERSION)
        if version != _PASSWORD_VERSION:
            raise NewerFormat
        try:
            clear = self._decrypt(text)
            made = check(clear)
        except (Damaged, KeyInvalid):
            self.refused += 1
            return None
        self.opened += 1
        fields[name] = clear
        return made

    def follow(self, fields: dict[str, Any], name: str) -> str:
        """Return a field that goes with one just read, encrypted as that was; "" for none."""
        text = bounded_json.text_or_empty(fields.get(name))
        if not text or not self.opened:
            return text
        try:
            fields[name] = self._decrypt(text)
        except Damaged:
            return text
        return str(fields[name])

    def require_some(self) -> None:
        """Raise WrongPassword where nothing opened that was tried."""
        if self.refused and not self.opened:
            raise WrongPassword

    def _decrypt(self, text: str) -> str:
        data = bounded_json.base64(text)
        if len(data) < 2 * _BLOCK or len(data) % _BLOCK:
            raise Damaged
        try:
            return aes_cbc(self._key, data[:_BLOCK], data[_BLOCK:]).decode()
        except UnicodeDecodeError:
            raise Damaged from None


def is_locked(wallet: dict[str, Any]) -> bool:
    """Tell whether a wallet says that its fields are encrypted."""
    return wallet.get("use_encryption") is True


def find(wallet: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the keystores by name, as the newest versions keep them; they are put in the wallet.

    Ref: Electrum's wallet_db.py, _convert_wallet_type and _convert_imported.
    """
    found = {
        name: fields
        for name, fields in wallet.items()
        if type(fields) is dict and (name == "keystore" or _is_cosigner(name))
    }
    if not found:
        found = dict(_of_old(wallet))
        wallet.update(found)
    return found


def read(fields: dict[str, Any], lock: Lock) -> Keystore:
    """Open one keystore."""
    kind = bounded_json.text_or_empty(fields.get("type"))
    keystore = Keystore(kind, fields)
    if kind == BIP32:
        _read_bip32(keystore, lock)
    elif kind == OLD:
        _read_old(keystore, lock)
    elif kind == IMPORTED:
        _read_imported(keystore, lock)
    else:
        _take_public(keystore)
    return keystore


def wif(text: str) -> Wif:
    """Read a private key; Electrum's own first bytes tell the script as well; Damaged."""
    try:
        data = base58.decode_check(text.rpartition(":")[2])
    except ValueError:
        raise Damaged from None
    if data is None or len(data) not in (33, 34) or data[33:] not in (b"", b"\1"):
        raise Damaged
    for base, net in _WIF_BASES.items():
        script = _WIF_KINDS.get((data[0] - base) & 0xFF)
        if script:
            return Wif(secp256k1.in_range(Secret(data[1:33])), len(data) == 34, script, net)
    raise Damaged


def path(text: object) -> str | None:
    """Return a path in the form that Keystow keeps, None where it isn't one."""
    if type(text) is not str:
        return None
    plain = re.sub("[hH]", "'", text).rstrip("/")
    try:
        derivation.indices(plain)
    except ValueError:
        return None
    return plain


def _read_bip32(keystore: Keystore, lock: Lock) -> None:
    fields = keystore.fields
    _take_public(keystore)
    if not fields.get("xprv"):
        return
    chain_code = _chain_code(fields.get("xpub"))

    def check(text: str) -> extended_keys.ExtendedKey:
        key = extended_keys.parse(text)
        if key.node is None or chain_code not in (None, key.chain_code):
            raise Damaged
        return key

    key: extended_keys.ExtendedKey | None = lock.read(fields, "xprv", check)
    keystore.is_unreadable = key is None
    if key is None or key.node is None:
        return
    keystore.script, keystore.net = key.script, key.net
    keystore.tree = Tree.of_node(key.node, Curve.SECP256K1)
    if key.depth == 0:
        keystore.root = "m"
    words, extension = (Secret(lock.follow(fields, name)) for name in ("seed", "passphrase"))
    if words:
        _take_words(keystore, words, extension, key.node)


def _take_words(
    keystore: Keystore, words: Secret, extension: Secret, node: derivation.Node
) -> None:
    """Take a seed's words; where their keys are the keystore's, its accounts are the phrase's."""
    kind = electrum.kind_of(words)
    if kind is None:
        return
    keystore.phrase = OpenedPhrase(mnemonic.normalise(words), extension, mnemonic.ELECTRUM)
    root = electrum.ROOTS.get(kind)
    try:
        if (
            root is None
            or Tree(electrum.seed(words, extension), Curve.SECP256K1).node(root) != node
        ):
            return
    except PhraseInvalid:
        return
    keystore.seed_root = keystore.root = root


def _read_old(keystore: Keystore, lock: Lock) -> None:
    fields = keystore.fields
    if not fields.get("seed"):
        return
    public = bounded_json.text_or_empty(fields.get("mpk")).lower()

    def check(text: str) -> electrum.OldSeed:
        if not _HEX_SEED.fullmatch(text):
            raise Damaged
        seed = electrum.OldSeed(text)
        if public and seed.public_key.hex() != public:
            raise Damaged
        return seed

    keystore.old = lock.read(fields, "seed", check)
    keystore.is_unreadable = keystore.old is None
    if keystore.old is not None:
        try:
            words = electrum.old_words(fields["seed"])
        except PhraseInvalid:
            words = Secret(fields["seed"])
        keystore.phrase = OpenedPhrase(words, Secret(""), mnemonic.ELECTRUM)


def _read_imported(keystore: Keystore, lock: Lock) -> None:
    held = keystore.fields.get("keypairs")
    pairs: dict[str, Any] = held if type(held) is dict else {}
    for name in pairs:

        def check(text: str, name: str = name) -> Wif:
            pair = wif(text)
            public = pair.public_key()
            if name not in (public.hex(), bitcoin_scripts.of_key("p2pkh", public, pair.net)):
                raise Damaged
            return pair

        pair: Wif | None = lock.read(pairs, name, check)
        if pair is None:
            keystore.is_unreadable = True
        else:
            keystore.pairs[pair.public_key().hex()] = pair
            keystore.net = pair.net


def _take_public(keystore: Keystore) -> None:
    keystore.root = path(keystore.fields.get("derivation"))
    try:
        key = extended_keys.parse(bounded_json.text_or_empty(keystore.fields.get("xpub")))
    except Damaged:
        return
    keystore.script, keystore.net = key.script, key.net


def _chain_code(xpub: object) -> bytes | None:
    try:
        return extended_keys.parse(bounded_json.text_or_empty(xpub)).chain_code
    except Damaged:
        return None


def _is_cosigner(name: str) -> bool:
    found = _COSIGNER.fullmatch(name)
    return found is not None and int(found[1]) <= _COSIGNERS_MAX


def _of_old(wallet: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the keystores of a file of a version before 2.7."""
    pairs = wallet.get("keypairs") if wallet.get("key_type") == IMPORTED else None
    pairs = pairs if type(pairs) is dict else _imported(wallet)
    public_keys, private_keys = (
        keys if type(keys) is dict else {}
        for keys in (wallet.get("master_public_keys"), wallet.get("master_private_keys"))
    )
    seed, public = wallet.get("seed"), bounded_json.text_or_empty(wallet.get("master_public_key"))
    if len(public) == _OLD_KEY_DIGITS:
        yield "keystore", {"type": OLD, "seed": seed, "mpk": public}
    elif pairs:
        yield "keystore", {"type": IMPORTED, "keypairs": pairs}
        return
    kind = bounded_json.text_or_empty(wallet.get("wallet_type"))
    for place, (name, xpub) in enumerate(sorted(public_keys.items())[: _COSIGNERS_MAX + 1]):
        fields = {"type": BIP32, "xpub": xpub, "xprv": private_keys.get(name)}
        fields |= {"seed": seed} if name in ("x/", "x1/") else {}
        if kind in _DEVICES:
            fields = {"type": HARDWARE, "hw_type": kind, "xpub": xpub}
            fields |= {"derivation": f"m/44'/0'/{name[2:]}"}
        yield "keystore" if place == 0 and not _is_cosigner(name) else name, fields
    if pairs:
        yield "imported", {"type": IMPORTED, "keypairs": pairs}


def _imported(wallet: dict[str, Any]) -> dict[str, Any]:
    """Return the keys imported beside others, by public key; before version 2.0 by address."""
    accounts = wallet.get("accounts")
    account = accounts.get("/x") if type(accounts) is dict else None
    entries = account.get("imported") if type(account) is dict else None
    older = wallet.get("imported_keys")
    found: dict[str, Any] = dict(older) if type(older) is dict else {}
    for entry in entries.values() if type(entries) is dict else ():
        if type(entry) is list and len(entry) == 2 and type(entry[0]) is str and entry[1]:
            found[entry[0]] = entry[1]
    return found
