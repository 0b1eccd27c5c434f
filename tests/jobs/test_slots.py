"""More than one way in: recovery codes and changed passwords, and what old secrets still open."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from keystow import errors
from keystow.jobs import backup, password, recovery, restore, unlock, vaults
from keystow.jobs.ports import Request, Result
from keystow.keystore import container, recovery_code
from keystow.keystore.slots import Argon2idSlot, CodeSlot
from keystow.secret import Secret
from tests.jobs.conftest import PASSWORD, Bench, Person
from tests.jobs.second_factors import (
    NEW_NEXT,
    NEXT,
    UNLOCK,
    Paper,
    after,
    newest_copy,
    saving,
    with_code,
)


def _file(data: bytes | bytearray) -> Request:
    """Ask for nothing but a file to be opened."""
    return Request({"highest": 0}, {"vault": data})


def _opens(data: bytes, secret: str) -> bool:
    """Say whether a password or code opens a file."""
    keystore = container.parse(data)
    try:
        if secret.count("-") == 8:
            container.open_with_code(keystore, recovery_code.read(Secret(secret)))
        else:
            container.open_with_password(keystore, Secret(secret))
    except errors.WrongPassword:
        return False
    return True


def test_a_code_opens_the_vault_and_each_new_copy(bench: Bench) -> None:
    paper = Paper()
    made = with_code(bench, bench.create(), paper)

    assert made.facts["recovery_code"]
    for data in (bytes(made.blobs["vault"]), newest_copy(bench.downloads)):
        assert _opens(data, paper.code())
        assert _opens(data, PASSWORD)


def test_a_backup_made_later_keeps_the_code_that_nobody_typed_again(bench: Bench) -> None:
    paper = Paper()
    made = with_code(bench, bench.create(), paper)

    backup.run(bench.ports(), bench.request(made, targets=[["1" * 16, str(bench.downloads)]]))

    assert _opens(newest_copy(bench.downloads), paper.code())


def test_no_copy_holds_a_cached_root(bench: Bench) -> None:
    made = with_code(bench, bench.create(), Paper())

    opened = vaults.open_with_password(_file(newest_copy(bench.downloads)), Secret(PASSWORD))

    assert opened.vault.slot_roots == ()
    assert len(vaults.open_unlocked(bench.request(made)).vault.slot_roots) == 2


def test_a_code_is_saved_only_once_it_was_kept(bench: Bench) -> None:
    created = bench.create()
    before = bench.files()
    answers = [{"action": "check", "recovery_code": "AAAA AAAA"}, None]
    bench.person = Person(unlock=UNLOCK, recovery={"action": "written"}, recovery_check=answers)

    with pytest.raises(errors.UserDenied):
        recovery.run(bench.ports(), saving(bench, created))

    error = bench.person.model("recovery_check")["error"]
    assert error == {"field": "recovery_code", "code": "DIFFERS"}
    assert bench.files() == before


def test_later_leaves_everything_as_it_is(bench: Bench) -> None:
    created = bench.create()
    before = bench.files()
    bench.person = Person(unlock=UNLOCK, recovery={"action": "later"})

    result = recovery.run(bench.ports(), saving(bench, created))

    assert not result.facts["recovery_code"]
    assert bench.files() == before


def test_a_new_code_ends_the_old_one(bench: Bench) -> None:
    first, second = Paper(), Paper()
    once = with_code(bench, bench.create(), first)

    twice = with_code(bench, once, second)

    vault = bytes(twice.blobs["vault"])
    assert not _opens(vault, first.code())
    assert _opens(vault, second.code())
    assert _opens(vault, PASSWORD)


def test_an_old_code_with_an_old_vault_opens_nothing_newer(bench: Bench) -> None:
    """The old vault caches the password's root: a new code has to change that too."""
    first = Paper()
    once = with_code(bench, bench.create(), first)
    code = recovery_code.read(Secret(first.code()))
    stolen = vaults.open_with_code(_file(once.blobs["vault"]), code).vault

    twice = with_code(bench, once, Paper())

    _require_useless(stolen.slot_roots, bytes(twice.blobs["vault"]))
    _require_useless(stolen.slot_roots, newest_copy(bench.downloads))


def test_an_old_password_with_an_old_vault_opens_nothing_newer(bench: Bench) -> None:
    once = with_code(bench, bench.create(), Paper())
    stolen = vaults.open_with_password(_file(once.blobs["vault"]), Secret(PASSWORD)).vault

    changed = _changed(bench, once, UNLOCK)

    _require_useless(stolen.slot_roots, bytes(changed.blobs["vault"]))
    _require_useless(stolen.slot_roots, newest_copy(bench.downloads))


def _require_useless(roots: Any, data: bytes) -> None:
    keystore = container.parse(data)
    assert len(roots) == 2
    for cached in roots:
        for slot in keystore.slots:
            with pytest.raises(errors.WrongPassword):
                container.open_with_root(keystore, slot.id, cached.root)


def _changed(bench: Bench, opened: Result, unlocked: Any, paper: Paper | None = None) -> Result:
    pages: dict[str, Any] = {"unlock": unlocked, "create": NEW_NEXT, "changed": {"action": "done"}}
    if paper is not None:
        pages |= {"recovery": paper.show, "recovery_check": paper.check}
    else:
        pages |= {"recovery": {"action": "later"}}
    bench.person = Person(**pages)
    return after(opened, password.run(bench.ports(), saving(bench, opened)))


