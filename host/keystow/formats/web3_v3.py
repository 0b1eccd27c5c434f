"""web3-v3: the key file of geth and of most Ethereum programs, with ethers' phrase beside the key.

One private key under AES-128-CTR, with a Keccak-256 over half of the derived key and the
ciphertext. The names in it are read in any case, as geth and ethers read them.

Ref: ethereum.org, "Web3 secret storage definition", version 3; docs/foreign-formats.md, "web3-v3".
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from keystow.errors import AddressInvalid, Damaged, KeyInvalid, NotAKeystore, WrongPassword
from keystow.formats import bounded_json, foreign_kdf
from keystow.formats.foreign_kdf import Kdf
from keystow.formats.interface import Inspection, Warn
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened, OpenedAccount, OpenedPhrase
    from keystow.wallet.vault import Foreign

NAME = "web3-v3"
VERSION = 3
READ_LIMIT = 1024 * 1024
"""Bytes; a file has some five hundred."""

_VALUES_MAX = 10_000
_KEY_BYTES = 32
_CIPHERTEXT_BYTES = 1024
_MARKS = tuple(
    re.compile(rb'"' + name + rb'"\s*:', re.IGNORECASE) for name in (b"kdfparams", b"ciphertext")
)
_HASHES = {"hmac-sha256": "sha256", "hmac-sha512": "sha512"}
_READ = ("version", "id", "address", "crypto", "name", "x-ethers")
_CHAIN = "ethereum"

_ETHERS_VERSION = "0.1"
_ETHERS_PATH = "m/44'/60'/0'/0/0"
_ETHERS_LANGUAGES = {
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "pt": "portuguese",
    "cz": "czech",
    "ja": "japanese",
    "ko": "korean",
    "zh_cn": "chinese_simplified",
    "zh_tw": "chinese_traditional",
}


class _File(NamedTuple):
    fields: dict[str, Any]
    rest: dict[str, Any]
    kdf: Kdf
    iv: bytes
    ciphertext: bytes
    mac: bytes


class Web3V3:
    """Version 3, the only one in use."""

    name = NAME

    def read_limit(self, head: bytes) -> int:
        del head
        return READ_LIMIT

    def detect(self, data: bytes) -> bool:
        return all(mark.search(data) for mark in _MARKS)

    def inspect(self, data: bytes) -> Inspection:
        file = _parse(data)
        return Inspection(NAME, slots=(file.kdf.slot(),))

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> "Opened":
        del keyfile, more_cost  # there is no key file, and the KDF is within bounds
        file = _parse(data)
        derived = _derive(file, password)

        from keystow.formats import foreign_cipher
        from keystow.formats.opened import Opened

        plaintext = foreign_cipher.aes_ctr(derived[:16], file.iv, file.ciphertext)
        warnings: dict[Warn, None] = {}
        phrase, path = _phrase(file, derived, warnings)
        account = _account(file, plaintext, phrase, path, warnings)
        rest = dict(file.rest)
        if account is None:
            warnings[Warn.CONTENT_UNKNOWN] = None
            rest["secret"] = plaintext.hex()
        elif rest:
            rest["address"] = account.address  # whose they are
        return Opened(
            format=NAME,
            hint="",
            made_by="",
            created=None,
            payload_sha256=hashlib.sha256(plaintext).hexdigest(),
            warnings=tuple(warnings),
            phrases=() if phrase is None else (phrase,),
            accounts=() if account is None else (account,),
            foreign=tuple(_foreign(rest)),
        )


def _parse(data: bytes) -> _File:
    """Read the file and bring its numbers within bounds; no KDF."""
    written = bounded_json.parse_object(data, _VALUES_MAX)
    fields = _lower(written)
    if bounded_json.integer(fields.get("version", VERSION)) != VERSION:
        raise NotAKeystore
    crypto = _lower(bounded_json.member(fields, "crypto"))
    if bounded_json.text(crypto.get("cipher")).lower() != "aes-128-ctr":
        raise NotAKeystore  # no file of this version
    params = _lower(bounded_json.member(crypto, "cipherparams"))
    return _File(
        fields,
        {name: value for name, value in written.items() if name.lower() not in _READ},
        _kdf(crypto),
        bounded_json.hexadecimal(params.get("iv"), 1, 16),
        bounded_json.hexadecimal(crypto.get("ciphertext"), 1, _CIPHERTEXT_BYTES),
        bounded_json.hexadecimal(crypto.get("mac"), 32, 32),
    )


def _lower(value: dict[str, Any]) -> dict[str, Any]:
    return {name.lower(): one for name, one in value.items()}


def _kdf(crypto: dict[str, Any]) -> Kdf:
    params = _lower(bounded_json.member(crypto, "kdfparams"))
    number = {
        name: bounded_json.integer(params[name])
        for name in ("n", "r", "p", "c", "dklen")
        if name in params
    }
    # Fewer bytes leave no key for the MAC; more are never looked at.
    if not _KEY_BYTES <= number.get("dklen", _KEY_BYTES) <= foreign_kdf.SALT_BYTES:
        raise Damaged
    salt = bounded_json.hexadecimal(params.get("salt"), 0, foreign_kdf.SALT_BYTES)
    name = bounded_json.text(crypto.get("kdf")).lower()
    try:
        if name == "scrypt":
            return foreign_kdf.scrypt(salt, number["n"], number["r"], number["p"])
        if name == "pbkdf2":
            prf = bounded_json.text(params.get("prf", "hmac-sha256")).lower()
            return foreign_kdf.pbkdf2(_HASHES[prf], salt, number["c"])
    except KeyError:
        raise Damaged from None
    raise NotAKeystore  # no file of this version


def _derive(file: _File, password: Secret) -> bytes:
    """Return 64 bytes, of which ethers uses the second half; WrongPassword."""
    from Crypto.Hash import keccak  # imported here: a file at fault is refused without it

    for spelling in _spellings(password):
        derived = file.kdf.derive(spelling, 2 * _KEY_BYTES)
        mac = keccak.new(digest_bits=256, data=derived[16:32] + file.ciphertext).digest()
        if hmac.compare_digest(mac, file.mac):
            return derived
    raise WrongPassword


def _spellings(password: Secret) -> Iterator[bytes | bytearray]:
    """Give the password as typed, as geth takes it, and where it differs in ethers' NFKC."""
    yield password.reveal()
    try:
        text = password.reveal().decode("utf-8")
    except UnicodeDecodeError:
        return
    normal = unicodedata.normalize("NFKC", text)
    if normal != text:
        yield normal.encode("utf-8")


