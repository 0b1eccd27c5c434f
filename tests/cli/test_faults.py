"""Files at fault: each its own words and exit code, no KDF, no large allocation, no traceback."""

import json
import os
import resource
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from keystow import cli
from keystow.keystore import bounds, kdf
from tests.cli import made
from tests.keystore import vectors

GOOD = made.keystow()
PAYLOAD_AT = GOOD.index(b"\n---") + 50


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def with_cost(cost: str) -> bytes:
    return GOOD.replace(b" 8 1 1\n", f" {cost}\n".encode())


FAULTS = {
    "empty": (b"", "NOT_A_KEYSTORE"),
    "text": (b"hello\n", "NOT_A_KEYSTORE"),
    "json": (b'{"a": 1}', "NOT_A_KEYSTORE"),
    "zeros": (bytes(1000), "NOT_A_KEYSTORE"),
    "cut in the header": (GOOD[:300], "TRUNCATED"),
    "cut in the payload": (GOOD[: PAYLOAD_AT + 20], "TRUNCATED"),
    "bad grammar": (GOOD.replace(b"-> keystow/sum", b"->  keystow/sum"), "DAMAGED"),
    "newer": (GOOD.replace(b"keystow/about 1", b"keystow/about 2"), "NEWER_FORMAT"),
    "unknown slots": (GOOD.replace(b"keystow/argon2id", b"keystow/argon3id"), "NEWER_FORMAT"),
    "memory bomb": (with_cost("1073741824 1 1"), "KDF_LIMIT"),
    "time bomb": (with_cost("8 4294967295 1"), "KDF_LIMIT"),
    "foreign age file": (
        b"age-encryption.org/v1\n-> X25519 abc\n\n--- " + b"A" * 43 + b"\n" + bytes(64),
        "NOT_A_KEYSTORE",
    ),
    "lamden cut": (made.lamden()[:-5], "TRUNCATED"),
    "lamden without a vector": (made.lamden().replace(b'\\"iv\\"', b'\\"ix\\"'), "DAMAGED"),
}


