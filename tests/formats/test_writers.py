"""Writers: what comes back in the same format, what fits, and passwords that don't suit."""

import json
from dataclasses import replace

import pytest

from keystow.errors import ReadBackFailed, WrongPassword
from keystow.formats import contents, lamden_envelope, registry
from keystow.formats.writers import interface, polkadot_js_json, table
from keystow.formats.writers.interface import Unfit
from keystow.jobs import writing
from keystow.secret import Secret
from tests.formats import eip_2335_writer, lamden_writer, polkadot_writer, web3_writer
from tests.wallet.made import NOW, with_key, with_phrase

NEW = Secret("Winter-Kettle 48 paints slowly")
DEEP = {"a": [1, {"Ключ": None}]}


@pytest.fixture(autouse=True)
def small_cost(monkeypatch):
    monkeypatch.setattr(interface, "SCRYPT_N", 2)
    monkeypatch.setattr(polkadot_js_json, "SCRYPT_N", 2)


def opened(data, password=NEW):
    password = password if isinstance(password, Secret) else Secret(password)
    return registry.detect(data).open(data, password)


def random_bytes(size):
    return bytes(range(size))


def again(data, password, name):
    """Take a file into a vault and write it from there in its own format."""
    vault = contents.to_vault(opened(data, password), wallet_id="0" * 32, name="A", now=NOW)
    writer = table.find(name)
    chosen = writing.fitting(contents.vault_accounts(vault), writer)
    made = writing.write(writer, chosen, vault.foreign, NEW, random_bytes)
    writing.Proof(made, NEW)(made.data)
    return made.data


FILES = {
    "web3-v3": (
        web3_writer.key_file(address=web3_writer.ADDRESS, Extra=DEEP, note="n"),
        web3_writer.PASSWORD,
        {"Extra": DEEP, "note": "n"},
    ),
    "eip-2335": (eip_2335_writer.keystore(Extra=DEEP), eip_2335_writer.PASSWORD, {"Extra": DEEP}),
    "polkadot-js-json": (
        polkadot_writer.account_file("ed25519", meta={"name": "N", "genesis": "0x"}, Extra=DEEP),
        polkadot_writer.PASSWORD,
        {"meta": {"name": "N", "genesis": "0x"}, "Extra": DEEP},
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_what_was_not_understood_goes_back_into_the_same_format(name):
    data, password, rest = FILES[name]

    made = again(data, password, name)

    read = json.loads(made)
    assert {field: read[field] for field in rest} == rest
    before, after = (list(contents.accounts(opened(*one))) for one in ((data, password), (made,)))
    assert [(a.address, a.private_key, a.path) for a in after] == [
        (a.address, a.private_key, a.path) for a in before
    ]


def test_what_stood_in_a_lamden_entry_goes_back_into_it():
    entries = [
        {"sk": f"{number + 1:064x}", "nickname": f"N{number}", "type": "coin", "n": number}
        for number in range(3)
    ]
    data = lamden_writer.keystore(lamden_writer.content(*entries, beside=DEEP))

    made = again(data, lamden_writer.PASSWORD, "lamden-keystore-1.0")

    content = lamden_envelope.decrypt(lamden_envelope.parse(made), NEW, "keyList").value
    assert content["beside"] == DEEP
    shown = [{n: v for n, v in one.items() if n in entries[0]} for one in content["keyList"]]
    assert shown == entries
    assert {one["symbol"] for one in content["keyList"]} == {"TAU"}


def test_only_accounts_whose_key_is_there_and_right_fit():
    vault = with_key(with_key(with_phrase(), 7), 8, "lamden")
    listed = list(contents.vault_accounts(vault))
    for name, chain in (("web3-v3", "ethereum"), ("lamden-keystore-1.0", "lamden")):
        fitting = writing.fitting(listed, table.find(name))
        assert fitting == [one for one in listed if one.chain == chain]
        assert fitting
    assert writing.fitting(listed, table.find("eip-2335")) == []
    data = web3_writer.key_file(address="0x" + "11" * 20)
    false = list(opened(data, web3_writer.PASSWORD).accounts)
    assert writing.fitting(false, table.find("web3-v3")) == []


def test_an_account_that_is_there_twice_is_written_once():
    listed = list(opened(web3_writer.key_file(), web3_writer.PASSWORD).accounts)
    assert writing.fitting(listed * 2, table.find("web3-v3")) == listed


def test_the_proof_takes_only_the_file_itself_with_its_keys():
    [one] = opened(web3_writer.key_file(), web3_writer.PASSWORD).accounts
    [other] = [a for a in contents.vault_accounts(with_key(with_phrase(), 7)) if a.path is None]
    writer = table.find("web3-v3")
    made = writing.write(writer, [one], (), NEW, random_bytes)
    with pytest.raises(ReadBackFailed):
        writing.Proof(made, NEW)(made.data + b" ")
    with pytest.raises(WrongPassword):
        writing.Proof(made, Secret("x"))(made.data)
    with pytest.raises(ReadBackFailed):
        writing.Proof(writing.Written(made.data, (other,)), NEW)(made.data)
    same_address = replace(one, private_key=other.private_key)
    with pytest.raises(ReadBackFailed):
        writing.Proof(writing.Written(made.data, (same_address,)), NEW)(made.data)


@pytest.mark.parametrize(
    ("name", "password", "unfit"),
    [
        ("web3-v3", "pa\u0308ss", Unfit.FORMS),
        ("web3-v3", "ﬁ", Unfit.FORMS),
        ("web3-v3", "pässwörd 🔑", None),
        ("eip-2335", "\x01\x7f", Unfit.EMPTY),
        ("eip-2335", "pa\u0308ss", None),
        ("polkadot-js-json", "0x", Unfit.EMPTY),
        ("polkadot-js-json", "0x12", None),
        ("lamden-keystore-1.0", "pa\u0308ss", None),
    ],
)
def test_a_password_that_does_not_suit_a_format_is_told(name, password, unfit):
    assert table.find(name).unfit(Secret(password)) is unfit


def test_each_file_has_its_own_random_parts():
    calls = []

    def counted(size):
        calls.append(size)
        return bytes([len(calls)]) * size

    [one] = opened(web3_writer.key_file(), web3_writer.PASSWORD).accounts
    writer = table.find("web3-v3")
    texts = [json.loads(writer.write([one], (), NEW, "", counted)) for _ in range(2)]
    assert calls == [32, 16, 16] * 2
    assert texts[0]["crypto"]["kdfparams"]["salt"] != texts[1]["crypto"]["kdfparams"]["salt"]
    assert texts[0]["crypto"]["cipherparams"] != texts[1]["crypto"]["cipherparams"]
