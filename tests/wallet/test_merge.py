"""Merging: nothing here is lost, nothing unchecked comes in, doing it twice is doing it once."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keystow.errors import TooMany
from keystow.keystore import payload
from keystow.secret import Secret
from keystow.wallet import accounts, decoder, encoder, merge, mnemonic
from keystow.wallet.keys import Keys
from keystow.wallet.merge import Choice, Outcome, State
from keystow.wallet.vault import Contact, Network, SeedSecret, Settings, Site, SlotRoot, Vault
from tests.wallet.made import (
    NOW,
    OTHER_WORDS,
    WORDS,
    empty,
    ids,
    private_key,
    secrets_of,
    with_key,
    with_phrase,
)


def merged(here, incoming, choice=None):
    comparison = merge.compare(here, incoming)
    return merge.apply(comparison, choice or comparison.everything())


def states(here, incoming):
    return [row.state for row in merge.compare(here, incoming).rows]


def watching(vault, chain, address, name="Watched", account_id="e" * 16):
    return accounts.add_watch_only(vault, chain, address, name, account_id, NOW)[0]


def only(vault):
    (account,) = vault.accounts
    return account


# --- into a fresh profile --------------------------------------------------------------------


def test_a_fresh_profile_gets_everything_but_the_cached_roots():
    root = SlotRoot("abcd", Secret(bytes(32)), bytes(32))
    vault = replace(with_key(with_phrase(), 7), slot_roots=(root,), settings=Settings(5))
    restored, results = merged(None, vault)
    assert {result.outcome for result in results} == {Outcome.ADDED}
    assert restored == replace(vault, slot_roots=(), sequence=vault.sequence + 1)


def test_a_file_that_used_up_the_numbers_leaves_enough_of_them():
    last = payload.INTEGER
    vault = with_key(with_phrase(), 7)
    vault = replace(
        vault, sequence=last, accounts=tuple(a._replace(since=last) for a in vault.accounts)
    )
    restored, _ = merged(None, vault)
    changed, _ = accounts.rename(restored, restored.accounts[0].id, "Anew")
    assert changed.sequence < last // 2 + 10
    again = payload.decode(payload.encode(encoder.to_payload(changed)))
    assert decoder.from_payload(again) == changed


def test_what_is_not_ticked_is_left_and_so_is_its_key():
    vault = with_key(with_phrase(count=1), 7, name="Loose")
    keep = frozenset(a.id for a in vault.accounts if a.name != "Loose")
    restored, results = merged(None, vault, Choice(keep))
    assert [result.outcome for result in results] == ["added", "added", "left"]
    assert secrets_of(restored) == secrets_of(with_phrase(count=1))


def test_a_phrase_without_accounts_comes_along():
    bare = replace(with_phrase(count=1), accounts=())
    restored, results = merged(None, bare)
    assert (results, secrets_of(restored)) == ((), secrets_of(bare))


# --- into a live wallet ----------------------------------------------------------------------


def test_a_vault_merged_with_itself_is_the_same_object():
    vault = with_key(with_phrase(), 7)
    result, results = merged(vault, vault)
    assert result is vault
    assert {r.outcome for r in results} == {Outcome.SAME}


def test_new_accounts_come_after_those_here_with_the_next_number():
    here, incoming = with_phrase(count=1), with_key(empty("1" * 32), 7, name="Loose")
    result, (row,) = merged(here, incoming)
    assert row.outcome == Outcome.ADDED
    assert result.accounts[:2] == here.accounts
    assert (result.accounts[2].name, result.accounts[2].since) == ("Loose", here.sequence + 1)
    assert (result.id, result.name, result.sequence) == (here.id, here.name, here.sequence + 1)
    assert Keys(result).problem(result.accounts[2]) is None


def test_the_same_wallet_s_later_file_pushes_the_number_past_both():
    here = with_phrase(count=1)
    ahead = replace(with_key(here, 7), sequence=40)
    assert merged(here, ahead)[0].sequence == 41
    assert merged(here, replace(ahead, id="1" * 32))[0].sequence == here.sequence + 1
    far = replace(ahead, sequence=payload.INTEGER - 1)
    assert merged(here, far)[0].sequence == here.sequence + 1, "numbers are left to count up to"


def test_ids_that_two_wallets_share_by_chance_are_told_apart():
    here, incoming = with_phrase(WORDS, 1), with_phrase(OTHER_WORDS, 1)
    assert states(here, incoming) == [State.CONFLICT, State.CONFLICT]
    result, _ = merged(here, incoming)
    assert len({account.id for account in result.accounts}) == 4
    assert len({secret.id for secret in result.secrets}) == 2
    assert {Keys(result).problem(account) for account in result.accounts} == {None}
    assert result.accounts[:2] == here.accounts
    assert merged(result, incoming)[0] is result


def test_a_differing_name_stays_unless_the_other_is_chosen():
    here = with_phrase(count=1)
    incoming, _ = accounts.rename(here, here.accounts[0].id, "Theirs")
    comparison = merge.compare(here, incoming)
    assert [row.state for row in comparison.rows] == [State.NAME_DIFFERS, State.SAME]
    assert comparison.rows[0].here.name == "Lamden 1"
    assert merge.apply(comparison, comparison.everything())[0] is here
    chosen = Choice(comparison.everything().rows, {here.accounts[0].id: "there"})
    result, results = merge.apply(comparison, chosen)
    assert result.accounts[0].name == "Theirs"
    assert results[0].outcome == Outcome.SAME
    assert merged(result, incoming, chosen)[0] is result


@pytest.mark.parametrize("chain", ["lamden", "ethereum"])
def test_a_watch_only_account_gets_its_key_and_keeps_its_name(chain):
    incoming = with_key(empty("1" * 32), 7, chain, "Theirs")
    here = watching(empty(), chain, only(incoming).address, "Mine")
    (row,) = merge.compare(here, incoming).rows
    assert (row.state, row.here.name) == (State.UPGRADE, "Mine")
    result, (told,) = merged(here, incoming)
    assert told.outcome == Outcome.UPGRADED
    account = only(result)
    assert (account.name, account.watch_only, account.id) == ("Mine", False, "e" * 16)
    assert account.since == result.sequence  # no backup so far holds the key
    assert secrets_of(result) == secrets_of(incoming)
    assert Keys(result).problem(account) is None


def test_a_watch_only_account_never_takes_a_key_away():
    here = with_key(empty(), 7)
    incoming = watching(empty("1" * 32), "ethereum", only(here).address, "Theirs")
    assert states(here, incoming) == [State.NAME_DIFFERS]
    result, _ = merged(here, incoming, Choice(frozenset(["e" * 16]), {"e" * 16: "there"}))
    assert not only(result).watch_only
    assert secrets_of(result) == secrets_of(here)


def test_the_phrase_of_an_account_held_by_its_loose_key_comes_along():
    incoming = with_phrase(count=1)
    key = Keys(incoming).private_key(incoming.accounts[0]).reveal().hex()
    here, _ = accounts.import_key(empty("1" * 32), "lamden", Secret(key), "", ids(99), NOW)
    result, _ = merged(here, incoming)
    assert secrets_of(result) == secrets_of(here) | secrets_of(incoming)


def test_a_key_of_what_a_phrase_derives_here_adds_nothing():
    here = with_phrase(count=1)
    key = Keys(here).private_key(here.accounts[0]).reveal().hex()
    incoming, _ = accounts.import_key(empty("1" * 32), "lamden", Secret(key), "", ids(99), NOW)
    assert merged(here, incoming)[0] is here


def test_a_phrase_written_down_there_counts_as_written_down_here():
    here = with_phrase(count=1)
    result, _ = merged(here, accounts.phrase_written(here, here.secrets[0].id))
    assert result.phrases_unwritten() == 0


def test_nothing_ticked_changes_nothing():
    contact = Contact("a" * 16, "Zoë", "lamden", "ef" * 32, "")
    incoming = replace(with_phrase(OTHER_WORDS), contacts=(contact,))
    here = with_phrase()
    result, results = merged(here, incoming, Choice(frozenset()))
    assert result is here
    assert {r.outcome for r in results} == {Outcome.LEFT}


def test_settings_and_cached_roots_here_stay():
    root = SlotRoot("abcd", Secret(bytes(32)), bytes(32))
    here = replace(with_phrase(), settings=Settings(5), slot_roots=(root,))
    incoming = replace(with_key(empty("1" * 32), 7), settings=Settings(60))
    result, _ = merged(here, incoming)
    assert (result.settings, result.slot_roots) == (Settings(5), (root,))


def test_contacts_and_networks_join_and_those_here_win():
    mine = Contact("a" * 16, "Zoë", "lamden", "ef" * 32, "mine")
    same = replace(mine, id="b" * 16, note="theirs")
    other = replace(mine, address="ab" * 32, note="other")  # by chance with an id that is taken
    net = Network("c" * 16, "ethereum", "Sepolia", ())
    here = replace(with_phrase(), contacts=(mine,))
    incoming = replace(with_phrase(), contacts=(same, other), networks=(net,))
    result, _ = merged(here, incoming)
    assert [contact.note for contact in result.contacts] == ["mine", "other"]
    assert len({contact.id for contact in result.contacts}) == 2
    assert result.networks == (net,)
    assert result.sequence == here.sequence + 1
    assert merged(result, incoming)[0] is result


def test_a_site_sees_the_same_accounts_under_their_ids_here():
    incoming = with_phrase(OTHER_WORDS, 1)
    site = Site("https://x.example", tuple(a.id for a in incoming.accounts), ("sign",), NOW)
    incoming = replace(incoming, sites=(site,))
    keep = Choice(frozenset([incoming.accounts[0].id]))
    result, _ = merged(with_phrase(WORDS, 1), incoming, keep)
    address = incoming.accounts[0].address
    expected = next(a.id for a in result.accounts if a.address == address)
    assert result.sites[0].accounts == (expected,)


# --- what a file claims ----------------------------------------------------------------------


def altered(vault, **fields):
    return replace(vault, accounts=(vault.accounts[0]._replace(**fields), *vault.accounts[1:]))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"address": "ab" * 32}, "address"),
        ({"address": "ab" * 32, "public_key": "ab" * 32}, "address"),
        ({"public_key": "ab" * 32}, "address"),
        ({"public_key": None}, "address"),
        ({"path": "m/44'/789'/7'/0'/0'", "address": "ab" * 32}, "address"),
        ({"path": "m/44'/789'/0'/0'/0", "address": "ab" * 32}, "key"),
        ({"path": "m/2147483648'", "address": "ab" * 32}, "key"),
        ({"chain": "ethereum"}, "address"),
        ({"chain": "dogecoin"}, "chain"),
        ({"chain": "solana"}, "address"),
        ({"chain": "bitcoin"}, "address"),
        ({"secret": None, "path": None, "address": "AB" * 32}, "address"),
        ({"secret": None, "path": None, "address": "nonsense"}, "address"),
    ],
)
def test_an_account_that_its_key_does_not_bear_out_is_refused(fields, reason):
    vault = altered(with_phrase(count=1), **fields)
    row = merge.compare(None, vault).rows[0]
    assert (row.state, row.reason) == (State.REFUSED, reason)
    ticked = Choice(frozenset(account.id for account in vault.accounts))
    result, results = merged(None, vault, ticked)
    assert (results[0].outcome, results[0].reason) == (Outcome.REFUSED, reason)
    assert len(result.accounts) == 1


def test_a_key_of_the_other_curve_is_refused():
    vault = altered(with_key(empty(), 7, "ethereum"), chain="lamden")
    assert merge.compare(None, vault).rows[0].reason == "key"


def test_a_zero_key_is_refused():
    vault = with_key(empty(), 7, "ethereum")
    vault = replace(vault, secrets=(replace(vault.secrets[0], key=Secret(bytes(32))),))
    assert merge.compare(None, vault).rows[0].reason == "key"


def test_a_seed_without_its_phrase_derives_too():
    vault = with_phrase(count=1)
    raw = mnemonic.seed(Secret(WORDS), Secret(""))
    item = SeedSecret(vault.secrets[0].id, raw, written_down=True, created=NOW)
    bare = replace(vault, secrets=(item,))
    assert states(None, bare) == [State.NEW, State.NEW]
    assert secrets_of(merged(None, bare)[0]) == secrets_of(bare)


def test_too_many_accounts_together_are_refused(monkeypatch):
    monkeypatch.setattr(merge, "ACCOUNTS_MAX", 2)
    with pytest.raises(TooMany):
        merged(with_phrase(WORDS, 1), with_phrase(OTHER_WORDS, 1))


# --- whatever the vaults ---------------------------------------------------------------------

KEYS = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["lamden", "ethereum"])), max_size=4)


@st.composite
def some_vaults(draw):
    """A vault of a few keys, phrases and watched addresses that others are likely to share."""
    vault: Vault = empty(draw(st.sampled_from(["0" * 32, "1" * 32])))
    fresh = ids(draw(st.integers(1, 3)))
    for words in draw(st.lists(st.sampled_from([WORDS, OTHER_WORDS]), unique=True, max_size=2)):
        counts = {"lamden": draw(st.integers(0, 2)), "ethereum": draw(st.integers(0, 1))}
        vault, _ = accounts.import_phrase(vault, Secret(words), Secret(""), counts, fresh, NOW)
    for number, chain in draw(KEYS):
        key = private_key(number)
        _, account = accounts.import_key(empty(), chain, key, "", fresh, NOW)
        if accounts.find(vault, chain, account.address):
            continue
        if draw(st.booleans()):
            vault = watching(vault, chain, account.address, "Watched", next(fresh))
        else:
            vault, _ = accounts.import_key(vault, chain, key, "", fresh, NOW)
    name = draw(st.sampled_from(["Lamden 1", "Rent", "Ünïcode 🦊"]))
    if vault.accounts:
        vault, _ = accounts.rename(vault, vault.accounts[-1].id, name)
    return vault


@st.composite
def choices(draw, incoming):
    ticked = draw(st.sets(st.sampled_from([a.id for a in incoming.accounts] or ["0" * 16])))
    names = {id_: draw(st.sampled_from(["here", "there"])) for id_ in ticked}
    return Choice(frozenset(ticked), names)


SLOW = settings(max_examples=60)


@SLOW
@given(st.none() | some_vaults(), some_vaults(), st.data())
def test_merging_twice_is_merging_once(here, incoming, data):
    choice = data.draw(choices(incoming))
    once, _ = merged(here, incoming, choice)
    twice, results = merged(once, incoming, choice)
    assert twice is once
    assert not {r.outcome for r in results} & {Outcome.ADDED, Outcome.UPGRADED}


@SLOW
@given(some_vaults(), some_vaults(), st.data())
def test_merging_never_loses_a_secret_or_an_account(here, incoming, data):
    choice = data.draw(choices(incoming))
    result, _ = merged(here, incoming, choice)
    assert secrets_of(here) <= secrets_of(result)
    after = {(a.chain, a.address): a for a in result.accounts}
    for account in here.accounts:
        kept = after[account.chain, account.address]
        assert kept.id == account.id
        assert kept.secret == account.secret or account.watch_only
    for row in merge.compare(here, incoming).rows:
        if row.account.id in choice.rows:
            there = after[row.account.chain, row.account.address]
            assert row.account.watch_only or not there.watch_only
    keys = Keys(result)
    assert all(keys.problem(account) is None for account in result.accounts)


@SLOW
@given(some_vaults())
def test_a_restore_of_everything_holds_every_secret_of_the_backup(vault):
    restored, _ = merged(None, vault)
    assert secrets_of(restored) == secrets_of(vault)
    assert restored.accounts == vault.accounts


@SLOW
@given(some_vaults(), some_vaults(), st.data())
def test_what_merging_gives_can_be_saved_and_read(here, incoming, data):
    result, _ = merged(here, incoming, data.draw(choices(incoming)))
    plaintext = payload.encode(encoder.to_payload(result))
    assert decoder.from_payload(payload.decode(plaintext)) == result
