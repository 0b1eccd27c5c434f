"""Sealing and opening as a whole: round trips, what a caller may not ask for, what stays out."""

import hashlib
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keystow.errors import Damaged, KdfLimit, TooLarge, WrongPassword
from keystow.keystore import bounds, container, kdf, keys, payload
from keystow.keystore.about import About
from keystow.keystore.container import SumState
from keystow.keystore.slots import Argon2idSlot, CodeSlot, Slot, SlotId
from keystow.secret import Secret
from tests.keystore import samples

HOST = Path(__file__).parents[2] / "host"

ids = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=4, max_size=16).map(SlotId)
sixteen = st.binary(min_size=16, max_size=16)
plain = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=200)
argon2id_slots = st.builds(
    Argon2idSlot, ids, sixteen, sixteen, st.just(64), st.just(1), st.integers(1, 8), st.booleans()
)
code_slots = st.builds(CodeSlot, ids, sixteen, sixteen, st.sampled_from(("recovery", "slip39")))
many_slots = st.lists(
    argon2id_slots | code_slots, min_size=1, max_size=10, unique_by=lambda slot: slot.id
)


@given(many_slots, plain, st.binary(min_size=16, max_size=16), sixteen, st.data())
def test_what_is_sealed_opens_by_every_root(
    slots: list[Slot], hint: str, file_key: bytes, nonce: bytes, data: st.DataObject
) -> None:
    doors = [(slot, Secret(hashlib.sha256(slot.id.encode()).digest())) for slot in slots]
    about = About(hint, "keystow 0.1.0", "2026-11-22T16:00:00Z")
    plaintext = payload.encode(samples.WALLET)

    sealed = container.seal(plaintext, about, doors, Secret(file_key), nonce)
    keystore = container.parse(sealed)

    assert (keystore.about, keystore.slots) == (about, tuple(slots))
    assert keystore.sum_state is SumState.RIGHT
    assert keystore.digest == hashlib.sha256(sealed).hexdigest()
    slot, root = data.draw(st.sampled_from(doors))
    opened = container.open_with_root(keystore, slot.id, root)
    assert (opened.plaintext, opened.slot, opened.root) == (plaintext, slot, root)
    assert opened.payload_sha256 == hashlib.sha256(plaintext).hexdigest()


def test_age_itself_takes_our_file_for_a_valid_one() -> None:
    sealed = samples.seal()
    stranger = pyrage.x25519.Identity.generate()

    with pytest.raises(pyrage.DecryptError, match="No matching keys found"):
        pyrage.decrypt(sealed, [stranger])
    with pytest.raises(pyrage.DecryptError, match="Unknown age format"):  # it can say no
        pyrage.decrypt(sealed.replace(b"-> keystow/sum", b"-- keystow/sum"), [stranger])


def test_a_root_opens_its_own_slot_only() -> None:
    first, second = samples.slot("first234"), samples.slot("second23")
    sealed = samples.seal(doors=[(first, samples.root(first)), (second, samples.root(second))])
    keystore = container.parse(sealed)

    with pytest.raises(WrongPassword):
        container.open_with_root(keystore, second.id, samples.root(first))
    with pytest.raises(WrongPassword):
        container.open_with_root(keystore, SlotId("elsewhere"), samples.root(first))


def test_the_callers_root_outlives_a_failure() -> None:
    root = samples.root(samples.slot())

    with pytest.raises(WrongPassword):
        container.open_with_root(container.parse(samples.seal()), samples.slot().id, Secret(b"x"))
    container.open_with_root(container.parse(samples.seal()), samples.slot().id, root)

    assert root == samples.root(samples.slot())


def test_roots_that_fit_no_slot_are_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    keystore = container.parse(samples.seal())
    made: list[Secret] = []
    derive_root = kdf.derive_root

    def watched(password: Secret, slot: Argon2idSlot, keyfile: Secret | None) -> Secret:
        made.append(derive_root(password, slot, keyfile))
        return made[-1]

    monkeypatch.setattr(kdf, "derive_root", watched)

    with pytest.raises(WrongPassword):
        container.open_with_password(keystore, Secret("wrong"))

    assert made == [Secret(bytes(32))]


def test_a_yes_lifts_the_limit_on_the_cost_of_all_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    keystore = container.parse(samples.seal())
    monkeypatch.setattr(bounds, "COST_KIB_PASSES", 7)

    with pytest.raises(KdfLimit):
        container.open_with_password(keystore, Secret(samples.PASSWORD))
    opened = container.open_with_password(keystore, Secret(samples.PASSWORD), more_cost=True)

    assert payload.decode(opened.plaintext) == samples.WALLET


