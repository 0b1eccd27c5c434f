"""`keystow open`: what it prints, and what it takes for a password."""

import hashlib
import json
import os
import pty
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest

from tests.cli import made

SHARED = Path(__file__).parents[3] / "shared" / "vectors"


@pytest.fixture
def backup(tmp_path):
    return made.write(tmp_path / "backup.keystow", made.keystow())


@pytest.fixture
def password(tmp_path):
    return made.write(tmp_path / "password", made.PASSWORD + "\n")


def test_it_prints_what_a_keystore_holds(keystow, backup, password):
    ran = keystow("open", backup, "--password-file", password, "--json", "--show-secrets")

    assert ran.code == 0
    assert ran.err == ""
    accounts = made.vault().accounts
    assert ran.json == {
        "format": "keystow-1",
        "hint": made.HINT,
        "made_by": "keystow 0.1.0",
        "created": made.NOW,
        "phrases": [
            {"words": made.WORDS, "passphrase": made.PASSPHRASE, "language": "english"},
        ],
        "accounts": [
            {
                "name": account.name,
                "chain": account.chain,
                "address": account.address,
                "public_key": account.public_key,
                "path": account.path,
                "watch_only": account.watch_only,
                "private_key": shown["private_key"],
            }
            for account, shown in zip(accounts, ran.json["accounts"], strict=True)
        ],
        "payload_sha256": hashlib.sha256(made.plaintext()).hexdigest(),
        "warnings": [],
    }
    keys = [account["private_key"] for account in ran.json["accounts"]]
    assert keys[2:] == [made.KEY, None]
    assert all(len(bytes.fromhex(key)) == 32 and key == key.lower() for key in keys[:3])
    assert [account["path"] for account in ran.json["accounts"]] == [
        "m/44'/789'/0'/0'/0'",
        "m/44'/60'/0'/0/0",
        None,
        None,
    ]


@pytest.mark.parametrize("form", [["--json"], []])
def test_without_show_secrets_there_is_none(keystow, backup, password, form):
    ran = keystow("open", backup, "--password-file", password, *form)

    assert ran.code == 0
    for secret in (made.WORDS, "abandon", made.PASSPHRASE, made.KEY, made.PASSWORD):
        assert secret not in ran.out + ran.err
    if form:
        assert set(ran.json["phrases"][0]) == {"language", "passphrase"}
        assert ran.json["phrases"][0]["passphrase"] is None
        assert not any("private_key" in account for account in ran.json["accounts"])


def test_for_people_it_prints_every_account(keystow, backup, password):
    ran = keystow("open", backup, "--password-file", password, "--show-secrets")

    for account in made.vault().accounts:
        assert account.name in ran.out
        assert account.address in ran.out
    assert made.WORDS in ran.out
    assert made.KEY in ran.out


def test_it_prints_what_a_lamden_keystore_holds(keystow, tmp_path, password):
    backup = made.write(tmp_path / "lamden.keystore", made.lamden())

    ran = keystow("open", backup, "--password-file", password, "--json", "--show-secrets")

    assert ran.code == 0
    shown = ran.json
    assert (shown["format"], shown["hint"]) == ("lamden-keystore-1.0", made.HINT)
    assert (shown["created"], shown["phrases"]) == (None, [])
    [account] = shown["accounts"]
    assert account["name"] == "Moja peněženka\t💰 \ud800"  # byte for byte
    assert (account["chain"], account["private_key"]) == ("lamden", made.KEY)
    assert account["address"] == account["public_key"]
    assert "WATCH_ONLY_LEFT_OUT" in shown["warnings"]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared vectors are not here")
def test_it_opens_a_real_lamden_keystore(keystow, tmp_path):
    [facts] = json.loads((SHARED / "lamden_manifest.json").read_text())
    password = made.write(tmp_path / "password", facts["password"])

    ran = keystow(
        "open", str(SHARED / facts["file"]), "--password-file", password, "--json", "--show-secrets"
    )

    assert ran.code == 0
    assert ran.json["hint"] == facts["hint"]
    [account] = ran.json["accounts"]
    assert (account["address"], account["private_key"]) == (facts["vk"], facts["sk"])


