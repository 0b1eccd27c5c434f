"""The bench itself: its rows still do what they measure. How long they take is nobody's test."""

from pathlib import Path

import pytest

from tests.bench import __main__ as bench
from tests.bench import clock, wallets
from tests.bench.row import NotYetError, Row, needs
from tests.bench.rows import addresses, big_wallets, file_at_fault


@pytest.mark.parametrize("work", ["backup", "restore"])
def test_a_big_wallet_ends_as_a_copy(tmp_path: Path, work: str) -> None:
    data = wallets.sealed(wallets.watched(3))
    big_wallets.WORKS[work](data, str(tmp_path))
    assert len(list(tmp_path.glob("keystow-*.keystow"))) == 1


@pytest.mark.parametrize(
    ("chain", "kind", "reference"), addresses.references(), ids=lambda one: getattr(one, "type", "")
)
def test_the_least_that_addresses_cost_gives_the_same_addresses(chain, kind, reference) -> None:
    assert addresses.ours(chain, kind) == reference()


def test_each_file_at_fault_is_refused_before_a_password_is_needed() -> None:
    from keystow.errors import KeystowError
    from keystow.formats import registry

    for name, data in file_at_fault.faults().items():
        with pytest.raises(KeystowError) as refused:
            registry.detect(data).inspect(data)
        assert refused.value.code != "INTERNAL", name


def test_a_derived_wallet_has_as_many_accounts_as_asked_for() -> None:
    assert len(wallets.derived(5).accounts) == 5


def test_a_median_leaves_out_the_round_that_warms_up() -> None:
    seconds = iter([100.0, 1.0, 2.0, 30.0])
    assert clock.interleaved({"it": lambda: next(seconds)}, rounds=3) == {"it": 2.0}


def test_a_row_that_cannot_be_measured_yet_says_what_it_needs() -> None:
    with pytest.raises(NotYetError, match=r"keystow\.nowhere"):
        needs("keystow.secret", "keystow.nowhere.else_")


def test_a_ratio_over_its_budget_is_told() -> None:
    assert Row("x", ratio=1.2, at_most=1.2, detail="").verdict == "ok"
    assert Row("x", ratio=1.3, at_most=1.2, detail="").verdict == "OVER"


def test_an_unknown_row_is_no_silent_success(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["nothing"]) == 2
    assert "no such row" in capsys.readouterr().out
