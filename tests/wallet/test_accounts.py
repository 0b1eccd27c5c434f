"""Adding and changing accounts: each change is one step of the sequence and loses nothing."""

from dataclasses import replace

import pytest

from keystow.errors import (
    AccountUnknown,
    AddressInvalid,
    AlreadyThere,
    KeyInvalid,
    NameInvalid,
    NoPhrase,
    PhraseInvalid,
    TooMany,
)
from keystow.secret import Secret
from keystow.wallet import accounts
from keystow.wallet import vault as vaults
from keystow.wallet.chains import CHAINS, ETHEREUM, LAMDEN
from keystow.wallet.keys import Keys
from keystow.wallet.vault import SeedSecret
from tests.wallet.made import LATER, NOW, OTHER_WORDS, WORDS, empty, ids, private_key, with_phrase

NEW = "f" * 16
BOTH = pytest.mark.parametrize("chain", CHAINS)


def address_at(chain, index, words=WORDS):
    vault = with_phrase(words, index + 1)
    return next(a.address for a in vault.accounts if a.path == CHAINS[chain].path(index))


def test_a_phrase_brings_its_first_accounts_of_each_chain_in_one_change():
    vault, made = accounts.import_phrase(
        empty(),
        Secret(f"  {WORDS.upper()}\n"),
        Secret(""),
        {"lamden": 2, "ethereum": 3},
        ids(),
        NOW,
    )
    assert vault.accounts == made
    assert vault.sequence == 1
    assert [(a.name, a.path, a.since) for a in made] == [
        ("Lamden 1", "m/44'/789'/0'/0'/0'", 1),
        ("Lamden 2", "m/44'/789'/1'/0'/0'", 1),
        ("Ethereum 1", "m/44'/60'/0'/0/0", 1),
        ("Ethereum 2", "m/44'/60'/0'/0/1", 1),
        ("Ethereum 3", "m/44'/60'/0'/0/2", 1),
    ]
    assert made[2].address == "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"
    assert {a.secret for a in made} == {vault.secrets[0].id}
    assert vault.secrets[0].words == Secret(WORDS)
    assert len({a.id for a in made} | {vault.secrets[0].id}) == 6


def test_the_same_phrase_again_brings_only_what_is_missing():
    vault = with_phrase(count=1)
    with pytest.raises(AlreadyThere):
        accounts.import_phrase(vault, Secret(WORDS), Secret(""), {"lamden": 1}, ids(99), NOW)
    grown, made = accounts.import_phrase(
        vault, Secret(WORDS), Secret(""), {"lamden": 3, "ethereum": 1}, ids(99), NOW
    )
    assert [a.path for a in made] == [LAMDEN.path(1), LAMDEN.path(2)]
    assert grown.secrets == vault.secrets
    assert {a.secret for a in made} == {vault.secrets[0].id}


def test_another_passphrase_is_another_wallet():
    grown, made = accounts.import_phrase(
        with_phrase(count=1), Secret(WORDS), Secret("x"), {"lamden": 1}, ids(99), NOW
    )
    assert len(grown.secrets) == 2
    assert made[0].address != grown.accounts[0].address


def test_a_bad_phrase_and_too_many_accounts_are_refused():
    with pytest.raises(PhraseInvalid):
        accounts.import_phrase(empty(), Secret("abandon"), Secret(""), {"lamden": 1}, ids(), NOW)
    with pytest.raises(TooMany):
        accounts.import_phrase(
            empty(), Secret(WORDS), Secret(""), {"lamden": accounts.IMPORT_MAX + 1}, ids(), NOW
        )


@BOTH
def test_the_next_account_follows_the_highest(chain):
    vault, _ = accounts.import_phrase(empty(), Secret(WORDS), Secret(""), {chain: 2}, ids(), NOW)
    vault, account = accounts.add_next(vault, chain, NEW, LATER)
    assert account.path == CHAINS[chain].path(2)
    assert account.name == f"{CHAINS[chain].title} 3"
    assert (account.id, account.created, account.since) == (NEW, LATER, 2)
    assert vault.accounts[-1] == account
    assert Keys(vault).problem(account) is None