def test_text_from_a_file_can_not_steer_the_terminal(keystow, tmp_path, password):
    keys = [{"sk": made.KEY, "nickname": "\x1b[2Jrich\u202e\n"}]
    backup = made.write(tmp_path / "f", made.lamden(keys=keys, hint="\x1b]0;owned\x07"))

    ran = keystow("open", backup, "--password-file", password)

    assert ran.code == 0
    assert "rich" in ran.out
    assert "owned" in ran.out
    assert not any(c in ran.out + ran.err for c in "\x1b\x07\u202e")


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_one_line_end_is_no_part_of_the_password(keystow, backup, tmp_path, end):
    password = made.write(tmp_path / "password", made.PASSWORD + end)

    assert keystow("open", backup, "--password-file", password).code == 0


@pytest.mark.parametrize("extra", ["\n\n", " ", " \n", "\r", "\n\r\n"])
def test_all_else_is_part_of_the_password(keystow, backup, tmp_path, extra):
    password = made.write(tmp_path / "password", made.PASSWORD + extra)

    ran = keystow("open", backup, "--password-file", password)

    assert ran.code == 3
    assert "WRONG_PASSWORD" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_password_may_be_empty(keystow, tmp_path, end):
    backup = made.write(tmp_path / "backup", made.keystow(""))
    password = made.write(tmp_path / "password", end)

    assert keystow("open", backup, "--password-file", password).code == 0


@pytest.mark.parametrize("made_in", ["NFC", "NFD", "NFKC"])
@pytest.mark.parametrize("typed_in", ["NFC", "NFD", "NFKC"])
def test_a_keystore_knows_a_password_in_every_normal_form(keystow, tmp_path, made_in, typed_in):
    text = "Größe Å ﬁ 한글 15!"
    backup = made.write(tmp_path / "backup", made.keystow(unicodedata.normalize(made_in, text)))
    password = made.write(tmp_path / "password", unicodedata.normalize(typed_in, text))

    assert keystow("open", backup, "--password-file", password).code == 0


def test_lamden_takes_a_password_byte_for_byte(keystow, tmp_path):
    text = "Größe Å 15 long!"
    backup = made.write(tmp_path / "backup", made.lamden(unicodedata.normalize("NFC", text)))
    right = made.write(tmp_path / "right", unicodedata.normalize("NFC", text))
    wrong = made.write(tmp_path / "wrong", unicodedata.normalize("NFD", text))

    assert keystow("open", backup, "--password-file", right).code == 0
    assert keystow("open", backup, "--password-file", wrong).code == 3


def test_a_byte_order_mark_is_part_of_the_password(keystow, backup, tmp_path):
    password = made.write(tmp_path / "password", "\ufeff" + made.PASSWORD)

    assert keystow("open", backup, "--password-file", password).code == 3


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"\xff\xfe", 2, "PASSWORD_FILE_INVALID"),
        ("x" * 1025, 3, "WRONG_PASSWORD"),
        ("x" * 100_000, 3, "TOO_LARGE"),
        ("\u0378", 3, "UNSUPPORTED_CHARACTER"),
        (None, 5, "FILE_MISSING"),
    ],
)
def test_a_password_file_that_fits_no_keystore(keystow, backup, tmp_path, data, code, word):
    password = tmp_path / "password"
    if data is not None:
        made.write(password, data)

    ran = keystow("open", backup, "--password-file", str(password))

    assert (ran.code, word in ran.err) == (code, True), ran.err


def test_a_folder_is_no_password_file(keystow, backup, tmp_path):
    assert keystow("open", backup, "--password-file", str(tmp_path)).code == 5


def test_a_password_may_come_by_a_pipe(keystow, backup):
    ran = keystow("open", backup, "--password-file", "-", stdin=made.PASSWORD.encode())

    assert ran.code == 0


