"""Passwords and roots: published vectors, normalisation, what may not be asked for."""

import contextlib
import hashlib
import json
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from argon2.low_level import Type, core, ffi, hash_secret_raw
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st

from keystow.errors import KdfLimit, NoMemory, TooLarge, UnsupportedCharacter
from keystow.keystore import bounds, kdf, keys, slots, unicode_14
from keystow.keystore.slots import CodeSlot, SlotId
from keystow.secret import Secret
from tests.keystore import samples

SHARED = Path(__file__).parents[3] / "shared" / "vectors"
CODE = bytes(range(20))


@given(st.text(st.characters(max_codepoint=0x2FF), max_size=40))
def test_a_root_is_argon2ids_own(password: str) -> None:
    slot = samples.slot()
    normal = unicodedata.normalize("NFKD", password).encode()

    root = kdf.derive_root(Secret(password), slot)

    assert bytes(root.reveal()) == hash_secret_raw(normal, slot.salt, 1, 8, 1, 32, Type.ID)


def test_a_key_file_is_argon2s_secret() -> None:
    slot = samples.slot(keyfile=True, memory_kib=64, passes=2, lanes=4)
    parameters = {"iterations": 2, "lanes": 4, "memory_cost": 64}
    oracle = Argon2id(
        salt=slot.salt, length=32, secret=hashlib.sha256(b"key").digest(), **parameters
    )

    root = kdf.derive_root(Secret("password"), slot, Secret(b"key"))

    assert bytes(root.reveal()) == oracle.derive(b"password")


RFC_9106 = {
    "m_kib": 32,
    "t": 3,
    "p": 4,
    "password": "01" * 32,
    "salt": "02" * 16,
    "secret": "03" * 8,
    "ad": "04" * 12,
    "tag": "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659",
}  # section 5.3


def published() -> list[dict[str, Any]]:
    path = SHARED / "argon2id_rfc9106.json"
    return [RFC_9106, *(json.loads(path.read_text()) if path.exists() else [])]


