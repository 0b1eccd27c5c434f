"""Importing phrases and private keys of each chain, by way of the window's page."""

from typing import Any

import pytest

from keystow.jobs import import_
from keystow.jobs.ports import Result
from keystow.wallet.chains import CHAINS, ETHEREUM
from tests.jobs.conftest import Bench, Person
from tests.wallet.made import OTHER_WORDS

WIF = "KyZpNDKnfs94vbrwhJneDi77V6jF64PWPF8x5cdJb8ifgg2DUc9d"  # BIP-84's first key
SEGWIT = "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu"
TAPROOT_START = "bc1p"


def chain_types():
    return [kind for chain in CHAINS.values() for kind in chain.types]


def imported(bench: Bench, *tries: dict[str, Any]) -> Result:
    """Run an import into a new wallet; each try is an answer to the import page."""
    opened = bench.create()

    def everything(model: dict[str, Any], _: Any) -> dict[str, Any]:
        return {"action": "restore", "rows": [row["id"] for row in model["rows"]]}

    bench.person = Person(
        **{"import": [{"action": "import", **fields} for fields in tries]},
        preview=everything,
        result={"action": "done"},
    )
    return import_.run(bench.ports(), bench.request(opened))


def test_a_phrase_brings_the_first_account_of_each_chain_and_address_type(bench: Bench) -> None:
    result = imported(bench, {"kind": "phrase", "phrase": OTHER_WORDS, "passphrase": ""})
    added = result.facts["view"]["accounts"][2:]
    kinds = [*chain_types(), ETHEREUM.elsewhere[1]]  # Ledger Live's first is Ethereum's first
    assert {account["path"] for account in added} == {kind.path(0) for kind in kinds}
    assert len(added) == len(kinds)
    assert {row["outcome"] for row in result.facts["results"]} == {"added"}


@pytest.mark.parametrize(
    ("row", "start"), [("bitcoin", SEGWIT), ("bitcoin taproot", TAPROOT_START)]
)
def test_a_key_goes_to_the_address_type_that_was_chosen(bench: Bench, row: str, start: str) -> None:
    key = {"kind": "private_key", "private_key": WIF, "chain": row, "name": "Old wallet"}
    result = imported(bench, key)
    account = result.facts["view"]["accounts"][-1]
    assert account["address"].startswith(start)
    assert (account["chain"], account["name"]) == ("bitcoin", "Old wallet")


def test_a_key_s_fault_is_said_in_place_with_its_reason(bench: Bench) -> None:
    key = {"kind": "private_key", "private_key": WIF, "chain": "bitcoin", "name": ""}
    imported(bench, {**key, "private_key": WIF[:-1] + "e"}, {**key, "chain": "dogecoin x"}, key)
    pages = [model for page, model in bench.person.seen if page == "import"]
    assert pages[1]["error"] == {
        "field": "private_key",
        "code": "KEY_INVALID",
        "data": {"reason": "checksum"},
    }
    assert pages[2]["error"]["data"] == {}
    assert [row["id"] for row in pages[0]["chains"]][2:4] == ["bitcoin", "bitcoin taproot"]
