"""electrum-wallet: every age and kind of file, what encrypts it, hostile files."""

import contextlib
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystow.errors import (
    Damaged,
    HardwareNeeded,
    KeystowError,
    NewerFormat,
    TooLarge,
    TooMany,
    Truncated,
    WrongPassword,
)
from keystow.formats import contents, registry
from keystow.formats.electrum import contents as electrum_contents
from keystow.formats.electrum import keystores as electrum_keystores
from keystow.formats.electrum import lists as electrum_lists
from keystow.formats.electrum import storage as electrum_storage
from keystow.formats.electrum.wallet import ElectrumWallet
from keystow.formats.interface import Warn
from keystow.secret import Secret
from keystow.wallet import accounts, decoder, encoder, merge
from keystow.wallet.merge import State
from tests.formats.electrum_writer import (
    BIP39,
    BIP39_FIRSTS,
    COSIGNERS,
    IMPORTED,
    OLD,
    OLD_FIRSTS,
    OLD_WORDS,
    PASSWORD,
    SEGWIT,
    SEGWIT_FIRSTS,
    SHARED_FIRSTS,
    STANDARD,
    STANDARD_FIRSTS,
    WATCHED,
    encrypted,
    field,
    sealed,
    text,
    wallet,
)
from tests.wallet.made import NOW, WORDS, ids, vectors

TXID = "ab" * 32
BOTH = "abandon " * 10 + "acoustic worry"  # a phrase whose hash says segwit seed as well


def opened(data, password=PASSWORD):
    format_ = registry.detect(data)
    assert format_.name == "electrum-wallet"
    format_.inspect(data)
    return format_.open(data, Secret(password))


def addresses(file):
    return tuple(account.address for account in file.accounts)


def to_vault(file):
    vault = contents.to_vault(file, wallet_id="0" * 32, name="Everyday", now=NOW)
    assert decoder.from_payload(encoder.to_payload(vault)) == vault
    return vault


def kept(file):
    (foreign,) = file.foreign
    return json.loads(foreign.data)


@pytest.mark.parametrize("file", vectors("electrum-files"), ids=lambda file: file["name"])
def test_what_electrum_itself_made_gives_the_keys_that_it_exports(file):
    data = file["file"].encode()
    found = opened(data, file["password"])
    keys = {a.address: a.private_key and a.private_key.reveal().hex() for a in found.accounts}
    assert keys == file["keys"]
    first = "" if file["name"].startswith("imp") else 'Miete é "q"'
    assert found.accounts[0].name == first
    assert {label.label for label in found.labels} == {'Miete é "q"', "tx label"}
    assert [contact.name for contact in found.contacts] == ["Bob"]
    passes = [slot["passes"] for slot in ElectrumWallet().inspect(data).slots]
    assert passes == {"enc": [1024], "fields": [2], "44": [2]}.get(
        file["name"].rpartition("-")[2], [1024] if file["name"][:5] == "bip39" else []
    )
    to_vault(found)
    if passes:
        with pytest.raises(WrongPassword):
            opened(data, file["password"] + "x")


WALLETS = {
    "standard": (STANDARD, STANDARD_FIRSTS, "m/0/0", STANDARD["seed"]),
    "segwit": (SEGWIT, SEGWIT_FIRSTS, "m/0'/0/0", SEGWIT["seed"]),
    "old": (OLD, OLD_FIRSTS, None, OLD_WORDS),
    "bip39": (BIP39, BIP39_FIRSTS, "m/49'/0'/0'/0/0", None),
}


