"""Keys, addresses and paths of each chain, beside the peers' own libraries."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystow.errors import AddressInvalid, KeyInvalid
from keystow.secret import Secret
from keystow.wallet import derivation, mnemonic
from keystow.wallet.chains import CHAINS, ETHEREUM, LAMDEN
from keystow.wallet.derivation import SECP256K1_ORDER
from tests.wallet.made import SHARED, WORDS
from tests.wallet.oracles import EthAccount

# EIP-55's own examples.
CHECKSUMMED = [
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
    "0xde709f2102306220921060314715629080e2fb77",
    "0x27b1fdb04752bbc536007a920d24acb045561c26",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
    "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
]
LAMDEN_ADDRESS = "37d05a43874dd70f56a03625df1680a358b4728510228d5e5f280de51554a12b"


def test_ethereum_s_first_account_of_the_published_phrase():
    seed = mnemonic.seed(Secret(WORDS), Secret(""))
    key = derivation.bip32(seed, ETHEREUM.path(0))
    _, address = ETHEREUM.account_from_private_key(key)
    assert address == "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"


def test_ethereum_agrees_with_eth_account_from_the_phrase_on():
    EthAccount.enable_unaudited_hdwallet_features()
    seed = mnemonic.seed(Secret(WORDS), Secret("rosebud"))
    kinds = (ETHEREUM, *ETHEREUM.elsewhere)
    for path in (kind.path(index) for kind in kinds for index in range(2)):
        theirs = EthAccount.from_mnemonic(WORDS, "rosebud", account_path=path)
        key = derivation.bip32(seed, path)
        assert key.reveal() == theirs.key
        assert ETHEREUM.account_from_private_key(key)[1] == theirs.address


@given(st.integers(1, SECP256K1_ORDER - 1))
def test_ethereum_addresses_agree_with_eth_account(number):
    key = number.to_bytes(32, "big")
    theirs = EthAccount.from_key(key)
    public, address = ETHEREUM.account_from_private_key(Secret(key))
    assert address == theirs.address
    assert bytes.fromhex(public) == theirs._key_obj.public_key.to_compressed_bytes()


def test_lamden_gives_the_accounts_of_lamden_s_own_fixture():
    path = SHARED / "lamden_mnemonic.json"
    if not path.exists():
        pytest.skip("the shared vectors are not here")
    fixture = json.loads(path.read_text("utf-8"))
    seed = mnemonic.seed(Secret(fixture["mnemonic"]), Secret(""))
    key = derivation.slip10_ed25519(seed, LAMDEN.path(0))
    assert LAMDEN.path(0) == fixture["path"]
    assert key.reveal().hex() == fixture["sk_index0"]
    public, address = LAMDEN.account_from_private_key(key)
    assert public == address == fixture["vk_index0"]


@pytest.mark.parametrize("chain", CHAINS.values(), ids=lambda chain: chain.id)
def test_a_path_s_index_reads_back(chain):
    assert [chain.index(chain.path(index)) for index in (0, 1, 12345)] == [0, 1, 12345]
    assert chain.index("m/44'/1'/0'/0/0") is None
    assert chain.index(chain.path(0) + "/0") is None


@pytest.mark.parametrize("kind", ETHEREUM.elsewhere, ids=lambda kind: kind.type)
def test_a_path_of_another_program_tells_the_type(kind):
    assert [kind.index(kind.path(index)) for index in (0, 1, 12345)] == [0, 1, 12345]
    assert ETHEREUM.type_at("0x", kind.path(7)) is kind
    assert ETHEREUM.type_at("0x", ETHEREUM.path(0)) is ETHEREUM
    assert ETHEREUM.type_at("0x", None) is ETHEREUM


@pytest.mark.parametrize("address", CHECKSUMMED)
def test_an_ethereum_address_reads_in_one_case_or_with_its_checksum(address):
    digits = address[2:]
    for typed in (address, f" {address}\n", "0x" + digits.lower(), "0X" + digits.upper()):
        assert ETHEREUM.normalise_address(typed) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0x",
        "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeda",
        "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg",
        "0x" + "\uff11" * 40,
        LAMDEN_ADDRESS,
    ],
)
def test_what_is_no_ethereum_address_is_refused(text):
    with pytest.raises(AddressInvalid):
        ETHEREUM.normalise_address(text)


def test_a_lamden_address_is_hex_in_lower_case():
    assert LAMDEN.normalise_address(f" {LAMDEN_ADDRESS.upper()} ") == LAMDEN_ADDRESS
    for text in ("", "0x" + LAMDEN_ADDRESS, LAMDEN_ADDRESS[:-1], LAMDEN_ADDRESS + "0", "g" * 64):
        with pytest.raises(AddressInvalid):
            LAMDEN.normalise_address(text)


@pytest.mark.parametrize("chain", CHAINS.values(), ids=lambda chain: chain.id)
@pytest.mark.parametrize(
    "text", ["", "0x", "11" * 31, "11" * 33, "zz" * 32, "\u0661" * 64, "\ud800"]
)
def test_what_is_no_private_key_is_refused(chain, text):
    with pytest.raises(KeyInvalid):
        chain.parse_private_key(Secret(text))


@pytest.mark.parametrize("number", [0, SECP256K1_ORDER, 2**256 - 1])
def test_numbers_outside_the_curve_s_order_are_no_ethereum_keys(number):
    with pytest.raises(KeyInvalid):
        ETHEREUM.parse_private_key(Secret(f"{number:064x}"))
    with pytest.raises(KeyInvalid):
        ETHEREUM.account_from_private_key(Secret(number.to_bytes(32, "big")))


def test_a_pasted_key_may_have_white_space_capitals_and_ethereum_s_prefix():
    key = Secret(bytes.fromhex("ab" * 32))
    assert ETHEREUM.parse_private_key(Secret(" 0x" + "AB" * 32 + "\r\n")) == key
    assert LAMDEN.parse_private_key(Secret("\t" + "aB" * 32 + " ")) == key
    with pytest.raises(KeyInvalid):
        LAMDEN.parse_private_key(Secret("0x" + "ab" * 32))


@pytest.mark.parametrize("chain", CHAINS.values(), ids=lambda chain: chain.id)
@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_key_has_32_bytes(chain, size):
    with pytest.raises(KeyInvalid):
        chain.account_from_private_key(Secret(b"\1" * size))
