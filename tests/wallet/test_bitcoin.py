"""Bitcoin: the vectors of BIP-84, BIP-86 and BIP-350, keys as people paste them, other networks."""

import pytest

from keystow.errors import AddressInvalid, KeyInvalid
from keystow.secret import Secret
from keystow.wallet import base58, mnemonic
from keystow.wallet.chains import BITCOIN, bitcoin_legacy
from keystow.wallet.curves import Curve
from keystow.wallet.derivation import SECP256K1_ORDER, Tree
from tests.wallet.made import WORDS

SEGWIT, TAPROOT, NESTED, LEGACY = BITCOIN.types

# BIP-84: key in wallet import format, public key, address.
BIP84 = {
    "m/84'/0'/0'/0/0": (
        "KyZpNDKnfs94vbrwhJneDi77V6jF64PWPF8x5cdJb8ifgg2DUc9d",
        "0330d54fd0dd420a6e5f8d3624f5f3482cae350f79d5f0753bf5beef9c2d91af3c",
        "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu",
    ),
    "m/84'/0'/0'/0/1": (
        "Kxpf5b8p3qX56DKEe5NqWbNUP9MnqoRFzZwHRtsFqhzuvUJsYZCy",
        "03e775fd51f0dfb8cd865d9ff1cca2a158cf651fe997fdc9fee9c1d3b5e995ea77",
        "bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g",
    ),
    "m/84'/0'/0'/1/0": (
        "KxuoxufJL5csa1Wieb2kp29VNdn92Us8CoaUG3aGtPtcF3AzeXvF",
        "03025324888e429ab8e3dbaf1f7802648b9cd01e9b418485c5fa4c1b9b5700e1a6",
        "bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el",
    ),
}
# BIP-86: internal key, address.
BIP86 = {
    "m/86'/0'/0'/0/0": (
        "cc8a4bc64d897bddc5fbc2f670f7a8ba0b386779106cf1223c6fc5d7cd6fc115",
        "bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr",
    ),
    "m/86'/0'/0'/0/1": (
        "83dfe85a3151d2517290da461fe2815591ef69f2b18a2ce63f01697a8b313145",
        "bc1p4qhjn9zdvkux4e44uhx8tc55attvtyu358kutcqkudyccelu0was9fqzwh",
    ),
    "m/86'/0'/0'/1/0": (
        "399f1b2f4393f29a18c937859c5dd8a77350103157eb880f02e8c08214277cef",
        "bc1p3qkhfews2uk44qtvauqyr2ttdsw7svhkl9nkm9s9c3x4ax5h60wqwruhk7",
    ),
}
WATCHED = [
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    "bc1qwqdg6squsna38e46795at95yu9atm8azzmyvckulcc7kytlcckxswvvzej",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
]
REFUSED = [
    # BIP-350's invalid addresses, and valid ones of versions that nobody can own yet.
    ("tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut", None),
    ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd", None),
    ("BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL", None),
    ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh", None),
    ("bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4", None),
    ("BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R", None),
    ("bc1pw5dgrnzv", None),
    ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav", None),
    ("BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P", None),
    ("tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq", None),
    ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf", None),
    ("bc1gmk9yu", None),
    ("BC1SW50QGDZ25J", None),
    ("bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", None),
    ("tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7", "testnet"),
    ("bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080", "testnet"),
    ("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", "testnet"),
    ("2MzQwSSnBHWHqSAqtTVQ6v47XtaisrJa1Vc", "testnet"),
    ("bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyy", "checksum"),
    ("bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcq", "checksum"),
    ("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3", "checksum"),
    ("LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9", "network"),
    ("0x9858EfFD232B4033E47d90003D41EC34EcaEda94", None),
    ("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN", "checksum"),
    ("", None),
    ("bc1", None),
]
KEY = BIP84["m/84'/0'/0'/0/0"][0]


def derived(path):
    return Tree(mnemonic.seed(Secret(WORDS), Secret("")), Curve.SECP256K1).key(path)


@pytest.mark.parametrize("path", BIP84)
def test_bip_84_s_own_accounts(path):
    wif, public, address = BIP84[path]
    assert SEGWIT.account_from_private_key(derived(path)) == (public, address)
    assert BITCOIN.parse_private_key(Secret(f" {wif}\n")) == derived(path)


@pytest.mark.parametrize("path", BIP86)
def test_bip_86_s_own_accounts(path):
    internal, address = BIP86[path]
    public, ours = TAPROOT.account_from_private_key(derived(path))
    assert (public[2:], ours) == (internal, address)


