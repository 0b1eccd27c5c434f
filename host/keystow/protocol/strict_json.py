"""JSON with one meaning only: what this parser takes, every other parser reads alike.

RFC 8259, less duplicate names, fractions and exponents, integers beyond ±(2^53-1), lone
surrogates, a byte order mark, NaN and Infinity, and nesting beyond a bound.

The scanner is the C one under the json module, taken from below it: `import json` costs most of
an interpreter's start, more than the host may take to its first reply (ADR 0030).
"""

from _json import encode_basestring, make_scanner

from keystow.errors import BadFrame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

INTEGER_MAX = 2**53 - 1  # what a JavaScript number holds exactly
DEPTH_MAX = 16  # messages nest six deep

_SPACE = " \t\n\r"
_TO_SQUARE = {ord("{"): "[", ord("}"): "]"}


def parse(body: bytes) -> "Any":  # JSON enters here
    """Return the value: None, a bool, int, str, list or dict.

    Raises BadFrame; `reason` is utf8, nesting, syntax, number, duplicate or surrogate.
    """
    try:
        text = body.decode("utf-8").strip(_SPACE)
    except UnicodeDecodeError:
        raise BadFrame(reason="utf8") from None
    # Bound first: the scanner recurses once a level.
    if _nests_beyond(DEPTH_MAX, text):
        raise BadFrame(reason="nesting")
    try:
        value, end = _scan(text, 0)
    except (StopIteration, ValueError, SystemError):
        # Python 3.11's scanner takes its error class from json.decoder where that is loaded, and
        # else fails without one, which the interpreter reports as a SystemError.
        raise BadFrame(reason="syntax") from None
    if end != len(text):
        raise BadFrame(reason="syntax")
    # UTF-8 holds no lone surrogate: only an escape makes one.
    if "\\u" in text and _has_surrogate(value):
        raise BadFrame(reason="surrogate")
    return value


def dump(value: object) -> bytes:
    """Return compact JSON that `parse` takes, if it nests no deeper.

    Raises TypeError for what is no JSON value here, such as a float or a Secret, and ValueError
    for a lone surrogate or an integer out of bounds.
    """
    return _text(value).encode("utf-8")


def _text(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, int):
        if not -INTEGER_MAX <= value <= INTEGER_MAX:
            raise ValueError("The integer is out of bounds.")
        return int.__repr__(value)
    if isinstance(value, dict):
        return "{" + ",".join([_name(name) + ":" + _text(value[name]) for name in value]) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join([_text(item) for item in value]) + "]"
    raise TypeError("The value has no form in JSON.")


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise TypeError("A name in JSON is a string.")
    return encode_basestring(name)


def _nests_beyond(most: int, text: str) -> bool:
    """Tell whether arrays and objects nest deeper than `most`, or don't pair up."""
    # A pair of backslashes escapes none that follows; what is left before a quote escapes it.
    bare = text.replace("\\\\", "").replace('\\"', "")
    outside = "".join(bare.split('"')[::2]).translate(_TO_SQUARE)
    brackets = "".join([char for char in outside if char in "[]"])
    for _ in range(most):
        if not brackets:
            return False
        brackets = brackets.replace("[]", "")
    return bool(brackets)


def _object(pairs: "list[tuple[str, Any]]") -> "dict[str, Any]":
    value = dict(pairs)
    if len(value) != len(pairs):
        raise BadFrame(reason="duplicate")
    return value


def _integer(digits: str) -> int:
    # Bound first: the time to convert grows with the square of the digits.
    if len(digits) <= 17 and -INTEGER_MAX <= (value := int(digits)) <= INTEGER_MAX:
        return value
    raise BadFrame(reason="number")


def _no_number(_text: str) -> None:
    raise BadFrame(reason="number")


def _has_surrogate(value: object) -> bool:
    if isinstance(value, str):
        return any("\ud800" <= char <= "\udfff" for char in value)
    if isinstance(value, dict):
        return any(_has_surrogate(name) or _has_surrogate(value[name]) for name in value)
    if isinstance(value, list):
        return any(_has_surrogate(item) for item in value)
    return False


class _Settings:
    """What the scanner asks of its decoder; the module json keeps it in JSONDecoder."""

    strict = True  # control characters in strings are refused
    object_hook = None
    object_pairs_hook = _object
    array_hook = None
    parse_float = _no_number
    parse_int = _integer
    parse_constant = _no_number


_scan = make_scanner(_Settings)  # type: ignore[arg-type]  # the scanner reads attributes only
