"""The attacks that the design names, through the host: what is refused, and what is told."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from keystow import errors
from keystow.handlers import accounts, backup, restore, wallet
from keystow.handlers.calls import Call
from keystow.handlers.context import Context
from keystow.keystore import container
from keystow.wallet.vault import Vault
from tests.host.test_adopting import PASSWORD, Stage, stage
from tests.jobs import forging
from tests.jobs.conftest import Bench, Person, bench

__all__ = ["bench", "stage"]

UNLOCK = {"action": "unlock", "password": PASSWORD}
NEXT = "Nine herons 2 rusty boats, ashore"
ALL = "all"


def _folder(stage: Stage, bench: Bench) -> Path:
    return bench.data / "wallets" / stage.handle


def _versions(stage: Stage, bench: Bench) -> list[Path]:
    return sorted(_folder(stage, bench).glob("vault-*.keystow"))


def _newest(bench: Bench) -> bytes:
    copies = (bench.data / "safety").glob("*.keystow")
    return max(copies, key=lambda one: one.stat().st_mtime_ns).read_bytes()


def _history(stage: Stage) -> Any:
    return wallet.state(stage.context, stage.call("wallet.state"))["wallet"]["history"]


def _add(stage: Stage) -> None:
    accounts.add(stage.context, stage.call("accounts.add", chain="lamden"))


def _changed_and_locked(stage: Stage) -> None:
    """Let the wallet go on from its first version, with a copy in each place, then lock it."""
    stage.unlock()
    _add(stage)
    backup.start(stage.context, stage.call("backup.start"))
    stage.context.sessions.lock(stage.handle)


def _unlock(stage: Stage, bench: Bench, **pages: Any) -> None:
    bench.person = Person(unlock=UNLOCK, **pages)
    stage.unlock()


# --- a vault that was put back, or put in its place ------------------------------------------


def _removed_newest(versions: list[Path]) -> None:
    versions[-1].unlink()


def _old_under_a_new_number(versions: list[Path]) -> None:
    (versions[0].parent / "vault-00000077.keystow").write_bytes(versions[0].read_bytes())


@pytest.mark.parametrize("roll_back", [_removed_newest, _old_under_a_new_number])
def test_a_rolled_back_vault_is_told_at_unlock_with_the_newer_copies(
    stage: Stage, bench: Bench, roll_back: Callable[[list[Path]], None]
) -> None:
    _changed_and_locked(stage)
    roll_back(_versions(stage, bench))

    _unlock(stage, bench, history={"action": "go_on"})

    told = bench.person.model("history")
    assert (told["origin"], told["accounts"], told["newer"]) == ("older", 2, True)
    assert {copy["accounts"] for copy in told["copies"]} == {3}
    assert {copy["place"] for copy in told["copies"]} == {"Downloads", "Safety folder"}
    assert _history(stage) == "older"


def test_a_rolled_back_vault_is_told_again_as_long_as_it_is_one(stage: Stage, bench: Bench) -> None:
    _changed_and_locked(stage)
    _versions(stage, bench)[-1].unlink()
    _unlock(stage, bench, history={"action": "go_on"})
    stage.context.sessions.lock(stage.handle)

    with pytest.raises(errors.UserDenied):  # the page comes again, and is closed
        _unlock(stage, bench)

    assert bench.person.pages() == ["unlock", "history"]
    assert stage.context.sessions.get(stage.handle) is None


def test_a_newer_copy_is_brought_back_in_the_same_window(stage: Stage, bench: Bench) -> None:
    _changed_and_locked(stage)
    _versions(stage, bench)[-1].unlink()

    def choose(model: dict[str, Any], _: Any) -> dict[str, Any]:
        return {"action": "open", "copy": model["selected"], "password": PASSWORD}

    def take(model: dict[str, Any], _: Any) -> dict[str, Any]:
        assert (model["origin"], model["ticked"]) == ("own", True)
        return {"action": "restore", "rows": [row["id"] for row in model["rows"]]}

    _unlock(
        stage,
        bench,
        history={"action": "newer"},
        restore=choose,
        preview=take,
        result={"action": "done"},
    )

    assert len(stage.context.session(stage.handle).view["accounts"]) == 3
    assert len(bench.contexts) == 3, "create, unlock, and one window for all of this"
    assert _history(stage) == "own"


def test_an_unlocked_wallet_whose_folder_is_rolled_back_is_locked_and_then_told(
    stage: Stage, bench: Bench
) -> None:
    stage.unlock()
    _add(stage)
    _versions(stage, bench)[-1].unlink()

    with pytest.raises(errors.Locked):
        _add(stage)

    assert stage.context.sessions.get(stage.handle) is None
    _unlock(stage, bench, history={"action": "go_on"})
    assert _history(stage) == "older"


def test_a_vault_of_somebody_else_in_its_place_is_named_before_it_is_shown(
    stage: Stage, bench: Bench, tmp_path: Path
) -> None:
    """They know the password: a vault of their own, with the same name, opens with it."""
    stage.unlock()
    stage.context.sessions.lock(stage.handle)
    _plant(stage, bench, _stranger(tmp_path))

    _unlock(stage, bench, history={"action": "go_on"})

    assert bench.person.model("history")["origin"] == "foreign"
    assert _history(stage) == "foreign"


def test_an_unlocked_wallet_takes_no_vault_that_a_slot_s_holder_put_in_its_place(
    stage: Stage, bench: Bench
) -> None:
    stage.unlock()
    own = _versions(stage, bench)[-1].read_bytes()
    _plant(stage, bench, forging.resealed(own, PASSWORD, _other_first_address))

    with pytest.raises(errors.Locked):
        _add(stage)

    _unlock(stage, bench, history={"action": "go_on"})
    assert bench.person.model("history")["origin"] == "foreign"


def test_a_wallet_that_another_profile_has_carried_further_isn_t_called_older(
    stage: Stage, bench: Bench
) -> None:
    """Two profiles restored from one file share an id, and count apart from each other."""
    stage.unlock()
    [copy] = list(bench.downloads.glob("*.keystow"))
    other = _restored(stage, bench, copy.read_bytes())
    for _ in range(3):
        accounts.add(stage.context, Call("c", "x", {"wallet": other, "chain": "lamden"}, _quiet))
    stage.context.sessions.lock(stage.handle)

    for _ in range(2):
        _unlock(stage, bench)
        assert _history(stage) == "own"
        stage.context.sessions.lock(stage.handle)


def _plant(stage: Stage, bench: Bench, vault: bytes) -> None:
    (_folder(stage, bench) / "vault-00000077.keystow").write_bytes(vault)


def _stranger(tmp_path: Path) -> bytes:
    """Return the vault of somebody who chose the same password and the same name."""
    data, downloads = tmp_path / "theirs" / "data", tmp_path / "theirs" / "Downloads"
    for folder in (data / "safety", downloads):
        folder.mkdir(parents=True, mode=0o700)
    return bytes(Bench(data, downloads).create().blobs["vault"])


def _other_first_address(vault: Vault) -> Vault:
    """Return the same wallet id with accounts of which the host knows none."""
    theirs = [account._replace(address=account.address[::-1]) for account in vault.accounts]
    return replace(vault, accounts=tuple(theirs), sequence=vault.sequence + 5)


def _restored(stage: Stage, bench: Bench, data: bytes) -> str:
    """Restore a file into a new wallet and return its handle."""
    picked = bench.data.parent / "picked.keystow"
    picked.write_bytes(data)
    bench.person = _person(picked)
    return str(restore.start(stage.context, Call("c", "restore.start", {}, _quiet))["wallet"])


def _quiet(_: object) -> None:
    pass


# --- files that lie about ---------------------------------------------------------------------


def _person(picked: Path, rows: str | None = ALL) -> Person:
    """Return somebody who picks a file and takes all of it, or what is ticked already."""

    def pick(_: dict[str, Any], queries: Any) -> dict[str, Any]:
        row = queries["pick_file"]({})["copy"]
        return {"action": "open", "copy": row["id"], "password": PASSWORD}

    def take(model: dict[str, Any], _: Any) -> dict[str, Any]:
        ticked = rows == ALL or model["ticked"]
        return {"action": "restore", "rows": [row["id"] for row in model["rows"]] if ticked else []}

    person = Person(restore=pick, preview=take, result={"action": "done"}, unlock=UNLOCK)
    person.files.append(str(picked))
    return person


def _offered(stage: Stage, bench: Bench, data: bytes, name: str = "planted.keystow") -> Person:
    """Let a file be restored into the wallet by somebody who goes with what is ticked."""
    picked = bench.downloads / name
    picked.write_bytes(data)
    bench.person = _person(picked, rows=None)
    restore.start(stage.context, stage.call("restore.start"))
    return bench.person


def test_a_planted_file_is_never_preselected_and_named_as_never_seen(
    stage: Stage, bench: Bench, tmp_path: Path
) -> None:
    stage.unlock()
    theirs = forging.resealed(_stranger(tmp_path), PASSWORD, lambda vault: vault)
    for folder in (bench.data / "safety", bench.downloads):
        (folder / "keystow-20991231T235959Z-ffffffff.keystow").write_bytes(theirs)
    bench.person = Person()

    with pytest.raises(errors.UserDenied):
        restore.start(stage.context, stage.call("restore.start"))

    page = bench.person.model("restore")
    rows = {row["id"]: row for row in page["copies"]}
    assert [row["own"] for row in rows.values()].count(False) >= 1
    assert page["selected"] is None or rows[page["selected"]]["own"]


def test_of_planted_files_only_none_is_preselected(
    stage: Stage, bench: Bench, tmp_path: Path
) -> None:
    for copy in [*bench.downloads.glob("*"), *(bench.data / "safety").glob("*")]:
        copy.unlink()
    (bench.downloads / "a.keystow").write_bytes(_stranger(tmp_path))
    bench.person = Person()

    with pytest.raises(errors.UserDenied):
        restore.start(stage.context, Call("c", "restore.start", {}, _quiet))

    page = bench.person.model("restore")
    assert (len(page["copies"]), page["selected"]) == (1, None)


def test_the_user_s_own_newest_copy_is_preselected_before_a_planted_one_that_claims_to_be_newer(
    stage: Stage, bench: Bench, tmp_path: Path
) -> None:
    stage.unlock()
    _add(stage)
    backup.start(stage.context, stage.call("backup.start"))
    (bench.downloads / "z.keystow").write_bytes(_stranger(tmp_path))
    bench.person = Person()

    with pytest.raises(errors.UserDenied):
        restore.start(stage.context, stage.call("restore.start"))

    page = bench.person.model("restore")
    [chosen] = [row for row in page["copies"] if row["id"] == page["selected"]]
    assert (chosen["own"], chosen["accounts"]) == (True, 3)


def test_a_planted_file_of_the_same_name_and_password_isn_t_merged_by_default(
    stage: Stage, bench: Bench, tmp_path: Path
) -> None:
    stage.unlock()
    before = stage.context.session(stage.handle).view["accounts"]

    person = _offered(stage, bench, _stranger(tmp_path))

    preview = person.model("preview")
    assert (preview["origin"], preview["ticked"]) == ("unseen", False)
    assert stage.context.session(stage.handle).view["accounts"] == before


def test_a_file_with_our_id_and_another_first_address_is_named_as_foreign(
    stage: Stage, bench: Bench
) -> None:
    stage.unlock()
    theirs = forging.resealed(_newest(bench), PASSWORD, _other_first_address)

    person = _offered(stage, bench, theirs)

    assert person.model("preview")["origin"] == "foreign"
    assert not person.model("preview")["ticked"]


def test_a_foreign_file_is_not_ticked_in_a_fresh_profile_either_and_named_at_each_unlock(
    stage: Stage, bench: Bench
) -> None:
    stage.unlock()
    own = stage.context.session(stage.handle).view["accounts"]
    theirs = forging.resealed(_newest(bench), PASSWORD, _watched_elsewhere)

    handle = _restored(stage, bench, theirs)

    assert bench.person.model("preview")["origin"] == "foreign"
    assert not bench.person.model("preview")["ticked"]
    stage.context.sessions.lock(handle)
    bench.person = Person(unlock=UNLOCK, history={"action": "go_on"})
    wallet.unlock(stage.context, Call("c", "wallet.unlock", {"wallet": handle}, _quiet))
    assert bench.person.model("history")["origin"] == "foreign"
    assert stage.context.session(stage.handle).view["accounts"] == own


def _watched_elsewhere(vault: Vault) -> Vault:
    """Return the same id with one watched account of somebody else's."""
    theirs = vault.accounts[1]._replace(
        address="0xABaBaBaBABabABabAbAbABAbABabababaBaBABaB",
        public_key=None,
        secret=None,
        path=None,
    )
    return replace(vault, accounts=(theirs,))


