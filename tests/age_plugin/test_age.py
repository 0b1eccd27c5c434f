"""The stock age program opens our files through the plugin, on a terminal as a person has it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from keystow.age_plugin import identity
from keystow.keystore import kdf
from keystow.secret import Secret
from tests.age_plugin import talk
from tests.keystore import samples, vectors
from tests.keystore.vectors import SUCCESS, Vector
from tests.support import terminal

AGE = shutil.which("age")
ASKED = "Keystow password:"
WRONG = "WRONG_PASSWORD"

needs_age = pytest.mark.skipif(AGE is None, reason="age is not here; make setup brings it")

# One of each code, and what only age itself can find: the MAC, the payload.
REFUSED = (
    *("altered_file_key", "altered_mac", "altered_payload", "altered_hint", "damaged_payload"),
    *("limit_memory", "limit_slots", "newer_about_2", "newer_slots_unknown", "password_wrong"),
    *("password_unassigned", "slot_salt_short", "about_not_first", "sum_twice", "slot_missing"),
    *("foreign_age_file", "payload_not_final", "keyfile_missing"),
)


def named(name: str) -> Vector:
    return next(vector for vector in vectors.ALL if vector.name == name)


def decrypt(
    folder: Path, data: bytes, typed: list[str], *options: str
) -> tuple[terminal.Shown, bytes | None]:
    """Let age decrypt; return what it showed, and the plaintext where it wrote one."""
    file, out = folder / "wallet.keystow", folder / "out"
    file.write_bytes(data)
    shown = terminal.run(
        [AGE or "", "-d", *(options or ("-j", "keystow")), "-o", str(out), str(file)],
        [(ASKED, password) for password in typed],
    )
    return shown, out.read_bytes() if out.exists() else None


@needs_age
def test_age_opens_a_keystore_with_its_password(tmp_path: Path) -> None:
    shown, plaintext = decrypt(tmp_path, samples.seal(), [samples.PASSWORD])

    assert shown.code == 0
    assert json.loads(plaintext or b"") == samples.WALLET
    assert "hint, written by whoever made the file: the usual one" in shown.text
    assert samples.PASSWORD not in shown.text


@needs_age
@pytest.mark.parametrize(
    "name", ["success_two_slots_two", "password_nfd", "stanza_foreign", "payload_two_chunks"]
)
def test_age_opens_a_vector(name: str, tmp_path: Path) -> None:
    vector = named(name)

    shown, plaintext = decrypt(tmp_path, vector.data, [vector.password or ""])

    assert shown.code == 0
    assert kdf.hashlib.sha256(plaintext or b"").hexdigest() == vector.facts["payload"]


@needs_age
@pytest.mark.parametrize("name", REFUSED)
def test_age_refuses_a_vector(name: str, tmp_path: Path) -> None:
    vector = named(name)
    asked = vector.facts["kdf"] != "0" or vector.expect in (WRONG, "UNSUPPORTED_CHARACTER")
    times = 3 if vector.expect in (WRONG, "UNSUPPORTED_CHARACTER") else 1
    typed = [vector.password or ""] * times if asked and name != "keyfile_missing" else []

    shown, plaintext = decrypt(tmp_path, vector.data, typed)

    assert vector.expect != SUCCESS
    assert shown.code == 1
    assert not plaintext or name == "payload_not_final"  # age writes chunk by chunk
    assert (ASKED in shown.text) == bool(typed)


@needs_age
def test_a_wrong_password_is_asked_for_again(tmp_path: Path) -> None:
    shown, plaintext = decrypt(tmp_path, samples.seal(), ["wrong", samples.PASSWORD])

    assert shown.code == 0
    assert WRONG in shown.text
    assert json.loads(plaintext or b"") == samples.WALLET


@needs_age
def test_age_opens_with_a_key_file_by_its_identity(tmp_path: Path) -> None:
    slot = samples.slot(keyfile=True)
    root = kdf.derive_root(Secret(samples.PASSWORD), slot, Secret(b"a key file"))
    (tmp_path / "a key").write_bytes(b"a key file")
    made = plugin("--key-file", "a key", cwd=tmp_path)
    name = tmp_path / "identity.txt"
    name.write_bytes(made.stdout)

    shown, plaintext = decrypt(
        tmp_path, samples.seal(doors=[(slot, root)]), [samples.PASSWORD], "-i", str(name)
    )

    assert made.returncode == 0
    assert identity.read(made.stdout.decode().strip()) == str(tmp_path / "a key")
    assert shown.code == 0
    assert json.loads(plaintext or b"") == samples.WALLET


@needs_age
def test_age_is_told_that_it_cannot_encrypt(tmp_path: Path) -> None:
    (tmp_path / "clear").write_bytes(b"clear")

    shown = terminal.run(
        [AGE or "", "-e", "-j", "keystow", "-o", str(tmp_path / "out"), str(tmp_path / "clear")], []
    )

    assert shown.code == 1
    assert "age can only open them" in shown.text
    assert not (tmp_path / "out").exists()


@needs_age
def test_without_a_terminal_age_ends_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "wallet.keystow").write_bytes(samples.seal())

    done = subprocess.run(
        [AGE or "", "-d", "-j", "keystow", str(tmp_path / "wallet.keystow")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr


# --- the executable by itself ------------------------------------------------------------------


def plugin(
    *arguments: str, stdin: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    program = Path(sys.executable).with_name("age-plugin-keystow")
    return subprocess.run(
        [program, *arguments], input=stdin, capture_output=True, cwd=cwd, timeout=60, check=False
    )


def test_the_installed_program_speaks_the_protocol_on_its_pipes() -> None:
    sent = talk.phase_1([talk.of(samples.seal())]) + talk.text(*talk.OK)
    sent += talk.text(*talk.secret(samples.PASSWORD)) + talk.text(*talk.OK)

    done = plugin("--age-plugin=identity-v1", stdin=sent)

    assert done.returncode == 0
    assert done.stderr == b""
    assert talk.said(done.stdout)[-2:] == [
        talk.Said("file-key 0", samples.FILE_KEY),
        talk.Said("done"),
    ]


def test_it_refuses_to_encrypt_in_words() -> None:
    sent = talk.text("add-identity " + talk.PLAIN) + talk.text("wrap-file-key", bytes(16))
    sent += talk.text("extension-labels") + talk.text("done")

    done = plugin("--age-plugin=recipient-v1", stdin=sent + talk.text(*talk.OK))

    [error, end] = talk.said(done.stdout)
    assert error.line == "error internal"
    assert b"age can only open them" in error.body
    assert (end.line, done.returncode) == ("done", 0)


@pytest.mark.parametrize(
    "arguments",
    [(), ("--age-plugin=identity-v2",), ("--age-plugin=",), ("--age-plugin=identity-v1", "x")],
)
def test_it_does_not_start_for_what_it_does_not_know(arguments: tuple[str, ...]) -> None:
    done = plugin(*arguments, stdin=talk.text("done"))

    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.parametrize(
    ("stdin", "code"), [(b"", 0), (b"-> add-identity x\n\n", 0), (b"hello\n\n", 1)]
)
def test_an_early_end_is_quiet_and_nonsense_is_not(stdin: bytes, code: int) -> None:
    done = plugin("--age-plugin=identity-v1", stdin=stdin)

    assert (done.returncode, done.stdout) == (code, b"")
    assert bool(done.stderr) == bool(code)
    assert b"Traceback" not in done.stderr


def test_an_age_that_has_gone_is_no_failure() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    program = Path(sys.executable).with_name("age-plugin-keystow")

    done = subprocess.run(
        [program, "--age-plugin=identity-v1"],
        input=talk.phase_1([talk.of(samples.seal())]),
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, b"")


def test_no_identity_is_made_for_what_is_no_key_file(tmp_path: Path) -> None:
    done = plugin("--key-file", str(tmp_path / "missing"))

    assert (done.returncode, done.stdout) == (5, b"")
    assert b"can't be a key file" in done.stderr


def test_its_memory_is_closed_to_other_processes_of_the_user() -> None:
    program = (
        "import ctypes, resource, sys; from keystow import age_plugin\n"
        "age_plugin._serve = lambda machine: 0\n"
        "age_plugin.main(['--age-plugin=identity-v1'])\n"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert done.stdout.decode().strip() == "0 (0, 0)"
