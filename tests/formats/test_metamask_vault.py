"""metamask-vault: all its ages and wrappings, what is said of each keyring, and hostile files."""

import hashlib
import json
from base64 import b64encode

import pytest
from eth_account import Account
from hypothesis import given
from hypothesis import strategies as st

from keystow.errors import Damaged, KdfLimit, NotAKeystore, TooMany, Truncated, WrongPassword
from keystow.formats import contents, metamask_keyrings, metamask_vault, registry
from keystow.formats.interface import Warn
from keystow.formats.metamask_vault import MetaMaskVault
from keystow.secret import Secret
from keystow.wallet import decoder, encoder, merge
from keystow.wallet.merge import State
from keystow.wallet.vault import PhraseSecret
from tests.formats.metamask_writer import (
    KEY,
    ODD,
    PASSWORD,
    as_buffer,
    as_bytes,
    hd,
    parts,
    simple,
    state,
    vault,
)
from tests.wallet.made import NOW, OTHER_WORDS, SHARED, WORDS

EXPECTED = SHARED / "metamask_leveldb" / "expected.json"
FIRST = "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"  # of WORDS, at m/44'/60'/0'/0/0
LOOSE = Account.from_key(KEY).address


def opened(data, password=PASSWORD):
    return registry.detect(data).open(data, Secret(password))


def to_vault(file):
    return contents.to_vault(file, wallet_id="0" * 32, name="Everyday", now=NOW)


def addresses(file):
    return [account.address for account in contents.accounts(file)]


def words_of(file):
    return [phrase.words.reveal().decode() for phrase in contents.phrases(file)]


@pytest.mark.skipif(not EXPECTED.exists(), reason="the shared vectors are not here")
def test_vaults_of_metamask_itself_open():
    vaults = json.loads(EXPECTED.read_text("utf-8"))["vaults"]
    assert len(vaults) > 1
    for one in vaults:
        assert words_of(opened(one["vault"].encode(), one["password"])) == [one["mnemonic"]]


@pytest.mark.parametrize("words", [WORDS, as_bytes(), as_buffer()], ids=["text", "bytes", "buffer"])
def test_a_phrase_is_read_however_it_is_written(words):
    file = opened(vault(hd(words)))
    assert words_of(file) == [WORDS]
    assert addresses(file)[0] == FIRST
    assert file.warnings == ()


@pytest.mark.parametrize("rounds", [None, 1, 10_000, 600_000])
def test_every_age_of_a_vault_opens_and_tells_its_rounds(rounds):
    data = vault(rounds=rounds)
    (slot,) = MetaMaskVault().inspect(data).slots
    assert slot["passes"] == (rounds or 10_000)
    assert addresses(opened(data))[0] == FIRST


def test_several_phrases_and_loose_keys_come_back_in_their_order():
    file = opened(vault(*ODD))
    assert words_of(file) == [WORDS, OTHER_WORDS]
    assert len(addresses(file)) == 2 + 3 + 1
    assert addresses(file)[0] == FIRST
    assert addresses(file)[-1] == LOOSE
    vault_ = to_vault(file)
    assert [row.state for row in merge.compare(None, vault_).rows] == [State.NEW] * 6
    assert [account.path for account in vault_.accounts] == [
        *(f"m/44'/60'/0'/0/{n}" for n in (0, 1)),
        *(f"m/44'/60'/0'/0/{n}" for n in (0, 1, 2)),
        None,
    ]
    assert sum(isinstance(secret, PhraseSecret) for secret in vault_.secrets) == 2
    assert len(vault_.secrets) == 3  # what comes from a phrase has no key of its own
    assert decoder.from_payload(encoder.to_payload(vault_)) == vault_


def test_the_keys_that_are_told_are_those_of_the_addresses():
    for account in contents.accounts(opened(vault(*ODD))):
        key = account.private_key.reveal()
        assert Account.from_key(bytes(key)).address == account.address


def test_another_path_is_followed():
    file = opened(vault(hd(hdPath="m/44'/60'/7'/0")))
    Account.enable_unaudited_hdwallet_features()
    assert addresses(file) == [
        Account.from_mnemonic(WORDS, account_path=f"m/44'/60'/7'/0/{n}").address for n in (0, 1)
    ]


def test_hundreds_of_accounts_come_back():
    assert len(set(addresses(opened(vault(hd(count=500), simple()))))) == 501


