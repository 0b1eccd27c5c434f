"""npm's @polkadot/keyring beside ours: every account file that it writes or reads opens."""

import pytest

from keystow.errors import WrongPassword
from keystow.formats import contents, registry
from keystow.formats.interface import Warn
from keystow.secret import Secret
from keystow.wallet import merge
from keystow.wallet.merge import State
from tests.interop import node
from tests.wallet.made import NOW, WORDS

KINDS = ("sr25519", "ed25519", "ecdsa", "ethereum")
META = {"meta": {"name": "Sävings 🦊", "genesisHash": "0x91", "whenCreated": 1700000000000}}
PASSWORDS = ["pa\u0308sswörd", "🔑a\0b\n", "p" * 300, "0x1234", "0x123"]
CASES = [
    *({"type": kind, "uri": WORDS, "password": "x"} | META for kind in KINDS),
    *({"type": kind, "uri": "//Alice", "password": "", "prefix": 0} for kind in KINDS),
    *({"type": "sr25519", "uri": "//Bob", "password": password} for password in PASSWORDS),
    {"type": "sr25519", "uri": WORDS, "password": "kusama", "prefix": 2},
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
    assert (Warn.ACCOUNT_KEPT in file.warnings) == any(kind != "ethereum" for kind in kinds)
    vault = contents.to_vault(file, wallet_id="0" * 32, name="Everyday", now=NOW)
    assert [row.state for row in merge.compare(None, vault).rows] == [
        State.NEW for kind in kinds if kind == "ethereum"
    ]
    if case.get("old") or not case["password"] or number == 0:  # the others cost a run of scrypt
        with pytest.raises(WrongPassword):
            format_.open(data, Secret("." + case["password"]))
