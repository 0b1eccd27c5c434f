"""The rules of a new password, its estimate, and what its hint may say."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystow.errors import HintRefused, PasswordWeak
from keystow.secret import Secret
from keystow.wallet import hints, passwords

GOOD = "Winter-Kettle 48 paints slowly"
RULES = ("length", "lower", "upper", "digit", "special")


def judge(text, hint=""):
    return passwords.judge(Secret(text), hint)


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        (GOOD, set()),
        ("", set(RULES)),
        ("Aa1!", {"length"}),
        ("Aa1!" + "x" * 10, {"length"}),
        ("Aa1!" + "x" * 11, set()),
        ("aa1!" + "x" * 11, {"upper"}),
        ("AA1!" + "X" * 11, {"lower"}),
        ("Aab!" + "x" * 11, {"digit"}),
        ("Aa1b" + "x" * 11, {"special"}),
        ("Aa1 " + "x" * 11, set()),
        ("Äß٣€" + "ö" * 11, set()),
        ("Aa1!" + "x" * 1020, set()),
        ("Aa1!" + "x" * 1021, {"length"}),
    ],
)
def test_each_rule_is_told_by_itself(text, missed):
    rules = judge(text).rules
    assert {rule for rule in RULES if not getattr(rules, rule)} == missed


@pytest.mark.parametrize(
    "text",
    [
        "Password1234567!",
        "Qwertyuiop12345!",
        "Aa1!Aa1!Aa1!Aa1!",
        "Passwordpassword1!",
        "Keystowwallet2026!",
        "1234567890Abcde!",
    ],
)
def test_a_password_that_fits_the_rules_may_still_be_easy_to_guess(text):
    judged = judge(text)
    assert all(getattr(judged.rules, rule) for rule in RULES)
    assert not judged.strong
    with pytest.raises(PasswordWeak) as refusal:
        passwords.require(Secret(text), "")
    assert refusal.value.data == {"rule": "guesses"}


def test_a_good_password_and_hint_are_accepted():
    judged = judge(GOOD, "what stood in the hall, and when")
    assert judged.accepted
    assert judged.guesses_log10 >= passwords.GUESSES_LOG10_MIN
    passwords.require(Secret(GOOD), "what stood in the hall, and when")


def test_the_first_missed_rule_is_named():
    with pytest.raises(PasswordWeak) as refusal:
        passwords.require(Secret("aaaa"), "")
    assert refusal.value.data == {"rule": "length"}


def test_the_hint_s_words_are_guessed_first():
    assert judge("Zanzibar-Quokka 7", "").guesses_log10 > (
        passwords.judge(Secret("Zanzibar-Quokka 7"), "Zanzibar Quokka").guesses_log10
    )


@pytest.mark.parametrize(
    ("hint", "problem"),
    [
        ("", None),
        ("the usual one, with the year", None),
        ("what stood in the hall", None),
        ("It was 1948 and we painted", None),
        (GOOD, "password"),
        (f"it is {GOOD.upper()}!", "password"),
        ("winterkettle48paintsslowly", "password"),
        ("W-i-n-t-e-r K.e.t.t.l.e 4 8 p a i n t s s l o w l y", "password"),
        ("my kettle", "words"),
        ("KETTLES", "words"),
        ("k3tt1e", "words"),
        ("w.i.n.t.e.r", "words"),
        ("the int and ter-ket go on", "words"),
        ("ylwols", "reversed"),
        ("elttek", "reversed"),
        (GOOD[::-1], "reversed"),
        ("kettel", "similar"),
        ("kittle", "similar"),
        ("Wimter-Ketle 48 paimts slovly", "words"),
        ("painst and wimter", "similar"),
        ("wíntêr", "words"),
        ("a\nb", "characters"),
        ("a\u202eb", "characters"),
        ("\ud800", "characters"),
        ("x" * 201, "length"),
    ],
)
def test_a_hint_that_gives_the_password_away_is_refused(hint, problem):
    assert judge(GOOD, hint).hint_problem == problem
    if problem:
        with pytest.raises(HintRefused) as refusal:
            passwords.require(Secret(GOOD), hint)
        assert refusal.value.data == {"reason": problem}


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_judged(text, hint):
    judged = judge(text, hint)
    assert judged.hint_problem is None or judged.hint_problem in hints.PROBLEMS
    assert judged.guesses_log10 >= 0


@given(st.text("abcdefghij 1!", min_size=6, max_size=40))
def test_no_hint_may_hold_the_password(text):
    assert hints.leak(text, f"<< {text} >>") is not None or not any(map(str.isalnum, text))


def test_the_longest_password_is_judged_while_it_is_typed():
    assert judge("aB1! " * 200, "hint " * 40).hint_problem is None


def test_the_estimate_is_imported_only_when_asked_for():
    script = "import sys, keystow.wallet.passwords; sys.exit('zxcvbn_rs_py' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
