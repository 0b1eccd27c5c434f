"""Plain text: what names, notes and hints may hold (design 6, "plain text").

Control characters, line breaks, lone surrogates and the marks that turn the direction of
writing are refused: one of them can make a name or hint read as something else on screen.
"""

import re
import unicodedata

from keystow import errors

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


_INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2064\u2800\u3164"
    "\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]*"
)


def is_plain(text: str) -> bool:
    """Tell whether the text is free of control, direction and surrogate characters."""
    # isprintable() is one C call and true of nearly every name; the pattern settles the rest.
    return text.isprintable() or not _FORBIDDEN.search(text)


def is_name(text: str) -> bool:
    """Tell whether the text may name something: plain, to be seen, at most NAME_MAX long."""
    if len(text) > NAME_MAX or not is_plain(text):
        return False
    # Nearly every name starts with something to be seen.
    return (text[:1].isalnum() and text[:1].isascii()) or not _INVISIBLE.fullmatch(text)


def clean_name(text: str) -> str:
    """Return a typed name without the space around it; raises NameInvalid."""
    name = text.strip()
    if not is_name(name):
        raise errors.NameInvalid
    return name


def without_accents(text: str) -> str:
    """Return a text in NFKD and lower case without its combining marks; the dotless i has a dot."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in apart if not unicodedata.combining(c)).replace("\u0131", "i")


def as_printed(text: str) -> str:
    """Return a text with its accents and syllables composed, as people read and print it."""
    return unicodedata.normalize("NFC", text)


def as_name(text: str, fallback: str) -> str:
    """Return the text itself where it may be a name, else its plain part, else `fallback`."""
    if is_name(text):
        return text
    cleaned = _FORBIDDEN.sub("", text)[:NAME_MAX]
    return cleaned if is_name(cleaned) else fallback
