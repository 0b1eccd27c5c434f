"""lamden-extension-vault: what Lamden's browser wallet keeps in the storage of its extension.

`vault` is the keystore's envelope around the phrase and all accounts, whose keys are encrypted once
more under the same password. Before there was a vault, `coins` held the accounts beside a `hash`
that tells the password.

Ref: docs/foreign-formats.md, "lamden-extension-vault".
"""

import hashlib
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from keystow.errors import Damaged, PhraseInvalid, TooMany, Truncated, UnsupportedCharacter
from keystow.formats import bounded_json, lamden_envelope
from keystow.formats.interface import Inspection, Warn
from keystow.formats.lamden_envelope import Envelope
from keystow.formats.lamden_keystore import ACCOUNTS_MAX, OF_EXTENSION
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened, OpenedAccount, OpenedPhrase

NAME = "lamden-extension-vault"
READ_LIMIT = 64 * 1024 * 1024
DERIVED_MAX = 10_000
"""Accounts of the phrase that are looked through."""

_VALUES_MAX = 2_000_000
_PARTS_MAX = 100
_BARE = tuple(re.compile(rb'\\*"' + name + rb'\\*"\s*:') for name in (b"ct", b"iv", b"s"))
_DATA = re.compile(rb'\\*"data\\*"\s*:')
_HEX64 = re.compile("[0-9a-fA-F]{64}")
_WATCH_ONLY = "watchOnly"
_OF_PHRASE = "vault"
_CHAIN = "lamden"
_USUAL = ("network", "name", "nickname", "symbol", "vk", "sk", "type", "result", "checked")
_READ = ("data", "mnemonic", "derivationIndex")


class _File(NamedTuple):
    envelope: Envelope
    coins: list[Any] | None
    """The accounts where they stand outside, beside a hash; None where a vault holds them."""


class LamdenExtensionVault:
    """The wallet's storage, or the text of its vault alone."""

    name = NAME

    def read_limit(self, head: bytes) -> int:
        del head
        return READ_LIMIT

    def detect(self, data: bytes) -> bool:
        if not all(mark.search(data) for mark in _BARE):
            return False
        return bool(OF_EXTENSION.search(data)) or not _DATA.search(data)

    def inspect(self, data: bytes) -> Inspection:
        _parse(data)
        return Inspection(
            NAME,
            slots=({"kind": "password", "kdf": "evp-bytestokey-md5", "passes": 1},),
            warnings=(Warn.WEAK_ENCRYPTION,),
        )

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> "Opened":
        from keystow.formats.opened import Opened
        from keystow.wallet.vault import Foreign

        del keyfile, more_cost  # this format has no key file, and its KDF costs nothing
        file = _parse(data)
        member, kind = ("data", list) if file.coins is None else ("valid", bool)
        content = lamden_envelope.decrypt(file.envelope, password, member, kind)
        entries = content.value["data"] if file.coins is None else file.coins
        if len(entries) > ACCOUNTS_MAX:
            raise TooMany(limit=ACCOUNTS_MAX)
        warnings = dict.fromkeys((Warn.WEAK_ENCRYPTION, *content.warnings))
        phrase = _phrase(content.value.get("mnemonic"), warnings)
        paths = _paths(phrase, content.value.get("derivationIndex"))
        accounts = tuple(_accounts(entries, password, paths, warnings))
        rest = _rest(content.value if file.coins is None else {}, entries)
        kept = bounded_json.compact(rest)
        id_ = hashlib.sha256(kept.encode()).hexdigest()[:16]
        return Opened(
            format=NAME,
            hint="",
            made_by="",
            created=None,
            payload_sha256=hashlib.sha256(content.padded).hexdigest(),
            warnings=tuple(warnings),
            phrases=() if phrase is None else (phrase,),
            accounts=accounts,
            foreign=(Foreign(id_, NAME, kept),) if rest else (),
        )


def _parse(data: bytes) -> _File:
    outer = bounded_json.parse(data, _VALUES_MAX)
    if type(outer) is str:
        return _File(_envelope(outer), None)
    if type(outer) is not dict:
        raise Damaged
    if "ct" in outer:
        return _File(_envelope(outer), None)
    if outer.get("vault"):
        return _File(_envelope(outer["vault"]), None)
    coins = outer.get("coins")
    if type(coins) is not list:
        raise Damaged
    return _File(_envelope(outer.get("hash")), coins)