@pytest.mark.parametrize("keyfile", [b"", b"x" * (kdf.KEYFILE_BYTES + 1)])
def test_a_key_file_that_no_writer_takes_fits_no_slot(keyfile: bytes) -> None:
    slot = samples.slot(keyfile=True)
    sealed = samples.seal(doors=[(slot, Secret(bytes(32)))])

    with pytest.raises(WrongPassword):
        container.open_with_password(
            container.parse(sealed), Secret(samples.PASSWORD), keyfile=Secret(keyfile)
        )


def test_no_slot_is_tried_after_a_commit_that_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = samples.slot("first234"), samples.slot("second23")
    sealed = samples.seal(doors=[(first, samples.root(first)), (second, samples.root(second))])
    spoilt = sealed[:-1] + bytes([sealed[-1] ^ 1])
    tried: list[str] = []
    is_committed = keys.is_committed
    monkeypatch.setattr(
        keys, "is_committed", lambda r, s, b: tried.append(s.id) or is_committed(r, s, b)
    )

    with pytest.raises(Damaged):
        container.open_with_password(container.parse(spoilt), Secret(samples.PASSWORD))

    assert tried == ["first234"]


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_any_bytes_like_object_is_parsed(kind: type[bytes]) -> None:
    opened = container.open_with_password(
        container.parse(kind(samples.seal())), Secret(samples.PASSWORD)
    )

    assert payload.decode(opened.plaintext) == samples.WALLET


def test_a_writer_is_kept_from_what_a_reader_refuses() -> None:
    slot, root = samples.slot(), Secret(bytes(32))
    many = [(samples.slot(f"slot{at:02}"), root) for at in range(17)]

    for doors in ([], [(slot, root), (slot, root)]):
        with pytest.raises(ValueError, match="slots"):
            samples.seal(doors=doors)
    for doors in (many, many[:11], [(samples.slot(memory_kib=2**21 + 1), root)]):
        with pytest.raises(KdfLimit):
            samples.seal(doors=doors)
    for plaintext in (b"", b"{}\n", bytes(8191), bytes(8193)):
        with pytest.raises(ValueError, match="padded"):
            samples.seal(plaintext)
    for file_key, nonce in ((bytes(15), bytes(16)), (bytes(16), bytes(12))):
        with pytest.raises(ValueError, match="16 bytes"):
            container.seal(bytes(8192), samples.ABOUT, [(slot, root)], Secret(file_key), nonce)


def test_a_file_larger_than_any_writer_makes_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = samples.seal()
    monkeypatch.setattr(bounds, "FILE_BYTES", len(sealed))
    container.parse(sealed)

    monkeypatch.setattr(bounds, "FILE_BYTES", len(sealed) - 1)

    with pytest.raises(TooLarge):
        container.parse(sealed)


def test_the_largest_file_is_the_longest_header_and_payload() -> None:
    chunks = 512 * 1024 * 1024 // 65536
    assert 65536 + 16 + 512 * 1024 * 1024 + 16 * chunks == bounds.FILE_BYTES


def test_parsing_imports_neither_the_kdf_nor_the_ciphers() -> None:
    program = (
        "import sys; from pathlib import Path; from keystow.keystore import container;"
        "container.parse(sys.stdin.buffer.read());"
        "print(sorted({'argon2', 'cryptography', '_cffi_backend'} & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        input=samples.seal(),
        capture_output=True,
        check=True,
        env={"PYTHONPATH": str(HOST)},
    )

    assert done.stdout.strip() == b"[]"


def test_secrets_and_bytes_stay_out_of_text_forms() -> None:
    keystore = container.parse(samples.seal())
    opened = container.open_with_password(keystore, Secret(samples.PASSWORD))

    assert "Savings" not in repr(opened)
    assert "bytearray" not in repr(opened)
    assert "data=" not in repr(keystore)


def test_memory_stays_within_a_few_times_the_payload() -> None:
    plaintext = payload.pad(b'{"a":"' + b"x" * 16_000_000 + b'"}')
    slot, root = samples.slot(), samples.root(samples.slot())
    samples.seal()
    tracemalloc.start()
    try:
        sealed = samples.seal(plaintext, [(slot, root)])
        _, sealing = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        opened = container.open_with_root(container.parse(sealed), slot.id, root)
        _, opening = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert opened.plaintext == plaintext
    assert sealing < 2.1 * len(plaintext)  # beside the plaintext itself
    assert opening < 2.1 * len(plaintext)  # the sealed file and the new plaintext


@settings(max_examples=20)
@given(st.binary(max_size=300))
def test_a_tail_never_opens(tail: bytes) -> None:
    sealed = samples.seal()
    if tail:
        with pytest.raises(Damaged):
            container.open_with_password(container.parse(sealed + tail), Secret(samples.PASSWORD))
