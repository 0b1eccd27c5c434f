"""The entry of a job process: receive one request, run it with real ports, send one result."""

import gc
import os
import secrets
import select
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from keystow import errors
from keystow.children import channel, sandbox
from keystow.children.cost import cost
from keystow.children.environment import scrubbed
from keystow.children.start import JobStarter, Progress
from keystow.jobs import publish
from keystow.jobs.ports import Ports, Request, Result, Saved, Sealed, Target, VaultPlace
from keystow.jobs.surface import Surface

# Windowless jobs are confined to the folders they name before they read a byte of a secret.
CONFINED = frozenset({"backup", "change", "look", "publish", "salvage"})
WINDOWED = frozenset(
    {
        "create",
        "unlock",
        "restore",
        "import",
        "reveal",
        "export",
        "show",
        "watch",
        "place",
        "password",
        "recovery",
        "backup_password",
        "mark",
        "delete",
    }
)
# These end with a backup, and with a new version of the vault where there was one.
SAVING = frozenset(
    {
        *("create", "restore", "import", "watch", "password", "recovery", "backup_password"),
        *("mark", "delete"),
    }
)

# A prepared process imports these while it waits: first what sealing takes, then the rest of what
# the jobs need, and last what is otherwise imported where it is first called.
AHEAD = (
    "cryptography.hazmat.primitives.ciphers.aead",
    "cryptography.hazmat.primitives.kdf.hkdf",
    "keystow.jobs.backup",
    "keystow.jobs.change",
    "keystow.jobs.unlock",
    "keystow.jobs.restore",
    "argon2.low_level",
    "mnemonic",
    "platformdirs",
)

_MODULES = {"import": "import_"}  # the word is Python's

OpenSurface = Callable[[Mapping[str, Any], Callable[[], None]], Surface]
"""Opens a window for a context, and calls back once when a person can use it."""
SaveCopies = Callable[[Sealed, tuple[Target, ...]], list[Saved]]
SaveVault = Callable[[Sealed, VaultPlace], int]
Salvage = Callable[[str], Result]


def main(end_number: int, open_surface: OpenSurface | None = None) -> None:
    """Run the one job that arrives on the socket `end_number`; ends the process."""
    sandbox.harden()
    gc.disable()  # a job soon ends; in a large wallet the search for cycles costs a third of it
    link = _Link(socket.socket(fileno=end_number))
    _import_ahead(link.end)
    try:
        message, blobs = channel.receive(link.end)
        name = str(message["job"])
        request = Request(message["params"], blobs)  # type: ignore[arg-type]  # the host's own
        result = _run(name, request, link, open_surface or _window)
        link.send({"k": "done", "r": dict(result.facts)}, result.blobs)
    except channel.ChannelClosed:
        return  # whoever prepared us has gone, or needs no job
    except Exception as error:  # noqa: BLE001  # the last resort: the host logs the type only
        failure = errors.known(error)
        link.send({"k": "error", "code": failure.code, "data": failure.data})
    finally:
        link.close()
    # Nothing is left to flush, and taking the interpreter down would keep secrets for longer.
    os._exit(0)


def _import_ahead(end: socket.socket) -> None:
    """Import what the jobs need until a request comes; it may have come already."""
    for name in AHEAD:
        if select.select([end], [], [], 0)[0]:
            return
        import_module(name)


class _Link:
    """The job's end of the pair: progress out, cancel and raise in."""

    def __init__(self, end: socket.socket) -> None:
        self.end = end
        self._sending = threading.Lock()
        self._cancelled = threading.Event()
        self._surface: Surface | None = None

    def start_listening(self) -> None:
        """Follow the host on a thread of its own."""
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
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

    def _cancel(self) -> None:
        self._cancelled.set()
        if self._surface is not None:
            self._surface.close()


def _run(name: str, request: Request, link: _Link, open_surface: OpenSurface) -> Result:
    if name in CONFINED:
        return _run_confined(name, request, link)
    if name not in WINDOWED:
        raise errors.Internal
    link.start_listening()

    def attached(context: Mapping[str, Any]) -> Surface:
        link.progress("window")
        return link.attach(open_surface(context, prepare_children))

    children = _SavingChildren(link)

    def prepare_children() -> None:
        if name in SAVING:
            children.prepare(2 if "handle" in request.params else 1)

    try:
        result: Result = _module(name).run(
            _ports(link, attached, children.copies, children.vault, children.salvage), request
        )
    except errors.UserDenied:
        link.check_cancelled()  # a window that closes because of a cancel is a cancel
        raise
    return result


