"""What Keystow writes for other wallets opens in their own programs, and only by its password."""

import json
import secrets

import pytest
from eth_account import Account

from keystow.formats import contents, registry
from keystow.formats.opened import OpenedAccount
from keystow.formats.writers import interface, table
from keystow.jobs import writing
from keystow.secret import Secret
from tests.formats import eip_2335_writer, polkadot_writer
from tests.interop import node

ETHEREUM = "0x2c7536E3605D9C16a7a3D7b1898e529396a65c23"
KEY = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
LAMDEN = ("a57a2c0c7907ec65fddf50302ea4d2e2aa8d66fb2074c5e022052ed695b43d42", "11" * 32)
STRONG = "Winter-Kettle 48 paints slowly"
PASSWORDS = ("pässwörd 🔑", " a\tb ", "0x12ab", "p" * 500)
KINDS = ("sr25519", "ed25519", "ecdsa", "ethereum")


def ethereum():
    public = registry.detect(web3()).open(web3(), Secret("x")).accounts[0].public_key
    return OpenedAccount("Spending", "ethereum", ETHEREUM, public, None, False, Secret(KEY_BYTES))


KEY_BYTES = bytes.fromhex(KEY)


def web3():
    return json.dumps(Account.encrypt(KEY, "x", "pbkdf2", 1)).encode()


def of_file(data, password):
    return registry.detect(data).open(data, Secret(password))


def written(format_name, accounts, password, kept=(), hint=""):
    writer = table.find(format_name)
    made = writing.write(writer, accounts, kept, Secret(password), secrets.token_bytes, hint)
    writing.Proof(made, Secret(password))(made.data)
    return made.data.decode()


@pytest.fixture(scope="module")
def lamden_accounts():
    from keystow.wallet.chains import LAMDEN as CHAIN

    made = []
    for number, key in enumerate(LAMDEN):
        public, address = CHAIN.account_from_private_key(Secret(bytes.fromhex(key)))
        account = OpenedAccount(f"Ünï {number}", "lamden", address, public, None, False, None)
        made.append((account, key))
    return made


@pytest.fixture(scope="module")
def found(lamden_accounts):
    """What the peers make of our files, in one run of node: the real cost once per format."""
    from dataclasses import replace

    lamden = [replace(one, private_key=Secret(bytes.fromhex(key))) for one, key in lamden_accounts]
    validator = list(of_file(eip_2335_writer.keystore(), eip_2335_writer.PASSWORD).accounts)
    files = []

    def add(format_name, accounts, password, opener=None, kept=(), hint=""):
        text = written(format_name, accounts, password, kept, hint)
        files.append({"format": format_name, "file": text, "password": opener or password})

    add("web3-v3", [ethereum()], STRONG)
    add("eip-2335", validator, STRONG)
    for kind in KINDS:
        data = polkadot_writer.account_file(kind)
        if kind == "sr25519":
            continue  # its secret must be a real one: below
        opened = of_file(data, polkadot_writer.PASSWORD)
        add("polkadot-js-json", list(opened.accounts), STRONG, kept=opened.foreign)
    add("lamden-keystore-1.0", lamden, STRONG, hint="where it always stands")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(interface, "SCRYPT_N", 1024)
        for password in PASSWORDS:
            add("web3-v3", [ethereum()], password)
            add("eip-2335", validator, password)
            add("lamden-keystore-1.0", lamden, password)
        add("web3-v3", [ethereum()], STRONG, STRONG + ".")
        add("eip-2335", validator, STRONG, STRONG + ".")
        add("lamden-keystore-1.0", lamden, STRONG, STRONG + ".")
    answers = node.ask("openers.mjs", "ethers", files)
    return list(zip(files, answers, strict=True))


def of_format(found, name):
    rows = [(file, answer) for file, answer in found if file["format"] == name]
    right = [(f, a) for f, a in rows if not f["password"].endswith(STRONG + ".")]
    assert [a for f, a in rows if f["password"].endswith(STRONG + ".")] in ([], [None])
    return right


def test_ethers_and_eth_account_open_a_key_file(found):
    rows = of_format(found, "web3-v3")
    assert [row[1] for row in rows] == [{"address": ETHEREUM, "key": f"0x{KEY}"}] * len(rows)
    for file, _ in rows:
        assert Account.decrypt(file["file"], file["password"]).hex().endswith(KEY)
    params = json.loads(rows[0][0]["file"])["crypto"]["kdfparams"]
    assert (params["n"], params["r"], params["p"]) == (262144, 8, 1)


def test_the_staking_tools_open_a_validators_keystore(found):
    rows = of_format(found, "eip-2335")
    assert [row[1] for row in rows] == [eip_2335_writer.SECRET.hex()] * len(rows)
    made = json.loads(rows[0][0]["file"])
    assert made["pubkey"] == eip_2335_writer.PUBKEY
    assert (made["path"], made["description"]) == (eip_2335_writer.PATH, "Validator 0")
    assert made["crypto"]["kdf"]["params"]["n"] == 262144


def test_polkadots_keyring_opens_accounts_of_each_kind(found):
    rows = [answer for _, answer in of_format(found, "polkadot-js-json")]
    assert [row["type"] for row in rows] == ["ed25519", "ecdsa", "ethereum"]
    assert all(row["signs"] for row in rows)
    assert {row["name"] for row in rows} == {"Savings"}


def test_lamden_js_opens_a_keystore_and_has_every_key(found, lamden_accounts):
    rows = of_format(found, "lamden-keystore-1.0")
    assert [row[1]["hint"] for row in rows] == ["where it always stands", *[""] * len(PASSWORDS)]
    for file, answer in rows:
        assert answer["names"] == [one.name for one, _ in lamden_accounts]
        again = of_file(answer["again"].encode(), file["password"])
        keys = [account.private_key.reveal().hex() for account in contents.accounts(again)]
        assert keys == list(LAMDEN)


def test_an_sr25519_account_goes_there_and_back():
    cases = [{"type": "sr25519", "uri": "//Alice", "meta": {"name": "Alice", "tags": ["a"]}}]
    [theirs] = node.ask("polkadot.mjs", "@polkadot/keyring", [cases[0] | {"password": "old"}])
    opened = of_file(theirs["file"].encode(), "old")
    text = written("polkadot-js-json", list(opened.accounts), STRONG, kept=opened.foreign)
    file = {"format": "polkadot-js-json", "file": text, "password": STRONG}
    [right, wrong] = node.ask("openers.mjs", "ethers", [file, file | {"password": "old"}])
    assert wrong is None
    assert right == {
        "address": theirs["pairs"][0]["address"],
        "name": "Alice",
        "type": "sr25519",
        "public": theirs["pairs"][0]["publicKey"],
        "signs": True,
    }
    assert json.loads(text)["meta"]["tags"] == ["a"]


def test_an_sr25519_account_of_a_phrase_opens_there():
    phrase = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    listed = contents.accounts(of_file(phrase.encode(), ""))
    [account] = [one for one in listed if one.chain == "polkadot"]
    text = written("polkadot-js-json", [account], STRONG)
    file = {"format": "polkadot-js-json", "file": text, "password": STRONG}
    [right] = node.ask("openers.mjs", "ethers", [file])
    assert (right["type"], right["address"], right["signs"]) == ("sr25519", account.address, True)
    [again] = of_file(text.encode(), STRONG).accounts
    assert again.address == account.address
