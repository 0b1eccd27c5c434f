"""Texts with keys, phrases and shares at the command line, and their exit codes."""

import pytest
import shamir_mnemonic

from tests.cli import made
from tests.wallet.made import WORDS

KEY = "ab" * 32
MASTER = bytes(range(16))
SHARES = shamir_mnemonic.generate_mnemonics(1, [(2, 3)], MASTER, iteration_exponent=0)[0]
PAPER = "6PRVWUbkzzsbcVac2qwfssoUJAN1Xhrg6bNk8J7Nzm5H7kxEbn2Nh2ZoGg"


@pytest.fixture(autouse=True)
def files(tmp_path):
    made.write(tmp_path / "empty", "")
    made.write(tmp_path / "new", "a new password that is long enough")
    for number, share in enumerate(SHARES):
        made.write(tmp_path / f"share{number}", share + "\n")


def test_a_phrase_and_keys_open_with_an_empty_password(keystow, tmp_path):
    made.write(tmp_path / "phrase", WORDS.upper().replace(" ", "\n"))
    made.write(tmp_path / "keys", f"0x{KEY}\nlamden: {KEY}\n")
    opened = keystow("open", "phrase", "--password-file", "empty", "--json", "--show-secrets")
    assert (opened.json["format"], opened.json["phrases"][0]["words"]) == ("bip-39", WORDS)
    opened = keystow("open", "keys", "--password-file", "empty", "--json", "--show-secrets")
    assert opened.json["format"] == "private-key"
    assert [(one["chain"], one["private_key"]) for one in opened.json["accounts"]] == [
        ("ethereum", KEY),
        ("lamden", KEY),
    ]
    assert KEY not in keystow("open", "keys", "--password-file", "empty").out


def test_a_paper_wallet_tells_a_wrong_password_from_damage(keystow, tmp_path):
    made.write(tmp_path / "paper", PAPER)
    made.write(tmp_path / "cut", PAPER[:-3])
    made.write(tmp_path / "password", "TestingOneTwoThree")
    opened = keystow("open", "paper", "--password-file", "password", "--json", "--show-secrets")
    assert opened.json["accounts"][0]["address"] == "1Jq6MksXQVWzrznvZzxkV6oY57oWXD9TXB"
    assert keystow("open", "paper", "--password-file", "empty").code == 3
    assert keystow("open", "cut", "--password-file", "password").code == 4


def test_shares_of_several_files_open_and_convert_together(keystow, tmp_path):
    one = keystow("open", "share0", "--password-file", "empty", "--json")
    assert (one.code, "at least one more share is wanted" in one.err) == (4, True)
    both = keystow(
        *("open", "share0", "--share", "share2", "--password-file", "empty"),
        *("--json", "--show-secrets"),
    )
    assert both.json["seeds"] == [{"seed": MASTER.hex()}]
    told = keystow("open", "share0", "--share", "share2", "--password-file", "empty")
    assert "Seed:      hidden" in told.out
    assert MASTER.hex() not in told.out
    converted = keystow(
        *("convert", "share1", "out", "--to", "keystow-1", "--share", "share2"),
        *("--password-file", "empty", "--new-password-file", "new", "--json"),
    )
    assert (converted.code, converted.json["from"]) == (0, "slip-39")
    again = keystow("open", "out", "--password-file", "new", "--json", "--show-secrets")
    assert again.json["seeds"] == both.json["seeds"]
    assert again.json["accounts"] == both.json["accounts"]


def test_what_is_wrong_with_a_text_is_told_by_number_and_never_by_its_words(keystow, tmp_path):
    words = SHARES[1].split()
    made.write(tmp_path / "wrong", " ".join([*words[:4], "keystow", *words[5:]]))
    made.write(tmp_path / "phrase", WORDS.replace("about", "abuot"))
    made.write(tmp_path / "sum", "abandon " * 12)
    for said, *files in (
        ("Word 5 of share 2", "share0", "--share", "wrong"),
        ("Share 2 is no share", "share0", "--share", "phrase"),
        ("in no word list", "phrase"),
        ("do not fit together", "sum"),
    ):
        ran = keystow("open", *files, "--password-file", "empty")
        assert (ran.code, said in ran.err) == (4, True), ran.err
        assert "keystow" not in ran.err.replace("keystow:", "")
        assert "abuot" not in ran.err
