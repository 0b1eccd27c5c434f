"""The mark: words that are no phrase's, pictures that are drawn, and no bias."""

import pytest
from mnemonic import Mnemonic

from keystow.wallet import marks
from keystow.wallet.marks import PICTURES, WORDS, Mark


def test_there_are_256_short_different_words():
    assert len(WORDS) == len(set(WORDS)) == 256
    assert all(word.isascii() and word.isalpha() and word.islower() for word in WORDS)
    assert all(3 <= len(word) <= 9 for word in WORDS)


def test_no_word_is_a_word_of_a_phrase():
    assert not set(WORDS) & set(Mnemonic("english").wordlist)


def test_no_two_words_begin_alike():
    assert len({word[:4] for word in WORDS}) == 256


def test_there_are_forty_pictures_and_none_is_a_word():
    assert len(PICTURES) == len(set(PICTURES)) == 40
    assert not set(PICTURES) & set(WORDS)


def test_each_byte_chooses_one_word():
    made = {marks.make(bytes([byte, 0, 255, 3])) for byte in range(256)}
    assert {mark.words.split()[0] for mark in made} == set(WORDS)
    assert {tuple(mark.words.split()[1:]) for mark in made} == {(WORDS[0], WORDS[255])}
    assert {mark.picture for mark in made} == {PICTURES[3]}
    assert {marks.make(bytes([0, 0, 0, byte])).picture for byte in range(256)} == set(PICTURES)


@pytest.mark.parametrize("size", [0, 3, 5])
def test_another_number_of_bytes_makes_no_mark(size):
    with pytest.raises(ValueError, match="random"):
        marks.make(bytes(size))


def test_what_a_person_picks_is_from_the_lists():
    assert marks.chosen("kelp heron kelp".replace("heron", "teal"), "fox") == Mark(
        "kelp teal kelp", "fox"
    )
    for words, picture in [
        ("kelp teal", "fox"),
        ("abandon kelp teal", "fox"),
        ("kelp teal kelp", "x"),
    ]:
        with pytest.raises(ValueError, match="mark"):
            marks.chosen(words, picture)


def test_a_later_version_s_mark_is_kept():
    assert Mark("zebu yak quokka", "submarine").picture == "submarine"
    with pytest.raises(ValueError, match="mark"):
        Mark("<b>bold</b> kelp teal", "fox")