def test_the_first_account_of_a_chain_has_index_0():
    vault, _ = accounts.import_phrase(empty(), Secret(WORDS), Secret(""), {"lamden": 1}, ids(), NOW)
    assert accounts.add_next(vault, "ethereum", NEW, NOW)[1].path == ETHEREUM.path(0)


def test_each_address_type_counts_on_its_own():
    vault, made = accounts.import_phrase(
        empty(), Secret(WORDS), Secret(""), {"bitcoin": 2}, ids(), NOW
    )
    assert [(a.name, a.path) for a in made] == [
        ("Bitcoin 1", "m/84'/0'/0'/0/0"),
        ("Bitcoin 2", "m/84'/0'/0'/0/1"),
        ("Bitcoin Taproot 1", "m/86'/0'/0'/0/0"),
        ("Bitcoin Taproot 2", "m/86'/0'/0'/0/1"),
        ("Bitcoin Nested SegWit 1", "m/49'/0'/0'/0/0"),
        ("Bitcoin Nested SegWit 2", "m/49'/0'/0'/0/1"),
        ("Bitcoin Legacy 1", "m/44'/0'/0'/0/0"),
        ("Bitcoin Legacy 2", "m/44'/0'/0'/0/1"),
    ]
    for purpose, kind in zip((84, 86, 49, 44), CHAINS["bitcoin"].types, strict=True):
        _, account = accounts.add_next(vault, "bitcoin", NEW, NOW, type_id=kind.type)
        assert (account.name, account.path) == (f"{kind.title} 3", f"m/{purpose}'/0'/0'/0/2")


def test_accounts_on_ledger_s_paths_are_counted_on_their_own_and_brought_once():
    vault, made = accounts.import_phrase(
        empty(), Secret(WORDS), Secret(""), accounts.of_every_type(2), ids(), NOW
    )
    ethereum = [(a.name, a.path) for a in made if a.chain == "ethereum"]
    assert ethereum == [
        ("Ethereum 1", "m/44'/60'/0'/0/0"),  # Ledger Live's first, too
        ("Ethereum 2", "m/44'/60'/0'/0/1"),
        ("Ethereum Ledger Live 1", "m/44'/60'/1'/0/0"),
        ("Ethereum Ledger Legacy 1", "m/44'/60'/0'/0"),
        ("Ethereum Ledger Legacy 2", "m/44'/60'/0'/1"),
    ]
    assert [Keys(vault).problem(account) for account in made] == [None] * len(made)
    for kind, path in (
        (None, "m/44'/60'/0'/0/2"),
        ("ledgerlive", "m/44'/60'/2'/0/0"),
        ("ledgerlegacy", "m/44'/60'/0'/2"),
    ):
        assert accounts.add_next(vault, "ethereum", NEW, NOW, type_id=kind)[1].path == path


def test_polkadot_needs_the_phrase_a_seed_does_not_do():
    vault = with_phrase(count=1)
    seed = SeedSecret("9" * 16, Secret(bytes(64)), False, NOW)
    of_seed = replace(vault, secrets=(seed,), accounts=())
    assert accounts.add_next(of_seed, "bitcoin", NEW, NOW)[1].secret == seed.id
    with pytest.raises(NoPhrase):
        accounts.add_next(of_seed, "polkadot", NEW, NOW)
    _, account = accounts.add_next(
        replace(vault, secrets=(seed, *vault.secrets)), "polkadot", NEW, NOW
    )
    assert (account.path, account.secret) == ("m", vault.secrets[0].id)


