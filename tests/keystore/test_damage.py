"""Every bit flip and every truncation of a small keystore: a right code, never other plaintext."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystow.errors import KeystowError
from keystow.keystore import container, payload, stream
from keystow.secret import Secret
from tests.keystore import samples

with pytest.MonkeyPatch.context() as patch:  # small, so that every bit can have its turn
    patch.setattr(payload, "is_padded_size", lambda size: True)
    SEALED = samples.seal(b'{"name":"Savings"}\n')
HEADER = container.parse(SEALED).header
SLOT, ROOT = samples.slot(), samples.root(samples.slot())
MAC_LINE = range(HEADER.mac_line_at, HEADER.size)
BEFORE_PAYLOAD = {"NOT_A_KEYSTORE", "TRUNCATED", "DAMAGED", "NEWER_FORMAT", "KDF_LIMIT"}


def outcome(data: bytes) -> str:
    """Return the code, or success; the root is at hand, so that no flip costs a KDF."""
    try:
        keystore = container.parse(data)
        slot_id = keystore.slots[0].id
        container.open_with_root(keystore, slot_id, ROOT)
    except KeystowError as fault:
        return fault.code
    return "success"


def flipped(at: int, bit: int) -> bytes:
    return SEALED[:at] + bytes([SEALED[at] ^ 1 << bit]) + SEALED[at + 1 :]


def test_every_bit_flip_of_the_header_is_found() -> None:
    version_end = SEALED.index(b"\n") + 1
    for at in range(HEADER.size):
        allowed = BEFORE_PAYLOAD
        if at < version_end:
            allowed = {"NOT_A_KEYSTORE"}
        elif at in MAC_LINE:  # the one place that sum leaves out
            allowed = {"TRUNCATED", "DAMAGED", "ALTERED"}
        elif at in range(HEADER.last_stanza_at, HEADER.mac_line_at):  # no sum, then, to deny it
            allowed = BEFORE_PAYLOAD | {"ALTERED"}
        for bit in range(8):
            assert outcome(flipped(at, bit)) in allowed, (at, bit)


def test_a_flip_of_the_macs_own_bits_is_called_altered_or_bad_grammar() -> None:
    found = {
        outcome(flipped(at, bit))
        for at in range(MAC_LINE.start + 4, MAC_LINE.stop - 1)
        for bit in range(8)
    }

    assert found == {"ALTERED", "DAMAGED"}


def test_every_bit_flip_of_the_payload_is_damage() -> None:
    for at in range(HEADER.size, len(SEALED)):
        for bit in range(8):
            assert outcome(flipped(at, bit)) == "DAMAGED", (at, bit)


def test_every_bit_flip_is_altered_once_the_sum_is_gone() -> None:
    start, end = HEADER.last_stanza_at, HEADER.mac_line_at
    for at in range(HEADER.size, len(SEALED)):
        data = flipped(at, at % 8)
        assert outcome(data[:start] + data[end:]) == "ALTERED", at


def test_every_truncation_has_its_code() -> None:
    for size in range(len(SEALED)):
        if size < len(b"age-encryption.org/v1\n"):
            expected = "NOT_A_KEYSTORE"
        elif size < HEADER.size + 32:
            expected = "TRUNCATED"
        else:
            expected = "DAMAGED"
        assert outcome(SEALED[:size]) == expected, size


@given(
    st.lists(
        st.tuples(st.integers(0, HEADER.size + 40), st.integers(0, 2), st.binary(max_size=4)),
        min_size=1,
        max_size=4,
    )
)
def test_no_splice_opens_to_other_plaintext(splices: list[tuple[int, int, bytes]]) -> None:
    data = SEALED
    for at, cut, insert in splices:
        data = data[:at] + insert + data[at + cut :]
    if data != SEALED:
        assert outcome(data) != "success"


@given(st.binary(max_size=600))
def test_random_bytes_after_a_version_line_only_raise_our_codes(data: bytes) -> None:
    assert outcome(b"age-encryption.org/v1\n" + data) in BEFORE_PAYLOAD


@given(st.lists(st.sampled_from(SEALED[: HEADER.size].split(b"\n")), max_size=14))
def test_shuffled_lines_only_raise_our_codes(lines: list[bytes]) -> None:
    data = b"\n".join([b"age-encryption.org/v1", *lines]) + SEALED[HEADER.size - 1 :]

    if data != SEALED:
        assert outcome(data) != "success"


@given(st.integers(0, 3 * stream.CHUNK_BYTES), st.integers(0, 2**16))
def test_no_payload_with_a_flipped_bit_is_decrypted(size: int, place: int) -> None:
    sealed = stream.encrypt(Secret(samples.FILE_KEY), samples.PAYLOAD_NONCE, bytes(size))
    at = place * 7919 % len(sealed)
    sealed[at] ^= 1 << place % 8

    with pytest.raises(stream.NotAuthentic):
        stream.decrypt(Secret(samples.FILE_KEY), sealed)


def test_what_was_decrypted_before_the_fault_is_overwritten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[bytearray] = []

    def watched(size: int) -> bytearray:
        made.append(bytearray(size))
        return made[-1]

    file_key, clear = Secret(samples.FILE_KEY), b"x" * (2 * stream.CHUNK_BYTES)
    sealed = stream.encrypt(file_key, samples.PAYLOAD_NONCE, clear)
    sealed[-1] ^= 1
    monkeypatch.setattr(stream, "bytearray", watched, raising=False)

    with pytest.raises(stream.NotAuthentic):
        stream.decrypt(file_key, sealed)

    assert made == [bytes(len(clear))]