@pytest.mark.parametrize(
    "kind",
    ["Ledger", "Trezor", "OneKey", "Lattice"],
)
def test_a_hardware_wallets_accounts_are_watched_and_it_is_said_that_no_key_is_here(kind):
    ring = {"type": f"{kind} Hardware", "data": {"accounts": [FIRST.lower(), "?", 1], "page": 0}}
    file = opened(vault(ring))
    (account,) = contents.accounts(file)
    assert (account.address, account.watch_only, account.private_key) == (FIRST, True, None)
    assert file.warnings == (Warn.HARDWARE_HOLDS_KEYS,)
    assert json.loads(file.foreign[0].data) == ring
    assert [row.state for row in merge.compare(None, to_vault(file)).rows] == [State.NEW]


def test_a_qr_wallet_is_hardware_too():
    ring = {"type": "QR Hardware Wallet Device", "data": {"initialized": False, "accounts": []}}
    assert opened(vault(hd(), ring)).warnings == (Warn.HARDWARE_HOLDS_KEYS,)


def test_a_snaps_accounts_are_named_and_what_is_unknown_is_kept():
    rings = [
        {"type": "Snap Keyring", "data": {"accounts": {"1": {"account": {"address": FIRST}}}}},
        {"type": "Custody - JSONRPC", "data": {"accounts": [], "deep": [None, {"\ud800": 1.5}]}},
        17,
    ]
    file = opened(vault(hd(), *rings))
    assert file.warnings == (Warn.SNAP_HOLDS_KEYS, Warn.ENTRY_KEPT)
    assert [json.loads(one.data) for one in file.foreign] == rings
    vault_ = to_vault(file)
    assert decoder.from_payload(encoder.to_payload(vault_)) == vault_


def test_unknown_fields_of_a_known_keyring_are_kept_without_its_secrets():
    ring = hd(newField={"a": [1]}) | {"metadata": {"id": "x", "name": ""}, "more": True}
    (kept,) = opened(vault(ring)).foreign
    known = {"type": "HD Key Tree", "data": {"newField": {"a": [1]}}, "more": True}
    assert json.loads(kept.data) == known


@pytest.mark.parametrize("words", ["one two three", "aban " * 11 + "abou"])
def test_a_phrase_that_is_not_bip_39s_still_gives_its_accounts(words):
    file = opened(vault(hd(words)))
    assert (words_of(file), len(addresses(file))) == ([], 2)
    assert FIRST not in addresses(file)
    assert file.warnings == (Warn.ENTRY_UNREADABLE,)
    assert words in file.foreign[0].data
    assert [row.state for row in merge.compare(None, to_vault(file)).rows] == [State.NEW] * 2


@pytest.mark.parametrize(
    "ring",
    [
        *(
            hd(words)
            for words in ("\ud800", [256], ["a"], {"type": "Buffer"}, None, "", [], "x " * 9999)
        ),
        *(hd(count=count) for count in ("many", 1.5, [1])),
        *(hd(hdPath=path) for path in ("44'/60'", "m/44'/99999999999'", 1, "m" + "/0" * 10)),
        *(
            simple(key)
            for key in ("", "00" * 32, "ff" * 32, KEY[:-1], KEY + "00", 7, "\uff10" * 64)
        ),
    ],
)
def test_an_entry_that_cannot_be_read_is_kept_and_said_and_the_rest_comes(ring):
    file = opened(vault(ring, simple()))
    assert addresses(file) == [LOOSE]
    assert file.warnings == (Warn.ENTRY_UNREADABLE,)
    assert len(file.foreign) == 1


def test_a_key_of_a_phrase_that_also_stands_alone_is_one_account():
    key = next(iter(contents.accounts(opened(vault(hd()))))).private_key.reveal().hex()
    file = opened(vault(hd(), simple("0X" + key.upper())))
    assert file.warnings == (Warn.DUPLICATE_ACCOUNT,)
    assert len(to_vault(file).accounts) == 2


@pytest.mark.parametrize("plain", [b"{}", b'"text"', b"null", b'{"mnemonic": "x"}'])
def test_another_content_opens_and_is_kept(plain):
    file = opened(json.dumps(parts(plain)).encode())
    assert (file.warnings, addresses(file)) == ((Warn.CONTENT_UNKNOWN,), [])
    assert json.loads(file.foreign[0].data) == json.loads(plain)
    assert file.payload_sha256 == hashlib.sha256(plain).hexdigest()


