"""bitwarden-encrypted-export: what is found in it, the container, hostile files."""

import hashlib
import json
from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystow.errors import (
    Altered,
    Damaged,
    KdfLimit,
    NotAKeystore,
    Truncated,
    WrongPassword,
)
from keystow.formats import contents, foreign_kdf, loose_secrets, registry
from keystow.formats.bitwarden_encrypted_export import BitwardenEncryptedExport
from keystow.formats.interface import Warn
from keystow.secret import Secret
from keystow.wallet import decoder, encoder, merge, mnemonic
from keystow.wallet.chains import ETHEREUM, SOLANA
from keystow.wallet.merge import State
from tests.formats.bitwarden_writer import (
    ARGON2ID,
    ITEMS,
    KEY,
    PASSWORD,
    PBKDF2,
    content,
    export,
    root,
    sealed,
    text_of,
)
from tests.wallet.made import NOW, OTHER_WORDS, WORDS

WIF = "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn"  # of the key 1
FIRST = "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"  # of WORDS


def opened(data, password=PASSWORD):
    return registry.detect(data).open(data, Secret(password))


def to_vault(file):
    vault = contents.to_vault(file, wallet_id="0" * 32, name="Everyday", now=NOW)
    assert decoder.from_payload(encoder.to_payload(vault)) == vault
    return vault


def note(text, name="Note"):
    return {"type": 2, "name": name, "notes": text}


def found_in(*items):
    file = opened(export(list(items)))
    words = [phrase.words.reveal().decode() for phrase in contents.phrases(file)]
    loose = [(a.chain, a.private_key.reveal().hex()) for a in file.accounts if a.path is None]
    return words, loose


@pytest.mark.parametrize("params", [PBKDF2, {}, PBKDF2 | {"kdfIterations": 600_000}, ARGON2ID])
def test_phrases_and_keys_come_out_and_the_rest_is_kept(params):
    data = export(ITEMS, params)
    file = opened(data)
    assert [phrase.words.reveal().decode() for phrase in file.phrases] == [WORDS]
    assert FIRST in [account.address for account in file.accounts]
    assert file.accounts[-1].private_key.reveal().hex() == KEY
    assert (file.warnings, file.payload_sha256) == (
        (Warn.ENTRY_KEPT,),
        hashlib.sha256(content(ITEMS)).hexdigest(),
    )
    vault = to_vault(file)
    assert all(row.state is State.NEW for row in merge.compare(None, vault).rows)
    assert b64decode(vault.foreign[0].data) == content(ITEMS) == bytes(file.plaintext.reveal())
    (slot,) = BitwardenEncryptedExport().inspect(data).slots
    assert slot["passes"] == params.get("kdfIterations", 100_000)


@pytest.mark.parametrize("plain", [b"", b"text", b"[]", content([]), content([5, note(5), {}])])
def test_an_export_without_any_opens_and_is_kept(plain):
    file = opened(sealed(plain))
    assert (file.accounts, file.phrases, file.warnings) == ((), (), (Warn.CONTENT_UNKNOWN,))
    assert b64decode(file.foreign[0].data) == plain
    assert file.payload_sha256 == hashlib.sha256(plain).hexdigest()
    to_vault(file)


@pytest.mark.parametrize(
    "text",
    [
        f"  {WORDS}\n",
        WORDS.upper(),
        f"my wallet\n\n{WORDS}\npassword: x",
        f"seed phrase: {WORDS}",
        WORDS.replace(" ", "\n"),
        WORDS.replace(" ", "  "),
    ],
)
def test_a_phrase_is_found_however_it_is_noted(text):
    assert found_in(note(text)) == ([WORDS], [])
    assert found_in({"name": "x", "fields": [{"name": "y", "value": text}]}) == ([WORDS], [])
    assert found_in({"name": "x", "login": {"password": text}}) == ([WORDS], [])


def test_a_phrase_in_another_language_is_found():
    words = mnemonic.generate(bytes(16), "japanese").reveal().decode()
    ideographic = words.replace(" ", "\u3000")
    assert found_in(note(ideographic)) == (
        [mnemonic.normalise(Secret(words)).reveal().decode()],
        [],
    )


def test_each_key_is_found_as_its_network_writes_it_and_once():
    one = f"{1:064x}"
    solana = SOLANA.account_from_private_key(Secret(bytes.fromhex(KEY)))[0]
    pair = list(bytes.fromhex(KEY + solana))
    items = [note(f"{WIF}\nkey: 0x{KEY}\n{KEY}"), note(json.dumps(pair)), note(one, "Lamden TAU")]
    assert found_in(*items) == (
        [],
        [("bitcoin", one), ("ethereum", KEY), ("solana", KEY), ("lamden", one)],
    )


