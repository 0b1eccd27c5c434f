"""lamden-extension-vault: what the wallet wouldn't write, and hostile files."""

import json
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystow.errors import Damaged, TooMany, Truncated, WrongPassword
from keystow.formats import contents, lamden_extension_vault, registry
from keystow.formats.interface import Warn
from keystow.formats.lamden_extension_vault import LamdenExtensionVault
from keystow.secret import Secret
from keystow.wallet import decoder, encoder, merge
from keystow.wallet.chains import LAMDEN
from keystow.wallet.merge import State
from tests.formats.lamden_writer import PASSWORD, entry, extension, inner, key_text
from tests.wallet.made import NOW, WORDS


def opened(data, password=PASSWORD):
    return registry.detect(data).open(data, Secret(password))


def vk_of(number):
    return LAMDEN.account_from_private_key(Secret(number.to_bytes(32, "big")))[0]


def to_vault(file):
    vault = contents.to_vault(file, wallet_id="0" * 32, name="Everyday", now=NOW)
    assert decoder.from_payload(encoder.to_payload(vault)) == vault
    return vault


def sealed(number=1, **fields):
    return entry(number, sk=key_text(number)) | fields


@pytest.mark.parametrize(
    ("one", "warning"),
    [
        (sealed(vk=vk_of(3)), Warn.ADDRESS_MISMATCH),
        (sealed(sk="nonsense", vk=vk_of(1)), Warn.KEY_UNREADABLE),
        (sealed(sk=key_text(1, "another password"), vk=vk_of(1)), Warn.KEY_UNREADABLE),
        (sealed(sk=None, vk=vk_of(1)), Warn.KEY_UNREADABLE),
        (sealed(sk="watchOnly", vk="somebody"), Warn.ENTRY_UNREADABLE),
        ("text", Warn.ENTRY_UNREADABLE),
        (None, Warn.ENTRY_UNREADABLE),
        (sealed(2), Warn.DUPLICATE_ACCOUNT),
    ],
)
def test_what_does_not_fit_is_said_and_the_rest_comes(one, warning):
    file = opened(extension([sealed(2), one]))
    assert set(file.warnings) == {Warn.WEAK_ENCRYPTION, warning}
    rows = merge.compare(None, to_vault(file)).rows
    assert rows[0].state is State.NEW
    assert (rows[-1].state is State.REFUSED) == (warning is Warn.ADDRESS_MISMATCH)


@pytest.mark.parametrize("words", [5, "one two", "\ud800", "abandon " * 12])
def test_a_phrase_that_is_none_does_not_hold_up_the_keys(words):
    file = opened(extension([sealed()], mnemonic=words, derivationIndex=0))
    assert (len(file.accounts), file.phrases) == (1, ())
    assert Warn.ENTRY_UNREADABLE in file.warnings


@pytest.mark.parametrize("index", [None, "x", -5, 0, 10**30])
def test_an_odd_index_is_bounded(index, monkeypatch):
    monkeypatch.setattr(lamden_extension_vault, "DERIVED_MAX", 5)
    file = opened(extension([sealed(type="vault")], mnemonic=WORDS, derivationIndex=index))
    assert (len(file.phrases), file.accounts[0].path) == (1, None)
    to_vault(file)


def test_unknown_fields_are_kept_without_keys():
    file = opened(extension([sealed(more=[1], checked=True)], later={"deep": None}))
    kept = {"later": {"deep": None}, "data": [{"vk": None, "more": [1]}]}
    assert json.loads(file.foreign[0].data) == kept


@pytest.mark.parametrize("password", ["", " ", PASSWORD + " ", "x" * 9999])
def test_any_other_password_is_wrong(password):
    with pytest.raises(WrongPassword):
        opened(extension([sealed()]), password)


def outside(**fields):
    return json.dumps({"vault": inner(b"{}")} | fields).encode()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (extension([], member="list"), Damaged),
        (outside(), Damaged),
        (outside(vault=inner(b"[]")), Damaged),
        (outside(vault='{"ct":"","iv":"","s":""'), Damaged),
        (outside(vault='{"ct":"","iv":"","s":""}'), Damaged),
        (outside(vault=5, x='"ct":"iv":"s":'), Damaged),
        (outside(vault="", coins=5, x=inner(b"")), Damaged),
        (outside(vault="", coins=[], hash=5, x=inner(b"")), Damaged),
        (outside(vault="", coins=[], hash=inner(b'{"valid":1}')), Damaged),
        (outside(vault=inner(b"{}") | {"ct": b64encode(bytes(15)).decode()}), Damaged),
        (outside(vault=inner(b"{}") | {"iv": "00"}), Damaged),
        (extension([sealed()])[:-1], Truncated),
        (extension([sealed()]) + b"x", Damaged),
        (b'["vault":{"ct":"iv":"s":', Truncated),
        (b'{"vault":"ct":"iv":"s":' + b"[" * 70, Damaged),
    ],
)
def test_a_file_at_fault_is_refused(data, error):
    assert LamdenExtensionVault().detect(data)
    with pytest.raises(error):
        opened(data)


def test_more_accounts_than_any_wallet_has_are_too_many(monkeypatch):
    monkeypatch.setattr(lamden_extension_vault, "ACCOUNTS_MAX", 1)
    with pytest.raises(TooMany):
        opened(extension([sealed(), sealed(2)]))


@given(password=st.text(max_size=20), numbers=st.sets(st.integers(1, 2**255), max_size=4))
def test_what_was_put_in_comes_out(password, numbers):
    made = extension([sealed(n, sk=key_text(n, password)) for n in numbers], password)
    keys = [
        int.from_bytes(one.private_key.reveal(), "big") for one in opened(made, password).accounts
    ]
    assert keys == list(numbers)
