"""Cosmos: known accounts, keys in hex, addresses of other networks."""

import pytest

from keystow.errors import AddressInvalid, KeyInvalid
from keystow.secret import Secret
from keystow.wallet import bech32, mnemonic
from keystow.wallet.bech32 import Encoding
from keystow.wallet.chains import COSMOS
from keystow.wallet.curves import Curve
from keystow.wallet.derivation import SECP256K1_ORDER, Tree
from tests.wallet.made import WORDS

ADDRESS = "cosmos19rl4cm2hmr8afy4kldpxz3fka4jguq0auqdal4"


def text(size, prefix="cosmos", encoding=Encoding.BECH32):
    return bech32.encode(prefix, bech32.words_of(bytes(range(size))), encoding)


def test_the_first_account_of_the_published_phrase():
    tree = Tree(mnemonic.seed(Secret(WORDS), Secret("")), Curve.SECP256K1)
    public, address = COSMOS.account_from_private_key(tree.key("m/44'/118'/0'/0/0"))
    assert public == "024f4e2ad99c34d60b9ba6283c9431a8418af8673212961f97a77b6377fcd05b62"
    assert address == ADDRESS


def test_an_address_is_kept_in_lower_case():
    assert COSMOS.normalise_address(f" {ADDRESS.upper()} ") == ADDRESS
    assert COSMOS.normalise_address(text(32)) == text(32)
    assert COSMOS.public_key_of_address(ADDRESS) is None


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (ADDRESS[:-1] + "5", "checksum"),
        (text(20, encoding=Encoding.BECH32M), "checksum"),
        (text(20, "osmo"), "network"),
        (text(20, "cosmosvaloper"), "network"),
        (text(19), None),
        (text(33), None),
        (bech32.encode("cosmos", [1] * 33, Encoding.BECH32), None),
        (ADDRESS.replace("cosmos", "Cosmos"), None),
        ("0x9858EfFD232B4033E47d90003D41EC34EcaEda94", None),
        ("", None),
    ],
)
def test_what_is_no_address_of_the_network_is_refused_with_its_reason(address, reason):
    with pytest.raises(AddressInvalid) as refused:
        COSMOS.normalise_address(address)
    assert refused.value.data.get("reason") == reason


def test_a_key_is_hex_within_the_curve_s_order():
    assert COSMOS.parse_private_key(Secret("ab" * 32)) == Secret(b"\xab" * 32)
    assert COSMOS.parse_private_key(Secret("0xAB" + "ab" * 31)) == Secret(b"\xab" * 32)
    for key in (0, SECP256K1_ORDER):
        with pytest.raises(KeyInvalid):
            COSMOS.parse_private_key(Secret(f"{key:064x}"))