def test_one_key_has_an_address_of_each_type():
    vault, segwit = accounts.import_key(empty(), "bitcoin", private_key(5), "", ids(), NOW)
    vault, taproot = accounts.import_key(
        vault, "bitcoin", private_key(5), "", ids(50), NOW, type_id="taproot"
    )
    assert (segwit.address[:4], taproot.address[:4]) == ("bc1q", "bc1p")
    assert segwit.public_key == taproot.public_key
    assert [Keys(vault).problem(account) for account in vault.accounts] == [None, None]


def test_a_key_of_bitcoin_s_first_years_is_taken_for_its_own_address_type_only():
    text = Secret("5Kb8kLf9zgWQnogidDA76MzPL6TsZZY36hWXMssSzNydYXYB9KF")
    vault, account = accounts.import_key(empty(), "bitcoin", text, "", ids(), NOW, type_id="legacy")
    assert account.address == "1CC3X2gu58d6wXUWMffpuzN9JAfTUWu4Kj"
    assert Keys(vault).problem(account) is None
    assert CHAINS["bitcoin"].written_key_of(account.address, vault.secrets[0].key) == text
    with pytest.raises(KeyInvalid) as refused:
        accounts.import_key(empty(), "bitcoin", text, "", ids(), NOW)
    assert refused.value.data == {"reason": "uncompressed"}


def test_the_next_account_leaves_gaps_as_they_are():
    vault = with_phrase(count=3)
    gapped = replace(vault, accounts=(vault.accounts[0], vault.accounts[2]))
    assert accounts.add_next(gapped, "lamden", NEW, NOW)[1].path == LAMDEN.path(3)


def test_the_next_account_passes_over_one_held_by_its_loose_key():
    seedling = with_phrase(count=2)
    key = Keys(seedling).private_key(seedling.accounts[1])
    vault, _ = accounts.import_key(
        with_phrase(count=1), "lamden", Secret(key.reveal().hex()), "", ids(99), NOW
    )
    _, account = accounts.add_next(vault, "lamden", NEW, NOW)
    assert account.path == LAMDEN.path(2)


def test_the_next_account_gives_a_watch_only_one_its_key():
    address = address_at("ethereum", 1)
    vault, watched = accounts.add_watch_only(
        with_phrase(count=1), "ethereum", address, "Savings", "e" * 16, NOW
    )
    grown, account = accounts.add_next(vault, "ethereum", NEW, NOW)
    assert (account.id, account.name, account.address) == (watched.id, "Savings", address)
    assert (account.path, account.watch_only) == (ETHEREUM.path(1), False)
    assert account.since == grown.sequence == vault.sequence + 1
    assert len(grown.accounts) == len(vault.accounts)


def test_the_next_account_comes_from_the_phrase_its_chain_began_with():
    vault, _ = accounts.import_phrase(
        empty(), Secret(OTHER_WORDS), Secret(""), {"lamden": 1}, ids(), NOW
    )
    vault, _ = accounts.import_phrase(
        vault, Secret(WORDS), Secret(""), {"ethereum": 1}, ids(50), NOW
    )
    grown, ethereum = accounts.add_next(vault, "ethereum", NEW, NOW)
    grown, lamden = accounts.add_next(grown, "lamden", "e" * 16, NOW)
    assert ethereum.address == address_at("ethereum", 1)
    assert lamden.address == address_at("lamden", 1, OTHER_WORDS)


def test_without_a_phrase_there_is_no_next_account():
    vault, _ = accounts.import_key(empty(), "lamden", private_key(5), "", ids(), NOW)
    with pytest.raises(NoPhrase):
        accounts.add_next(vault, "lamden", NEW, NOW)


@BOTH
def test_a_key_makes_an_account_without_a_path(chain):
    vault, account = accounts.import_key(empty(), chain, private_key(5), "Old key", ids(), NOW)
    assert (account.name, account.path, account.watch_only) == ("Old key", None, False)
    assert vault.sequence == account.since == 1
    assert Keys(vault).private_key(account) == Secret((5).to_bytes(32, "big"))
    assert Keys(vault).problem(account) is None
    with pytest.raises(AlreadyThere):
        accounts.import_key(vault, chain, private_key(5), "", ids(99), NOW)


