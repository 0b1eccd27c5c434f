"""eip-2335: the published files, how a password is treated, what is kept, hostile files."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystow.errors import Damaged, KdfLimit, NotAKeystore, TooLarge, Truncated, WrongPassword
from keystow.formats import contents, foreign_kdf, registry
from keystow.formats.eip_2335 import Eip2335
from keystow.formats.interface import Warn
from keystow.secret import Secret
from keystow.wallet import decoder, encoder, merge
from tests.formats.eip_2335_writer import (
    PASSWORD,
    PATH,
    PBKDF2,
    PUBKEY,
    SCRYPT,
    SECRET,
    changed,
    keystore,
    modules,
    normal,
)
from tests.wallet.made import NOW, SHARED, empty

PUBLISHED = sorted((SHARED / "eip2335").glob("official_test*.json"))


def opened(data, password=PASSWORD):
    return registry.detect(data).open(data, Secret(password))


def only(file):
    (account,) = contents.accounts(file)
    return account


def to_vault(file):
    vault = contents.to_vault(file, wallet_id="0" * 32, name="Everyday", now=NOW)
    assert decoder.from_payload(encoder.to_payload(vault)) == vault
    return vault


@pytest.mark.skipif(not PUBLISHED, reason="the shared vectors are not here")
@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_the_standards_own_files_open(path):
    data = path.read_bytes()
    account = only(opened(data))
    assert account.private_key.reveal() == SECRET
    assert account.address == account.public_key == json.loads(data)["pubkey"]
    assert account.path == json.loads(data)["path"]


@pytest.mark.parametrize(
    "params",
    [
        *(PBKDF2, PBKDF2 | {"c": 262_144}, SCRYPT, SCRYPT | {"n": 8192, "p": 2}),
        *(SCRYPT | {"n": 65_536, "r": 1}, SCRYPT | {"n": 131_072, "r": 1}),
    ],
)
def test_a_keystore_is_one_account_whose_key_is_the_secret(params):
    data = keystore(params=params)
    file = opened(data)
    account = only(file)
    assert contents.report(file, show_secrets=True)["accounts"] == [
        {
            "name": "Validator 0",
            "chain": "ethereum-validator",
            "address": PUBKEY,
            "public_key": PUBKEY,
            "path": PATH,
            "watch_only": False,
            "private_key": SECRET.hex(),
        }
    ]
    assert not account.watch_only
    assert (file.warnings, file.payload_sha256) == (
        (Warn.ACCOUNT_KEPT,),
        hashlib.sha256(SECRET).hexdigest(),
    )
    assert SECRET.hex() not in json.dumps(contents.report(file, show_secrets=False))
    (slot,) = Eip2335().inspect(data).slots
    assert slot["passes"] == params.get("c", params.get("p"))


def test_the_account_is_kept_in_a_wallet_with_its_key():
    file = opened(keystore(more={"deep": [None]}))
    vault = to_vault(file)
    assert vault.accounts == ()
    rest, kept = (json.loads(one.data) for one in vault.foreign)
    assert rest == {"pubkey": PUBKEY, "more": {"deep": [None]}}
    assert (kept["address"], kept["private_key"], kept["path"]) == (PUBKEY, SECRET.hex(), PATH)
    assert {one.format for one in vault.foreign} == {"eip-2335"}


def test_it_comes_into_a_wallet_though_there_is_nothing_to_tick():
    vault = to_vault(opened(keystore()))
    for here in (None, empty()):
        comparison = merge.compare(here, vault)
        assert comparison.rows == ()
        merged, _ = merge.apply(comparison, merge.Choice(frozenset()))
        assert merged.foreign == vault.foreign
        again, _ = merge.apply(merge.compare(merged, vault), merge.Choice(frozenset()))
        assert again == merged


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"pubkey": "0x" + PUBKEY.upper()}, ("0x" + PUBKEY.upper(), PUBKEY)),
        ({"pubkey": ""}, ("", None)),
        ({"pubkey": None}, ("", None)),
        ({"pubkey": "x" * 999}, ("x" * 200, None)),
    ],
)
def test_an_address_stays_as_the_file_has_it(fields, shown):
    account = only(opened(keystore(**fields)))
    assert (account.address, account.public_key) == shown


def test_a_file_without_path_and_description_opens():
    account = only(opened(keystore(path="", description=None, uuid=5)))
    assert (account.name, account.path) == ("", None)
    made = json.loads(keystore())
    for name in ("path", "description", "uuid", "pubkey"):
        del made[name]
    assert only(opened(json.dumps(made).encode())).private_key.reveal() == SECRET


@pytest.mark.parametrize("secret", [b"x", bytes(32), b"y" * 1024, b"any text \xff"])
def test_any_secret_comes_back(secret):
    file = opened(keystore(secret))
    assert only(file).private_key.reveal() == secret
    to_vault(file)


# --- passwords -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "typed"),
    [
        ("é", "e\u0301"),
        ("e\u0301", "é"),
        ("ﬁ", "fi"),
        (PASSWORD, "testpassword🔑"),
        ("a\0b\x1f\x7f\x9fc", "abc"),
        ("abc", "a\nb\tc\r\n"),
        ("", "\n"),
        ("\ud800", "\ud800"),
    ],
)
def test_a_password_is_taken_in_nfkd_without_control_characters(made, typed):
    assert only(opened(keystore(password=made), typed)).private_key.reveal() == SECRET


@pytest.mark.parametrize("password", ["", " ", "Testpassword🔑", "testpassword", "x" * 9999])
def test_any_other_password_is_wrong(password):
    with pytest.raises(WrongPassword):
        opened(keystore(), password)


# --- telling one fault from another ----------------------------------------------------------


def odd(params, **fields):
    return changed("kdf", params, params=params | fields)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (keystore(version=5), NotAKeystore),
        (keystore(version=None), Damaged),
        (changed("cipher", function="xor"), NotAKeystore),
        (changed("cipher", function=1), Damaged),
        (changed("cipher", params={"iv": "00" * 17}), Damaged),
        (changed("cipher", params=None), Damaged),
        (changed("cipher", message=""), Damaged),
        (changed("cipher", message="00" * 1025), Damaged),
        (changed("checksum", function="sha512"), NotAKeystore),
        (changed("checksum", message="00"), Damaged),
        (changed("checksum", message=None), Damaged),
        (changed("kdf", function="argon2id"), NotAKeystore),
        (changed("kdf", params=[]), Damaged),
        (odd(PBKDF2, c=0), Damaged),
        (odd(PBKDF2, c=10**7 + 1), KdfLimit),
        (odd(PBKDF2, prf="hmac-sha512"), Damaged),
        (odd(PBKDF2, dklen=31), Damaged),
        (odd(PBKDF2, dklen=10**9), Damaged),
        (odd(PBKDF2, salt="00" * 1025), Damaged),
        (odd(PBKDF2, salt="zz"), Damaged),
        (odd(SCRYPT, n=3), Damaged),
        (odd(SCRYPT, n=2**22), KdfLimit),
        (odd(SCRYPT, p=2**33), KdfLimit),
        (odd(SCRYPT, r=None), Damaged),
        (keystore(crypto={"kdf": 1, "checksum": {"function": 1}, "cipher": 1}), Damaged),
        (keystore(more=[0] * 10_001), Damaged),
        (keystore(more="x" * 1024 * 1024), TooLarge),
        (keystore() + b"{", Truncated),
        (keystore() + b"x", Damaged),
        (keystore()[:-1], Truncated),
    ],
)
def test_a_hostile_file_is_refused_before_any_kdf(data, error, monkeypatch):
    for kdf in (foreign_kdf.Pbkdf2, foreign_kdf.Scrypt):
        monkeypatch.setattr(kdf, "derive", None)
    assert Eip2335().detect(data)
    with pytest.raises(error):
        opened(data)


def test_a_changed_secret_cannot_be_told_from_a_wrong_password():
    made = modules()
    made["cipher"]["message"] = "00" * 32
    with pytest.raises(WrongPassword):
        opened(keystore(crypto=made))


@given(
    password=st.text(max_size=30),
    secret=st.binary(min_size=1, max_size=64),
    params=st.sampled_from([PBKDF2, SCRYPT]),
    name=st.text(max_size=20),
)
def test_what_was_put_in_comes_out(password, secret, params, name):
    file = opened(keystore(secret, params, password, description=name), normal(password))
    assert (only(file).private_key.reveal(), only(file).name) == (secret, name)
    to_vault(file)
