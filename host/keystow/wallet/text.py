"""Plain text: what names, notes and hints may hold (design 6, "plain text").

Control characters, line breaks, lone surrogates and the marks that turn the direction of
writing are refused: one of them can make a name or hint read as something else on screen.
"""

import re

NAME_MAX = 200
"""Code points of an account's, wallet's or contact's name."""

_FORBIDDEN = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # direction marks, overrides, isolates
    "\u2028\u2029"  # line and paragraph separators
    "\ufeff\ufff9-\ufffb"  # byte order mark, interlinear annotation
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters
    "\ud800-\udfff"  # lone surrogates: not text in UTF-8
    "]"
)


def is_plain(text: str) -> bool:
    """Tell whether the text is free of control, direction and surrogate characters."""
    # isprintable() is one C call and true of nearly every name; the pattern settles the rest.
    return text.isprintable() or not _FORBIDDEN.search(text)


def is_name(text: str) -> bool:
    """Tell whether the text may name something: plain, not blank, at most NAME_MAX long."""
    return len(text) <= NAME_MAX and is_plain(text) and bool(text.strip())


def as_name(text: str, fallback: str) -> str:
    """Return the text itself where it may be a name, else its plain part, else `fallback`."""
    if is_name(text):
        return text
    cleaned = _FORBIDDEN.sub("", text)[:NAME_MAX]
    return cleaned if is_name(cleaned) else fallback
