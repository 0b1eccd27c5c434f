"""Kill a process that saves, at moments that nobody chose."""

import os
import random
import signal
import time
from pathlib import Path

from keystow.storage import publish
from keystow.storage.files import Files
from keystow.storage.leftovers import remove_leftovers
from tests.faults.faulty import SYSTEMS
from tests.storage.making import opens, sealed

ROUNDS = 36
DATA = sealed()


def test_a_killed_process_claimed_nothing_that_is_not_there(tmp_path: Path):
    folder = os.path.realpath(tmp_path)
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    claimed: list[str] = []
    for turn in range(ROUNDS):
        system = list(SYSTEMS.values())[turn % len(SYSTEMS)]
        claimed += _save_until_killed(system(), folder, turn, chance.uniform(0.002, 0.03))
    whole = [path for path in tmp_path.iterdir() if path.suffix == ".keystow"]
    assert all(path.read_bytes() == DATA for path in whole), f"seed {seed}"
    assert set(claimed) <= {path.name for path in whole}, f"seed {seed}"
    assert len(claimed) > ROUNDS
    remove_leftovers(Files(), folder, [folder], time.time() + 7200)
    assert all(path.suffix == ".keystow" for path in tmp_path.iterdir())


def _save_until_killed(files: Files, folder: str, turn: int, after_s: float) -> list[str]:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reader)
            _save_for_ever(files, folder, turn, writer)
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        first = stream.readline()  # it is under way
        time.sleep(after_s)
        os.kill(pid, signal.SIGKILL)
        lines = [first, *stream]
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL
    return [line.decode().strip() for line in lines if line.endswith(b"\n")]


def _save_for_ever(files: Files, folder: str, turn: int, writer: int) -> None:
    for number in range(1 << 16):
        random4 = turn.to_bytes(2, "big") + number.to_bytes(2, "big")
        name = publish.copy_name("2026-11-22T10:00:00Z", random4)
        publish.save(files, folder, name, DATA, opens)
        os.write(writer, f"{name}\n".encode())
