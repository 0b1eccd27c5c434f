"""The hint guard: find out whether a hint gives its password away (features, rows L5 and N12).

Password and hint are compared as a guesser would: without case, accents and separators, and once
more with the usual digits and signs read as letters.
"""

import re
import unicodedata
from dataclasses import dataclass

TOO_LONG = "length"
NOT_PLAIN = "characters"
WHOLE = "password"
WORDS = "words"
REVERSED = "reversed"
SIMILAR = "similar"
PROBLEMS = (TOO_LONG, NOT_PLAIN, WHOLE, WORDS, REVERSED, SIMILAR)

WORD_MIN = 4
"""Letters from which a shared word counts: "the" and "my" tell nothing."""

PIECE_MIN = 6
"""Characters from which a shared piece counts that is no word of either."""

_COMPARED_CHARS = 200
_LEET = str.maketrans("0134578@$!|+l", "oieastbasiiti")
_RUN = re.compile(r"[^\W_]+")
_PART = re.compile(r"\d+|[^\W\d_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text without case and separators, and its words."""

    compact: str
    words: tuple[str, ...]

    def reversed(self) -> "_Folded":
        return _Folded(self.compact[::-1], tuple(word[::-1] for word in self.words))


def leak(password: str, hint: str) -> str | None:
    """Say how the hint gives the password away.

    Returns "password" (it stands in the hint), "words" (a piece of it does), "reversed" (either,
    backwards), "similar" (all of it, or a word, with a letter or two changed), or None.
    """
    for fold in (_as_typed, _unleeted):
        found = _leak(fold(password[:_COMPARED_CHARS]), fold(hint[:_COMPARED_CHARS]))
        if found:
            return found
    return None


def _leak(mine: _Folded, theirs: _Folded) -> str | None:
    if not mine.compact or not theirs.compact:
        return None
    if mine.compact in theirs.compact:
        return WHOLE
    if _shares(mine, theirs):
        return WORDS
    if mine.compact[::-1] in theirs.compact or _shares(mine.reversed(), theirs):
        return REVERSED
    if _is_near(mine.compact, theirs.compact) or _has_near_word(mine, theirs):
        return SIMILAR
    return None


def _shares(mine: _Folded, theirs: _Folded) -> bool:
    if any(len(word) >= WORD_MIN and word in theirs.compact for word in mine.words):
        return True
    if any(len(word) >= WORD_MIN and word in mine.compact for word in theirs.words):
        return True
    pieces = range(len(mine.compact) - PIECE_MIN + 1)
    return any(mine.compact[at : at + PIECE_MIN] in theirs.compact for at in pieces)


def _has_near_word(mine: _Folded, theirs: _Folded) -> bool:
    return any(
        _is_near(word, other, whole=True)
        for word in mine.words
        for other in theirs.words
        if min(len(word), len(other)) >= PIECE_MIN
    )


def _is_near(text: str, other: str, *, whole: bool = False) -> bool:
    """Tell whether a sixth of the letters, changed, makes the text a part (or all) of the other.

    Levenshtein's distance, two letters swapped counting as one change; for a part, what stands
    before and after it in `other` costs nothing.
    """
    most = len(text) // PIECE_MIN
    if most == 0:
        return False
    above: list[int] = []
    row = list(range(len(other) + 1)) if whole else [0] * (len(other) + 1)
    for down, char in enumerate(text):
        second, above, row = above, row, [down + 1]
        for across, there in enumerate(other):
            cost = min(above[across] + (char != there), above[across + 1] + 1, row[-1] + 1)
            pair = other[across - 1 : across + 1] if down and across else ""
            if pair and pair == char + text[down - 1]:
                cost = min(cost, second[across - 1] + 1)
            row.append(cost)
    return (row[-1] if whole else min(row)) <= most


def _as_typed(text: str) -> _Folded:
    parts = _PART.findall(_HUMP.sub(" ", _without_marks(text)))
    words = tuple(part.casefold() for part in parts)
    return _Folded("".join(words), words)


def _unleeted(text: str) -> _Folded:
    words = tuple(_RUN.findall(_without_marks(text).casefold().translate(_LEET)))
    return _Folded("".join(words), words)


def _without_marks(text: str) -> str:
    return "".join(
        c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn"
    )