def _envelope(value: object) -> Envelope:
    if type(value) is str:
        try:
            value = bounded_json.parse(value.encode("utf-8", "surrogatepass"), _PARTS_MAX)
        except Truncated:
            raise Damaged from None  # the file itself is whole
    if type(value) is not dict:
        raise Damaged
    return lamden_envelope.sealed(value)


def _phrase(value: object, warnings: dict[Warn, None]) -> "OpenedPhrase | None":
    from keystow.formats.opened import OpenedPhrase
    from keystow.wallet import mnemonic

    if value in (None, ""):
        return None
    try:
        words = Secret(bounded_json.text(value))
        phrase = mnemonic.check(words)
        if phrase.words != mnemonic.normalise(words):
            raise Damaged  # shortened words are others to the wallet that derives from them
    except (Damaged, PhraseInvalid, UnsupportedCharacter):
        warnings[Warn.ENTRY_UNREADABLE] = None
        return None
    return OpenedPhrase(phrase.words, Secret(""), phrase.languages[0])


def _paths(phrase: "OpenedPhrase | None", last: object) -> dict[str, str]:
    """Return the paths of the phrase's accounts by their addresses, up to the last one made."""
    from keystow.wallet import mnemonic
    from keystow.wallet.chains import LAMDEN
    from keystow.wallet.curves import Curve
    from keystow.wallet.derivation import Tree

    if phrase is None:
        return {}
    tree = Tree(mnemonic.seed(phrase.words, phrase.passphrase), Curve.ED25519)
    highest = min(last, DERIVED_MAX) if type(last) is int else 0
    paths = [LAMDEN.path(index) for index in range(highest + 1)]
    return {LAMDEN.account_from_private_key(tree.key(path))[1]: path for path in paths}


def _accounts(
    entries: list[Any], password: Secret, paths: dict[str, str], warnings: dict[Warn, None]
) -> "list[OpenedAccount]":
    accounts: list[OpenedAccount] = []
    seen: set[str] = set()
    for entry in entries:
        account = _account(entry if type(entry) is dict else {}, password, paths, warnings)
        if account is None:
            warnings[Warn.ENTRY_UNREADABLE] = None
            continue
        if account.address in seen:
            warnings[Warn.DUPLICATE_ACCOUNT] = None
        seen.add(account.address)
        accounts.append(account)
    return accounts


def _account(
    entry: dict[str, Any], password: Secret, paths: dict[str, str], warnings: dict[Warn, None]
) -> "OpenedAccount | None":
    """An entry without a usable key is watch-only where it tells an address, else None."""
    from keystow.formats.opened import OpenedAccount
    from keystow.wallet.chains import LAMDEN

    name, vk = (bounded_json.text_or_empty(entry.get(field)) for field in ("nickname", "vk"))
    sk = _key(entry.get("sk"), password)
    if _HEX64.fullmatch(sk):
        key = LAMDEN.parse_private_key(Secret(sk))
        public, address = LAMDEN.account_from_private_key(key)
        claimed = (vk.lower() if _HEX64.fullmatch(vk) else vk[:200]) or address
        if claimed != address:
            warnings[Warn.ADDRESS_MISMATCH] = None
        # A key that was brought into the wallet may be the phrase's as well: the wallet says which.
        path = paths.get(address) if entry.get("type") == _OF_PHRASE else None
        phrase = None if path is None else 0
        return OpenedAccount(name, _CHAIN, claimed, public, path, False, key, phrase)
    if not _HEX64.fullmatch(vk):
        return None
    if entry.get("sk") != _WATCH_ONLY:
        warnings[Warn.KEY_UNREADABLE] = None
    return OpenedAccount(name, _CHAIN, vk.lower(), vk.lower(), None, True, None)


def _key(sealed: object, password: Secret) -> str:
    if sealed == _WATCH_ONLY:
        return ""
    try:
        return lamden_envelope.decrypt_text(sealed, password)
    except Damaged:
        return ""


def _rest(content: dict[str, Any], entries: list[Any]) -> dict[str, Any]:
    """Return what neither Keystow nor the wallet's usual fields name, keys left out."""
    rest = {name: value for name, value in content.items() if name not in _READ}
    extras = [
        {"vk": entry.get("vk"), **extra}
        for entry in entries
        if type(entry) is dict
        and (extra := {name: value for name, value in entry.items() if name not in _USUAL})
    ]
    return rest | ({"data": extras} if extras else {})
