"""Start a job as a child process and follow it to its one result."""

import os
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from keystow import errors
from keystow.children import channel
from keystow.children.environment import scrubbed

COMMAND = (sys.executable, "-I", "-m", "keystow.children.job")
GRACE_S = 10.0  # how long a job may take to end after its result, before it is killed

Progress = dict[str, object]
Outcome = tuple[dict[str, Any], dict[str, bytearray]]

_BY_CODE = {error.code: error for error in errors.ALL}


class RunningJob:
    """One job in its own process."""

    def __init__(self, process: "subprocess.Popen[bytes]", end: socket.socket) -> None:
        self._process = process
        self._end = end
        self._sending = threading.Lock()

    def take(self, request: channel.Message, blobs: channel.Blobs | None) -> bool:
        """Give the process its request; say whether it was there to take it."""
        try:
            channel.send(self._end, request, blobs)
        except channel.ChannelClosed:
            self.reap()
            return False
        return True

    def wait(self, on_progress: Callable[[Progress], None]) -> Outcome:
        """Pass progress on until the job ends; raises its error, or JobDied."""
        try:
            while True:
                message, blobs = channel.receive(self._end)
                if message["k"] == "progress":
                    on_progress(message["d"])  # type: ignore[arg-type]  # our own job's message
                else:
                    return _outcome(message, blobs)
        except channel.ChannelClosed:
            raise errors.JobDied from None
        finally:
            self.reap()

    def cancel(self) -> None:
        """Ask the job to stop at its next safe point."""
        self._tell({"k": "cancel"})

    def raise_window(self) -> None:
        """Ask the job to bring its window to the front."""
        self._tell({"k": "raise"})

    def _tell(self, message: channel.Message) -> None:
        with self._sending:
            try:
                channel.send(self._end, message)
            except channel.ChannelClosed:
                return  # it has ended already; its result says how

    def reap(self) -> None:
        """Close the job's socket and wait for its process, killing it after ten seconds."""
        self._end.close()
        try:
            self._process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class JobStarter:
    """Start jobs by one command; tests compose another command with a surface of their own.

    A job takes a tenth of a second to import what it needs, so one can be prepared beforehand:
    its process waits without a secret or a file, for any job, and ends when ours does.
    """

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = tuple(command)
        self._prepared: deque[RunningJob] = deque()  # its append and pop are atomic

    def prepare(self, count: int = 1) -> None:
        """Have `count` processes wait for the next jobs, as far as the system gives them."""
        with suppress(OSError):
            while len(self._prepared) < count:
                self._prepared.append(self._spawn())

    def start(
        self, name: str, params: dict[str, object], blobs: channel.Blobs | None = None
    ) -> RunningJob:
        """Start the job `name`; the child gets `params` and `blobs` over its end of a pair."""
        request: channel.Message = {"job": name, "params": params}
        while self._prepared:
            job = self._prepared.popleft()
            if job.take(request, blobs):  # False for one that something ended while it waited
                return job
        job = self._spawn()
        if job.take(request, blobs):
            return job
        raise errors.JobDied

    def _spawn(self) -> RunningJob:
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                (*self._command, str(theirs.fileno())),
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=scrubbed(os.environ),
                start_new_session=True,  # a browser that kills its process group spares a save
            )
        return RunningJob(process, ours)


def _outcome(message: channel.Message, blobs: dict[str, bytearray]) -> Outcome:
    if message["k"] == "done":
        return message["r"], blobs  # type: ignore[return-value]  # our own job's message
    error = _BY_CODE.get(str(message["code"]), errors.Internal)
    raise error(**message["data"])  # type: ignore[arg-type]  # our own job's message