def test_a_slot_with_a_key_file_needs_it(keystow, tmp_path, password):
    backup = made.write(tmp_path / "backup", made.keystow(keyfile=b"raw\n"))
    key_file = made.write(tmp_path / "key", b"raw\n")
    other = made.write(tmp_path / "other", b"raw")
    empty = made.write(tmp_path / "empty", b"")

    opened = ["open", backup, "--password-file", password]
    assert keystow(*opened, "--key-file", key_file).code == 0
    assert keystow(*opened).code == 3
    assert keystow(*opened, "--key-file", other).code == 3
    assert keystow(*opened, "--key-file", empty).code == 2


def test_without_a_terminal_it_asks_for_a_password_file(keystow, backup):
    ran = keystow("open", backup, stdin=made.PASSWORD.encode() + b"\n")

    assert ran.code == 5
    assert "--password-file" in ran.err


class Terminal:
    """A person at a terminal."""

    def __init__(self, *arguments: str) -> None:
        host = Path(__file__).parents[2] / "host"
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ["PYTHONPATH"] = str(host)
            os.execv(sys.executable, [sys.executable, "-m", "keystow.cli", *arguments])
        self.text = ""

    def wait_for(self, word: str) -> None:
        deadline = time.monotonic() + 30
        while word not in self.text:
            assert time.monotonic() < deadline, self.text
            self.text += os.read(self.fd, 4096).decode()

    def type(self, text: str) -> None:
        os.write(self.fd, text.encode())

    def end(self) -> int:
        try:
            while piece := os.read(self.fd, 4096):
                self.text += piece.decode()
        except OSError:  # a pseudo-terminal's way of saying that the other side is closed
            pass
        os.close(self.fd)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def test_on_a_terminal_it_shows_the_hint_and_asks(backup):
    terminal = Terminal("open", backup)
    terminal.wait_for("Password:")
    terminal.type(made.PASSWORD + "\n")

    assert terminal.end() == 0
    assert made.HINT in terminal.text.split("Password:")[0]
    assert "written by whoever made this file" in terminal.text
    assert made.PASSWORD not in terminal.text  # not echoed
    assert "Savings" not in terminal.text
    assert "Spending" in terminal.text


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_ctrl_c_and_ctrl_d_at_the_prompt_cancel(backup, key):
    terminal = Terminal("open", backup)
    terminal.wait_for("Password:")
    terminal.type(key)

    assert terminal.end() == 1
    assert "Traceback" not in terminal.text


def test_a_file_at_fault_is_refused_before_a_password_is_asked_for(tmp_path):
    terminal = Terminal("open", made.write(tmp_path / "bad", made.keystow()[:300]))

    assert terminal.end() == 4
    assert "Password" not in terminal.text


def test_ctrl_c_ends_a_long_kdf_at_once(tmp_path, password):
    # A file may ask for 2 GiB and 64 passes: minutes, in one call into C.
    door = made.slot(memory_kib=64 * 1024, passes=60)
    root = made.Secret(b"r" * 32)
    data = made.container.seal(
        made.plaintext(), made.ABOUT, [(door, root)], made.Secret(b"k" * 16), b"p" * 16
    )
    backup = made.write(tmp_path / "slow", data)
    command = [sys.executable, "-m", "keystow.cli", "open", backup, "--password-file", password]
    process = subprocess.Popen(
        command,
        env=dict(os.environ, PYTHONPATH=str(Path(__file__).parents[2] / "host")),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    _wait_for_kdf(process.pid)

    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    _, err = process.communicate(timeout=60)

    assert process.returncode == 1
    assert time.monotonic() - began < 1.5
    assert b"CANCELLED" in err


def _wait_for_kdf(pid: int) -> None:
    """Wait until the process holds the 64 MiB that its KDF works on."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        status = Path(f"/proc/{pid}/status").read_text()
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        if int(resident.split()[1]) > 64 * 1024:
            return
        time.sleep(0.01)
    raise AssertionError("the KDF didn't start")
