"""Deleted accounts: what goes with one, what stays, and what its undo brings back."""

from dataclasses import replace
from itertools import count

import pytest

from keystow import errors
from keystow.secret import Secret
from keystow.wallet import accounts, decoder, deletions, encoder, merge
from keystow.wallet.keys import Keys
from keystow.wallet.vault import DELETED_MAX, Account, KeySecret, PhraseSecret, Site, Vault

NOW = "2026-11-22T15:04:05Z"
IN_30_DAYS = "2026-12-22T15:04:05Z"
LATER = "2026-12-22T15:04:06Z"
WORDS = Secret(
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"
)
KEY = Secret("01" * 32)


def ids():
    return (f"{number:016x}" for number in count(1))


@pytest.fixture
def vault() -> Vault:
    """A wallet with a phrase's two accounts, a loose key's, and one to watch; a site sees all."""
    fresh = ids()
    one = Vault("ab" * 16, "Everyday", NOW)
    first = {"lamden": 1, "ethereum": 1}
    one, _ = accounts.import_phrase(one, WORDS, Secret(""), first, fresh, NOW)
    one, _ = accounts.import_key(one, "ethereum", KEY, "Loose", fresh, NOW)
    one, _ = accounts.add_watch_only(one, "lamden", "cd" * 32, "Cold", next(fresh), NOW)
    seen = tuple(account.id for account in one.accounts)
    return replace(one, sites=(Site("https://app.example", seen, (), NOW),))


def named(vault: Vault, name: str) -> Account:
    return next(account for account in vault.accounts if account.name == name)


def names(vault: Vault) -> set[str]:
    return {account.name for account in vault.accounts}


@pytest.mark.parametrize("name", ["Lamden 1", "Ethereum 1", "Loose", "Cold"])
def test_an_undo_brings_back_the_account_its_key_and_its_sites(vault: Vault, name: str) -> None:
    account = named(vault, name)
    without = deletions.delete(vault, account.id, NOW)
    assert names(without) == names(vault) - {name}
    assert account.id not in without.sites[0].accounts
    back, restored = deletions.undelete(without, account.id)
    assert restored._replace(since=account.since) == account
    assert Keys(back).problem(restored) is None
    by_id = {secret.id: secret for secret in vault.secrets}
    assert {secret.id: secret for secret in back.secrets} == by_id
    assert set(back.sites[0].accounts) == set(vault.sites[0].accounts)
    assert back.deleted.accounts == ()
    assert back.deleted.secrets == ()


def test_a_loose_key_goes_and_a_phrase_stays_unless_it_is_said(vault: Vault) -> None:
    loose, first, last = named(vault, "Loose"), named(vault, "Lamden 1"), named(vault, "Ethereum 1")
    assert deletions.last_of_phrase(vault, first.id) is None, "the other one is made from it too"
    assert deletions.last_of_phrase(vault, loose.id) is None, "a key is no phrase"
    one = deletions.delete(deletions.delete(vault, loose.id, NOW), first.id, NOW)
    assert [type(secret) for secret in one.secrets] == [PhraseSecret]
    assert deletions.last_of_phrase(one, last.id) == one.secrets[0]
    assert deletions.delete(one, last.id, NOW).secrets == one.secrets
    bare = deletions.delete_with_phrase(one, last.id, NOW)
    assert bare.secrets == ()
    again, account = deletions.undelete(bare, first.id)
    assert Keys(again).problem(account) is None, "the phrase comes back with any of its accounts"


def test_what_comes_back_counts_as_new_since_later_copies_lack_it(vault: Vault) -> None:
    account = named(vault, "Lamden 1")
    without = deletions.delete(vault, account.id, NOW)
    assert without.sequence == vault.sequence + 1
    back, restored = deletions.undelete(without, account.id)
    assert restored.since == back.sequence == without.sequence + 1


