"""bip-39: a phrase of each language however it is written, several, and what is wrong with one."""

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keystow.errors import (
    NotAKeystore,
    PhraseChecksum,
    PhraseCount,
    PhraseWord,
    TooMany,
)
from keystow.formats import bip_39, contents, registry
from keystow.formats.bip_39 import Bip39
from keystow.formats.interface import Warn
from keystow.secret import Secret
from keystow.wallet import decoder, encoder, merge, mnemonic
from keystow.wallet.chains import CHAINS, all_types
from keystow.wallet.merge import State
from keystow.wallet.text import without_accents
from tests.wallet.made import NOW, OTHER_WORDS, SHARED, WORDS

PUBLISHED = SHARED / "bip39_trezor_vectors.json"
FIRST = "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"  # of WORDS


def opened(data, password=""):
    data = data.encode() if isinstance(data, str) else data
    return registry.detect(data).open(data, Secret(password))


def phrases(file):
    return [one.words.reveal().decode() for one in contents.phrases(file)]


def test_a_phrase_brings_the_first_account_of_each_common_path():
    file = opened(WORDS + "\n")
    kinds = [kind for chain in CHAINS.values() for kind in all_types(chain)]
    assert {one.path for one in file.accounts} == {kind.path(0) for kind in kinds}
    assert len(file.accounts) == len(kinds) - 1, "Ledger Live's first is Ethereum's first"
    assert next(one.address for one in file.accounts if one.chain == "ethereum") == FIRST
    assert (file.format, file.warnings) == ("bip-39", (Warn.NOT_ENCRYPTED,))
    vault = contents.to_vault(file, wallet_id="0" * 32, name="Everyday", now=NOW)
    assert decoder.from_payload(encoder.to_payload(vault)) == vault
    assert {row.state for row in merge.compare(None, vault).rows} == {State.NEW}
    assert {one.secret for one in vault.accounts} == {vault.secrets[0].id}


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the shared vectors are not here")
def test_the_published_phrases_of_each_language_are_told_and_read():
    for language, vectors in json.loads(PUBLISHED.read_text("utf-8")).items():
        for _, words, *_ in vectors:
            data = words.encode()
            assert registry.detect(data).name == "bip-39", words
            (read,) = bip_39._read(data)
            assert language in read.languages, words


@pytest.mark.parametrize("language", mnemonic.LANGUAGES)
def test_a_phrase_of_each_language_reads_in_either_form_and_in_capitals(language):
    plain = mnemonic.generate(bytes(range(16)), language).reveal().decode()
    for text in (
        unicodedata.normalize("NFC", plain).upper().replace("İ", "I"),
        "\u3000" + unicodedata.normalize("NFKD", plain).replace(" ", "\u3000"),
        without_accents(plain).replace(" ", "\r\n"),
        "".join(f"{n}) {word}\t" for n, word in enumerate(plain.split(), 1)),
    ):
        (read,) = bip_39._read(text.encode())
        assert read.words.reveal().decode() == plain, text
        assert registry.detect(text.encode()).name == "bip-39"


@pytest.mark.parametrize(
    "text",
    [
        WORDS.replace(" ", "\n"),
        WORDS.upper(),
        "\ufeff" + WORDS.replace(" ", "  \t"),
        WORDS.replace("abandon", "aban"),
        ", ".join(WORDS.split()) + ".",
        "".join(f"{n}. {word}\n" for n, word in enumerate(WORDS.split(), 1)),
        "\n\n" + "\n".join([WORDS[:40], WORDS[40:]]),
        f"{WORDS}\n{WORDS}",
    ],
)
def test_a_phrase_reads_as_people_write_it(text):
    assert phrases(opened(text)) == [WORDS]
    assert phrases(opened(text.encode("utf-16"))) == [WORDS]


def test_the_password_is_the_passphrase():
    plain, other = opened(WORDS), opened(WORDS, "rosebud")
    assert [bytes(one.passphrase.reveal()) for one in contents.phrases(other)] == [b"rosebud"]
    assert {one.address for one in plain.accounts}.isdisjoint(one.address for one in other.accounts)
    apart, composed = opened(WORDS, "e\u0301"), opened(WORDS, "é")
    assert [one.address for one in apart.accounts] == [one.address for one in composed.accounts]


def test_twice_twelve_words_are_what_their_check_sums_say():
    long = mnemonic.generate(bytes(range(32))).reveal().decode()
    lines = " ".join(long.split()[:12]) + "\n" + " ".join(long.split()[12:])
    assert phrases(opened(lines)) == [long]


def test_several_phrases_stand_one_a_line(monkeypatch):
    file = opened(f"{WORDS}\n\n{OTHER_WORDS}\n")
    assert phrases(file) == [WORDS, OTHER_WORDS]
    assert {one.phrase for one in file.accounts} == {0, 1}
    monkeypatch.setattr(bip_39, "PHRASES_MAX", 2)
    with pytest.raises(TooMany):
        opened(f"{WORDS}\n{OTHER_WORDS}\n{WORDS}")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (WORDS.rsplit(" ", 1)[0], PhraseCount),
        (WORDS + " about", PhraseCount),
        (WORDS.replace("about", "abuot"), PhraseWord),
        ("abandon " * 12, PhraseChecksum),
        (f"{WORDS}\n{OTHER_WORDS.replace('yellow', 'zoo')}", PhraseChecksum),
    ],
)
def test_what_is_wrong_with_a_phrase_is_told_before_the_password(text, error):
    with pytest.raises(error):
        Bip39().inspect(text.encode())
    with pytest.raises(error):
        opened(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "about abandon",
        "The quick brown fox jumps over the lazy dog and then it sleeps for a while.",
        "abandon " * 8 + "keystow backup wallet file",
        f'"{WORDS}"',
        f"[{WORDS}]",
        f"My phrase is in here somewhere, I believe: {WORDS}",
        WORDS + "\0",
        (WORDS + "\n") * 1_001,
        "x" * 70_000,
    ],
)
def test_a_text_that_is_no_phrase_is_not_taken_for_one(text):
    with pytest.raises(NotAKeystore):
        opened(text)


@settings(max_examples=25)
@given(
    entropy=st.sampled_from([16, 20, 24, 28, 32]).flatmap(
        lambda size: st.binary(min_size=size, max_size=size)
    ),
    language=st.sampled_from(mnemonic.LANGUAGES),
    space=st.sampled_from([" ", "\n", "\t ", "\u3000", "\r\n", " \u00a0"]),
)
def test_what_was_put_in_comes_out(entropy, language, space):
    words = mnemonic.generate(entropy, language).reveal().decode()
    (read,) = bip_39._read(words.replace(" ", space).encode())
    assert read.words.reveal().decode() == words
