"""Addresses of the scripts that other Bitcoin wallets use, on its main network and the test one.

Ref: BIP-13, BIP-16, BIP-67 (sorted keys), BIP-141.
"""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from keystow.wallet import base58, bech32
from keystow.wallet.bech32 import Encoding
from keystow.wallet.chains import BITCOIN
from keystow.wallet.chains.secp256k1 import hash160

OF_KEY = ("p2pkh", "p2wpkh", "p2wpkh-p2sh")
SIGNERS_MAX = 15


class Net(NamedTuple):
    """What a network's addresses begin with; `chain` is the name of its accounts."""

    chain: str
    key_hash: bytes
    script_hash: bytes
    prefix: str


MAIN = Net(BITCOIN.id, b"\x00", b"\x05", "bc")
TEST = Net("bitcoin-testnet", b"\x6f", b"\xc4", "tb")
_REGTEST = TEST._replace(prefix="bcrt")


def net_of(address: str) -> Net:
    """Return the network that an address begins like."""
    if address.startswith("bcrt1"):
        return _REGTEST
    return TEST if address.startswith(("tb1", "m", "n", "2")) else MAIN


def of_key(kind: str, public: bytes, net: Net) -> str:
    """Return the address of one key: p2pkh, p2wpkh or p2wpkh-p2sh; ValueError for others."""
    if kind == "p2pkh":
        return base58.encode_check(net.key_hash + hash160(public))
    if kind == "p2wpkh":
        return _segwit(hash160(public), net)
    if kind == "p2wpkh-p2sh":
        return _nested(hash160(public), net)
    raise ValueError("not a script of one key")


def of_keys(kind: str, needed: int, publics: Sequence[bytes], net: Net) -> str:
    """Return the address of several keys, sorted: p2sh, p2wsh or p2wsh-p2sh; ValueError."""
    if not 0 < needed <= len(publics) <= SIGNERS_MAX:
        raise ValueError("not so many keys")
    pushed = b"".join(bytes([len(key)]) + key for key in sorted(publics))
    script = bytes([0x50 + needed]) + pushed + bytes([0x50 + len(publics), 0xAE])
    if kind == "p2sh":
        return base58.encode_check(net.script_hash + hash160(script))
    witness = hashlib.sha256(script).digest()
    if kind == "p2wsh":
        return _segwit(witness, net)
    if kind == "p2wsh-p2sh":
        return _nested(witness, net)
    raise ValueError("not a script of several keys")


def _segwit(program: bytes, net: Net) -> str:
    return bech32.encode(net.prefix, (0, *bech32.words_of(program)), Encoding.BECH32)


def _nested(program: bytes, net: Net) -> str:
    script = bytes([0, len(program)]) + program
    return base58.encode_check(net.script_hash + hash160(script))