@pytest.mark.parametrize("command", ["inspect", "open", "verify"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_at_fault_is_refused_in_its_own_words(tmp_path, capsys, command, fault):
    data, code = FAULTS[fault]
    path = made.write(tmp_path / "file", data)

    exit_code = cli.main([command, path])

    shown = capsys.readouterr()
    assert exit_code == 4
    assert f"({code})" in shown.err
    assert len(shown.err.splitlines()) == 1
    assert shown.out == ""


@pytest.mark.parametrize("vector", vectors.ALL, ids=lambda vector: vector.name)
def test_every_vector_ends_in_the_exit_code_of_its_failure(tmp_path, capsys, vector):
    if vector.expect == vectors.SUCCESS or vector.password is None:
        pytest.skip("opened by the tests of the keystore")
    path = made.write(tmp_path / "file", vector.data)
    text = vector.password.encode("utf-8", "surrogatepass")
    password = made.write(tmp_path / "password", text)

    keyfile = vector.secret("keyfile")
    options = []
    if keyfile and len(keyfile.reveal()) <= kdf.KEYFILE_BYTES:  # the command line refuses others
        options = ["--key-file", made.write(tmp_path / "key", keyfile.reveal())]

    exit_code = cli.main(["open", path, "--password-file", password, *options])

    shown = capsys.readouterr()
    wrong_password = {"WRONG_PASSWORD", "UNSUPPORTED_CHARACTER"}
    # Armour is another format's, and this one has no end; to a keystore's reader it is nothing.
    code = "TRUNCATED" if vector.name == "armor" else vector.expect
    assert exit_code in ({3} if vector.expect in wrong_password else {4}) or _is_no_text(text)
    assert f"({code})" in shown.err or _is_no_text(text)


def _is_no_text(text: bytes) -> bool:
    """A lone surrogate can't stand in a password file."""
    try:
        text.decode()
    except UnicodeDecodeError:
        return True
    return False


@pytest.mark.parametrize(
    ("data", "code", "exit_code"),
    [
        (flipped(GOOD, len(GOOD) - 5), "DAMAGED", 4),
        (flipped(GOOD, GOOD.index(b"\n---") + 10), "ALTERED", 4),
        (made.keystow(data=b"[]\n" + b" " * 8189), "DAMAGED", 4),
    ],
)
def test_what_only_opening_shows(keystow, tmp_path, data, code, exit_code):
    path = made.write(tmp_path / "file", data)
    password = made.write(tmp_path / "password", made.PASSWORD)

    ran = keystow("open", path, "--password-file", password, "--json")

    assert ran.code == exit_code
    assert f"({code})" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("command", ["inspect", "open", "verify"])
class TestWhatIsNoPlainFile:
    def test_a_missing_file_is_the_environment_s_fault(self, keystow, command):
        ran = keystow(command, "nowhere.keystow")

        assert ran.code == 5
        assert "nowhere.keystow: There is no such file. (FILE_MISSING)" in ran.err

    @pytest.mark.parametrize("path", [".", "/", "/dev/null", "/dev/zero", "/proc/self/mem"])
    def test_folders_and_devices_are_no_keystores(self, keystow, command, path):
        ran = keystow(command, path)

        assert ran.code == 4
        assert "(NOT_A_KEYSTORE)" in ran.err

    def test_a_fifo_does_not_block(self, keystow, command, tmp_path):
        os.mkfifo(tmp_path / "fifo")

        assert keystow(command, "fifo").code == 4

    def test_a_socket_is_refused(self, keystow, command, tmp_path):
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(tmp_path / "socket"))

            assert keystow(command, "socket").code in (4, 5)

    def test_a_name_longer_than_any_is_refused(self, keystow, command):
        assert keystow(command, "x" * 5000).code == 5

    def test_an_unreadable_file_is_the_environment_s_fault(self, command, tmp_path):
        path = made.write(tmp_path / "file", GOOD)
        Path(path).chmod(0)
        for folder in (tmp_path, *list(tmp_path.parents)[:2]):
            folder.chmod(0o755)
        # Root reads everything, so it becomes nobody, once all that is needed is imported.
        code = "import os, sys; from keystow.cli import main; main([sys.argv[1], 'nowhere']); "
        code += "os.geteuid() or (os.setgroups([]), os.setgid(65534), os.setuid(65534)); "
        code += "sys.exit(main(sys.argv[1:]))"

        ran = subprocess.run(
            [sys.executable, "-c", code, command, path],
            env=dict(os.environ, PYTHONPATH=str(Path(__file__).parents[2] / "host")),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

        assert ran.returncode == 5, ran.stderr
        assert "(FILE_UNREADABLE)" in ran.stderr


@pytest.mark.parametrize("head", [b"", GOOD[:200], with_cost("1073741824 1 1")])
@pytest.mark.parametrize("size", [bounds.FILE_BYTES - 1, bounds.FILE_BYTES + 1, 1 << 40])
def test_a_huge_file_at_fault_takes_no_memory(tmp_path, head, size):
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.write(head)
        file.truncate(size)

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (256 << 20, 256 << 20))

    ran = subprocess.run(
        [sys.executable, "-m", "keystow.cli", "verify", str(path)],
        env=dict(os.environ, PYTHONPATH=str(Path(__file__).parents[2] / "host")),
        preexec_fn=bound,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 4, ran.stderr


def test_more_cost_is_an_explicit_yes(keystow, tmp_path):
    # Three slots of 64 passes over 64 MiB are above 8 GiB-passes; the first one opens here.
    doors = [(made.slot(), made.kdf.derive_root(made.Secret(made.PASSWORD), made.slot()))]
    doors += [
        (
            made.slot(id=f"slot{n}", memory_kib=64 * 1024, passes=64),
            made.Secret(bytes([n]) * 32),
        )
        for n in range(3)
    ]
    key = made.Secret(b"k" * 16)
    data = made.container.seal(made.plaintext(), made.ABOUT, doors, key, b"p" * 16)
    path = made.write(tmp_path / "file", data)
    password = made.write(tmp_path / "password", made.PASSWORD)

    ran = keystow("open", path, "--password-file", password)
    assert ran.code == 4
    assert "--more-cost" in ran.err
    assert keystow("open", path, "--password-file", password, "--more-cost").code == 0


HEAVY = ("argon2", "cryptography", "coincurve", "mnemonic", "webview", "platformdirs")


@pytest.mark.parametrize("arguments", [["inspect", "good"], ["verify", "good"], ["open", "bad"]])
def test_nothing_heavy_is_imported_without_a_password(tmp_path, arguments):
    made.write(tmp_path / "good", GOOD)
    made.write(tmp_path / "bad", GOOD[:200])
    code = (
        "import sys, json; from keystow.cli import main; main(sys.argv[1:]); "
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )

    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=dict(os.environ, PYTHONPATH=str(Path(__file__).parents[2] / "host")),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    loaded = {name.split(".")[0] for name in json.loads(ran.stderr.splitlines()[-1])}
    assert loaded & set(HEAVY) == set()


def test_a_kdf_without_memory_is_named_and_spares_the_other_files(tmp_path):
    dear = made.slot(memory_kib=1 << 20, passes=3)
    data = made.container.seal(
        made.plaintext(),
        made.ABOUT,
        [(dear, made.Secret(bytes(32)))],
        made.Secret(b"k" * 16),
        b"p" * 16,
    )
    paths = [made.write(tmp_path / "dear", data), made.write(tmp_path / "cheap", made.keystow())]
    password = made.write(tmp_path / "password", made.PASSWORD)

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))

    ran = subprocess.run(
        [sys.executable, "-m", "keystow.cli", "verify", *paths, "--password-file", password],
        env=dict(os.environ, PYTHONPATH=str(Path(__file__).parents[2] / "host")),
        preexec_fn=bound,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 5
    assert ran.stderr == (
        f"keystow: {paths[0]}: There is too little free memory: "
        "close other programs and try again. (NO_MEMORY)\n"
    )
    assert ran.stdout.startswith(f"good: {paths[1]}: it opens")
