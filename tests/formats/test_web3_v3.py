"""web3-v3: the published files, odd parameters and spellings, ethers' phrase, hostile files."""

import hashlib
import json

import pytest
from eth_account import Account
from hypothesis import given
from hypothesis import strategies as st

from keystow.errors import Damaged, KdfLimit, NotAKeystore, TooLarge, Truncated, WrongPassword
from keystow.formats import contents, registry, web3_v3
from keystow.formats.interface import Warn
from keystow.formats.web3_v3 import Web3V3
from keystow.secret import Secret
from keystow.wallet import decoder, encoder, merge
from keystow.wallet.merge import State
from keystow.wallet.vault import KeySecret, PhraseSecret
from tests.formats.web3_writer import (
    ADDRESS,
    KEY,
    PASSWORD,
    PBKDF2,
    SCRYPT,
    crypto,
    ethers,
    key_file,
)
from tests.wallet.made import NOW, SHARED, WORDS

PUBLISHED = SHARED / "web3_v3_ethereum_tests.json"
ENTROPY = bytes(16)  # of WORDS
FIRST = bytes.fromhex("1ab42cc412b618bdea3a599e3c9bae199ebf030895b039e9db1e30dafb12b727")


def opened(data, password=PASSWORD):
    return registry.detect(data).open(data, Secret(password))


def only(file):
    (account,) = contents.accounts(file)
    return account


def states(file):
    vault = contents.to_vault(file, wallet_id="0" * 32, name="Everyday", now=NOW)
    assert decoder.from_payload(encoder.to_payload(vault)) == vault
    return vault, [row.state for row in merge.compare(None, vault).rows]


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the shared vectors are not here")
def test_the_files_of_ethereums_own_tests_open():
    for name, one in json.loads(PUBLISHED.read_text("utf-8")).items():
        account = only(opened(json.dumps(one["json"]).encode(), one["password"]))
        assert account.private_key.reveal().hex() == one["priv"], name


@pytest.mark.parametrize(
    "params",
    [
        *(PBKDF2, PBKDF2 | {"prf": "hmac-sha512"}, PBKDF2 | {"c": 262_144}, PBKDF2 | {"dklen": 64}),
        *(SCRYPT, SCRYPT | {"n": 8192}, SCRYPT | {"p": 8}, SCRYPT | {"r": 1, "n": 1024}),
        SCRYPT | {"n": 131_072, "r": 1, "p": 2},  # OpenSSL refuses this one
        SCRYPT | {"salt": ""},
    ],
)
def test_each_kdf_opens(params):
    data = key_file(params=params)
    account = only(opened(data))
    assert (account.address, account.private_key.reveal()) == (ADDRESS, KEY)
    (slot,) = Web3V3().inspect(data).slots
    assert slot["passes"] == params.get("c", params.get("p"))
    with pytest.raises(WrongPassword):
        opened(data, PASSWORD + " ")


def deep(value, change):
    if isinstance(value, dict):
        return {change(key): deep(one, change) for key, one in value.items()}
    return value


def hexed(value, change):
    fields = json.loads(json.dumps(value))
    for holder, name in (
        *((fields, name) for name in ("ciphertext", "mac")),
        (fields["cipherparams"], "iv"),
        (fields["kdfparams"], "salt"),
    ):
        holder[name] = change(holder[name])
    return fields


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(deep(json.loads(key_file()), str.upper)).encode(),
        json.dumps(deep(json.loads(key_file()), str.capitalize), indent=2).encode(),
        key_file(crypto=hexed(crypto(), str.upper)),
        key_file(crypto=hexed(crypto(), "0x".__add__)),
        key_file(crypto=hexed(crypto(), lambda text: "0X" + text.upper())),
        key_file(version="3"),
        key_file(version=3.0),
        key_file(crypto=crypto(params=SCRYPT) | {"kdf": "Scrypt", "cipher": "AES-128-CTR"}),
        key_file(crypto=crypto() | {"version": 1, "unknown": [{}]}),
        b"\xef\xbb\xbf\n" + key_file() + b"\n",
        *(key_file(address=a) for a in (ADDRESS, ADDRESS[2:], ADDRESS.upper(), "", None)),
        *(key_file(address=a) for a in (ADDRESS.lower(), ADDRESS[2:].upper(), 7)),
    ],
)
def test_each_spelling_of_a_file_opens(data):
    file = opened(data)
    assert (only(file).address, file.warnings) == (ADDRESS, ())
    assert states(file)[1] == [State.NEW]


def test_an_iv_without_its_leading_zeros_gets_them_back():
    iv = bytes(2) + b"\1" * 14
    made = crypto(iv=iv)
    made["cipherparams"]["iv"] = iv[2:].hex()
    assert only(opened(key_file(crypto=made))).private_key.reveal() == KEY


