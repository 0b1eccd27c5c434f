"""Keys of a seed and a path: BIP-32 on secp256k1, SLIP-10 on ed25519 (ADR 0014).

Ref: BIP-32, "Child key derivation (CKD) functions"; SLIP-0010, "Private parent key to private
child key". Curve arithmetic is libsecp256k1's; HMAC is OpenSSL's.
"""

import hmac
import re
from dataclasses import dataclass

from coincurve import PublicKey

from keystow.errors import KeyInvalid
from keystow.secret import Secret
from keystow.wallet.curves import Curve

HARDENED = 0x8000_0000
DEPTH_MAX = 10
SECP256K1_ORDER = 0xFFFFFFFF_FFFFFFFF_FFFFFFFF_FFFFFFFE_BAAEDCE6_AF48A03B_BFD25E8C_D0364141

_PATH = re.compile(r"m(?:/(?:0|[1-9][0-9]{0,9})'?){0,10}")


@dataclass(frozen=True, slots=True)
class Node:
    """One extended private key; `public` is compressed and empty on ed25519."""

    key: bytes
    chain_code: bytes
    public: bytes

    def __repr__(self) -> str:
        return "Node(…)"


class Tree:
    """Derive many keys of one seed.

    The nodes of the last path stay, so that a run of neighbours (m/44'/60'/0'/0/0, …/1, …/2)
    costs one HMAC each, and memory doesn't grow with their number.
    """

    def __init__(self, seed: Secret, curve: Curve) -> None:
        """Take a seed of 16 to 64 bytes; ValueError otherwise."""
        if not 16 <= len(seed.reveal()) <= 64:
            raise ValueError("a seed has 16 to 64 bytes")
        self._curve = curve
        self._indices: tuple[int, ...] = ()
        self._nodes = [_master(seed, curve)]

    def key(self, path: str) -> Secret:
        """Return the 32-byte private key at `path`; ValueError for a path that isn't one."""
        steps = indices(path)
        if not steps:
            return Secret(self._walk(()).key)
        # The last step's public key and chain code are of no use to anyone: not a node.
        key, _ = _child(self._walk(steps[:-1]), steps[-1], self._curve)
        return Secret(key)

    def node(self, path: str) -> Node:
        """Return the key and chain code at `path`, for checks against published vectors."""
        return self._walk(indices(path))

    def _walk(self, wanted: tuple[int, ...]) -> Node:
        shared = 0
        while shared < min(len(wanted), len(self._indices)) and (
            wanted[shared] == self._indices[shared]
        ):
            shared += 1
        del self._nodes[shared + 1 :]
        for index in wanted[shared:]:
            key, chain_code = _child(self._nodes[-1], index, self._curve)
            self._nodes.append(_node(key, chain_code, self._curve))
        self._indices = wanted
        return self._nodes[-1]


def bip32(seed: Secret, path: str) -> Secret:
    """Return the secp256k1 private key, 32 bytes, at a path such as m/44'/60'/0'/0/0."""
    return Tree(seed, Curve.SECP256K1).key(path)


def slip10_ed25519(seed: Secret, path: str) -> Secret:
    """Return the ed25519 private key, 32 bytes, at a path whose every step is hardened."""
    return Tree(seed, Curve.ED25519).key(path)


def indices(path: str) -> tuple[int, ...]:
    """Parse "m/44'/60'/0'/0/5"; ValueError for anything else or a number of 2^31 and more."""
    if not _PATH.fullmatch(path):
        raise ValueError("not a derivation path")
    return tuple(_index(step) for step in path.split("/")[1:])


def _index(step: str) -> int:
    number = int(step.rstrip("'"))
    if number >= HARDENED:
        raise ValueError("not a derivation path")
    return number + HARDENED if step.endswith("'") else number


def _master(seed: Secret, curve: Curve) -> Node:
    salt = b"ed25519 seed" if curve is Curve.ED25519 else b"Bitcoin seed"
    digest = hmac.digest(salt, seed.reveal(), "sha512")
    if curve is Curve.SECP256K1:
        _require_scalar(int.from_bytes(digest[:32], "big"))
    return _node(digest[:32], digest[32:], curve)


def _node(key: bytes, chain_code: bytes, curve: Curve) -> Node:
    # SLIP-10 on ed25519 knows hardened steps only, which never need the public key.
    public = b"" if curve is Curve.ED25519 else PublicKey.from_valid_secret(key).format()
    return Node(key, chain_code, public)


def _child(parent: Node, index: int, curve: Curve) -> tuple[bytes, bytes]:
    if index >= HARDENED:
        data = b"\0" + parent.key + index.to_bytes(4, "big")
    elif curve is Curve.ED25519:
        raise ValueError("ed25519 knows hardened steps only")
    else:
        data = parent.public + index.to_bytes(4, "big")
    digest = hmac.digest(parent.chain_code, data, "sha512")
    if curve is Curve.ED25519:
        return digest[:32], digest[32:]
    return add_scalars(parent.key, digest[:32]), digest[32:]


def add_scalars(key: bytes, tweak: bytes) -> bytes:
    """Add two scalars modulo the order of secp256k1.

    Raises KeyInvalid where BIP-32 says that the index has no key (odds below 2^-127).
    """
    number = int.from_bytes(tweak, "big")
    _require_below_order(number)
    total = (number + int.from_bytes(key, "big")) % SECP256K1_ORDER
    _require_scalar(total)
    return total.to_bytes(32, "big")


def _require_below_order(number: int) -> None:
    if number >= SECP256K1_ORDER:
        raise KeyInvalid


def _require_scalar(number: int) -> None:
    if not 0 < number < SECP256K1_ORDER:
        raise KeyInvalid
