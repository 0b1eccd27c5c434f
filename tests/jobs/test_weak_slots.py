"""A slot of a lower cost is made anew as its password is typed."""

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from keystow import errors
from keystow.jobs import backup, stronger, unlock
from keystow.jobs.ports import Ports, Result
from keystow.keystore import container, kdf
from keystow.keystore.slots import Argon2idSlot, Cost
from keystow.secret import Secret
from tests.jobs.conftest import CHEAP, PASSWORD, Bench, Person
from tests.jobs.second_factors import (
    NEXT,
    Paper,
    after,
    opens,
    opens_by,
    require_useless,
    restored_anew,
    saving,
    stolen_roots,
    with_backup,
    with_code,
    with_key_file,
    written_files,
)

DEARER = Cost(32, 2, 1)
WEAKER = [Cost(8, 1, 1), Cost(8, 3, 1), Cost(64, 1, 1)]


def _dearer(bench: Bench, cost: Cost = DEARER) -> Ports:
    return replace(bench.ports(), cost=cost)


def _unlocked(bench: Bench, opened: Result, ports: Ports, secret: str = PASSWORD) -> Result:
    bench.person = Person(unlock={"action": "unlock", "password": secret})
    return after(opened, unlock.run(ports, saving(bench, opened, purpose="open")))


def _costs(data: bytes) -> list[tuple[int, int, int]]:
    slots = container.parse(data).slots
    return [(s.memory_kib, s.passes, s.lanes) for s in slots if isinstance(s, Argon2idSlot)]


def test_a_weak_slot_gets_today_s_cost_and_a_new_salt_as_its_password_is_typed(
    bench: Bench,
) -> None:
    paper = Paper()
    made = with_code(bench, bench.create(), paper)
    before = container.parse(bytes(made.blobs["vault"])).slots

    result = _unlocked(bench, made, _dearer(bench))

    assert bench.person.pages() == ["unlock"], "no page and no click more"
    for data in written_files(bench, result):
        assert _costs(data) == [tuple(DEARER)]
        assert opens(data, PASSWORD)
        assert opens_by(data, paper), "the other slots stay"
        slots = container.parse(data).slots
        assert [slot.id for slot in slots] == [slot.id for slot in before]
        assert slots[0].salt != before[0].salt
    assert stolen_roots(bytes(result.blobs["vault"]), PASSWORD)[0].tag == kdf.tag(
        Secret(result.blobs["root"]), container.parse(bytes(result.blobs["vault"])).slots[0]
    )


def test_the_old_root_of_a_weak_slot_opens_nothing_newer(bench: Bench) -> None:
    created = bench.create()
    stolen = stolen_roots(bytes(created.blobs["vault"]), PASSWORD)

    result = _unlocked(bench, created, _dearer(bench))

    require_useless(stolen, written_files(bench, result))


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
    made, key = with_key_file(bench, bench.create())

    result = _unlocked(bench, made, _dearer(bench), NEXT)

    vault = bytes(result.blobs["vault"])
    assert _costs(vault) == [tuple(DEARER)]
    assert opens(vault, NEXT, key)
    assert not opens(vault, NEXT)


def test_a_slot_stays_as_it_is_where_all_together_would_cost_a_reader_too_much(
    bench: Bench,
) -> None:
    created = with_backup(bench, bench.create())
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
    restored = restored_anew(bench, {"action": "open", "password": PASSWORD})
    assert _costs(bytes(restored.blobs["vault"])) == [tuple(CHEAP)]

    result = _unlocked(bench, restored, _dearer(bench))

    assert _costs(bytes(result.blobs["vault"])) == [tuple(DEARER)]
