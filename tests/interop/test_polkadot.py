"""npm's @polkadot/keyring beside ours: every account file that it writes or reads opens."""

import pytest

from keystow.errors import WrongPassword
from keystow.formats import contents, registry
from keystow.formats.interface import Warn
from keystow.secret import Secret
from keystow.wallet import keys, merge
from keystow.wallet.chains import POLKADOT
from keystow.wallet.merge import State
from tests.interop import node
from tests.wallet.made import NOW, WORDS

KINDS = ("sr25519", "ed25519", "ecdsa", "ethereum")
META = {"meta": {"name": "Sävings 🦊", "genesisHash": "0x91", "whenCreated": 1700000000000}}
PASSWORDS = ["pa\u0308sswörd", "🔑a\0b\n", "p" * 300, "0x1234", "0x123"]
# A path, what npm calls it, and its passphrase.
DERIVED = {
    WORDS: ("m", ""),
    f"{WORDS}//0": ("//0", ""),
    f"{WORDS}//1": ("//1", ""),
    f"{WORDS}//polkadot//4294967296///pa\u0308sswörd": ("//polkadot//4294967296", "pa\u0308sswörd"),
    f"{WORDS}///x": ("m", "x"),
}
CASES = [
    *({"type": kind, "uri": WORDS, "password": "x"} | META for kind in KINDS),
    *({"type": kind, "uri": "//Alice", "password": "", "prefix": 0} for kind in KINDS),
    *({"type": "sr25519", "uri": "//Bob", "password": password} for password in PASSWORDS),
    {"type": "sr25519", "uri": WORDS, "password": "kusama", "prefix": 2},
    *({"type": "sr25519", "uri": uri, "password": ""} for uri in DERIVED),
    {"type": "ed25519", "uri": WORDS, "password": "long prefix", "prefix": 2007},
    {"type": "sr25519", "uri": WORDS, "password": "hex", "hex": True},
    *(
        {"type": "ed25519", "uri": "old", "password": password, "old": version, "hex": hex_}
        for version, password, hex_ in (
            ("0", "", False),
            ("1", "short", False),
            ("2", "p" * 40, True),
            ("2", "pässwörd", False),
        )
    ),
    {
        "password": "batch",
        "batch": [{"type": kind, "uri": f"//{n}"} | META for n, kind in enumerate(KINDS)],
    },
]


@pytest.fixture(scope="module")
def theirs():
    """What the package makes of the cases, in one run of node."""
    return node.ask("polkadot.mjs", "@polkadot/keyring", CASES)


@pytest.mark.parametrize("number", range(len(CASES)))
def test_every_account_comes_back_with_its_key(number, theirs):
    case, made = CASES[number], theirs[number]
    data = made["file"].encode()
    format_ = registry.detect(data)
    assert format_.name == "polkadot-js-json"
    file = format_.open(data, Secret(case["password"]))
    listed = list(contents.accounts(file))
    assert [one.address for one in listed] == [one["address"] for one in made["pairs"]]
    kinds = [one["type"] for one in case.get("batch", [case])]
    for account, facts, kind in zip(listed, made["pairs"], kinds, strict=True):
        assert "0x" + account.public_key == facts["publicKey"]
        assert account.chain == ("ethereum" if kind == "ethereum" else "polkadot")
        size = 32 if case.get("old") or kind in ("ecdsa", "ethereum") else 64
        assert len(account.private_key.reveal()) == size
        assert account.name == case.get("batch", [case])[0].get("meta", {}).get("name", "")
    assert set(file.warnings) <= {Warn.ACCOUNT_KEPT, Warn.NOT_ENCRYPTED, Warn.WEAK_ENCRYPTION}
    assert (Warn.NOT_ENCRYPTED in file.warnings) == (case["password"] == "")
    derived = [kind for kind in kinds if kind in ("ethereum", "sr25519")]
    assert (Warn.ACCOUNT_KEPT in file.warnings) == (derived != kinds)
    vault = contents.to_vault(file, wallet_id="0" * 32, name="Everyday", now=NOW)
    assert [row.state for row in merge.compare(None, vault).rows] == [State.NEW for _ in derived]
    if case.get("old") or not case["password"] or number == 0:  # the others cost a run of scrypt
        with pytest.raises(WrongPassword):
            format_.open(data, Secret("." + case["password"]))


@pytest.mark.parametrize("uri", DERIVED)
def test_a_phrase_s_accounts_are_those_of_its_own_wallet(uri, theirs):
    path, passphrase = DERIVED[uri]
    made = theirs[next(n for n, case in enumerate(CASES) if case.get("uri") == uri)]
    tree = keys.tree_of_phrase(Secret(WORDS), Secret(passphrase), "english", POLKADOT.curve)
    key = tree.key(path)
    assert POLKADOT.account_from_private_key(key)[1] == made["pairs"][0]["address"]
    if path != "m":  # polkadot-js keeps a phrase's own key stretched, we keep its seed
        data = made["file"].encode()
        (account,) = contents.accounts(registry.detect(data).open(data, Secret("")))
        assert account.private_key == key