def test_a_seed_of_electrum_s_is_found_and_told_from_a_phrase():
    seed = "bitter grass shiver impose acquire brush forget axis eager alone wine silver"
    file = opened(export([note(f"Electrum: {seed}"), note(seed)]))
    assert [(one.language, one.words.reveal().decode()) for one in file.phrases] == [
        ("electrum", seed)
    ]
    (account,) = file.accounts
    assert account.address == "bc1q3g5tmkmlvxryhh843v4dz026avatc0zzr6h3af"


@pytest.mark.parametrize(
    "text",
    [
        *("abandon " * 12, OTHER_WORDS + " more", "0" * 64, "ff" * 32, KEY[:-1], WIF[:-1] + "1"),
        *("[" + "1," * 63 + "1]", "[" + "999," * 63 + "1]", "\ud800 " * 12, "x " * 100_000),
    ],
)
def test_what_only_looks_like_one_is_left(text):
    assert found_in(note(text)) == ([], [])


def test_what_is_found_is_bounded(monkeypatch):
    monkeypatch.setattr(loose_secrets, "FOUND_MAX", 2)
    items = [note(f"{number:064x}") for number in range(1, 9)]
    assert len(found_in(*items)[1]) == 2
    monkeypatch.setattr(loose_secrets, "TRIES_MAX", 1)
    assert len(found_in(*items)[1]) == 1


# --- telling one fault from another ----------------------------------------------------------


@pytest.mark.parametrize("password", ["", " ", "é", "e\u0301", "🔑", "a\0b", "x" * 5000])
def test_a_password_is_taken_as_typed(password):
    data = export(ITEMS, password=password)
    assert opened(data, password).phrases
    for other in ("e\u0301" if password == "é" else "é", password + "\n"):
        with pytest.raises(WrongPassword):
            opened(data, other)


def test_a_changed_content_is_told_from_a_wrong_password():
    whole = json.loads(export(ITEMS))
    other = text_of(b"x", root(PBKDF2, "another"))
    with pytest.raises(Altered):
        opened(json.dumps(whole | {"data": other}).encode())
    with pytest.raises(WrongPassword):
        opened(json.dumps(whole | {"encKeyValidation_DO_NOT_EDIT": other}).encode())


CHECK = "encKeyValidation_DO_NOT_EDIT"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"passwordProtected": False}, NotAKeystore),
        ({"passwordProtected": None}, NotAKeystore),
        ({"salt": None}, Damaged),
        ({"salt": "x" * 1025}, Damaged),
        ({"kdfType": 2}, NotAKeystore),
        ({"kdfType": "x"}, Damaged),
        ({"kdfIterations": 0}, Damaged),
        ({"kdfIterations": None}, Damaged),
        ({"kdfIterations": 10**7 + 1}, KdfLimit),
        (ARGON2ID | {"kdfMemory": 2049}, KdfLimit),
        (ARGON2ID | {"kdfMemory": 10**20}, KdfLimit),
        (ARGON2ID | {"kdfMemory": 0}, Damaged),
        (ARGON2ID | {"kdfMemory": None}, Damaged),
        (ARGON2ID | {"kdfIterations": 65}, KdfLimit),
        (ARGON2ID | {"kdfMemory": 2048, "kdfIterations": 5}, KdfLimit),
        (ARGON2ID | {"kdfParallelism": 17}, KdfLimit),
        (ARGON2ID | {"kdfParallelism": -1}, Damaged),
        *(({name: value}, Damaged) for name in ("data", CHECK) for value in (None, "", "2.", "x")),
        ({"data": "0.AAAA|AAAA|AAAA"}, Damaged),
        ({"data": "2.AAAA|AAAA"}, Damaged),
        ({"data": "2.AAAA|AAAA|AAAA"}, Damaged),
        ({"data": "2.!|!|!"}, Damaged),
        ({"more": [0] * 10_001}, Damaged),
    ],
)
def test_a_hostile_file_is_refused_before_any_kdf(fields, error, monkeypatch):
    data = export(ITEMS, **fields)
    for kdf in (foreign_kdf.Pbkdf2, foreign_kdf.Argon2id):
        monkeypatch.setattr(kdf, "derive", None)
    assert BitwardenEncryptedExport().detect(data)
    with pytest.raises(error):
        opened(data)


def test_a_cut_file_is_truncated():
    with pytest.raises(Truncated):
        opened(export(ITEMS)[:-1])


@given(
    password=st.text(max_size=20),
    numbers=st.lists(st.integers(1, 2**255), max_size=4, unique=True),
    name=st.text(max_size=10).filter(lambda text: "lamden" not in text.lower()),
)
def test_what_was_put_in_comes_out(password, numbers, name):
    data = export([note(f"0x{number:064x}", name) for number in numbers], password=password)
    file = opened(data, password)
    assert [int.from_bytes(one.private_key.reveal(), "big") for one in file.accounts] == numbers
    assert {one.chain for one in file.accounts} <= {ETHEREUM.id}
    to_vault(file)
