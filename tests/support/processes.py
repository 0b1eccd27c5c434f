"""The processes that a process started, and whether one still runs."""

import time
from pathlib import Path

WAIT_S = 20


def children(pid: int) -> set[int]:
    """Return the ids of a process's own children."""
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    return {int(child) for one in listed for child in one.read_text().split()}


def is_running(pid: int) -> bool:
    """Say whether a process is there and neither dead nor a zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def ends(pid: int) -> bool:
    """Wait up to twenty seconds for a process's end; say whether it came."""
    end = time.monotonic() + WAIT_S
    while is_running(pid) and time.monotonic() < end:
        time.sleep(0.01)
    return not is_running(pid)
