"""A browser's side of the pipe: start a host, send requests, read replies and events."""

import json
import os
import subprocess
import threading
from pathlib import Path
from typing import Any, Self

from keystow.browsers import identity


class HostFailure(Exception):
    """A reply that carries an error."""

    def __init__(self, failure: dict[str, Any]) -> None:
        super().__init__(failure["code"])
        self.code: str = failure["code"]
        self.failure = failure


class HostClient:
    """One host process, greeted; use as a context manager."""

    def __init__(self, host: Path, env: dict[str, str], *, greet: bool = True) -> None:
        self.process = subprocess.Popen(
            [str(host), identity.origin(identity.CHROMIUM_IDS[0])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=env,
        )
        self.events: list[dict[str, Any]] = []
        self._replies: dict[str, dict[str, Any]] = {}
        self._arrived = threading.Condition()
        self._count = 0
        threading.Thread(target=self._read, daemon=True).start()
        if greet:
            self.hello = self.call("hello", client=CLIENT, proto={"min": 1, "max": 1})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(20)

    def call(self, method: str, /, timeout_s: float = 60, **params: Any) -> Any:
        """Send a request and return its result; raises HostFailure."""
        return self.result(self.send(method, **params), timeout_s)

    def send(self, method: str, /, **params: Any) -> str:
        """Send a request and return its id."""
        self._count += 1
        request_id = f"t-{self._count}"
        self.write({"v": 1, "t": "req", "id": request_id, "m": method, "p": params})
        return request_id

    def cancel(self, request_id: str) -> None:
        self.write({"v": 1, "t": "can", "id": request_id})

    def write(self, frame: dict[str, Any]) -> None:
        body = json.dumps(frame).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(len(body).to_bytes(4, "little") + body)
        self.process.stdin.flush()

    def result(self, request_id: str, timeout_s: float = 60) -> Any:
        """Wait for a request's one reply."""
        with self._arrived:
            if not self._arrived.wait_for(lambda: request_id in self._replies, timeout_s):
                raise TimeoutError(request_id)
            reply = self._replies.pop(request_id)
        if not reply["ok"]:
            raise HostFailure(reply["e"])
        return reply["r"]

    def _read(self) -> None:
        assert self.process.stdout is not None
        while head := self.process.stdout.read(4):
            frame = json.loads(self.process.stdout.read(int.from_bytes(head, "little")))
            with self._arrived:
                if frame["t"] == "res":
                    assert frame["id"] not in self._replies, "one reply for each id"
                    self._replies[frame["id"]] = frame
                else:
                    self.events.append(frame)
                self._arrived.notify_all()


CLIENT = {"name": "keystow", "version": "0.1.0", "browser": "chromium"}


def environment(home: Path) -> dict[str, str]:
    """Return an environment whose user-data folder and Downloads lie in `home`."""
    (home / "Downloads").mkdir(parents=True, exist_ok=True)
    (home / ".config").mkdir(exist_ok=True)
    (home / ".config" / "user-dirs.dirs").write_text('XDG_DOWNLOAD_DIR="$HOME/Downloads"\n')
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return kept | {"HOME": str(home)}
