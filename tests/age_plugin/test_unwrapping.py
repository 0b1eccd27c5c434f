"""identity-v1, stanza by stanza: what is asked, what is answered, what is refused."""

import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystow.age_plugin import identity, unwrapping
from keystow.age_plugin.connection import Connection, Garbled, Gone
from keystow.errors import KeystowError
from keystow.keystore import bounds, kdf, recovery_code, stanzas
from keystow.keystore.slots import CodeSlot
from keystow.keystore.stanzas import Stanza
from keystow.secret import Secret
from tests.age_plugin import talk
from tests.age_plugin.talk import FAIL, OK, Said, hear, phase_1, secret
from tests.keystore import samples, vectors
from tests.keystore.vectors import SUCCESS, Vector

ASK = Said("request-secret", b"Keystow password:")
ASK_CODE = Said("request-secret", b"Keystow recovery code:")
HINT = Said("msg", b"hint, written by whoever made the file: the usual one")
WRONG = Said("msg", b"that opens none of the file's slots (WRONG_PASSWORD)")
DONE = Said("done")
KEY = Said("file-key 0", samples.FILE_KEY)
FILE = talk.of(samples.seal())

NO_KEY_FILE = b"the key file can't be read (KEY_FILE)"
OF_WHAT_IS_TYPED = ("WRONG_PASSWORD", "UNSUPPORTED_CHARACTER", "ALTERED")
NOTHING_TO_TYPE = (
    *("keyfile_missing", "keyfile_word_added"),  # their slots name a key file
    *("code_unknown_kind", "code_unknown_kind_password", "code_altered_kind"),
)

# What stands past the stanzas, so that age and not the plugin finds it out.
AGES_OWN = ("ALTERED", "DAMAGED")


def code_of(heard: list[Said]) -> str | None:
    """Return the code that the plugin names, if any."""
    codes = re.findall(rb"\(([A-Z_]+)\)$", b"\n".join(one.body for one in heard), re.MULTILINE)
    return codes[-1].decode() if codes else None


def readable() -> list[Vector]:
    found = []
    for vector in vectors.ALL:
        try:
            talk.of(vector.data)
        except KeystowError:
            continue
        found.append(vector)
    return found


def test_the_right_password_gives_the_file_key() -> None:
    heard = hear(phase_1([FILE]), [OK, secret(samples.PASSWORD)])

    assert heard == [HINT, ASK, KEY, DONE]


def test_a_wrong_password_is_said_and_asked_for_again() -> None:
    heard = hear(phase_1([FILE]), [OK, secret("wrong"), OK, secret(samples.PASSWORD)])

    assert heard == [HINT, ASK, WRONG, ASK, KEY, DONE]


def test_three_wrong_passwords_end_it_without_an_error() -> None:
    """Another identity that age holds may still open the file."""
    heard = hear(phase_1([FILE]), [OK, *[secret("wrong"), OK] * 3])

    assert heard == [HINT, *[ASK, WRONG] * 3, DONE]


@pytest.mark.parametrize("answer", [FAIL, ("unsupported", b"")])
def test_who_cannot_be_asked_is_asked_once(answer: tuple[str, bytes]) -> None:
    assert hear(phase_1([FILE]), [answer, answer]) == [HINT, ASK, DONE]


def test_one_password_is_asked_for_several_files() -> None:
    other = samples.slot("other234")
    second = talk.of(samples.seal(doors=[(other, samples.root(other))]))

    heard = hear(phase_1([FILE, second]), [OK, secret(samples.PASSWORD)])

    assert heard == [HINT, ASK, KEY, Said("file-key 1", samples.FILE_KEY), DONE]


def test_a_file_with_another_password_is_asked_for_by_itself() -> None:
    other = samples.slot("other234")
    second = talk.of(samples.seal(doors=[(other, samples.root(other, "another"))]))

    heard = hear(phase_1([FILE, second]), [OK, secret(samples.PASSWORD), OK, OK, secret("another")])

    assert heard == [HINT, ASK, KEY, HINT, ASK, Said("file-key 1", samples.FILE_KEY), DONE]


def test_a_file_at_fault_does_not_keep_another_from_opening() -> None:
    bad = [*FILE[:-1], Stanza(FILE[-1].arguments, b"short")]

    heard = hear(phase_1([bad, FILE]), [OK, OK, secret(samples.PASSWORD)])

    assert [one.line for one in heard] == [
        *("error stanza 0 2", "msg", "request-secret", "file-key 1", "done"),
    ]


