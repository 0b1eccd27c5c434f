"""Solana: known accounts, and each form in which its wallets hand out keys."""

import json

import pytest

from keystow.errors import AddressInvalid, KeyInvalid
from keystow.secret import Secret
from keystow.wallet import base58, mnemonic
from keystow.wallet.chains import SOLANA
from keystow.wallet.curves import Curve
from keystow.wallet.derivation import Tree
from tests.wallet.made import WORDS

ADDRESS = "HAgk14JpMQLgt6rVgv7cBQFJWFto5Dqxi472uT3DKpqk"
# The pair of the Solana cookbook, "How to restore a keypair".
COOKBOOK = (
    "174,47,154,16,202,193,206,113,199,190,53,133,169,175,31,56,222,53,138,189,224,216,117,"
    "173,10,149,53,45,73,251,237,246,15,185,186,82,177,240,148,69,241,227,167,80,141,89,240,"
    "121,121,35,172,247,68,251,226,218,48,63,176,109,168,89,238,135"
)
COOKBOOK_ADDRESS = "24PNhTaNtomHhoy3fTRaMhAFCRj4uHqhZEEoWrKDbR5p"
PAIR = bytes(map(int, COOKBOOK.split(",")))


def test_the_first_account_of_the_published_phrase():
    tree = Tree(mnemonic.seed(Secret(WORDS), Secret("")), Curve.ED25519)
    public, address = SOLANA.account_from_private_key(tree.key("m/44'/501'/0'/0'"))
    assert address == ADDRESS == base58.encode(bytes.fromhex(public))
    assert SOLANA.public_key_of_address(address) == public


@pytest.mark.parametrize(
    "text",
    [
        f"[{COOKBOOK}]",
        json.dumps(list(PAIR), indent=2),
        json.dumps(list(PAIR[:32])),
        base58.encode(PAIR),
        base58.encode(PAIR[:32]),
        PAIR[:32].hex(),
        PAIR[:32].hex().upper(),
    ],
)
def test_a_key_reads_in_each_form(text):
    key = SOLANA.parse_private_key(Secret(f"\n{text} "))
    assert key == Secret(PAIR[:32])
    assert SOLANA.account_from_private_key(key)[1] == COOKBOOK_ADDRESS


@pytest.mark.parametrize("place", range(0, 64, 7))
def test_a_pair_that_does_not_fit_together_is_refused(place):
    wrong = bytearray(PAIR)
    wrong[place] ^= 1
    for text in (base58.encode(bytes(wrong)), json.dumps(list(wrong))):
        with pytest.raises(KeyInvalid) as refused:
            SOLANA.parse_private_key(Secret(text))
        assert refused.value.data == {"reason": "pair"}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(list(PAIR[:31])),
        json.dumps(list(PAIR[:33])),
        json.dumps([*PAIR, 1]),
        json.dumps([*PAIR[:31], 256]),
        "[" + ",".join(["0x1"] * 32) + "]",
        "[" + ",".join(["1"] * 32) + ",]",
        "[]",
        "[",
        "[" + "1" * 500 + "]",
        base58.encode(PAIR[:33]),
        base58.encode(PAIR) + "0",
        ADDRESS.replace("H", "l"),
        "\ud800",
    ],
)
def test_what_is_no_key_is_refused(text):
    with pytest.raises(KeyInvalid):
        SOLANA.parse_private_key(Secret(text))


@pytest.mark.parametrize("text", ["", ADDRESS[:-2], ADDRESS + "2", "0" + ADDRESS[1:], "1" * 33])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(AddressInvalid):
        SOLANA.normalise_address(text)


def test_an_address_stays_as_it_is():
    assert SOLANA.normalise_address(f" {ADDRESS}\n") == ADDRESS
    assert SOLANA.normalise_address("1" * 32) == "1" * 32  # the system program