def test_a_fork_of_as_many_changes_is_named_as_one(stage: Stage, bench: Bench) -> None:
    stage.unlock()

    def renamed(vault: Vault) -> Vault:
        first = vault.accounts[0]._replace(name="Send it here")
        return replace(vault, accounts=(first, *vault.accounts[1:]))

    person = _offered(stage, bench, forging.resealed(_newest(bench), PASSWORD, renamed))

    assert person.model("preview")["origin"] == "forked"
    assert not person.model("preview")["ticked"]


def test_our_own_bytes_sealed_anew_are_unseen_and_no_fork(stage: Stage, bench: Bench) -> None:
    stage.unlock()

    person = _offered(stage, bench, forging.resealed(_newest(bench), PASSWORD, lambda v: v))

    assert person.model("preview")["origin"] == "unseen"


def test_what_was_deleted_makes_no_fork_of_our_own_bytes(stage: Stage, bench: Bench) -> None:
    stage.unlock()
    first = stage.context.session(stage.handle).view["accounts"][0]["id"]
    bench.person = Person(delete={"action": "delete", "phrase": False})
    accounts.delete(stage.context, stage.call("accounts.delete", account=first))

    person = _offered(stage, bench, forging.resealed(_newest(bench), PASSWORD, lambda v: v))

    assert person.model("preview")["origin"] == "unseen"


