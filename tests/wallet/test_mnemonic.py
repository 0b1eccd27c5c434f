"""BIP-39: the published vectors, and what is said of a phrase that isn't one."""

import itertools
import json
import unicodedata

import pytest
from bip_utils import Bip39MnemonicGenerator, Bip39SeedGenerator, Bip39WordsNum

from keystow.errors import (
    PhraseAmbiguous,
    PhraseChecksum,
    PhraseCount,
    PhraseInvalid,
    PhraseWord,
    UnsupportedCharacter,
)
from keystow.secret import Secret
from keystow.wallet import mnemonic
from keystow.wallet.text import without_accents
from tests.wallet.made import OTHER_WORDS, SHARED, WORDS, vectors

PUBLISHED = SHARED / "bip39_trezor_vectors.json"


@pytest.mark.parametrize("vector", vectors("bip39"), ids=lambda v: v["words"][:24])
def test_entropy_words_and_seed_are_those_of_the_published_vectors(vector):
    words = mnemonic.generate(bytes.fromhex(vector["entropy"]))
    assert words.reveal().decode() == vector["words"]
    count = len(vector["words"].split())
    assert mnemonic.check(words) == mnemonic.Phrase(words, ("english",), count)
    assert mnemonic.seed(words, Secret("TREZOR")).reveal().hex() == vector["seed"]


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the shared vectors are not here")
def test_every_language_of_the_published_vectors_is_found_and_stretched():
    for language, rows in json.loads(PUBLISHED.read_text("utf-8")).items():
        for row in rows:
            words = Secret(row[1])
            assert language in mnemonic.check(words).languages
            assert mnemonic.seed(words, Secret("TREZOR")).reveal().hex() == row[2], language


@pytest.mark.parametrize("number", [12, 15, 18, 21, 24])
def test_another_library_s_phrases_give_the_same_seed(number):
    theirs = str(Bip39MnemonicGenerator().FromWordsNumber(Bip39WordsNum(number)))
    assert mnemonic.check(Secret(theirs)).count == number
    ours = mnemonic.seed(Secret(theirs), Secret("pässwörd"))
    assert ours.reveal() == Bip39SeedGenerator(theirs).Generate("pässwörd")


@pytest.mark.parametrize("count", [0, 1, 11, 13, 14, 16, 23, 25, 200])
def test_a_wrong_count_is_said_before_anything_else(count):
    with pytest.raises(PhraseCount) as refusal:
        mnemonic.check(Secret(" ".join(["abandonn"] * count)))
    assert refusal.value.data == {"count": count}


@pytest.mark.parametrize("position", [1, 7, 12])
def test_an_unknown_word_is_named_by_its_position(position):
    words = WORDS.split()
    words[position - 1] = "abandonn"
    with pytest.raises(PhraseWord) as refusal:
        mnemonic.check(Secret(" ".join(words)))
    assert refusal.value.data == {"word": position}


def test_the_first_of_several_unknown_words_is_named_in_the_likeliest_language():
    words = mnemonic.generate(bytes(range(16)), "spanish").reveal().decode().split()
    words[4], words[9] = "zzz", "abandon"
    with pytest.raises(PhraseWord) as refusal:
        mnemonic.check(Secret(" ".join(words)))
    assert refusal.value.data == {"word": 5}


def test_a_wrong_checksum_is_told_from_a_wrong_word():
    with pytest.raises(PhraseChecksum):
        mnemonic.check(Secret("abandon " * 12))


def test_a_text_of_thousands_of_letters_is_not_looked_at():
    with pytest.raises(PhraseInvalid) as refusal:
        mnemonic.check(Secret("abandon " * 300))
    assert refusal.value.code == "PHRASE_INVALID"


def test_capitals_line_breaks_and_composed_letters_are_the_same_phrase():
    spanish = mnemonic.generate(bytes(16), "spanish").reveal().decode()
    composed = unicodedata.normalize("NFC", spanish)
    assert composed != spanish
    typed = Secret("\n" + composed.upper().replace(" ", " \u3000\n") + "\t")
    assert mnemonic.check(typed).languages == ("spanish",)
    assert mnemonic.check(typed).words == mnemonic.normalise(typed) == Secret(spanish)
    assert mnemonic.seed(typed, Secret("")) == mnemonic.seed(Secret(spanish), Secret(""))


ENTROPY = (bytes(16), bytes(range(32)), b"\xff" * 20, bytes(range(100, 124)), b"\x9a" * 28)


@pytest.mark.parametrize("language", mnemonic.LANGUAGES)
def test_a_phrase_of_each_language_and_length_checks(language):
    for entropy in ENTROPY:
        words = mnemonic.generate(entropy, language)
        found = mnemonic.check(words)
        assert language in found.languages
        assert found.words == mnemonic.normalise(words) == words


@pytest.mark.parametrize("language", mnemonic.LANGUAGES)
def test_capitals_composed_letters_and_any_white_space_are_read_in_each_language(language):
    for entropy in ENTROPY:
        words = mnemonic.generate(entropy, language)
        text = unicodedata.normalize("NFC", words.reveal().decode()).upper()
        if language == "turkish":  # whose capital of i has a dot; Python's upper() takes it away
            text = text.replace("I", "\u0131").upper()
        typed = Secret("\u3000 " + text.replace(" ", "\u3000\r\n\t") + "\n")
        assert mnemonic.check(typed).words == words