@pytest.mark.parametrize("name", WALLETS)
def test_the_accounts_of_a_wallet_open_however_it_is_encrypted(name):
    keystore, firsts, path, words = WALLETS[name]
    locked = encrypted(keystore)
    files = {
        text(wallet(keystore, firsts)): Warn.NOT_ENCRYPTED,
        text(wallet(locked, firsts, use_encryption=True)): Warn.WEAK_ENCRYPTION,
        sealed(text(wallet(locked, firsts, use_encryption=True))): Warn.WEAK_ENCRYPTION,
    }
    for data, warning in files.items():
        file = opened(data)
        assert addresses(file) == firsts
        assert file.accounts[0].path == path
        assert [phrase.words.reveal().decode() for phrase in file.phrases] == [words] * bool(words)
        assert file.warnings == (warning,)
        assert kept(file)["keystore"] == keystore  # with its secrets in clear
        assert kept(file)["use_encryption"] is False
        if data[:1] == b"{" and warning is Warn.WEAK_ENCRYPTION:
            with pytest.raises(WrongPassword):
                opened(data, PASSWORD.title())


def test_a_wallet_comes_back_from_the_vault_with_its_seed():
    file = opened(text(wallet(SEGWIT, SEGWIT_FIRSTS)))
    vault = to_vault(file)
    assert [row.state for row in merge.compare(None, vault).rows] == [State.NEW] * 2
    assert [account.path for account in vault.accounts] == ["m/0'/0/0", "m/0'/1/0"]
    (secret,) = vault.secrets
    assert (secret.language, secret.words.reveal().decode()) == ("electrum", SEGWIT["seed"])
    again = merge.apply(merge.compare(vault, vault), merge.compare(vault, vault).everything())[0]
    assert len(again.secrets) == 1
    # The same words are another wallet by BIP-39, and further accounts aren't made of a seed.
    with pytest.raises(KeystowError):
        accounts.add_next(vault, "bitcoin", next(ids()), NOW)
    report = contents.report(file, show_secrets=True)
    assert report["phrases"][0]["language"] == "electrum"


def test_the_seed_extension_is_part_of_the_phrase():
    # Published: the same words under Electrum's passphrase of every awkward character.
    horror = bytes.fromhex(
        "e282bf20f09f988020f09f98882020202020e3818620e38191e3819fe381be20e3828fe3828b2077cda2cda2"
        "cd9d68cda16fcda2cda120ccb8cda26bccb5cd9f6eccb4cd98c7ab77ccb8cc9b73cd9820cc80cc8177cd98cd"
        "a2e1b8a9ccb561d289cca1cda27420cca7cc9568cc816fccb572cd8fccb5726f7273cca120ccb6cda1cda06c"
        "c4afccb665cd9fcd9f20ccb6cd9d696ecda220cd8f74cc9568ccb7cca1cd9f6520cd9fcd9f64cc9b61cd9c72"
        "cc95cda16bcca2cca820cda168ccb465cd8f61ccb7cca2cca17274cc81cd8f20ccb4ccb7cda0c3b2ccb5ccb6"
        "66ccb82075cca7cd986ec3adcc9bcd9c63cda2cd8f6fccb7cd8f64ccb8cda265cca1cd9d3fcd9e"
    ).decode()
    keystore = SEGWIT | {
        "passphrase": horror,
        "xprv": "zprvAZDmEQiCLUcZXPfrBXoksCD2R6RMAzAre7SUyBotibisy9c7vGhLYvHaP3d9rYU12DKAWdZfscPNA7"
        "qEPgTkCDqX5sE93ryAJAQvkDbfLxU",
        "xpub": "zpub6nD7dvF6ArArjskKHZLmEL9ky8FqaSti1LN5maDWGwFrqwwGTp1b6ic4EHwciFNaYDmCXcQYxXSiF9"
        "BjcLCMPcaYkVN2nQD6QjYQ8vpSR3Z",
    }
    firsts = (
        "bc1qx94dutas7ysn2my645cyttujrms5d9p57f6aam",
        "bc1qcywwsy87sdp8vz5rfjh3sxdv6rt95kujdqq38g",
    )
    locked = text(wallet(encrypted(keystore), firsts, use_encryption=True))
    file = opened(sealed(locked))
    assert addresses(file) == firsts
    assert [account.phrase for account in file.accounts] == [0, 0]
    assert file.phrases[0].passphrase.reveal().decode() == horror
    assert [row.state for row in merge.compare(None, to_vault(file)).rows] == [State.NEW] * 2


