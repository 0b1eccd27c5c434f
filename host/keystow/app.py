"""The host: who may start it, its first reply, and the loop that serves one browser.

Until the first reply nothing heavy is imported; the rest follows while the browser works on it.
"""

import os

from keystow import VERSION, errors
from keystow.protocol import framing, messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from keystow.handlers.calls import Jobs
    from keystow.handlers.context import Context
    from keystow.handlers.router import Router

FEATURES = ("backup", "restore", "watch-only", "lamden-keystore")


def main(arguments: "list[str]", jobs: "Jobs | None" = None) -> int:
    """Serve the browser that started us until it goes; return the exit code."""
    output = _protect_stdout()
    writer = framing.writer_on(output)
    try:
        family = _caller(arguments)
    except errors.CallerNotAllowed as error:
        writer.write_frame(messages.encode(messages.failure(messages.HOST_ID, error)))
        return 5
    os.umask(0o077)
    reader = framing.reader_on(0)
    try:
        browser = _greet(reader, writer, family)
        if browser is not None:
            _Host(writer, browser, jobs).serve(reader)
    except (BrokenPipeError, ConnectionResetError):
        return 0  # the browser went while we wrote
    return 0


class _Host:
    """One browser's connection after the greeting."""

    def __init__(self, writer: framing.FrameWriter, browser: str, jobs: "Jobs | None") -> None:
        self._writer = writer
        self._browser = browser
        self._jobs = jobs

    def serve(self, reader: framing.FrameReader) -> None:
        """Answer until the browser closes the pipe; then cancel what runs."""
        context, router = self._compose()
        try:
            while True:
                body = reader.read_frame()
                if body is None:
                    return
                self._take(router, body)
        except (errors.BadFrame, errors.FrameTooLarge) as error:
            self._send(messages.failure(messages.HOST_ID, error))  # no later frame can be found
        finally:
            context.close()

    def _take(self, router: "Router", body: bytes) -> None:
        try:
            message = messages.read(body)
        except messages.Refused as refused:
            self._send(messages.failure(refused.id, refused.error))
            return
        if isinstance(message, messages.Cancel):
            router.cancel(message)
        elif message.method == "ping":
            self._send(messages.success(message.id, {}))
        elif message.method == "hello":
            self._send(messages.failure(message.id, errors.BadRequest(at="/m")))
        else:
            router.request(message)

    def _compose(self) -> "tuple[Context, Router]":
        import threading

        from keystow.children import sandbox
        from keystow.children.start import JobStarter
        from keystow.handlers.context import Context, Outside
        from keystow.handlers.router import Router
        from keystow.storage.journal import Journal

        sandbox.harden()
        jobs = self._jobs or JobStarter()
        jobs.prepare()
        outside = Outside(
            jobs,
            lambda: self._send(messages.changed()),
            _show_folder,
            _report,
        )
        context = Context(self._browser, outside)
        threading.Thread(target=context.tidy, daemon=True).start()
        return context, Router(context, self._send, Journal(context.files, context.data).note)

    def _send(self, frame: "dict[str, Any]") -> None:
        try:
            self._writer.write_frame(messages.encode(frame))
        except OSError:
            return  # the browser has gone; the reading thread notices and ends us


def _protect_stdout() -> int:
    """Keep stdout for frames: whatever else prints goes to stderr."""
    output = os.dup(1)
    os.dup2(2, 1)
    return output


def _caller(arguments: "list[str]") -> str:
    """Return the browser family by argv's shape; raises CallerNotAllowed for any other caller."""
    from keystow.browsers import identity

    for known in identity.CHROMIUM_IDS:
        if arguments[:1] == [identity.origin(known)] and _only_window(arguments[1:]):
            return "chromium"
    if len(arguments) == 2 and arguments[1] in identity.GECKO_IDS:
        return "firefox"
    raise errors.CallerNotAllowed


def _only_window(rest: "list[str]") -> bool:
    """Windows' browsers add one argument, a window's number."""
    return not rest or (len(rest) == 1 and rest[0].startswith("--parent-window="))


def _greet(reader: framing.FrameReader, writer: framing.FrameWriter, family: str) -> "str | None":
    """Answer the first frame, which must be hello; return the browser's name, None without one."""
    body = reader.read_frame()
    if body is None:
        return None
    try:
        message = messages.read(body)
    except messages.Refused as refused:
        writer.write_frame(messages.encode(messages.failure(refused.id, refused.error)))
        return None
    if isinstance(message, messages.Cancel) or message.method != "hello":
        failure = messages.failure(message.id, errors.HelloRequired())
        writer.write_frame(messages.encode(failure))
        return None
    params = message.params
    try:
        proto = messages.negotiate(params["proto"]["min"], params["proto"]["max"])
    except errors.KeystowError as error:
        writer.write_frame(messages.encode(messages.failure(message.id, error)))
        return None
    writer.write_frame(messages.encode(messages.success(message.id, _hello(proto))))
    return "firefox" if family == "firefox" else str(params["client"]["browser"])


def _hello(proto: int) -> "dict[str, Any]":
    system = os.uname()
    return {
        "proto": proto,
        "host": {"version": VERSION, "os": system.sysname.lower(), "arch": system.machine},
        "limits": {"frame_bytes": framing.FRAME_MAX, "page_size": messages.PAGE_MAX},
        "features": list(FEATURES),
    }


def _show_folder(path: str) -> None:
    """Open a folder in the system's file manager, detached from us."""
    import subprocess

    from keystow.children.environment import scrubbed

    subprocess.Popen(
        ("xdg-open", path),  # noqa: S607  # the desktop's own, found as the user's shell finds it
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=scrubbed(os.environ),
        start_new_session=True,
    )


def _report() -> "list[dict[str, Any]]":
    from keystow import doctor

    return [
        {"name": check.name, "state": str(check.state), "code": check.code}
        for check in doctor.checks()
    ]
