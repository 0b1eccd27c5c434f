"""What in an Electrum wallet signs: a keystore, and the keys in it.

Ref: Electrum's keystore.py; bitcoin.py (serialize_privkey).
"""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from keystow.errors import Damaged, PhraseInvalid, TooMany
from keystow.formats import bitcoin_scripts, bounded_json, extended_keys
from keystow.formats.bitcoin_scripts import MAIN, TEST, Net
from keystow.formats.electrum.lock import Lock
from keystow.formats.electrum.versions import BIP32, IMPORTED, OLD
from keystow.formats.opened import OpenedPhrase
from keystow.secret import Secret
from keystow.wallet import base58, derivation, electrum, mnemonic
from keystow.wallet.chains import secp256k1
from keystow.wallet.curves import Curve
from keystow.wallet.derivation import Tree

PAIRS_MAX = 10_000
"""Imported keys: each costs a decryption and a public key."""

_HEX_SEED = re.compile("[0-9a-f]{32,72}")
_WIF_KINDS = {0: "p2pkh", 1: "p2wpkh", 2: "p2wpkh-p2sh"}
_WIF_BASES = {0x80: MAIN, 0xEF: TEST}


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
    if len(pairs) > PAIRS_MAX:
        raise TooMany(limit=PAIRS_MAX)
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