def test_imported_keys_open_in_each_form_and_under_each_address():
    pairs = dict(IMPORTED.values())
    first = next(iter(pairs))
    listed = {address: {"pubkey": pair[0]} for address, pair in IMPORTED.items()}
    listed |= {"bc1q5rv8uztxsk8yktwwp6rwphd9wl4jv0wmmh8fhl": {"pubkey": first}, WATCHED: {}}
    content = wallet(encrypted({"type": "imported", "keypairs": pairs}), use_encryption=True)
    content |= {"wallet_type": "imported", "addresses": listed}
    file = opened(sealed(text(content)))
    assert set(addresses(file)) == set(listed)
    watched = [account.address for account in file.accounts if account.watch_only]
    assert watched == [WATCHED]
    by_address = {account.address: account for account in file.accounts}
    assert by_address["15CyDgLffJsJgQrhcyooFH4gnVDG82pUrA"].public_key[:2] == "04"
    assert kept(file)["keystore"]["keypairs"] == pairs


def test_of_several_keys_the_addresses_are_watched_and_the_words_kept():
    cosigners = {"x1/": encrypted(COSIGNERS[0]), "x2/": COSIGNERS[1]}
    content = wallet(None, SHARED_FIRSTS, wallet_type="2of2", use_encryption=True) | cosigners
    del content["keystore"]
    file = opened(sealed(text(content)))
    assert addresses(file) == SHARED_FIRSTS
    assert all(account.watch_only for account in file.accounts)
    assert file.phrases[0].words.reveal().decode() == COSIGNERS[0]["seed"]
    assert Warn.SEVERAL_KEYS_SIGN in file.warnings
    assert kept(file)["x1/"]["xprv"] == COSIGNERS[0]["xprv"]
    to_vault(file)


def test_a_hardware_wallet_is_named_and_its_accounts_are_watched():
    keystore = {"type": "hardware", "hw_type": "ledger", "xpub": SEGWIT["xpub"]}
    content = text(wallet(keystore | {"derivation": "m/84h/0h/0h"}, SEGWIT_FIRSTS))
    for data in (content, sealed(content)):
        file = opened(data)
        assert Warn.HARDWARE_HOLDS_KEYS in file.warnings
        assert [(a.watch_only, a.path) for a in file.accounts] == [
            (True, "m/84'/0'/0'/0/0"),
            (True, "m/84'/0'/0'/1/0"),
        ]
    # Encrypted with the device itself: nobody types that password, unless they have it in hex.
    data = sealed(content, password="02" * 33, magic=b"BIE2")
    inspection = ElectrumWallet().inspect(data)
    assert inspection.slots == ({"kind": "hardware"},)
    assert inspection.warnings == (Warn.HARDWARE_HOLDS_KEYS,)
    with pytest.raises(HardwareNeeded):
        opened(data)
    assert addresses(opened(data, "02" * 33)) == SEGWIT_FIRSTS


def test_labels_and_contacts_come_along():
    content = wallet(
        SEGWIT,
        SEGWIT_FIRSTS,
        labels={SEGWIT_FIRSTS[0]: "Rent", TXID: "Bread", "xpub6": "none of these", WATCHED: ""},
        contacts={
            WATCHED: ["address", "Bob"],
            "Eve": ["address", OLD_FIRSTS[0]],  # as before 2.6
            "bob@example.org": ["openalias", "Bob"],
            OLD_FIRSTS[1]: "none",
        },
    )
    vault = to_vault(opened(text(content)))
    assert vault.accounts[0].name == "Rent"
    assert {(one.type, one.ref, one.label) for one in vault.labels} == {
        ("addr", SEGWIT_FIRSTS[0], "Rent"),
        ("tx", TXID, "Bread"),
    }
    assert {(one.name, one.address) for one in vault.contacts} == {
        ("Bob", WATCHED),
        ("Eve", OLD_FIRSTS[0]),
    }


