"""private-key: each form of a key, several in a file, and what is none."""

import hashlib

import pytest
from bip_utils import P2PKHAddrEncoder, P2PKHPubKeyModes, Secp256k1PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from keystow.errors import KeyInvalid, NotAKeystore
from keystow.formats import contents, registry
from keystow.formats.interface import Warn
from keystow.formats.private_key import PrivateKey
from keystow.secret import Secret
from keystow.wallet import base58, decoder, encoder, merge
from keystow.wallet.chains import BITCOIN, LAMDEN, SOLANA
from keystow.wallet.merge import State
from tests.wallet.made import NOW
from tests.wallet.oracles import EthAccount

KEY = bytes(range(1, 33))
HEX = KEY.hex()
ETHEREUM = EthAccount.from_key(KEY).address
WIF = BITCOIN.written_private_key(Secret(KEY)).reveal().decode()
OLD_ADDRESS = P2PKHAddrEncoder.EncodeKey(
    Secp256k1PrivateKey.FromBytes(KEY).PublicKey(),
    net_ver=b"\0",
    pub_key_mode=P2PKHPubKeyModes.UNCOMPRESSED,
)
OLD_WIF = base58.encode_check(b"\x80" + KEY)
PAIR = SOLANA.written_private_key(Secret(KEY)).reveal().decode()


def opened(data, password=""):
    data = data.encode() if isinstance(data, str) else data
    return registry.detect(data).open(data, Secret(password))


def listed(file):
    return [(one.chain, one.address, one.name) for one in contents.accounts(file)]


def rows(file):
    vault = contents.to_vault(file, wallet_id="0" * 32, name="Everyday", now=NOW)
    assert decoder.from_payload(encoder.to_payload(vault)) == vault
    return [row.state for row in merge.compare(None, vault).rows]


def bitcoin(type_id):
    kind = next(kind for kind in BITCOIN.types if kind.type == type_id)
    return kind.account_from_private_key(Secret(KEY))[1]


@pytest.mark.parametrize(
    ("text", "chain", "address"),
    [
        (HEX, "ethereum", ETHEREUM),
        ("0x" + HEX, "ethereum", ETHEREUM),
        ("0X" + HEX.upper(), "ethereum", ETHEREUM),
        (WIF, "bitcoin", bitcoin("segwit")),
        (f"p2wpkh:{WIF}", "bitcoin", bitcoin("segwit")),
        (f"p2wpkh-p2sh:{WIF}", "bitcoin", bitcoin("nestedsegwit")),
        (f"p2pkh:{WIF}", "bitcoin", bitcoin("legacy")),
        (OLD_WIF, "bitcoin", OLD_ADDRESS),
        (PAIR, "solana", SOLANA.account_from_private_key(Secret(KEY))[1]),
        (f"lamden: {HEX}", "lamden", LAMDEN.account_from_private_key(Secret(KEY))[1]),
    ],
)
def test_a_key_in_each_form_opens_and_it_is_said_that_nothing_protects_it(text, chain, address):
    data = f"\ufeff\n  {text}\t\r\n\r\n".encode()
    file = opened(data, "any password")
    (account,) = contents.accounts(file)
    assert (file.format, account.chain, account.address) == ("private-key", chain, address)
    assert account.private_key.reveal() == KEY
    assert file.warnings == (Warn.NOT_ENCRYPTED,) == PrivateKey().inspect(data).warnings
    assert file.payload_sha256 == hashlib.sha256(data).hexdigest()
    assert rows(file) == [State.NEW]


def test_several_keys_come_each_once_with_their_names():
    text = f"# my keys\nSavings: {HEX}\n\nOld = {OLD_WIF}\n{WIF}\n{PAIR}\n{HEX}\n// end"
    file = opened(text)
    assert [(chain, name) for chain, _, name in listed(file)] == [
        ("ethereum", "Savings"),
        ("bitcoin", "Old"),
        ("bitcoin", ""),
        ("solana", ""),
    ]
    assert rows(file) == [State.NEW] * 4


def test_one_key_may_stand_for_several_addresses():
    file = opened(f"{WIF}\np2pkh:{WIF}\n{OLD_WIF}")
    assert listed(file)[0][1].startswith("bc1")
    assert len({address for _, address, _ in listed(file)}) == 3
    assert rows(file) == [State.NEW] * 3


def test_solana_s_numbers_may_stand_among_other_keys():
    numbers = str([*KEY, *bytes.fromhex(SOLANA.account_from_private_key(Secret(KEY))[0])])
    assert [chain for chain, _, _ in listed(opened(f"{HEX}\n{numbers}"))] == ["ethereum", "solana"]


WRONG = WIF[:9] + ("2" if WIF[9] != "2" else "3") + WIF[10:]


def test_a_mistyped_key_is_told_and_does_not_hold_up_the_others():
    with pytest.raises(KeyInvalid) as refused:
        opened(WRONG)
    assert refused.value.data == {"reason": "checksum"}
    with pytest.raises(KeyInvalid):
        PrivateKey().inspect(WRONG.encode())
    file = opened(f"{WRONG}\n{HEX}")
    assert file.warnings == (Warn.NOT_ENCRYPTED, Warn.ENTRY_UNREADABLE)
    assert [address for _, address, _ in listed(file)] == [ETHEREUM]
    assert [one.data for one in file.foreign] == [WRONG], "it may be mended one day"
    assert rows(file) == [State.NEW]


@pytest.mark.parametrize(
    "text",
    [
        "00" * 32,
        "ff" * 32,
        base58.encode_check(b"\xef" + KEY + b"\1"),
        base58.encode_check(b"\x80" + bytes(32)),
        PAIR[:-1] + ("2" if PAIR[-1] != "2" else "3"),
    ],
)
def test_what_has_the_form_and_is_no_key_is_refused(text):
    with pytest.raises(KeyInvalid):
        opened(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "\n\n", "# a comment", HEX[:-1], HEX + "0", "0x" + HEX + "0", HEX + " " + HEX),
        *(ETHEREUM, f"{HEX}\nand some words", f'{{"key": "{HEX}"}}', f'"{HEX}"'),
        *("\u0661" * 64, HEX + "\0", "https://example.com", "0" + HEX[1:] + "\ud7ff"),
        ("x: " + HEX + "\n") * 1_001,
        HEX + " " * 65_536,
    ],
)
def test_what_has_not_the_form_is_none(text):
    assert not PrivateKey().detect(text.encode()) or text.startswith('{"')
    with pytest.raises(NotAKeystore):
        opened(text)


@settings(max_examples=30)
@given(keys=st.lists(st.integers(1, 2**255), min_size=1, max_size=9, unique=True))
def test_what_was_put_in_comes_out(keys):
    data = "\n".join(f"{key:064x}" for key in keys)
    found = [int.from_bytes(one.private_key.reveal(), "big") for one in opened(data).accounts]
    assert found == keys
