"""The header's grammar and STREAM against age's own test kit, and stanzas there and back."""

import zlib
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystow.errors import Damaged, KeystowError
from keystow.keystore import header, keys, stanzas, stream
from keystow.keystore.stanzas import Stanza
from keystow.secret import Secret
from tests.keystore import samples

KIT = Path(__file__).parents[3] / "shared" / "vectors" / "age_testkit"
OURS_TO_JUDGE = ("empty", "header_", "hmac_", "stanza_", "stream_", "version_")
"""The kit's files on container and payload; the others are about recipients and armour."""

arguments = st.lists(
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1), min_size=1, max_size=5
)


@given(arguments, st.binary(max_size=200))
def test_a_stanza_is_read_as_it_was_written(words: list[str], body: bytes) -> None:
    lines = stanzas.encode(" ".join(words), body).split(b"\n")

    assert lines.pop() == b""
    assert list(stanzas.decode_all(lines, 1)) == [(0, Stanza(tuple(words), body))]


@pytest.mark.parametrize("size", [0, 47, 48, 49, 96])
def test_a_body_ends_with_a_short_line(size: int) -> None:
    rows = stanzas.encode("a", bytes(size)).split(b"\n")[1:-1]

    assert {len(row) for row in rows[:-1]} <= {64}
    assert len(rows[-1]) < 64


@given(st.binary())
def test_base64_has_one_spelling(data: bytes) -> None:
    text = stanzas.encode_base64(data).encode()

    assert stanzas.decode_base64(text) == data
    for other in (text + b"=", text + b"\n", b" " + text, text + b"A" * (1 + -len(text) % 4)):
        if len(other) % 4 == 1 or not other.isalnum():
            with pytest.raises(Damaged):
                stanzas.decode_base64(other)


def test_offsets_point_at_what_is_hashed() -> None:
    data = samples.seal()

    head = header.read(data)

    assert data[head.last_stanza_at :].startswith(b"-> keystow/sum")
    assert data[head.mac_line_at :].startswith(b"--- ")
    assert data[: head.size].endswith(b"\n")
    assert data[head.size :].startswith(samples.PAYLOAD_NONCE)


@given(st.integers(0, 3 * stream.CHUNK_BYTES))
def test_a_stream_comes_back(size: int) -> None:
    plaintext = (b"0123456789abcdef!" * (size // 17 + 1))[:size]
    file_key = Secret(samples.FILE_KEY)

    sealed = stream.encrypt(file_key, samples.PAYLOAD_NONCE, plaintext)

    assert stream.decrypt(file_key, sealed) == plaintext
    assert len(sealed) == 16 + size + 16 * max(1, -(-size // stream.CHUNK_BYTES))


def kit() -> list[Path]:
    files = sorted(KIT.iterdir()) if KIT.exists() else []
    return [path for path in files if path.name.startswith(OURS_TO_JUDGE)]


@pytest.mark.skipif(not KIT.exists(), reason="age's test kit is not on this machine")
def test_the_kit_is_large_enough_to_say_something() -> None:
    assert len(kit()) > 40


@pytest.mark.parametrize("path", kit(), ids=lambda path: path.name)
def test_ages_test_kit_is_judged_as_age_judges_it(path: Path) -> None:
    facts, data = read_kit(path)
    file_key = Secret(bytes.fromhex(facts["file key"]))

    try:
        plaintext = open_with_file_key(data, file_key)
    except (KeystowError, keys.NotAuthentic) as fault:
        found = type(fault).__name__
    else:
        found = sha256(plaintext).hexdigest()

    if facts["expect"] == "success":
        assert found == facts["payload"]
    elif facts["expect"] == "HMAC failure":
        assert found == "NotAuthentic"
    elif facts["expect"] == "payload failure":
        assert found in ("NotAuthentic", "Truncated")
    else:
        assert facts["expect"] == "header failure"
        assert found in ("NotAKeystore", "Truncated", "Damaged")


def read_kit(path: Path) -> tuple[dict[str, str], bytes]:
    head, data = path.read_bytes().split(b"\n\n", 1)
    facts = dict(line.split(": ", 1) for line in head.decode().splitlines())
    return facts, zlib.decompress(data) if facts.get("compressed") == "zlib" else data


def open_with_file_key(data: bytes, file_key: Secret) -> bytearray:
    head = header.read(data)
    mac = keys.header_mac(file_key, data[: head.mac_line_at + 3])
    if not compare_digest(mac, head.mac):
        raise keys.NotAuthentic
    return stream.decrypt(file_key, data[head.size :])
