"""bip-38: Bitcoin private keys under a password, as paper wallets have them, and the codes around.

A text of one or several, each of 58 letters that begin with 6P. An intermediate code, by which a
printer makes such keys, and a confirmation code, by which their owner checks them, hold no key: a
confirmation code gives the address.

Ref: BIP-38; docs/foreign-formats.md, "bip-38".
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from keystow.errors import KeyInvalid, TooMany, WrongPassword
from keystow.formats import bip_38_codes, foreign_kdf, plain_text
from keystow.formats.bip_38_codes import (
    COMPRESSED,
    CONFIRMATION,
    INTERMEDIATE,
    LOT,
    MULTIPLIED,
    PLAIN,
    Code,
)
from keystow.formats.interface import Inspection, Warn
from keystow.secret import Secret

if TYPE_CHECKING:
    from keystow.formats.opened import Opened, OpenedAccount

NAME = "bip-38"
CODES_MAX = 50
"""Codes of a file: each costs a run of scrypt."""
COST = (16_384, 8, 8)
"""N, r and p of the password's scrypt: 16 MiB, eight times."""

_POINT_COST = (1_024, 1, 1)
_LIKE = re.compile(r"6P[0-9A-Za-z]{38,68}|passphrase[0-9A-Za-z]{50,70}|cfrm38[0-9A-Za-z]{60,80}")


class Bip38:
    """Keys by a password, by an intermediate code, and both kinds of code."""

    name = NAME

    def read_limit(self, head: bytes) -> int:
        del head
        return plain_text.TEXT_MAX

    def detect(self, data: bytes) -> bool:
        found = [line for line in plain_text.lines(data) if line]
        return bool(found) and all(map(_LIKE.fullmatch, found))

    def inspect(self, data: bytes) -> Inspection:
        codes = _parse(data)
        memory_kib = 128 * COST[0] * COST[1] // 1024
        slot = {"kind": "password", "kdf": "scrypt", "memory_kib": memory_kib, "passes": COST[2]}
        return Inspection(NAME, slots=(slot,), warnings=tuple(_warnings(codes)))

    def open(
        self,
        data: bytes,
        password: Secret,
        *,
        keyfile: Secret | None = None,
        more_cost: bool = False,
    ) -> "Opened":
        del keyfile, more_cost  # there is no key file, and the KDF's cost is always the same
        codes = _parse(data)

        from keystow.formats.opened import Opened
        from keystow.wallet.vault import Foreign

        warnings = _warnings(codes)
        accounts: list[OpenedAccount] = []
        kept, fitted = [], False
        for code in codes:
            try:
                accounts.extend(_opened(code, password))
                fitted = True
            except WrongPassword:
                warnings[Warn.KEY_UNREADABLE] = None
                kept.append(code)
                continue
            if not code.holds_key:
                kept.append(code)
        if not fitted:
            raise WrongPassword
        keys = [bytes(one.private_key.reveal()) for one in accounts if one.private_key]
        foreign = {_id(one.text): Foreign(_id(one.text), NAME, one.text) for one in kept}
        return Opened(
            format=NAME,
            hint="",
            made_by="",
            created=None,
            payload_sha256=hashlib.sha256(b"".join(keys)).hexdigest(),
            warnings=tuple(warnings),
            accounts=tuple(accounts),
            foreign=tuple(foreign.values()),
        )


def _parse(data: bytes) -> list[Code]:
    """Read the codes by their check sums; Damaged, Truncated, TooMany."""
    texts = [line for line in plain_text.lines(data) if line]
    if len(texts) > CODES_MAX:
        raise TooMany(limit=CODES_MAX)
    return [bip_38_codes.read(text) for text in texts]


def _warnings(codes: list[Code]) -> dict[Warn, None]:
    return {} if all(code.holds_key for code in codes) else {Warn.CODE_HOLDS_NO_KEY: None}


def _opened(code: Code, password: Secret) -> "list[OpenedAccount]":
    """Return the account of a code, watched only where it has no key; WrongPassword."""
    for spelling in _spellings(password):
        try:
            return _OPEN[code.kind](code, spelling)
        except (KeyInvalid, WrongPassword):
            continue
    raise WrongPassword


