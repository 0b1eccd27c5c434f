"""BIP-39: the published vectors, and what is said of a phrase that isn't one."""

import json
import unicodedata

import pytest
from bip_utils import Bip39MnemonicGenerator, Bip39SeedGenerator, Bip39WordsNum

from keystow.errors import PhraseInvalid, UnsupportedCharacter
from keystow.secret import Secret
from keystow.wallet import mnemonic
from tests.wallet.made import OTHER_WORDS, SHARED, WORDS, vectors

PUBLISHED = SHARED / "bip39_trezor_vectors.json"


@pytest.mark.parametrize("vector", vectors("bip39"), ids=lambda v: v["words"][:24])
def test_entropy_words_and_seed_are_those_of_the_published_vectors(vector):
    words = mnemonic.generate(bytes.fromhex(vector["entropy"]))
    assert words.reveal().decode() == vector["words"]
    assert mnemonic.check(words) == mnemonic.Phrase("english", len(vector["words"].split()))
    assert mnemonic.seed(words, Secret("TREZOR")).reveal().hex() == vector["seed"]


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the shared vectors are not here")
def test_every_language_of_the_published_vectors_is_found_and_stretched():
    for language, rows in json.loads(PUBLISHED.read_text("utf-8")).items():
        for row in rows:
            words = Secret(row[1])
            found = mnemonic.check(words).language
            # Many characters stand at the same place of both Chinese lists.
            assert found.split("_")[0] == language.split("_")[0]
            assert mnemonic.seed(words, Secret("TREZOR")).reveal().hex() == row[2], language


@pytest.mark.parametrize("number", [12, 15, 18, 21, 24])
def test_another_library_s_phrases_give_the_same_seed(number):
    theirs = str(Bip39MnemonicGenerator().FromWordsNumber(Bip39WordsNum(number)))
    assert mnemonic.check(Secret(theirs)).count == number
    ours = mnemonic.seed(Secret(theirs), Secret("pässwörd"))
    assert ours.reveal() == Bip39SeedGenerator(theirs).Generate("pässwörd")


@pytest.mark.parametrize("count", [0, 1, 11, 13, 14, 16, 23, 25, 500])
def test_a_wrong_count_is_said_before_anything_else(count):
    with pytest.raises(PhraseInvalid) as refusal:
        mnemonic.check(Secret(" ".join(["abandonn"] * count)))
    assert refusal.value.data == {"reason": "count"}


@pytest.mark.parametrize("position", [1, 7, 12])
def test_an_unknown_word_is_named_by_its_position(position):
    words = WORDS.split()
    words[position - 1] = "abandonn"
    with pytest.raises(PhraseInvalid) as refusal:
        mnemonic.check(Secret(" ".join(words)))
    assert refusal.value.data == {"reason": "word", "word": position}


def test_the_first_of_several_unknown_words_is_named_in_the_likeliest_language():
    words = mnemonic.generate(bytes(range(16)), "spanish").reveal().decode().split()
    words[4], words[9] = "zzz", "abandon"
    with pytest.raises(PhraseInvalid) as refusal:
        mnemonic.check(Secret(" ".join(words)))
    assert refusal.value.data == {"reason": "word", "word": 5}


def test_a_wrong_checksum_is_told_from_a_wrong_word():
    with pytest.raises(PhraseInvalid) as refusal:
        mnemonic.check(Secret("abandon " * 12))
    assert refusal.value.data == {"reason": "checksum"}


def test_capitals_line_breaks_and_composed_letters_are_the_same_phrase():
    spanish = mnemonic.generate(bytes(16), "spanish").reveal().decode()
    composed = unicodedata.normalize("NFC", spanish)
    assert composed != spanish
    typed = Secret("\n" + composed.upper().replace(" ", " \u3000\n") + "\t")
    assert mnemonic.check(typed).language == "spanish"
    assert mnemonic.normalise(typed) == Secret(spanish)
    assert mnemonic.seed(typed, Secret("")) == mnemonic.seed(Secret(spanish), Secret(""))


@pytest.mark.parametrize("language", mnemonic.LANGUAGES)
def test_a_phrase_of_each_language_checks(language):
    for entropy in (bytes(16), bytes(range(32)), b"\xff" * 20):
        words = mnemonic.generate(entropy, language)
        assert mnemonic.check(words).language.split("_")[0] == language.split("_")[0]
        assert mnemonic.normalise(words) == words


def test_a_phrase_whose_words_two_languages_share_is_known_by_its_checksum():
    french = set(mnemonic._words("french")) & set(mnemonic._words("english"))
    assert len(french) > 50  # the case is real
    assert mnemonic.check(Secret(WORDS)).language == "english"


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
