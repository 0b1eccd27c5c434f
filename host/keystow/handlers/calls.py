"""A running request, and the job that does its work in a process of its own."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

PROGRESS_GAP_S = 0.1


class Job(Protocol):
    """A job that runs in a process of its own."""

    def wait(
        self, on_progress: Callable[[dict[str, Any]], None]
    ) -> tuple[dict[str, Any], dict[str, bytearray]]: ...
    def cancel(self) -> None: ...
    def raise_window(self) -> None: ...


class Jobs(Protocol):
    """The way to start a job, and to have the next one's process ready."""

    def prepare(self) -> None: ...
    def start(
        self, name: str, params: dict[str, object], blobs: Mapping[str, bytes | bytearray]
    ) -> Job: ...


@dataclass(slots=True)
class Call:
    """One running request."""

    id: str
    method: str
    params: dict[str, Any]
    send_progress: Callable[[dict[str, Any]], None]
    job: Job | None = None
    window: bool = False
    phase: str = "open"
    cancelled: bool = False
    _told_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def progress(self, report: dict[str, Any]) -> None:
        """Pass a job's progress on, at most ten times a second."""
        self.phase = report["phase"]
        now = time.monotonic()
        if now - self._told_at >= PROGRESS_GAP_S or report["done"] == report["total"] != 0:
            self._told_at = now
            self.send_progress(report)

    def attach(self, job: Job) -> None:
        """Let a cancel reach this job, also one that came before it started."""
        with self._lock:
            self.job = job
            if self.cancelled:
                job.cancel()

    def cancel(self) -> None:
        """Ask the request to stop at its next safe point."""
        with self._lock:
            self.cancelled = True
            if self.job is not None:
                self.job.cancel()
