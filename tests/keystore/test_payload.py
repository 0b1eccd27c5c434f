"""The plaintext: canonical JSON there and back, the sizes of its padding, what is no payload."""

import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystow.errors import Damaged, TooLarge, TooMany
from keystow.keystore import payload

MIB = 1024 * 1024
integers = st.integers(-(2**53) + 1, 2**53 - 1)
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
leaves = st.none() | st.booleans() | integers | text
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)
objects = st.dictionaries(text, values, max_size=3)


@given(objects)
def test_an_object_comes_back_as_it_was(value: dict[str, Any]) -> None:
    assert payload.decode(payload.encode(value)) == value


@given(objects)
def test_the_order_of_keys_leaves_no_trace(value: dict[str, Any]) -> None:
    assert payload.encode(dict(reversed(value.items()))) == payload.encode(value)


def test_the_text_is_compact_sorted_utf_8() -> None:
    text = payload.unpad(payload.encode({"b": [1, None], "a": "é\x7f\n"}))

    assert text == '{"a":"é\x7f\\n","b":[1,null]}'.encode()


@pytest.mark.parametrize(
    ("size", "padded"),
    [
        (1, 8192),
        (8192, 8192),
        (8193, 16384),
        (65537, 131072),
        (MIB - 1, MIB),
        (MIB, MIB),
        (MIB + 1, MIB + MIB // 8),
        (MIB + MIB // 8, MIB + MIB // 8),
        (2 * MIB - 1, 2 * MIB),
        (2 * MIB, 2 * MIB),
        (2 * MIB + 1, 2 * MIB + MIB // 4),
        (33_333_333, 33_554_432),
        (33_554_433, 33_554_432 + 33_554_432 // 8),
    ],
)
def test_sizes_fall_into_few_buckets(size: int, padded: int) -> None:
    assert payload.padded_size(size) == padded
    assert payload.is_padded_size(padded)
    assert payload.is_padded_size(size) == (size == padded)


@given(st.integers(1, 512 * MIB))
def test_padding_is_least_and_stays(size: int) -> None:
    padded = payload.padded_size(size)

    assert padded >= size
    assert payload.padded_size(padded) == padded
    assert padded == 8192 or padded <= max(2 * size - 1, size * 9 / 8 if size > MIB else 0)


def test_a_large_text_is_padded_and_unpadded() -> None:
    text = b'{"a":"' + b"x" * (3 * MIB) + b'"}'

    padded = payload.pad(text)

    assert len(padded) == 3 * MIB + MIB // 4
    assert payload.unpad(padded) == text


def test_a_text_past_the_bound_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payload, "PAYLOAD_BYTES", 8192)
    payload.pad(b"x" * 8191)

    with pytest.raises(TooLarge):
        payload.pad(b"x" * 8192)


def test_a_plaintext_past_the_bound_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    padded = payload.pad(b'"' + b"x" * 8192 + b'"')
    payload.unpad(padded)
    monkeypatch.setattr(payload, "PAYLOAD_BYTES", 8192)

    with pytest.raises(Damaged):
        payload.unpad(padded)


@pytest.mark.parametrize(
    "value",
    [
        [],
        {"a": 1.0},
        {"a": float("nan")},
        {"a": 2**53},
        {"a": [{"b": -(2**53)}]},
        {1: "a"},
        {"a": {None: 1}},
        {"a": (1, 2)},
        {"a": b"x"},
        {"a": "\ud800"},
        {"\udfff": 1},
    ],
    ids=repr,
)
def test_a_writer_takes_nothing_that_a_reader_refuses(value: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        payload.encode(value)


def test_32_levels_and_no_more() -> None:
    value: Any = 1
    for _ in range(31):
        value = [value]

    assert payload.decode(payload.encode({"a": value})) == {"a": value}
    with pytest.raises(ValueError, match="levels"):
        payload.encode({"a": [value]})
    with pytest.raises(Damaged):
        payload.decode(payload.pad(json.dumps({"a": [value]}).encode()))


@pytest.mark.parametrize(
    ("value", "marks"), [({"a": [[], [], []]}, 7), ({"a": 1, "b": [{"c": 2}]}, 4)]
)
def test_values_are_counted_and_bounded_both_ways(
    value: dict[str, Any], marks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    plaintext = payload.encode(value)
    monkeypatch.setattr(payload, "VALUES", marks)
    assert payload.decode(plaintext) == value

    monkeypatch.setattr(payload, "VALUES", marks - 1)

    with pytest.raises(TooMany):
        payload.decode(plaintext)
    with pytest.raises(TooMany):
        payload.encode(value)


def test_what_stands_in_strings_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payload, "VALUES", 2)
    value = {"a": ',[{"\\,' * 9, "b": "\\"}

    assert payload.decode(payload.encode(value)) == value


def test_too_many_values_are_refused_before_they_are_made() -> None:
    text = b'{"a":[' + b"[]," * (payload.VALUES // 2) + b"[]]}"
    plaintext = payload.pad(text)

    tracemalloc.start()
    with pytest.raises(TooMany):
        payload.decode(plaintext)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 4 * len(plaintext)


@given(st.binary(max_size=100))
def test_random_texts_are_objects_or_damage(data: bytes) -> None:
    try:
        value = payload.decode(payload.pad(data))
    except Damaged:
        return
    assert type(value) is dict


@given(st.binary(max_size=9000))
def test_random_plaintexts_are_damage(data: bytes) -> None:
    with pytest.raises(Damaged):
        payload.decode(data)


def test_payloads_of_the_same_members_share_their_text() -> None:
    value = {"b": [1, {"z": 1, "a": "é"}], "a": None, "ab": {}}
    members = payload.members(value)

    assert payload.of_members(members) == payload.encode(value)
    assert payload.of_members({**members, **payload.members({"b": 2})}) == payload.encode(
        value | {"b": 2}
    )
