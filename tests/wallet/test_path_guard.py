"""The path guard: an address is found on a common path or refused, never replaced."""

from dataclasses import replace

import pytest

from keystow.formats import contents
from keystow.formats.interface import Warn
from keystow.formats.opened import Opened
from keystow.secret import Secret
from keystow.wallet import accounts, merge, path_guard
from keystow.wallet.chains import CHAINS, all_types
from keystow.wallet.keys import Keys
from keystow.wallet.merge import Choice, Outcome, State
from keystow.wallet.path_guard import PathGuard
from tests.wallet.made import NOW, OTHER_WORDS, WORDS, empty, ids, with_key

EVERYTHING, MADE = accounts.import_phrase(
    empty(), Secret(WORDS), Secret("rosebud"), accounts.of_every_type(2), ids(), NOW
)


def moved(vault, number, **fields):
    """Write other things beside an account than what is true of it."""
    listed = list(vault.accounts)
    listed[number] = listed[number]._replace(**fields)
    return replace(vault, accounts=tuple(listed))


def row(vault, number=0):
    return merge.compare(None, vault).rows[number]


@pytest.mark.parametrize("number", range(len(MADE)), ids=[account.name for account in MADE])
def test_an_account_of_each_kind_is_found_at_its_true_path(number):
    true = MADE[number]
    wrong = "//1/2" if true.chain == "polkadot" else "m/1'/2'/3'"
    found = row(moved(EVERYTHING, number, path=wrong, public_key=None), number)
    assert (found.state, found.reason) == (State.NEW, "path")
    assert found.account == true


@pytest.mark.parametrize("chain", CHAINS.values(), ids=lambda chain: chain.id)
def test_every_path_that_is_looked_at_is_one_and_they_are_few(chain):
    listed = list(path_guard.paths(chain))
    assert {kind.path(19) for kind in all_types(chain)} <= set(listed)
    assert len(set(listed)) <= 300
    keys = Keys(EVERYTHING)
    like = next(account.address for account in MADE if account.chain == chain.id)
    found = path_guard.addresses(
        lambda path: keys.derive(EVERYTHING.secrets[0].id, chain, path), chain, like
    )
    assert set(found.values()) <= set(listed)
    assert len(found) == len(set(listed)), "none of them was passed over"


def test_what_was_found_is_added_with_its_path_and_said():
    true = MADE[0]
    vault = moved(EVERYTHING, 0, path="m/1'")
    comparison = merge.compare(None, vault)
    result, told = merge.apply(comparison, Choice(frozenset([true.id])))
    assert (result.accounts[0].path, result.accounts[0].address) == (true.path, true.address)
    assert (told[0].outcome, told[0].reason) == (Outcome.ADDED, "path")
    assert Keys(result).problem(result.accounts[0]) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"address": "ab" * 32},
        {"path": "m/1'", "address": "ab" * 32},
        {"public_key": "ab" * 32},  # the path is right
        {"chain": "dogecoin", "path": "m/1'"},
    ],
)
def test_what_lies_nowhere_is_refused(fields):
    assert row(moved(EVERYTHING, 0, **fields)).state is State.REFUSED


def test_an_account_of_another_phrase_is_not_found_in_this_one():
    other, _ = accounts.import_phrase(
        empty(), Secret(OTHER_WORDS), Secret(""), {"lamden": 1}, ids(), NOW
    )
    address = other.accounts[0].address
    assert row(moved(EVERYTHING, 0, address=address, public_key=address)).reason == "address"


def test_a_loose_key_has_no_other_path():
    vault = with_key(empty(), 5)
    other = with_key(empty(), 6).accounts[0]
    false = moved(vault, 0, address=other.address, public_key=other.public_key)
    assert row(false).state is State.REFUSED


def test_searches_are_bounded(monkeypatch):
    guard = PathGuard(EVERYTHING, Keys(EVERYTHING))
    monkeypatch.setattr(path_guard, "SEARCHES_MAX", 1)
    lamden, ethereum = (
        next(a for a in MADE if a.chain == chain)._replace(path="m/1'")
        for chain in ("lamden", "ethereum")
    )
    assert guard.mended(lamden) is not None
    assert guard.mended(ethereum) is None
    assert guard.mended(lamden) is not None, "what was searched once is known"


def test_opening_tells_the_true_path_and_the_key_that_lies_there():
    vault = moved(moved(EVERYTHING, 0, path="m/1'"), 1, address="ab" * 32)
    file = Opened("keystow-1", "", "", None, "", (), vault=vault)
    report = contents.report(file, show_secrets=True)
    assert report["warnings"] == [Warn.PATH_FOUND, Warn.ADDRESS_MISMATCH]
    true = contents.report(replace(file, vault=EVERYTHING), show_secrets=True)
    assert report["accounts"][0] == true["accounts"][0]
    assert true["warnings"] == []