def test_an_empty_hint_is_not_told() -> None:
    about = samples.About("", "keystow 0.1.0", "2026-11-22T16:00:00Z")
    found = talk.of(samples.seal(about=about))

    assert hear(phase_1([found]), [secret(samples.PASSWORD)]) == [ASK, KEY, DONE]


def test_nothing_is_asked_for_files_of_others() -> None:
    foreign = [Stanza(("X25519", "AAAA"), bytes(32)), Stanza(("scrypt", "x", "99"), b"")]

    assert hear(phase_1([foreign, []])) == [DONE]


@pytest.mark.parametrize("vector", readable(), ids=lambda vector: vector.name)
def test_a_vector_gets_its_code_before_or_after_the_password(
    vector: Vector, tmp_path: Path
) -> None:
    code, typed = vector.secret("code"), vector.password or ""
    if code:
        typed = recovery_code.show(code).reveal().decode()
    typed = json.loads(vector.facts.get("code text", "null")) or typed
    identities = [talk.PLAIN]
    if "keyfile" in vector.facts:
        path = tmp_path / "key"
        path.write_bytes(vector.secret("keyfile").reveal())
        identities = [identity.write(str(path))]

    heard = hear(phase_1([talk.of(vector.data)], identities), answers(typed))

    lines = [one.line.split(" ")[0] for one in heard]
    is_asked = "request-secret" in lines
    if vector.name in ("keyfile_empty", "keyfile_too_large"):
        assert heard == [Said("error identity 0", NO_KEY_FILE), DONE]
    elif vector.expect == SUCCESS:
        assert "file-key" in lines
        if "file key" in vector.facts:
            assert Said("file-key 0", bytes.fromhex(vector.facts["file key"])) in heard
    elif vector.expect == "NOT_A_KEYSTORE":
        assert heard == [DONE]
    elif "file-key" in lines:
        # The stanzas are as they should be: header MAC, payload and plaintext are age's to judge.
        assert vector.expect in AGES_OWN
    elif is_asked and vector.expect == "DAMAGED":
        assert code_of(heard) in ("WRONG_PASSWORD", "ALTERED")  # only sum tells them apart
    elif not is_asked and vector.expect == "WRONG_PASSWORD":
        assert vector.name in NOTHING_TO_TYPE
        assert "error" not in lines
    else:
        assert is_asked == (vector.expect in OF_WHAT_IS_TYPED)
        assert code_of(heard) == vector.expect


def answers(typed: str) -> list[tuple[str, bytes]]:
    """Answer whatever is asked: the hint by anything, the password by itself."""
    return [secret(typed)] * 10


def test_a_stanza_at_fault_is_named_by_its_number() -> None:
    for at in range(len(FILE)):
        spoilt = list(FILE)
        spoilt[at] = Stanza(FILE[at].arguments, FILE[at].body[:-1])

        heard = hear(phase_1([spoilt]))

        assert heard == [
            Said(f"error stanza 0 {at}", b"the file's header is damaged (DAMAGED)"), DONE
        ]  # fmt: skip


def test_a_slot_over_a_bound_is_named_by_its_number() -> None:
    bomb = samples.slot("bomb2345", memory_kib=bounds.MEMORY_KIB + 1)
    found = [*FILE[:2], Stanza(tuple(bomb.line.split(" ")), bytes(64)), FILE[-1]]

    [error, done] = hear(phase_1([found]))

    assert error.line == "error stanza 0 2"
    assert error.body.endswith(b"(KDF_LIMIT)")
    assert done == DONE


def test_a_slot_whose_body_was_changed_is_named_by_its_number() -> None:
    body = FILE[1].body[:-1] + bytes([FILE[1].body[-1] ^ 1])
    foreign = Stanza(("example.com/door",), b"")
    found = [FILE[0], foreign, Stanza(FILE[1].arguments, body), FILE[2]]

    heard = hear(phase_1([found]), [OK, secret(samples.PASSWORD)])

    assert heard[2].line == "error stanza 0 2"
    assert code_of(heard) == "ALTERED"


def test_the_bounds_on_a_header_are_the_readers() -> None:
    room = bounds.HEADER_BYTES - sum(len(line(one)) for one in FILE) - 22 - 48
    name = "x" * (room - 5)
    for extra, code in (("", None), ("x", "KDF_LIMIT")):
        found = [*FILE[:2], Stanza((name + extra,), b""), FILE[2]]
        assert code_of(hear(phase_1([found]), [OK, FAIL])) == code
    for count, code in ((61, None), (62, "DAMAGED")):
        found = [*FILE[:2], *[Stanza(("x",), b"")] * count, FILE[2]]
        assert code_of(hear(phase_1([found]), [OK, FAIL])) == code


