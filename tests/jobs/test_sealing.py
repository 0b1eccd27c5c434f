"""Cached roots: a wrong SALT, M, T or P beside one is caught before anything is written."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from keystow import errors
from keystow.jobs import backup, publish, vaults
from keystow.jobs.ports import Sealed, Target
from keystow.keystore.slots import Argon2idSlot
from tests.jobs.conftest import Bench


@pytest.mark.parametrize(
    "wrong",
    [
        {"salt": bytes(16)},
        {"memory_kib": 16},
        {"passes": 2},
        {"lanes": 2, "memory_kib": 16},
    ],
)
def test_a_cached_root_beside_a_wrong_line_is_not_sealed(
    bench: Bench, wrong: dict[str, Any]
) -> None:
    created = bench.create()
    opened = vaults.open_unlocked(bench.request(created))
    slot = opened.key.slot
    assert isinstance(slot, Argon2idSlot)
    key = replace(opened.key, slot=replace(slot, **wrong))
    before = bench.files()

    for seal in (vaults.seal_backup, vaults.seal_both):
        with pytest.raises(errors.SlotMismatch):
            seal(replace(opened, keys=(key,)), bench.ports())

    assert bench.files() == before


def test_the_right_line_is_sealed_with_a_new_nonce_each_time(bench: Bench) -> None:
    created = bench.create()
    opened = vaults.open_unlocked(bench.request(created))

    first, second = (vaults.seal_backup(opened, bench.ports()) for _ in range(2))

    assert first.data != second.data
    assert first.name != second.name


def test_a_backup_that_no_place_takes_is_not_called_one(bench: Bench) -> None:
    created = bench.create()
    gone = [["0" * 16, str(bench.data / "gone")]]

    with pytest.raises(errors.NoCopySaved):
        backup.run(bench.ports(), bench.request(created, targets=gone))


def test_a_check_without_memory_fails_its_place_and_spares_the_other(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    created = bench.create()
    targets = [["0" * 16, str(bench.data / "safety")], ["1" * 16, str(bench.downloads)]]
    proof = publish.proof

    def forgetful(sealed: Sealed) -> publish.Verify:
        verify = proof(sealed)
        checks = iter(range(100))

        def once_without_memory(data: bytes) -> None:
            if next(checks) == 0:
                raise MemoryError
            verify(data)

        return once_without_memory

    monkeypatch.setattr(publish, "proof", forgetful)
    before = set(bench.files())

    result = backup.run(bench.ports(), bench.request(created, targets=targets))

    codes = {row[0]: row[4] for row in result.facts["backup"]["saved"]}
    assert codes == {"0" * 16: "NO_MEMORY", "1" * 16: None}
    [new] = set(bench.files()) - before
    assert Path(new).parent == bench.downloads


def test_one_place_that_fails_spares_the_other(bench: Bench) -> None:
    created = bench.create()
    targets = [["0" * 16, str(bench.data / "gone")], ["1" * 16, str(bench.downloads)]]

    result = backup.run(bench.ports(), bench.request(created, targets=targets))

    codes = {row[0]: row[4] for row in result.facts["backup"]["saved"]}
    assert codes == {"0" * 16: "DESTINATION_MISSING", "1" * 16: None}


@pytest.mark.parametrize(("asked_before", "codes"), [(1, None), (2, [None, "CANCELLED"])])
def test_a_cancel_between_two_places_tells_what_is_saved(
    bench: Bench, asked_before: int, codes: list[str | None] | None
) -> None:
    sealed = vaults.seal_backup(vaults.open_unlocked(bench.request(bench.create())), bench.ports())
    places = [Target("1" * 16, str(bench.downloads)), Target("2" * 16, str(bench.data / "safety"))]
    asked = 0

    def check_cancelled() -> None:
        nonlocal asked
        asked += 1
        if asked >= asked_before:
            raise errors.Cancelled

    with ExitStack() as stack:
        opened = publish.open_targets(stack, tuple(places))
        if codes is None:
            with pytest.raises(errors.Cancelled):
                publish.save_copies(sealed, opened, lambda *_: None, check_cancelled)
            return
        saved = publish.save_copies(sealed, opened, lambda *_: None, check_cancelled)

    assert [one.code for one in saved] == codes
    assert (bench.downloads / sealed.name).exists()
    assert not (bench.data / "safety" / sealed.name).exists()


def test_a_copy_that_opens_to_another_payload_is_not_proven(bench: Bench) -> None:
    created = bench.create()
    sealed = vaults.seal_backup(vaults.open_unlocked(bench.request(created)), bench.ports())
    publish.proof(sealed)(sealed.data)

    with pytest.raises(errors.ReadBackFailed):
        publish.proof(replace(sealed, payload_sha256="0" * 64))(sealed.data)
