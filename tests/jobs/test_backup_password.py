"""A password of the copies' own: what it opens, and what an old one doesn't."""

from typing import Any

import pytest

from keystow import errors
from keystow.jobs import backup, backup_password, password, recovery, vaults
from keystow.jobs.ports import Request, Result
from keystow.keystore import container, recovery_code
from keystow.keystore.slots import Argon2idSlot, CodeSlot
from keystow.secret import Secret
from tests.jobs import conftest
from tests.jobs.conftest import PASSWORD, Bench, Person
from tests.jobs.second_factors import (
    BACKUP,
    DONE,
    NEW_NEXT,
    NEXT,
    UNLOCK,
    Paper,
    after,
    newest_copy,
    opens,
    opens_by,
    require_useless,
    restored_anew,
    saving,
    stolen_roots,
    with_backup,
    with_code,
    written_files,
)


def test_a_backup_password_opens_the_wallet_and_its_new_copies(bench: Bench) -> None:
    made = with_backup(bench, bench.create())

    assert made.facts["backup_password"]
    for data in written_files(bench, made):
        assert opens(data, BACKUP)
        assert opens(data, PASSWORD)
    assert bench.person.model("changed")["what"] == "backup_password"


def test_a_backup_password_leaves_the_recovery_code_as_it_is(bench: Bench) -> None:
    paper = Paper()
    made = with_backup(bench, with_code(bench, bench.create(), paper))

    assert all(opens_by(data, paper) for data in written_files(bench, made))


def test_a_later_backup_keeps_the_backup_password_that_nobody_typed_again(bench: Bench) -> None:
    made = with_backup(bench, bench.create())

    backup.run(bench.ports(), bench.request(made, targets=[["1" * 16, str(bench.downloads)]]))

    assert opens(newest_copy(bench.downloads), BACKUP)


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        (PASSWORD, "PASSWORD_USED"),
        ("Too short 1,", "PASSWORD_WEAK"),
        ("weather, weather over 7 Bergens", "HINT_REFUSED"),
    ],
)
def test_a_backup_password_meets_the_rules_and_isn_t_the_wallet_s_own(
    bench: Bench, chosen: str, code: str
) -> None:
    created = bench.create()
    before = bench.files()
    answers = [{"action": "create", "password": chosen, "confirmation": chosen}]
    bench.person = Person(unlock=UNLOCK, create=answers)

    with pytest.raises(errors.UserDenied):
        backup_password.run(bench.ports(), saving(bench, created))

    assert bench.person.model("create")["error"]["code"] == code
    assert bench.files() == before


def test_only_the_wallet_s_own_password_changes_the_backup_password(bench: Bench) -> None:
    made = with_backup(bench, bench.create())
    bench.person = Person(unlock=[{"action": "unlock", "password": BACKUP}])

    with pytest.raises(errors.UserDenied):
        backup_password.run(bench.ports(), saving(bench, made))

    error = bench.person.model("unlock")["error"]
    assert error == {"field": "password", "code": "BACKUP_PASSWORD"}


@pytest.mark.parametrize("action", ["replace", "remove"])
def test_an_old_backup_password_with_an_old_vault_opens_nothing_newer(
    bench: Bench, action: str
) -> None:
    """The old vault holds the roots of all slots: each of them has to be another one now."""
    first, second = Paper(), Paper()
    once = with_backup(bench, with_code(bench, bench.create(), first))
    stolen = stolen_roots(bytes(once.blobs["vault"]), BACKUP)
    assert len(stolen) == 3
    bench.person = Person(
        unlock=UNLOCK,
        backup_password={"action": action},
        create={"action": "create", "password": NEXT, "confirmation": NEXT},
        recovery=second.show,
        recovery_check=second.check,
        changed=DONE,
    )

    twice = after(once, backup_password.run(bench.ports(), saving(bench, once)))

    written = written_files(bench, twice)
    require_useless(stolen, written)
    for data in written:
        assert not opens(data, BACKUP)
        assert opens(data, PASSWORD)
        assert opens(data, NEXT) == (action == "replace")
        assert opens_by(data, second)
        assert not opens_by(data, first)
    assert twice.facts["backup_password"] == (action == "replace")


def test_later_leaves_the_backup_password_as_it_is(bench: Bench) -> None:
    made = with_backup(bench, bench.create())
    before = bench.files()
    bench.person = Person(unlock=UNLOCK, backup_password={"action": "later"})

    result = backup_password.run(bench.ports(), saving(bench, made))

    assert result.facts["backup_password"]
    assert bench.files() == before