def test_a_backup_holds_nothing_of_what_was_deleted(vault: Vault) -> None:
    without = deletions.delete(vault, named(vault, "Loose").id, NOW)
    text = str(encoder.to_payload(without.for_backup()))
    assert "Loose" not in text
    assert "01" * 32 not in text
    assert "deleted" not in encoder.to_payload(without.for_backup())


def test_a_vault_keeps_it_through_its_payload(vault: Vault) -> None:
    for name in ("Loose", "Cold", "Ethereum 1"):
        vault = deletions.delete(vault, named(vault, name).id, NOW)
    assert decoder.from_payload(encoder.to_payload(vault)) == vault


def test_an_old_copy_offers_a_deleted_account_again(vault: Vault) -> None:
    copy = vault.for_backup()
    loose = named(vault, "Loose")
    without = deletions.delete(vault, loose.id, NOW)
    comparison = merge.compare(without, copy)
    states = {row.account.name: row.state for row in comparison.rows}
    assert states["Loose"] is merge.State.NEW
    merged, _ = merge.apply(comparison, comparison.everything())
    assert Keys(merged).problem(named(merged, "Loose")) is None
    with pytest.raises(errors.AlreadyThere):
        deletions.undelete(merged, loose.id)
    assert deletions.purged(merged, NOW).deleted.accounts == ()


def test_a_strangers_secret_never_takes_the_id_of_a_deleted_one(vault: Vault) -> None:
    loose = named(vault, "Loose")
    without = deletions.delete(vault, loose.id, NOW)
    theirs = Vault("ef" * 16, "Theirs", NOW)
    theirs, _ = accounts.import_key(theirs, "ethereum", Secret("02" * 32), "Bait", ids(), NOW)
    bait = theirs.accounts[0]
    assert loose.secret is not None
    theirs = replace(
        theirs,
        secrets=(replace(theirs.secrets[0], id=loose.secret),),
        accounts=(bait._replace(id=loose.id, secret=loose.secret),),
    )
    comparison = merge.compare(without, theirs)
    merged, _ = merge.apply(comparison, comparison.everything())
    back, restored = deletions.undelete(merged, loose.id)
    assert restored.address == loose.address
    assert Keys(back).problem(restored) is None
    assert Keys(back).problem(named(back, "Bait")) is None


def test_a_strangers_account_is_undone_with_its_own_key(vault: Vault) -> None:
    """Its file gives its secret the id of one that lies among the deleted."""
    loose = named(vault, "Loose")
    assert loose.secret is not None
    without = deletions.delete(vault, loose.id, NOW)
    theirs, fresh = Vault("ef" * 16, "Theirs", NOW), ids()
    for chain in ("ethereum", "cosmos"):
        theirs, _ = accounts.import_key(theirs, chain, Secret("02" * 32), chain, fresh, NOW)
    theirs = replace(
        theirs,
        secrets=(replace(theirs.secrets[0], id=loose.secret),),
        accounts=tuple(
            one._replace(id=f"{n:016x}", secret=loose.secret)
            for n, one in enumerate(theirs.accounts, 0x900)
        ),
    )
    comparison = merge.compare(without, theirs)
    merged, _ = merge.apply(comparison, comparison.everything())
    again = deletions.delete(merged, named(merged, "cosmos").id, NOW)
    back, restored = deletions.undelete(again, named(merged, "cosmos").id)
    assert Keys(back).problem(restored) is None


def test_an_address_that_is_watched_since_gets_its_key_back(vault: Vault) -> None:
    loose = named(vault, "Loose")
    without = deletions.delete(vault, loose.id, NOW)
    watched, _ = accounts.add_watch_only(
        without, "ethereum", loose.address, "Watched", "ff" * 8, NOW
    )
    assert deletions.purged(watched, NOW).deleted.accounts, "it can do more than watch"
    back, restored = deletions.undelete(watched, loose.id)
    assert (restored.id, restored.watch_only) == ("ff" * 8, False)
    assert sum(account.address == loose.address for account in back.accounts) == 1


