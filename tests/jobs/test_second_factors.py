"""Key files, backup passwords and weak slots: what opens afterwards, and what old secrets don't."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from keystow import errors
from keystow.jobs import (
    backup,
    backup_password,
    import_,
    password,
    place,
    recovery,
    restore,
    reveal,
    stronger,
    unlock,
    vaults,
)
from keystow.jobs.ports import Ports, Request, Result
from keystow.keystore import container, kdf, recovery_code
from keystow.keystore.slots import Argon2idSlot, CodeSlot, Cost
from keystow.secret import Secret
from tests.jobs import conftest
from tests.jobs.conftest import CHEAP, PASSWORD, Bench, Person
from tests.jobs.test_slots import NEW_NEXT, NEXT, Paper, _made, _newest, _next, _saving

BACKUP = "Seven quiet lamps & a kettle, 1982"
UNLOCK = {"action": "unlock", "password": PASSWORD}
NEW_BACKUP = {"action": "create", "password": BACKUP, "confirmation": BACKUP}
DONE = {"action": "done"}
DEARER = Cost(32, 2, 1)
WEAKER = [Cost(8, 1, 1), Cost(8, 3, 1), Cost(64, 1, 1)]


def _opens(data: bytes, secret: str, key: bytes | None = None) -> bool:
    keystore = container.parse(data)
    keyfile = None if key is None else Secret(key)
    try:
        container.open_with_password(keystore, Secret(secret), keyfile=keyfile)
    except errors.WrongPassword:
        return False
    return True


def _opens_by(data: bytes, paper: Paper) -> bool:
    try:
        container.open_with_code(container.parse(data), recovery_code.read(Secret(paper.code())))
    except errors.WrongPassword:
        return False
    return True


def _written(bench: Bench, result: Result) -> list[bytes]:
    """Return the vault and the newest copy outside."""
    return [bytes(result.blobs["vault"]), _newest(bench.downloads)]


def _roots(data: bytes, secret: str, key: bytes | None = None) -> Any:
    """Return what somebody finds who opens an old vault by an old secret."""
    request = Request({"highest": 0}, {"vault": data})
    keyfile = None if key is None else Secret(key)
    return vaults.open_with_password(request, Secret(secret), keyfile).vault.slot_roots


def _require_useless(roots: Any, written: list[bytes]) -> None:
    assert roots
    for data in written:
        keystore = container.parse(data)
        for cached in roots:
            for slot in keystore.slots:
                with pytest.raises(errors.WrongPassword):
                    container.open_with_root(keystore, slot.id, cached.root)


# --- the backup password ----------------------------------------------------------------------


def _with_backup(bench: Bench, opened: Result, **pages: Any) -> Result:
    bench.person = Person(unlock=UNLOCK, create=NEW_BACKUP, changed=DONE, **pages)
    return _next(opened, backup_password.run(bench.ports(), _saving(bench, opened)))


def test_a_backup_password_opens_the_wallet_and_its_new_copies(bench: Bench) -> None:
    made = _with_backup(bench, bench.create())

    assert made.facts["backup_password"]
    for data in _written(bench, made):
        assert _opens(data, BACKUP)
        assert _opens(data, PASSWORD)
    assert bench.person.model("changed")["what"] == "backup_password"


def test_a_backup_password_leaves_the_recovery_code_as_it_is(bench: Bench) -> None:
    paper = Paper()
    made = _with_backup(bench, _made(bench, bench.create(), paper))

    assert all(_opens_by(data, paper) for data in _written(bench, made))


def test_a_later_backup_keeps_the_backup_password_that_nobody_typed_again(bench: Bench) -> None:
    made = _with_backup(bench, bench.create())

    backup.run(bench.ports(), bench.request(made, targets=[["1" * 16, str(bench.downloads)]]))

    assert _opens(_newest(bench.downloads), BACKUP)


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
        backup_password.run(bench.ports(), _saving(bench, created))

    assert bench.person.model("create")["error"]["code"] == code
    assert bench.files() == before


def test_only_the_wallet_s_own_password_changes_the_backup_password(bench: Bench) -> None:
    made = _with_backup(bench, bench.create())
    bench.person = Person(unlock=[{"action": "unlock", "password": BACKUP}])

    with pytest.raises(errors.UserDenied):
        backup_password.run(bench.ports(), _saving(bench, made))

    error = bench.person.model("unlock")["error"]
    assert error == {"field": "password", "code": "BACKUP_PASSWORD"}


@pytest.mark.parametrize("action", ["replace", "remove"])
def test_an_old_backup_password_with_an_old_vault_opens_nothing_newer(
    bench: Bench, action: str
) -> None:
    """The old vault holds the roots of all slots: each of them has to be another one now."""
    first, second = Paper(), Paper()
    once = _with_backup(bench, _made(bench, bench.create(), first))
    stolen = _roots(bytes(once.blobs["vault"]), BACKUP)
    assert len(stolen) == 3
    bench.person = Person(
        unlock=UNLOCK,
        backup_password={"action": action},
        create={"action": "create", "password": NEXT, "confirmation": NEXT},
        recovery=second.show,
        recovery_check=second.check,
        changed=DONE,
    )

    twice = _next(once, backup_password.run(bench.ports(), _saving(bench, once)))

    written = _written(bench, twice)
    _require_useless(stolen, written)
    for data in written:
        assert not _opens(data, BACKUP)
        assert _opens(data, PASSWORD)
        assert _opens(data, NEXT) == (action == "replace")
        assert _opens_by(data, second)
        assert not _opens_by(data, first)
    assert twice.facts["backup_password"] == (action == "replace")


def test_later_leaves_the_backup_password_as_it_is(bench: Bench) -> None:
    made = _with_backup(bench, bench.create())
    before = bench.files()
    bench.person = Person(unlock=UNLOCK, backup_password={"action": "later"})

    result = backup_password.run(bench.ports(), _saving(bench, made))

    assert result.facts["backup_password"]
    assert bench.files() == before


def _change_password(bench: Bench, opened: Result, **pages: Any) -> Result:
    bench.person = Person(unlock=UNLOCK, create=NEW_NEXT, changed=DONE, **pages)
    return _next(opened, password.run(bench.ports(), _saving(bench, opened)))


def test_a_changed_wallet_password_keeps_the_backup_password_once_it_is_typed_again(
    bench: Bench,
) -> None:
    once = _with_backup(bench, bench.create())
    stolen = _roots(bytes(once.blobs["vault"]), PASSWORD)
    wrong = {"action": "keep", "password": PASSWORD}
    right = {"action": "keep", "password": BACKUP}

    changed = _change_password(bench, once, backup_again=[wrong, right])

    error = bench.person.model("backup_again")["error"]
    assert error == {"field": "password", "code": "WRONG_PASSWORD"}
    written = _written(bench, changed)
    assert all(_opens(data, BACKUP) and _opens(data, NEXT) for data in written)
    _require_useless(stolen, written)


def test_a_changed_wallet_password_may_drop_the_backup_password(bench: Bench) -> None:
    once = _with_backup(bench, bench.create())

    changed = _change_password(bench, once, backup_again={"action": "drop"})

    assert not changed.facts["backup_password"]
    assert not _opens(_newest(bench.downloads), BACKUP)


def test_a_new_recovery_code_keeps_the_backup_password_once_it_is_typed_again(
    bench: Bench,
) -> None:
    first, second = Paper(), Paper()
    once = _with_backup(bench, _made(bench, bench.create(), first))
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

    twice = _next(once, recovery.run(bench.ports(), _saving(bench, once)))

    written = _written(bench, twice)
    assert all(_opens(data, BACKUP) and _opens_by(data, second) for data in written)
    _require_useless(stolen, written)


def _restored(bench: Bench, opened_by: dict[str, Any], **pages: Any) -> Result:
    """Restore the newest copy into a fresh folder."""
    copy = max(bench.downloads.glob("*.keystow"), key=lambda one: one.stat().st_mtime_ns)
    bench.data = bench.data.parent / "fresh"
    (bench.data / "safety").mkdir(parents=True, mode=0o700)

    def pick(_: dict[str, Any], queries: Any) -> dict[str, Any]:
        bench.person.files.append(str(copy))
        row = queries["pick_file"]({})["copy"]
        return {"copy": row["id"], **opened_by}

    def take(model: dict[str, Any], _: Any) -> dict[str, Any]:
        return {"action": "restore", "rows": [row["id"] for row in model["rows"]]}

    bench.person = Person(restore=pick, preview=take, result=DONE, **pages)
    return restore.run(bench.ports(), bench.request())


def test_a_restore_by_the_backup_password_asks_for_a_new_wallet_password_and_keeps_both(
    bench: Bench,
) -> None:
    _with_backup(bench, bench.create())

    result = _restored(bench, {"action": "open", "password": BACKUP}, create=NEW_NEXT)

    assert bench.person.model("create")["purpose"] == "restore_backup"
    vault = bytes(result.blobs["vault"])
    assert _opens(vault, NEXT)
    assert _opens(vault, BACKUP)
    assert not _opens(vault, PASSWORD)
    assert result.facts["backup_password"]
    opened = vaults.open_with_password(Request({"highest": 0}, {"vault": vault}), Secret(NEXT))
    assert opened.by_own_password


def test_a_restore_by_the_backup_password_may_go_on_with_it_alone(bench: Bench) -> None:
    _with_backup(bench, bench.create())

    result = _restored(bench, {"action": "open", "password": BACKUP}, create={"action": "keep"})

    assert _opens(bytes(result.blobs["vault"]), BACKUP)
    assert not result.facts["backup_password"], "it is the wallet's own by now"


def test_a_restore_by_the_wallet_s_own_password_names_the_slots_that_it_lacks(
    bench: Bench,
) -> None:
    _with_backup(bench, _made(bench, bench.create(), Paper()))

    result = _restored(bench, {"action": "open", "password": PASSWORD})

    left = ["BACKUP_PASSWORD_LEFT_OUT", "RECOVERY_CODE_LEFT_OUT"]
    assert result.facts["warnings"] == left
    assert bench.person.model("result")["warnings"] == left
    assert not result.facts["backup_password"]


# --- the key file -----------------------------------------------------------------------------


def _stick(bench: Bench) -> Path:
    folder = bench.data.parent / "stick"
    folder.mkdir(exist_ok=True)
    return folder


def _make_file(bench: Bench) -> Callable[..., dict[str, Any]]:
    def step(_: dict[str, Any], queries: Any) -> dict[str, Any]:
        bench.person.folders.append(str(_stick(bench)))
        name = queries["make_key_file"]({})["name"]
        assert (_stick(bench) / name).exists()
        return {"action": "use"}

    return step


def _with_key_file(
    bench: Bench, opened: Result, paper: Paper | None = None
) -> tuple[Result, bytes]:
    pages: dict[str, Any] = {"recovery": {"action": "later"}}
    if paper is not None:
        pages = {"recovery": paper.show, "recovery_check": paper.check}
    bench.person = Person(
        unlock=UNLOCK,
        create={**NEW_NEXT, "key_file": True},
        key_file=_make_file(bench),
        changed=DONE,
        **pages,
    )
    result = _next(opened, password.run(bench.ports(), _saving(bench, opened)))
    [made] = _stick(bench).iterdir()
    return result, made.read_bytes()


def test_a_password_with_a_new_key_file_opens_by_both_only(bench: Bench) -> None:
    made, key = _with_key_file(bench, bench.create())

    assert len(key) == 32
    assert made.facts["key_file"]
    for data in _written(bench, made):
        assert _opens(data, NEXT, key)
        assert not _opens(data, NEXT)
        assert not _opens(data, NEXT, os.urandom(32))


def test_a_key_file_comes_with_the_offer_of_a_recovery_code_which_opens_without_it(
    bench: Bench,
) -> None:
    paper = Paper()
    made, _ = _with_key_file(bench, bench.create(), paper)

    assert all(_opens_by(data, paper) for data in _written(bench, made))


def test_a_first_run_with_a_key_file_offers_a_recovery_code(bench: Bench) -> None:
    paper = Paper()

    made = bench.first_run(
        create={**NEW_NEXT, "wallet_name": "Everyday", "key_file": True},
        key_file=_make_file(bench),
        recovery=paper.show,
        recovery_check=paper.check,
    )

    [file] = _stick(bench).iterdir()
    vault = bytes(made.blobs["vault"])
    assert _opens(vault, NEXT, file.read_bytes())
    assert not _opens(vault, NEXT)
    assert _opens_by(vault, paper)


def test_a_key_file_that_was_used_last_is_known_again_by_its_name_only(bench: Bench) -> None:
    made, _ = _with_key_file(bench, bench.create())
    [file] = _stick(bench).iterdir()
    bench.person = Person(unlock={"action": "unlock", "password": NEXT})

    unlock.run(bench.ports(), _saving(bench, made, purpose="open"))

    model = bench.person.model("unlock")["key_file"]
    assert model == {"name": file.name, "needed": True}
    assert str(_stick(bench)) not in str(bench.person.seen), "no page needs the path"


def test_a_key_file_that_is_gone_is_asked_for_and_can_be_chosen_elsewhere(bench: Bench) -> None:
    made, key = _with_key_file(bench, bench.create())
    [file] = _stick(bench).iterdir()
    moved = file.rename(bench.data.parent / "copy.key")
    answers = iter([{"action": "unlock", "password": NEXT}] * 2)

    def step(model: dict[str, Any], queries: Any) -> dict[str, Any]:
        if model["error"]:
            assert model["error"] == {"field": "key_file", "code": "KEY_FILE_MISSING"}
            bench.person.files.append(str(moved))
            assert queries["pick_key_file"]({}) == {"name": "copy.key"}
        return next(answers)

    bench.person = Person(unlock=step)
    result = unlock.run(bench.ports(), _saving(bench, made, purpose="open"))

    assert result.facts["key_file"]
    bench.person = Person(unlock={"action": "unlock", "password": NEXT})
    unlock.run(bench.ports(), _saving(bench, made, purpose="open"))
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
        password.run(bench.ports(), _saving(bench, created))

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
        password.run(bench.ports(), _saving(bench, created))

    assert bench.files() == before


def test_an_old_key_file_and_password_with_an_old_vault_open_nothing_newer(bench: Bench) -> None:
    once, key = _with_key_file(bench, bench.create(), Paper())
    stolen = _roots(bytes(once.blobs["vault"]), NEXT, key)
    bench.person = Person(
        unlock={"action": "unlock", "password": NEXT},
        create={"action": "create", "password": PASSWORD, "confirmation": PASSWORD, "hint": ""},
        recovery={"action": "later"},
        changed=DONE,
    )

    removed = _next(once, password.run(bench.ports(), _saving(bench, once)))

    assert not removed.facts["key_file"]
    written = _written(bench, removed)
    assert all(_opens(data, PASSWORD) for data in written)
    assert not any(_opens(data, NEXT, key) for data in written)
    _require_useless(stolen, written)


def test_a_copy_with_a_key_file_is_restored_by_both(bench: Bench) -> None:
    _, key = _with_key_file(bench, bench.create())
    [file] = _stick(bench).iterdir()

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
    assert _opens(bytes(result.blobs["vault"]), NEXT, key)


def test_a_made_password_may_ask_for_a_key_file_too(bench: Bench) -> None:
    words = conftest.Paper("password")

    made = bench.first_run(
        create={"action": "make", "wallet_name": "Everyday", "key_file": True},
        made_password=words.show,
        made_password_check=words.check,
        key_file=_make_file(bench),
        recovery={"action": "later"},
    )

    [file] = _stick(bench).iterdir()
    vault = bytes(made.blobs["vault"])
    assert _opens(vault, "-".join(words.parts), file.read_bytes())
    assert not _opens(vault, "-".join(words.parts))


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

    made = _next(created, backup_password.run(bench.ports(), _saving(bench, created)))

    for data in _written(bench, made):
        assert _opens(data, "-".join(words.parts))
        assert container.parse(data).about.hint == "weather"


# --- a weak slot ------------------------------------------------------------------------------


def _dearer(bench: Bench, cost: Cost = DEARER) -> Ports:
    return replace(bench.ports(), cost=cost)


def _unlocked(bench: Bench, opened: Result, ports: Ports, secret: str = PASSWORD) -> Result:
    bench.person = Person(unlock={"action": "unlock", "password": secret})
    return _next(opened, unlock.run(ports, _saving(bench, opened, purpose="open")))


def _costs(data: bytes) -> list[tuple[int, int, int]]:
    slots = container.parse(data).slots
    return [(s.memory_kib, s.passes, s.lanes) for s in slots if isinstance(s, Argon2idSlot)]


def test_a_weak_slot_gets_today_s_cost_and_a_new_salt_as_its_password_is_typed(
    bench: Bench,
) -> None:
    paper = Paper()
    made = _made(bench, bench.create(), paper)
    before = container.parse(bytes(made.blobs["vault"])).slots

    result = _unlocked(bench, made, _dearer(bench))

    assert bench.person.pages() == ["unlock"], "no page and no click more"
    for data in _written(bench, result):
        assert _costs(data) == [tuple(DEARER)]
        assert _opens(data, PASSWORD)
        assert _opens_by(data, paper), "the other slots stay"
        slots = container.parse(data).slots
        assert [slot.id for slot in slots] == [slot.id for slot in before]
        assert slots[0].salt != before[0].salt
    assert _roots(bytes(result.blobs["vault"]), PASSWORD)[0].tag == kdf.tag(
        Secret(result.blobs["root"]), container.parse(bytes(result.blobs["vault"])).slots[0]
    )


def test_the_old_root_of_a_weak_slot_opens_nothing_newer(bench: Bench) -> None:
    created = bench.create()
    stolen = _roots(bytes(created.blobs["vault"]), PASSWORD)

    result = _unlocked(bench, created, _dearer(bench))

    _require_useless(stolen, _written(bench, result))


def test_a_session_of_a_slot_made_anew_goes_on(bench: Bench) -> None:
    result = _unlocked(bench, bench.create(), _dearer(bench))

    again = backup.run(bench.ports(), bench.request(result))

    assert again.facts["backup"]["accounts"] == 2


@pytest.mark.parametrize("cost", WEAKER)
def test_no_slot_is_made_weaker_in_anything(bench: Bench, cost: Cost) -> None:
    strong = _unlocked(bench, bench.create(), _dearer(bench))
    before = bench.files()

    again = _unlocked(bench, strong, _dearer(bench, cost))

    assert again.blobs["vault"] == strong.blobs["vault"]
    assert bench.files() == before


def test_a_slot_with_a_key_file_is_made_anew_with_it(bench: Bench) -> None:
    made, key = _with_key_file(bench, bench.create())

    result = _unlocked(bench, made, _dearer(bench), NEXT)

    vault = bytes(result.blobs["vault"])
    assert _costs(vault) == [tuple(DEARER)]
    assert _opens(vault, NEXT, key)
    assert not _opens(vault, NEXT)


def test_a_slot_stays_as_it_is_where_all_together_would_cost_a_reader_too_much(
    bench: Bench,
) -> None:
    created = _with_backup(bench, bench.create())
    before = bench.files()
    ports = _dearer(bench, Cost(3 * 1024 * 1024, 3, 4))  # beyond a reader's bound by itself

    result = _unlocked(bench, created, ports)

    assert result.blobs["vault"] == created.blobs["vault"]
    assert bench.files() == before


def _full(*_: Any) -> Any:
    raise errors.NoSpace


def _no_memory(*_: Any) -> Any:
    raise errors.NoMemory


def _lying(real: Callable[..., Secret]) -> Callable[..., Secret]:
    def derive(*args: Any) -> Secret:
        return Secret(os.urandom(32)) if args[1].memory_kib > CHEAP.memory_kib else real(*args)

    return derive


@pytest.mark.parametrize("fault", ["disk", "memory", "kdf"])
def test_a_failure_leaves_the_wallet_as_it_was_and_open(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    created = bench.create()
    ports = _dearer(bench)
    if fault == "disk":
        ports = replace(ports, save_vault=_full)
    elif fault == "memory":
        monkeypatch.setattr(stronger, "_root", _no_memory)
    else:
        monkeypatch.setattr(kdf, "derive_root", _lying(kdf.derive_root))
    versions = set((bench.data / "wallets").rglob("vault-*"))

    result = _unlocked(bench, created, ports)

    assert result.blobs["vault"] == created.blobs["vault"]
    assert result.blobs["root"] == created.blobs["root"]
    assert set((bench.data / "wallets").rglob("vault-*")) == versions


def test_a_restored_copy_of_a_lower_cost_is_made_anew_at_the_next_unlock(bench: Bench) -> None:
    bench.create()
    restored = _restored(bench, {"action": "open", "password": PASSWORD})
    assert _costs(bytes(restored.blobs["vault"])) == [tuple(CHEAP)]

    result = _unlocked(bench, restored, _dearer(bench))

    assert _costs(bytes(result.blobs["vault"])) == [tuple(DEARER)]


# --- a recovery code at the other doors -------------------------------------------------------


def _by_code(paper: Paper) -> dict[str, Any]:
    return {"action": "code", "recovery_code": paper.code()}


def test_a_code_opens_the_phrase_and_changes_nothing(bench: Bench) -> None:
    paper = Paper()
    made = _made(bench, bench.create(), paper)
    before = bench.files()

    def choose(model: dict[str, Any], _: Any) -> dict[str, Any]:
        return {"action": "phrase", "id": model["phrases"][0]["id"]}

    pages: dict[str, Any] = {"secrets": [choose, DONE], "phrase": DONE}
    bench.person = Person(unlock=_by_code(paper), **pages)

    result = reveal.run(bench.ports(), _saving(bench, made))

    assert bench.person.model("unlock")["code"] == "opens"
    assert len(bench.person.model("phrase")["words"]) == 12
    assert bench.files() == before
    unlocked = Result({**made.facts, **result.facts}, result.blobs)
    assert backup.run(bench.ports(), bench.request(unlocked)).facts["backup"]["accounts"] == 2


def test_a_code_opens_a_place_an_import_and_a_restore(bench: Bench) -> None:
    paper = Paper()
    made = _made(bench, bench.create(), paper)
    bench.person = Person(unlock=_by_code(paper), place=lambda _, queries: _use(bench, queries))
    added = place.run(bench.ports(), _saving(bench, made, what="add"))
    assert added.facts["destination"]

    other = Bench(bench.data.parent / "o" / "data", bench.data.parent / "o" / "Downloads")
    for folder in (other.data / "safety", other.downloads):
        folder.mkdir(parents=True, mode=0o700)
    theirs = Paper()
    _made(other, other.create(), theirs)
    copy = max(other.downloads.glob("*.keystow"), key=lambda one: one.stat().st_mtime_ns)

    def pick(_: dict[str, Any], queries: Any) -> dict[str, Any]:
        bench.person.files.append(str(copy))
        row = queries["pick_file"]({})["copy"]
        return {"copy": row["id"], **_by_code(theirs)}

    def take(model: dict[str, Any], _: Any) -> dict[str, Any]:
        return {"action": "restore", "rows": [row["id"] for row in model["rows"]]}

    for job, page in ((import_.run, "import"), (restore.run, "restore")):
        pages: dict[str, Any] = {page: pick, "preview": take, "result": DONE}
        bench.person = Person(unlock=_by_code(paper), **pages)
        result = job(bench.ports(), _saving(bench, made))
        made = _next(made, result)
        assert len(result.facts["view"]["accounts"]) == 4
        for data in _written(bench, result):
            assert _opens(data, PASSWORD)
            assert _opens_by(data, paper)
            assert not _opens_by(data, theirs)


def _use(bench: Bench, queries: Any) -> dict[str, Any]:
    bench.person.folders.append(str(_stick(bench)))
    assert queries["pick_folder"]({})["picked"]
    return {"action": "use"}


@pytest.mark.parametrize("job", [recovery.run, backup_password.run])
def test_where_the_password_itself_is_needed_a_code_is_refused_and_the_page_says_so(
    bench: Bench, job: Callable[..., Result]
) -> None:
    paper = Paper()
    made = _made(bench, bench.create(), paper)
    before = bench.files()
    bench.person = Person(unlock=[{**_by_code(paper), "password": "x"}])

    with pytest.raises(errors.UserDenied):
        job(bench.ports(), _saving(bench, made))

    assert bench.person.model("unlock")["code"] == "refused"
    assert bench.files() == before


def test_slots_of_each_kind_keep_the_order_of_password_backup_code(bench: Bench) -> None:
    made = _with_backup(bench, bench.create())
    made = _made(bench, made, Paper())

    slots = container.parse(bytes(made.blobs["vault"])).slots

    assert [type(slot) for slot in slots] == [Argon2idSlot, Argon2idSlot, CodeSlot]