@pytest.mark.parametrize(
    ("words", "address"),
    [
        (SEGWIT["seed"], SEGWIT_FIRSTS[0]),
        (f"\ufeff {STANDARD['seed'].upper()}\r\n", STANDARD_FIRSTS[0]),
        (OLD_WORDS.replace(" ", "\n"), OLD_FIRSTS[0]),
    ],
)
def test_a_text_of_electrum_s_words_is_a_wallet_of_its_first_account(words, address):
    file = opened(words.encode(), "")
    assert addresses(file) == (address,)
    assert (file.phrases[0].language, file.warnings) == ("electrum", (Warn.NOT_ENCRYPTED,))
    assert file.accounts[0].path in (None, "m/0/0", "m/0'/0/0")


@pytest.mark.parametrize(
    "words", [WORDS, BOTH, "science dawn member doll dutch real can brick knife"]
)
def test_a_text_that_is_a_bip_39_phrase_or_no_seed_is_no_wallet_of_electrum_s(words):
    assert not ElectrumWallet().detect(words.encode())


# --- older files -----------------------------------------------------------------------------


def test_a_python_literal_of_before_2_0_opens():
    listed = {0: {0: [OLD_FIRSTS[0]], 1: [OLD_FIRSTS[1]]}}
    content = {
        "seed_version": 4,
        "use_encryption": True,
        "seed": field(OLD["seed"]),
        "master_public_key": OLD["mpk"],
        "accounts": listed,
        "imported_keys": {address: field(key) for address, (_, key) in IMPORTED.items()},
        "labels": {OLD_FIRSTS[0]: "Rent"},
        "contacts": [WATCHED],
    }
    for data in (repr(content), "\n" + repr(content).replace("{'", "{u'")):
        file = opened(data.encode())
        assert set(addresses(file)) == {*OLD_FIRSTS, *IMPORTED}
        assert not any(account.watch_only for account in file.accounts)
        assert file.accounts[0].name == "Rent"
    with pytest.raises(WrongPassword):
        opened(repr(content).encode(), "x")


def test_each_way_of_older_files_to_list_accounts_is_read():
    masters = {"x/": STANDARD["xpub"]}
    content = {
        "seed_version": 11,
        "use_encryption": False,
        "wallet_type": "standard",
        "seed": STANDARD["seed"],
        "master_public_keys": masters,
        "master_private_keys": {"x/": STANDARD["xprv"]},
    }
    (first,) = opened(text(content)).accounts
    assert first.address == STANDARD_FIRSTS[0]  # nothing is listed: the first comes
    keys = {"receiving": [first.public_key], "change": []}
    for lists in ({"accounts": {"0": keys}}, {"pubkeys": keys}):
        (account,) = opened(text(content | lists)).accounts
        assert (account.address, account.phrase) == (STANDARD_FIRSTS[0], 0)
        watched = content | lists | {"master_private_keys": {}}
        (account,) = opened(text(watched)).accounts
        assert (account.address, account.watch_only) == (STANDARD_FIRSTS[0], True)
    trezor = content | {"wallet_type": "trezor", "seed": None, "master_private_keys": {}}
    trezor |= {
        "master_public_keys": {"x/0'": STANDARD["xpub"], "x/1'": STANDARD["xpub"]},
        "accounts": {"0": keys, "1": {"receiving": [BIP39_FIRSTS[0]], "change": []}},
    }
    file = opened(text(trezor))
    assert [account.path for account in file.accounts] == ["m/44'/0'/0'/0/0", "m/44'/0'/1'/0/0"]


