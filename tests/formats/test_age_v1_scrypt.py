"""Passphrase files of age: our vectors, age's test kit, the age program and rage's library."""

import hashlib
import json
import shutil
import subprocess
import sys
import tracemalloc
import zlib
from base64 import b64decode
from pathlib import Path

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystow import errors
from keystow.formats import age_armor, age_scrypt, contents, registry
from keystow.formats.interface import Warn
from keystow.keystore import header, keys, payload, stream
from keystow.secret import Secret
from keystow.wallet import encoder
from tests.keystore import vectors
from tests.keystore.vectors import SUCCESS, Vector
from tests.support import terminal
from tests.wallet.made import NOW, with_key, with_phrase

FOLDER = Path(__file__).parents[1] / "vectors" / "age"
ALL = [vectors.read(path) for path in sorted(FOLDER.iterdir())]
KIT = Path(__file__).parents[3] / "shared" / "vectors" / "age_testkit"
CODES = {error.code: error for error in errors.ALL}
AGE = shutil.which("age")
KIB = 1024

needs_age = pytest.mark.skipif(AGE is None, reason="age is not here; make setup brings it")
needs_kit = pytest.mark.skipif(not KIT.exists(), reason="age's test kit is not on this machine")

PASSWORD = "Winter-Kettle 48 paints slowly"
VAULT = with_key(with_phrase(passphrase="rosebud"), 7)


def sealed(plaintext: bytes, password: str = PASSWORD, log_n: int = 4) -> bytes:
    return age_scrypt.encrypt(
        plaintext, Secret(password), b"s" * 16, Secret(b"k" * 16), b"p" * 16, log_n
    )