def line(stanza: Stanza) -> bytes:
    return stanzas.encode(" ".join(stanza.arguments), stanza.body)


def test_the_cost_of_all_tried_slots_is_bound_before_anything_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounds, "COST_KIB_PASSES", 7)

    [error, done] = hear(phase_1([FILE]))

    assert (error.line, done) == ("error internal", DONE)
    assert error.body.endswith(b"(KDF_LIMIT)")


def test_too_little_memory_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_memory(*_: object) -> Secret:
        raise MemoryError

    monkeypatch.setattr(kdf, "derive_root", out_of_memory)

    heard = hear(phase_1([FILE]), [OK, secret(samples.PASSWORD)])

    assert heard[2:] == [
        Said("error internal", b"there is not enough memory for this (NO_MEMORY)"), DONE
    ]  # fmt: skip


# --- key files and codes -----------------------------------------------------------------------


def with_keyfile(keyfile: bytes) -> tuple[Stanza, ...]:
    slot = samples.slot(keyfile=True)
    root = kdf.derive_root(Secret(samples.PASSWORD), slot, Secret(keyfile))
    return talk.of(samples.seal(doors=[(slot, root)]))


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "clé privée"
    path.write_bytes(b"a key file")
    return path


def test_a_key_file_named_by_the_identity_opens_its_slot(key_file: Path) -> None:
    found, name = with_keyfile(b"a key file"), identity.write(str(key_file))

    heard = hear(phase_1([found], [name]), [OK, secret(samples.PASSWORD)])

    assert heard == [HINT, ASK, KEY, DONE]


def test_a_key_file_of_several_is_found(key_file: Path) -> None:
    other = key_file.with_name("other")
    other.write_bytes(b"another")
    names = [identity.write(str(path)) for path in (other, key_file)]

    heard = hear(
        phase_1([with_keyfile(b"a key file")], [talk.PLAIN, *names]),
        [OK, secret(samples.PASSWORD)],
    )

    assert heard == [HINT, ASK, KEY, DONE]


def test_a_slot_without_the_word_opens_beside_a_key_file(key_file: Path) -> None:
    heard = hear(phase_1([FILE], [identity.write(str(key_file))]), [OK, secret(samples.PASSWORD)])

    assert heard == [HINT, ASK, KEY, DONE]


def test_who_lacks_the_key_file_is_told_what_to_do_and_not_asked() -> None:
    heard = hear(phase_1([with_keyfile(b"a key file")]))

    assert [one.line for one in heard] == ["msg", "done"]
    assert b"age-plugin-keystow --key-file PATH" in heard[0].body


@pytest.mark.parametrize(
    "spoil",
    [Path.unlink, lambda path: path.write_bytes(b""), lambda path: path.write_bytes(b"x" * 2**21)],
    ids=["missing", "empty", "large"],
)
def test_a_key_file_that_is_none_is_refused_before_anything_is_asked(spoil, key_file: Path) -> None:
    spoil(key_file)

    heard = hear(phase_1([FILE], [talk.PLAIN, identity.write(str(key_file))]))

    assert heard == [Said("error identity 1", NO_KEY_FILE), DONE]


@pytest.mark.parametrize(
    "text",
    [
        "AGE-PLUGIN-KEYSTOW-1",
        talk.PLAIN[:-1] + "Q",
        talk.bech32.encode_bytes("age-plugin-other-", b"").upper(),
        talk.bech32.encode_bytes("age-plugin-keystow-", b"\x02later").upper(),
        talk.bech32.encode_bytes("age-plugin-keystow-", b"\x01relative").upper(),
        talk.bech32.encode_bytes("age-plugin-keystow-", b"\x01/a\0b").upper(),
    ],
)
def test_one_wrong_identity_stops_all(text: str) -> None:
    heard = hear(phase_1([FILE], [talk.PLAIN, text]))

    assert [one.line for one in heard] == ["error identity 1", "done"]


