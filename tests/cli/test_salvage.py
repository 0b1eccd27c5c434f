"""`keystow salvage`: what is in a profile, which of it a password opens, one as a file."""

import json
import os

import pytest

from tests.cli import made
from tests.formats import metamask_writer, profile_folders, profile_writer

NEW = metamask_writer.vault(metamask_writer.hd(), password="the new one")
OLD = metamask_writer.vault(*metamask_writer.ODD)


@pytest.fixture
def profile(tmp_path):
    states = (
        json.dumps({"KeyringController": {"vault": one.decode()}}).encode() for one in (OLD, NEW)
    )
    profile_folders.chromium(tmp_path / "chromium", *states)
    made.write(tmp_path / "old", metamask_writer.PASSWORD)
    made.write(tmp_path / "new", "the new one")
    made.write(tmp_path / "wrong", "another")
    return tmp_path


def test_the_vaults_are_listed_newest_first_and_without_a_password_none_is_tried(keystow, profile):
    ran = keystow("salvage", "chromium", "--json")
    file = f"Default/Local Extension Settings/{profile_writer.CHROMIUM_ID}/000003.log"
    assert ran.code == 0
    assert [(one["number"], one["current"], one["opens"]) for one in ran.json["vaults"]] == [
        (1, True, None),
        (2, False, None),
    ]
    assert all(one["file"] == file and one["whole"] for one in ran.json["vaults"])
    assert all(one["format"] == "metamask-vault" for one in ran.json["vaults"])
    assert ran.json["left"] == {}
    told = keystow("salvage", "chromium").out
    assert [line.split()[:3] for line in told.splitlines()] == [
        ["1", "metamask-vault", "now"],
        ["2", "metamask-vault", "earlier"],
    ]


def test_it_is_said_which_of_them_a_password_opens(keystow, profile):
    for password, opens in (("new", [True, False]), ("old", [False, True])):
        ran = keystow("salvage", "chromium", "--password-file", password, "--json")
        assert ran.code == 0
        assert [one["opens"] for one in ran.json["vaults"]] == opens
    wrong = keystow("salvage", "chromium", "--password-file", "wrong", "--json")
    assert (wrong.code, [one["code"] for one in wrong.json["vaults"]]) == (
        3,
        ["WRONG_PASSWORD"] * 2,
    )
    assert "WRONG_PASSWORD" in wrong.err


def test_one_is_written_that_open_and_convert_read_and_nothing_is_overwritten(keystow, profile):
    ran = keystow("salvage", "chromium", "--password-file", "old", "--out", "saved", "--json")
    assert (ran.code, [one["written"] for one in ran.json["vaults"]]) == (0, [None, "saved"])
    assert (profile / "saved").stat().st_mode & 0o777 == 0o600
    opened = keystow("open", "saved", "--password-file", "old", "--json")
    assert (opened.code, len(opened.json["accounts"])) == (0, 6)
    again = keystow("salvage", "chromium", "--out", "saved")
    assert (again.code, "FILE_EXISTS" in again.err) == (5, True)
    assert keystow("salvage", "chromium", "--out", "first").code == 0
    assert keystow("open", "first", "--password-file", "new").code == 0
    assert keystow("salvage", "chromium", "--out", "second", "--number", "2").code == 0
    assert json.loads((profile / "second").read_bytes()) == json.loads(
        (profile / "saved").read_bytes()
    )
    none = keystow("salvage", "chromium", "--password-file", "wrong", "--out", "none")
    assert (none.code, (profile / "none").exists()) == (3, False)
    unknown = keystow("salvage", "chromium", "--out", "none", "--number", "3")
    assert (unknown.code, "NUMBER_UNKNOWN" in unknown.err) == (2, True)


def test_what_is_damaged_is_said_and_the_rest_is_found(keystow, profile):
    storage = profile / "chromium" / "Default" / "Local Extension Settings" / "other"
    storage.mkdir()
    (storage / "1.ldb").write_bytes(b"no table")
    os.mkfifo(storage / "2.log")
    ran = keystow("salvage", "chromium", "--json")
    assert (ran.code, len(ran.json["vaults"])) == (0, 2)
    assert sorted(ran.json["left"].values()) == ["damaged", "kind"]
    assert "other/1.ldb: damaged" in keystow("salvage", "chromium").out


def test_where_there_is_nothing_it_is_said(keystow, profile):
    (profile / "empty").mkdir()
    for path, code, name in (
        ("empty", 4, "NOTHING_TO_SALVAGE"),
        ("old", 4, "NOTHING_TO_SALVAGE"),
        ("missing", 5, "FILE_MISSING"),
        ("/dev/null", 4, "NOT_A_KEYSTORE"),
    ):
        ran = keystow("salvage", path)
        assert (ran.code, ran.out) == (code, "")
        assert name in ran.err
