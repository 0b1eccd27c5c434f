"""npm's ethers and PyPI's eth-account beside ours: every key file that they write opens."""

import json
import unicodedata

import pytest
from eth_account import Account

from keystow.errors import WrongPassword
from keystow.formats import contents, registry
from keystow.secret import Secret
from tests.interop import node

KEY = "0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
QUICK = {"N": 1024, "r": 8, "p": 1}
PATH = "m/44'/60'/0'/0/0"
PASSWORDS = ["", " ", "x", "pässwörd", "pa\u0308ss", "ﬁ\u212b", "🔑👩‍👩‍👧", "a\0b\n", "p" * 3000]
CASES = [
    {"password": "as it comes", "key": KEY},
    *({"password": password, "key": KEY, "scrypt": QUICK} for password in PASSWORDS),
    {"password": "r is 1", "key": KEY, "scrypt": {"N": 1024, "r": 1, "p": 8}},
    *(
        {"password": "phrase", "entropy": "0x" + "5a" * size, "path": path, "scrypt": QUICK}
        for size in (16, 20, 24, 28, 32)
        for path in (PATH, "m/44'/60'/3'/0/9")
    ),
    *(
        {"password": "l", "entropy": "0x" + "1f" * 16, "locale": one, "path": PATH, "scrypt": QUICK}
        for one in ("en", "es", "fr", "it", "ja", "ko", "pt", "cz", "zh_cn", "zh_tw")
    ),
]
SECRET = "0x" + "22" * 16
WITH_PASSPHRASE = {"password": "p", "entropy": SECRET, "passphrase": "more", "path": PATH}


@pytest.fixture(scope="module")
def theirs():
    """What ethers makes of the cases, in one run of node."""
    return node.ask("ethers.mjs", "ethers", [*CASES, WITH_PASSPHRASE | {"scrypt": QUICK}])


def opened(data, password):
    format_ = registry.detect(data)
    assert format_.name == "web3-v3"
    assert format_.inspect(data).warnings == ()
    return format_.open(data, Secret(password))


@pytest.mark.parametrize("number", range(len(CASES)))
def test_what_ethers_wrote_opens(number, theirs):
    case, made = CASES[number], theirs[number]
    file = opened(made["file"].encode(), case["password"])
    (account,) = contents.accounts(file)
    assert (account.address, file.warnings, file.foreign) == (made["address"], (), ())
    assert "0x" + account.private_key.reveal().hex() == made["key"]
    words = [phrase.words.reveal().decode() for phrase in contents.phrases(file)]
    if made["words"] is None:
        assert words == []
    else:
        assert words == [" ".join(unicodedata.normalize("NFKD", made["words"]).split())]
        assert account.path == case["path"]
    with pytest.raises(WrongPassword):
        opened(made["file"].encode(), case["password"] + ".")


def test_the_password_is_taken_in_either_form_as_ethers_does(theirs):
    number = next(n for n, case in enumerate(CASES) if case["password"] == "pässwörd")
    assert opened(theirs[number]["file"].encode(), "pa\u0308sswo\u0308rd").accounts


def test_a_phrase_with_a_passphrase_stands_beside_its_key(theirs):
    file = opened(theirs[-1]["file"].encode(), "p")
    (account,) = contents.accounts(file)
    assert (account.address, account.path) == (theirs[-1]["address"], None)
    assert len(list(contents.phrases(file))) == 1


@pytest.mark.parametrize("kdf", ["scrypt", "pbkdf2"])
@pytest.mark.parametrize("password", ["x", "pässwörd", "pa\u0308ss", "🔑"])
def test_what_eth_account_wrote_opens(kdf, password):
    iterations = 1024 if kdf == "scrypt" else 10
    made = Account.encrypt(KEY, password, kdf, iterations)
    (account,) = contents.accounts(opened(json.dumps(made).encode(), password))
    assert "0x" + account.private_key.reveal().hex() == KEY
    assert account.address == Account.from_key(KEY).address
