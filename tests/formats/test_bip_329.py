"""Labels by BIP-329: read, kept in a vault, and written back as they were."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystow.errors import Damaged, TooMany, Truncated
from keystow.formats import bip_329, contents, registry
from keystow.secret import Secret
from keystow.wallet.vault import Label
from tests.formats.labels_sample import FILE, LINES
from tests.wallet.made import NOW, with_key, with_phrase


def opened(data):
    format_ = registry.detect(data)
    assert format_.name == "bip-329"
    assert format_.inspect(data).slots == ()
    return format_.open(data, Secret("any"))


def vault_of(data):
    return contents.to_vault(opened(data), wallet_id="0" * 32, name="A", now=NOW)


def test_labels_are_read_and_what_is_more_is_kept():
    vault = vault_of(FILE)
    assert [(one.type, one.label) for one in vault.labels] == [
        ("tx", "Transaction"),
        ("addr", "Rent"),
        ("output", "Ünï 🦊"),
        ("xpub", "Account"),
    ]
    [kept] = vault.foreign
    assert kept.data.split("\n") == [LINES[0], LINES[2], LINES[4]]
    assert opened(FILE).warnings == ("ENTRY_KEPT",)


def test_every_line_goes_back_and_those_not_understood_byte_for_byte():
    written = bip_329.write(vault_of(FILE)).splitlines()
    assert {LINES[0], LINES[2], LINES[4]} <= set(written)
    everything = {json.dumps(json.loads(line), sort_keys=True) for line in LINES}
    assert {json.dumps(json.loads(line), sort_keys=True) for line in written} == everything
    again = vault_of("\n".join(written).encode())
    assert set(again.labels) == set(vault_of(FILE).labels)


def test_a_label_that_changed_is_written_with_its_other_fields():
    vault = vault_of(FILE)
    labels = tuple(replace(one, label="Moved") for one in vault.labels)
    [line] = [
        one for one in bip_329.write(replace(vault, labels=labels)).splitlines() if "output" in one
    ]
    assert json.loads(line) == json.loads(LINES[2]) | {"label": "Moved"}


def test_names_of_bitcoin_accounts_are_labels_of_their_addresses_unless_they_have_one():
    vault = with_key(with_key(with_phrase(), 7, "bitcoin", "Rent"), 8, "bitcoin", "Cold")
    bitcoin = [one for one in vault.accounts if one.chain == "bitcoin"]
    labelled = replace(vault, labels=(Label("addr", bitcoin[0].address, "By hand"),))
    written = [json.loads(line) for line in bip_329.write(labelled).splitlines()]
    names = {one["ref"]: one["label"] for one in written}
    assert names[bitcoin[0].address] == "By hand"
    assert len(names) == len(bitcoin)
    assert set(names.values()) <= {"By hand", *(one.name for one in bitcoin)}


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (FILE + b"{", Truncated),
        (FILE + b"[]", Damaged),
        (FILE + b"\xff", Damaged),
        (b'{"type":"tx","ref":"a"}\n' * 100_001, TooMany),
        (FILE + b"\n" * 400_001, TooMany),
    ],
)
def test_a_file_at_fault_is_refused_when_it_is_looked_at(data, error):
    with pytest.raises(error):
        registry.detect(data).inspect(data)


TEXT = st.text(max_size=30)


@given(st.lists(st.tuples(st.sampled_from(bip_329.TYPES), TEXT, TEXT), min_size=1, max_size=8))
def test_whatever_a_line_holds_goes_there_and_back(rows):
    lines = [json.dumps({"type": t, "ref": ref, "label": label}) for t, ref, label in rows]
    vault = vault_of("\n".join(lines).encode())
    written = [json.loads(line) for line in bip_329.write(vault).splitlines()]
    last = {(t, ref): label for t, ref, label in rows if vault_has(vault, t, ref)}
    assert {(o["type"], o["ref"]) for o in written} == {(t, ref) for t, ref, _ in rows}
    assert len(vault.labels) <= len(last)


def vault_has(vault, type_, ref):
    return any((one.type, one.ref) == (type_, ref) for one in vault.labels)