# --- where a vault is found ------------------------------------------------------------------


VAULT = vault(hd(), simple()).decode()


@pytest.mark.parametrize(
    "data",
    [
        VAULT.encode(),
        b"\xef\xbb\xbf \r\n" + VAULT.encode() + b"\n",
        json.dumps(VAULT).encode(),
        json.dumps({"vault": VAULT}).encode(),
        json.dumps({"vault": json.loads(VAULT)}, indent=2).encode(),
        json.dumps({"metamask": {"vault": VAULT}}).encode(),
        state(VAULT),
        json.dumps([{"engine": {"backgroundState": json.loads(state(VAULT))}}]).encode(),
        json.dumps(dict(reversed(json.loads(VAULT).items())), indent=1).encode(),
    ],
    ids=["bare", "bom", "text", "vault", "object", "logs", "storage", "deep", "reversed"],
)
def test_a_vault_is_found_in_whatever_it_was_saved_as(data):
    assert addresses(opened(data)) == [*addresses(opened(vault(hd()))), LOOSE]


def test_names_and_contacts_come_from_the_state_around_it():
    second = addresses(opened(vault(hd())))[1]
    data = state(
        VAULT,
        PreferencesController={"identities": {FIRST.lower(): {"name": "Old name"}, "x": 1}},
        AccountsController={
            "internalAccounts": {
                "accounts": {
                    "id-1": {"address": FIRST.lower(), "metadata": {"name": "Savings"}},
                    "id-2": {"address": second, "metadata": {"name": "\u202ebad"}},
                    "id-3": {"address": 1, "metadata": {"name": "x"}},
                    "id-4": {"metadata": None},
                }
            }
        },
        AddressBookController={
            "addressBook": {
                "0x1": {
                    "0xa": {"address": LOOSE.lower(), "name": "Ann", "memo": "rent"},
                    "0xb": {"address": "nowhere", "name": "Bob"},
                },
                "0x5": {"0xa": {"address": LOOSE, "name": "Ann again", "memo": 5}},
            }
        },
    )
    file = opened(data)
    assert [account.name for account in file.accounts] == ["Savings", "\u202ebad", ""]
    vault_ = to_vault(file)
    assert [account.name for account in vault_.accounts] == ["Savings", "bad", "Ethereum 3"]
    (contact,) = vault_.contacts
    assert (contact.name, contact.address, contact.note) == ("Ann", LOOSE, "rent")
    assert decoder.from_payload(encoder.to_payload(vault_)) == vault_


def test_the_outermost_vault_counts_and_what_only_looks_like_one_is_passed_over():
    inner = state(vault(simple()).decode()).decode()
    data = {"old": json.loads(inner), "a": {"vault": "{"}, "vault": "text", "k": {"vault": VAULT}}
    assert addresses(opened(json.dumps(data).encode()))[0] == FIRST


# --- telling one fault from another ----------------------------------------------------------


@pytest.mark.parametrize("password", ["", " ", "é", "e\u0301", "\ufb01", "🔑", "a\0b", "x" * 5000])
def test_a_password_is_taken_as_typed(password):
    data = vault(password=password)
    assert addresses(opened(data, password))
    for other in ("e\u0301" if password == "é" else "é", password + "\n", PASSWORD):
        with pytest.raises(WrongPassword):
            opened(data, other)


@pytest.mark.parametrize("plain", [b"", b"[", b"nonsense", b"[]]", b"\xff", b"[" * 100])
def test_bad_content_under_the_right_password_is_damage(plain):
    with pytest.raises(Damaged):
        opened(json.dumps(parts(plain)).encode())


@pytest.mark.parametrize("cut", [150, 200, -1, -2, -30])
def test_a_cut_file_is_truncated(cut):
    data = vault()
    assert registry.detect(data).name == "metamask-vault"
    with pytest.raises((Truncated, NotAKeystore)):
        opened(data[:cut])
    with pytest.raises(Truncated):
        MetaMaskVault().inspect(data[:cut])


def changed(**fields):
    return json.dumps(json.loads(vault()) | fields).encode()


