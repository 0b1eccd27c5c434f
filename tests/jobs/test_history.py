"""What a wallet's own vault is to this host, by what the request says is remembered of it."""

from typing import Any

import pytest

from keystow.jobs import history
from keystow.jobs.history import Origin
from keystow.jobs.ports import Request
from keystow.wallet.vault import Vault

ID = "a" * 32
EMPTY = Vault(ID, "Everyday", "2026-01-02T03:04:05Z", sequence=4)


@pytest.mark.parametrize(
    ("remembered", "origin"),
    [
        (None, Origin.OWN),
        ([ID, 4, None], Origin.OWN),
        ([ID, 3, None], Origin.OWN),
        ([ID, 5, None], Origin.OLDER),
        (["b" * 32, 4, None], Origin.FOREIGN),
    ],
)
def test_a_wallet_that_never_had_an_account_is_judged_too(remembered: Any, origin: Origin) -> None:
    assert history.of_vault(Request({"remembered": remembered}), EMPTY) is origin
