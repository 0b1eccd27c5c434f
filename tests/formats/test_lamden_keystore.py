"""lamden-keystore-1.0: what opens, what is said of what doesn't, and what a hostile file costs."""

import hashlib
import json
import random
import sys
import time
import tracemalloc
from base64 import b64decode, b64encode

import pytest

from keystow.errors import (
    Damaged,
    NotAKeystore,
    TooLarge,
    TooMany,
    Truncated,
    WrongPassword,
)
from keystow.formats import contents, lamden_keystore, registry
from keystow.formats.interface import Warn
from keystow.formats.lamden_keystore import LamdenKeystore
from keystow.secret import Secret
from keystow.wallet import decoder, encoder, merge
from keystow.wallet.chains import LAMDEN
from keystow.wallet.merge import Outcome, State
from tests.formats.lamden_writer import (
    PASSWORD,
    content,
    entry,
    hint,
    inner,
    keystore,
    outer,
)
from tests.wallet.made import NOW, SHARED

USUAL = {Warn.PHRASE_ACCOUNTS_LEFT_OUT, Warn.WATCH_ONLY_LEFT_OUT, Warn.WEAK_ENCRYPTION}
FIXTURE = SHARED / "lamden_testing.keystore"


def opened(data, password=PASSWORD):
    return registry.detect(data).open(data, Secret(password))


def to_vault(file):
    return contents.to_vault(file, wallet_id="0" * 32, name="Everyday", now=NOW)


def vk_of(number):
    return LAMDEN.account_from_private_key(Secret(number.to_bytes(32, "big")))[0]


def parts_of(data):
    return json.loads(json.loads(data)["data"])


@pytest.mark.skipif(not FIXTURE.exists(), reason="the shared vectors are not here")
def test_lamden_s_own_keystore_opens():
    facts = json.loads((SHARED / "lamden_manifest.json").read_text("utf-8"))[0]
    data = FIXTURE.read_bytes()
    file = opened(data, facts["password"])
    (account,) = file.accounts
    assert (file.hint, account.name) == (facts["hint"], "My TAU Address")
    assert (account.address, account.public_key) == (facts["vk"], facts["vk"])
    assert account.private_key.reveal().hex() == facts["sk"]
    assert set(file.warnings) == USUAL
    vault = to_vault(file)
    assert [row.state for row in merge.compare(None, vault).rows] == [State.NEW]
    assert vault.foreign == ()
    with pytest.raises(WrongPassword):
        opened(data, facts["password"] + "8")


def test_the_report_has_what_the_command_line_prints():
    file = opened(keystore(content(entry(1), entry(2)), hint_text="the dog"))
    shown = contents.report(file, show_secrets=True)
    hidden = contents.report(file, show_secrets=False)
    assert shown["accounts"][1] == {
        "name": "Key 2",
        "chain": "lamden",
        "address": vk_of(2),
        "public_key": vk_of(2),
        "path": None,
        "watch_only": False,
        "private_key": f"{2:064x}",
    }
    assert "private_key" not in hidden["accounts"][1]
    assert f"{2:064x}" not in json.dumps(hidden)
    assert {name: hidden[name] for name in ("format", "hint", "created", "phrases")} == {
        "format": "lamden-keystore-1.0",
        "hint": "the dog",
        "created": None,
        "phrases": [],
    }
    assert set(hidden) == {
        *("format", "hint", "made_by", "created", "phrases", "accounts"),
        *("payload_sha256", "warnings"),
    }


def test_the_payload_digest_covers_the_padding():
    plain = json.dumps(content()).encode()
    count = 16 - len(plain) % 16
    padded = plain + bytes([count]) * count
    assert opened(keystore()).payload_sha256 == hashlib.sha256(padded).hexdigest()


def test_inspecting_needs_no_password_and_names_what_lamden_leaves_out():
    inspection = LamdenKeystore().inspect(keystore(hint_text="the dog"))
    assert (inspection.hint, inspection.sum_state, inspection.created) == ("the dog", None, None)
    assert set(inspection.warnings) == USUAL
    assert inspection.slots == ({"kind": "password", "kdf": "evp-bytestokey-md5", "passes": 1},)


# --- telling one fault from another ----------------------------------------------------------


