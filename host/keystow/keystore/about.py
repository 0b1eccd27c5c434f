"""The about stanza: what a finder may read without a password.

Ref: docs/keystore-format.md, "The about stanza".
"""

import json
import re
from dataclasses import dataclass

from keystow.errors import Damaged, HintRefused
from keystow.keystore.slots import read_number
from keystow.keystore.stanzas import Stanza

TYPE = "keystow/about"
VERSION = 1
WORDS = "Encrypted wallet backup. Opens with Keystow, or with age and its keystow plugin."
LINE = f"{TYPE} {VERSION} {WORDS}"
HINT_CHARACTERS = 200
MADE_BY_CHARACTERS = 200

# Controls, line separators, surrogates, and the marks that turn the direction of text around: a
# hint is shown to people who decide by it.
_NOT_PLAIN = "[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
_MADE_ON = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_STRING = r'"(?:[^"\\]|\\.)*"'
_BODY = re.compile(f'{{"hint":{_STRING},"made_by":{_STRING},"made_on":{_STRING}}}')


@dataclass(frozen=True, slots=True)
class About:
    """A hint ("" for none), the program and version that wrote the file, and when (UTC)."""

    hint: str
    made_by: str
    made_on: str

    def __post_init__(self) -> None:
        """Raise HintRefused for a hint, ValueError for another field, that may not be written."""
        if not _is_plain(self.hint, HINT_CHARACTERS):
            raise HintRefused
        if not _is_plain(self.made_by, MADE_BY_CHARACTERS):
            raise ValueError("made_by is plain text")
        if not _MADE_ON.fullmatch(self.made_on):
            raise ValueError("made_on is YYYY-MM-DDTHH:MM:SSZ")
        from datetime import datetime  # not for a file that is refused before

        datetime.fromisoformat(self.made_on)


def encode(about: About) -> bytes:
    """Write the stanza's body: compact JSON with sorted keys, in UTF-8."""
    fields = {"hint": about.hint, "made_by": about.made_by, "made_on": about.made_on}
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def version(stanza: Stanza) -> int:
    """Return the number after the type; raise Damaged where there is none."""
    if len(stanza.arguments) < 2:
        raise Damaged
    return read_number(stanza.arguments[1])


def decode(body: bytes) -> About:
    """Read the body of a version 1 stanza; raise Damaged for anything but its one form."""
    try:
        text = body.decode("utf-8")
        if not _BODY.fullmatch(text):  # also: no second key of one name, no white space
            raise Damaged
        return About(**json.loads(text))
    except (ValueError, HintRefused):
        raise Damaged from None


def _is_plain(text: str, limit: int) -> bool:
    if text.isascii() and text.isprintable():
        return len(text) <= limit  # the usual hint, spared the compiling of that class
    return len(text) <= limit and not re.search(_NOT_PLAIN, text)
