"""bech32 and bech32m against the vectors of BIP-173 and BIP-350, and another implementation."""

import pytest
from bip_utils.bech32 import Bech32Decoder, Bech32Encoder
from hypothesis import given
from hypothesis import strategies as st

from keystow.wallet import bech32
from keystow.wallet.bech32 import Encoding

SHARED_PREFIX = "an83characterlonghumanreadablepartthatcontains"
VALID = {
    Encoding.BECH32: [
        "A12UEL5L",
        "a12uel5l",
        f"{SHARED_PREFIX}thenumber1andtheexcludedcharactersbio1tt5tgs",
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
        f"11{'q' * 82}c8247j",
        "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
        "?1ezyfcl",
    ],
    Encoding.BECH32M: [
        "A1LQFN3A",
        "a1lqfn3a",
        f"{SHARED_PREFIX}thetheexcludedcharactersbioandnumber11sg7hg6",
        "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx",
        f"11{'l' * 82}ludsr8",
        "split1checkupstagehandshakeupstreamerranterredcaperredlc445v",
        "?1v759aa",
    ],
}
NO_TEXT = [
    "\x201xj0phk",
    "\x7f1g6xzxy",
    "\x801vctc34",
    "an84characterslonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11d6pts4",
    "qyrz8wqd2c9m",
    "1qyrz8wqd2c9m",
    "y1b0jsk6g",
    "lt1igcx5c0",
    "in1muywd",
    "mm1crxm3i",
    "au1s5cgom",
    "16plkw9",
    "1p2gdwpf",
    "A12uel5l",
    "pzry9x0s0muk",
    "",
    "1",
]
WORDS = st.lists(st.integers(0, 31), max_size=60)


@pytest.mark.parametrize("encoding", Encoding)
def test_what_is_published_reads_and_writes(encoding):
    for text in VALID[encoding]:
        prefix, words, found = bech32.decode(text)
        assert found is encoding
        assert bech32.encode(prefix, words, encoding) == text.lower()


def test_what_is_no_bech32_is_refused():
    for text in NO_TEXT:
        with pytest.raises(ValueError):
            bech32.decode(text)


def test_a_check_of_the_capitals_is_wrong():
    assert bech32.decode("M1VUXWEZ").encoding is None


@given(WORDS, st.sampled_from(Encoding), st.integers(0, 10_000), st.integers(1, 31))
def test_any_wrong_symbol_spoils_the_check(words, encoding, place, change):
    text = bech32.encode("cosmos", words, encoding)
    symbols = text[7:]
    place %= len(symbols)
    other = bech32.ALPHABET[bech32.ALPHABET.index(symbols[place]) ^ change]
    assert bech32.decode(text).encoding is encoding
    assert bech32.decode(f"cosmos1{symbols[:place]}{other}{symbols[place + 1 :]}").encoding is None


@given(st.binary(max_size=50))
def test_bytes_become_words_and_come_back(data):
    assert bech32.bytes_of(bech32.words_of(data)) == data


@pytest.mark.parametrize("words", [[0], [1, 1], [0, 0, 0], [31, 31], [0] * 6])
def test_words_that_are_no_whole_bytes_are_refused(words):
    with pytest.raises(ValueError):
        bech32.bytes_of(words)


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789-1", min_size=1), st.binary(max_size=300))
def test_bytes_of_any_length_read_back_in_either_case(prefix, data):
    text = bech32.encode_bytes(prefix, data)
    assert bech32.decode_bytes(text) == bech32.decode_bytes(text.upper()) == (prefix, data)


@given(st.binary(min_size=1, max_size=40))
def test_another_implementation_agrees_on_bytes(data):
    text = bech32.encode_bytes("age", data)
    assert text == Bech32Encoder.Encode("age", data)
    assert Bech32Decoder.Decode("age", text) == data


def test_bytes_are_not_read_from_the_other_encoding_or_with_spare_bits():
    for words, encoding in (([0, 0], Encoding.BECH32M), ([31], Encoding.BECH32)):
        with pytest.raises(ValueError):
            bech32.decode_bytes(bech32.encode("age", words, encoding))
    with pytest.raises(ValueError):
        bech32.decode_bytes("A12uel5l")
