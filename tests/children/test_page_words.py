"""The window's words: every key that a page uses has words, and every word is used."""

import json
import re

import pytest

from keystow import errors
from keystow.children.page_html import PAGES
from keystow.formats.interface import Warn
from keystow.wallet import hints, marks, mnemonic
from keystow.wallet.merge import Outcome, State

WORDS = json.loads((PAGES / "messages" / "en.json").read_text("utf-8"))
SCRIPTS = "\n".join(path.read_text("utf-8") for path in sorted((PAGES / "js").glob("*.js")))
PICTURES = (PAGES / "pictures.svg").read_text("utf-8")
ICONS = (PAGES / "icons.svg").read_text("utf-8")

# What never reaches a page: frames, callers and manifests are the extension's and doctor's to word.
ELSEWHERE = {
    "BAD_FRAME",
    "BAD_REQUEST",
    "CALLER_NOT_ALLOWED",
    "FRAME_TOO_LARGE",
    "HELLO_REQUIRED",
    "PROTOCOL_UNSUPPORTED",
    "REGISTRATION_FAILED",
    "REGISTRATION_UNSAFE",
    "UNKNOWN_METHOD",
}
KEY_REASONS = ("checksum", "network", "testnet", "pair", "uncompressed")
CODES = sorted({error.code for error in errors.ALL} - ELSEWHERE)


@pytest.mark.parametrize("code", CODES)
def test_every_code_that_can_reach_the_window_has_words(code):
    assert WORDS[f"error.{code}"]


def test_only_known_codes_are_left_to_others():
    assert {error.code for error in errors.ALL} >= ELSEWHERE


@pytest.mark.parametrize(
    "key",
    [
        *(f"warning.{warn}" for warn in Warn),
        *(f"hint.{problem}" for problem in hints.PROBLEMS),
        *(f"preview.state.{state}" for state in State),
        *(f"preview.sum.{state}" for state in State),
        *(f"outcome.{outcome}" for outcome in Outcome),
        *(f"picture.{name}" for name in marks.PICTURES),
        *(f"reason.{reason}" for reason in ("address", "chain", "key", "path")),
        *(f"address.check.{check}" for check in ("key", "watch", "unknown", "wrong")),
        *(f"error.KEY_INVALID.{reason}" for reason in KEY_REASONS),
        *(f"language.{language}" for language in mnemonic.LANGUAGES),
    ],
)
def test_every_fact_of_a_model_has_words(key):
    assert key in WORDS


@pytest.mark.parametrize("name", marks.PICTURES)
def test_every_picture_of_the_mark_is_drawn_once(name):
    assert PICTURES.count(f'id="p-{name}"') == 1


def test_nothing_else_is_drawn():
    assert sorted(re.findall(r'id="p-(\w+)"', PICTURES)) == sorted(marks.PICTURES)


def test_every_key_in_a_script_has_words():
    used = set(re.findall(r'(?<!\w)(?:t|rich)\("([\w.]+\.[\w.]+)"', SCRIPTS))
    assert len(used) > 80
    assert sorted(used - set(WORDS)) == []


def test_every_word_is_used():
    literal = set(re.findall(r'"([\w.]+)"', SCRIPTS))
    # `storage.${kind}.for` stands for any text between its fixed parts
    patterns = [
        re.compile(".*".join(map(re.escape, re.split(r"\$\{.*?\}", one))))
        for one in re.findall(r"`([^`\n]*)`", SCRIPTS)
        if re.match(r"[a-z_]+\.", one)
    ]
    unused = [
        key
        for key in WORDS
        if key not in literal and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert unused == []


def test_every_icon_in_a_script_is_in_the_sprite():
    drawn = set(re.findall(r'id="i-([\w-]+)"', ICONS))
    used = set(re.findall(r'\bicon\("([\w-]+)"', SCRIPTS))
    assert len(used) > 5
    assert used <= drawn


def test_plural_forms_have_an_other():
    assert all("other" in words for words in WORDS.values() if isinstance(words, dict))


def test_no_word_shouts_or_promises_safety():
    text = json.dumps(WORDS, ensure_ascii=False)
    assert "!" not in text
    assert not re.search(r"\b(oops|secured|synced)\b", text, re.IGNORECASE)