def test_the_first_account_deleted_by_another_host_makes_no_stranger_of_the_wallet(
    stage: Stage, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.unlock()
    other = Context("firefox", stage.context.outside)
    wallet.unlock(other, stage.call("wallet.unlock"))
    first = stage.context.session(stage.handle).view["accounts"][0]["id"]
    # It has saved the change, and not noted it yet.
    monkeypatch.setattr(stage.context.catalogue, "record_facts", lambda *_, **__: None)
    bench.person = Person(delete={"action": "delete", "phrase": False})
    accounts.delete(stage.context, stage.call("accounts.delete", account=first))
    listed = accounts.list_(other, stage.call("accounts.list", offset=0, limit=200))
    assert listed["total"] == 1


def test_an_older_copy_of_our_own_is_named_and_not_merged_by_default(
    stage: Stage, bench: Bench
) -> None:
    stage.unlock()
    backup.start(stage.context, stage.call("backup.start"))
    old = _newest_in(bench.downloads)
    _add(stage)

    person = _offered(stage, bench, old)

    assert person.model("preview")["origin"] == "older"
    assert not person.model("preview")["ticked"]


def test_the_newest_copy_of_our_own_is_ticked(stage: Stage, bench: Bench) -> None:
    stage.unlock()
    backup.start(stage.context, stage.call("backup.start"))

    person = _offered(stage, bench, _newest_in(bench.downloads))

    assert (person.model("preview")["origin"], person.model("preview")["ticked"]) == ("own", True)


def _newest_in(folder: Path) -> bytes:
    return max(folder.glob("*.keystow"), key=lambda one: one.stat().st_mtime_ns).read_bytes()


# --- hints ------------------------------------------------------------------------------------


def test_a_swapped_hint_is_a_stranger_s_words_until_the_mac_denies_the_file(
    stage: Stage, bench: Bench
) -> None:
    """Somebody without a key writes another hint and mends the sum: the MAC they can't mend."""
    stage.unlock()
    stage.context.sessions.lock(stage.handle)
    vault = _versions(stage, bench)[-1]
    _plant(stage, bench, forging.with_hint(vault.read_bytes(), "call 555", mend_sum=True))

    _unlock(stage, bench, history={"action": "go_on"})

    assert bench.person.model("unlock")["hint"] == "call 555", "shown as its maker's, not ours"
    assert bench.person.model("history")["origin"] == "older", "the version before opens instead"
    assert _history(stage) == "older"
    _add(stage)
    assert container.parse(_versions(stage, bench)[-1].read_bytes()).about.hint == "weather"


def test_where_every_version_was_changed_nothing_opens(stage: Stage, bench: Bench) -> None:
    stage.unlock()
    stage.context.sessions.lock(stage.handle)
    for vault in _versions(stage, bench):
        vault.write_bytes(forging.with_hint(vault.read_bytes(), "call 555", mend_sum=True))

    with pytest.raises(errors.Altered):
        _unlock(stage, bench)

    assert stage.context.sessions.get(stage.handle) is None


def test_a_swapped_hint_without_its_sum_is_passed_over_for_the_version_before(
    stage: Stage, bench: Bench
) -> None:
    stage.unlock()
    stage.context.sessions.lock(stage.handle)
    vault = _versions(stage, bench)[-1]
    _plant(stage, bench, forging.with_hint(vault.read_bytes(), "call 555", mend_sum=False))

    _unlock(stage, bench)

    assert bench.person.model("unlock")["hint"] == "weather"


def test_a_copy_with_a_swapped_hint_is_no_longer_the_user_s_own_and_doesn_t_open(
    stage: Stage, bench: Bench
) -> None:
    stage.unlock()
    backup.start(stage.context, stage.call("backup.start"))
    copy = max(bench.downloads.glob("*.keystow"), key=lambda one: one.stat().st_mtime_ns)
    copy.write_bytes(forging.with_hint(copy.read_bytes(), "call 555", mend_sum=True))
    for one in (bench.data / "safety").glob("*"):
        one.unlink()

    def choose(model: dict[str, Any], _: Any) -> dict[str, Any]:
        [row] = [row for row in model["copies"] if row["hint"] == "call 555"]
        assert not row["own"]
        return {"action": "open", "copy": row["id"], "password": PASSWORD}

    bench.person = Person(restore=[choose])
    with pytest.raises(errors.UserDenied):
        restore.start(stage.context, stage.call("restore.start"))

    assert bench.person.model("restore")["error"]["code"] == "ALTERED"


def test_the_hint_of_a_foreign_file_never_gets_into_our_header(
    stage: Stage, bench: Bench, tmp_path: Path
) -> None:
    stage.unlock()
    theirs = forging.resealed(_stranger(tmp_path), PASSWORD, lambda vault: vault, "call 555")
    picked = tmp_path / "theirs.keystow"
    picked.write_bytes(theirs)
    bench.person = _person(picked)

    restore.start(stage.context, stage.call("restore.start"))
    backup.start(stage.context, stage.call("backup.start"))

    written = [
        _versions(stage, bench)[-1].read_bytes(),
        _newest(bench),
        _newest_in(bench.downloads),
    ]
    assert {container.parse(data).about.hint for data in written} == {"weather"}
    assert len(stage.context.session(stage.handle).view["accounts"]) == 4


# --- two hosts --------------------------------------------------------------------------------


def test_a_password_changed_by_another_host_locks_this_one_s_session(
    stage: Stage, bench: Bench
) -> None:
    stage.unlock()
    first = stage.context
    second = Context("firefox", first.outside)
    bench.person = Person(
        unlock=UNLOCK,
        create={"action": "create", "password": NEXT, "confirmation": NEXT, "hint": "harbour"},
        changed={"action": "done"},
    )
    wallet.change_password(second, stage.call("password.change"))
    root = first.session(stage.handle).root

    with pytest.raises(errors.Locked):
        _add(stage)

    assert first.sessions.get(stage.handle) is None
    assert bytes(root) == bytes(32), "the root that opens nothing any more is overwritten"
    bench.person = Person(unlock={"action": "unlock", "password": NEXT})
    stage.unlock()
    _add(stage)
    assert len(first.session(stage.handle).view["accounts"]) == 3