def opened(data: bytes, password: str = PASSWORD):
    return registry.detect(data).open(data, Secret(password))


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the runs of scrypt, by their work factor."""
    made: list[int] = []
    derive = age_scrypt._derive

    def counted(password: Secret, salt: bytes, log_n: int) -> bytes:
        made.append(log_n)
        return derive(password, salt, log_n)

    monkeypatch.setattr(age_scrypt, "_derive", counted)
    return made


# --- our own vectors ---------------------------------------------------------------------------


@pytest.mark.parametrize("vector", ALL, ids=lambda vector: vector.name)
def test_a_vector_gives_what_it_says(vector: Vector, runs: list[int]) -> None:
    if vector.expect == SUCCESS:
        file = opened(vector.data, vector.password or "")
        assert file.format == "age-v1-scrypt"
        assert file.payload_sha256 == vector.facts["payload"]
        assert hashlib.sha256(file.plaintext.reveal()).hexdigest() == vector.facts["payload"]
    else:
        with pytest.raises(CODES[vector.expect]):
            opened(vector.data, vector.password or "")
    assert len(runs) == int(vector.facts["kdf"])


def test_the_vectors_cover_every_code_of_the_format() -> None:
    assert {vector.expect for vector in ALL} == {
        *("success", "NOT_A_KEYSTORE", "TRUNCATED", "DAMAGED", "KDF_LIMIT"),
        *("WRONG_PASSWORD", "ALTERED"),
    }


@pytest.mark.parametrize(
    "vector", [v for v in ALL if v.facts["kdf"] == "0"], ids=lambda vector: vector.name
)
def test_a_file_at_fault_costs_neither_scrypt_nor_memory(vector: Vector) -> None:
    with pytest.raises(errors.KeystowError):  # imports and caches, first
        opened(vector.data)
    tracemalloc.start()
    try:
        with pytest.raises(errors.KeystowError):
            opened(vector.data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * len(vector.data) + 512 * KIB


def test_the_generator_makes_the_same_vectors(tmp_path: Path) -> None:
    script = FOLDER.parent / "make_age_vectors.py"

    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, timeout=120)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in FOLDER.iterdir()
    }


# --- age's test kit ----------------------------------------------------------------------------


def read_kit(path: Path) -> tuple[list[tuple[str, str]], bytes]:
    head, data = path.read_bytes().split(b"\n\n", 1)
    facts = [tuple(line.split(": ", 1)) for line in head.decode().splitlines()]
    return facts, zlib.decompress(data) if ("compressed", "zlib") in facts else data


def kit(fact: str) -> list[Path]:
    files = sorted(KIT.iterdir()) if KIT.exists() else []
    return [path for path in files if any(name == fact for name, _ in read_kit(path)[0])]


@needs_kit
def test_the_kit_is_large_enough_to_say_something() -> None:
    assert len(kit("passphrase")) >= 26
    assert len(kit("armored")) >= 30


@pytest.mark.parametrize("path", kit("passphrase"), ids=lambda path: path.name)
def test_ages_passphrase_files_are_judged_as_age_judges_them(path: Path, runs: list[int]) -> None:
    facts, data = read_kit(path)
    expect = dict(facts)["expect"]
    password = next(value for name, value in facts if name == "passphrase")

    try:
        found = opened(data, password).payload_sha256
    except errors.KeystowError as fault:
        found = fault.code

    if expect == "success":
        assert found == dict(facts)["payload"]
    elif expect == "header failure":
        assert found in ("DAMAGED", "KDF_LIMIT")
        assert runs == []
    else:
        assert expect == "no match"
        # A stanza that only looks like scrypt's: this file has no passphrase at all.
        foreign = path.name == "scrypt_uppercase"
        assert found == ("NOT_A_KEYSTORE" if foreign else "WRONG_PASSWORD")


@pytest.mark.parametrize("path", kit("armored"), ids=lambda path: path.name)
def test_ages_armour_is_judged_as_age_judges_it(path: Path) -> None:
    facts = dict(read_kit(path)[0])
    data = read_kit(path)[1]

    try:
        found = hashlib.sha256(open_with_file_key(data, facts["file key"])).hexdigest()
    except (errors.KeystowError, keys.NotAuthentic) as fault:
        found = type(fault).__name__

    if facts["expect"] in ("success", "no match"):
        assert found == facts.get("payload", found)
        assert len(found) == 64
    elif facts["expect"] == "armor failure":
        assert found in ("Damaged", "Truncated", "NotAKeystore")
    else:
        assert facts["expect"] in ("header failure", "payload failure", "HMAC failure")
        assert found in ("NotAKeystore", "Damaged", "NotAuthentic")


def open_with_file_key(data: bytes, file_key: str) -> bytearray:
    if not age_armor.is_armored(data):
        raise errors.NotAKeystore
    inner = age_armor.decode(data)
    head = header.read(inner)
    header.check_mac(head, inner, Secret(bytes.fromhex(file_key)))
    return stream.decrypt(Secret(bytes.fromhex(file_key)), inner[head.size :])


# --- other people's programs -------------------------------------------------------------------


@needs_age
@pytest.mark.parametrize("armor", [(), ("-a",)], ids=["binary", "armoured"])
def test_what_the_age_program_wrote_opens(armor: tuple[str, ...], tmp_path: Path) -> None:
    clear, out = tmp_path / "clear", tmp_path / "out.age"
    clear.write_bytes(b"whatever\n" * 10000)

    shown = terminal.run(
        [AGE or "", "-p", *armor, "-o", str(out), str(clear)],
        [("Enter passphrase", PASSWORD), ("Confirm passphrase", PASSWORD)],
    )

    assert shown.code == 0
    assert bytes(opened(out.read_bytes()).plaintext.reveal()) == clear.read_bytes()
    with pytest.raises(errors.WrongPassword):
        opened(out.read_bytes(), "another")


@needs_age
@pytest.mark.parametrize("armored", [False, True])
@pytest.mark.parametrize("log_n", [4, age_scrypt.WRITE_LOG_N])
def test_the_age_program_opens_what_we_write(log_n: int, armored: bool, tmp_path: Path) -> None:
    file, out = tmp_path / "file.age", tmp_path / "out"
    data = sealed(b"whatever\n" * 10000, "žluťoučký kůň", log_n)
    file.write_bytes(age_armor.encode(data) if armored else data)

    shown = terminal.run(
        [AGE or "", "-d", "-o", str(out), str(file)], [("Enter passphrase", "žluťoučký kůň")]
    )

    assert shown.code == 0
    assert out.read_bytes() == b"whatever\n" * 10000


def test_another_library_opens_what_we_write_and_the_other_way_round() -> None:
    assert pyrage.passphrase.decrypt(sealed(b"ours"), PASSWORD) == b"ours"
    theirs = pyrage.passphrase.encrypt(b"theirs", PASSWORD)
    assert bytes(opened(theirs).plaintext.reveal()) == b"theirs"


def test_the_bound_on_the_work_lets_in_what_age_and_rage_write() -> None:
    assert age_scrypt.WRITE_LOG_N < age_scrypt.READ_LOG_N == 21
    assert 1 << age_scrypt.READ_LOG_N == 2 * 1024 * 1024  # KiB


# --- the format's interface --------------------------------------------------------------------


def test_inspecting_tells_what_a_guess_costs() -> None:
    inspection = registry.detect(sealed(b"x", log_n=18)).inspect(sealed(b"x", log_n=18))

    [slot] = inspection.slots
    assert (slot["kdf"], slot["memory_kib"], slot["log_n"]) == ("scrypt", 256 * 1024, 18)
    assert (inspection.hint, inspection.made_by, inspection.created) == ("", "", None)
    assert inspection.sum_state is None
    json.dumps(slot)


@pytest.mark.parametrize("lay_out", [payload.encode, lambda v: json.dumps(v, indent=2).encode()])
def test_a_payload_of_ours_is_a_wallet(lay_out) -> None:
    file = opened(sealed(lay_out(encoder.to_payload(VAULT))))

    assert file.vault == VAULT
    assert file.warnings == ()
    assert contents.to_vault(file, wallet_id="1" * 32, name="x", now=NOW) == VAULT
    assert (file.slot, file.root, file.foreign) == (None, None, ())


@pytest.mark.parametrize(
    "plaintext", [b"", b"a diary", b"\xff\x00", b'{"format":"keystow-vault"}', b"keystow-vault"]
)
def test_anything_else_is_kept_and_not_shown(plaintext: bytes) -> None:
    file = opened(sealed(plaintext))
    vault = contents.to_vault(file, wallet_id="1" * 32, name="Diary", now=NOW)

    assert file.warnings == (Warn.CONTENT_UNKNOWN,)
    assert contents.report(file, show_secrets=True)["accounts"] == []
    assert (vault.name, vault.accounts, vault.secrets) == ("Diary", (), ())
    [kept] = vault.foreign
    assert kept.format == "age-v1-scrypt"
    assert b64decode(kept.data) == plaintext


def test_a_payload_of_a_later_version_says_so() -> None:
    later = encoder.to_payload(VAULT) | {"version": 2}

    with pytest.raises(errors.NewerFormat):
        opened(sealed(payload.encode(later)))


@given(st.binary(max_size=1000))
def test_armour_is_read_as_it_was_written(data: bytes) -> None:
    text = age_armor.encode(data)

    assert age_armor.is_armored(text)
    assert age_armor.decode(text) == data
    assert {len(row) for row in text.split(b"\n")[1:-3]} <= {64}


@given(st.data())
def test_no_change_of_a_header_goes_unseen(data: st.DataObject) -> None:
    good = sealed(b"x", log_n=1)
    at = data.draw(st.integers(0, len(good) - 1))
    bit = data.draw(st.integers(0, 7))
    spoilt = good[:at] + bytes([good[at] ^ 1 << bit]) + good[at + 1 :]

    with pytest.raises(errors.KeystowError):
        opened(spoilt)


def test_each_cut_is_refused() -> None:
    good = sealed(b"x", log_n=1)
    for size in range(len(good)):
        with pytest.raises(errors.KeystowError):
            opened(good[:size])
    text = age_armor.encode(good)
    for size in range(len(text) - 1):  # the last line end may be missing
        with pytest.raises(errors.KeystowError):
            opened(text[:size])


@pytest.mark.parametrize("wrong", [(b"s", b"k" * 16, b"p" * 16), (b"s" * 16, b"k", b"p" * 16)])
def test_a_writer_takes_no_short_random_bytes(wrong: tuple[bytes, bytes, bytes]) -> None:
    salt, file_key, nonce = wrong
    with pytest.raises(ValueError, match="16 bytes"):
        age_scrypt.encrypt(b"", Secret("x"), salt, Secret(file_key), nonce, 1)


def test_an_armoured_file_is_bounded_more_tightly() -> None:
    text = age_armor.BEGIN + b"\n" + b"A" * age_armor.LIMIT

    with pytest.raises(errors.TooLarge):
        registry.detect(text)
