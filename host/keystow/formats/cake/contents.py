"""What lies in a Cake Wallet backup, as far as the user's password reaches.

The backup is the app's folder as a ZIP. On Linux a wallet's `.keys` file is encrypted with what its
user types. On phones it is encrypted with a random key that lies in `~_keychain_dump`, and that one
under a secret of the app's own build beside the password: nobody but the app opens it.

Ref: cake_wallet, lib/core/backup_service.dart, cw_core/lib/wallet_keys_file.dart,
cw_core/lib/encryption_file_utils.dart, cw_core/lib/db/sqlite.dart.
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from typing import Any, NamedTuple

from keystow.errors import (
    Damaged,
    KeyInvalid,
    KeystowError,
    PhraseInvalid,
    TooLarge,
    Truncated,
    UnsupportedCharacter,
    WrongPassword,
)
from keystow.formats import bounded_json, bounded_zip
from keystow.formats.bounded_zip import Archive
from keystow.formats.cake import blob as cake_blob
from keystow.formats.cake import database
from keystow.formats.interface import Warn
from keystow.formats.opened import Opened, OpenedAccount, OpenedPhrase
from keystow.secret import Secret
from keystow.wallet import mnemonic
from keystow.wallet.chains import BITCOIN, CHAINS, ETHEREUM, SOLANA, Chain
from keystow.wallet.derivation import Tree
from keystow.wallet.vault import FOREIGN_CHARS_MAX, Foreign

WALLETS_MAX = 100
"""Wallets whose keys are tried: each costs a KDF."""
KEYS_BYTES = 1024 * 1024
KEPT_ENTRIES_MAX = 300

_RATIO = 1_032
_VALUES_MAX = 1_000
_KEYS = re.compile(r"(?:.*/)?wallets/([^/]{1,64})/([^/]{1,200})/[^/]{1,200}\.keys(\.backup)?")
_DUMPS = ("~_keychain_dump", "~_preferences_dump", "~_transaction_descriptions_dump", "cake.db")
_EVM = ("ethereum", "polygon", "base", "arbitrum")


class _Wallet(NamedTuple):
    kind: str
    name: str
    entries: tuple[str, ...]
    """The keys and their backup."""


def opened(name: str, made_by: str, plaintext: bytes, password: Secret) -> Opened:
    """Read a backup's plaintext, whatever it is: what isn't Cake's opens too, and is kept."""
    reader = _Reader(name, password)
    archive = _archive(plaintext)
    if archive is None:
        reader.warn(Warn.CONTENT_UNKNOWN)
    else:
        reader.take(archive)
    foreign = _whole(name, plaintext)
    if foreign is None:
        reader.warn(Warn.CONTENT_LEFT_OUT)
        foreign = tuple(_pieces(name, archive)) if archive else ()
    kept = {one.id: one for one in (*reader.keys, *foreign)}
    return Opened(
        format=name,
        hint="",
        made_by=made_by,
        created=None,
        payload_sha256=hashlib.sha256(plaintext).hexdigest(),
        warnings=tuple(reader.warnings),
        phrases=tuple(reader.phrases),
        accounts=tuple(reader.accounts.values()),
        foreign=tuple(kept.values()),
        plaintext=Secret(plaintext),
    )


