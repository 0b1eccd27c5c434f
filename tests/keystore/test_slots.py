"""Slots, about and recovery codes: what may be made, and what is read from it again."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystow.errors import Damaged, HintRefused, WrongPassword
from keystow.keystore import about, recovery_code, slots, stanzas
from keystow.keystore.about import About
from keystow.keystore.slots import CodeSlot, SlotId
from keystow.secret import Secret
from tests.keystore import samples

CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
MADE_ON = "2026-11-22T16:00:00Z"


def read(line: str) -> slots.Slot:
    return slots.read(stanzas.Stanza(tuple(line.split(" ")), bytes(64)))


@pytest.mark.parametrize("keyfile", [False, True])
def test_a_password_slot_is_read_from_its_line(keyfile: bool) -> None:
    slot = samples.slot(memory_kib=2**21, passes=64, lanes=16, keyfile=keyfile)

    assert read(slot.line) == slot
    assert slot.line.endswith(" 2097152 64 16 keyfile" if keyfile else " 2097152 64 16")


@pytest.mark.parametrize(("kind", "data"), [("recovery", None), ("fido2", "AQID"), ("a", None)])
def test_a_code_slot_is_read_from_its_line(kind: str, data: str | None) -> None:
    slot = CodeSlot(SlotId("code2345"), bytes(16), bytes(range(16)), kind, data)

    assert read(slot.line) == slot
    assert slot.parameters == " ".join(slot.line.split(" ")[2:3] + slot.line.split(" ")[4:])


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "abc"},
        {"id": "abcd\n"},
        {"id": "ABCD"},
        {"salt": bytes(15)},
        {"nonce": bytes(17)},
        {"memory_kib": 0},
        {"passes": 0},
        {"lanes": -1},
    ],
    ids=str,
)
def test_no_password_slot_is_made_outside_the_grammar(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        samples.slot(**changes)


@pytest.mark.parametrize(
    ("kind", "data"), [("", None), ("Recovery", None), ("recovery", "x"), ("fido2", "a b")]
)
def test_no_code_slot_is_made_outside_the_grammar(kind: str, data: str | None) -> None:
    with pytest.raises(ValueError, match=r".+"):
        CodeSlot(SlotId("code2345"), bytes(16), bytes(16), kind, data)


@given(st.binary(min_size=5, max_size=5))
def test_five_random_bytes_spell_an_identifier(random: bytes) -> None:
    made = slots.make_id(random)

    assert samples.slot(made).id == made
    assert len(made) == 8


def test_identifiers_are_told_apart_by_every_bit() -> None:
    made = {slots.make_id((1 << bit).to_bytes(5)) for bit in range(40)}

    assert len(made | {slots.make_id(bytes(5))}) == 41
    with pytest.raises(ValueError, match="five"):
        slots.make_id(bytes(4))


def test_what_is_written_costs_what_the_design_says() -> None:
    assert slots.Cost(256 * 1024, 3, 4) == slots.WRITE
    assert slots.Cost(64 * 1024, 3, 4) == slots.WRITE_SMALL


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=200))
def test_a_hint_comes_back(hint: str) -> None:
    made = About(hint, "keystow 0.1.0", MADE_ON)

    assert about.decode(about.encode(made)) == made


@pytest.mark.parametrize(
    "hint",
    ["x" * 201, "a\nb", "a\x7f", "a\x85", "a\u2028", "a\u202e", "a\u2066", "a\ud800"],
    ids=ascii,
)
def test_a_hint_is_plain_text(hint: str) -> None:
    with pytest.raises(HintRefused):
        About(hint, "keystow 0.1.0", MADE_ON)


def test_a_hint_may_join_emoji_and_mark_directions() -> None:
    About("\U0001f468\u200d\U0001f469 \u200f\u05d0", "keystow 0.1.0", MADE_ON)


@pytest.mark.parametrize(
    ("made_by", "made_on"),
    [
        ("a\x1b", MADE_ON),
        ("x" * 201, MADE_ON),
        ("k", "2026-11-22"),
        ("k", "2026-11-22T16:00:00"),
        ("k", "2026-13-22T16:00:00Z"),
        ("k", "2026-11-22T24:00:00Z"),
        ("k", "\u0662026-11-22T16:00:00Z"),
    ],
)
def test_about_names_a_program_and_a_time(made_by: str, made_on: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        About("", made_by, made_on)


@given(st.binary(max_size=200))
def test_random_bodies_are_damage(body: bytes) -> None:
    with pytest.raises(Damaged):
        about.decode(body)


@given(st.binary(min_size=20, max_size=20))
def test_a_recovery_code_is_read_as_it_was_shown(code: bytes) -> None:
    shown = recovery_code.show(Secret(code))

    assert recovery_code.read(shown) == Secret(code)


@given(st.binary(min_size=20, max_size=20))
def test_a_recovery_code_is_crockfords_base32_with_a_check(code: bytes) -> None:
    shown = recovery_code.show(Secret(code)).reveal().decode()

    *groups, check = shown.split("-")
    digest = hashlib.sha256(b"keystow/v1/code-check" + code).digest()
    assert [len(group) for group in groups] == [4] * 8
    assert "".join(groups) == base64.b32encode(code).decode().translate(CROCKFORD)
    assert check == base64.b32encode(digest[:5]).decode().translate(CROCKFORD)[:4]


def test_a_recovery_code_has_20_bytes() -> None:
    with pytest.raises(ValueError, match="20 bytes"):
        recovery_code.show(Secret(bytes(19)))


def test_a_recovery_code_is_read_as_people_write_it() -> None:
    code = Secret(bytes.fromhex("0008421084210842108421084210842108421084"[:40]))
    shown = recovery_code.show(code).reveal().decode()
    sloppy = shown.lower().replace("-", " ").replace("0", "o").replace("1", "l")

    assert recovery_code.read(Secret(sloppy)) == code
    assert recovery_code.read(Secret(shown.replace("1", "I"))) == code


@given(st.integers(0, 35), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_slip_of_the_pen_is_found(at: int, symbol: str) -> None:
    shown = recovery_code.show(Secret(bytes(range(20)))).reveal().decode().replace("-", "")
    slip = shown[:at] + symbol + shown[at + 1 :]

    if slip != shown:
        with pytest.raises(WrongPassword):
            recovery_code.read(Secret(slip))


@pytest.mark.parametrize("text", ["", "0" * 35, "0" * 37, "U" * 36, "é" * 36, b"\xff" * 36])
def test_what_is_no_recovery_code_is_refused(text: str | bytes) -> None:
    with pytest.raises(WrongPassword):
        recovery_code.read(Secret(text))
