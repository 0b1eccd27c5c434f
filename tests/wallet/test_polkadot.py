"""Polkadot: the development accounts, keys as polkadot-js writes them, addresses of any network."""

import pytest
from bip_utils import SS58Encoder, SubstrateBip39SeedGenerator
from hypothesis import given, settings
from hypothesis import strategies as st

from keystow.errors import AddressInvalid, KeyInvalid
from keystow.secret import Secret
from keystow.wallet import keys, mnemonic
from keystow.wallet.chains import POLKADOT
from keystow.wallet.curves import Curve
from tests.wallet.made import WORDS

# Substrate's development phrase, its seed and what lies below it: known to every such wallet.
DEV = "bottom drive obey lake curtain smoke basket hold race lonely fit walk"
DEV_SEED = "fac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e"
ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
ALICE_KEY = (
    "98319d4ff8a9508c4bb0cf0b5a78d760a0b2082c02775e6e82370816fedfff48"
    "925a225d97aa00682d6a59b95b18780c10d7032336e88f3442b42361f4a66011"
)


def tree(words=DEV, passphrase=""):
    return keys.tree_of_phrase(Secret(words), Secret(passphrase), "english", Curve.SR25519)


def test_the_development_phrase_has_its_seed_and_alice():
    assert tree().key("m").reveal().hex() == DEV_SEED
    key = tree().key("//Alice")
    assert key.reveal().hex() == ALICE_KEY
    assert POLKADOT.account_from_private_key(key)[1] == ALICE


@settings(max_examples=20)
@given(entropy=st.binary(min_size=16, max_size=16), passphrase=st.text("abc é", max_size=10))
def test_the_seed_of_a_phrase_is_what_bip_utils_says(entropy, passphrase):
    words = mnemonic.generate(entropy).reveal().decode()
    ascii_ = passphrase.replace("é", "")  # what is beyond it they bring into NFKD
    theirs = SubstrateBip39SeedGenerator(words).Generate(ascii_)
    assert tree(words, ascii_).key("m").reveal() == theirs[:32]
    composed = tree(words, passphrase + "é").key("m")
    assert composed == tree(words, passphrase + "e\u0301").key("m")


@pytest.mark.parametrize("language", ["japanese", "russian", "french"])
def test_a_phrase_of_another_language_goes_by_its_entropy(language):
    words = mnemonic.generate(bytes(range(16)), language)
    other = keys.tree_of_phrase(words, Secret(""), language, Curve.SR25519)
    english = mnemonic.generate(bytes(range(16))).reveal().decode()
    assert other.key("m") == tree(english).key("m")


@pytest.mark.parametrize(
    "path", ["", "//", "/0", "//0/1", "m/0'", "//a b", "//é", "//" + "a" * 32, "//0" * 11]
)
def test_what_is_no_path_is_refused(path):
    with pytest.raises(ValueError, match="path"):
        tree().key(path)


def test_words_that_are_no_phrase_have_no_such_account():
    with pytest.raises(KeyInvalid):
        tree("abandon " * 12)
    with pytest.raises(KeyInvalid):
        keys.tree_of_phrase(Secret(DEV), Secret(b"\xff"), "english", Curve.SR25519)
    with pytest.raises(KeyInvalid):
        keys.tree_of_phrase(Secret(DEV), Secret(""), "klingon", Curve.SR25519)
    with pytest.raises(KeyInvalid):
        keys.tree_of_seed(Secret(bytes(64)), Curve.SR25519)


@pytest.mark.parametrize("text", ["0x" + DEV_SEED, DEV_SEED.upper(), f" 0x{ALICE_KEY}\n"])
def test_a_key_reads_and_is_written_as_polkadot_js_has_it(text):
    key = POLKADOT.parse_private_key(Secret(text))
    assert POLKADOT.written_private_key(key).reveal().decode() == "0x" + key.reveal().hex()
    assert len(POLKADOT.account_from_private_key(key)[0]) == 64


@pytest.mark.parametrize(
    "key",
    [
        *(bytes(31), bytes(33), bytes(63), bytes(64), b"\xff" * 64),
        bytes.fromhex("99" + ALICE_KEY[2:]),  # its low bits would be lost
    ],
)
def test_what_sr25519_does_not_take_is_no_key(key):
    with pytest.raises(KeyInvalid):
        POLKADOT.account_from_private_key(Secret(key))


def test_an_address_of_any_network_is_one_account():
    public = POLKADOT.public_key_of_address(ALICE)
    for network in (0, 2, 42, 2007):
        text = SS58Encoder.Encode(bytes.fromhex(public), network)
        assert POLKADOT.normalise_address(f" {text}\n") == ALICE
    for text in ("", ALICE[:-1], ALICE[:-1] + "Z", WORDS, "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"):
        with pytest.raises(AddressInvalid):
            POLKADOT.normalise_address(text)
