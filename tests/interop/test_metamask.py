"""npm's @metamask/browser-passworder beside ours: every vault it writes opens."""

import pytest

from keystow.errors import WrongPassword
from keystow.formats import contents, registry
from keystow.secret import Secret
from tests.formats.metamask_writer import KEY, as_buffer, as_bytes, hd, simple
from tests.interop import node
from tests.wallet.made import OTHER_WORDS, WORDS

LEDGER = {"type": "Ledger Hardware", "data": {"hdPath": "m/44'/60'/0'", "accounts": []}}
CASES = {
    "of now": {"content": [hd(as_bytes())], "password": "correct horse"},
    "of old": {"content": [hd()], "password": "correct horse", "iterations": None},
    "600,000": {"content": [hd(as_buffer())], "password": "x", "iterations": 600_000},
    "few rounds": {"content": [hd()], "password": "x", "iterations": 1},
    "several": {
        "content": [hd(as_bytes()), hd(as_bytes(OTHER_WORDS), 3), simple(KEY, "11" * 32), LEDGER],
        "password": "several",
        "iterations": 1000,
    },
    "composed": {"content": [hd()], "password": "pässwörd", "iterations": 1000},
    "decomposed": {"content": [hd()], "password": "pa\u0308sswo\u0308rd", "iterations": 1000},
    "emoji": {"content": [hd()], "password": "🔑👩‍👩‍👧", "iterations": 1000},
    "control": {"content": [hd()], "password": "a\0b\n", "iterations": 1000},
    "empty": {"content": [hd()], "password": "", "iterations": 1000},
    "long": {"content": [hd()], "password": "p" * 5000, "iterations": 1000},
    "hundreds": {"content": [hd(count=300)], "password": "m", "iterations": 1000},
}


@pytest.fixture(scope="module")
def theirs():
    """What the package makes of the cases, in one run of node."""
    return node.ask("metamask.mjs", "@metamask/browser-passworder", list(CASES.values()))


@pytest.mark.parametrize("name", CASES)
def test_every_phrase_and_key_comes_out_as_it_went_in(name, theirs):
    case, data = CASES[name], theirs[list(CASES).index(name)].encode()
    format_ = registry.detect(data)
    assert format_.name == "metamask-vault"
    rounds = case.get("iterations", 900_000)
    assert format_.inspect(data).slots[0]["passes"] == (10_000 if rounds is None else rounds)
    file = format_.open(data, Secret(case["password"]))
    rings = [ring for ring in case["content"] if ring["type"] == "HD Key Tree"]
    words = [phrase.words.reveal().decode() for phrase in contents.phrases(file)]
    assert words == [WORDS, OTHER_WORDS][: len(rings)]
    loose = [
        key for ring in case["content"] if ring["type"] == "Simple Key Pair" for key in ring["data"]
    ]
    listed = list(contents.accounts(file))
    assert len(listed) == sum(ring["data"]["numberOfAccounts"] for ring in rings) + len(loose)
    assert [one.private_key.reveal().hex() for one in listed if one.path is None] == loose
    with pytest.raises(WrongPassword):
        format_.open(data, Secret(case["password"] + " "))
