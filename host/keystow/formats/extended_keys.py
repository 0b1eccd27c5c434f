"""Extended private and public keys as text, each with the script that its addresses have.

Ref: BIP-32, "Serialization format"; SLIP-132 (ypub, zpub and the like).
"""

from typing import NamedTuple

from keystow.errors import Damaged, KeyInvalid
from keystow.formats.bitcoin_scripts import MAIN, TEST, Net
from keystow.secret import Secret
from keystow.wallet import base58
from keystow.wallet.chains import secp256k1
from keystow.wallet.derivation import Node

_KINDS = {
    "0488ade4": ("p2pkh", MAIN, True),
    "049d7878": ("p2wpkh-p2sh", MAIN, True),
    "0295b005": ("p2wsh-p2sh", MAIN, True),
    "04b2430c": ("p2wpkh", MAIN, True),
    "02aa7a99": ("p2wsh", MAIN, True),
    "04358394": ("p2pkh", TEST, True),
    "044a4e28": ("p2wpkh-p2sh", TEST, True),
    "024285b5": ("p2wsh-p2sh", TEST, True),
    "045f18bc": ("p2wpkh", TEST, True),
    "02575048": ("p2wsh", TEST, True),
    "0488b21e": ("p2pkh", MAIN, False),
    "049d7cb2": ("p2wpkh-p2sh", MAIN, False),
    "0295b43f": ("p2wsh-p2sh", MAIN, False),
    "04b24746": ("p2wpkh", MAIN, False),
    "02aa7ed3": ("p2wsh", MAIN, False),
    "043587cf": ("p2pkh", TEST, False),
    "044a5262": ("p2wpkh-p2sh", TEST, False),
    "024289ef": ("p2wsh-p2sh", TEST, False),
    "045f1cf6": ("p2wpkh", TEST, False),
    "02575483": ("p2wsh", TEST, False),
}
_BYTES = 78


class ExtendedKey(NamedTuple):
    """One key: its private part in `node`, None where the text is of a public one."""

    script: str
    net: Net
    depth: int
    node: Node | None
    chain_code: bytes


def parse(text: str) -> ExtendedKey:
    """Read a key such as xprv… or zpub…; Damaged."""
    try:
        data = base58.decode_check(text)
    except ValueError:
        raise Damaged from None
    if data is None or len(data) != _BYTES or data[:4].hex() not in _KINDS:
        raise Damaged
    script, net, is_private = _KINDS[data[:4].hex()]
    chain_code, key = data[13:45], data[45:]
    if not is_private:
        return ExtendedKey(script, net, data[4], None, chain_code)
    try:
        secp256k1.in_range(Secret(key[1:]))
    except KeyInvalid:
        raise Damaged from None
    if key[0]:
        raise Damaged
    return ExtendedKey(script, net, data[4], Node(key[1:], chain_code), chain_code)
