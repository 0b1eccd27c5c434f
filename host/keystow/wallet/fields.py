"""One value of a payload each: its type, shape and bounds, else Damaged."""

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, TypeVar

from keystow.errors import Damaged, TooMany
from keystow.wallet.text import is_name, is_plain
from keystow.wallet.vault import OTHERS_MAX

INTEGER_MAX = 2**53 - 1

T = TypeVar("T")


def require(holds: object) -> None:
    if not holds:
        raise Damaged


def record(value: object) -> dict[str, Any]:
    if type(value) is not dict:
        raise Damaged
    return value


def exactly(value: object, *names: str) -> dict[str, Any]:
    members = record(value)
    require(len(members) == len(names) and all(name in members for name in names))
    return members


def items(value: object, read: Callable[[object], T], most: int = OTHERS_MAX) -> tuple[T, ...]:
    if type(value) is not list:
        raise Damaged
    if len(value) > most:
        raise TooMany(limit=most)
    return tuple([read(item) for item in value])


def unique(items: tuple[T, ...], key: Callable[[T], object]) -> tuple[T, ...]:
    require(len({key(item) for item in items}) == len(items))
    return items


def match(pattern: re.Pattern[str], value: object) -> str:
    if type(value) is not str or not pattern.fullmatch(value):
        raise Damaged
    return value


def optional(pattern: re.Pattern[str], value: object) -> str | None:
    return None if value is None else match(pattern, value)


def name(value: object) -> str:
    if type(value) is not str or not is_name(value):
        raise Damaged
    return value


def columns(value: object, names: Sequence[str], most: int) -> list[list[Any]]:
    """Turn a list of records, each with exactly these names, into a list for each name."""
    records = items(value, record, most)
    require(set(map(len, records)) <= {len(names)})
    try:
        return [list(map(itemgetter(name), records)) for name in names]
    except KeyError:
        raise Damaged from None


def column(pattern: re.Pattern[str], values: list[Any]) -> None:
    """Require that every value is a string of this pattern."""
    require(set(map(type, values)) <= {str} and all(map(pattern.fullmatch, set(values))))


def names(values: list[Any]) -> None:
    """Require that every value may name something."""
    require(set(map(type, values)) <= {str} and all(map(is_name, values)))


def integers(values: list[Any], most: int) -> None:
    """Require whole numbers from 0 to `most`."""
    require(set(map(type, values)) <= {int} and all(0 <= number <= most for number in set(values)))


def present(values: list[Any]) -> list[Any]:
    """Leave out the Nones of a column that may have them."""
    return [value for value in values if value is not None]


def plain(value: object, least: int, most: int) -> str:
    if type(value) is not str or not least <= len(value) <= most or not is_plain(value):
        raise Damaged
    return value


def encodable(value: object, most: int) -> str:
    """Any text that UTF-8 can hold: passphrases and foreign data keep their control characters."""
    if type(value) is not str or len(value) > most:
        raise Damaged
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Damaged from None
    return value


def texts(value: object, most: int) -> tuple[str, ...]:
    return items(value, lambda item: plain(item, 1, 2_000), most)


def integer(value: object, least: int = 0, most: int = INTEGER_MAX) -> int:
    if type(value) is not int or not least <= value <= most:
        raise Damaged
    return value


def boolean(value: object) -> bool:
    if type(value) is not bool:
        raise Damaged
    return value