def metadata(iterations, algorithm="PBKDF2"):
    return changed(keyMetadata={"algorithm": algorithm, "params": {"iterations": iterations}})


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (changed(data=""), Damaged),
        (changed(data=b64encode(bytes(15)).decode()), Damaged),
        (changed(data="!"), Damaged),
        (changed(data=None), Damaged),
        (changed(iv=""), Damaged),
        (changed(iv=b64encode(bytes(7)).decode()), Damaged),
        (changed(iv=b64encode(bytes(65)).decode()), Damaged),
        (changed(salt=""), Damaged),
        (changed(salt=b64encode(bytes(1025)).decode()), Damaged),
        (changed(keyMetadata=17), Damaged),
        (changed(keyMetadata={}), NotAKeystore),
        (changed(keyMetadata={"algorithm": "PBKDF2"}), Damaged),
        (metadata(0), Damaged),
        (metadata(-1), Damaged),
        (metadata("x"), Damaged),
        (metadata(1.5), Damaged),
        (metadata(1, "Argon2"), NotAKeystore),
        (metadata(10_000_001), KdfLimit),
        (metadata(10**300), KdfLimit),
        (metadata(1e300), KdfLimit),
        (b'{"data":"","iv":"","salt":"' + b'","a":[' + b"[" * 70, Damaged),
        (b'{"data":"","iv":"","salt":"","a":[' + b"0," * 2_000_001, Damaged),
        (state("not a vault") + b'"data":"iv":"salt":', Damaged),
    ],
)
def test_a_hostile_file_is_refused_before_any_kdf(data, error, monkeypatch):
    monkeypatch.setattr(metamask_vault, "_decrypt", None)
    assert MetaMaskVault().detect(data)
    with pytest.raises(error):
        opened(data)


def test_more_accounts_than_any_wallet_has_are_too_many(monkeypatch):
    with pytest.raises(TooMany):
        opened(vault(hd(count=10**9)))
    monkeypatch.setattr(metamask_keyrings, "ACCOUNTS_MAX", 3)
    assert len(addresses(opened(vault(hd(), simple())))) == 3
    with pytest.raises(TooMany):
        opened(vault(hd(), hd(OTHER_WORDS)))


@given(
    password=st.text(max_size=30),
    keys=st.lists(st.integers(1, 2**255).map(lambda n: f"{n:064x}"), max_size=4, unique=True),
    count=st.integers(0, 4),
    indent=st.sampled_from([None, 1]),
    wrapped=st.booleans(),
)
def test_what_was_put_in_comes_out(password, keys, count, indent, wrapped):
    plain = json.dumps([hd(count=count), simple(*keys)] if keys else [hd(count=count)]).encode()
    made = parts(plain, password)
    text = json.dumps(made, indent=indent)
    file = opened(state(text) if wrapped else text.encode(), password)
    shown = [account.private_key.reveal().hex() for account in contents.accounts(file)]
    assert (words_of(file), len(shown), shown[count:]) == ([WORDS], count + len(keys), keys)
    assert file.payload_sha256 == hashlib.sha256(plain).hexdigest()


def test_accounts_that_the_state_names_are_found_where_the_vault_says_another_path():
    text = vault(hd(count=2, hdPath="m/44'/60'/9'/0")).decode()
    ledger = {
        "0xB8Fd42000d00202DCbCF5e18d6640d656345FD6A".lower(): {"name": "Ledger"},
        "0x9858efFD232b4033e47d90003d41ec34ecaeda94": {"name": "Usual"},
    }
    file = opened(state(text, PreferencesController={"identities": ledger}))
    assert [(one.name, one.path) for one in file.accounts] == [
        ("Usual", "m/44'/60'/0'/0/0"),
        ("Ledger", "m/44'/60'/0'/0"),
    ]
    assert Warn.PATH_FOUND in file.warnings
    second = {addresses(opened(text.encode()))[1]: {"name": "Second"}}
    some = opened(state(text, PreferencesController={"identities": ledger | second}))
    assert [one.name for one in some.accounts] == ["", "Second"], "the vault's own path is right"
    others = {"0x" + "11" * 20: {"name": "Somebody"}}
    plain = opened(state(text, PreferencesController={"identities": others}))
    assert [one.path for one in plain.accounts] == ["m/44'/60'/9'/0/0", "m/44'/60'/9'/0/1"]
    assert Warn.PATH_FOUND not in plain.warnings