def test_a_changed_password_opens_what_is_written_from_now_on(bench: Bench) -> None:
    created = bench.create()
    old = newest_copy(bench.downloads)

    changed = _changed(bench, created, UNLOCK)

    for data in (bytes(changed.blobs["vault"]), newest_copy(bench.downloads)):
        assert _opens(data, NEXT)
        assert not _opens(data, PASSWORD)
    assert _opens(old, PASSWORD), "older copies stay as they are"
    assert container.parse(newest_copy(bench.downloads)).about.hint == "harbour"


def test_a_changed_password_brings_a_new_code_where_there_was_one(bench: Bench) -> None:
    first, second = Paper(), Paper()
    once = with_code(bench, bench.create(), first)

    changed = _changed(bench, once, UNLOCK, second)

    vault = bytes(changed.blobs["vault"])
    assert _opens(vault, second.code())
    assert not _opens(vault, first.code())


def test_a_code_that_was_declined_is_gone_and_said_to_be(bench: Bench) -> None:
    changed = _changed(bench, with_code(bench, bench.create(), Paper()), UNLOCK)

    assert not changed.facts["recovery_code"]


def test_the_root_of_a_replaced_password_is_a_locked_wallet(bench: Bench) -> None:
    created = bench.create()

    changed = _changed(bench, created, UNLOCK)

    stale = {**changed.blobs, "root": created.blobs["root"]}
    facts = {**changed.facts, "slot": created.facts["slot"]}
    with pytest.raises(errors.Locked):
        backup.run(bench.ports(), bench.request(Result(facts, stale)))


def test_a_wrong_old_password_changes_nothing(bench: Bench) -> None:
    created = bench.create()
    before = bench.files()
    wrong = {"action": "unlock", "password": "not this one"}

    with pytest.raises(errors.UserDenied):
        _changed(bench, created, [wrong])

    assert bench.person.model("unlock")["error"] == {"field": "password", "code": "WRONG_PASSWORD"}
    assert bench.files() == before


@pytest.mark.parametrize("job", [unlock.run, password.run])
def test_a_forgotten_password_is_replaced_by_way_of_the_code(
    bench: Bench, job: Callable[..., Result]
) -> None:
    paper, after = Paper(), Paper()
    made = with_code(bench, bench.create(), paper)
    bench.person = Person(
        unlock={"action": "code", "recovery_code": paper.code()},
        create=NEW_NEXT,
        recovery=after.show,
        recovery_check=after.check,
        changed={"action": "done"},
    )

    result = job(bench.ports(), saving(bench, made, purpose="open"))

    vault = bytes(result.blobs["vault"])
    assert _opens(vault, NEXT)
    assert _opens(vault, after.code())
    assert not _opens(vault, PASSWORD)
    assert not _opens(vault, paper.code())


def test_a_slip_of_the_pen_is_said_beside_the_code(bench: Bench) -> None:
    made = with_code(bench, bench.create(), Paper())
    slip = {"action": "code", "recovery_code": "AAAA-" * 8 + "AAAA"}
    bench.person = Person(unlock=[slip])

    with pytest.raises(errors.UserDenied):
        unlock.run(bench.ports(), saving(bench, made, purpose="open"))

    error = bench.person.model("unlock")["error"]
    assert error == {"field": "recovery_code", "code": "WRONG_PASSWORD"}


def test_a_wallet_without_a_code_takes_none(bench: Bench) -> None:
    created = bench.create()
    bench.person = Person(unlock=[{"action": "code", "recovery_code": "AAAA", "password": "x"}])

    with pytest.raises(errors.UserDenied):
        unlock.run(bench.ports(), saving(bench, created, purpose="open"))

    assert bench.person.model("unlock")["code"] is None


def test_a_copy_is_restored_by_its_code_and_gets_a_password(bench: Bench) -> None:
    paper = Paper()
    with_code(bench, bench.create(), paper)
    bench.data = bench.data.parent / "fresh"
    (bench.data / "safety").mkdir(parents=True, mode=0o700)

    def pick(model: dict[str, Any], queries: Any) -> dict[str, Any]:
        bench.person.files.append(str(_newest_path(bench.downloads)))
        row = queries["pick_file"]({})["copy"]
        assert row["code"] is True
        return {"action": "code", "copy": row["id"], "recovery_code": paper.code()}

    bench.person = Person(
        restore=pick,
        preview=lambda model, _: {
            "action": "restore",
            "rows": [row["id"] for row in model["rows"]],
        },
        create={**NEW_NEXT, "wallet_name": "Mine again"},
        result={"action": "done"},
    )
    result = restore.run(bench.ports(), bench.request())

    assert [row["outcome"] for row in result.facts["results"]] == ["added", "added"]
    assert _opens(bytes(result.blobs["vault"]), NEXT)
    assert result.facts["warnings"] == ["RECOVERY_CODE_LEFT_OUT"]


def _newest_path(folder: Path) -> Path:
    return max(folder.glob("*.keystow"), key=lambda one: one.stat().st_mtime_ns)


def test_slots_keep_the_order_of_their_making(bench: Bench) -> None:
    made = with_code(bench, bench.create(), Paper())

    kinds = [type(slot) for slot in container.parse(bytes(made.blobs["vault"])).slots]

    assert kinds == [Argon2idSlot, CodeSlot]


def test_a_person_who_turned_to_a_phrase_can_go_back_to_the_copies(bench: Bench) -> None:
    created = bench.create()
    bench.person = Person(restore=[{"action": "phrase"}], **{"import": [{"action": "back"}]})

    with pytest.raises(errors.UserDenied):
        restore.run(bench.ports(), bench.request(created))

    assert bench.person.pages() == ["restore", "import", "restore"]
    assert bench.person.model("import")["back"] is True
