"""Run a piece of a test in a child process, which may be killed, restricted or another user."""

import os
import pickle
import traceback
from collections.abc import Callable
from typing import Any, NamedTuple

KILLED = 99


class Ended(NamedTuple):
    """What became of a child: its exit status and what it had told until then."""

    status: int
    told: list[Any]


def in_child(work: Callable[[Callable[[Any], None]], None]) -> Ended:
    """Run `work(tell)` in a fork; each `tell(value)` reaches us even if the child dies next."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(reader)
            work(lambda value: _send(writer, value))
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        told = list(_received(stream))
    _, status = os.waitpid(pid, 0)
    return Ended(os.waitstatus_to_exitcode(status), told)


def as_nobody(work: Callable[[Callable[[Any], None]], None]) -> Ended:
    """Run `work` in a fork without an administrator's rights."""

    def demoted(tell: Callable[[Any], None]) -> None:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setresgid(65534, 65534, 65534)
            os.setresuid(65534, 65534, 65534)
        work(tell)

    return in_child(demoted)


def _send(writer: int, value: Any) -> None:
    os.write(writer, pickle.dumps(value))  # under PIPE_BUF, so whole or not at all


def _received(stream: Any) -> Any:
    while True:
        try:
            yield pickle.load(stream)
        except EOFError:
            return