def _spellings(password: Secret) -> Iterator[bytes]:
    """Give the password in NFC, as BIP-38 says, and where it differs as typed, as some wrote it."""
    typed = bytes(password.reveal())
    try:
        normal = unicodedata.normalize("NFC", typed.decode()).encode()
    except UnicodeDecodeError:
        normal = typed
    yield normal
    if typed != normal:
        yield typed


def _of_plain(code: Code, password: bytes) -> "list[OpenedAccount]":
    derived = foreign_kdf.scrypt(code.check, *COST).derive(password, 64)
    return [_account(code, _unsealed(code.sealed, derived))]


def _of_multiplied(code: Code, password: bytes) -> "list[OpenedAccount]":
    from coincurve import PrivateKey

    factor, point = _owner(code, password)
    derived = foreign_kdf.scrypt(code.check + code.owner, *_POINT_COST).derive(point, 64)
    first, second = code.sealed[:8], code.sealed[8:]
    # The end of the first part lies in the second one, beside the end of the seed.
    tail = _unsealed(second, derived[16:])
    seed = _unsealed(first + tail[:8], derived[:16] + derived[32:]) + tail[8:]
    try:
        key = PrivateKey(factor).multiply(_twice_sha256(seed)).secret
    except ValueError:
        raise WrongPassword from None
    return [_account(code, key)]


def _of_intermediate(code: Code, password: bytes) -> "list[OpenedAccount]":
    if _owner(code, password)[1] != code.sealed:
        raise WrongPassword
    return []  # it holds neither key nor address


def _of_confirmation(code: Code, password: bytes) -> "list[OpenedAccount]":
    from coincurve import PublicKey

    from keystow.formats.opened import OpenedAccount
    from keystow.wallet.chains import BITCOIN, bitcoin_legacy

    factor, point = _owner(code, password)
    derived = foreign_kdf.scrypt(code.check + code.owner, *_POINT_COST).derive(point, 64)
    parity = code.sealed[0] ^ (derived[63] & 1)
    x = _unsealed(code.sealed[1:], derived)
    try:
        public = PublicKey(bytes([parity]) + x).multiply(factor)
    except ValueError:
        raise WrongPassword from None
    written = public.format(compressed=bool(code.flags & COMPRESSED))
    address = bitcoin_legacy.address_of(written)
    _require(code, address)
    return [OpenedAccount("", BITCOIN.id, address, written.hex(), None, True, None)]


_OPEN = {
    PLAIN: _of_plain,
    MULTIPLIED: _of_multiplied,
    INTERMEDIATE: _of_intermediate,
    CONFIRMATION: _of_confirmation,
}


def _owner(code: Code, password: bytes) -> tuple[bytes, bytes]:
    """Return the factor that only the password's owner knows, and its point."""
    from keystow.wallet.chains import secp256k1

    lot = bool(code.flags & LOT)
    salt = code.owner[:4] if lot else code.owner
    factor = foreign_kdf.scrypt(salt, *COST).derive(password, 32)
    if lot:
        factor = _twice_sha256(factor + code.owner)
    return factor, secp256k1.public_key(Secret(factor)).format()


def _account(code: Code, key: bytes) -> "OpenedAccount":
    from keystow.formats.opened import OpenedAccount
    from keystow.wallet.chains import BITCOIN, bitcoin_legacy

    secret = Secret(key)
    compressed = bool(code.flags & COMPRESSED)
    of_key = bitcoin_legacy.compressed if compressed else bitcoin_legacy.uncompressed
    public, address = of_key(secret)
    _require(code, address)
    return OpenedAccount("", BITCOIN.id, address, public, None, False, secret)


def _require(code: Code, address: str) -> None:
    """The code holds a part of the address's digest: what doesn't fit it is a wrong password's."""
    if _twice_sha256(address.encode())[:4] != code.check:
        raise WrongPassword


def _unsealed(sealed: bytes, derived: bytes) -> bytes:
    """Undo AES-256 block by block, and the mask over its input; the key stands behind the mask."""
    from keystow.formats import foreign_cipher

    plain = foreign_cipher.aes_blocks(derived[-32:], sealed)
    return bytes(a ^ b for a, b in zip(plain, derived, strict=False))


def _twice_sha256(data: bytes) -> bytes:
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def _id(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
