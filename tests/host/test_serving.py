"""The real host process over its pipe: greeting, cancel, one window, locks, and its end."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from keystow.browsers import identity
from keystow.protocol import messages
from tests.browser.conftest import PASSWORD, World, make_world
from tests.support import processes
from tests.support.host_client import CLIENT, HostClient, HostFailure


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path / "world")


@pytest.fixture
def client(world: World) -> Iterator[HostClient]:
    with HostClient(world.host, world.home.environment()) as one:
        yield one


def _refusal(client: HostClient, method: str, **params: object) -> str:
    with pytest.raises(HostFailure) as refused:
        client.call(method, **params)
    return refused.value.code


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"],
        [identity.origin(identity.CHROMIUM_IDS[0]).rstrip("/")],
        [identity.origin(identity.CHROMIUM_IDS[0]), "--parent-window=0", "more"],
        ["/manifest.json", "somebody@else.example"],
        ["/manifest.json", identity.GECKO_IDS[0], "more"],
    ],
)
def test_any_other_caller_is_refused_and_told_so(world: World, arguments: list[str]) -> None:
    done = subprocess.run(
        [world.host, *arguments], input=b"", capture_output=True, timeout=60, check=False
    )
    reply = json.loads(done.stdout[4:])
    assert reply["e"]["code"] == "CALLER_NOT_ALLOWED"
    assert done.returncode == 5
    assert not world.data.exists(), "nothing was made for a stranger"


def test_hello_comes_first(world: World) -> None:
    with HostClient(world.host, world.home.environment(), greet=False) as client:
        assert _refusal(client, "wallet.state") == "HELLO_REQUIRED"
        client.process.wait(20)


def test_no_common_protocol_names_the_side_that_is_behind(world: World) -> None:
    with (
        HostClient(world.host, world.home.environment(), greet=False) as client,
        pytest.raises(HostFailure) as refused,
    ):
        client.call("hello", client=CLIENT, proto={"min": 2, "max": 3})
    assert refused.value.code == "PROTOCOL_UNSUPPORTED"
    assert refused.value.failure["data"] == {"update": "host"}


def test_a_flow_is_cancelled_on_its_own_id_and_pings_are_heard_meanwhile(
    world: World, client: HostClient
) -> None:
    world.answers(create={"action": "wait"})
    flow = client.send("wallet.create")
    _until(lambda: world.windows() == 1)
    assert client.call("ping") == {}
    assert client.call("wallet.state")["running"] == [
        {"id": flow, "flow": "wallet.create", "window": True, "phase": "window"}
    ]
    client.cancel(flow)
    with pytest.raises(HostFailure) as cancelled:
        client.result(flow)
    assert cancelled.value.code == "CANCELLED"
    assert client.call("wallet.state")["running"] == []
    assert not list(world.home.path.rglob("*.keystow"))


def test_one_window_at_a_time_for_all_hosts_of_a_user(world: World, client: HostClient) -> None:
    world.answers(create={"action": "wait"})
    flow = client.send("wallet.create")
    _until(lambda: world.windows() == 1)
    with HostClient(world.host, world.home.environment()) as other:
        assert _refusal(other, "wallet.create") == "WINDOW_BUSY"
    client.cancel(flow)
    with pytest.raises(HostFailure):
        client.result(flow)


def test_show_raises_the_window_of_a_running_flow(world: World, client: HostClient) -> None:
    world.answers(create={"action": "wait"})
    flow = client.send("wallet.create")
    _until(lambda: world.windows() == 1)
    client.call("flow.show", id=flow)
    _until(lambda: any(one["page"] == "raised" for one in world.asked()))
    client.cancel(flow)
    with pytest.raises(HostFailure):
        client.result(flow)


def test_the_browser_s_end_ends_the_host_and_its_jobs(world: World) -> None:
    world.answers(create={"action": "wait"})
    with HostClient(world.host, world.home.environment()) as client:
        client.send("wallet.create")
        _until(lambda: world.windows() == 1)
        job = _job_of(client.process.pid)
    assert client.process.returncode == 0
    _until(lambda: not Path(f"/proc/{job}").exists())


def test_every_reply_and_event_fits_its_schema(world: World, client: HostClient) -> None:
    wallet = client.call("wallet.create")["wallet"]
    asked = {
        "wallet.state": {"wallet": wallet},
        "accounts.list": {"wallet": wallet, "offset": 0, "limit": 200},
        "accounts.add": {"wallet": wallet, "chain": "lamden"},
        "backup.start": {"wallet": wallet},
        "copies.list": {"wallet": wallet, "offset": 0, "limit": 200},
        "settings.set": {"wallet": wallet, "auto_lock_minutes": 5},
        "doctor.report": {},
        "restore.start": {"wallet": wallet},
        "phrase.reveal": {"wallet": wallet},
        "accounts.export": {"wallet": wallet},
        "wallet.lock": {"wallet": wallet},
    }
    world.answers(
        restore={"action": "open", "password": PASSWORD, "copy": "first"},
        export={"action": "done"},
    )
    for method, params in asked.items():
        result = client.call(method, **params)
        assert messages.fault_in_reply(messages.success("x", result), method) is None, method
    assert {event["ev"] for event in client.events} == {"progress", "changed"}
    assert [messages.fault_in_event(event) for event in client.events] == [None] * len(
        client.events
    )


def test_a_locked_wallet_gives_its_accounts_to_nobody(world: World, client: HostClient) -> None:
    wallet = client.call("wallet.create")["wallet"]
    client.call("wallet.lock", wallet=wallet)
    assert _refusal(client, "accounts.list", wallet=wallet, offset=0, limit=1) == "LOCKED"
    assert _refusal(client, "accounts.add", wallet=wallet, chain="lamden") == "LOCKED"
    assert client.call("wallet.state", wallet=wallet)["wallet"]["locked"] is True
    assert _refusal(client, "wallet.state", wallet="0" * 32) == "WALLET_UNKNOWN"


def test_an_address_stands_in_the_window_and_the_wallet_goes_on_meanwhile(
    world: World, client: HostClient
) -> None:
    wallet = client.call("wallet.create")["wallet"]
    asked = {"wallet": wallet, "chain": "bitcoin"}
    taproot = client.call("accounts.add", **asked, address_type="taproot")["account"]
    world.answers(address={"action": "wait"})
    flow = client.send("accounts.show", wallet=wallet, account=taproot["id"])
    _until(lambda: world.asked()[-1]["page"] == "address")
    assert world.asked()[-1]["model"]["address"] == taproot["address"]
    segwit = client.call("accounts.add", **asked)["account"]
    client.cancel(flow)
    assert client.result(flow) == {}
    listed = client.call("accounts.list", wallet=wallet, offset=0, limit=200)["accounts"]
    assert [one["id"] for one in listed[-2:]] == [taproot["id"], segwit["id"]]
    assert _refusal(client, "accounts.show", wallet=wallet, account="f" * 16) == "ACCOUNT_UNKNOWN"
    client.call("wallet.lock", wallet=wallet)
    windows = world.windows()
    assert _refusal(client, "accounts.show", wallet=wallet, account=taproot["id"]) == "LOCKED"
    assert world.windows() == windows


def test_a_backup_of_a_locked_wallet_asks_once_and_goes_on(
    world: World, client: HostClient
) -> None:
    wallet = client.call("wallet.create")["wallet"]
    client.call("wallet.lock", wallet=wallet)
    windows = world.windows()
    receipt = client.call("backup.start", wallet=wallet)
    assert [copy["state"] for copy in receipt["copies"]] == ["saved", "saved"]
    assert world.windows() == windows + 1


def test_the_log_holds_methods_and_codes_and_nothing_typed(
    world: World, client: HostClient
) -> None:
    wallet = client.call("wallet.create")["wallet"]
    client.call("accounts.add", wallet=wallet, chain="ethereum")
    assert _refusal(client, "accounts.add", wallet=wallet, chain="nonsense") == "BAD_REQUEST"
    log = (world.data / "host.log").read_text()
    assert "wallet.create OK" in log
    for secret in (PASSWORD, wallet, "Everyday", str(world.home.path)):
        assert secret not in log
    assert (world.data / "host.log").stat().st_mode & 0o077 == 0


def test_what_a_job_prints_never_reaches_the_frames(world: World) -> None:
    script = "import os; print('stray'); os.write(1, b'bytes')"
    host = world.root / "printing_host.py"
    host.write_text(world.host.read_text().replace("from keystow import app", f"from keystow import app\nold = app._greet\ndef greet(*a):\n    {script}\n    return old(*a)\napp._greet = greet"))  # fmt: skip  # noqa: E501
    host.chmod(0o755)
    with HostClient(host, world.home.environment()) as client:
        assert client.call("ping") == {}


def _job_of(host: int) -> int:
    children = Path(f"/proc/{host}/task/{host}/children").read_text().split()
    if not children:  # started by another thread of the host
        tasks = Path(f"/proc/{host}/task").glob("*/children")
        children = [child for task in tasks for child in task.read_text().split()]
    return int(children[0])


def _until(done: object, timeout_s: float = 60) -> None:
    assert callable(done)
    deadline = time.monotonic() + timeout_s
    while not done():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.05)


def test_the_process_that_waits_for_the_next_job_ends_with_the_host(world: World) -> None:
    with HostClient(world.host, world.home.environment()) as client:
        client.call("ping")
        waiting = processes.children(client.process.pid)

    assert len(waiting) == 1
    assert all(processes.ends(pid) for pid in waiting)


def test_a_file_s_odd_name_spoils_no_reply(world: World) -> None:
    with HostClient(world.host, world.home.environment()) as client:
        client.call("wallet.create")
    downloads = os.fsencode(world.home.downloads)
    (name,) = [one for one in os.listdir(downloads) if one.endswith(b".keystow")]
    odd = b"a\xff\xe2\x80\xaeb\n.keystow"  # no UTF-8, an override, a line's end
    os.rename(os.path.join(downloads, name), os.path.join(downloads, odd))
    world.data.rename(world.root / "lost")
    world.answers(restore={"action": "open", "password": PASSWORD, "copy": "first"})
    with HostClient(world.host, world.home.environment()) as client:
        wallet = client.call("restore.start")["wallet"]
        last = client.call("wallet.state", wallet=wallet)["wallet"]["last_backup"]
        copies = client.call("copies.list", wallet=wallet, offset=0, limit=200)["copies"]
    assert last["name"] == copies[-1]["name"] == "a\ufffd\ufffdb\ufffd.keystow"
    assert copies[-1]["verified_how"] == "password"
