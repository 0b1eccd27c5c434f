"""Bitcoin: native segwit addresses first, then Taproot's and the older ones of a single key.

Ref: BIP-84 and BIP-86 (paths); BIP-173 and BIP-350 (bech32, bech32m); BIP-341, "Constructing and
spending Taproot outputs" (the tweak of a key without scripts); Bitcoin Core's wallet import format.
"""

import hashlib
import re

from coincurve import PublicKeyXOnly

from keystow.errors import AddressInvalid, KeyInvalid
from keystow.secret import Secret
from keystow.wallet import base58, bech32
from keystow.wallet.bech32 import Encoding
from keystow.wallet.chains import bitcoin_legacy, secp256k1
from keystow.wallet.chains.bitcoin_legacy import Legacy, Nested
from keystow.wallet.chains.chain import AddressType
from keystow.wallet.curves import Curve

_PREFIX = "bc"
_TEST_PREFIXES = frozenset({"tb", "bcrt"})
_LEGACY = frozenset({0x00, 0x05})
_LEGACY_TEST = frozenset({0x6F, 0xC4})
_LEGACY_BYTES = 21
_WIF, _WIF_TEST = 0x80, 0xEF
_WIF_LENGTHS = (51, 52)
_BECH32_LIKE = re.compile("(bc|tb|bcrt)1", re.IGNORECASE)


class Bitcoin:
    """See chain.Chain; as an address type, native segwit (P2WPKH)."""

    id = "bitcoin"
    type = "segwit"
    title = "Bitcoin"
    symbol = "BTC"
    curve = Curve.SECP256K1

    @property
    def types(self) -> tuple[AddressType, ...]:
        return (self, TAPROOT, _NESTED, _LEGACY_KEY)

    @property
    def elsewhere(self) -> tuple[AddressType, ...]:
        return ()

    def type_of(self, address: str) -> AddressType:
        for prefix, kind in (("bc1p", TAPROOT), ("3", _NESTED), ("1", _LEGACY_KEY)):
            if address.startswith(prefix):
                return kind
        return self

    def type_at(self, address: str, path: str | None) -> AddressType:
        del path
        return self.type_of(address)

    def account_at(self, address: str, key: Secret) -> tuple[str, str]:
        account = self.type_of(address).account_from_private_key(key)
        if account[1] != address and address.startswith("1"):
            old = bitcoin_legacy.uncompressed(key)
            return old if old[1] == address else account
        return account

    def path(self, index: int) -> str:
        return f"m/84'/0'/0'/0/{index}"

    def index(self, path: str) -> int | None:
        found = re.fullmatch(r"m/84'/0'/0'/0/([0-9]+)", path)
        return int(found[1]) if found else None

    def account_from_private_key(self, key: Secret) -> tuple[str, str]:
        public = secp256k1.public_key(key).format()
        return public.hex(), _segwit(0, secp256k1.hash160(public), Encoding.BECH32)

    def parse_private_key(self, text: Secret) -> Secret:
        stripped = text.reveal().strip()
        if len(stripped) in _WIF_LENGTHS:
            return _from_wif(stripped)
        return secp256k1.pasted_hex(stripped)

    def account_of_text(self, kind: AddressType, text: Secret) -> tuple[Secret, str, str]:
        if kind is _LEGACY_KEY and bitcoin_legacy.is_of_first_years(text):
            old = bitcoin_legacy.key_of_first_years(text)
            return old, *bitcoin_legacy.uncompressed(old)
        key = self.parse_private_key(text)
        return key, *kind.account_from_private_key(key)

    def written_private_key(self, key: Secret) -> Secret:
        # The last byte says that the public key is compressed, as segwit asks for.
        return Secret(base58.encode_check(bytes([_WIF]) + key.reveal() + b"\x01"))

    def written_key_of(self, address: str, key: Secret) -> Secret:
        if self.account_at(address, key) == bitcoin_legacy.uncompressed(key):
            return Secret(base58.encode_check(bytes([_WIF]) + key.reveal()))
        return self.written_private_key(key)

    def normalise_address(self, text: str) -> str:
        stripped = text.strip()
        try:
            if _BECH32_LIKE.match(stripped):
                return _normal_segwit(stripped)
            return _normal_legacy(stripped)
        except ValueError:
            raise AddressInvalid from None

    def public_key_of_address(self, address: str) -> str | None:
        del address  # a hash, or with Taproot a key that was tweaked
        return None


