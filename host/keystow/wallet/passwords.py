"""What a new password must fulfil, and what its hint may say (features, rows L3 and L5)."""

import unicodedata
from dataclasses import dataclass

from keystow.errors import HintRefused, PasswordWeak
from keystow.secret import Secret
from keystow.wallet import hints
from keystow.wallet.text import is_plain

LENGTH_MIN = 15
LENGTH_MAX = 1_024
"""Code points; the keystore's own bound (design 6, "Passwords")."""

GUESSES_LOG10_MIN = 12.0
"""A million million guesses: thirty years at a thousand a second, each of 256 MiB Argon2id."""

HINT_MAX = 200
_ESTIMATED_CHARS = 100
"""The estimate is quadratic in the length; what a hundred characters hold is enough to judge."""

_EXPECTED = ["keystow", "lamden", "ethereum", "wallet", "backup", "keystore", "crypto"]


@dataclass(frozen=True, slots=True)
class Rules:
    """Which rules of row L3 are met."""

    length: bool
    lower: bool
    upper: bool
    digit: bool
    special: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the window shows while a password is typed.

    `strong` is the estimate's verdict alone. `hint_problem` is None or one of hints.PROBLEMS.
    """

    rules: Rules
    guesses_log10: float
    strong: bool
    hint_problem: str | None

    @property
    def accepted(self) -> bool:
        """Tell whether password and hint may be used."""
        met = all(getattr(self.rules, rule) for rule in self.rules.__slots__)
        return met and self.strong and self.hint_problem is None


def judge(password: Secret, hint: str) -> Judgement:
    """Judge a password and its hint; any text is judged, none raises."""
    text = password.reveal().decode("utf-8", "replace")
    guesses = _guesses_log10(text, hint)
    return Judgement(_rules(text), guesses, guesses >= GUESSES_LOG10_MIN, _problem(text, hint))


def require(password: Secret, hint: str) -> None:
    """Raise PasswordWeak (`rule`: the first one missed, or "guesses") or HintRefused (`reason`)."""
    judgement = judge(password, hint)
    for rule in judgement.rules.__slots__:
        if not getattr(judgement.rules, rule):
            raise PasswordWeak(rule=rule)
    if not judgement.strong:
        raise PasswordWeak(rule="guesses")
    if judgement.hint_problem:
        raise HintRefused(reason=judgement.hint_problem)


def _rules(text: str) -> Rules:
    return Rules(
        length=LENGTH_MIN <= len(text) <= LENGTH_MAX,
        lower=any(c.islower() for c in text),
        upper=any(c.isupper() for c in text),
        digit=any(c.isdigit() for c in text),
        special=any(_is_special(c) for c in text),
    )


def _is_special(char: str) -> bool:
    """Punctuation, symbols and the space, as Lamden's wallet counts them."""
    return char == " " or unicodedata.category(char)[0] in "PS"


def _guesses_log10(text: str, hint: str) -> float:
    if not text:
        return 0.0
    # Imported here: only the flows in which a password is chosen pay for the word lists.
    from zxcvbn_rs_py import zxcvbn

    # Whoever has the file reads the hint, so its words are the first guesses.
    expected = [*_EXPECTED, *hint[:HINT_MAX].encode("utf-8", "replace").decode().split()]
    return float(zxcvbn(text[:_ESTIMATED_CHARS], expected).guesses_log10)


def _problem(text: str, hint: str) -> str | None:
    if len(hint) > HINT_MAX:
        return hints.TOO_LONG
    if not is_plain(hint):
        return hints.NOT_PLAIN
    return hints.leak(text, hint)
