"""slip-39: the published vectors, shares that shamir-mnemonic makes, and what is wrong."""

import itertools
import json

import pytest
import shamir_mnemonic
from bip_utils import Bip44, Bip44Coins, Bip84, Bip84Coins
from hypothesis import given, settings
from hypothesis import strategies as st

from keystow.errors import (
    KdfLimit,
    NotAKeystore,
    ShareInvalid,
    SharesDiffer,
    SharesMissing,
    TooMany,
)
from keystow.formats import contents, registry, slip_39, slip_39_shares
from keystow.formats.interface import Warn
from keystow.formats.slip_39 import Slip39
from keystow.secret import Secret
from keystow.wallet import base58, decoder, encoder, merge
from keystow.wallet.chains import CHAINS, all_types
from keystow.wallet.curves import Curve
from keystow.wallet.derivation import Tree
from keystow.wallet.merge import State
from keystow.wallet.vault import SeedSecret
from tests.wallet.made import NOW, SHARED, WORDS

PUBLISHED = SHARED / "slip39_vectors.json"
MASTER = bytes(range(16))


def shares(master=MASTER, groups=((2, 3),), threshold=1, passphrase=b"", exponent=0):
    return shamir_mnemonic.generate_mnemonics(
        threshold, list(groups), master, passphrase, iteration_exponent=exponent
    )


SET = shares()[0]
GROUPS = shares(groups=((1, 1), (2, 3), (3, 5)), threshold=2)


def text(*given):
    return "\n".join(given).encode()


def opened(data, password=""):
    return registry.detect(data).open(data, Secret(password))


def seed_of(data, password=""):
    (seed,) = contents.seeds(opened(data, password))
    return bytes(seed.reveal())


def refused(data, error):
    with pytest.raises(error) as found:
        opened(data)
    return found.value.data


def xprv(seed):
    node = Tree(Secret(seed), Curve.SECP256K1).node("m")
    return base58.encode_check(
        bytes.fromhex("0488ade4") + bytes(9) + node.chain_code + b"\0" + node.key
    )


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the shared vectors are not here")
def test_the_published_vectors_open_or_are_refused_each_by_its_code():
    codes = (ShareInvalid, SharesDiffer, SharesMissing)
    for name, mnemonics, secret, root in json.loads(PUBLISHED.read_text("utf-8")):
        if not secret:
            assert refused(text(*mnemonics), codes) is not None, name
            continue
        seed = seed_of(text(*mnemonics), "TREZOR")
        assert (seed.hex(), xprv(seed)) == (secret, root), name


@settings(max_examples=12)
@given(
    master=st.sampled_from([16, 20, 24, 28, 32]).flatmap(
        lambda size: st.binary(min_size=size, max_size=size)
    ),
    rule=st.integers(1, 5).flatmap(lambda k: st.tuples(st.just(k), st.integers(k, 6))),
    passphrase=st.text("ab ~!", max_size=5),
    chance=st.randoms(use_true_random=False),
)
def test_enough_shares_in_any_order_give_what_was_shared(master, rule, passphrase, chance):
    k, n = rule
    if k == 1:
        n = 1  # the peer makes no others
    made = shares(master, ((k, n),), passphrase=passphrase.encode())[0]
    chance.shuffle(made)
    assert seed_of(text(*made[:k]), passphrase) == master
    assert seed_of(text(*made, made[0]), passphrase) == master, "more than enough, one twice"
    if k > 1:
        assert refused(text(*made[: k - 1]), SharesMissing) == {"shares": 1, "groups": 1}


def test_the_master_secret_brings_the_first_accounts_as_other_wallets_derive_them():
    file = opened(text(*SET[:2]))
    listed = {one.path: one.address for one in file.accounts}
    assert listed["m/44'/60'/0'/0/0"] == _theirs(Bip44, Bip44Coins.ETHEREUM)
    assert listed["m/84'/0'/0'/0/0"] == _theirs(Bip84, Bip84Coins.BITCOIN)
    kinds = [kind for chain in CHAINS.values() for kind in all_types(chain)]
    assert set(listed) == {kind.path(0) for kind in kinds} - {"m"}, "Polkadot's go by a phrase"
    assert file.warnings == (Warn.NOT_ENCRYPTED,)

    vault = contents.to_vault(file, wallet_id="0" * 32, name="Everyday", now=NOW)
    assert decoder.from_payload(encoder.to_payload(vault)) == vault
    assert [type(one) for one in vault.secrets] == [SeedSecret]
    assert {row.state for row in merge.compare(None, vault).rows} == {State.NEW}
    shown = contents.report(file, show_secrets=True)["seeds"]
    assert shown == [{"seed": MASTER.hex()}]
    assert contents.report(file, show_secrets=False)["seeds"] == [{}]


def _theirs(chain, coin):
    account = chain.FromSeed(MASTER, coin).DeriveDefaultPath()
    return account.PublicKey().ToAddress()