@pytest.mark.parametrize(
    "password", ["", " ", PASSWORD + " ", PASSWORD.lower(), "\ud800", "x" * 9999]
)
def test_any_other_password_is_wrong(password):
    with pytest.raises(WrongPassword):
        opened(keystore(), password)


@pytest.mark.parametrize(
    "password", ["", " ", "é", "e\u0301", "ﬁ", "a\u0000b", "🔑", "\n", "x" * 9999]
)
def test_a_password_is_taken_as_typed(password):
    data = keystore(password=password)
    assert len(opened(data, password).accounts) == 1
    for other in ("e\u0301" if password == "é" else "é", password + "\n"):
        with pytest.raises(WrongPassword):
            opened(data, other)


def test_bad_padding_under_the_right_password_is_damage():
    with pytest.raises(Damaged):
        opened(outer(inner(b"\0" * 32, pad=False)))


@pytest.mark.parametrize(
    "plain",
    [
        *(b"", b"nonsense", b"[]", b"null", b'"keyList"', b"{}", b'{"keyList":{}}', b"\xff\xfe"),
        *(b'{"keyList":null}', b'{"keyList":[],"x":NaN}', b'{"keyList":[]}}'),
        b'{"keyList":[' + b"[" * 99_999,
    ],
)
def test_content_that_is_no_key_list_is_damage(plain):
    with pytest.raises(Damaged):
        opened(outer(inner(plain)))


def test_a_damaged_iv_costs_nobody_their_keys():
    parts = parts_of(keystore())
    parts["iv"] = "00" * 16
    file = opened(outer(parts))
    assert file.accounts == opened(keystore()).accounts
    assert set(file.warnings) == USUAL | {Warn.IV_DIFFERS}
    with pytest.raises(WrongPassword):
        opened(outer(parts), "another")


@pytest.mark.parametrize("cut", range(40, 400, 7))
def test_a_cut_file_is_truncated(cut):
    data = keystore(hint_text="the dog")
    with pytest.raises(Truncated):
        opened(data[:cut])


@pytest.mark.parametrize("tail", [b"\0", b"{}", b"x"], ids=["nul", "object", "letter"])
def test_something_behind_the_end_is_damage(tail):
    with pytest.raises(Damaged):
        opened(keystore() + tail)


def test_white_space_and_a_byte_order_mark_around_it_are_nothing():
    assert len(opened(b"\xef\xbb\xbf" + keystore() + b"\r\n ").accounts) == 1


def changed(**fields):
    return outer(parts_of(keystore()) | fields)


@pytest.mark.parametrize(
    "data",
    [
        *(changed(**{name: value}) for name in ("ct", "iv", "s") for value in (None, 1, "", "zz")),
        changed(iv="00" * 15),
        changed(s="00" * 9),
        changed(iv="\uff10" * 32),
        changed(ct=b64encode(bytes(15)).decode()),
        changed(ct="AAAA\nAAAA"),
        json.dumps({"data": '{"ct":"', "w": ""}).encode(),
        json.dumps({"data": {"ct": ""}, "x": '"ct"', "w": ""}).encode(),
        b'{"data":"\\"ct\\"","w":"' + b"\xff" + b'"}',
        b'{"data":"{\\"ct\\":' + b"[" * 50_000 + b'"}',
    ],
)
def test_parts_of_another_shape_are_damage(data):
    with pytest.raises(Damaged):
        opened(data)


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"{", b"{}", b"[]", b"null", b"<html>", b"\x1f\x8b", b"\0" * 4096, b"version https"),
    ],
)
def test_other_files_are_no_keystore(data):
    with pytest.raises(NotAKeystore):
        registry.detect(data)


def test_each_flipped_bit_is_noticed_or_changes_nothing_that_matters():
    """No MAC guards the file, so a flip may hit a name; no false address is restored."""
    data = keystore(content(entry(1, vk=vk_of(1)), entry(2, vk=vk_of(2))), hint_text="the dog")
    keys = {vk_of(1), vk_of(2)}
    pick = random.Random(1)
    for _ in range(2_000):
        flipped = bytearray(data)
        flipped[pick.randrange(len(data))] ^= 1 << pick.randrange(8)
        try:
            file = opened(bytes(flipped))
        except (Damaged, NotAKeystore, Truncated, WrongPassword):
            continue
        rows = merge.compare(None, to_vault(file)).rows
        added = [row for row in rows if row.state is State.NEW]
        assert {row.account.address for row in added} <= keys


