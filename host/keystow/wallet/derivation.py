"""Keys of a seed and a path: BIP-32 on secp256k1, SLIP-10 on ed25519 (ADR 0014).

Ref: BIP-32, "Child key derivation (CKD) functions"; SLIP-0010, "Private parent key to private
child key". Curve arithmetic is libsecp256k1's; HMAC is OpenSSL's.
"""

import hmac
import re
from functools import lru_cache
from typing import NamedTuple

from coincurve import PublicKey

from keystow.errors import KeyInvalid
from keystow.secret import Secret
from keystow.wallet.curves import Curve

HARDENED = 0x8000_0000
DEPTH_MAX = 10
SECP256K1_ORDER = 0xFFFFFFFF_FFFFFFFF_FFFFFFFF_FFFFFFFE_BAAEDCE6_AF48A03B_BFD25E8C_D0364141

_STEP = re.compile(r"(?:0|[1-9][0-9]{0,9})'?")


class Node(NamedTuple):
    """One extended private key. A tuple: deriving makes several for each account."""

    key: bytes
    chain_code: bytes

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
        self._plant(_master(seed, curve), curve)

    @classmethod
    def of_node(cls, node: Node, curve: Curve) -> "Tree":
        """Return the tree below an extended private key, which is its m."""
        tree = cls.__new__(cls)
        tree._plant(node, curve)  # noqa: SLF001 - one of ours
        return tree

    def key(self, path: str) -> Secret:
        """Return the 32-byte private key at `path`; ValueError for a path that isn't one."""
        return Secret(self.node(path).key)

    def node(self, path: str) -> Node:
        """Return the key and chain code at `path`; ValueError for a path that isn't one."""
        steps = indices(path)
        if not steps:
            return self._parents[0].node
        return self._parent(steps[:-1]).child(steps[-1])

    def _plant(self, node: Node, curve: Curve) -> None:
        self._curve = curve
        self._indices: tuple[int, ...] = ()
        self._parents = [_Parent(node, curve)]

    def _parent(self, wanted: tuple[int, ...]) -> "_Parent":
        if wanted != self._indices:
            shared = _shared(wanted, self._indices)
            del self._parents[shared + 1 :]
            self._indices = wanted[:shared]
            for index in wanted[shared:]:
                node = self._parents[-1].child(index)
                self._parents.append(_Parent(node, self._curve))
                self._indices += (index,)
        return self._parents[-1]


class _Parent:
    """A node on the way; what its children have in common is computed once."""

    __slots__ = ("_curve", "_mac", "_public", "_seen", "node")

    def __init__(self, node: Node, curve: Curve) -> None:
        self.node = node
        self._curve = curve
        self._public = b""
        self._mac: hmac.HMAC | None = None
        self._seen = False

    def child(self, index: int) -> Node:
        key, chain_code = self.node
        shared = b"\0" + key if index >= HARDENED else self._public or self._compressed()
        data = shared + index.to_bytes(4, "big")
        if self._mac is not None:
            mac = self._mac.copy()
            mac.update(data)
            digest = mac.digest()
        else:
            digest = hmac.digest(chain_code, data, "sha512")
            if self._seen:  # a second child: more will come, and a copied state is cheaper
                self._mac = hmac.new(chain_code, digestmod="sha512")
            self._seen = True
        if self._curve is Curve.ED25519:
            return Node(digest[:32], digest[32:])
        return Node(add_scalars(key, digest[:32]), digest[32:])

    def _compressed(self) -> bytes:
        if self._curve is Curve.ED25519:
            raise ValueError("ed25519 knows hardened steps only")
        self._public = PublicKey.from_valid_secret(self.node.key).format()
        return self._public


def bip32(seed: Secret, path: str) -> Secret:
    """Return the secp256k1 private key, 32 bytes, at a path such as m/44'/60'/0'/0/0."""
    return Tree(seed, Curve.SECP256K1).key(path)


def slip10_ed25519(seed: Secret, path: str) -> Secret:
    """Return the ed25519 private key, 32 bytes, at a path whose every step is hardened."""
    return Tree(seed, Curve.ED25519).key(path)


def indices(path: str) -> tuple[int, ...]:
    """Parse "m/44'/60'/0'/0/5"; ValueError for anything else or a number of 2^31 and more."""
    root, *steps = path.split("/")
    if root != "m" or len(steps) > DEPTH_MAX:
        raise ValueError("not a derivation path")
    return tuple(map(_index, steps))


@lru_cache(4_096)
def _index(step: str) -> int:
    number = int(step.rstrip("'")) if _STEP.fullmatch(step) else HARDENED
    if number >= HARDENED:
        raise ValueError("not a derivation path")
    return number + HARDENED if step.endswith("'") else number


def _shared(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Count the steps that two paths have in common from the start."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _master(seed: Secret, curve: Curve) -> Node:
    salt = b"ed25519 seed" if curve is Curve.ED25519 else b"Bitcoin seed"
    digest = hmac.digest(salt, seed.reveal(), "sha512")
    if curve is Curve.SECP256K1:
        _require_scalar(int.from_bytes(digest[:32], "big"))
    return Node(digest[:32], digest[32:])


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
