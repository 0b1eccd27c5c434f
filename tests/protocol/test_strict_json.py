"""Strict JSON: one meaning or none, at any input."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from keystow import errors
from keystow.protocol import strict_json
from keystow.protocol.strict_json import DEPTH_MAX, INTEGER_MAX
from keystow.secret import Secret

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = st.none() | st.booleans() | st.integers(-INTEGER_MAX, INTEGER_MAX) | TEXT
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=15
)


def refusal(body):
    with pytest.raises(errors.BadFrame) as caught:
        strict_json.parse(body)
    return caught.value.data["reason"]


@given(VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_what_json_writes_is_read_as_json_reads_it(value, escaped, indent):
    body = json.dumps(value, ensure_ascii=escaped, indent=indent).encode()

    assert strict_json.parse(body) == json.loads(body) == value


@given(VALUES)
def test_what_dump_writes_reads_back_here_and_elsewhere(value):
    body = strict_json.dump(value)

    assert strict_json.parse(body) == value
    assert body == json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


@given(st.binary(max_size=60) | st.text(alphabet='[]{}",:\\ud8c0e1.-+ntfalsr \n').map(str.encode))
@example(b'"\\')
@example(b"\\" * 9)
@example(b'{"a":"\\"')
def test_no_input_crashes_and_none_is_taken_that_json_refuses(body):
    try:
        value = strict_json.parse(body)
    except errors.BadFrame:
        return
    assert json.loads(body) == value


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "syntax"),
        (b"{", "nesting"),
        (b"[}", "syntax"),
        (b"{}{}", "syntax"),
        (b"01", "syntax"),
        (b"+1", "syntax"),
        (b"-", "syntax"),
        (b"nul", "syntax"),
        (b"'a'", "syntax"),
        (b'{"a":1,}', "syntax"),
        (b"{a:1}", "syntax"),
        (b"/*x*/1", "syntax"),
        (b'"\t"', "syntax"),
        (b'"\\x41"', "syntax"),
        (b'"\\u12"', "syntax"),
        (b"\xef\xbb\xbf1", "syntax"),
        (b"\xc2\xa01", "syntax"),
        (b"\xff", "utf8"),
        (b'"\xed\xa0\x80"', "utf8"),
        (b"NaN", "number"),
        (b"[Infinity]", "number"),
        (b"-Infinity", "number"),
        (b"1.0", "number"),
        (b"1e3", "number"),
        (b"1E400", "number"),
        (b"-0.0", "number"),
        (str(INTEGER_MAX + 1).encode(), "number"),
        (str(-INTEGER_MAX - 1).encode(), "number"),
        (b"9" * 5000, "number"),
        (b'{"a":1,"a":1}', "duplicate"),
        (b'{"a":1,"\\u0061":2}', "duplicate"),
        (b'[{"x":{"":0,"":0}}]', "duplicate"),
        (b'"\\ud800"', "surrogate"),
        (b'"\\uDFFF"', "surrogate"),
        (b'{"\\ud800":0}', "surrogate"),
        (b'{"a":["\\udc1a\\ud83d"]}', "surrogate"),
    ],
)
def test_what_has_two_meanings_or_none_is_refused(body, reason):
    assert refusal(body) == reason


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b" \t\r\n1 ", 1),
        (str(INTEGER_MAX).encode(), INTEGER_MAX),
        (str(-INTEGER_MAX).encode(), -INTEGER_MAX),
        (b"-0", 0),
        (b'"\\ud83d\\udc1a"', "🐚"),
        (b'["\\u00e9", 1, {"\\u0061": null}]', ["é", 1, {"a": None}]),
        (b'"\\"[[[[[[[[[[[[[[[[[[[[\\\\"', '"[[[[[[[[[[[[[[[[[[[[\\'),
        (b'{"__proto__":[]}', {"__proto__": []}),
    ],
)
def test_what_has_one_meaning_is_taken(body, value):
    assert strict_json.parse(body) == value


@pytest.mark.parametrize("pair", [b"[]", b"{}"])
def test_nesting_is_taken_to_its_bound_and_not_beyond(pair):
    left = {b"[]": b"[", b"{}": b'{"a":'}[pair]
    right = pair[1:]

    def nested(depth):
        return left * (depth - 1) + pair + right * (depth - 1)

    assert strict_json.parse(nested(DEPTH_MAX)) is not None
    assert refusal(nested(DEPTH_MAX + 1)) == "nesting"
    assert refusal(nested(200_000)) == "nesting"
    assert refusal(left * 200_000) == "nesting"
    assert refusal(left * 200_000 + b'"\\' + right * 200_000) == "nesting"


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), b"", {1: 2}, {None: 0}, object(), Secret("abandon")]
)
def test_dump_writes_no_value_that_messages_have_not(value):
    with pytest.raises(TypeError):
        strict_json.dump([value])


@pytest.mark.parametrize("value", ["\ud800", {"\udfff": 1}, INTEGER_MAX + 1, -INTEGER_MAX - 1])
def test_dump_writes_nothing_that_parse_refuses(value):
    with pytest.raises(ValueError, match=r"bounds|surrogates"):
        strict_json.dump([value])


def test_a_tuple_is_written_as_an_array():
    assert strict_json.dump({"a": (1, None, True, False, "ü")}) == (
        '{"a":[1,null,true,false,"ü"]}'.encode()
    )


@pytest.mark.parametrize("body", ["{", '{"a" 1}', '"\\n', "[1", '"\\x"', '"\n"', "nope"])
def test_a_refusal_needs_no_json_module(body):
    # Under Python 3.11 the scanner finds its error class only where json is loaded.
    program = (
        "import sys\n"
        "from keystow.errors import BadFrame\n"
        "from keystow.protocol import strict_json\n"
        "assert 'json' not in sys.modules\n"
        f"try: strict_json.parse({body.encode()!r})\n"
        "except BadFrame: print('refused')\n"
    )

    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(strict_json.__file__).parents[2])},
    )

    assert run.stdout == "refused\n"