def test_deleting_the_watched_one_keeps_the_key_of_the_first_delete(vault: Vault) -> None:
    loose = named(vault, "Loose")
    without = deletions.delete(vault, loose.id, NOW)
    watched, _ = accounts.add_watch_only(
        without, "ethereum", loose.address, "Watched", "ff" * 8, NOW
    )
    twice = deletions.delete(watched, "ff" * 8, NOW)
    back, restored = deletions.undelete(twice, loose.id)
    assert not restored.watch_only
    assert Keys(back).problem(restored) is None


def test_a_second_delete_of_one_account_replaces_the_first(vault: Vault) -> None:
    account = named(vault, "Ethereum 1")
    once = deletions.delete(vault, account.id, NOW)
    made, again = accounts.add_next(once, "ethereum", "ee" * 8, NOW)
    assert again.address == account.address
    twice = deletions.delete(made, again.id, NOW)
    assert [one.account.id for one in twice.deleted.accounts] == [again.id]


def test_it_goes_after_thirty_days_with_its_key_and_not_before(vault: Vault) -> None:
    without = deletions.delete(vault, named(vault, "Loose").id, NOW)
    assert deletions.purged(without, IN_30_DAYS) is without
    gone = deletions.purged(without, LATER)
    assert (gone.deleted.accounts, gone.deleted.secrets) == ((), ())
    assert gone.sequence == without.sequence
    assert deletions.purged(without, "2026-11-01T00:00:00Z") is without, "a clock that went back"


def test_a_key_stays_as_long_as_one_of_two_deleted_accounts_needs_it(vault: Vault) -> None:
    loose = named(vault, "Loose")
    twin = loose._replace(id="dd" * 8, chain="cosmos", address="cosmos1x", name="Twin")
    both = replace(vault, accounts=(*vault.accounts, twin))
    one = deletions.delete(both, loose.id, NOW)
    assert any(isinstance(secret, KeySecret) for secret in one.secrets), "the twin signs with it"
    two = deletions.delete(one, twin.id, LATER)
    assert not any(isinstance(secret, KeySecret) for secret in two.secrets)
    left = deletions.purged(two, LATER)
    assert [entry.account.id for entry in left.deleted.accounts] == [twin.id]
    assert [secret.id for secret in left.deleted.secrets] == [loose.secret]


def test_what_isn_t_there_is_unknown_and_the_list_is_bounded(vault: Vault) -> None:
    for change in (deletions.last_of_phrase, deletions.undelete):
        with pytest.raises(errors.AccountUnknown):
            change(vault, "00" * 8)
    with pytest.raises(errors.AccountUnknown):
        deletions.delete(vault, "00" * 8, NOW)
    entry = deletions.delete(vault, named(vault, "Cold").id, NOW).deleted.accounts[0]
    full = tuple(
        entry._replace(account=entry.account._replace(id=f"{n:016x}", address=f"{n:064x}"))
        for n in range(DELETED_MAX)
    )
    crowded = replace(vault, deleted=replace(vault.deleted, accounts=full))
    with pytest.raises(errors.TooMany):
        deletions.delete(crowded, named(vault, "Cold").id, NOW)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda deleted: deleted.clear(),
        lambda deleted: deleted["accounts"].clear(),
        lambda deleted: deleted["secrets"].clear(),
        lambda deleted: deleted["accounts"].append(deleted["accounts"][0]),
        lambda deleted: deleted["accounts"][0].update(deleted="yesterday"),
        lambda deleted: deleted["accounts"][0].update(more=1),
        lambda deleted: deleted["accounts"][0]["account"].update(since=2**40),
    ],
)
def test_a_payload_whose_deleted_part_doesn_t_fit_is_damaged(vault: Vault, spoil) -> None:
    payload = encoder.to_payload(deletions.delete(vault, named(vault, "Loose").id, NOW))
    spoil(payload["deleted"])
    with pytest.raises(errors.Damaged):
        decoder.from_payload(payload)
