"""docs/keystore-format.md: its worked example, bounds, codes and links are what the code does."""

import hashlib
import re
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from keystow.keystore import about, bounds, container, kdf, keys, payload
from keystow.keystore.slots import Argon2idSlot
from keystow.secret import Secret
from tests.keystore import vectors

TEXT = (Path(__file__).parents[2] / "docs" / "keystore-format.md").read_text()
EXAMPLE = TEXT[TEXT.index("## Worked example") :]
VALUES = {
    name.strip(): bytes.fromhex(value)
    for name, value in re.findall(r"^([A-Za-z ]+?) += ([0-9a-f]{24,})", EXAMPLE, re.MULTILINE)
}
VECTOR = next(vector for vector in vectors.ALL if vector.name == "success_one_slot")


def test_every_value_of_the_worked_example_is_right() -> None:
    keystore = container.parse(VECTOR.data)
    password = Secret(VECTOR.password or "")
    opened = container.open_with_password(keystore, password)
    [slot], [body], head = keystore.slots, keystore.bodies, keystore.header
    assert isinstance(slot, Argon2idSlot)
    root, file_key = bytes(kdf.derive_root(password, slot).reveal()), VALUES["file key"]
    sealed = VECTOR.data[head.size :]

    assert {
        "SALT": slot.salt,
        "NONCE": slot.nonce,
        "root": root,
        "commit": body[:32],
        "wrap": keys.hkdf(root, slot.nonce, b"keystow/v1/wrap"),
        "file key": bytes(keys.unwrap(opened.root, slot, body).reveal()),
        "sealed key": body[32:],
        "tag key": keys.hkdf(root, b"", b"keystow/v1/params"),
        "tag": kdf.tag(opened.root, slot),
        "MAC key": keys.hkdf(file_key, b"", b"header"),
        "header MAC": head.mac,
        "payload nonce": sealed[:16],
        "payload key": keys.hkdf(file_key, sealed[:16], b"payload"),
        "plaintext": hashlib.sha256(opened.plaintext).digest(),
        "chunk start": sealed[16:48],
        "chunk tag": sealed[-16:],
        "header sum": hashlib.sha256(VECTOR.data[: head.last_stanza_at]).digest(),
        "payload sum": hashlib.sha256(sealed).digest(),
        "file": hashlib.sha256(VECTOR.data).digest(),
    } == VALUES
    covered = (
        f"first {head.last_stanza_at} bytes of the file, the MAC its first {head.mac_line_at + 3}"
    )
    assert covered in EXAMPLE
    assert VECTOR.data[: head.size].decode() in EXAMPLE
    assert about.encode(keystore.about).decode() in EXAMPLE
    assert f"`{slot.line}`" in EXAMPLE
    assert f"`{slot.parameters}`" in EXAMPLE


def test_the_worked_example_can_be_followed_from_its_text_alone() -> None:
    [text] = re.findall(r"^\{.*\}$", EXAMPLE, re.MULTILINE)
    [nonce] = re.findall(r"AEAD nonce is `([0-9a-f]{24})`", EXAMPLE)
    plaintext = f"{text}\n".encode().ljust(8192)
    [head] = re.findall(r"^age-encryption\.org.*?^--- [^\n]*\n", EXAMPLE, re.MULTILINE | re.DOTALL)

    chunk = ChaCha20Poly1305(VALUES["payload key"]).encrypt(bytes.fromhex(nonce), plaintext, None)

    assert head.encode() + VALUES["payload nonce"] + chunk == VECTOR.data


def test_the_document_states_the_bounds_that_the_code_keeps() -> None:
    table = TEXT[TEXT.index("## Bounds") : TEXT.index("## Which code")]

    assert f"{bounds.HEADER_BYTES:,} bytes" in table
    assert f"| slots | 1 | {bounds.SLOTS} |" in table
    assert f"| M | {bounds.MEMORY_KIB_PER_LANE} · P | {bounds.MEMORY_KIB:,} KiB" in table
    assert f"| T | 1 | {bounds.PASSES} |" in table
    assert f"| P | 1 | {bounds.LANES} |" in table
    assert f"{bounds.COST_KIB_PASSES:,} KiB-passes" in table
    assert f"{bounds.FILE_BYTES:,} bytes" in table
    assert bounds.PAYLOAD_BYTES == 512 * 1024 * 1024
    assert f"at most {bounds.STANZAS} stanzas" in TEXT
    assert f"{kdf.PASSWORD_CODE_POINTS:,} code points, counted as typed" in TEXT
    assert f"-> {about.LINE}\n" in TEXT
    assert payload.DEPTH == 32
    assert "more than 32 levels" in TEXT


def test_the_document_names_every_code_that_a_vector_expects() -> None:
    codes = TEXT[TEXT.index("## Which code") : TEXT.index("## Writing")]
    expected = {vector.expect for vector in vectors.ALL} - {vectors.SUCCESS}

    assert set(re.findall(r"`([A-Z_]{5,})`", codes)) == expected


def test_the_document_names_every_kind_of_vector() -> None:
    table = TEXT[TEXT.index("### Test vectors") : TEXT.index("`make_keystore_vectors.py`")]
    kinds = set(re.findall(r"`([a-z_]+)`", table))

    matched = {kind for kind in kinds for v in vectors.ALL if v.name.startswith(kind)}

    assert matched == kinds
    assert [v.name for v in vectors.ALL if not v.name.startswith(tuple(kinds))] == []


def test_every_link_within_the_document_leads_somewhere() -> None:
    headings = re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", h.lower()).replace(" ", "-") for h in headings}

    links = set(re.findall(r"\]\(#([^)]+)\)", TEXT))

    assert links <= anchors
    assert len(links) > 15