# --- entries ---------------------------------------------------------------------------------


def test_a_vk_that_is_not_the_key_s_is_refused_at_restore_and_shown_at_open():
    file = opened(keystore(content(entry(1, vk=vk_of(2)), entry(3, vk=vk_of(3).upper()))))
    assert Warn.ADDRESS_MISMATCH in file.warnings
    assert (file.accounts[0].address, file.accounts[0].public_key) == (vk_of(2), vk_of(1))
    comparison = merge.compare(None, to_vault(file))
    _, results = merge.apply(comparison, comparison.everything())
    assert [(r.outcome, r.reason) for r in results] == [
        (Outcome.REFUSED, "address"),
        (Outcome.ADDED, None),
    ]


@pytest.mark.parametrize("vk", ["", "zz", "ab" * 33, None, 5, ["x"], "x" * 100_000])
def test_a_vk_of_no_known_form_is_refused_or_passed_over(vk):
    file = opened(keystore(content(entry(1, vk=vk))))
    (row,) = merge.compare(None, to_vault(file)).rows
    claimed = isinstance(vk, str) and vk != ""
    assert row.state is (State.REFUSED if claimed else State.NEW)
    assert len(file.accounts[0].address) <= 200


def test_an_entry_without_a_key_is_watched_where_it_has_an_address():
    watched = entry(1, sk="watchOnly", vk=vk_of(1))
    spoilt = entry(2, sk="Cannot decrypt Secret Key", vk=vk_of(2))
    file = opened(keystore(content(watched, spoilt, entry(3, sk="x"), entry(4, sk=7), entry(5))))
    assert [(a.name, a.watch_only) for a in file.accounts] == [
        ("Key 1", True),
        ("Key 2", True),
        ("Key 5", False),
    ]
    assert set(file.warnings) == USUAL | {Warn.KEY_UNREADABLE, Warn.ENTRY_UNREADABLE}
    states = [row.state for row in merge.compare(None, to_vault(file)).rows]
    assert states == [State.NEW] * 3


@pytest.mark.parametrize("odd", [None, 1, "x", [], [[]], {}])
def test_what_is_no_entry_is_passed_over(odd):
    file = opened(keystore({"version": "1.0", "keyList": [odd, entry(2)]}))
    assert [account.name for account in file.accounts] == ["Key 2"]
    assert Warn.ENTRY_UNREADABLE in file.warnings


def test_names_keep_their_bytes_until_they_must_name_an_account():
    names = ["", "  ", "a\nb", "\ud83d", "x" * 500, "Ünïcode 🦊", None]
    file = opened(keystore(content(*(entry(n + 1, nickname=v) for n, v in enumerate(names)))))
    assert [account.name for account in file.accounts] == [*names[:-1], ""]
    assert Warn.NAME_CHANGED in file.warnings
    vault = to_vault(file)
    assert [a.name for a in vault.accounts] == [
        *("Lamden 1", "Lamden 2", "ab", "Lamden 4", "x" * 200, "Ünïcode 🦊", "Lamden 7")
    ]
    restored, _ = merge.apply(merge.compare(None, vault), merge.compare(None, vault).everything())
    assert decoder.from_payload(encoder.to_payload(restored)) == restored


def test_one_key_twice_is_listed_twice_and_restored_once():
    file = opened(keystore(content(entry(1), entry(1, nickname="again"))))
    assert [account.name for account in file.accounts] == ["Key 1", "again"]
    assert Warn.DUPLICATE_ACCOUNT in file.warnings
    assert [account.name for account in to_vault(file).accounts] == ["Key 1"]


def test_what_keystow_does_not_interpret_is_kept_without_the_keys():
    odd = {"type": "coin", "balance": 1.5, "deep": [None, {"a": "\ud800"}]}
    file = opened(keystore(content(entry(1, vk=vk_of(1), **odd), entry(2), note="x")))
    (foreign,) = to_vault(file).foreign
    assert foreign.format == "lamden-keystore-1.0"
    assert json.loads(foreign.data) == {"note": "x", "keyList": [{"vk": vk_of(1), **odd}]}
    assert f"{1:064x}" not in foreign.data