def test_changes_appended_to_a_file_are_applied():
    base = text(wallet(SEGWIT, SEGWIT_FIRSTS[:1], labels={}))
    changes = [
        {"op": "add", "path": f"/labels/{TXID}", "value": 'a~b "},\n{ c'},
        {"op": "replace", "path": f"labels/{TXID}", "value": "Bread"},
        {"op": "add", "path": "/addresses/change/0", "value": SEGWIT_FIRSTS[1]},
        {"op": "add", "path": "/a~1b", "value": [1, 2]},
        {"op": "remove", "path": "/a~1b/0"},
        {"op": "remove", "path": "/gap_limit"},
    ]
    data = b",\n".join([base, *(json.dumps(one).encode() for one in changes)])
    file = opened(data)
    assert addresses(file) == SEGWIT_FIRSTS
    assert [label.label for label in file.labels] == ["Bread"]
    # A crash while a change was appended: what is whole counts.
    assert addresses(opened(data + b',\n{"op": "add", "pa')) == SEGWIT_FIRSTS
    bad = {"op": "replace", "path": "/none/0", "value": 1}
    for change in (bad, {"op": "copy", "path": "/a"}, {"op": "add", "path": 5}, [], 5):
        with pytest.raises(Damaged):
            opened(data + b",\n" + json.dumps(change).encode())


def test_a_testnet_wallet_keeps_its_accounts_as_of_another_chain():
    content = wallet({"type": "bip32", "xpub": "x"}, ["tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx"])
    file = opened(text(content))
    assert [account.chain for account in file.accounts] == ["bitcoin-testnet"]
    assert Warn.ACCOUNT_KEPT in file.warnings
    to_vault(file)


# --- telling one fault from another ----------------------------------------------------------


@pytest.mark.parametrize("password", ["", "é", "e\u0301", "🔑", "a\0b", "x" * 5000])
def test_a_password_is_taken_as_typed(password):
    data = sealed(text(wallet(SEGWIT, SEGWIT_FIRSTS)), password)
    assert addresses(opened(data, password)) == SEGWIT_FIRSTS
    with pytest.raises(WrongPassword):
        opened(data, "e\u0301" if password == "é" else "é")


def test_a_claimed_address_that_is_another_key_s_is_named():
    file = opened(text(wallet(SEGWIT, [WATCHED])))
    assert (addresses(file), file.warnings) == (
        (WATCHED,),
        (Warn.NOT_ENCRYPTED, Warn.ADDRESS_MISMATCH),
    )
    assert merge.compare(None, to_vault(file)).rows[0].state is State.REFUSED


def test_words_that_are_not_the_key_s_stay_beside_it():
    file = opened(text(wallet(SEGWIT | {"seed": STANDARD["seed"]}, SEGWIT_FIRSTS)))
    assert file.phrases[0].words.reveal().decode() == STANDARD["seed"]
    assert [account.phrase for account in file.accounts] == [None, None]
    assert [row.state for row in merge.compare(None, to_vault(file)).rows] == [State.NEW] * 2


def test_a_key_that_is_unreadable_leaves_its_accounts_watched():
    for broken in (SEGWIT | {"xprv": SEGWIT["xprv"][:-1] + "x"}, SEGWIT | {"xprv": BIP39["xprv"]}):
        file = opened(text(wallet(broken, SEGWIT_FIRSTS)))
        assert file.warnings == (Warn.KEY_UNREADABLE,)
        assert [account.watch_only for account in file.accounts] == [True, True]
    with pytest.raises(NewerFormat):
        opened(text(wallet(encrypted(SEGWIT) | {"pw_hash_version": 2}, use_encryption=True)))


def test_what_holds_nothing_opens_and_is_kept():
    file = opened(b'{"seed_version": 99, "odd": [1]}', "any")
    assert (file.accounts, file.warnings) == ((), (Warn.CONTENT_UNKNOWN,))
    assert file.foreign[0].data == '{"seed_version": 99, "odd": [1]}'
    assert file.payload_sha256 == hashlib.sha256(b'{"seed_version": 99, "odd": [1]}').hexdigest()


def test_faults_of_encrypted_storage_are_told_before_any_kdf(monkeypatch):
    data = sealed(text(wallet(SEGWIT, SEGWIT_FIRSTS)))
    monkeypatch.setattr(electrum_storage, "unseal", None)
    for bad, error in (
        (data[:20], Truncated),
        (data[:-1], Truncated),
        (data[:-4], Damaged),
        (data[:40] + b"!" + data[41:], Damaged),
    ):
        with pytest.raises(error):
            opened(bad)