@pytest.mark.parametrize("case", published())
def test_our_call_of_argon2id_gives_the_published_answer(
    case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = {key: bytes.fromhex(case[key]) for key in ("password", "salt", "secret", "ad", "tag")}
    slot = samples.slot(
        salt=data["salt"], memory_kib=case["m_kib"], passes=case["t"], lanes=case["p"]
    )
    held = ffi.from_buffer("uint8_t[]", data["ad"])

    def with_associated_data(context: Any, type_: int) -> int:
        context.ad, context.adlen = held, len(data["ad"])  # which the format never uses
        return core(context, type_)

    monkeypatch.setattr("argon2.low_level.core", with_associated_data)

    root = kdf._argon2id(Secret(data["password"]), Secret(data["secret"]), slot)

    assert root == Secret(data["tag"])


def test_passwords_are_compared_in_their_nfkd_form() -> None:
    forms = ("caf\u00e9 \ufb01 \uff11", "cafe\u0301 fi 1")

    assert len({bytes(kdf.normalise(Secret(form)).reveal()) for form in forms}) == 1
    assert kdf.normalise(Secret(forms[0])) == Secret(forms[1])


def test_spaces_and_controls_are_part_of_a_password() -> None:
    assert kdf.normalise(Secret(" a\0\t\n ")) == Secret(" a\0\t\n ")


@pytest.mark.parametrize(
    "password",
    ["\ud800", "a\udfff", "\u0378", "\ufdd0", "\U0010ffff", "\U0001fae8", b"\xff", b"\xc0\x80"],
    ids=ascii,
)
def test_what_systems_normalise_differently_is_refused(password: str | bytes) -> None:
    with pytest.raises(UnsupportedCharacter):
        kdf.normalise(Secret(password))


@pytest.mark.parametrize("password", ["x" * 1025, "\u00e9" * 1025], ids=["ascii", "other"])
def test_a_password_has_1024_code_points_at_most(password: str) -> None:
    kdf.normalise(Secret(password[1:]))

    with pytest.raises(TooLarge):
        kdf.normalise(Secret(password))


@pytest.mark.skipif(unicodedata.unidata_version != "14.0.0", reason="needs Unicode 14.0's table")
def test_the_frozen_table_is_unicode_14s() -> None:
    assert [
        point
        for point in range(0x110000)
        if unicode_14.is_assigned(chr(point)) != (unicodedata.category(chr(point)) != "Cn")
    ] == []


@pytest.mark.parametrize(
    ("character", "is_assigned"),
    [
        ("\0", True),
        ("\u0377", True),
        ("\u0378", False),
        ("\u0379", False),
        ("\u037a", True),
        ("\ue000", True),  # private use: assigned for good, never normalised
        ("\U0001fae7", True),  # 14.0's last of its block
        ("\U0001fae8", False),  # 15.0
        ("\U0002ebf0", False),  # 15.1
        ("\U0010fffd", True),
        ("\U0010fffe", False),
    ],
    ids=ascii,
)
def test_the_frozen_table_holds_on_any_python(character: str, is_assigned: bool) -> None:
    assert unicode_14.is_assigned(character) == is_assigned


@pytest.mark.parametrize(
    "changes",
    [{"memory_kib": 2**21 + 1}, {"passes": 65}, {"lanes": 17}, {"memory_kib": 7}],
    ids=str,
)
def test_no_slot_out_of_bounds_is_derived(changes: dict[str, int]) -> None:
    with pytest.raises(KdfLimit):
        kdf.derive_root(Secret("x"), samples.slot(**changes))


def test_a_key_file_is_given_exactly_where_the_slot_names_one() -> None:
    with pytest.raises(ValueError, match="key file"):
        kdf.derive_root(Secret("x"), samples.slot(keyfile=True))
    with pytest.raises(ValueError, match="key file"):
        kdf.derive_root(Secret("x"), samples.slot(), Secret(b"key"))


@pytest.mark.parametrize("size", [0, kdf.KEYFILE_BYTES + 1])
def test_a_key_file_has_1_byte_to_1_mib(size: int) -> None:
    slot = samples.slot(keyfile=True)
    kdf.derive_root(Secret("x"), slot, Secret(bytes(kdf.KEYFILE_BYTES)))

    with pytest.raises(TooLarge):
        kdf.derive_root(Secret("x"), slot, Secret(bytes(size)))


@pytest.fixture
def normalised(monkeypatch: pytest.MonkeyPatch) -> list[Secret]:
    """The normal forms that were made, as they are by the time one looks."""
    made: list[Secret] = []
    normalise = kdf.normalise

    def watched(password: Secret) -> Secret:
        made.append(normalise(password))
        return made[-1]

    monkeypatch.setattr(kdf, "normalise", watched)
    return made


def test_the_library_overwrites_what_it_was_lent(
    normalised: list[Secret], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []

    def watched(context: Any, type_: int) -> int:
        outcome = core(context, type_)
        seen.extend((bytes(normalised[0].reveal()), bytes(ffi.buffer(context.secret, 32))))
        return outcome

    monkeypatch.setattr("argon2.low_level.core", watched)

    kdf.derive_root(Secret("password"), samples.slot(keyfile=True), Secret(b"key"))

    assert seen == [bytes(8), bytes(32)]


@pytest.mark.parametrize("outcome", [0, -22])
def test_what_the_library_leaves_is_overwritten_here(
    outcome: int, normalised: list[Secret], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("argon2.low_level.core", lambda context, type_: outcome)
    typed = Secret("password")

    with contextlib.suppress(NoMemory):
        kdf.derive_root(typed, samples.slot())

    assert normalised == [Secret(bytes(8))]
    assert typed == Secret("password")  # the caller's own is the caller's to wipe


@pytest.mark.parametrize(
    ("outcome", "failure"), [(-22, NoMemory), (-33, NoMemory), (-1, RuntimeError)]
)
def test_a_kdf_that_did_not_run_gives_no_root(
    monkeypatch: pytest.MonkeyPatch, outcome: int, failure: type[Exception]
) -> None:
    monkeypatch.setattr("argon2.low_level.core", lambda context, type_: outcome)

    with pytest.raises(failure):
        kdf.derive_root(Secret("x"), samples.slot())


# In an interpreter of its own: a fork inherits the stacks of ended threads, and uses them again.
BOUNDED = """
import resource
from pathlib import Path
from keystow.errors import NoMemory
from keystow.keystore import kdf
from keystow.secret import Secret
from tests.keystore import samples

samples.root(samples.slot())  # loads the library before the bound holds
mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
bound = mapped + (4 << 20)  # half of a thread's stack
resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
try:
    kdf.derive_root(Secret("password"), samples.slot(memory_kib={memory_kib}, lanes={lanes}))
except NoMemory as error:
    print(error.code)
"""


@pytest.mark.parametrize(
    ("memory_kib", "lanes"), [(256 * 1024, 4), (128, 16)], ids=["its memory", "a thread's stack"]
)
def test_a_system_without_memory_for_the_kdf_is_named(memory_kib: int, lanes: int) -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", BOUNDED.format(memory_kib=memory_kib, lanes=lanes)],
        cwd=root,
        env={"PYTHONPATH": f"{root}:{root / 'host'}"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.stderr) == ("NO_MEMORY\n", "")


def test_the_librarys_constants_are_the_ones_we_spell_out() -> None:
    from _argon2_cffi_bindings import lib

    assert lib.ARGON2_FLAG_CLEAR_PASSWORD == kdf._CLEAR_PASSWORD
    assert lib.ARGON2_FLAG_CLEAR_SECRET == kdf._CLEAR_SECRET
    assert lib.ARGON2_OK == kdf._OK
    assert lib.ARGON2_MEMORY_ALLOCATION_ERROR == kdf._NO_MEMORY
    assert lib.ARGON2_THREAD_FAIL == kdf._NO_THREAD


def test_a_code_is_stretched_for_its_kind() -> None:
    recovery = CodeSlot(SlotId("code2345"), bytes(16), bytes(16))
    fido2 = CodeSlot(SlotId("code2345"), bytes(16), bytes(16), "fido2")

    root = kdf.derive_code_root(Secret(CODE), recovery)

    assert bytes(root.reveal()) == keys.hkdf(CODE, bytes(16), b"keystow/v1/code/recovery")
    assert root != kdf.derive_code_root(Secret(CODE), fido2)
    with pytest.raises(ValueError, match="160 bits"):
        kdf.derive_code_root(Secret(CODE[1:]), recovery)


@pytest.mark.parametrize(
    "changes",
    [
        {"salt": b"another salt, 16"},
        {"memory_kib": 9},
        {"passes": 2},
        {"memory_kib": 81, "passes": 1},
        {"memory_kib": 16, "lanes": 2},
        {"keyfile": True},
    ],
    ids=str,
)
def test_a_tag_fits_only_the_parameters_it_was_made_for(changes: dict[str, object]) -> None:
    root = samples.root(samples.slot())

    assert kdf.tag(root, samples.slot(**changes)) != kdf.tag(root, samples.slot())


def test_a_tag_outlives_a_new_nonce_and_tells_roots_apart() -> None:
    slot, root = samples.slot(), samples.root(samples.slot())

    assert kdf.tag(root, samples.slot(nonce=bytes(16))) == kdf.tag(root, slot)
    assert kdf.tag(root, samples.slot("other234", salt=slot.salt)) == kdf.tag(root, slot)
    assert kdf.tag(Secret(bytes(32)), slot) != kdf.tag(root, slot)


def test_ten_slots_at_the_usual_cost_are_within_a_readers_bound() -> None:
    usual = {
        "memory_kib": slots.WRITE.memory_kib,
        "passes": slots.WRITE.passes,
        "lanes": slots.WRITE.lanes,
    }
    ten = [samples.slot(f"slot{at:02}", **usual) for at in range(bounds.WRITTEN_ARGON2ID_SLOTS)]

    bounds.check_slots(ten)
    bounds.check_cost(ten)
    with pytest.raises(KdfLimit):
        bounds.check_cost([*ten, samples.slot("slot10", **usual)])
