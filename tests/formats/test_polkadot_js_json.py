"""polkadot-js-json: addresses, what is kept, batches, and hostile files."""

import json
from base64 import b64decode, b64encode

import pytest
from bip_utils import SS58Decoder, SS58Encoder
from hypothesis import given
from hypothesis import strategies as st

from keystow.errors import Damaged, KdfLimit, NotAKeystore, TooMany, Truncated, WrongPassword
from keystow.formats import contents, foreign_kdf, polkadot_pairs, registry
from keystow.formats.interface import Warn
from keystow.formats.polkadot_js_json import PolkadotJsJson
from keystow.secret import Secret
from keystow.wallet import decoder, encoder, merge, ss58
from keystow.wallet.merge import State
from tests.formats.polkadot_writer import (
    DIVIDER,
    HEAD,
    PASSWORD,
    PUBLIC,
    SALT,
    SECRET,
    account_file,
    batch_file,
    encoded,
    pair,
    sealed,
)
from tests.wallet.made import NOW

ADDRESS = ss58.encode(PUBLIC)


def opened(data, password=PASSWORD):
    return registry.detect(data).open(data, Secret(password))


def only(file):
    (account,) = contents.accounts(file)
    return account


def to_vault(file):
    vault = contents.to_vault(file, wallet_id="0" * 32, name="Everyday", now=NOW)
    assert decoder.from_payload(encoder.to_payload(vault)) == vault
    return vault


def test_an_account_is_listed_and_kept_with_its_key_and_kind():
    file = opened(account_file(address=ADDRESS))
    account = only(file)
    assert (account.name, account.chain, account.address) == ("Savings", "polkadot", ADDRESS)
    assert (account.public_key, account.private_key.reveal()) == (PUBLIC.hex(), SECRET)
    assert file.warnings == (Warn.ACCOUNT_KEPT,)
    vault = to_vault(file)
    meta, kept = (json.loads(one.data) for one in vault.foreign)
    assert meta == {
        "meta": {"name": "Savings"},
        "address": ADDRESS,
        "content": ["pkcs8", "sr25519"],
    }
    assert (kept["address"], kept["private_key"]) == (ADDRESS, SECRET.hex())
    assert vault.accounts == ()


@pytest.mark.parametrize(
    "address",
    [
        *(SS58Encoder.Encode(PUBLIC, network) for network in (0, 2, 42, 63, 2007)),
        *("0x" + PUBLIC.hex(), "0x" + PUBLIC.hex().upper(), "", None, 5),
    ],
)
def test_an_address_is_told_on_network_42_whatever_the_file_has(address):
    file = opened(account_file(address=address))
    assert (only(file).address, file.warnings) == (ADDRESS, (Warn.ACCOUNT_KEPT,))


@pytest.mark.parametrize(
    "address", [ss58.encode(bytes(32)), ADDRESS[:-1] + "x", "0x" + "11" * 32, "x", "\ud800" * 999]
)
def test_an_address_that_is_another_accounts_is_said(address):
    file = opened(account_file(address=address))
    assert set(file.warnings) == {Warn.ACCOUNT_KEPT, Warn.ADDRESS_MISMATCH}
    to_vault(file)


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa"])
def test_a_key_of_another_public_key_is_said(kind):
    public = pair(kind)[-32 if kind == "ed25519" else -33 :]
    assert only(opened(account_file(kind))).public_key == public.hex()
    assert opened(account_file(kind)).warnings == (Warn.ACCOUNT_KEPT,)
    wrong = opened(sealed(pair(kind, public=bytes(len(public))), ("pkcs8", kind)))
    assert Warn.ADDRESS_MISMATCH in wrong.warnings


def test_an_account_of_ethereum_is_one_that_keystow_derives():
    file = opened(account_file("ethereum"))
    assert (only(file).chain, file.warnings) == ("ethereum", ())
    assert [row.state for row in merge.compare(None, to_vault(file)).rows] == [State.NEW]
    other = opened(account_file("ethereum", address="0x" + "11" * 20))
    assert other.warnings == (Warn.ADDRESS_MISMATCH,)
    assert [row.state for row in merge.compare(None, to_vault(other)).rows] == [State.REFUSED]
    zero = opened(sealed(HEAD + bytes(32) + DIVIDER + PUBLIC, ("pkcs8", "ethereum")))
    assert only(zero).chain == "polkadot"


@given(public=st.binary(min_size=32, max_size=32))
def test_ss58_is_what_bip_utils_says(public):
    assert ss58.encode(public) == SS58Encoder.Encode(public, 42)
    assert SS58Decoder.Decode(ss58.encode(public)) == (42, public)
    assert ss58.decode(ss58.encode(public, 2)) == public


# --- passwords -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["sr25519", "ecdsa", "ethereum"])
def test_a_file_without_a_password_opens_with_an_empty_one(kind):
    data = account_file(kind, password="")
    assert Warn.NOT_ENCRYPTED in opened(data, "").warnings
    assert PolkadotJsJson().inspect(data).slots == ()
    with pytest.raises(WrongPassword):
        opened(data)