def _run_confined(name: str, request: Request, link: _Link) -> Result:
    module = _module(name)
    with ExitStack() as stack:
        opened = publish.open_targets(stack, publish.targets(request))
        read = module.read_folders(request) if hasattr(module, "read_folders") else []
        _confine(opened, module.vault_folders(request), read)
        link.start_listening()

        def save_copies(sealed: Sealed, _: tuple[Target, ...]) -> list[Saved]:
            return publish.save_copies(sealed, opened, link.progress, link.check_cancelled)

        result: Result = module.run(
            _ports(link, _no_surface, save_copies, publish.save_vault, _no_salvage), request
        )
    return result


def _confine(
    opened: list[publish.OpenTarget], vault_folders: list[str], read_folders: list[str]
) -> None:
    """Give up all but new files in the targets' folders, before a secret is opened.

    A folder without unnamed files keeps remove and rename, and so does the vault's own, where a
    lock is held and a leftover of a killed process removed.
    """
    unnamed = [one.target.folder for one in opened if one.place and one.place.unnamed is not None]
    named = [one.target.folder for one in opened if one.place and one.place.unnamed is None]
    reads = [*sandbox.python_dirs(), *read_folders]
    sandbox.confine(unnamed, reads, [*named, *vault_folders])


def _module(name: str) -> Any:  # each job module has `run`
    return import_module(f"keystow.jobs.{_MODULES.get(name, name)}")


def _ports(
    link: _Link,
    open_surface: Callable[[Mapping[str, Any]], Surface],
    save_copies: SaveCopies,
    save_vault: SaveVault,
    salvage: Salvage,
) -> Ports:
    return Ports(
        open_surface=open_surface,
        save_copies=save_copies,
        save_vault=save_vault,
        salvage=salvage,
        random_bytes=secrets.token_bytes,
        now=lambda: datetime.now(UTC),
        progress=link.progress,
        check_cancelled=link.check_cancelled,
        cost=cost(),
    )


def _no_surface(_: Mapping[str, Any]) -> Surface:
    raise errors.Internal


def _no_salvage(_: str) -> Result:
    raise errors.Internal


class _SavingChildren:
    """Saves, and reads browsers' profiles, through windowless, confined children of a window's job.

    A profile is a stranger's for all we know, and a job with a window can't be confined itself.
    """

    def __init__(self, link: _Link) -> None:
        self._link = link
        self._jobs = JobStarter()

    def prepare(self, count: int) -> None:
        """Have children import while a person reads the first page."""
        self._jobs.prepare(count)

    def copies(self, sealed: Sealed, targets: tuple[Target, ...]) -> list[Saved]:
        params = {"targets": [[t.token, t.folder] for t in targets]}
        return publish.from_rows(self._run(sealed, params)["saved"])

    def vault(self, sealed: Sealed, place: VaultPlace) -> int:
        params = {"vault": [place.data, place.client, place.handle, place.version]}
        return int(self._run(sealed, params)["version"])

    def salvage(self, path: str) -> Result:
        return Result(*self._jobs.start("salvage", {"path": path}).wait(self._progress))

    def _run(self, sealed: Sealed, params: dict[str, Any]) -> dict[str, Any]:
        blobs: dict[str, bytes | bytearray] = {"sealed": sealed.data, "root": sealed.root.reveal()}
        params |= {"name": sealed.name, "payload_sha256": sealed.payload_sha256}
        job = self._jobs.start("publish", {**params, "slot": sealed.slot}, blobs)
        facts, _ = job.wait(self._progress)
        return facts

    def _progress(self, report: Progress) -> None:
        self._link.send({"k": "progress", "d": report})


def _window(context: Mapping[str, Any], on_usable: Callable[[], None]) -> Surface:
    from keystow.children.window_surface import WindowSurface

    command = [sys.executable, "-I", "-m", "keystow.children.window"]
    return WindowSurface(command, context, scrubbed(os.environ), on_usable)


if __name__ == "__main__":
    main(int(sys.argv[1]))
