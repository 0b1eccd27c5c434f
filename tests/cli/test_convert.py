"""`keystow convert`: from each format that opens into each that is written, over nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest
from eth_account import Account

from keystow import cli
from keystow.formats import age_scrypt
from keystow.keystore import container
from keystow.secret import Secret
from keystow.wallet import accounts
from keystow.wallet.vault import Vault
from tests.cli import made
from tests.formats import labels_sample
from tests.support import terminal

NEW = "Winter-Kettle 48 paints slowly"
KEY_FILE = b"a key file"


@pytest.fixture
def files(tmp_path):
    """Inputs, their password and a new one, and the folder for what is written."""
    for name, data in {
        "keystow": made.keystow(),
        "lamden": made.lamden(keys=[{"sk": made.KEY, "nickname": "Main"}]),
        "age": age_scrypt.encrypt(
            b"a diary", Secret(made.PASSWORD), b"s" * 16, Secret(b"k" * 16), b"p" * 16, 4
        ),
        "keyfile": made.keystow(keyfile=KEY_FILE),
        "damaged": made.keystow()[:-1],
        "password": made.PASSWORD.encode(),
        "new": NEW.encode() + b"\n",
        "key": KEY_FILE,
    }.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "there").mkdir()
    return tmp_path


def options(to: str = "keystow-1", new: str = "new", old: str = "password") -> list[str]:
    return ["--to", to, "--password-file", old, "--new-password-file", new]


@pytest.mark.parametrize("to", ["keystow-1", "age-v1-scrypt"])
@pytest.mark.parametrize("start", ["keystow", "lamden", "age"])
def test_what_opens_is_written_and_opens_again(keystow, files, start, to):
    before = (files / start).read_bytes()

    ran = keystow("convert", start, "there/my wallet_1", *options(to), "--json")

    out = files / "there" / "my wallet_1"
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["format"] == to
    assert ran.json["file"] == "there/my wallet_1"
    assert ran.json["size"] == out.stat().st_size
    assert os.listdir(files / "there") == ["my wallet_1"]
    assert out.stat().st_mode & 0o777 == 0o600
    assert (files / start).read_bytes() == before
    opened = keystow("open", str(out), "--password-file", "new", "--json", "--show-secrets").json
    assert opened["format"] == to
    assert opened["payload_sha256"] == ran.json["payload_sha256"]
    assert (
        len(opened["accounts"]) == ran.json["accounts"] == {"keystow": 4, "lamden": 1}.get(start, 0)
    )
    if start == "lamden":
        assert opened["accounts"][0]["private_key"] == made.KEY
        assert "PHRASE_ACCOUNTS_LEFT_OUT" in ran.json["warnings"]
    if start == "keystow":
        assert opened["phrases"][0]["words"] == made.WORDS
        assert ran.json["warnings"] == []
    if (start, to) == ("age", "age-v1-scrypt"):
        assert pyrage.passphrase.decrypt(out.read_bytes(), NEW) == b"a diary"
        assert ran.json["warnings"] == ["CONTENT_UNKNOWN"]


def test_a_keystore_costs_what_keystow_writes_and_has_no_hint(keystow, files):
    keystow("convert", "lamden", "there/out", *options())

    held = container.parse((files / "there" / "out").read_bytes())
    [slot] = held.slots
    assert (slot.memory_kib, slot.passes, slot.lanes) == (256 * 1024, 3, 4)
    assert held.about.hint == ""
    assert container.open_with_password(held, Secret(NEW))


@pytest.fixture
def in_folder(files, monkeypatch):
    monkeypatch.chdir(files)
    return files


@pytest.mark.parametrize("there", ["file", "folder", "dangling", "self"])
def test_nothing_that_is_there_is_overwritten(in_folder, capsys, there):
    out = in_folder / "there" / "out"
    if there == "file":
        out.write_bytes(b"of the user")
    elif there == "folder":
        out.mkdir()
    elif there == "dangling":
        out.symlink_to(in_folder / "nowhere")
    else:
        out = in_folder / "keystow"
    before = out.lstat()

    code = cli.main(["convert", "keystow", str(out), *options()])

    shown = capsys.readouterr()
    assert (code, shown.out) == (5, "")
    assert "(FILE_EXISTS)" in shown.err
    assert out.lstat() == before
    assert not (in_folder / "nowhere").exists()


def test_a_file_that_appears_meanwhile_is_left_alone(keystow, files):
    """The last look and the naming are one call of the system: nothing slips in between."""
    script = (
        "import sys; from keystow import cli; from keystow.cli import new_file\n"
        "place = new_file.place\n"
        "def late(files, path):\n"
        "    found = place(files, path)\n"
        "    open(path, 'w').write('of the user')\n"
        "    return found\n"
        "new_file.place = late\n"
        "sys.exit(cli.main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", script, "convert", "keystow", "there/out", *options()]

    done = run(command, files)

    assert (done.returncode, done.stdout) == (5, b"")
    assert b"(FILE_EXISTS)" in done.stderr
    assert (files / "there" / "out").read_text() == "of the user"
    assert os.listdir(files / "there") == ["out"]


def run(command: list[str], cwd: Path, **more):
    return subprocess.run(command, cwd=cwd, capture_output=True, timeout=60, check=False, **more)


@pytest.mark.parametrize(
    ("start", "old", "code", "name"),
    [
        ("keystow", "new", 3, "WRONG_PASSWORD"),
        ("age", "new", 3, "WRONG_PASSWORD"),
        ("lamden", "new", 3, "WRONG_PASSWORD"),
        ("keyfile", "password", 3, "WRONG_PASSWORD"),
        ("damaged", "password", 4, "DAMAGED"),
        ("password", "password", 4, "NOT_A_KEYSTORE"),
        ("missing", "password", 5, "FILE_MISSING"),
        ("keystow", "missing", 5, "FILE_MISSING"),
    ],
)
def test_what_does_not_open_leaves_nothing_behind(keystow, files, start, old, code, name):
    ran = keystow("convert", start, "there/out", *options(old=old))

    assert (ran.code, ran.out) == (code, "")
    assert f"({name})" in ran.err
    assert os.listdir(files / "there") == []


@pytest.mark.parametrize(
    ("new", "name"),
    [
        (b"", "NEW_PASSWORD_INVALID"),
        (b"\n", "NEW_PASSWORD_INVALID"),
        (b"x" * 1025, "NEW_PASSWORD_INVALID"),
        (b"x" * 70000, "NEW_PASSWORD_INVALID"),
        ("\U0001fae8".encode(), "NEW_PASSWORD_INVALID"),
        (b"\xff", "PASSWORD_FILE_INVALID"),
    ],
)
@pytest.mark.parametrize("to", ["keystow-1", "age-v1-scrypt"])
def test_a_new_password_that_cannot_be_one_is_refused(in_folder, capsys, new, name, to):
    (in_folder / "bad").write_bytes(new)

    code = cli.main(["convert", "keystow", "there/out", *options(to, new="bad")])

    assert code == 2
    assert f"({name})" in capsys.readouterr().err
    assert os.listdir(in_folder / "there") == []


def test_two_passwords_do_not_come_from_one_standard_input(in_folder, capsys):
    code = cli.main(["convert", "keystow", "there/out", *options(new="-", old="-")])

    assert code == 2
    assert "(STDIN_TWICE)" in capsys.readouterr().err


@pytest.mark.parametrize("to", ["metamask-vault", "keystow-2", ""])
def test_only_what_can_be_written_is_taken(in_folder, capsys, to):
    with pytest.raises(SystemExit) as stop:
        cli.main(["convert", "keystow", "there/out", *options(to)])

    assert stop.value.code == 2
    assert "age-v1-scrypt" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("out", "code"),
    [
        ("missing/out", "DESTINATION_MISSING"),
        ("keystow/out", "DESTINATION_MISSING"),
        ("there/", "FILE_EXISTS"),
        ("there/" + "x" * 300, "STORAGE_FAILED"),
    ],
)
def test_a_place_that_is_none_is_said_before_any_password(in_folder, capsys, out, code):
    assert cli.main(["convert", "keystow", out, "--to", "keystow-1"]) == 5
    assert f"({code})" in capsys.readouterr().err


def test_a_key_file_opens_what_was_made_with_it(keystow, files):
    ran = keystow("convert", "keyfile", "there/out", *options("age-v1-scrypt"), "--key-file", "key")

    assert ran.code == 0
    assert "accounts: 4." in ran.out


def test_a_weak_password_is_taken_and_said(keystow, files):
    (files / "weak").write_text("hunter2")

    ran = keystow("convert", "keystow", "there/out", *options("age-v1-scrypt", new="weak"))

    assert ran.code == 0
    assert ran.out.splitlines()[0] == "read: keystow: keystow-1"
    assert ran.out.splitlines()[-1].endswith("(PASSWORD_WEAK)")


def test_passwords_are_asked_for_on_the_terminal(files):
    command = [sys.executable, "-m", "keystow.cli", "convert", str(files / "keystow")]
    command += [str(files / "there" / "out"), "--to", "age-v1-scrypt"]
    old, new = ("\nPassword: ", made.PASSWORD), ("New password: ", NEW)

    differ = terminal.run(command, [old, new, ("Again: ", "other")])
    same = terminal.run(command, [old, new, ("Again: ", NEW)])

    assert differ.code == 2
    assert "(PASSWORDS_DIFFER)" in differ.text
    assert made.HINT in same.text
    assert same.code == 0
    assert NEW not in same.text
    assert pyrage.passphrase.decrypt((files / "there" / "out").read_bytes(), NEW)


def test_a_reader_that_goes_early_is_no_failure(files, keystow):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "keystow.cli", "convert", "keystow", "there/out"]
    done = subprocess.run(
        [*command, *options("age-v1-scrypt")],
        cwd=files,
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, b"")
    assert os.listdir(files / "there") == ["out"]


def test_json_is_ascii(keystow, files):
    ran = keystow("convert", "keystow", "there/ö", *options("age-v1-scrypt"), "--json")

    assert ran.out.isascii()
    assert json.loads(ran.out)["file"] == "there/ö"


def test_the_one_account_that_fits_becomes_a_key_file(keystow, files):
    ran = keystow("convert", "keystow", "there/key.json", *options("web3-v3"), "--json")

    assert (ran.code, ran.err) == (0, "")
    assert (ran.json["accounts"], ran.json["left_out"], ran.json["warnings"]) == (1, 3, [])
    out = files / "there" / "key.json"
    assert out.stat().st_mode & 0o777 == 0o600
    opened = keystow("open", str(out), "--password-file", "new", "--json", "--show-secrets").json
    [account] = opened["accounts"]
    assert opened["payload_sha256"] == ran.json["payload_sha256"]
    assert Account.decrypt(out.read_text(), NEW).hex().endswith(account["private_key"])
    assert Account.from_key(account["private_key"]).address == account["address"]


def test_a_weak_format_is_named_weak_before_its_password_is_asked_for(files):
    command = [sys.executable, "-m", "keystow.cli", "convert", str(files / "keystow")]
    command += [str(files / "there" / "out"), "--to", "lamden-keystore-1.0"]
    typed = [("\nPassword: ", made.PASSWORD), ("New password: ", NEW), ("Again: ", NEW)]

    ran = terminal.run(command, typed)

    assert ran.code == 0
    assert ran.text.index("(FORMAT_WEAK)") < ran.text.index("New password: ")
    assert "accounts: 2; left out: 2." in ran.text


def test_one_of_several_accounts_is_named_by_its_address(keystow, files):
    keys = [{"sk": f"{number + 1:064x}", "nickname": f"N{number}"} for number in range(3)]
    (files / "lamden").write_bytes(made.lamden(keys=keys))
    addresses = [
        one["address"]
        for one in keystow("open", "lamden", "--password-file", "password", "--json").json[
            "accounts"
        ]
    ]

    ran = keystow(
        *("convert", "lamden", "there/out", *options("lamden-keystore-1.0"), "--json"),
        *("--account", addresses[2].upper(), "--account", addresses[0]),
    )

    opened = keystow("open", "there/out", "--password-file", "new", "--json").json
    assert (ran.code, ran.json["accounts"], ran.json["left_out"]) == (0, 2, 1)
    assert ran.json["warnings"][-1] == "FORMAT_WEAK"
    assert [one["address"] for one in opened["accounts"]] == [addresses[0], addresses[2]]


@pytest.mark.parametrize(
    ("start", "to", "more", "exit_", "code"),
    [
        ("two", "web3-v3", [], 2, "ACCOUNTS_SEVERAL"),
        ("two", "web3-v3", ["--account", "0x" + "1" * 40], 2, "ACCOUNT_UNKNOWN"),
        ("two", "eip-2335", [], 4, "NOTHING_FITS"),
        ("lamden", "keystow-1", ["--account", "x"], 2, "ACCOUNTS_WHOLE"),
    ],
)
def test_what_does_not_fit_is_told_and_leaves_nothing(keystow, files, start, to, more, exit_, code):
    ids = (f"{number:016x}" for number in range(10))
    counts = {"ethereum": 2}
    blank = Vault(id="0" * 32, name="Two", created=made.NOW)
    two, _ = accounts.import_phrase(blank, Secret(made.WORDS), Secret(""), counts, ids, made.NOW)
    (files / "two").write_bytes(made.keystow(data=made.plaintext(two)))

    ran = keystow("convert", start, "there/out", *options(to), *more)

    assert (ran.code, ran.out) == (exit_, "")
    assert f"({code})" in ran.err
    assert os.listdir(files / "there") == []


def test_a_password_of_which_a_format_leaves_nothing_is_refused(in_folder, capsys):
    (in_folder / "controls").write_bytes(b"\x01\x7f")

    code = cli.main(["convert", "lamden", "there/out", *options("eip-2335", new="controls")])

    assert code == 2
    assert "(NEW_PASSWORD_INVALID)" in capsys.readouterr().err


def test_labels_are_written_in_clear_without_a_new_password(keystow, files):
    (files / "labels").write_bytes(labels_sample.FILE)
    (files / "none").write_bytes(b"")

    ran = keystow(
        "convert", "labels", "there/out", "--to", "bip-329", "--password-file", "none", "--json"
    )

    assert (ran.code, ran.err) == (0, "")
    assert ran.json["warnings"] == ["ENTRY_KEPT", "FORMAT_OPEN"]
    written = (files / "there" / "out").read_text()
    assert set(labels_sample.LINES[::2]) - {labels_sample.LINES[3]} <= set(written.splitlines())
