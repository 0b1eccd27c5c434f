"""Plain text and names."""

import pytest

from keystow.wallet.text import NAME_MAX, as_name, is_name, is_plain

FORBIDDEN = [0, 9, 10, 13, 27, 127, 0x85, 0x9F, 0x61C, 0x200E, 0x200F, 0x2028, 0x2029]
FORBIDDEN += [0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF, 0xFFFE, 0xD800, 0xDFFF]


@pytest.mark.parametrize("code", FORBIDDEN, ids=hex)
def test_control_direction_and_half_characters_are_not_plain(code):
    assert not is_plain(f"a{chr(code)}b")


@pytest.mark.parametrize(
    "text", ["", "Röste", "日本 語", "👩‍👩‍👧", "a\u00a0b", "a\u3000b", "עברית", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]
)
def test_every_script_and_emoji_is_plain(text):
    assert is_plain(text)


def test_a_name_is_not_blank_and_not_endless():
    assert is_name("x" * NAME_MAX)
    assert not is_name("x" * (NAME_MAX + 1))
    assert not is_name("")
    assert not is_name(" \u3000")
    assert not is_name("\u3164\u200b\ufe0f")
    assert is_name("\u200bé")
    assert is_name("日本")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Röste 🦊", "Röste 🦊"),
        (" kept ", " kept "),
        ("two\nlines", "twolines"),
        ("\u202eevil", "evil"),
        ("\ud83d", "fallback"),
        ("", "fallback"),
        ("x" * 300, "x" * 200),
    ],
)
def test_a_foreign_name_keeps_what_a_name_may_hold(text, name):
    assert as_name(text, "fallback") == name