@BOTH
def test_a_key_turns_its_watch_only_account_into_a_full_one(chain):
    _, target = accounts.import_key(empty(), chain, private_key(5), "", ids(), NOW)
    vault, watched = accounts.add_watch_only(empty(), chain, target.address, "Mine", NEW, NOW)
    grown, account = accounts.import_key(vault, chain, private_key(5), "ignored", ids(), NOW)
    assert grown.accounts == (account,)
    assert (account.id, account.name, account.watch_only) == (watched.id, "Mine", False)
    assert (watched.since, account.since) == (1, 2)
    assert Keys(grown).problem(account) is None


def test_a_bad_key_or_name_changes_nothing():
    with pytest.raises(KeyInvalid):
        accounts.import_key(empty(), "lamden", Secret("12"), "", ids(), NOW)
    with pytest.raises(NameInvalid):
        accounts.import_key(empty(), "lamden", private_key(5), "a\nb", ids(), NOW)


def test_a_watch_only_address_is_kept_in_its_one_form():
    address = address_at("ethereum", 0)
    vault, account = accounts.add_watch_only(empty(), "ethereum", address.lower(), "", NEW, NOW)
    assert (account.address, account.public_key, account.name) == (address, None, "Ethereum 1")
    assert account.watch_only
    with pytest.raises(AlreadyThere):
        accounts.add_watch_only(vault, "ethereum", address, "again", "e" * 16, NOW)
    with pytest.raises(AddressInvalid):
        accounts.add_watch_only(vault, "lamden", address, "", "e" * 16, NOW)


def test_renaming_changes_the_name_and_nothing_else():
    vault = with_phrase()
    target = vault.accounts[1]
    renamed, account = accounts.rename(vault, target.id, "Rent 🏠")
    assert account.name == "Rent 🏠"
    assert (account.since, renamed.sequence) == (target.since, vault.sequence + 1)
    assert renamed.accounts[0] == vault.accounts[0]
    assert renamed.accounts[1] == account
    again, _ = accounts.rename(renamed, target.id, "Rent 🏠")
    assert again is renamed


@pytest.mark.parametrize("name", ["", "  ", "a\tb", "a\u202eb", "x" * 201, "\ud800"])
def test_a_name_is_plain_and_not_blank(name):
    vault = with_phrase()
    with pytest.raises(NameInvalid):
        accounts.rename(vault, vault.accounts[0].id, name)


def test_an_unknown_account_cannot_be_renamed():
    with pytest.raises(AccountUnknown):
        accounts.rename(with_phrase(), NEW, "x")


def test_noting_that_a_phrase_is_written_down_counts_once_and_for_it_alone():
    vault = with_phrase()
    first = vault.secrets[0].id
    vault, _ = accounts.import_phrase(vault, Secret(OTHER_WORDS), Secret(""), {}, ids(99), NOW)
    written = accounts.phrase_written(vault, first)
    assert (vault.phrases_unwritten(), written.phrases_unwritten()) == (2, 1)
    assert written.secrets[0].written_down
    assert written.sequence == vault.sequence + 1
    assert accounts.phrase_written(written, first) is written


def test_a_full_wallet_takes_no_more(monkeypatch):
    vault = with_phrase(count=1)
    monkeypatch.setattr(accounts, "ACCOUNTS_MAX", 2)
    with pytest.raises(TooMany):
        accounts.add_next(vault, "lamden", NEW, NOW)
    monkeypatch.setattr(accounts, "PHRASES_MAX", 1)
    monkeypatch.setattr(accounts, "ACCOUNTS_MAX", vaults.ACCOUNTS_MAX)
    with pytest.raises(TooMany):
        accounts.import_phrase(vault, Secret(OTHER_WORDS), Secret(""), {}, ids(99), NOW)
