"""Every vector, by the host: the code, the plaintext, the number of KDF runs, the bytes again."""

import json
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from keystow import errors
from keystow.keystore import container, kdf, payload, recovery_code
from keystow.keystore.container import Opened
from keystow.secret import Secret
from tests.keystore import vectors
from tests.keystore.vectors import SUCCESS, Vector

KIB = 1024
CODES = {error.code: error for error in errors.ALL}
NO_KDF = [v for v in vectors.ALL if v.expect != SUCCESS and v.facts["kdf"] == "0"]
OF_THE_FORMAT = {
    "NOT_A_KEYSTORE",
    "TRUNCATED",
    "DAMAGED",
    "NEWER_FORMAT",
    "KDF_LIMIT",
    "WRONG_PASSWORD",
    "ALTERED",
    "UNSUPPORTED_CHARACTER",
}


def named(vector: Vector) -> str:
    return vector.name


def open_vector(vector: Vector) -> Opened:
    keystore = container.parse(vector.data)
    if "sum" in vector.facts:
        assert keystore.sum_state == vector.facts["sum"]
    code = vector.secret("code")
    if "code text" in vector.facts:
        code = recovery_code.read(Secret(json.loads(vector.facts["code text"])))
    if code:
        return container.open_with_code(keystore, code)
    password = Secret(vector.password or "")
    return container.open_with_password(keystore, password, keyfile=vector.secret("keyfile"))


def read_vector(vector: Vector) -> dict[str, Any]:
    opened = open_vector(vector)
    assert opened.payload_sha256 == vector.facts["payload"]  # here, it can only be the plaintext
    return payload.decode(opened.plaintext)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the runs of Argon2id, by their memory."""
    memory: list[int] = []
    argon2id = kdf._argon2id

    def counted(password: Secret, pepper: Secret, slot: kdf.Argon2idSlot) -> Secret:
        memory.append(slot.memory_kib)
        return argon2id(password, pepper, slot)

    monkeypatch.setattr(kdf, "_argon2id", counted)
    return memory


@pytest.mark.parametrize("vector", vectors.ALL, ids=named)
def test_a_vector_gives_what_it_says(vector: Vector, runs: list[int]) -> None:
    if vector.expect == SUCCESS:
        assert read_vector(vector)
    else:
        with pytest.raises(CODES[vector.expect]):
            read_vector(vector)
    assert len(runs) == int(vector.facts["kdf"])


@pytest.mark.parametrize("vector", [v for v in vectors.ALL if "roots" in v.facts], ids=named)
def test_sealing_a_vector_again_gives_the_same_bytes(vector: Vector) -> None:
    opened, keystore = open_vector(vector), container.parse(vector.data)
    roots = [Secret(bytes.fromhex(root)) for root in vector.facts["roots"].split()]
    file_key = vector.secret("file key")
    assert file_key is not None
    nonce = vector.data[keystore.header.size :][:16]

    again = container.seal(
        opened.plaintext,
        keystore.about,
        list(zip(keystore.slots, roots, strict=True)),
        file_key,
        nonce,
    )

    assert again == vector.data


@pytest.mark.parametrize("vector", [v for v in vectors.ALL if "tag" in v.facts], ids=named)
def test_a_cached_root_opens_and_its_tag_tells_whether_the_line_is_its_own(
    vector: Vector,
) -> None:
    keystore, root = container.parse(vector.data), vector.secret("root")
    assert root is not None

    opened = container.open_with_root(keystore, keystore.slots[0].id, root)

    is_own = kdf.tag(root, opened.slot) == bytes.fromhex(vector.facts["tag"])
    assert is_own == (vector.expect == SUCCESS)


@pytest.mark.parametrize("vector", NO_KDF, ids=named)
def test_a_file_at_fault_costs_neither_kdf_nor_memory(vector: Vector, runs: list[int]) -> None:
    with pytest.raises(errors.KeystowError):  # imports and caches, first
        open_vector(vector)
    tracemalloc.start()
    try:
        with pytest.raises(errors.KeystowError):
            open_vector(vector)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert runs == []
    keyfile = vector.secret("keyfile") or Secret(b"")
    assert peak < 4 * (len(vector.data) + len(keyfile.reveal())) + 512 * KIB


def test_the_vectors_cover_every_code_of_the_format() -> None:
    assert {vector.expect for vector in vectors.ALL} == OF_THE_FORMAT | {SUCCESS}


def test_the_generator_makes_the_same_vectors(tmp_path: Path) -> None:
    script = vectors.FOLDER.parent / "make_keystore_vectors.py"

    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, timeout=120)

    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in vectors.FOLDER.iterdir()}
    assert made.keys() == kept.keys()
    assert [name for name in made if made[name] != kept[name]] == []
