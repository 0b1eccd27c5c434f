"""Small text files that people write keys and words into: read whole, and only where they are text.

Nothing marks them, so each format takes but what has its very form.
"""

import re

TEXT_MAX = 64 * 1024
"""Bytes of such a file."""
LINES_MAX = 1_000

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


def is_likely(data: bytes) -> bool:
    """Tell at little cost whether a file may be such a text."""
    if len(data) > TEXT_MAX:
        return False
    return data.startswith(_UTF16) or not any(byte in data for byte in (b"\0", b"\1", b"\2"))


def lines(data: bytes) -> list[str]:
    """Return the lines of a text, without white space around them and without empty ones.

    UTF-8, or UTF-16 with its mark, as some editors save it. Empty for what is larger than TEXT_MAX,
    has more lines than LINES_MAX, or is no text.
    """
    if len(data) > TEXT_MAX:
        return []
    try:
        text = data.decode("utf-16" if data.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError:
        return []
    if _CONTROL.search(text):
        return []
    found = [line.strip() for line in text.removeprefix("\ufeff").splitlines()]
    return found if len(found) <= LINES_MAX else []


def words(text: str) -> list[str]:
    """Return the words of a text in NFKD and lower case; what numbers them in a list is left out.

    People separate them by white space of any kind, commas and dots; a list may be "1. one 2) two".
    """
    import unicodedata  # imported here: most files are no texts

    plain = unicodedata.normalize("NFKD", text).lower()
    return [
        word for word in re.split(r"[\s,;.:)(\[\]\"'|]+", plain) if word and not word.isdecimal()
    ]
