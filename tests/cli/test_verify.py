"""`keystow verify` and `keystow inspect`."""

import subprocess
import sys
from dataclasses import replace

import pytest

from tests.cli import made


@pytest.fixture
def password(tmp_path):
    return made.write(tmp_path / "password", made.PASSWORD)


@pytest.fixture
def good(tmp_path):
    return made.write(tmp_path / "good.keystow", made.keystow())


@pytest.fixture
def damaged(tmp_path):
    data = bytearray(made.keystow())
    data[-100] ^= 0x10
    return made.write(tmp_path / "damaged.keystow", data)


def test_inspect_prints_what_stands_outside_the_encryption(keystow, good):
    ran = keystow("inspect", good, "--json")

    assert ran.code == 0
    assert ran.json == {
        "format": "keystow-1",
        "hint": made.HINT,
        "made_by": "keystow 0.1.0",
        "created": made.NOW,
        "sum_state": "right",
        "slots": [
            {
                "id": "abcd2345",
                "kind": "argon2id",
                "memory_kib": 8,
                "passes": 1,
                "lanes": 1,
                "keyfile": False,
            }
        ],
        "warnings": [],
    }
    told = keystow("inspect", good).out
    assert made.HINT in told
    assert "Opens by:  a password (Argon2id: " in told


def test_inspect_warns_of_a_wrong_sum(keystow, damaged):
    ran = keystow("inspect", damaged, "--json")

    assert ran.code == 0
    assert ran.json["sum_state"] == "wrong"
    assert ran.json["warnings"] == ["SUM_WRONG"]


def test_inspect_reads_a_lamden_keystore(keystow, tmp_path):
    ran = keystow("inspect", made.write(tmp_path / "f", made.lamden()), "--json")

    assert ran.code == 0
    assert (ran.json["format"], ran.json["sum_state"]) == ("lamden-keystore-1.0", None)
    assert ran.json["hint"] == made.HINT


def test_without_a_password_only_the_sum_is_checked_and_that_is_said(keystow, good):
    ran = keystow("verify", good)

    assert ran.code == 0
    assert "checksum" in ran.out
    assert "Only its password proves" in ran.out
    assert keystow("verify", good, "--json").json == {
        "results": [
            {
                "file": good,
                "format": "keystow-1",
                "how": "sum",
                "code": None,
                "accounts": None,
                "warnings": [],
            }
        ]
    }


def test_a_format_without_a_sum_is_not_called_whole(keystow, tmp_path):
    path = made.write(tmp_path / "f", made.lamden())

    ran = keystow("verify", path)

    assert ran.code == 0
    assert ran.out.startswith("unproven:")
    assert keystow("verify", path, "--json").json["results"][0]["how"] == "form"


def test_a_wrong_sum_is_damage(keystow, damaged):
    ran = keystow("verify", damaged)

    assert ran.code == 4
    assert "(DAMAGED)" in ran.err
    assert "damaged.keystow" in ran.err


def test_with_the_password_it_is_opened_and_every_address_derived_again(keystow, good, password):
    ran = keystow("verify", good, "--password-file", password, "--json")

    assert ran.code == 0
    [result] = ran.json["results"]
    assert (result["how"], result["accounts"], result["code"]) == ("password", 4, None)
    told = keystow("verify", good, "--password-file", password)
    assert told.out.startswith("good:")
    assert made.PASSWORD not in told.out + told.err


def test_a_lamden_keystore_is_opened_too(keystow, tmp_path, password):
    path = made.write(tmp_path / "f", made.lamden())

    ran = keystow("verify", path, "--password-file", password, "--json")

    assert ran.code == 0
    assert ran.json["results"][0]["how"] == "password"


def test_an_address_that_is_not_its_key_s_is_found(keystow, tmp_path, password):
    vault = made.vault()
    first, *rest = vault.accounts
    lying = replace(vault, accounts=(first._replace(address="f" * 64, public_key=None), *rest))
    path = made.write(tmp_path / "f", made.keystow(data=made.plaintext(lying)))

    ran = keystow("verify", path, "--password-file", password, "--json")

    assert ran.code == 4
    [result] = ran.json["results"]
    assert (result["how"], result["code"]) == (None, "ADDRESS_MISMATCH")
    assert keystow("verify", path, "--password-file", password).out.startswith("bad:")


