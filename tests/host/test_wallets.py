"""Several wallets in one host: listed without a password, renamed, deleted, brought back."""

from typing import Any

import pytest

from keystow import errors
from keystow.handlers import accounts, backup, wallet, wallets
from keystow.handlers.calls import Call
from keystow.handlers.context import Context
from keystow.storage.deleted import Note
from tests.host.test_adopting import PASSWORD, Stage, stage
from tests.jobs.conftest import Bench, Person, bench

__all__ = ["bench", "stage"]

UNLOCK = {"action": "unlock", "password": PASSWORD}
DELETE = {"action": "delete", "phrase": False}


def _list(stage: Stage) -> dict[str, Any]:
    return wallets.list_(stage.context, Call("c", "wallet.list", {}, lambda _: None))


def _names(stage: Stage) -> list[str]:
    page = stage.call("accounts.list", offset=0, limit=200)
    return [one["name"] for one in accounts.list_(stage.context, page)["accounts"]]


def _delete(stage: Stage) -> None:
    wallets.delete(stage.context, stage.call("wallet.delete"))


def test_the_list_names_each_wallet_and_nothing_that_takes_a_password(
    stage: Stage, bench: Bench
) -> None:
    stage.unlock()
    other = str(bench.create().facts["handle"])
    rows = {row["handle"]: row for row in _list(stage)["wallets"]}
    assert rows.keys() == {stage.handle, other}
    assert rows[stage.handle]["locked"] is False
    assert (rows[other]["locked"], rows[other]["name"]) == (True, "Wallet"), "never opened here"
    assert "amber otter quill" not in str(rows)
    assert str(bench.data) not in str(rows)


def test_a_wallet_s_new_name_is_known_while_it_is_locked(stage: Stage) -> None:
    stage.unlock()
    wallets.rename(stage.context, stage.call("wallet.rename", name="  Studio "))
    stage.context.sessions.lock(stage.handle)
    assert _list(stage)["wallets"][0]["name"] == "Studio"
    with pytest.raises(errors.Locked):
        wallets.rename(stage.context, stage.call("wallet.rename", name="Other"))
    stage.unlock()
    with pytest.raises(errors.NameInvalid):
        wallets.rename(stage.context, stage.call("wallet.rename", name="\n"))


def test_a_deleted_wallet_is_unknown_until_it_is_brought_back(stage: Stage, bench: Bench) -> None:
    stage.unlock()
    root = stage.context.session(stage.handle).root
    bench.person = Person(unlock=UNLOCK, delete=DELETE)
    _delete(stage)
    assert bench.person.model("delete")["uncovered"] == 2, "no place has a copy in the catalogue"
    assert set(root) == {0}
    assert _list(stage)["wallets"] == []
    (gone,) = _list(stage)["deleted"]
    assert (gone["handle"], gone["name"], gone["accounts"]) == (stage.handle, "Everyday", 2)
    for ask in (wallet.state, wallet.lock):
        with pytest.raises(errors.WalletUnknown):
            ask(stage.context, stage.call("x"))
    wallets.undelete(stage.context, stage.call("wallet.undelete"))
    bench.person = Person(unlock=UNLOCK)
    stage.unlock()
    assert len(_names(stage)) == 2


def test_a_wallet_that_copies_cover_is_deleted_without_a_warning(
    stage: Stage, bench: Bench
) -> None:
    stage.unlock()
    backup.start(stage.context, stage.call("backup.start"))
    bench.person = Person(unlock=UNLOCK, delete=DELETE)
    _delete(stage)
    assert bench.person.model("delete")["uncovered"] == 0
    assert bench.person.model("delete")["places"] == 2
    (one,) = stage.context.deleted.listed()
    assert one.note.loss_told is False
    assert stage.context.is_covered(stage.handle)
    for copy in bench.downloads.glob("*.keystow"):
        copy.unlink()
    assert not stage.context.is_covered(stage.handle), "then time alone removes it no more"


def test_a_backup_in_the_window_counts_though_the_wallet_is_kept(
    stage: Stage, bench: Bench
) -> None:
    stage.unlock()
    bench.person = Person(unlock=UNLOCK, delete=[{"action": "backup"}])
    with pytest.raises(errors.UserDenied):
        _delete(stage)
    state = wallet.state(stage.context, stage.call("wallet.state"))["wallet"]
    assert (state["uncovered"], len(state["last_backup"]["copies"])) == (0, 2)
    assert _list(stage)["deleted"] == []