def test_a_key_without_its_leading_zeros_gets_them_back():
    file = opened(key_file(b"\1"))
    assert only(file).private_key.reveal() == bytes(31) + b"\1"
    assert only(file).address == Account.from_key(bytes(31) + b"\1").address
    assert file.payload_sha256 == hashlib.sha256(b"\1").hexdigest()


def test_a_name_and_unknown_fields_are_kept():
    file = opened(key_file(name="Sa\u202evings", meta='{"x":1}', more={"deep": [None]}))
    assert only(file).name == "Sa\u202evings"
    rest = {"meta": '{"x":1}', "more": {"deep": [None]}}
    assert json.loads(file.foreign[0].data) == rest | {"address": ADDRESS}
    vault, _ = states(file)
    assert (vault.accounts[0].name, vault.foreign) == ("Savings", file.foreign)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("11" * 20, "0x" + "11" * 20),
        ("0x" + "AB" * 20, Account.from_key(KEY).address and None),
        ("hx" + "11" * 20, "hx" + "11" * 20),
        ("x" * 999, "x" * 200),
    ],
)
def test_an_address_that_is_not_the_keys_is_said_and_not_restored(address, shown):
    file = opened(key_file(address=address))
    assert file.warnings == (Warn.ADDRESS_MISMATCH,)
    assert only(file).address == (shown or only(file).address) != ADDRESS
    assert states(file)[1] == [State.REFUSED]


@pytest.mark.parametrize("secret", [bytes(32), b"\xff" * 32, b"x" * 33, bytes(1)])
def test_a_secret_that_is_no_key_is_kept(secret):
    file = opened(key_file(secret))
    assert (file.accounts, file.warnings) == ((), (Warn.CONTENT_UNKNOWN,))
    assert json.loads(file.foreign[0].data) == {"secret": secret.hex()}
    states(file)


# --- passwords -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "password", ["", " ", "é", "e\u0301", "ﬁ", "🔑", "a\0b\n", "Å", "x" * 5000]
)
def test_a_password_as_typed_opens_what_geth_wrote(password):
    assert only(opened(key_file(password=password), password)).address == ADDRESS


@pytest.mark.parametrize(("typed", "normal"), [("e\u0301", "é"), ("ﬁ", "fi"), ("\u212b", "Å")])
def test_a_password_opens_what_ethers_wrote_in_nfkc(typed, normal):
    data = key_file(password=normal)
    assert only(opened(data, typed)).address == ADDRESS
    with pytest.raises(WrongPassword):
        opened(key_file(password=typed), normal)


@pytest.mark.parametrize("password", ["", "\ud800", PASSWORD + "\n", PASSWORD.upper(), "x" * 9999])
def test_any_other_password_is_wrong(password):
    with pytest.raises(WrongPassword):
        opened(key_file(), password)


# --- ethers' phrase --------------------------------------------------------------------------


def test_the_phrase_of_ethers_comes_back_with_its_account():
    file = opened(key_file(FIRST, **ethers(ENTROPY)))
    (phrase,) = contents.phrases(file)
    assert (phrase.words.reveal().decode(), phrase.language) == (WORDS, "english")
    assert (only(file).path, file.warnings, file.foreign) == ("m/44'/60'/0'/0/0", (), ())
    vault, rows = states(file)
    assert rows == [State.NEW]
    assert [type(secret) for secret in vault.secrets] == [PhraseSecret]


def test_a_phrase_that_is_not_the_keys_stands_for_itself():
    file = opened(key_file(KEY, **ethers(ENTROPY)))
    vault, rows = states(file)
    assert (rows, only(file).path, file.warnings) == ([State.NEW], None, ())
    assert [type(one) for one in vault.secrets] == [PhraseSecret, KeySecret]


@pytest.mark.parametrize("path", ["m/44'/60'/0'/0/1", "nonsense", "m"])
def test_the_key_s_true_path_is_found_where_another_is_named(path):
    file = opened(key_file(FIRST, **ethers(ENTROPY, path=path)))
    vault, rows = states(file)
    assert (rows, only(file).path) == ([State.NEW], "m/44'/60'/0'/0/0")
    assert file.warnings == (Warn.PATH_FOUND,)
    assert [type(one) for one in vault.secrets] == [PhraseSecret]


@pytest.mark.parametrize("locale", sorted(web3_v3._ETHERS_LANGUAGES))
def test_a_phrase_in_each_language_of_ethers_is_read(locale):
    (phrase,) = contents.phrases(opened(key_file(FIRST, **ethers(bytes(32), locale=locale))))
    assert phrase.language == web3_v3._ETHERS_LANGUAGES[locale]


