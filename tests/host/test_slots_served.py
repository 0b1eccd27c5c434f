"""Key files and backup passwords through the real host process, its jobs and its protocol."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from keystow.keystore import container
from keystow.keystore.slots import WRITE, Argon2idSlot
from tests.browser.conftest import PASSWORD, World, make_world
from tests.browser.test_story import PICK
from tests.cli import made
from tests.support.host_client import HostClient, HostFailure

NEXT = "Nine herons 2 rusty boats, ashore"
BACKUP = "Seven quiet lamps & a kettle, 1982"
MAKE = [{"name": "make_key_file", "args": {}}]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path / "world")


@pytest.fixture
def client(world: World) -> Iterator[HostClient]:
    with HostClient(world.host, world.home.environment()) as one:
        yield one


def _new(password: str, **more: object) -> dict[str, object]:
    chosen = {"action": "create", "password": password, "confirmation": password}
    return {**chosen, "hint": "harbour", **more}


def test_a_key_file_is_made_asked_for_and_never_told_to_the_browser(
    world: World, client: HostClient
) -> None:
    stick = world.place("stick")
    wallet = client.call("wallet.create")["wallet"]
    world.answers(
        create=_new(NEXT, key_file=True),
        key_file={"action": "use", "queries": MAKE},
        pick_folder=[str(stick)],
        recovery={"action": "later"},
        changed={"action": "done"},
    )

    client.call("password.change", wallet=wallet)

    [key] = stick.iterdir()
    state = client.call("wallet.state", wallet=wallet)["wallet"]
    assert state["key_file"] is True
    assert str(stick) not in str(state)
    assert key.stat().st_mode & 0o777 == 0o600
    client.call("wallet.lock", wallet=wallet)
    world.answers(unlock={"action": "unlock", "password": NEXT})
    client.call("wallet.unlock", wallet=wallet)
    assert world.asked()[-1]["model"]["key_file"] == {"name": key.name, "needed": True}
    client.call("wallet.lock", wallet=wallet)
    key.unlink()
    world.answers(unlock=[{"action": "unlock", "password": NEXT}])
    with pytest.raises(HostFailure) as refused:
        client.call("wallet.unlock", wallet=wallet)
    assert refused.value.code == "USER_DENIED"
    assert world.asked()[-1]["model"]["error"]["code"] == "KEY_FILE_MISSING"


def test_a_backup_password_is_set_and_unlocks_too(world: World, client: HostClient) -> None:
    wallet = client.call("wallet.create")["wallet"]
    world.answers(create=_new(BACKUP), changed={"action": "done"})

    client.call("password.backup", wallet=wallet)

    state = client.call("wallet.state", wallet=wallet)["wallet"]
    assert (state["backup_password"], state["recovery_code"]) == (True, False)
    for password in (BACKUP, PASSWORD):
        client.call("wallet.lock", wallet=wallet)
        world.answers(unlock={"action": "unlock", "password": password})
        client.call("backup.start", wallet=wallet)
        after = client.call("wallet.state", wallet=wallet)["wallet"]
        assert after["backup_password"], "each secret keeps the other's slot"


def test_a_restored_file_of_a_low_cost_is_made_anew_in_every_place_as_it_is_unlocked(
    world: World, client: HostClient
) -> None:
    weak = world.root / "weak.keystow"
    weak.write_bytes(made.keystow())  # 8 KiB, one pass
    world.answers(
        pick_file=[str(weak)],
        restore={"action": "open", "password": made.PASSWORD, "queries": PICK},
        unlock={"action": "unlock", "password": made.PASSWORD},
    )
    wallet = client.call("restore.start")["wallet"]
    assert _memory_kib(world) == {8}
    client.call("wallet.lock", wallet=wallet)

    client.call("wallet.unlock", wallet=wallet)

    assert _memory_kib(world) == {WRITE.memory_kib}, "the newest vault, and the copies made of it"
    last = client.call("copies.list", wallet=wallet, offset=0, limit=9)["copies"]
    assert len({copy["destination"] for copy in last}) == 2
    assert client.call("backup.start", wallet=wallet)["accounts"] == 4


def _memory_kib(world: World) -> set[int]:
    """Return the cost of the newest file in each place that has one."""
    places = [world.home.downloads, world.data / "safety", *(world.data / "wallets").iterdir()]
    files = [sorted(place.glob("*.keystow"), key=_written_at) for place in places]
    slots = [container.parse(some[-1].read_bytes()).slots[0] for some in files if some]
    return {slot.memory_kib for slot in slots if isinstance(slot, Argon2idSlot)}


def _written_at(path: Path) -> int:
    return path.stat().st_mtime_ns