def test_a_wallet_that_another_host_changed_meanwhile_is_kept(stage: Stage, bench: Bench) -> None:
    stage.unlock()
    other = Context("firefox", stage.context.outside)
    wallet.unlock(other, stage.call("wallet.unlock"))

    def meanwhile(_: Any, __: Any) -> dict[str, Any]:
        accounts.add(other, stage.call("accounts.add", chain="lamden"))
        return DELETE

    bench.person = Person(unlock=UNLOCK, delete=meanwhile)
    with pytest.raises(errors.Busy) as busy:
        _delete(stage)
    assert busy.value.data == {"reason": "changed"}
    assert len(_names(stage)) == 3


def test_an_account_s_delete_is_undone_from_the_list(stage: Stage, bench: Bench) -> None:
    stage.unlock()
    backup.start(stage.context, stage.call("backup.start"))
    page = stage.call("accounts.list", offset=0, limit=200)
    first = accounts.list_(stage.context, page)["accounts"][0]
    bench.person = Person(delete=DELETE)
    accounts.delete(stage.context, stage.call("accounts.delete", account=first["id"]))
    assert bench.person.model("delete")["uncovered"] == 0
    assert bench.person.model("delete")["places"] == 2
    listed = accounts.deleted(stage.context, page)
    assert (listed["total"], listed["accounts"][0]["name"]) == (1, first["name"])
    undo = stage.call("accounts.undelete", account=first["id"])
    back = accounts.undelete(stage.context, undo)["account"]
    assert back == {**first, "covered": False, "places": 1}, "no copy elsewhere is as new as this"
    assert accounts.deleted(stage.context, page)["total"] == 0


def test_a_deleted_account_makes_no_copy_cover_what_it_doesn_t(stage: Stage, bench: Bench) -> None:
    stage.unlock()
    page = stage.call("accounts.list", offset=0, limit=200)
    first = accounts.list_(stage.context, page)["accounts"][0]
    bench.person = Person(delete=DELETE)
    accounts.delete(stage.context, stage.call("accounts.delete", account=first["id"]))
    backup.start(stage.context, stage.call("backup.start"))
    state = wallet.state(stage.context, stage.call("wallet.state"))["wallet"]
    assert (state["accounts"], state["uncovered"]) == (1, 0)
    accounts.undelete(stage.context, stage.call("accounts.undelete", account=first["id"]))
    state = wallet.state(stage.context, stage.call("wallet.state"))["wallet"]
    assert (state["accounts"], state["uncovered"]) == (2, 1), "the copy was made without it"


def test_after_thirty_days_an_account_is_listed_no_more(
    stage: Stage, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.unlock()
    page = stage.call("accounts.list", offset=0, limit=200)
    first = accounts.list_(stage.context, page)["accounts"][0]
    bench.person = Person(delete=DELETE)
    accounts.delete(stage.context, stage.call("accounts.delete", account=first["id"]))
    monkeypatch.setattr(accounts, "now", lambda: "2126-01-01T00:00:00Z")
    assert accounts.deleted(stage.context, page) == {"total": 0, "accounts": []}


def test_what_was_deleted_is_shown_to_nobody_while_locked(stage: Stage) -> None:
    page = stage.call("accounts.deleted", offset=0, limit=200)
    with pytest.raises(errors.Locked):
        accounts.deleted(stage.context, page)
    with pytest.raises(errors.Locked):
        accounts.delete(stage.context, stage.call("accounts.delete", account="00" * 8))


def test_tidying_removes_what_was_deleted_long_ago(stage: Stage, bench: Bench) -> None:
    stage.unlock()
    version = stage.context.wallets.newest(stage.handle)
    stage.context.deleted.put_aside(
        stage.handle, version, Note("2020-01-01T00:00:00Z", loss_told=True)
    )
    stage.context.tidy()
    assert stage.context.deleted.listed() == ()
    assert not list((bench.data / "wallets").iterdir())
    assert list((bench.data / "safety").glob("*.keystow")), "its copies stay"
