"""Speak to a host process as a browser does: length and JSON over its stdin and stdout."""

import json
import struct
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.bench.clock import environment

_LENGTH = struct.Struct("=I")
HELLO = {
    "client": {"name": "keystow", "version": "0.1.0", "browser": "chromium"},
    "proto": {"min": 1, "max": 1},
}


class HostProcess:
    """One host, from its start to the end of its stdin."""

    def __init__(self, command: Sequence[str], home: Path) -> None:
        self._process = subprocess.Popen(
            command,
            env=environment() | {"HOME": str(home)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def ask(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        """Send one request and return its result; events on the way are passed over."""
        self._count += 1
        name = f"b{self._count}"
        self._send({"v": 1, "t": "req", "id": name, "m": method, "p": params})
        while True:
            frame = self._receive()
            if frame["t"] == "res" and frame["id"] == name:
                break
        if not frame["ok"]:
            raise RuntimeError(f"{method} was answered with {frame['e']['code']}")
        result: dict[str, Any] = frame["r"]
        return result

    def _send(self, frame: dict[str, Any]) -> None:
        body = json.dumps(frame).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(_LENGTH.pack(len(body)) + body)
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        head = self._process.stdout.read(_LENGTH.size)
        if len(head) < _LENGTH.size:
            raise RuntimeError("the host ended before its reply")
        frame: dict[str, Any] = json.loads(self._process.stdout.read(_LENGTH.unpack(head)[0]))
        return frame
