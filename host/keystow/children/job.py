"""The entry of a job process: receive one request, run it with real ports, send one result."""

import secrets
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from keystow import errors
from keystow.children import channel, sandbox
from keystow.children.environment import scrubbed
from keystow.children.start import JobStarter
from keystow.jobs import publish
from keystow.jobs.ports import Ports, Request, Result, Saved, Sealed, Target, VaultPlace
from keystow.jobs.surface import Surface
from keystow.keystore import slots

# Windowless jobs are confined to the folders they name before they read a byte of a secret.
CONFINED = frozenset({"backup", "change", "publish"})
WINDOWED = frozenset({"create", "unlock", "restore", "import", "reveal", "watch", "place"})

_MODULES = {"import": "import_"}  # the word is Python's

OpenSurface = Callable[[Mapping[str, Any]], Surface]


def main(end_number: int, open_surface: OpenSurface | None = None) -> None:
    """Run the one job that arrives on the socket `end_number`."""
    sandbox.harden()
    link = _Link(socket.socket(fileno=end_number))
    message, blobs = channel.receive(link.end)
    name = str(message["job"])
    request = Request(message["params"], blobs)  # type: ignore[arg-type]  # the host's own message
    threading.Thread(target=link.listen, daemon=True).start()
    try:
        result = _run(name, request, link, open_surface or _window)
        link.send({"k": "done", "r": dict(result.facts)}, result.blobs)
    except errors.KeystowError as error:
        link.send({"k": "error", "code": error.code, "data": error.data})
    except Exception as error:  # noqa: BLE001  # the last resort: the host logs the type only
        link.send({"k": "error", "code": "INTERNAL", "data": {"type": type(error).__name__}})
    finally:
        link.close()


class _Link:
    """The job's end of the pair: progress out, cancel and raise in."""

    def __init__(self, end: socket.socket) -> None:
        self.end = end
        self._sending = threading.Lock()
        self._cancelled = threading.Event()
        self._surface: Surface | None = None

    def listen(self) -> None:
        """Follow the host until it goes; its going cancels, like a cancel."""
        try:
            while True:
                message, _ = channel.receive(self.end)
                if message["k"] == "cancel":
                    self._cancel()
                elif message["k"] == "raise" and self._surface is not None:
                    self._surface.raise_window()
        except channel.ChannelClosed:
            self._cancel()

    def attach(self, surface: Surface) -> Surface:
        """Let a cancel close this surface."""
        self._surface = surface
        if self._cancelled.is_set():
            surface.close()
        return surface

    def close(self) -> None:
        if self._surface is not None:
            self._surface.close()

    def check_cancelled(self) -> None:
        if self._cancelled.is_set():
            raise errors.Cancelled

    def progress(self, phase: str, done: int = 0, total: int = 0, destination: str = "") -> None:
        report: dict[str, object] = {"phase": phase, "done": done, "total": total}
        if destination:
            report["destination"] = destination
        self.send({"k": "progress", "d": report})

    def send(self, message: channel.Message, blobs: channel.Blobs | None = None) -> None:
        with self._sending:
            try:
                channel.send(self.end, message, blobs)
            except channel.ChannelClosed:
                return  # the host has gone: what was saved stays saved

    def save_copies(self, sealed: Sealed, targets: tuple[Target, ...]) -> list[Saved]:
        """Save copies in this process, which is confined."""
        return publish.save_copies(sealed, targets, self.progress, self.check_cancelled)

    def save_copies_in_child(self, sealed: Sealed, targets: tuple[Target, ...]) -> list[Saved]:
        """Save copies in a windowless, confined child of its own."""
        params = {"targets": [[t.token, t.folder, t.name] for t in targets]}
        return publish.from_rows(self._in_child(sealed, params)["saved"])

    def save_vault_in_child(self, sealed: Sealed, place: VaultPlace) -> int:
        """Save a vault's next version in a windowless, confined child of its own."""
        params = {"vault": [place.data, place.client, place.handle, place.version]}
        return int(self._in_child(sealed, params)["version"])

    def _in_child(self, sealed: Sealed, params: dict[str, Any]) -> dict[str, Any]:
        blobs = {"sealed": sealed.data, "root": sealed.root.reveal()}
        job = JobStarter().start("publish", {**params, "slot": sealed.slot}, blobs)
        facts, _ = job.wait(lambda report: self.send({"k": "progress", "d": report}))
        return facts

    def _cancel(self) -> None:
        self._cancelled.set()
        if self._surface is not None:
            self._surface.close()


def _run(name: str, request: Request, link: _Link, open_surface: OpenSurface) -> Result:
    if name not in CONFINED | WINDOWED:
        raise errors.Internal
    module = import_module(f"keystow.jobs.{_MODULES.get(name, name)}")
    if name in CONFINED:
        sandbox.confine(module.folders(request))

    def attached(context: Mapping[str, Any]) -> Surface:
        link.progress("window")
        return link.attach(open_surface(context))

    ports = Ports(
        open_surface=attached,
        save_copies=link.save_copies if name in CONFINED else link.save_copies_in_child,
        save_vault=publish.save_vault if name in CONFINED else link.save_vault_in_child,
        random_bytes=secrets.token_bytes,
        now=lambda: datetime.now(UTC),
        progress=link.progress,
        check_cancelled=link.check_cancelled,
        cost=slots.WRITE,
    )
    try:
        result: Result = module.run(ports, request)
    except errors.UserDenied:
        link.check_cancelled()  # a window that closes because of a cancel is a cancel
        raise
    return result


def _window(context: Mapping[str, Any]) -> Surface:
    from keystow.children.window_surface import WindowSurface

    command = [sys.executable, "-I", "-m", "keystow.children.window"]
    return WindowSurface(command, context, scrubbed())


if __name__ == "__main__":
    main(int(sys.argv[1]))
