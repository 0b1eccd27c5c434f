"""solana-keypair: a pair, a pair that is none, and what is no pair."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystow.errors import Damaged, NotAKeystore, TooLarge, Truncated
from keystow.formats import contents, registry
from keystow.formats.interface import Warn
from keystow.formats.solana_keypair import SolanaKeypair
from keystow.secret import Secret
from keystow.wallet import decoder, encoder, merge
from keystow.wallet.chains import SOLANA
from keystow.wallet.merge import State
from tests.wallet.made import NOW


def pair(seed):
    return list(seed + bytes.fromhex(SOLANA.account_from_private_key(Secret(seed))[0]))


PAIR = pair(bytes(range(32)))


def opened(data, password=""):
    return registry.detect(data).open(data, Secret(password))


def to_vault(file):
    vault = contents.to_vault(file, wallet_id="0" * 32, name="Everyday", now=NOW)
    assert decoder.from_payload(encoder.to_payload(vault)) == vault
    return vault


@given(
    seed=st.binary(min_size=32, max_size=32),
    indent=st.sampled_from([None, 2]),
    around=st.sampled_from([b"", b"\n", b"\xef\xbb\xbf ", b"\r\n"]),
    password=st.text(max_size=5),
)
def test_the_key_comes_out_and_it_is_said_that_nothing_protects_it(seed, indent, around, password):
    data = (
        around
        + json.dumps(pair(seed), indent=indent).encode()
        + around.replace(b"\xef\xbb\xbf", b"")
    )
    file = opened(data, password)
    (account,) = contents.accounts(file)
    assert (file.format, account.chain) == ("solana-keypair", "solana")
    assert (account.private_key.reveal(), account.watch_only) == (seed, False)
    assert account.address == SOLANA.account_from_private_key(Secret(seed))[1]
    assert file.warnings == SolanaKeypair().inspect(data).warnings == (Warn.NOT_ENCRYPTED,)
    assert [row.state for row in merge.compare(None, to_vault(file)).rows] == [State.NEW]


def test_a_pair_that_is_none_is_said_and_not_restored():
    file = opened(json.dumps([*PAIR[:63], PAIR[63] ^ 1]).encode())
    assert file.warnings == (Warn.NOT_ENCRYPTED, Warn.ADDRESS_MISMATCH)
    assert [row.state for row in merge.compare(None, to_vault(file)).rows] == [State.REFUSED]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (json.dumps(PAIR[:63]), Damaged),
        (json.dumps([*PAIR, 1]), Damaged),
        (json.dumps(PAIR[:32]), Damaged),
        (json.dumps([256, *PAIR[1:]]), Damaged),
        (json.dumps(PAIR).replace(",", ",,", 1), Damaged),
        (json.dumps(PAIR)[:-1], Truncated),
        (json.dumps(PAIR)[:20], Truncated),
        (json.dumps(PAIR) + " " * 70_000, TooLarge),
        ("[" + "1," * 20_000 + "1]", Damaged),
        (json.dumps([-1, *PAIR[1:]]), NotAKeystore),
        (json.dumps([1.5, *PAIR[1:]]), NotAKeystore),
        (json.dumps(["1", *PAIR[1:]]), NotAKeystore),
        ("[]", NotAKeystore),
        ("[[1]]", NotAKeystore),
    ],
)
def test_what_is_no_pair_is_refused(data, error):
    with pytest.raises(error):
        opened(data.encode())
