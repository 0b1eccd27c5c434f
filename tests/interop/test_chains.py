"""npm's libraries of the chains beside ours: accounts, keys, addresses, a reader of QR codes."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from bip_utils import (
    Bip39SeedGenerator,
    Bip44,
    Bip44Changes,
    Bip44Coins,
    Bip49,
    Bip49Coins,
    Bip84,
    Bip84Coins,
    Bip86,
    Bip86Coins,
)

from keystow.errors import AddressInvalid
from keystow.jobs import show
from keystow.secret import Secret
from keystow.wallet import accounts
from keystow.wallet.chains import BITCOIN, SOLANA
from keystow.wallet.keys import Keys
from tests.wallet.made import NOW, OTHER_WORDS, empty, ids

HERE = Path(__file__).parent
PASSPHRASE = "pässwörd"
COUNT = 12
VAULT, MADE = accounts.import_phrase(
    empty(),
    Secret(OTHER_WORDS),
    Secret(PASSPHRASE),
    dict.fromkeys(("bitcoin", "solana", "cosmos"), COUNT),
    ids(),
    NOW,
)
OURS = {
    name: MADE[place * COUNT : (place + 1) * COUNT]
    for place, name in enumerate(("segwit", "taproot", "nested", "legacy", "solana", "cosmos"))
}
LIKE = [OURS[name][0].address for name in ("segwit", "taproot", "nested", "legacy")]
MISTYPED = [
    address[:place] + other + address[place + 1 :]
    for address in (*LIKE,)
    for place in range(len(address))
    for other in "q2P"
]


@pytest.fixture(scope="module")
def theirs():
    """What the libraries say, in one run of node."""
    node = shutil.which("node")
    assert node, "node is missing: make env"
    assert (HERE / "node_modules" / "jsqr").is_dir(), "node packages are missing: make env"
    asked = {
        "words": OTHER_WORDS,
        "passphrase": PASSPHRASE,
        "count": COUNT,
        "addresses": MISTYPED,
        "codes": [show.code(account.address) for account in MADE],
    }
    run = subprocess.run(
        [node, "chains.mjs"],
        cwd=HERE,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)


@pytest.mark.parametrize("name", OURS)
def test_the_chains_own_libraries_derive_the_same_addresses(theirs, name):
    assert [account.address for account in OURS[name]] == [one["address"] for one in theirs[name]]


@pytest.mark.parametrize(
    ("name", "chain", "coin"),
    [
        ("segwit", Bip84, Bip84Coins.BITCOIN),
        ("taproot", Bip86, Bip86Coins.BITCOIN),
        ("nested", Bip49, Bip49Coins.BITCOIN),
        ("legacy", Bip44, Bip44Coins.BITCOIN),
        ("cosmos", Bip44, Bip44Coins.COSMOS),
    ],
)
def test_bip_utils_derives_the_same_accounts(name, chain, coin):
    seed = Bip39SeedGenerator(OTHER_WORDS).Generate(PASSPHRASE)
    external = chain.FromSeed(seed, coin).Purpose().Coin().Account(0).Change(Bip44Changes.CHAIN_EXT)
    keys = Keys(VAULT)
    for index, account in enumerate(OURS[name]):
        made = external.AddressIndex(index)
        assert account.address == made.PublicKey().ToAddress()
        assert account.public_key == made.PublicKey().RawCompressed().ToHex()
        assert keys.private_key(account).reveal() == made.PrivateKey().Raw().ToBytes()


def test_bip_utils_derives_the_same_solana_accounts():
    seed = Bip39SeedGenerator(OTHER_WORDS).Generate(PASSPHRASE)
    coin = Bip44.FromSeed(seed, Bip44Coins.SOLANA).Purpose().Coin()
    for index, account in enumerate(OURS["solana"]):
        external = coin.Account(index).Change(Bip44Changes.CHAIN_EXT)
        assert account.address == external.PublicKey().ToAddress()


@pytest.mark.parametrize("name", ["segwit", "taproot", "nested", "legacy"])
def test_keys_in_wallet_import_format_read_as_they_were_written(theirs, name):
    keys = Keys(VAULT)
    for account, one in zip(OURS[name], theirs[name], strict=True):
        assert BITCOIN.parse_private_key(Secret(one["wif"])) == keys.private_key(account)


def test_solana_s_seeds_read_as_they_were_written(theirs):
    keys = Keys(VAULT)
    for account, one in zip(OURS["solana"], theirs["solana"], strict=True):
        key = SOLANA.parse_private_key(Secret(json.dumps(one["seed"])))
        assert key == keys.private_key(account)


def test_older_addresses_are_watched_and_test_addresses_refused(theirs):
    for address in theirs["others"]["watched"]:
        assert BITCOIN.normalise_address(address) == address
    for address in theirs["others"]["test"]:
        with pytest.raises(AddressInvalid) as refused:
            BITCOIN.normalise_address(address)
        assert refused.value.data == {"reason": "testnet"}


def test_a_mistyped_address_is_refused_where_their_library_refuses_it(theirs):
    for address, script in zip(MISTYPED, theirs["accepted"], strict=True):
        assert (script is not None) == _is_taken(address), address


def test_every_code_reads_as_its_address(theirs):
    assert theirs["read"] == [account.address for account in MADE]


def _is_taken(address):
    try:
        BITCOIN.normalise_address(address)
    except AddressInvalid:
        return False
    return True