@pytest.mark.parametrize(
    "password", [" ", "é", "e\u0301", "🔑", "a\0b", "0x123", "0xzz", "x" * 999]
)
def test_a_password_is_taken_as_typed(password):
    data = account_file(password=password)
    assert only(opened(data, password)).address == ADDRESS
    for other in ("", "e\u0301" if password == "é" else "é", password + "\n"):
        with pytest.raises(WrongPassword):
            opened(data, other)


def test_a_password_in_hex_opens_what_either_reading_of_it_made():
    for made in ("0xC3A9", "é"):
        assert only(opened(account_file(password=made), "0xC3A9")).address == ADDRESS


# --- batches ---------------------------------------------------------------------------------


def test_a_batch_gives_every_account_and_keeps_what_has_another_password():
    files = [
        account_file(),
        account_file("ethereum"),
        account_file(password=""),
        account_file("ed25519", password="another"),
        b"5",
        b'{"encoded": "", "encoding": {}}',
    ]
    file = opened(batch_file(b"[" + b",".join(files) + b"]"))
    assert [one.chain for one in file.accounts] == ["polkadot", "ethereum", "polkadot"]
    assert set(file.warnings) == {
        Warn.ACCOUNT_KEPT,
        Warn.KEY_UNREADABLE,
        Warn.CONTENT_UNKNOWN,
    }
    assert json.loads(files[3]) in [json.loads(one.data) for one in file.foreign]
    to_vault(file)


@pytest.mark.parametrize("plain", [b"", b"{}", b"[", b"nonsense"])
def test_a_batch_that_is_no_list_is_damage(plain):
    with pytest.raises(Damaged):
        opened(batch_file(plain))


def test_more_accounts_than_a_batch_has_are_too_many(monkeypatch):
    monkeypatch.setattr(polkadot_pairs, "BATCH_MAX", 2)
    with pytest.raises(TooMany):
        opened(batch_file(b"[1,2,3]"))


# --- telling one fault from another ----------------------------------------------------------


@pytest.mark.parametrize(
    "plain",
    [b"", HEAD, HEAD + SECRET + DIVIDER, HEAD + SECRET + PUBLIC, b"x" * 200, pair() + b"x" * 9],
)
def test_another_content_opens_and_is_kept(plain):
    file = opened(sealed(plain))
    assert (file.accounts, file.warnings) == ((), (Warn.CONTENT_UNKNOWN,))
    assert json.loads(file.foreign[0].data)["secret"] == plain.hex()
    to_vault(file)


def numbers(n=2, r=8, p=1):
    data = b"".join(number.to_bytes(4, "little") for number in (n, p, r))
    return account_file(encoded=b64encode(SALT + data + bytes(99)).decode())


def odd(**encoding):
    return account_file(encoding=json.loads(account_file())["encoding"] | encoding)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (odd(version="4"), NotAKeystore),
        (odd(version=4), NotAKeystore),
        (odd(type=["scrypt", "aes"]), NotAKeystore),
        (odd(type=[1]), Damaged),
        (odd(type={}), Damaged),
        (odd(content=[[]]), Damaged),
        (account_file(encoding=5), Damaged),
        (account_file(encoded=5), Damaged),
        (account_file(encoded="!"), Damaged),
        (account_file(encoded="0x1"), Damaged),
        (account_file(encoded=b64encode(bytes(43)).decode()), Damaged),
        (account_file(encoded=b64encode(encoded(b"")[:80]).decode()), Damaged),
        (numbers(n=0), Damaged),
        (numbers(n=3), Damaged),
        (numbers(r=0), Damaged),
        (numbers(p=0), Damaged),
        (numbers(n=2**31), KdfLimit),
        (numbers(n=2**18, r=2**31), KdfLimit),
        (numbers(p=2**32 - 1), KdfLimit),
        (account_file()[:-1], Truncated),
        (account_file() + b"x", Damaged),
    ],
)
def test_a_hostile_file_is_refused_before_any_kdf(data, error, monkeypatch):
    monkeypatch.setattr(foreign_kdf.Scrypt, "derive", None)
    assert PolkadotJsJson().detect(data)
    with pytest.raises(error):
        opened(data)


@pytest.mark.parametrize("at", [0, 44, 70, -1])
def test_a_changed_box_cannot_be_told_from_a_wrong_password(at):
    made = json.loads(account_file())
    changed = bytearray(b64decode(made["encoded"]))
    changed[at] ^= 1
    with pytest.raises(WrongPassword):
        opened(account_file(encoded=b64encode(changed).decode()))


@given(
    password=st.text(max_size=20),
    secret=st.binary(min_size=64, max_size=64),
    public=st.binary(min_size=32, max_size=32),
    name=st.text(max_size=20),
)
def test_what_was_put_in_comes_out(password, secret, public, name):
    data = sealed(pair("", secret, public), password=password, meta={"name": name})
    account = only(opened(data, password))
    assert (account.name, account.public_key) == (name, public.hex())
    assert account.private_key.reveal() == secret
