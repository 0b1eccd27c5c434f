"""Bech32, against the texts of BIP-173 and another implementation."""

import pytest
from bip_utils.bech32 import Bech32Decoder, Bech32Encoder
from hypothesis import given
from hypothesis import strategies as st

from keystow.wallet import bech32

prefixes = st.text("abcdefghijklmnopqrstuvwxyz0123456789-1", min_size=1, max_size=20)


@given(prefixes, st.binary(max_size=300))
def test_what_is_written_is_read_in_either_case(prefix: str, data: bytes) -> None:
    text = bech32.encode(prefix, data)

    assert bech32.decode(text) == (prefix, data)
    assert bech32.decode(text.upper()) == (prefix, data)


@given(st.binary(min_size=1, max_size=40))
def test_another_implementation_agrees(data: bytes) -> None:
    text = bech32.encode("age", data)

    assert text == Bech32Encoder.Encode("age", data)
    assert Bech32Decoder.Decode("age", text) == data


@given(st.binary(min_size=1, max_size=40), st.data())
def test_one_wrong_symbol_is_found(data: bytes, choose: st.DataObject) -> None:
    text = bech32.encode("age", data)
    at = choose.draw(st.integers(4, len(text) - 1))
    other = choose.draw(st.sampled_from([c for c in bech32._ALPHABET if c != text[at]]))

    with pytest.raises(ValueError, match="checksum"):
        bech32.decode(text[:at] + other + text[at + 1 :])


# Ref: BIP-173, "Test vectors".
@pytest.mark.parametrize("text", ["A12UEL5L", "a12uel5l"])
def test_the_least_text_is_read(text: str) -> None:
    assert bech32.decode(text) == ("a", b"")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a12UEL5L",  # mixed case
        "pzry9x0s0muk",  # no separator
        "1pzry9x0s0muk",  # no prefix
        "x1b4n0q5v",  # a symbol outside the alphabet
        "li1dgmt3",  # too short a checksum
        "A1G7SGD8",  # the checksum of the upper-case prefix
        "\u00e91" + "q" * 10,
    ],
)
def test_any_other_spelling_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # what it says differs
        bech32.decode(text)


def test_spare_bits_are_zero() -> None:
    symbols = [31]  # five bits: no whole byte, and none of them zero
    check = bech32._polymod([*bech32._expanded("a"), *symbols, *bytes(6)]) ^ 1
    symbols += [check >> 5 * place & 31 for place in reversed(range(6))]

    with pytest.raises(ValueError, match="spare"):
        bech32.decode("a1" + "".join(bech32._ALPHABET[symbol] for symbol in symbols))
