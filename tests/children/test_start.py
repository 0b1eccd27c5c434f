"""Jobs' processes: prepared beforehand, taken once, replaced where one died, gone with us."""

import os
import signal
import sys
from pathlib import Path

import pytest

from keystow import errors
from keystow.children.start import JobStarter
from tests.support import processes

ECHO = """
import os, socket, sys
from keystow.children import channel
end = socket.socket(fileno=int(sys.argv[1]))
try:
    message, blobs = channel.receive(end)
except channel.ChannelClosed:
    os._exit(0)
facts = {"pid": os.getpid(), "job": message["job"], "params": message["params"]}
channel.send(end, {"k": "done", "r": facts}, blobs)
"""


@pytest.fixture
def starter() -> JobStarter:
    """A starter whose jobs answer what they were asked, and from which process."""
    return JobStarter((sys.executable, "-I", "-c", ECHO))


def _prepared(starter: JobStarter, count: int) -> set[int]:
    before = processes.children(os.getpid())
    starter.prepare(count)
    return processes.children(os.getpid()) - before


def test_a_job_runs_in_the_process_that_was_prepared_for_it(starter: JobStarter) -> None:
    (pid,) = _prepared(starter, 1)

    facts, blobs = starter.start("backup", {"a": 1}, {"vault": b"sealed"}).wait(lambda _: None)

    assert facts == {"pid": pid, "job": "backup", "params": {"a": 1}}
    assert blobs == {"vault": bytearray(b"sealed")}


def test_a_prepared_process_serves_one_job_only(starter: JobStarter) -> None:
    prepared = _prepared(starter, 2)

    pids = [starter.start("backup", {}).wait(lambda _: None)[0]["pid"] for _ in range(3)]

    assert len(set(pids)) == 3
    assert set(pids[:2]) == prepared


def test_no_more_processes_wait_than_were_asked_for(starter: JobStarter) -> None:
    _prepared(starter, 2)

    assert _prepared(starter, 2) == set()


def test_a_prepared_process_that_was_killed_costs_no_job(starter: JobStarter) -> None:
    (pid,) = _prepared(starter, 1)
    os.kill(pid, signal.SIGKILL)
    assert processes.ends(pid)

    facts, _ = starter.start("backup", {}).wait(lambda _: None)

    assert facts["pid"] != pid
    assert not Path(f"/proc/{pid}").exists(), "it was reaped"


def test_a_command_that_cannot_start_prepares_nothing_and_fails_a_job() -> None:
    starter = JobStarter(("/nonexistent/python",))

    starter.prepare()

    with pytest.raises(FileNotFoundError):
        starter.start("backup", {})


def test_a_job_that_ends_without_a_result_is_said_to_have_died() -> None:
    starter = JobStarter((sys.executable, "-I", "-c", "pass"))

    with pytest.raises(errors.JobDied):
        starter.start("backup", {}).wait(lambda _: None)