def test_a_recovery_code_can_be_typed_where_a_password_is_asked_for() -> None:
    code = Secret(bytes(range(20)))
    slot = CodeSlot(samples.SlotId("code2345"), b"s" * 16, b"n" * 16)
    doors = [
        (samples.slot(), samples.root(samples.slot())),
        (slot, kdf.derive_code_root(code, slot)),
    ]
    shown = recovery_code.show(code).reveal().decode().lower()

    both = hear(phase_1([talk.of(samples.seal(doors=doors))]), [OK, secret(shown)])
    alone = hear(
        phase_1([talk.of(samples.seal(doors=doors[1:]))]),
        [OK, secret("0" * 36), OK, secret(shown)],
    )

    assert both == [HINT, ASK, KEY, DONE]
    assert alone == [HINT, ASK_CODE, WRONG, ASK_CODE, KEY, DONE]


# --- the wire ----------------------------------------------------------------------------------


def test_commands_and_stanzas_that_nobody_knows_are_passed_over() -> None:
    grease = talk.text("grease-4f a b", b"x" * 100) + talk.text("add-grease")
    sent = grease + phase_1([FILE]).replace(talk.text("done"), grease + talk.text("done"))

    assert hear(sent, [OK, secret(samples.PASSWORD)]) == [HINT, ASK, KEY, DONE]


@pytest.mark.parametrize(
    "sent",
    [
        b"hello\n\n",
        b"-> add-identity\n\n",
        b"-> add-identity a b\n\n",
        b"-> recipient-stanza 0\n\n",
        b"-> recipient-stanza x keystow/about\n\n",
        b"-> recipient-stanza 01 keystow/about\n\n",
        b"-> recipient-stanza -1 keystow/about\n\n",
        b"-> recipient-stanza 9999999999 keystow/about\n\n",
        b"-> recipient-stanza 1 a\n\n-> recipient-stanza 0 a\n\n",
        b"-> done\nAB\n",
        b"-> done\n====\n",
        b"-> done\r\n\r\n",
        b"-> done\n" + b"A" * 65 + b"\n",
        b"-> done",
        b"-> x\n" + (b"A" * 64 + b"\n") * 20000,
        b"-> " + b"x" * 2**20,
    ],
    ids=lambda sent: repr(sent[:40]),
)
def test_what_is_no_conversation_ends_it(sent: bytes) -> None:
    with pytest.raises(Garbled):
        unwrapping.serve(Connection(io.BytesIO(sent), io.BytesIO()))


@pytest.mark.parametrize("size", [0, 5, 200, -1])
def test_an_end_in_the_middle_is_the_end(size: int) -> None:
    sent = phase_1([FILE])[:size]

    with pytest.raises((Gone, Garbled)):
        unwrapping.serve(Connection(io.BytesIO(sent), io.BytesIO()))


def test_an_end_instead_of_the_password_is_the_end() -> None:
    sink = io.BytesIO()

    with pytest.raises(Gone):
        unwrapping.serve(Connection(io.BytesIO(phase_1([FILE]) + talk.text(*OK)), sink))

    assert talk.said(sink.getvalue()) == [HINT, ASK]


arguments = st.lists(st.text("abc/+0123456789", min_size=1, max_size=8), min_size=1, max_size=4)
lines = st.one_of(
    st.binary(max_size=40),
    st.builds(lambda a, b: talk.text(" ".join(a), b), arguments, st.binary(max_size=70)),
    st.sampled_from([talk.text("add-identity " + talk.PLAIN), talk.text("done")]),
    st.builds(
        lambda at, cut: talk.text(f"recipient-stanza 0 {' '.join(FILE[at].arguments)}"[:cut]),
        st.integers(0, 2),
        st.integers(20, 200),
    ),
)


@given(st.lists(lines, max_size=6).map(b"".join))
def test_no_input_makes_the_plugin_fail_otherwise(sent: bytes) -> None:
    sink = io.BytesIO()
    try:
        unwrapping.serve(Connection(io.BytesIO(sent + talk.text(*FAIL) * 30), sink))
    except (Gone, Garbled):
        return
    assert talk.said(sink.getvalue())[-1] == DONE


def test_passwords_and_key_files_are_overwritten_in_the_end(
    key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Secret] = []
    init = Secret.__init__

    def watched(self: Secret, value: object) -> None:
        init(self, value)  # type: ignore[arg-type]
        if self.reveal() in (b"a key file", samples.PASSWORD.encode()):
            made.append(self)

    monkeypatch.setattr(Secret, "__init__", watched)

    hear(phase_1([FILE], [identity.write(str(key_file))]), [OK, secret(samples.PASSWORD)])

    assert len(made) >= 2
    assert not any(any(one.reveal()) for one in made)