def _account(
    file: _File,
    plaintext: bytes,
    phrase: "OpenedPhrase | None",
    path: str | None,
    warnings: dict[Warn, None],
) -> "OpenedAccount | None":
    """Return the account of the key, None where it is no key of Ethereum's."""
    from keystow.formats.opened import OpenedAccount
    from keystow.wallet.chains import ETHEREUM

    if len(plaintext) > _KEY_BYTES:
        return None
    key = Secret(plaintext.rjust(_KEY_BYTES, b"\0"))  # some writers drop leading zeros
    try:
        public, address = ETHEREUM.account_from_private_key(key)
    except KeyInvalid:
        return None
    claimed = _claimed(bounded_json.text_or_empty(file.fields.get("address")), address)
    if claimed != address:
        warnings[Warn.ADDRESS_MISMATCH] = None
    name = bounded_json.text_or_empty(file.fields.get("name"))
    at = None if phrase is None or path is None else _path(phrase, path, key, address)
    if at not in (None, path):
        warnings[Warn.PATH_FOUND] = None
    return OpenedAccount(name, _CHAIN, claimed, public, at, False, key, None if at is None else 0)


def _claimed(text: str, address: str) -> str:
    """Return the file's address, so that whoever restores compares it with the key's."""
    from keystow.wallet.chains import ETHEREUM

    digits = text[2:] if text[:2] in ("0x", "0X") else text
    if not digits or digits.lower() == address[2:].lower():
        return address
    try:
        return ETHEREUM.normalise_address("0x" + digits.lower())
    except AddressInvalid:
        return text[:200]


def _phrase(
    file: _File, derived: bytes, warnings: dict[Warn, None]
) -> "tuple[OpenedPhrase | None, str | None]":
    """Read ethers' phrase and its path; the MAC doesn't cover it."""
    ethers = file.fields.get("x-ethers")
    if ethers is None:
        return None, None
    from keystow.formats import foreign_cipher
    from keystow.formats.opened import OpenedPhrase
    from keystow.wallet import mnemonic

    try:
        if type(ethers) is not dict:
            raise Damaged
        ethers = _lower(ethers)
        if ethers.get("version") != _ETHERS_VERSION:
            raise Damaged
        iv = bounded_json.hexadecimal(ethers.get("mnemoniccounter"), 1, 16)
        sealed = bounded_json.hexadecimal(ethers.get("mnemonicciphertext"), 16, 32)
        language = _ETHERS_LANGUAGES[bounded_json.text(ethers.get("locale", "en"))]
        path = bounded_json.text(ethers.get("path", _ETHERS_PATH))
        words = mnemonic.generate(foreign_cipher.aes_ctr(derived[32:], iv, sealed), language)
    except (Damaged, KeyError, ValueError):
        warnings[Warn.ENTRY_UNREADABLE] = None
        return None, None
    return OpenedPhrase(mnemonic.normalise(words), Secret(""), language), path


def _path(phrase: "OpenedPhrase", path: str, key: Secret, address: str) -> str | None:
    """Return where the key is the phrase's: with a passphrase, which no file has, it isn't."""
    from keystow.wallet import derivation, mnemonic, path_guard
    from keystow.wallet.chains import ETHEREUM
    from keystow.wallet.curves import Curve

    seed = mnemonic.seed(phrase.words, phrase.passphrase)
    tree = derivation.Tree(seed, Curve.SECP256K1)
    try:
        if tree.key(path) == key:
            return path
    except ValueError:
        pass
    return path_guard.addresses(tree.key, ETHEREUM, address).get(address)


def _foreign(rest: dict[str, Any]) -> "Iterator[Foreign]":
    from keystow.wallet.vault import Foreign

    if rest:
        data = bounded_json.compact(rest)
        yield Foreign(hashlib.sha256(data.encode()).hexdigest()[:16], NAME, data)
