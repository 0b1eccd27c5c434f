"""Showing an address: derived again, nothing changed, and told where it can't be vouched for."""

from dataclasses import replace

import pytest

from keystow import errors
from keystow.jobs import change, show, vaults
from keystow.jobs.ports import Result
from keystow.wallet import accounts
from keystow.wallet.vault import Vault
from tests.jobs.conftest import Bench, Person
from tests.wallet.made import NOW, ids, private_key, with_phrase

FINDER = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]


def shown(bench: Bench, opened: Result, account: str) -> dict:
    bench.person = Person(address={"action": "done"})
    result = show.run(bench.ports(), bench.request(opened, account=account))
    assert dict(result.facts) == {}
    assert dict(result.blobs) == {}
    assert bench.person.closed
    return bench.person.model("address")


def sealed(bench: Bench, opened: Result, vault: Vault) -> Result:
    """Return the result of a wallet that holds another vault under its own key."""
    before = vaults.open_unlocked(bench.request(opened))
    changed = replace(vault, slot_roots=before.vault.slot_roots)
    data = vaults.seal_both(vaults.with_vault(before, changed), bench.ports())[1].data
    return Result(opened.facts, {**opened.blobs, "vault": data})


def test_an_address_is_shown_whole_with_its_network_path_and_code(bench: Bench) -> None:
    opened = bench.create()
    added = change.run(
        bench.ports(), bench.request(opened, what="add", chain="bitcoin", address_type="taproot")
    )
    before = bench.files()
    account = added.facts["view"]["accounts"][-1]
    model = shown(bench, added, account["id"])
    assert (model["name"], model["address"]) == (account["name"], account["address"])
    assert (model["chain_title"], model["path"]) == ("Bitcoin Taproot", "m/86'/0'/0'/0/0")
    assert model["check"] == "key"
    assert model["code"] == show.code(account["address"])
    assert bench.contexts[-1]["purpose"] == "address"
    assert bench.files() == before


def test_a_person_who_closes_the_window_refuses_nothing(bench: Bench) -> None:
    opened = bench.create()
    bench.person = Person()
    account = opened.facts["view"]["accounts"][0]["id"]
    show.run(bench.ports(), bench.request(opened, account=account))
    assert bench.person.pages() == ["address"]


@pytest.mark.parametrize(
    ("fields", "check"),
    [
        ({}, "key"),
        ({"secret": None, "path": None}, "watch"),
        ({"address": "ab" * 32}, "wrong"),
        ({"path": "m/44'/789'/7'/0'/0'"}, "wrong"),
        ({"path": "m/44'/789'/0'"}, "wrong"),
        ({"secret": None, "path": None, "address": "nonsense"}, "wrong"),
        ({"chain": "dogecoin"}, "unknown"),
    ],
)
def test_what_can_not_be_vouched_for_has_no_code(bench: Bench, fields: dict, check: str) -> None:
    opened = bench.create()
    vault = with_phrase(count=1)
    first = vault.accounts[0]._replace(**fields)
    changed = replace(vault, accounts=(first, *vault.accounts[1:]))
    model = shown(bench, sealed(bench, opened, changed), first.id)
    assert model["check"] == check
    assert (model["code"] is not None) == (check in ("key", "watch"))


def test_a_loose_key_s_address_keeps_its_type(bench: Bench) -> None:
    opened = bench.create()
    vault, account = accounts.import_key(
        with_phrase(), "bitcoin", private_key(5), "", ids(500), NOW, type_id="taproot"
    )
    model = shown(bench, sealed(bench, opened, vault), account.id)
    assert (model["chain_title"], model["path"], model["check"]) == ("Bitcoin Taproot", None, "key")


def test_an_unknown_account_is_told(bench: Bench) -> None:
    opened = bench.create()
    bench.person = Person()
    with pytest.raises(errors.AccountUnknown):
        show.run(bench.ports(), bench.request(opened, account="f" * 16))
    assert bench.person.pages() == []


@pytest.mark.parametrize(
    ("chain", "kind", "at"),
    [
        ("dogecoin", None, "/p/chain"),
        ("bitcoin", "sapling", "/p/address_type"),
        ("solana", "taproot", "/p/address_type"),
    ],
)
def test_an_account_of_an_unknown_chain_or_type_is_a_bad_request(
    bench: Bench, chain: str, kind: str | None, at: str
) -> None:
    asked = bench.request(bench.create(), what="add", chain=chain, address_type=kind)
    with pytest.raises(errors.BadRequest) as refused:
        change.run(bench.ports(), asked)
    assert refused.value.data == {"at": at}


@pytest.mark.parametrize("length", [1, 34, 62, 256])
def test_a_code_is_square_and_grows_with_the_address(length: int) -> None:
    rows = show.code("a" * length)
    assert {len(row) for row in rows} == {len(rows)}
    assert set("".join(rows)) == {"0", "1"}
    assert len(rows) >= 21
    corners = [[row[:7] for row in rows[:7]], [row[-7:] for row in rows[:7]]]
    corners += [[row[:7] for row in rows[-7:]], [row[-7:] for row in rows[-7:]]]
    assert [corner == FINDER for corner in corners] == [True, True, True, False]