def _change_password(bench: Bench, opened: Result, **pages: Any) -> Result:
    bench.person = Person(unlock=UNLOCK, create=NEW_NEXT, changed=DONE, **pages)
    return after(opened, password.run(bench.ports(), saving(bench, opened)))


def test_a_changed_wallet_password_keeps_the_backup_password_once_it_is_typed_again(
    bench: Bench,
) -> None:
    once = with_backup(bench, bench.create())
    stolen = stolen_roots(bytes(once.blobs["vault"]), PASSWORD)
    wrong = {"action": "keep", "password": PASSWORD}
    right = {"action": "keep", "password": BACKUP}

    changed = _change_password(bench, once, backup_again=[wrong, right])

    error = bench.person.model("backup_again")["error"]
    assert error == {"field": "password", "code": "WRONG_PASSWORD"}
    written = written_files(bench, changed)
    assert all(opens(data, BACKUP) and opens(data, NEXT) for data in written)
    require_useless(stolen, written)


def test_a_changed_wallet_password_may_drop_the_backup_password(bench: Bench) -> None:
    once = with_backup(bench, bench.create())

    changed = _change_password(bench, once, backup_again={"action": "drop"})

    assert not changed.facts["backup_password"]
    assert not opens(newest_copy(bench.downloads), BACKUP)


def test_a_new_recovery_code_keeps_the_backup_password_once_it_is_typed_again(
    bench: Bench,
) -> None:
    first, second = Paper(), Paper()
    once = with_backup(bench, with_code(bench, bench.create(), first))
    request = Request({"highest": 0}, {"vault": once.blobs["vault"]})
    code = recovery_code.read(Secret(first.code()))
    stolen = vaults.open_with_code(request, code).vault.slot_roots
    bench.person = Person(
        unlock=UNLOCK,
        recovery=second.show,
        recovery_check=second.check,
        backup_again={"action": "keep", "password": BACKUP},
        changed=DONE,
    )

    twice = after(once, recovery.run(bench.ports(), saving(bench, once)))

    written = written_files(bench, twice)
    assert all(opens(data, BACKUP) and opens_by(data, second) for data in written)
    require_useless(stolen, written)


def test_a_restore_by_the_backup_password_asks_for_a_new_wallet_password_and_keeps_both(
    bench: Bench,
) -> None:
    with_backup(bench, bench.create())

    result = restored_anew(bench, {"action": "open", "password": BACKUP}, create=NEW_NEXT)

    assert bench.person.model("create")["purpose"] == "restore_backup"
    vault = bytes(result.blobs["vault"])
    assert opens(vault, NEXT)
    assert opens(vault, BACKUP)
    assert not opens(vault, PASSWORD)
    assert result.facts["backup_password"]
    opened = vaults.open_with_password(Request({"highest": 0}, {"vault": vault}), Secret(NEXT))
    assert opened.by_own_password


def test_a_restore_by_the_backup_password_may_go_on_with_it_alone(bench: Bench) -> None:
    with_backup(bench, bench.create())

    result = restored_anew(bench, {"action": "open", "password": BACKUP}, create={"action": "keep"})

    assert opens(bytes(result.blobs["vault"]), BACKUP)
    assert not result.facts["backup_password"], "it is the wallet's own by now"


def test_a_restore_by_the_wallet_s_own_password_names_the_slots_that_it_lacks(
    bench: Bench,
) -> None:
    with_backup(bench, with_code(bench, bench.create(), Paper()))

    result = restored_anew(bench, {"action": "open", "password": PASSWORD})

    left = ["BACKUP_PASSWORD_LEFT_OUT", "RECOVERY_CODE_LEFT_OUT"]
    assert result.facts["warnings"] == left
    assert bench.person.model("result")["warnings"] == left
    assert not result.facts["backup_password"]


def test_a_backup_password_may_be_a_made_one_and_the_hint_stays_the_wallet_s(
    bench: Bench,
) -> None:
    words = conftest.Paper("password")
    created = bench.create()
    bench.person = Person(
        unlock=UNLOCK,
        create={"action": "make"},
        made_password=words.show,
        made_password_check=words.check,
        changed=DONE,
    )

    made = after(created, backup_password.run(bench.ports(), saving(bench, created)))

    for data in written_files(bench, made):
        assert opens(data, "-".join(words.parts))
        assert container.parse(data).about.hint == "weather"


def test_slots_of_each_kind_keep_the_order_of_password_backup_code(bench: Bench) -> None:
    made = with_backup(bench, bench.create())
    made = with_code(bench, made, Paper())

    slots = container.parse(bytes(made.blobs["vault"])).slots

    assert [type(slot) for slot in slots] == [Argon2idSlot, Argon2idSlot, CodeSlot]
