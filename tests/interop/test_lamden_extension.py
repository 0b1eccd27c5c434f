"""The storage of Lamden's wallet, written by lamden-js as the wallet does, opens here."""

import json

import pytest

from keystow.errors import WrongPassword
from keystow.formats import contents, registry
from keystow.formats.interface import Warn
from keystow.secret import Secret
from keystow.wallet import derivation, merge, mnemonic
from keystow.wallet.chains import LAMDEN
from keystow.wallet.merge import State
from keystow.wallet.vault import KeySecret, PhraseSecret
from tests.interop import node
from tests.wallet.made import NOW, OTHER_WORDS

SEED = mnemonic.seed(Secret(OTHER_WORDS), Secret(""))


def entry(key, nickname, **fields):
    vk = LAMDEN.account_from_private_key(Secret(bytes.fromhex(key)))[1]
    usual = {"network": "lamden", "name": "Lamden", "symbol": "TAU", "vk": vk, "sk": key}
    return usual | {"nickname": nickname} | fields


def of_phrase(index):
    key = derivation.slip10_ed25519(SEED, LAMDEN.path(index)).reveal().hex()
    return entry(key, f"Vault {index}", type="vault")


WATCHED = entry("33" * 32, "Watched", sk="watchOnly")
ACCOUNTS = [of_phrase(0), of_phrase(3), entry("11" * 32, "Legacy"), WATCHED]
USUAL = {"accounts": ACCOUNTS, "mnemonic": OTHER_WORDS, "derivationIndex": 3}
CASES = [
    *(
        USUAL | {"password": p}
        for p in ("Testing0!234567", " ", "pässwörd", "pa\u0308ss", "🔑", "a\0")
    ),
    {"accounts": ACCOUNTS[2:], "mnemonic": "", "derivationIndex": 0, "password": "no phrase"},
    {"accounts": ACCOUNTS[2:], "old": True, "password": "of old"},
    {"accounts": [], "mnemonic": OTHER_WORDS, "derivationIndex": 0, "password": "phrase alone"},
    USUAL
    | {"accounts": [of_phrase(n) for n in range(200)], "derivationIndex": 199, "password": "m"},
]


@pytest.fixture(scope="module")
def theirs():
    """What lamden-js makes of the cases, in one run of node."""
    return node.ask("lamden_extension.cjs", "lamden-js", CASES)


@pytest.mark.parametrize("number", range(len(CASES)))
def test_every_account_and_the_phrase_come_back(number, theirs):
    case, data = CASES[number], json.dumps(theirs[number]).encode()
    format_ = registry.detect(data)
    assert format_.name == "lamden-extension-vault"
    assert format_.inspect(data).warnings == (Warn.WEAK_ENCRYPTION,)
    file = format_.open(data, Secret(case["password"]))
    assert (file.warnings, file.foreign) == ((Warn.WEAK_ENCRYPTION,), ())
    listed = list(contents.accounts(file))
    assert [one.name for one in listed] == [one["nickname"] for one in case["accounts"]]
    assert [one.address for one in listed] == [one["vk"] for one in case["accounts"]]
    keys = [one.private_key and one.private_key.reveal().hex() for one in listed]
    assert keys == [None if a["sk"] == "watchOnly" else a["sk"] for a in case["accounts"]]
    words = [phrase.words.reveal().decode() for phrase in contents.phrases(file)]
    assert words == ([case["mnemonic"]] if case.get("mnemonic") else [])
    vault = contents.to_vault(file, wallet_id="0" * 32, name="Everyday", now=NOW)
    assert all(row.state is State.NEW for row in merge.compare(None, vault).rows)
    of_phrases = [one for one in case["accounts"] if one.get("type") == "vault"]
    assert sum(account.path is not None for account in vault.accounts) == len(of_phrases)
    assert sum(isinstance(one, PhraseSecret) for one in vault.secrets) == len(words)
    assert sum(isinstance(one, KeySecret) for one in vault.secrets) == sum(
        one.get("type") != "vault" and one["sk"] != "watchOnly" for one in case["accounts"]
    )
    with pytest.raises(WrongPassword):
        format_.open(data, Secret(case["password"] + "."))


def test_the_vaults_text_alone_opens_too(theirs):
    for data in (theirs[0]["vault"], json.dumps(theirs[0]["vault"])):
        format_ = registry.detect(data.encode())
        assert format_.name == "lamden-extension-vault"
        assert len(format_.open(data.encode(), Secret(CASES[0]["password"])).accounts) == 4