def test_a_lamden_address_that_is_not_its_key_s_is_found(keystow, tmp_path, password):
    keys = [{"sk": made.KEY, "vk": "f" * 64, "nickname": "a"}]
    path = made.write(tmp_path / "f", made.lamden(keys=keys))

    assert keystow("verify", path, "--password-file", password).code == 4


def test_a_payload_that_is_no_vault_is_damage(keystow, tmp_path, password):
    data = made.keystow(data=made.payload.encode({"name": "Savings"}))
    path = made.write(tmp_path / "f", data)

    assert keystow("verify", path).code == 0  # its sum is right
    assert keystow("verify", path, "--password-file", password).code == 4


def test_of_several_files_the_highest_exit_code_wins(keystow, tmp_path, good, damaged, password):
    other = made.write(tmp_path / "other.keystow", made.keystow("another password"))
    with_password = ("--password-file", password)

    assert keystow("verify", good, other, good, *with_password).code == 3
    assert keystow("verify", damaged, other, good, *with_password).code == 4
    assert keystow("verify", "missing", damaged, other, *with_password).code == 5
    ran = keystow("verify", damaged, other, "missing", good, *with_password, "--json")
    assert ran.code == 5
    assert [result["code"] for result in ran.json["results"]] == [
        "DAMAGED",
        "WRONG_PASSWORD",
        "FILE_MISSING",
        None,
    ]
    assert ran.err == ""


def test_a_name_can_not_steer_the_terminal(keystow, tmp_path):
    made.write(tmp_path / "a\x1b[2J", made.keystow())

    ran = keystow("verify", "a\x1b[2J", "b\x1b[2J")

    assert ran.code == 5
    assert "\x1b" not in ran.out + ran.err


def test_a_name_that_is_not_utf_8_is_no_obstacle(keystow, tmp_path):
    name = "caf\udce9"
    made.write(tmp_path / name, made.keystow())

    assert keystow("verify", name, "--json").json["results"][0]["file"] == name
    assert keystow("verify", name).code == 0


def test_a_link_to_a_backup_is_the_user_s_own(keystow, tmp_path, good):
    (tmp_path / "link").symlink_to(good)

    assert keystow("verify", "link").code == 0


@pytest.mark.parametrize(
    "arguments", [[], ["open"], ["verify"], ["nonsense"], ["open", "a", "b"], ["inspect", "--x"]]
)
def test_wrong_usage(keystow, arguments):
    ran = keystow(*arguments)

    assert ran.code == 2
    assert ran.err.startswith("usage: keystow")


def test_the_name_alone_tells_the_commands(keystow):
    ran = keystow()

    assert ran.code == 2
    assert "convert" in ran.err
    assert "exit codes:" in ran.err


def test_help_tells_every_command_and_exit_code(keystow):
    ran = keystow("--help")

    assert ran.code == 0
    for word in ("register", "unregister", "doctor", "inspect", "open", "verify", "version"):
        assert word in ran.out
    for number in range(6):
        assert f"  {number}  " in ran.out


def test_version(keystow):
    from keystow import VERSION

    assert keystow("version").out == keystow("--version").out == f"keystow {VERSION}\n"


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_a_poor_terminal_gets_all_names(keystow, tmp_path, password, locale):
    path = made.write(tmp_path / "f", made.lamden())

    ran = keystow("open", path, "--password-file", password, LC_ALL=locale, PYTHONUTF8="0")

    assert ran.code == 0
    assert "Moja" in ran.out


def test_a_closed_pipe_is_quiet(tmp_path, good):
    import os
    from pathlib import Path

    read, write = os.pipe()
    os.close(read)
    ran = subprocess.run(
        [sys.executable, "-m", "keystow.cli", "verify", good, good],
        env=dict(os.environ, PYTHONPATH=str(Path(__file__).parents[2] / "host")),
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)

    assert (ran.returncode, ran.stderr) == (0, b"")


def test_an_unknown_failure_shows_no_traceback(monkeypatch, capsys, good):
    from keystow import cli
    from keystow.cli import keystores

    def fail(_):
        raise RuntimeError("the secret is 42")

    monkeypatch.setattr(keystores, "inspect", fail)

    assert cli.main(["inspect", good]) == 5
    shown = capsys.readouterr()
    assert (
        shown.err
        == "keystow: Keystow failed in a way it does not know (RuntimeError). (INTERNAL)\n"
    )
