"""Passwords of words: how many bits, drawn how, and never to be taken for a recovery phrase."""

import itertools
import math
import subprocess
import sys
from collections import Counter

import pytest

from keystow.errors import PasswordWeak, PhraseInvalid
from keystow.secret import Secret
from keystow.wallet import mnemonic, passwords, word_password
from keystow.wallet.text import without_accents


def counting_up():
    """Return a source of randomness that gives 0, 1, 2, … in as many bytes as are asked for."""
    numbers = itertools.count()
    return lambda length: (next(numbers) % 256**length).to_bytes(length)


def test_a_made_password_has_at_least_77_bits_by_its_list_and_length():
    size = len(word_password.words())
    assert len(set(word_password.words())) == size == 6_638
    assert word_password.COUNT * math.log2(size) >= word_password.BITS_MIN == 77
    assert (word_password.COUNT - 1) * math.log2(size) < 77, "one word less would not do"
    assert word_password.bits() == pytest.approx(88.87, abs=0.01)


def test_each_word_is_drawn_as_often_as_any_other():
    source = counting_up()
    drawn = Counter(
        word
        for _ in range(8 * 6_638 // word_password.COUNT)
        for word in word_password.make(source).reveal().decode().split("-")
    )
    # Of 65,536 numbers of two bytes, 8 times 6,638 are taken, each word by 8 of them.
    left = 8 * 6_638 % word_password.COUNT
    assert sum(drawn.values()) == 8 * 6_638 - left
    assert set(drawn.values()) <= {8, 7}
    assert sum(count == 7 for count in drawn.values()) == left
    assert len(drawn) == 6_638


def test_what_is_too_high_is_drawn_anew():
    answers = [b"\xff\xff", b"\x19\xee", b"\x19\xed"]  # 8191, 6638, 6637 of 13 bits
    given = iter(answers + [b"\0\0"] * 6)
    made = word_password.make(lambda _: next(given)).reveal().decode().split("-")
    assert made == [word_password.words()[-1], *[word_password.words()[0]] * 6]


def test_no_word_is_in_any_bip39_list_with_or_without_accents():
    for language in mnemonic.LANGUAGES:
        known = mnemonic.known(language)
        assert not known.intersection(word_password.words()), language
        plain = {without_accents(word) for word in known}
        assert not plain.intersection(word_password.words()), language


def test_a_made_password_is_no_phrase_by_count_or_words():
    assert word_password.COUNT not in mnemonic.COUNTS
    made = word_password.make(counting_up())
    with pytest.raises(PhraseInvalid):
        mnemonic.check(made)
    for count in mnemonic.COUNTS:  # not even repeated to a length that fits
        words = " ".join((made.reveal().decode().split("-") * 4)[:count])
        with pytest.raises(PhraseInvalid):
            mnemonic.check(Secret(words))


def test_no_word_has_a_hyphen_and_none_begins_another():
    words = sorted(word_password.words())
    assert all(word.isalpha() and word.isascii() and word.islower() for word in words)
    assert not any(after.startswith(word) for word, after in itertools.pairwise(words))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("marbled-unfasten-lantern-granola-riverbank-duvet-yodel", True),
        ("Marbled unfasten  lantern granola\nriverbank duvet yodel", True),
        ("marbled-unfasten", True),
        ("marbled", False),
        ("", False),
        ("-", False),
        ("marbled-unfasten-abandon", False),
        ("abandon ability able", False),
        ("\ud800", False),
    ],
)
def test_a_made_password_is_known_by_its_words(text, expected):
    assert word_password.is_like(Secret(text)) is expected


def test_a_made_password_misses_the_rules_for_typed_ones():
    """So the job must not send it through them, and nobody gets round them by typing one."""
    with pytest.raises(PasswordWeak) as refusal:
        passwords.require(word_password.make(counting_up()), "")
    assert refusal.value.data == {"rule": "upper"}


def test_the_list_is_read_only_when_asked_for_and_without_the_package_s_code():
    script = (
        "import sys; from keystow.wallet import word_password;"
        "assert 'xkcdpass' not in sys.modules;"
        "word_password.words(); sys.exit('xkcdpass.xkcd_password' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
