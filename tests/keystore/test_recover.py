"""docs/recover.py, which shares no code with the host, on every vector."""

import hashlib
import importlib.util
import json
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from keystow.keystore import container, kdf, payload, recovery_code
from keystow.keystore.about import About
from keystow.keystore.slots import Argon2idSlot, CodeSlot, SlotId
from keystow.secret import Secret
from tests.keystore import vectors
from tests.keystore.vectors import SUCCESS, Vector

SCRIPT = Path(__file__).parents[2] / "docs" / "recover.py"
LEFT_OUT = ("plaintext_", "slot_code_", "about_body_")
"""What the script says it doesn't check: an authentic file is its owner's."""
OTHER_CODES = {"grammar_in_a_long_header": "KDF_LIMIT"}  # it parses no header without end
BY_PASSWORD = [v for v in vectors.ALL if v.password is not None]
ONE_OF_EACH = {v.expect: v for v in BY_PASSWORD if v.name != "password_lone_surrogate"}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("recover", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("vector", BY_PASSWORD, ids=lambda vector: vector.name)
def test_the_script_judges_a_vector_as_the_host_does(
    vector: Vector, script: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    if vector.name == "password_unicode_15" and unicodedata.unidata_version != "14.0.0":
        pytest.skip("the script has the running Python's table only, and says so by another code")
    keyfile = vector.secret("keyfile")

    try:
        text = script.recover(
            vector.data, lambda: vector.password, keyfile and bytes(keyfile.reveal())
        )
    except SystemExit as stop:
        found = str(stop).split(" ")[0]
    else:
        found = SUCCESS

    if vector.name.startswith(LEFT_OUT):
        assert found == (SUCCESS if b"keystow/argon2id" in vector.data else "WRONG_PASSWORD")
        return
    assert found == OTHER_CODES.get(vector.name, vector.expect)
    if found == SUCCESS:
        size = payload.padded_size(len(text))
        assert hashlib.sha256(text.ljust(size)).hexdigest() == vector.facts["payload"]
    elif found not in ("WRONG_PASSWORD", "ALTERED", "UNSUPPORTED_CHARACTER"):
        was_asked = "hint" in capsys.readouterr().err
        assert was_asked == (vector.facts["kdf"] != "0")  # else refused before that


@pytest.mark.parametrize("end", ["", "\n", "\r\n"], ids=ascii)
def test_the_script_prints_a_wallet(end: str, tmp_path: Path) -> None:
    done = run(named("success_two_slots_two"), tmp_path, end)

    assert json.loads(done.stdout)["accounts"][0]["name"] == "Savings"
    assert done.stdout.endswith(b"}\n")
    assert b"the usual one" in done.stderr
    assert done.returncode == 0


@pytest.mark.parametrize("name", ["success_keyfile", "password_empty", "password_nfd"])
def test_the_script_takes_key_files_and_any_password(name: str, tmp_path: Path) -> None:
    assert run(named(name), tmp_path).returncode == 0


@pytest.mark.parametrize(
    "vector", [v for c, v in ONE_OF_EACH.items() if c != SUCCESS], ids=lambda v: str(v.expect)
)
def test_the_script_names_what_is_wrong_and_prints_nothing(vector: Vector, tmp_path: Path) -> None:
    done = run(vector, tmp_path)

    assert done.stdout == b""
    assert vector.expect.encode() in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.returncode == 1


@pytest.mark.parametrize("spelt", [str.lower, str.upper, lambda code: code.replace("-", " ")])
def test_the_script_takes_a_recovery_code(
    spelt: Callable[[str], str], script: ModuleType, tmp_path: Path
) -> None:
    data, code = _with_code()

    text = script.recover(data, lambda: spelt(code), None)

    assert json.loads(text) == {"accounts": []}


def test_the_script_refuses_another_code(script: ModuleType) -> None:
    data, _ = _with_code()
    other = recovery_code.show(Secret(b"another twenty bytes")).reveal().decode()

    with pytest.raises(SystemExit, match="WRONG_PASSWORD"):
        script.recover(data, lambda: other, None)


def _with_code() -> tuple[bytes, str]:
    """Return a keystore that a recovery code opens besides a password, and that code."""
    code = Secret(bytes(range(7, 27)))
    slots = (
        (Argon2idSlot(SlotId("aaaa2222"), b"s" * 16, b"n" * 16, 8, 1, 1), Secret(b"r" * 32)),
        (CodeSlot(SlotId("cccc2222"), b"t" * 16, b"m" * 16), None),
    )
    keys = [(slot, root or kdf.derive_code_root(code, slot)) for slot, root in slots]
    about = About("", "a test", "2026-11-22T16:00:00Z")
    plaintext = payload.encode({"accounts": []})
    data = container.seal(plaintext, about, keys, Secret(b"k" * 16), b"p" * 16)
    return data, recovery_code.show(code).reveal().decode()


def test_the_script_is_short_enough_to_read() -> None:
    assert len(SCRIPT.read_text().splitlines()) < 150


def test_the_script_needs_one_package_only() -> None:
    program = (
        "import sys, runpy; before = set(sys.modules); sys.path = sys.path[1:];"
        f"runpy.run_path({str(SCRIPT)!r}); "
        "print(sorted({m.split('.')[0] for m in set(sys.modules) - before}"
        " - set(sys.stdlib_module_names)))"
    )

    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, check=True)

    assert set(json.loads(done.stdout.replace(b"'", b'"'))) <= {
        "_cffi_backend",
        "_openssl",  # cryptography's own
        "cryptography",
    }


def named(name: str) -> Vector:
    return next(vector for vector in vectors.ALL if vector.name == name)


def run(vector: Vector, folder: Path, end: str = "\n") -> subprocess.CompletedProcess[bytes]:
    file, password = folder / "wallet.keystow", folder / "password"
    file.write_bytes(vector.data)
    password.write_bytes(f"{vector.password}{end}".encode())
    command = [sys.executable, str(SCRIPT), str(file), "--password-file", str(password)]
    keyfile = vector.secret("keyfile")
    if keyfile:
        (folder / "key").write_bytes(keyfile.reveal())
        command += ["--keyfile", str(folder / "key")]
    return subprocess.run(command, capture_output=True, check=False, timeout=60)