def test_another_passphrase_is_another_wallet_and_nothing_tells():
    made = shares(passphrase=b"rosebud")[0]
    assert seed_of(text(*made[:2]), "rosebud") == MASTER != seed_of(text(*made[:2]), "rosebad")
    composed, apart = (seed_of(text(*SET[:2]), word) for word in ("é", "e\u0301"))
    assert composed == apart != MASTER


# --- how people write them -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "write",
    [
        lambda share: share.upper(),
        lambda share: "\t" + share.replace(" ", "   ") + "\r",
        lambda share: " ".join(f"{n}. {word}" for n, word in enumerate(share.split(), 1)),
        lambda share: " ".join(word[:4] for word in share.split()),
        lambda share: share.replace(" ", "\n", 9) + "\n",
        lambda share: share.replace(" ", ", ") + ".",
    ],
)
def test_a_share_reads_as_people_write_it(write):
    assert seed_of(text(*(write(share) for share in SET[:2]))) == MASTER


def test_shares_of_several_files_count_together():
    files = [text(SET[2]) + b"\n", ("\ufeff" + SET[0].replace(" ", "\n", 3)).encode()]
    assert refused(files[0], SharesMissing) == {"shares": 1, "groups": 1}
    assert seed_of(slip_39.joined(files)) == MASTER
    assert Slip39().inspect(files[0]).warnings == ()
    inspected = Slip39().inspect(slip_39.joined(files))
    assert inspected.warnings == (Warn.NOT_ENCRYPTED,)
    assert inspected.slots[0]["passes"] == 10_000


# --- what is wrong with some ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (GROUPS[0], {"shares": 1, "groups": 1}),
        (GROUPS[1][:1], {"shares": 2, "groups": 2}),
        (GROUPS[2][:1], {"shares": 3, "groups": 2}),
        (GROUPS[1][:1] + GROUPS[2][:1], {"shares": 3, "groups": 2}),
        (GROUPS[0] + GROUPS[2][:1], {"shares": 2, "groups": 1}),
        (GROUPS[0] + GROUPS[2][:1] + GROUPS[1][:1], {"shares": 1, "groups": 1}),
    ],
)
def test_too_few_shares_say_how_many_are_wanted_at_least(given, wanted):
    assert refused(text(*given), SharesMissing) == wanted


def test_enough_groups_open_whatever_else_there_is():
    for one, other in itertools.permutations((GROUPS[0], GROUPS[1][1:], GROUPS[2][:3]), 2):
        assert seed_of(text(*one, *other)) == MASTER
    assert seed_of(text(*GROUPS[2][:1], *GROUPS[1], *GROUPS[0])) == MASTER


def changed(share, at, word):
    words = share.split()
    words[at] = word
    return " ".join(words)


def test_a_wrong_share_is_named_by_its_number():
    other = "academic" if SET[1].split()[9] != "academic" else "acid"
    assert refused(text(SET[0], changed(SET[1], 9, other)), ShareInvalid) == {"share": 2}
    unknown = changed(SET[1], 9, "keystow")
    assert refused(text(SET[0], unknown), ShareInvalid) == {"share": 2, "word": 10}
    assert refused(text(SET[0].rsplit(" ", 1)[0], SET[1]), ShareInvalid) == {"share": 1}
    with pytest.raises(ShareInvalid):
        Slip39().inspect(text(unknown))


def test_a_share_of_another_set_is_named_by_its_number():
    others = [shares()[0][1], shares(bytes(32))[0][1], shares(groups=((2, 2),))[0][0]]
    for other in (*others, GROUPS[1][0], shares(exponent=1)[0][0]):
        assert refused(text(SET[0], other), SharesDiffer) == {"share": 2}
    assert refused(text(GROUPS[0][0], SET[0]), SharesDiffer) == {"share": 2}


def test_shares_that_fit_by_their_numbers_only_are_told():
    first = shamir_mnemonic.Share.from_mnemonic(SET[0])
    second = shamir_mnemonic.Share.from_mnemonic(SET[1])
    forged = type(second)(**{**second.__dict__, "value": bytes(16)}).mnemonic()
    assert refused(text(first.mnemonic(), forged), SharesDiffer) == {}


def test_rounds_and_numbers_are_bounded_before_anything_is_computed(monkeypatch):
    monkeypatch.setattr(slip_39_shares, "recover_ems", None)
    share = shamir_mnemonic.Share.from_mnemonic(shares(groups=((1, 1),))[0][0])
    dear = type(share)(**{**share.__dict__, "iteration_exponent": 10}).mnemonic()
    with pytest.raises(KdfLimit):
        Slip39().inspect(text(dear))
    monkeypatch.setattr(slip_39_shares, "SHARES_MAX", 2)
    with pytest.raises(TooMany):
        opened(text(*SET[:3]))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        WORDS.encode(),
        text(" ".join(SET[0].split()[:17])),
        text("keystow " * 20),
    ],
)
def test_what_is_no_share_is_not_taken_for_one(data):
    assert not Slip39().detect(data)


def test_a_text_that_begins_like_json_is_none():
    with pytest.raises(NotAKeystore):
        opened(b'"' + text(SET[0]) + b'"')