@pytest.mark.parametrize("language", mnemonic.LANGUAGES)
def test_accents_may_be_left_out(language):
    for entropy in ENTROPY:
        words = mnemonic.generate(entropy, language)
        plain = without_accents(words.reveal().decode())
        assert mnemonic.check(Secret(plain)).words == words
    assert len({without_accents(word) for word in mnemonic.known(language)}) == 2048


SHORT = {
    *("english", "spanish", "french", "italian", "portuguese", "czech", "japanese"),
    *("chinese_simplified", "chinese_traditional"),
}


@pytest.mark.parametrize("language", sorted(SHORT))
@pytest.mark.parametrize("letters", [4, 5])
def test_the_first_letters_are_enough_where_the_list_guarantees_it(language, letters):
    for entropy in ENTROPY[1:]:
        words = mnemonic.generate(entropy, language)
        parts = without_accents(words.reveal().decode()).split()
        short = Secret(" ".join(part[:letters] for part in parts))
        assert mnemonic.check(short).words == words
        assert mnemonic.seed(mnemonic.check(short).words, Secret("")) == mnemonic.seed(
            words, Secret("")
        )


@pytest.mark.parametrize("language", sorted(set(mnemonic.LANGUAGES) - SHORT))
def test_first_letters_count_for_nothing_where_words_share_them(language):
    words = mnemonic.generate(ENTROPY[1], language).reveal().decode().split()
    long = next(word for word in words if len(without_accents(word)) > 4)
    assert mnemonic.spelling(without_accents(long)[:4], language) in (None, *words)
    assert len({without_accents(word)[:4] for word in mnemonic.known(language)}) < 2048


def test_three_letters_are_never_enough():
    parts = [word[:3] for word in WORDS.split()]
    with pytest.raises(PhraseWord) as refusal:
        mnemonic.check(Secret(" ".join(parts)))
    assert refusal.value.data == {"word": 1}


def test_a_phrase_whose_words_two_languages_share_is_known_by_its_checksum():
    french = mnemonic.known("french") & mnemonic.known("english")
    assert len(french) > 50  # the case is real
    assert mnemonic.check(Secret(WORDS)).languages == ("english",)


def test_where_the_checksum_fits_two_languages_both_are_named_and_the_seed_is_one():
    words = mnemonic.generate(bytes(16), "chinese_simplified")
    found = mnemonic.check(words)
    assert found.languages == ("chinese_simplified", "chinese_traditional")
    assert found.words == words


def test_words_typed_in_full_are_not_taken_for_shortened_ones_of_another_language():
    """Each is a whole English word: that their checksum is wrong must not lead to French."""
    begun = [
        word
        for word in sorted(mnemonic.known("english"))
        if mnemonic.spelling(word, "french") not in (None, word)
    ]
    assert len(begun) > 5
    for first, last in itertools.product(begun, begun):
        typed = [first] * 11 + [last]
        french = " ".join(mnemonic._spellings("french")[word] for word in typed)
        if mnemonic._list("french").check(french) and not mnemonic._list("english").check(
            " ".join(typed)
        ):
            break
    else:
        raise AssertionError("no such words among those that were tried")
    with pytest.raises(PhraseChecksum):
        mnemonic.check(Secret(" ".join(typed)))


def test_shortened_words_that_are_right_in_two_languages_are_refused():
    """Search for such a phrase by its beginnings, which two lists share with different words."""
    english, french = (mnemonic._spellings(name) for name in ("english", "french"))
    both = [
        text
        for text in sorted(english.keys() & french.keys())
        if len(text) == 4 and english[text] != french[text]
    ]
    assert len(both) > 20
    for first, last in itertools.product(both, both):
        typed = " ".join([first] * 11 + [last])
        right = [
            mnemonic._list(name).check(" ".join(spelled[part] for part in typed.split()))
            for name, spelled in (("english", english), ("french", french))
        ]
        if all(right):
            break
    else:
        raise AssertionError("no such phrase among those that were tried")
    with pytest.raises(PhraseAmbiguous):
        mnemonic.check(Secret(typed))


def test_the_fingerprint_tells_phrases_apart_by_their_seeds():
    def fingerprint(words, passphrase):
        return mnemonic.fingerprint(Secret(words), Secret(passphrase))

    assert fingerprint(WORDS, "é") == fingerprint(WORDS.upper(), "e\u0301")
    assert fingerprint(WORDS, "") != fingerprint(WORDS, "x")
    assert fingerprint(WORDS, "") != fingerprint(OTHER_WORDS, "")


def test_a_passphrase_that_is_no_text_is_refused():
    with pytest.raises(UnsupportedCharacter):
        mnemonic.seed(Secret(WORDS), Secret("\ud800"))


@pytest.mark.parametrize("length", [0, 15, 17, 33])
def test_entropy_of_another_length_makes_no_phrase(length):
    with pytest.raises(ValueError, match="Data length"):
        mnemonic.generate(bytes(length))