def test_what_encrypted_storage_unpacks_to_is_bounded(monkeypatch):
    monkeypatch.setattr(electrum_storage, "PLAIN_LIMIT", 1 << 16)
    with pytest.raises(TooLarge):
        opened(sealed(bytes(1 << 20)))
    for plain in (b"x", b"", b"{}", b"[]"):
        with pytest.raises(KeystowError):
            opened(sealed(plain, pack=lambda data: data))
    with pytest.raises(Damaged):
        opened(sealed(b"[]"))
    body = bytearray(sealed(b"{}"))
    body[5:8] = b"fff"  # the ephemeral key is no point
    with pytest.raises(Damaged):
        opened(bytes(body))


def test_a_file_is_bounded(monkeypatch):
    monkeypatch.setattr(electrum_storage, "LITERAL_LIMIT", 20)
    with pytest.raises(TooLarge):
        opened(b"{'seed_version': 4, 'a': 1}")
    monkeypatch.setattr(electrum_lists, "ACCOUNTS_MAX", 1)
    with pytest.raises(TooMany):
        opened(text(wallet(SEGWIT, SEGWIT_FIRSTS)))
    for lists in ({"addresses": [WATCHED, WATCHED]}, {"pubkeys": {"change": [[], []]}}):
        with pytest.raises(TooMany):
            opened(text({"seed_version": 13, "wallet_type": "2of2"} | lists))
    monkeypatch.setattr(electrum_keystores, "PAIRS_MAX", 1)
    with pytest.raises(TooMany):
        opened(text(wallet({"type": "imported", "keypairs": dict(IMPORTED.values())})))
    monkeypatch.setattr(electrum_storage, "PATCHED_MAX", 1)
    change = {"op": "add", "path": "/a/0", "value": 1}
    assert opened(b'{"seed_version": 4, "a": [2]},\n' + json.dumps(change).encode())
    with pytest.raises(Damaged):
        opened(b'{"seed_version": 4, "a": [2, 3]},\n' + json.dumps(change).encode())
    monkeypatch.setattr(electrum_contents, "FOREIGN_CHARS_MAX", 100)
    with pytest.raises(TooMany):
        opened(b'{"seed_version": 4, "odd": "%s"}' % (b"x" * 100))
    file = opened(b'{"seed_version": 4, "transactions": {"a": "%s"}}' % (b"x" * 100))
    assert file.foreign[0].data == '{"seed_version":4}'


@pytest.mark.parametrize(
    "literal",
    [
        *("{'seed_version': 4", "{'seed_version': f(4)}", "{'seed_version': b'4'}"),
        *("{'seed_version': " + "[" * 100 + "]" * 100 + "}", "{'seed_version': 4,,}"),
        *("{'seed_version': " + "-" * 100_000 + "4}", "{'seed_version': '\ud800'}"),
        *("{'seed_version'," + "1," * 300_000 + "}", "{'use_encryption': {1: 2, (3,): 4}}"),
    ],
)
def test_a_hostile_literal_is_refused(literal):
    data = literal.encode("utf-8", "surrogatepass")
    if b"seed_version'," in data:
        data += b"'seed_version': 4"
    with pytest.raises((Damaged, Truncated)):
        ElectrumWallet().open(data, Secret(""))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


@given(st.sampled_from([*wallet(SEGWIT), "x1/", "labels", "contacts", "accounts"]), JSON)
def test_any_value_anywhere_opens_or_is_refused_by_code(name, value):
    content = wallet(STANDARD, STANDARD_FIRSTS) | {name: value, "seed_version": 11}
    with contextlib.suppress(KeystowError):
        to_vault(opened(text(content)))


@given(st.sampled_from(sorted(SEGWIT)), JSON)
def test_any_value_in_a_keystore_opens_or_is_refused_by_code(name, value):
    content = wallet(SEGWIT | {name: value}, SEGWIT_FIRSTS)
    with contextlib.suppress(KeystowError):
        to_vault(opened(text(content)))
