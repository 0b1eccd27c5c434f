"""What lies in a polkadot-js file: one key pair, or the files of many."""

import hashlib
from typing import Any, NamedTuple

from keystow.errors import (
    Damaged,
    KdfLimit,
    KeyInvalid,
    NotAKeystore,
    TooMany,
    Truncated,
    WrongPassword,
)
from keystow.formats import bounded_json, polkadot_js_json
from keystow.formats.interface import Warn
from keystow.formats.opened import Opened, OpenedAccount
from keystow.formats.polkadot_js_json import BATCH, DIVIDER, HEAD, Sealed
from keystow.secret import Secret
from keystow.wallet import ss58, substrate
from keystow.wallet.chains import ETHEREUM, ed25519, secp256k1
from keystow.wallet.vault import Foreign

CHAIN = "polkadot"
BATCH_MAX = 1_000
"""Accounts of a batch: each has a password of its own, and costs a run of scrypt."""

_SECRET_SIZES = (64, 32)  # the first that the divider follows, as the writer looks for it
_PUBLIC_SIZES = (32, 33, 20)
_ADDRESS_MAX = 200
_VALUES_MAX = 1_000_000


class _Pair(NamedTuple):
    secret: bytes
    public: bytes


def opened(
    name: str, sealed: Sealed, plaintext: bytes, password: Secret, warnings: dict[Warn, None]
) -> Opened:
    """Read what was decrypted; what is no pair is kept, and said to be unknown. TooMany."""
    accounts: list[OpenedAccount] = []
    kept: list[Any] = []
    if BATCH in sealed.content:
        _batch(plaintext, password, accounts, kept, warnings)
    else:
        _one(sealed, plaintext, accounts, kept, warnings)
    if any(account.kept for account in accounts):
        warnings[Warn.ACCOUNT_KEPT] = None
    foreign = [_foreign(name, value) for value in kept]
    return Opened(
        format=name,
        hint="",
        made_by="",
        created=None,
        payload_sha256=hashlib.sha256(plaintext).hexdigest(),
        warnings=tuple(warnings),
        accounts=tuple(accounts),
        foreign=tuple({one.id: one for one in foreign}.values()),
    )


def _batch(
    plaintext: bytes,
    password: Secret,
    accounts: list[OpenedAccount],
    kept: list[Any],
    warnings: dict[Warn, None],
) -> None:
    try:
        files = bounded_json.parse(plaintext, _VALUES_MAX)
    except (Damaged, Truncated):
        raise Damaged from None
    if type(files) is not list:
        raise Damaged
    if len(files) > BATCH_MAX:
        raise TooMany(limit=BATCH_MAX)
    for file in files:
        try:
            inner = polkadot_js_json.parse(file if type(file) is dict else {})
            # An account in a batch may be in clear though the batch has a password.
            secret = password if inner.nonce else Secret("")
            content = polkadot_js_json.decrypt(inner, secret)
        except (Damaged, NotAKeystore, WrongPassword, KdfLimit):
            warnings[Warn.KEY_UNREADABLE] = None
            kept.append(file)
            continue
        _one(inner, content, accounts, kept, warnings)


def _one(
    sealed: Sealed,
    plaintext: bytes,
    accounts: list[OpenedAccount],
    kept: list[Any],
    warnings: dict[Warn, None],
) -> None:
    pair = _split(plaintext)
    if pair is None:
        warnings[Warn.CONTENT_UNKNOWN] = None
        kept.append({"content": list(sealed.content), "secret": plaintext.hex()})
        return
    account = _account(sealed, pair, warnings)
    accounts.append(account)
    rest = {n: one for n, one in sealed.fields.items() if n not in ("encoded", "encoding")}
    kept.append(rest | {"address": account.address, "content": list(sealed.content)})


def _split(data: bytes) -> _Pair | None:
    if not data.startswith(HEAD):
        return None
    for size in _SECRET_SIZES:
        end = len(HEAD) + size
        public = data[end + len(DIVIDER) :]
        if data[end : end + len(DIVIDER)] == DIVIDER and len(public) in _PUBLIC_SIZES:
            return _Pair(data[len(HEAD) : end], public)
    return None


def _account(sealed: Sealed, pair: _Pair, warnings: dict[Warn, None]) -> OpenedAccount:
    meta = sealed.fields.get("meta")
    name = bounded_json.text_or_empty(meta.get("name") if type(meta) is dict else None)
    kind = sealed.content[1] if len(sealed.content) > 1 else ""
    claimed = bounded_json.text_or_empty(sealed.fields.get("address"))
    if kind == "ethereum" and (account := _of_ethereum(name, pair, claimed, warnings)):
        return account
    address = ss58.encode(_account_id(pair.public))
    if not _is_public_key_of(kind, pair) or not _same(claimed, address, pair.public):
        warnings[Warn.ADDRESS_MISMATCH] = None
    key = Secret(pair.secret)
    kept = kind != "sr25519" or not _is_usable(key)
    return OpenedAccount(name, CHAIN, address, pair.public.hex(), None, False, key, kept=kept)


def _of_ethereum(
    name: str, pair: _Pair, claimed: str, warnings: dict[Warn, None]
) -> OpenedAccount | None:
    """Return an account that Keystow derives; None where its key is none."""
    key = Secret(pair.secret[:32])
    try:
        public, address = ETHEREUM.account_from_private_key(key)
    except KeyInvalid:
        return None
    given = claimed.lower()
    if given in ("", address.lower(), f"0x{public}"):
        return OpenedAccount(name, ETHEREUM.id, address, public, None, False, key)
    warnings[Warn.ADDRESS_MISMATCH] = None
    return OpenedAccount(name, ETHEREUM.id, claimed[:_ADDRESS_MAX], public, None, False, key)


def _account_id(public: bytes) -> bytes:
    """Return what an address holds: a public key of another size is hashed, as its chain does."""
    return public if len(public) == 32 else hashlib.blake2b(public, digest_size=32).digest()


def _is_usable(key: Secret) -> bool:
    """Tell whether sr25519 takes the key in the form in which polkadot-js keeps it."""
    try:
        substrate.public_key(key)
    except KeyInvalid:
        return False
    return True


def _is_public_key_of(kind: str, pair: _Pair) -> bool:
    """Derive the public key again; what kind we don't know may be any."""
    seed = Secret(pair.secret[:32])
    try:
        match kind:
            case "sr25519":
                key = Secret(pair.secret)
                return not _is_usable(key) or substrate.public_key(key) == pair.public
            case "ed25519":
                return ed25519.public_key(seed) == pair.public
            case "ecdsa":
                return secp256k1.public_key(seed).format() == pair.public
    except KeyInvalid:
        return False
    return True


def _same(claimed: str, address: str, public: bytes) -> bool:
    """Tell whether the file's address, hex or of any network, is this account's."""
    if not claimed or claimed == address or claimed.lower() == f"0x{public.hex()}":
        return True
    try:
        return ss58.decode(claimed) in (public, _account_id(public))
    except ValueError:
        return False


def _foreign(name: str, value: Any) -> Foreign:
    data = bounded_json.compact(value)
    return Foreign(hashlib.sha256(data.encode()).hexdigest()[:16], name, data)