class _Reader:
    """One wallet after the other."""

    def __init__(self, format_name: str, password: Secret) -> None:
        self.phrases: list[OpenedPhrase] = []
        self.accounts: dict[tuple[str, str], OpenedAccount] = {}
        self.keys: list[Foreign] = []
        self.warnings: dict[Warn, None] = {}
        self._format = format_name
        self._password = password

    def warn(self, warning: Warn) -> None:
        self.warnings[warning] = None

    def take(self, archive: Archive) -> None:
        """Read the wallets, then the addresses that the app's database has in clear."""
        wallets = _wallets(archive)
        for wallet in wallets:
            self._take_wallet(archive, wallet)
        for name, chain, address in database.accounts(_database(archive)):
            public = CHAINS[chain].public_key_of_address(address) if chain in CHAINS else None
            account = OpenedAccount(name, chain, address, public, None, True, None)
            self.accounts.setdefault((chain, address), account)
        if any(chain not in CHAINS for chain, _ in self.accounts):
            self.warn(Warn.ACCOUNT_KEPT)
        self.warn(Warn.ENTRY_KEPT if wallets or self.accounts else Warn.CONTENT_UNKNOWN)

    def _take_wallet(self, archive: Archive, wallet: _Wallet) -> None:
        keys = self._open(archive, wallet)
        if keys is None:
            return
        text = bounded_json.compact({"wallet": wallet.name, "type": wallet.kind, "keys": keys})
        self.keys.append(Foreign(_id(text.encode()), self._format, text))
        chain = _chain(wallet.kind)
        words = bounded_json.text_or_empty(keys.get("mnemonic"))
        if words:
            self._take_words(wallet, chain, words, keys)
        elif chain is not None:
            self._take_key(wallet, chain, bounded_json.text_or_empty(keys.get("privateKey")))

    def _open(self, archive: Archive, wallet: _Wallet) -> dict[str, Any] | None:
        """Open a wallet's keys, or their backup; None with a warning that says why not."""
        warning = Warn.KEY_UNREADABLE
        for entry in wallet.entries:
            try:
                data = archive.read(entry, KEYS_BYTES, _RATIO)
                if not cake_blob.is_like(data):
                    warning = Warn.APP_HOLDS_KEYS
                    continue
                text = cake_blob.decrypt(cake_blob.parse(data), self._password)
                # Cake writes the code units of its text, each cut to a byte.
                return bounded_json.parse_object(text.decode("latin-1").encode(), _VALUES_MAX)
            except (Damaged, Truncated, TooLarge, WrongPassword):
                continue
        self.warn(warning)
        return None

    def _take_words(
        self, wallet: _Wallet, chain: Chain | None, words: str, keys: dict[str, Any]
    ) -> None:
        """Take a phrase and the first account of each address type of the wallet's chain."""
        passphrase = Secret(bounded_json.text_or_empty(keys.get("passphrase")))
        try:
            phrase = mnemonic.check(Secret(words))
        except (PhraseInvalid, UnsupportedCharacter):
            self._take_electrum(wallet, chain, Secret(words), passphrase)
            return
        place = self._phrase(OpenedPhrase(phrase.words, passphrase, phrase.languages[0]))
        if chain is None:
            return
        tree = Tree(mnemonic.seed(phrase.words, passphrase), chain.curve)
        for kind in chain.types:
            path = kind.path(0)
            key = tree.key(path)
            public, address = kind.account_from_private_key(key)
            title = wallet.name if kind is chain.types[0] else f"{wallet.name} ({kind.title})"
            account = OpenedAccount(title, chain.id, address, public, path, False, key, place)
            self.accounts.setdefault((chain.id, address), account)

    def _take_electrum(
        self, wallet: _Wallet, chain: Chain | None, words: Secret, passphrase: Secret
    ) -> None:
        """Take a seed of Electrum's, as Cake's Bitcoin wallets have by default."""
        from keystow.formats.electrum import seed as electrum_seed

        phrase = electrum_seed.read(words, passphrase)
        if phrase is None:
            return  # Monero's, Nano's or another: it stays among what is kept
        place = self._phrase(phrase)
        for account in electrum_seed.firsts(phrase, place, wallet.name) if chain is BITCOIN else ():
            self.accounts.setdefault((account.chain, account.address), account)

    def _take_key(self, wallet: _Wallet, chain: Chain, text: str) -> None:
        try:
            key = chain.parse_private_key(Secret(text))
            public, address = chain.account_from_private_key(key)
        except KeyInvalid:
            return
        account = OpenedAccount(wallet.name, chain.id, address, public, None, False, key)
        self.accounts.setdefault((chain.id, address), account)

    def _phrase(self, phrase: OpenedPhrase) -> int:
        if phrase not in self.phrases:
            self.phrases.append(phrase)
        return self.phrases.index(phrase)


def _archive(plaintext: bytes) -> Archive | None:
    if not plaintext.startswith(bounded_zip.START):
        return None
    try:
        return Archive(plaintext)
    except KeystowError:
        return None


def _wallets(archive: Archive) -> list[_Wallet]:
    found: dict[tuple[str, str], list[str]] = {}
    for entry in archive.names:
        place = _KEYS.fullmatch(entry)
        if place and (len(found) < WALLETS_MAX or (place[1], place[2]) in found):
            found.setdefault((place[1].lower(), place[2]), []).append(entry)
    return [
        _Wallet(kind, name, tuple(sorted(entries)[:2])) for (kind, name), entries in found.items()
    ]


def _chain(kind: str) -> Chain | None:
    """Return the chain of a wallet's type; those of Ethereum's kind share its keys."""
    if kind in _EVM:
        return ETHEREUM
    return {"bitcoin": BITCOIN, "solana": SOLANA}.get(kind)


def _database(archive: Archive) -> bytes:
    try:
        return archive.read("cake.db", database.BYTES_MAX, _RATIO)
    except (KeyError, Damaged, TooLarge):
        return b""


def _whole(name: str, plaintext: bytes) -> tuple[Foreign, ...] | None:
    """Keep all of it; None where it is more than an entry of a vault may have."""
    if 4 * len(plaintext) // 3 + 4 > FOREIGN_CHARS_MAX:
        return None
    return (Foreign(_id(plaintext), name, b64encode(plaintext).decode("ascii")),)


def _pieces(name: str, archive: Archive) -> Iterator[Foreign]:
    """Keep of a large backup what nobody can fetch again: keys and what the app noted."""
    wanted = [
        entry for entry in archive.names if entry in _DUMPS or _KEYS.fullmatch(entry) is not None
    ]
    for entry in wanted[:KEPT_ENTRIES_MAX]:
        try:
            data = archive.read(entry, KEYS_BYTES, _RATIO)
        except (Damaged, TooLarge):
            continue
        text = bounded_json.compact({"entry": entry, "data": b64encode(data).decode("ascii")})
        yield Foreign(_id(text.encode()), name, text)


def _id(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