# The first account of the published phrase at each path, as many wallets' own tests have it.
OLDER = {
    "m/49'/0'/0'/0/0": (NESTED, "37VucYSaXLCAsxYyAPfbSi9eh4iEcbShgf"),
    "m/44'/0'/0'/0/0": (LEGACY, "1LqBGSKuX5yYUonjxT5qGfpUsXKYYWeabA"),
}


@pytest.mark.parametrize("path", OLDER)
def test_older_addresses_of_the_published_phrase(path):
    kind, address = OLDER[path]
    assert kind.path(0) == path
    assert kind.account_from_private_key(derived(path))[1] == address
    assert BITCOIN.type_of(address) is kind
    assert BITCOIN.account_at(address, derived(path))[1] == address


def test_a_key_of_bitcoin_s_first_years_keeps_its_address_when_it_is_written():
    text = Secret("5Kb8kLf9zgWQnogidDA76MzPL6TsZZY36hWXMssSzNydYXYB9KF")
    key = bitcoin_legacy.key_of_first_years(text)
    public, address = bitcoin_legacy.uncompressed(key)
    assert (len(public), address) == (130, "1CC3X2gu58d6wXUWMffpuzN9JAfTUWu4Kj")
    assert BITCOIN.account_at(address, key) == (public, address)
    assert BITCOIN.written_key_of(address, key) == text
    later = LEGACY.account_from_private_key(key)[1]
    assert BITCOIN.account_at(later, key)[1] == later != address
    assert BITCOIN.parse_private_key(BITCOIN.written_key_of(later, key)) == key
    assert BITCOIN.account_at("1" + "x" * 33, key)[1] == later, "neither: the common form"


def test_the_types_have_their_own_paths_and_addresses_tell_them():
    assert (SEGWIT.path(3), TAPROOT.path(3)) == ("m/84'/0'/0'/0/3", "m/86'/0'/0'/0/3")
    assert (SEGWIT.index(TAPROOT.path(3)), TAPROOT.index(TAPROOT.path(3))) == (None, 3)
    assert BITCOIN.type_of(BIP84["m/84'/0'/0'/0/0"][2]) is SEGWIT
    assert BITCOIN.type_of(BIP86["m/86'/0'/0'/0/0"][1]) is TAPROOT


@pytest.mark.parametrize("address", WATCHED)
def test_an_address_can_be_watched(address):
    assert BITCOIN.normalise_address(f" {address} ") == address
    assert BITCOIN.public_key_of_address(address) is None
    if address.startswith("bc1"):
        assert BITCOIN.normalise_address(address.upper()) == address


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_is_no_address_of_the_network_is_refused_with_its_reason(text, reason):
    with pytest.raises(AddressInvalid) as refused:
        BITCOIN.normalise_address(text)
    assert refused.value.data.get("reason") == reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xef" + bytes(31) + b"\1\1", "testnet"),
        (b"\xb0" + bytes(31) + b"\1\1", "network"),
        (b"\x80" + bytes(31) + b"\1", "uncompressed"),
        (b"\x80" + bytes(31) + b"\1\2", None),
        (b"\x80" + bytes(32) + b"\1", None),
        (b"\x80" + SECP256K1_ORDER.to_bytes(32, "big") + b"\1", None),
    ],
)
def test_other_keys_in_wallet_import_format_are_refused_with_their_reason(data, reason):
    with pytest.raises(KeyInvalid) as refused:
        BITCOIN.parse_private_key(Secret(base58.encode_check(data)))
    assert refused.value.data.get("reason") == reason


@pytest.mark.parametrize("place", range(len(KEY)))
def test_a_mistyped_key_is_told_by_its_check(place):
    other = "2" if KEY[place] != "2" else "3"
    with pytest.raises(KeyInvalid) as refused:
        BITCOIN.parse_private_key(Secret(KEY[:place] + other + KEY[place + 1 :]))
    assert refused.value.data == {"reason": "checksum"}


def test_a_key_may_be_hex():
    assert BITCOIN.parse_private_key(Secret("0x" + "Ab" * 32)) == Secret(b"\xab" * 32)
    for text in (f"{0:064x}", f"{SECP256K1_ORDER:064x}", KEY.replace("K", "0"), KEY + "é"):
        with pytest.raises(KeyInvalid):
            BITCOIN.parse_private_key(Secret(text))
