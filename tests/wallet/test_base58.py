"""base58 against Bitcoin Core's cases, and against itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystow.wallet import base58

# From Bitcoin Core's src/test/data/base58_encode_decode.json.
CASES = [
    ("", ""),
    ("61", "2g"),
    ("626262", "a3gV"),
    ("73696d706c792061206c6f6e6720737472696e67", "2cFupjhnEsSn59qHXstmK2ffpLv2"),
    ("00eb15231dfceb60925886b67d065299925915aeb172c06647", "1NS17iag9jJgTHD1VXjvLCEnZuQ3rJDE9L"),
    ("516b6fcd0f", "ABnLTmg"),
    ("572e4794", "3EFU7m"),
    ("10c8511e", "Rt5zm"),
    ("00000000000000000000", "1111111111"),
]


@pytest.mark.parametrize(("data", "text"), CASES)
def test_what_is_published_reads_and_writes(data, text):
    assert base58.encode(bytes.fromhex(data)) == text
    assert base58.decode(text).hex() == data


@given(st.binary(max_size=90))
def test_what_is_written_reads_back(data):
    assert base58.decode(base58.encode(data)) == data
    assert base58.decode_check(base58.encode_check(data)) == data


@pytest.mark.parametrize("text", ["0", "O", "I", "l", " 2g", "2g\n", "é", "\uff11", "1" * 129])
def test_what_is_no_base58_is_refused(text):
    with pytest.raises(ValueError):
        base58.decode(text)


def test_each_wrong_digit_spoils_the_check():
    text = base58.encode_check(bytes(range(1, 22)))
    for place in range(len(text)):
        other = "2" if text[place] != "2" else "3"
        assert base58.decode_check(text[:place] + other + text[place + 1 :]) is None


@pytest.mark.parametrize("text", ["", "1", "11", "2g", "a3gV"])
def test_what_is_too_short_for_a_check_has_none(text):
    assert base58.decode_check(text) is None
