"""Key files as a second factor: what opens with them, and what doesn't without."""

import os
from typing import Any

import pytest

from keystow import errors
from keystow.jobs import password, restore, unlock
from keystow.keystore import kdf
from keystow.secret import Secret
from tests.jobs import conftest
from tests.jobs.conftest import PASSWORD, Bench, Person
from tests.jobs.second_factors import (
    DONE,
    NEW_NEXT,
    NEXT,
    UNLOCK,
    Paper,
    after,
    make_file,
    opens,
    opens_by,
    require_useless,
    saving,
    stick,
    stolen_roots,
    with_key_file,
    written_files,
)


def test_a_password_with_a_new_key_file_opens_by_both_only(bench: Bench) -> None:
    made, key = with_key_file(bench, bench.create())

    assert len(key) == 32
    assert made.facts["key_file"]
    for data in written_files(bench, made):
        assert opens(data, NEXT, key)
        assert not opens(data, NEXT)
        assert not opens(data, NEXT, os.urandom(32))


def test_a_key_file_comes_with_the_offer_of_a_recovery_code_which_opens_without_it(
    bench: Bench,
) -> None:
    paper = Paper()
    made, _ = with_key_file(bench, bench.create(), paper)

    assert all(opens_by(data, paper) for data in written_files(bench, made))


def test_a_first_run_with_a_key_file_offers_a_recovery_code(bench: Bench) -> None:
    paper = Paper()

    made = bench.first_run(
        create={**NEW_NEXT, "wallet_name": "Everyday", "key_file": True},
        key_file=make_file(bench),
        recovery=paper.show,
        recovery_check=paper.check,
    )

    [file] = stick(bench).iterdir()
    vault = bytes(made.blobs["vault"])
    assert opens(vault, NEXT, file.read_bytes())
    assert not opens(vault, NEXT)
    assert opens_by(vault, paper)


def test_a_key_file_that_was_used_last_is_known_again_by_its_name_only(bench: Bench) -> None:
    made, _ = with_key_file(bench, bench.create())
    [file] = stick(bench).iterdir()
    bench.person = Person(unlock={"action": "unlock", "password": NEXT})

    unlock.run(bench.ports(), saving(bench, made, purpose="open"))

    model = bench.person.model("unlock")["key_file"]
    assert model == {"name": file.name, "needed": True}
    assert str(stick(bench)) not in str(bench.person.seen), "no page needs the path"


def test_a_key_file_that_is_gone_is_asked_for_and_can_be_chosen_elsewhere(bench: Bench) -> None:
    made, key = with_key_file(bench, bench.create())
    [file] = stick(bench).iterdir()
    moved = file.rename(bench.data.parent / "copy.key")
    answers = iter([{"action": "unlock", "password": NEXT}] * 2)

    def step(model: dict[str, Any], queries: Any) -> dict[str, Any]:
        if model["error"]:
            assert model["error"] == {"field": "key_file", "code": "KEY_FILE_MISSING"}
            bench.person.files.append(str(moved))
            assert queries["pick_key_file"]({}) == {"name": "copy.key"}
        return next(answers)

    bench.person = Person(unlock=step)
    result = unlock.run(bench.ports(), saving(bench, made, purpose="open"))

    assert result.facts["key_file"]
    bench.person = Person(unlock={"action": "unlock", "password": NEXT})
    unlock.run(bench.ports(), saving(bench, made, purpose="open"))
    assert bench.person.model("unlock")["key_file"]["name"] == "copy.key"
    assert key == moved.read_bytes()


@pytest.mark.parametrize("size", [0, 1024 * 1024 + 1])
def test_what_can_t_be_a_key_file_is_refused_as_it_is_picked(bench: Bench, size: int) -> None:
    created = bench.create()
    before = bench.files()
    odd = bench.data.parent / "odd"
    odd.write_bytes(bytes(size))

    def pick(_: dict[str, Any], queries: Any) -> dict[str, Any]:
        bench.person.files.append(str(odd))
        with pytest.raises(errors.KeyFileInvalid):
            queries["pick_key_file"]({})
        raise errors.UserDenied

    bench.person = Person(unlock=UNLOCK, create={**NEW_NEXT, "key_file": True}, key_file=pick)
    with pytest.raises(errors.UserDenied):
        password.run(bench.ports(), saving(bench, created))

    assert bench.files() == before