@pytest.mark.parametrize(
    "fields",
    [
        {"version": "0.2"},
        {"locale": "xx"},
        {"locale": 1},
        {"mnemonicCounter": "00" * 17},
        {"mnemonicCounter": None},
        {"mnemonicCiphertext": "00" * 15},
        {"mnemonicCiphertext": "00" * 17},
        {"path": 5},
    ],
)
def test_a_phrase_that_cannot_be_read_does_not_hold_up_the_key(fields):
    file = opened(key_file(**ethers(ENTROPY, **fields)))
    assert (only(file).address, file.warnings) == (ADDRESS, (Warn.ENTRY_UNREADABLE,))
    assert opened(key_file(**{"x-ethers": 1})).warnings == (Warn.ENTRY_UNREADABLE,)


# --- telling one fault from another ----------------------------------------------------------


def odd_crypto(**fields):
    return key_file(crypto=crypto() | fields)


def odd_kdf(params, **fields):
    return key_file(crypto=crypto(params=params) | {"kdfparams": params | fields})


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (key_file(version=4), NotAKeystore),
        (key_file(version=1), NotAKeystore),
        (key_file(version="three"), Damaged),
        (key_file(crypto=7, Crypto=8, kdfparams=1, ciphertext=1), Damaged),
        (odd_crypto(cipher="aes-256-ctr"), NotAKeystore),
        (odd_crypto(cipher=None), Damaged),
        (odd_crypto(kdf="argon2id"), NotAKeystore),
        (odd_crypto(kdf=1), Damaged),
        (odd_crypto(cipherparams=[]), Damaged),
        (odd_crypto(cipherparams={"iv": ""}), Damaged),
        (odd_crypto(cipherparams={"iv": "00" * 17}), Damaged),
        (odd_crypto(ciphertext=""), Damaged),
        (odd_crypto(ciphertext="0"), Damaged),
        (odd_crypto(ciphertext="zz"), Damaged),
        (odd_crypto(ciphertext="00" * 1025), Damaged),
        (odd_crypto(mac="00" * 31), Damaged),
        (odd_crypto(mac="\uff10" * 64), Damaged),
        (odd_kdf(PBKDF2, c=0), Damaged),
        (odd_kdf(PBKDF2, c=-1), Damaged),
        (odd_kdf(PBKDF2, c=None), Damaged),
        (odd_kdf(PBKDF2, c=10**7 + 1), KdfLimit),
        (odd_kdf(PBKDF2, c=10**400), KdfLimit),
        (odd_kdf(PBKDF2, dklen=31), Damaged),
        (odd_kdf(PBKDF2, dklen=2**40), Damaged),
        (odd_kdf(PBKDF2, prf="hmac-md5"), Damaged),
        (odd_kdf(PBKDF2, salt="00" * 1025), Damaged),
        (odd_kdf(SCRYPT, n=0), Damaged),
        (odd_kdf(SCRYPT, n=1), Damaged),
        (odd_kdf(SCRYPT, n=3), Damaged),
        (odd_kdf(SCRYPT, r=0), Damaged),
        (odd_kdf(SCRYPT, p=0), Damaged),
        (odd_kdf(SCRYPT, p=-(2**40)), Damaged),
        (odd_kdf(SCRYPT, n=2**22), KdfLimit),
        (odd_kdf(SCRYPT, n=2**60), KdfLimit),
        (odd_kdf(SCRYPT, r=2**40), KdfLimit),
        (odd_kdf(SCRYPT, p=2**40), KdfLimit),
        (odd_kdf(SCRYPT, n=2**21, p=5), KdfLimit),
        (key_file(crypto={k: v for k, v in crypto().items() if k != "mac"}), Damaged),
        (key_file(more=[0] * 10_001), Damaged),
        (key_file(more="x" * 1024 * 1024), TooLarge),
        (key_file() + b"}", Damaged),
        (key_file()[:-1], Truncated),
        (key_file()[:-20], Truncated),
    ],
)
def test_a_hostile_file_is_refused_before_any_kdf(data, error, monkeypatch):
    monkeypatch.setattr(web3_v3, "_derive", None)
    assert Web3V3().detect(data)
    with pytest.raises(error):
        opened(data)


@pytest.mark.parametrize("name", ["mac", "ciphertext"])
def test_a_changed_key_cannot_be_told_from_a_wrong_password(name):
    changed = crypto()
    changed[name] = changed[name][:-1] + ("0" if changed[name][-1] != "0" else "1")
    with pytest.raises(WrongPassword):
        opened(key_file(crypto=changed))


@given(
    password=st.text(max_size=30),
    key=st.integers(1, 2**255).map(lambda n: n.to_bytes(32, "big")),
    params=st.sampled_from([PBKDF2, SCRYPT, SCRYPT | {"r": 1}, PBKDF2 | {"prf": "hmac-sha512"}]),
)
def test_what_was_put_in_comes_out(password, key, params):
    file = opened(key_file(key, params, password), password)
    assert only(file).private_key.reveal() == key
    assert only(file).address == Account.from_key(key).address
