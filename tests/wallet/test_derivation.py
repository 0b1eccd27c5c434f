"""BIP-32 and SLIP-10: the published vectors, and another library along random paths."""

import pytest
from bip_utils import Bip32Slip10Ed25519, Bip32Slip10Secp256k1
from hypothesis import given
from hypothesis import strategies as st

from keystow.errors import KeyInvalid
from keystow.secret import Secret
from keystow.wallet import derivation
from keystow.wallet.curves import Curve
from keystow.wallet.derivation import SECP256K1_ORDER, Tree
from tests.wallet.made import vectors

HARD = st.integers(0, 2**31 - 1).map(lambda n: f"{n}'")
SOFT = st.integers(0, 2**31 - 1).map(str)
SEEDS = st.binary(min_size=16, max_size=64)


def path(steps):
    return "/".join(["m", *steps])


@pytest.mark.parametrize("vector", vectors("bip32"), ids=lambda v: v["path"])
def test_bip32_gives_the_published_keys(vector):
    seed = Secret(bytes.fromhex(vector["seed"]))
    node = Tree(seed, Curve.SECP256K1).node(vector["path"])
    assert (node.key.hex(), node.chain_code.hex()) == (vector["private"], vector["chain_code"])
    assert derivation.bip32(seed, vector["path"]).reveal().hex() == vector["private"]


@pytest.mark.parametrize("vector", vectors("slip10_ed25519"), ids=lambda v: v["path"])
def test_slip10_gives_the_published_keys(vector):
    seed = Secret(bytes.fromhex(vector["seed"]))
    node = Tree(seed, Curve.ED25519).node(vector["path"])
    assert (node.key.hex(), node.chain_code.hex()) == (vector["private"], vector["chain_code"])
    assert derivation.slip10_ed25519(seed, vector["path"]).reveal().hex() == vector["private"]


@given(SEEDS, st.lists(SOFT | HARD, max_size=6))
def test_bip32_agrees_with_another_library(seed, steps):
    theirs = Bip32Slip10Secp256k1.FromSeedAndPath(seed, path(steps)).PrivateKey().Raw().ToBytes()
    assert derivation.bip32(Secret(seed), path(steps)).reveal() == theirs


@given(SEEDS, st.lists(HARD, max_size=6))
def test_slip10_agrees_with_another_library(seed, steps):
    theirs = Bip32Slip10Ed25519.FromSeedAndPath(seed, path(steps)).PrivateKey().Raw().ToBytes()
    assert derivation.slip10_ed25519(Secret(seed), path(steps)).reveal() == theirs


@given(SEEDS, st.lists(st.lists(st.sampled_from(["0", "1", "0'", "1'"]), max_size=4), max_size=8))
def test_a_tree_that_keeps_nodes_gives_what_a_new_one_gives(seed, wanted):
    tree = Tree(Secret(seed), Curve.SECP256K1)
    for steps in wanted:
        assert tree.key(path(steps)) == derivation.bip32(Secret(seed), path(steps))


def test_neighbours_cost_one_step_each(monkeypatch):
    steps, points = [], []
    child, point = derivation._Parent.child, derivation.PublicKey.from_valid_secret
    monkeypatch.setattr(derivation._Parent, "child", lambda *a: steps.append(1) or child(*a))
    monkeypatch.setattr(
        derivation.PublicKey, "from_valid_secret", lambda *a: points.append(1) or point(*a)
    )
    tree = Tree(Secret(bytes(32)), Curve.SECP256K1)
    for index in range(50):
        tree.key(f"m/44'/60'/0'/0/{index}")
    assert (len(steps), len(points)) == (4 + 50, 2)


@pytest.mark.parametrize("call", [1, 2, 3])
def test_a_step_without_a_key_leaves_the_tree_as_usable_as_before(call):
    tree = Tree(Secret(bytes(32)), Curve.SECP256K1)
    expected = derivation.bip32(Secret(bytes(32)), "m/1/2/3")
    tree.key("m/1/5/6")
    with pytest.MonkeyPatch.context() as patch:
        real = derivation.add_scalars
        patch.setattr(derivation, "add_scalars", fails_at(call, real))
        with pytest.raises(KeyInvalid):
            tree.key("m/1/2/7/8")
    assert tree.key("m/1/5/6") == derivation.bip32(Secret(bytes(32)), "m/1/5/6")
    assert tree.key("m/1/2/3") == expected


def fails_at(call, real):
    calls = []

    def add(*scalars):
        calls.append(1)
        if len(calls) == call:
            raise KeyInvalid
        return real(*scalars)

    return add


@pytest.mark.parametrize(
    "text",
    [
        *("", "0", "m/", "m//0", "M/0", "m/-1", "m/+1", "m/01", "m/1h", "m/0''", "m/1 ", "m/0\n"),
        *("m/\u0663", "m/2147483648", "m/9999999999", "m/99999999999", "m" + "/0" * 11),
    ],
)
def test_what_is_no_path_is_refused(text):
    with pytest.raises(ValueError, match="path"):
        Tree(Secret(bytes(16)), Curve.SECP256K1).key(text)


def test_ed25519_has_no_soft_steps():
    with pytest.raises(ValueError, match="hardened"):
        derivation.slip10_ed25519(Secret(bytes(16)), "m/44'/0")


@pytest.mark.parametrize("size", [0, 15, 65])
def test_a_seed_of_another_size_is_refused(size):
    with pytest.raises(ValueError, match="seed"):
        Tree(Secret(bytes(size)), Curve.ED25519)


@pytest.mark.parametrize(
    ("key", "tweak"),
    [(1, SECP256K1_ORDER), (1, 2**256 - 1), (1, SECP256K1_ORDER - 1)],
    ids=["tweak is the order", "tweak is above", "sum is zero"],
)
def test_an_index_without_a_key_is_refused(key, tweak):
    with pytest.raises(KeyInvalid):
        derivation.add_scalars(key.to_bytes(32, "big"), tweak.to_bytes(32, "big"))


def test_a_node_shows_no_key():
    assert repr(Tree(Secret(bytes(16)), Curve.ED25519).node("m")) == "Node(…)"