def test_a_key_file_that_changes_before_the_slot_is_made_makes_no_slot(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    created = bench.create()
    before = bench.files()
    file = bench.data.parent / "picture.jpg"
    file.write_bytes(b"one")

    def pick(_: dict[str, Any], queries: Any) -> dict[str, Any]:
        bench.person.files.append(str(file))
        queries["pick_key_file"]({})
        return {"action": "use"}

    def derive(*args: Any) -> Secret:
        if args[1].keyfile:
            file.write_bytes(b"another")
        return kdf_derive(*args)

    kdf_derive = kdf.derive_root
    bench.person = Person(
        unlock=UNLOCK,
        create={**NEW_NEXT, "key_file": True},
        key_file=pick,
        recovery={"action": "later"},
    )
    monkeypatch.setattr(kdf, "derive_root", derive)
    with pytest.raises(errors.SlotMismatch):
        password.run(bench.ports(), saving(bench, created))

    assert bench.files() == before


def test_an_old_key_file_and_password_with_an_old_vault_open_nothing_newer(bench: Bench) -> None:
    once, key = with_key_file(bench, bench.create(), Paper())
    stolen = stolen_roots(bytes(once.blobs["vault"]), NEXT, key)
    bench.person = Person(
        unlock={"action": "unlock", "password": NEXT},
        create={"action": "create", "password": PASSWORD, "confirmation": PASSWORD, "hint": ""},
        recovery={"action": "later"},
        changed=DONE,
    )

    removed = after(once, password.run(bench.ports(), saving(bench, once)))

    assert not removed.facts["key_file"]
    written = written_files(bench, removed)
    assert all(opens(data, PASSWORD) for data in written)
    assert not any(opens(data, NEXT, key) for data in written)
    require_useless(stolen, written)


def test_a_copy_with_a_key_file_is_restored_by_both(bench: Bench) -> None:
    _, key = with_key_file(bench, bench.create())
    [file] = stick(bench).iterdir()

    def pick(model: dict[str, Any], queries: Any) -> dict[str, Any]:
        if not model["error"]:
            bench.person.files.append(str(copy))
            row = queries["pick_file"]({})["copy"]
            assert row["key_file"] == "needed"
            return {"action": "open", "copy": row["id"], "password": NEXT}
        assert model["error"]["code"] == "KEY_FILE_MISSING"
        bench.person.files.append(str(file))
        row = model["copies"][-1]
        assert queries["key_file"]({"copy": row["id"]}) == {"name": None}
        assert queries["pick_key_file"]({"copy": row["id"]}) == {"name": file.name}
        return {"action": "open", "copy": row["id"], "password": NEXT}

    copy = max(bench.downloads.glob("*.keystow"), key=lambda one: one.stat().st_mtime_ns)
    bench.data = bench.data.parent / "fresh"
    (bench.data / "safety").mkdir(parents=True, mode=0o700)
    bench.person = Person(
        restore=pick,
        preview=lambda model, _: {
            "action": "restore",
            "rows": [row["id"] for row in model["rows"]],
        },
        result=DONE,
    )

    result = restore.run(bench.ports(), bench.request())

    assert result.facts["key_file"]
    assert opens(bytes(result.blobs["vault"]), NEXT, key)


def test_a_made_password_may_ask_for_a_key_file_too(bench: Bench) -> None:
    words = conftest.Paper("password")

    made = bench.first_run(
        create={"action": "make", "wallet_name": "Everyday", "key_file": True},
        made_password=words.show,
        made_password_check=words.check,
        key_file=make_file(bench),
        recovery={"action": "later"},
    )

    [file] = stick(bench).iterdir()
    vault = bytes(made.blobs["vault"])
    assert opens(vault, "-".join(words.parts), file.read_bytes())
    assert not opens(vault, "-".join(words.parts))