class Taproot:
    """See chain.AddressType: a single key's Taproot output (P2TR)."""

    type = "taproot"
    title = "Bitcoin Taproot"

    def path(self, index: int) -> str:
        return f"m/86'/0'/0'/0/{index}"

    def index(self, path: str) -> int | None:
        found = re.fullmatch(r"m/86'/0'/0'/0/([0-9]+)", path)
        return int(found[1]) if found else None

    def account_from_private_key(self, key: Secret) -> tuple[str, str]:
        public = secp256k1.public_key(key).format()
        output = PublicKeyXOnly(public[1:])
        output.tweak_add(_tagged_hash(b"TapTweak", public[1:]))
        return public.hex(), _segwit(1, output.format(), Encoding.BECH32M)


BITCOIN = Bitcoin()
TAPROOT = Taproot()
_NESTED = Nested()
_LEGACY_KEY = Legacy()


def _segwit(version: int, program: bytes, encoding: Encoding) -> str:
    return bech32.encode(_PREFIX, (version, *bech32.words_of(program)), encoding)


def _tagged_hash(tag: bytes, data: bytes) -> bytes:
    """BIP-340, "Design": SHA256(SHA256(tag) | SHA256(tag) | data)."""
    mark = hashlib.sha256(tag).digest()
    return hashlib.sha256(mark + mark + data).digest()


def _normal_segwit(text: str) -> str:
    """Return a native segwit address in lower case; AddressInvalid, ValueError."""
    prefix, words, encoding = bech32.decode(text)
    if encoding is None:
        raise AddressInvalid(reason="checksum")
    if prefix in _TEST_PREFIXES:
        raise AddressInvalid(reason="testnet")
    size = len(bech32.bytes_of(words[1:]))
    # Later versions are nobody's yet: an address of one is a mistake or a trap.
    if prefix == _PREFIX and (words[:1], size, encoding) in _PROGRAMS:
        return text.lower()
    raise AddressInvalid


_PROGRAMS = (
    ((0,), 20, Encoding.BECH32),
    ((0,), 32, Encoding.BECH32),
    ((1,), 32, Encoding.BECH32M),
)


def _normal_legacy(text: str) -> str:
    """Return an address that begins with 1 or 3 as it is; AddressInvalid, ValueError."""
    size = len(base58.decode(text))
    data = base58.decode_check(text)
    if data is None and size == _LEGACY_BYTES + 4:
        raise AddressInvalid(reason="checksum")
    if data is None or len(data) != _LEGACY_BYTES:
        raise AddressInvalid
    if data[0] in _LEGACY_TEST:
        raise AddressInvalid(reason="testnet")
    if data[0] not in _LEGACY:
        raise AddressInvalid(reason="network")
    return text


def _from_wif(text: bytes | bytearray) -> Secret:
    """Read the wallet import format; KeyInvalid."""
    try:
        data = base58.decode_check(text.decode("ascii"))
    except ValueError:
        raise KeyInvalid from None
    if data is None:
        raise KeyInvalid(reason="checksum")
    if data[0] == _WIF_TEST:
        raise KeyInvalid(reason="testnet")
    if data[0] != _WIF:
        raise KeyInvalid(reason="network")
    if len(data) == 33:
        # The key of an address of before 2012; segwit knows compressed public keys only.
        raise KeyInvalid(reason="uncompressed")
    if len(data) != 34 or data[-1] != 1:
        raise KeyInvalid
    return secp256k1.in_range(Secret(data[1:-1]))
