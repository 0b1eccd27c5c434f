"""Change a file a little: its bytes, or what its JSON says."""

import json

NUMBERS = (-1, 0, 1, 2, 3, 7, 255, 256, 2**31, 2**32, 2**53, 10**30, 1.5, -0.0, 1e300)
TEXTS = ("", "0", "0x", "A", "=", "ff", "{}", '"', "\ud800", "\u0000", "m/0", "9" * 40)
VALUES = (None, True, False, [], {}, [[]], [0], {"a": 0}, *NUMBERS, *TEXTS)
BYTES = (b"", b"\0", b'"', b"{", b"}", b"[", b"]", b"\\", b",", b"\xff", b"\n", b"0", b"1e9")


def changed(data, random):
    """Return the data with one to four changes."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        data = (_json if random.random() < 0.7 else _bytes)(data, random)
    return data


def _bytes(data, random):
    at = random.randrange(len(data) + 1)
    end = min(len(data), at + random.choice((0, 1, 1, 2, 8, 64)))
    match random.randrange(4):
        case 0:
            return data[:at] + random.choice(BYTES) + data[end:]
        case 1:
            return data[:at] + random.randbytes(end - at) + data[end:]
        case 2:
            return data[:end] + data[at:]
        case _:
            return data[:at]


def _json(data, random):
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return _bytes(data, random)
    return json.dumps(_value(value, random)).encode()


def _value(value, random):
    """Go down to a value and put something else there."""
    if type(value) is dict and value and random.random() < 0.9:
        key = random.choice(list(value))
        return _entry(value, key, random)
    if type(value) is list and value and random.random() < 0.9:
        at = random.randrange(len(value))
        return [*value[:at], *_place(value[at], random), *value[at + 1 :]]
    if type(value) is str and len(value) > 1 and random.random() < 0.6:
        return _text(value, random)
    if type(value) is int and random.random() < 0.3:
        return value + random.choice((-1, 1, value))
    return random.choice(VALUES)


def _entry(value, key, random):
    match random.randrange(8):
        case 0:
            return {name: one for name, one in value.items() if name != key}
        case 1:
            return value | {random.choice(TEXTS): value[key]}
        case 2:
            return value | {key: value[random.choice(list(value))]}
        case _:
            return value | {key: _value(value[key], random)}


def _place(value, random):
    match random.randrange(6):
        case 0:
            return ()
        case 1:
            return (value, value)
        case _:
            return (_value(value, random),)


def _text(value, random):
    """Change a text; one that is JSON itself is changed within."""
    if value[0] == "{" and random.random() < 0.9:
        return _json(value.encode("utf-8", "surrogatepass"), random).decode("utf-8", "replace")
    at = random.randrange(len(value))
    match random.randrange(4):
        case 0:
            return value[:at]
        case 1:
            return value[:at] + random.choice("0aZ=+/ é") + value[at + 1 :]
        case 2:
            return value.upper() if random.random() < 0.5 else "0x" + value
        case _:
            return value + value
