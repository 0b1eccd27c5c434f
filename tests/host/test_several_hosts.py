"""Real host processes side by side on one folder, as several profiles and browsers start them.

Whatever they do at once to one wallet and to different ones: each change is in, or was refused as
BUSY and is nowhere; no host shows an older state than it was told of.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from keystow.keystore import container, payload
from keystow.secret import Secret
from keystow.wallet import decoder
from tests.browser.conftest import PASSWORD, World, make_world
from tests.support.host_client import HostClient, HostFailure

HOSTS = 3
ROUNDS = 4
ALLOWED = {"BUSY", "LOCKED"}


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path / "world")


@pytest.fixture
def hosts(world: World) -> Iterator[list[HostClient]]:
    with ExitStack() as stack:
        yield [
            stack.enter_context(HostClient(world.host, world.home.environment()))
            for _ in range(HOSTS)
        ]


class Worker(threading.Thread):
    """One profile's work; it notes what was done and what was refused."""

    def __init__(self, host: HostClient, wallet: str) -> None:
        super().__init__()
        self._host = host
        self._wallet = wallet
        self.done: list[tuple[str, Any]] = []
        self.refused: list[str] = []
        self.failure: BaseException | None = None

    def ask(self, method: str, **params: Any) -> Any:
        """Ask for a change; keep its result, or the code of its refusal."""
        try:
            result = self._host.call(method, wallet=self._wallet, **params)
        except HostFailure as refused:
            self.refused.append(refused.code)
            return None
        self.done.append((method, {**params, "result": result}))
        return result

    def run(self) -> None:
        try:
            self.work()
        except BaseException as failure:  # shown by the test's own thread
            self.failure = failure

    def work(self) -> None:
        for turn in range(ROUNDS):
            added = self.ask("accounts.add", chain="lamden")
            if added is not None:
                account = added["account"]["id"]
                self.ask("accounts.rename", account=account, name=f"{self.name} {turn}")
            self.ask("backup.start")


def run_all(workers: list[Worker]) -> None:
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(300)
        assert worker.failure is None, worker.failure
        assert set(worker.refused) <= ALLOWED, worker.refused


def listed(host: HostClient, wallet: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = host.call("accounts.list", wallet=wallet, offset=0, limit=200)[
        "accounts"
    ]
    return found


def added(workers: list[Worker]) -> dict[str, str]:
    """Return the names that the accounts which were added ought to have by now, by their ids."""
    names = {}
    for worker in workers:
        for method, facts in worker.done:
            if method.startswith("accounts."):
                account = facts["result"]["account"]
                names[account["id"]] = account["name"]
    return names


def opened(path: Path) -> list[str]:
    keystore = container.parse(path.read_bytes())
    plaintext = container.open_with_password(keystore, Secret(PASSWORD)).plaintext
    return [account.name for account in decoder.from_payload(payload.decode(plaintext)).accounts]


def test_changes_of_one_wallet_by_three_hosts_are_all_in_or_busy(
    world: World, hosts: list[HostClient]
) -> None:
    wallet = hosts[0].call("wallet.create")["wallet"]
    first = {one["id"]: one["name"] for one in listed(hosts[0], wallet)}
    for host in hosts[1:]:
        host.call("wallet.unlock", wallet=wallet)
    workers = [Worker(host, wallet) for host in hosts]
    run_all(workers)

    wanted = first | added(workers)
    assert len(wanted) > len(first)
    for host in hosts:
        assert {one["id"]: one["name"] for one in listed(host, wallet)} == wanted
    addresses = [one["address"] for one in listed(hosts[0], wallet)]
    assert len(set(addresses)) == len(addresses)

    receipt = hosts[-1].call("backup.start", wallet=wallet)
    assert receipt["accounts"] == len(wanted)
    for host in hosts:
        state = host.call("wallet.state", wallet=wallet)["wallet"]
        assert (state["accounts"], state["uncovered"]) == (len(wanted), 0)
    saved = world.home.downloads / receipt["name"]
    assert sorted(opened(saved)) == sorted(wanted.values())
    for path in (world.data / "wallets").rglob("*.json"):
        json.loads(path.read_text())
    assert not list(world.data.rglob("*.damaged-*"))
    assert not list(world.data.rglob("*.part"))


def test_hosts_with_a_wallet_each_don_t_get_in_each_other_s_way(
    world: World, hosts: list[HostClient]
) -> None:
    wallets = [host.call("wallet.create")["wallet"] for host in hosts]
    workers = [Worker(host, wallet) for host, wallet in zip(hosts, wallets, strict=True)]
    run_all(workers)
    assert [worker.refused for worker in workers] == [[]] * HOSTS
    rows = {row["handle"]: row for row in hosts[0].call("wallet.list")["wallets"]}
    for host, wallet in zip(hosts, wallets, strict=True):
        assert len(listed(host, wallet)) == 2 + ROUNDS
        assert rows[wallet]["accounts"] == 2 + ROUNDS
        assert rows[wallet]["last_backup"] is not None
    assert {row["locked"] for row in rows.values()} == {True, False}, "each host unlocks for itself"


def test_locking_and_renaming_while_others_add_loses_nothing(
    world: World, hosts: list[HostClient]
) -> None:
    wallet = hosts[0].call("wallet.create")["wallet"]
    for host in hosts[1:]:
        host.call("wallet.unlock", wallet=wallet)

    class Renames(Worker):
        def work(self) -> None:
            for turn in range(ROUNDS):
                self.ask("wallet.rename", name=f"Name {turn}")

    class Locks(Worker):
        def work(self) -> None:
            for _ in range(2):
                self.ask("wallet.lock")
                self.ask("wallet.unlock")
                self.ask("settings.set", auto_lock_minutes=30)

    workers = [Worker(hosts[0], wallet), Renames(hosts[1], wallet), Locks(hosts[2], wallet)]
    run_all(workers)
    hosts[2].call("wallet.unlock", wallet=wallet)
    wanted = added(workers)
    for host in hosts:
        names = {one["id"]: one["name"] for one in listed(host, wallet)}
        assert names.items() >= wanted.items()
        assert len(names) == 2 + len(wanted)
        state = host.call("wallet.state", wallet=wallet)["wallet"]
        renames = [facts["name"] for method, facts in workers[1].done if method == "wallet.rename"]
        assert state["name"] == (renames[-1] if renames else "Everyday")


def test_another_host_s_change_comes_with_a_word_and_is_shown(hosts: list[HostClient]) -> None:
    wallet = hosts[0].call("wallet.create")["wallet"]
    hosts[1].call("wallet.unlock", wallet=wallet)
    said = len(hosts[1].events)
    hosts[0].call("accounts.add", wallet=wallet, chain="ethereum")
    with hosts[1]._arrived:
        assert hosts[1]._arrived.wait_for(
            lambda: any(one["ev"] == "changed" for one in hosts[1].events[said:]), 60
        )
    assert len(listed(hosts[1], wallet)) == 3
