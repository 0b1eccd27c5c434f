"""Deleting in the window: what it says, the backup before, and what is saved in the end."""

from pathlib import Path
from typing import Any

import pytest

from keystow import errors
from keystow.jobs import delete
from keystow.jobs.ports import Result
from keystow.keystore import container, payload
from keystow.secret import Secret
from keystow.storage.destinations import DOWNLOADS, SAFETY
from keystow.wallet import decoder
from keystow.wallet.vault import Vault
from tests.jobs.conftest import PASSWORD, Bench, Person

UNLOCK = {"action": "unlock", "password": PASSWORD}
DELETE = {"action": "delete", "phrase": False}


def _run(bench: Bench, opened: Result, **params: Any) -> Result:
    rows = [[DOWNLOADS, str(bench.downloads)], [SAFETY, str(bench.data / "safety")]]
    given: dict[str, Any] = {"uncovered": 0, "places": 2, "backup_targets": rows, **params}
    return delete.run(bench.ports(), bench.request(opened, **given))


def _account(bench: Bench, opened: Result, chain: str = "lamden", **params: Any) -> Result:
    account = next(one for one in opened.facts["view"]["accounts"] if one["chain"] == chain)
    return _run(bench, opened, what="account", account=account["id"], **params)


def _copies(folder: Path) -> set[Path]:
    return set(folder.glob("*.keystow"))


def _opened(path: Path) -> Vault:
    return _vault(path.read_bytes())


def _vault(data: bytes) -> Vault:
    opened = container.open_with_password(container.parse(data), Secret(PASSWORD))
    return decoder.from_payload(payload.decode(opened.plaintext))


def test_an_account_goes_after_a_yes_and_the_safety_copy_lacks_it(bench: Bench) -> None:
    opened = bench.create()
    before = _copies(bench.data / "safety")
    bench.person = Person(delete=DELETE)
    result = _account(bench, opened)
    model = bench.person.model("delete")
    assert (model["what"], model["source"], model["uncovered"]) == ("account", "phrase", 0)
    assert model["phrase"] is None, "Ethereum's is made from it too"
    assert [one["chain"] for one in result.facts["view"]["accounts"]] == ["ethereum"]
    assert [one["chain"] for one in result.facts["view"]["deleted"]] == ["lamden"]
    assert (result.facts["deleted"], result.facts["copied"]) == (True, None)
    assert bench.person.closed
    (copy,) = _copies(bench.data / "safety") - before
    assert [one.chain for one in _opened(copy).accounts] == ["ethereum"]
    assert _opened(copy).deleted.accounts == ()
    kept = _vault(bytes(result.blobs["vault"])).deleted.accounts
    assert [one.account.chain for one in kept] == ["lamden"], "the vault holds it for an undo"
    assert len(_copies(bench.downloads)) == 1, "the copies elsewhere stay as they were"


def test_closing_the_window_deletes_nothing(bench: Bench) -> None:
    opened = bench.create()
    before = bench.files()
    bench.person = Person()
    with pytest.raises(errors.UserDenied):
        _account(bench, opened)
    assert bench.files() == before


def test_a_backup_first_is_saved_in_every_place_and_told(bench: Bench) -> None:
    opened = bench.create()
    before = _copies(bench.downloads)
    bench.person = Person(delete=[{"action": "backup"}, DELETE])
    result = _account(bench, opened, uncovered=1, places=0)
    first, second = (model for page, model in bench.person.seen if page == "delete")
    assert (first["uncovered"], second["uncovered"], second["places"]) == (1, 0, 2)
    (copy,) = _copies(bench.downloads) - before
    assert len(_opened(copy).accounts) == 2
    assert result.facts["copied"]["accounts"] == 2
    assert result.facts["deleted"]


def test_a_backup_and_then_a_closed_window_leave_the_backup_alone(bench: Bench) -> None:
    opened = bench.create()
    vaults = sorted((bench.data / "wallets").rglob("vault-*.keystow"))
    bench.person = Person(delete=[{"action": "backup"}])
    result = _account(bench, opened, uncovered=1)
    assert not result.facts["deleted"]
    assert result.facts["copied"]["accounts"] == 2
    assert "view" not in result.facts
    assert sorted((bench.data / "wallets").rglob("vault-*.keystow")) == vaults


def test_a_backup_that_only_the_safety_folder_took_doesn_t_count(bench: Bench) -> None:
    opened = bench.create()
    bench.downloads.rename(bench.downloads.with_name("gone"))
    bench.person = Person(delete=[{"action": "backup"}, DELETE])
    result = _run(
        bench,
        opened,
        what="account",
        account=opened.facts["view"]["accounts"][0]["id"],
        uncovered=1,
    )
    second = bench.person.model("delete")
    assert second["uncovered"] == 1
    assert second["error"]["code"] == "DESTINATION_MISSING"
    assert result.facts["deleted"], "the person was told, and said yes"


def test_the_phrase_goes_with_its_last_account_only_where_it_is_ticked(bench: Bench) -> None:
    for phrase, left in ((False, 1), (True, 0)):
        opened = bench.create()
        bench.person = Person(delete=DELETE)
        one = _account(bench, opened)
        bench.person = Person(delete={"action": "delete", "phrase": phrase})
        last = _account(bench, one, "ethereum")
        assert bench.person.model("delete")["phrase"] == {"written_down": True}
        newest = max(_copies(bench.data / "safety"), key=lambda path: path.stat().st_mtime_ns)
        assert len(_opened(newest).secrets) == left
        assert last.facts["view"]["accounts"] == []


def test_a_tick_that_wasn_t_offered_takes_no_phrase(bench: Bench) -> None:
    opened = bench.create()
    bench.person = Person(delete={"action": "delete", "phrase": True})
    _account(bench, opened)
    newest = max(_copies(bench.data / "safety"), key=lambda path: path.stat().st_mtime_ns)
    assert len(_opened(newest).secrets) == 1


def test_a_wallet_is_deleted_by_its_password_though_it_is_unlocked(bench: Bench) -> None:
    opened = bench.create()
    before = bench.files()
    bench.person = Person(unlock=UNLOCK, delete=DELETE)
    result = _run(bench, opened, what="wallet", uncovered=2)
    assert bench.person.pages() == ["unlock", "delete"]
    model = bench.person.model("delete")
    assert (model["accounts"], model["phrases"], model["uncovered"]) == (2, 1, 2)
    assert result.facts == {"deleted": True, "copied": None, "loss_told": True}
    assert bench.files() == before, "moving it aside is the host's"


def test_after_a_backup_nothing_is_lost_and_so_nothing_told(bench: Bench) -> None:
    opened = bench.create()
    bench.person = Person(unlock=UNLOCK, delete=[{"action": "backup"}, DELETE])
    result = _run(bench, opened, what="wallet", uncovered=2, locked=True)
    assert result.facts["loss_told"] is False


def test_a_wrong_password_deletes_no_wallet(bench: Bench) -> None:
    opened = bench.create()
    bench.person = Person(unlock=[{"action": "unlock", "password": "not this"}], delete=DELETE)
    with pytest.raises(errors.UserDenied):
        _run(bench, opened, what="wallet")
    assert bench.person.pages() == ["unlock", "unlock"]