def test_another_version_opens_with_a_warning():
    assert Warn.VERSION_UNKNOWN in opened(keystore(content(version="2.0"))).warnings
    assert Warn.VERSION_UNKNOWN in opened(keystore({"keyList": [entry()]})).warnings


def test_hundreds_of_accounts_come_in_their_order():
    many = [entry(number, vk=vk_of(number)) for number in range(1, 701)]
    file = opened(keystore(content(*many)))
    assert [account.name for account in file.accounts] == [e["nickname"] for e in many]
    rows = merge.compare(None, to_vault(file)).rows
    assert {row.state for row in rows} == {State.NEW}
    assert len(rows) == 700


def test_the_same_file_gives_the_same_ids():
    assert to_vault(opened(keystore())) == to_vault(opened(keystore()))


# --- hints -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["h", "x" * 5000, "\u202ehint", "a\nb\0c", "é", "👀"])
def test_a_hint_is_returned_whole(text):
    assert opened(keystore(hint_text=text)).hint == text


@pytest.mark.parametrize(
    "w",
    [
        *(5, ["x"], "!", "QUJD", hint("h")[:-4]),
        b64encode(b"Salted__" + bytes(8)).decode(),
        b64encode(b64decode(hint("h"))[:-1] + b"\0").decode(),
    ],
)
def test_a_hint_that_cannot_be_read_does_not_hold_up_the_keys(w):
    data = json.dumps(json.loads(keystore()) | {"w": w}).encode()
    file = opened(data)
    assert (file.hint, len(file.accounts)) == ("", 1)
    assert set(file.warnings) == USUAL | {Warn.HINT_UNREADABLE}


@pytest.mark.parametrize("value", [{}, {"w": None}, {"w": ""}], ids=["missing", "null", "empty"])
def test_no_hint_is_an_empty_one(value):
    file = opened(json.dumps({"data": json.loads(keystore())["data"]} | value).encode())
    assert (file.hint, set(file.warnings)) == ("", USUAL)


# --- what a hostile file costs ---------------------------------------------------------------


def test_a_file_beyond_the_limit_is_refused_before_it_is_parsed(monkeypatch):
    monkeypatch.setattr(LamdenKeystore, "read_limit", lambda *_: 100)
    with pytest.raises(TooLarge) as refusal:
        registry.detect(keystore())
    assert refusal.value.data == {"limit": 100}


def test_too_many_keys_are_refused(monkeypatch):
    monkeypatch.setattr(lamden_keystore, "ACCOUNTS_MAX", 2)
    with pytest.raises(TooMany):
        opened(keystore(content(entry(1), entry(2), entry(3))))


@pytest.mark.parametrize(
    "bulk",
    [
        b"[]," * 1_000_000,
        b"{}," * 1_000_000,
        b"[" * 3_000_000,
        b"1," * 1_500_000,
        b'""' * 6_000_000,
    ],
    ids=["lists", "objects", "depth", "numbers", "strings"],
)
def test_a_file_of_many_small_things_is_refused_without_making_them(bulk):
    data = b'{"data":"{\\"ct\\":1}","x":[' + bulk + b"0]}"
    tracemalloc.start()
    started = time.process_time()
    try:
        with pytest.raises(Damaged):
            opened(data)
        assert tracemalloc.get_traced_memory()[1] < 4 * len(data)
    finally:
        tracemalloc.stop()
    assert time.process_time() - started < 2


@pytest.mark.parametrize("limit", [1_000, 1_000_000])
def test_deep_nesting_is_refused_whatever_stack_the_interpreter_was_promised(limit):
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(limit)
    try:
        for depth in (65, 100_000):
            nested = b"[" * depth + b"]" * depth
            with pytest.raises(Damaged):
                opened(outer(inner(b'{"keyList":[],"x":' + nested + b"}")))
    finally:
        sys.setrecursionlimit(before)


def test_brackets_and_commas_in_names_are_nothing_to_bound():
    name = '[{,"\\' * 20_000
    assert opened(keystore(content(entry(nickname=name), entry(2)))).accounts[0].name == name
    data = keystore(hint_text="x") + b" " * 10
    assert opened(json.dumps(json.loads(data) | {"note": name}).encode()).accounts


def test_a_number_of_many_digits_is_damage():
    with pytest.raises(Damaged):
        opened(outer(inner(b'{"keyList":[],"x":' + b"9" * 100_000 + b"}")))
