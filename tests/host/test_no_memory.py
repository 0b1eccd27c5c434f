"""Jobs whose process may map less memory than the KDF takes: said so, and nothing changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.conftest import PASSWORD, World, make_world
from tests.support.host_client import HostClient, HostFailure

LIMIT = 320 << 20  # bytes: a job's own code maps more than 64 MiB, and the KDF 256 MiB
BOUND = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({LIMIT}, {LIMIT}))\n"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path / "world")


def _client(world: World) -> HostClient:
    return HostClient(world.host, world.home.environment())


@contextmanager
def _without_memory(world: World) -> Iterator[HostClient]:
    """Start a host whose jobs bound their own memory first."""
    job = world.root / "scripted_job.py"
    text = job.read_text()
    head, rest = text.split("import sys\n", 1)
    job.write_text(f"{head}{BOUND}import sys\n{rest}")
    with _client(world) as client:
        yield client
    job.write_text(text)


def _errors_on(world: World, page: str) -> list[object]:
    return [one["model"]["error"] for one in world.asked() if one["page"] == page]


def test_a_first_run_without_memory_says_so_and_leaves_nothing(world: World) -> None:
    with _without_memory(world) as client, pytest.raises(HostFailure) as refused:
        client.call("wallet.create")

    failure = refused.value.failure
    assert (failure["code"], failure["kind"], failure["retry"]) == ("NO_MEMORY", "env", True)
    assert not list(world.home.path.rglob("*.keystow"))
    with _client(world) as client:
        assert client.call("wallet.create")["receipt"], "with memory it works"


def test_an_unlock_without_memory_says_so_in_place(world: World) -> None:
    with _client(world) as client:
        wallet = client.call("wallet.create")["wallet"]
    world.answers(unlock=[{"action": "unlock", "password": PASSWORD}])

    with _without_memory(world) as client, pytest.raises(HostFailure) as refused:
        client.call("wallet.unlock", wallet=wallet)

    assert refused.value.code == "USER_DENIED", "the person read it and closed the window"
    assert _errors_on(world, "unlock") == [None, {"field": "password", "code": "NO_MEMORY"}]
    world.answers()
    with _client(world) as client:
        assert client.call("wallet.unlock", wallet=wallet) == {"wallet": wallet}


def test_a_restore_without_memory_says_so_in_place(world: World) -> None:
    with _client(world) as client:
        client.call("wallet.create")
    world.answers(restore=[{"action": "open", "password": PASSWORD, "copy": "first"}])

    with _without_memory(world) as client, pytest.raises(HostFailure) as refused:
        client.call("restore.start")

    assert refused.value.code == "USER_DENIED"
    assert _errors_on(world, "restore") == [
        None,
        {"field": "password", "code": "NO_MEMORY", "data": {}},
    ]
