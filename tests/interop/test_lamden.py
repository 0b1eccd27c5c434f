"""npm's lamden-js beside ours: the keystores it writes, the accounts it derives."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from keystow.errors import WrongPassword
from keystow.formats import contents, registry
from keystow.secret import Secret
from keystow.wallet import derivation, mnemonic
from keystow.wallet.chains import LAMDEN
from tests.wallet.made import OTHER_WORDS

HERE = Path(__file__).parent
KEY = "a57a2c0c7907ec65fddf50302ea4d2e2aa8d66fb2074c5e022052ed695b43d42"


def key(nickname="My TAU Address", sk=KEY, **fields):
    usual = {"name": "Lamden", "network": "lamden", "symbol": "TAU"}
    return {"sk": sk, "nickname": nickname, **usual, **fields}


CASES = {
    "plain": {"keys": [key()], "password": "Testing0!234567", "hint": "testingPW"},
    "no hint": {"keys": [key()], "password": "Testing0!234567", "hint": ""},
    "one space": {"keys": [key()], "password": " ", "hint": " "},
    "spaces around": {"keys": [key("  padded  ")], "password": "  p w  ", "hint": "  h  "},
    "composed": {"keys": [key("Ångström")], "password": "pässwörd", "hint": "é"},
    "decomposed": {
        "keys": [key("A\u030angstro\u0308m")],
        "password": "pa\u0308ss",
        "hint": "e\u0301",
    },
    "emoji": {"keys": [key("👩‍👩‍👧 🦊")], "password": "🔑🔑🔑", "hint": "👀"},
    "right to left": {
        "keys": [key("עברית \u202e mixed")],
        "password": "סיסמה",
        "hint": "\u202ehint",
    },
    "control": {
        "keys": [key("a\tb\nc\u0000d\u007f")],
        "password": "a\tb\nc\u0000d",
        "hint": "\r\n",
    },
    "json and html": {"keys": [key('"}],{<img onerror=x>\\')], "password": '"\\', "hint": "</p>"},
    "half a pair": {"keys": [key("x\ud83dy")], "password": "half", "hint": ""},
    "long": {"keys": [key("n" * 5000)], "password": "p" * 5000, "hint": "h" * 5000},
    "empty nickname": {"keys": [key("")], "password": "x", "hint": "h"},
    "block sizes": {"keys": [key("n" * n, f"{n + 1:064x}") for n in range(16)], "password": "b"},
    "unknown fields": {
        "keys": [key(type="coin", balance=1.5, deep={"a": [None, {"b": "\ud800"}]})],
        "password": "u",
    },
    "capital hex": {"keys": [key(sk=KEY.upper())], "password": "c"},
    "no keys": {"keys": [], "password": "n"},
    "two dozen": {
        "keys": [key(f"Account {n}", f"{n + 1:064x}") for n in range(24)],
        "password": "m",
    },
}
SEED = mnemonic.seed(Secret(OTHER_WORDS), Secret(""))
INDICES = [0, 1, 2, 3, 4, 1000]


@pytest.fixture(scope="module")
def theirs():
    """What lamden-js makes of the cases, in one run of node."""
    node = shutil.which("node")
    assert node, "node is missing: make env"
    assert (HERE / "node_modules" / "lamden-js").is_dir(), "lamden-js is missing: make env"
    asked = {
        "cases": list(CASES.values()),
        "seed": SEED.reveal().hex(),
        "indices": INDICES,
    }
    run = subprocess.run(
        [node, "lamden.cjs"],
        cwd=HERE,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)


@pytest.fixture(params=CASES)
def case(request, theirs):
    """A case and the file that lamden-js wrote for it."""
    name = request.param
    made = theirs["files"][list(CASES).index(name)]
    return CASES[name], made["file"].encode(), made["vks"]


def test_every_key_nickname_and_hint_comes_out_as_it_went_in(case):
    asked, data, vks = case
    opened = registry.detect(data).open(data, Secret(asked["password"]))
    accounts = list(contents.accounts(opened))
    assert opened.format == "lamden-keystore-1.0"
    assert opened.hint == asked.get("hint", "")
    assert [account.name for account in accounts] == [k["nickname"] for k in asked["keys"]]
    assert [account.private_key.reveal().hex() for account in accounts] == [
        k["sk"].lower() for k in asked["keys"]
    ]
    assert [account.address for account in accounts] == vks
    assert [account.public_key for account in accounts] == vks


def test_the_hint_shows_without_the_password(case):
    asked, data, _ = case
    inspection = registry.detect(data).inspect(data)
    assert (inspection.hint, inspection.created) == (asked.get("hint", ""), None)


def test_a_password_that_only_looks_the_same_is_wrong(case):
    asked, data, _ = case
    for other in (asked["password"] + " ", asked["password"][:-1], asked["password"] + "\u0301"):
        with pytest.raises(WrongPassword):
            registry.detect(data).open(data, Secret(other))


def test_the_report_is_strict_json_whatever_the_names(case):
    asked, data, _ = case
    opened = registry.detect(data).open(data, Secret(asked["password"]))
    text = json.dumps(contents.report(opened, show_secrets=True), allow_nan=False)
    assert [a["name"] for a in json.loads(text)["accounts"]] == [
        k["nickname"] for k in asked["keys"]
    ]


def test_lamden_js_derives_the_same_accounts(theirs):
    for index, account in zip(INDICES, theirs["derived"], strict=True):
        private = derivation.slip10_ed25519(SEED, LAMDEN.path(index))
        assert private.reveal().hex() == account["sk"]
        assert LAMDEN.account_from_private_key(private)[1] == account["vk"]
