"""The job's side of the window: starts its process, shows pages, waits for answers."""

import select
import socket
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from keystow.children.environment import scrubbed
from keystow.children.window_wire import LIMIT, Message, WireBroken, guard, receive, send
from keystow.errors import (
    AskingStopped,
    Cancelled,
    JobDied,
    KeystowError,
    TooLarge,
    UserDenied,
    WindowUnavailable,
)
from keystow.jobs.surface import NO_QUERIES, Answer, Model, Queries

START_TIMEOUT_S = 60
"""A cold start of the engine takes some 5 s; a machine that swaps takes longer."""

CLOSE_TIMEOUT_S = 3
STOP = "stop_asking"
"""The answer that every first page may give: no window for a while."""

REASONS = ("display", "root", "engine")


class WindowSurface:
    """One window for one flow: a Surface (keystow.jobs.surface).

    `command` starts the window process, without "--fd N"; `context` is {"asked_by", "purpose",
    "mark", "language"}; `env` is scrubbed before it is passed on. The process starts at once,
    and the job works on until it shows the first page. `on_usable` is called once, after that.

    `ask`, `tell`, `pick_folder` and `pick_file` belong to one thread; `raise_window` and `close`
    may be called from any.
    """

    def __init__(
        self,
        command: Sequence[str],
        context: Mapping[str, Any],
        env: Mapping[str, str],
        on_usable: Callable[[], None] = lambda: None,
        start_timeout_s: float = START_TIMEOUT_S,
    ) -> None:
        self._context = dict(context)
        self._on_usable = on_usable
        self._deadline = time.monotonic() + start_timeout_s
        self._waiting: deque[Message] = deque()
        self._sending = threading.Lock()
        self._page = 0
        self._dialog = 0
        self._ready = self._closed = self._ended_by_us = False
        self._connection, theirs = socket.socketpair()
        with theirs:
            try:
                self._process = subprocess.Popen(
                    [*command, "--fd", str(theirs.fileno())],
                    pass_fds=[theirs.fileno()],
                    env=scrubbed(env),
                    cwd=env.get("HOME") or None,  # where the file dialog begins
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,  # an engine's foreign words stay out of our log
                )
            except OSError:
                self._connection.close()
                raise WindowUnavailable(reason="engine") from None

    def ask(self, page: str, model: Model, queries: Queries = NO_QUERIES) -> Answer:
        """Show a page and wait for its answer; see Surface.ask."""
        number = self._show(page, model)
        while True:
            message = self._waiting.popleft() if self._waiting else self._next()
            match message:
                case {"k": "answer", "n": int(n), "action": str(action), "fields": dict(fields)}:
                    if n == number and action == STOP:
                        self.close()
                        raise AskingStopped
                    if n == number:
                        return Answer(action, guard(fields))
                case {"k": "query", "q": int(q), "name": str(name), "args": dict(args)}:
                    self._send({"k": "reply", "q": q, "r": _result(queries, name, args)})
                case {"k": "dialog"}:
                    pass  # a dialog we no longer wait for
                case _:
                    raise self._broken()

    def tell(self, page: str, model: Model) -> None:
        """Show a page and go on; raises UserDenied where the window was closed meanwhile."""
        self._show(page, model)
        while select.select([self._connection], [], [], 0)[0]:
            self._next()  # a page that is told asks nothing; its being closed matters

    def set_mark(self, words: str, picture: str) -> None:
        """Show the user's mark from the next page on; see Surface.set_mark."""
        self._context["mark"] = {"words": words, "picture": picture}
        if self._ready:
            self._send({"k": "context", **self._context})

    def pick_folder(self) -> str | None:
        """Show the system's folder dialog; see Surface.pick_folder."""
        return self._pick("folder")

    def pick_file(self) -> str | None:
        """Show the system's file dialog; see Surface.pick_file."""
        return self._pick("file")

    def raise_window(self) -> None:
        """Bring the window to the front."""
        self._try_send({"k": "raise"})

    def close(self) -> None:
        """Close the window and end its process."""
        self._ended_by_us = True
        self._try_send({"k": "close"})
        try:
            self._process.wait(CLOSE_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        self._connection.close()

    def _show(self, page: str, model: Model) -> int:
        self._await_ready()
        self._page += 1
        self._waiting.clear()
        self._send({"k": "show", "page": page, "model": dict(model), "n": self._page})
        if self._page == 1:
            self._on_usable()
        return self._page

    def _await_ready(self) -> None:
        if self._ready:
            return
        self._connection.settimeout(max(0.001, self._deadline - time.monotonic()))
        try:
            message = receive(self._connection)
        except (WireBroken, OSError):  # TimeoutError is an OSError
            message = None
        match message:
            case {"k": "ready"}:
                self._ready = True
                self._send({"k": "context", **self._context})
            case {"k": "closed"}:
                raise self._gone(UserDenied())
            case {"k": "unavailable", "reason": str(reason)} if reason in REASONS:
                raise self._gone(WindowUnavailable(reason=reason))
            case _:
                raise self._gone(WindowUnavailable(reason="engine"))

    def _pick(self, what: str) -> str | None:
        self._await_ready()
        self._dialog += 1
        self._send({"k": "dialog", "what": what, "q": self._dialog})
        while True:
            message = self._next()
            match message:
                case {"k": "dialog", "q": self._dialog, "path": str(path)}:
                    return path
                case {"k": "dialog", "q": self._dialog, "path": None}:
                    return None
                case _:
                    self._waiting.append(message)  # the page may go on asking

    def _next(self) -> Message:
        """Read the next message; raises what the end of the window means, if it is the end."""
        if self._closed:
            raise UserDenied
        try:
            message = receive(self._connection)
        except (OSError, WireBroken):
            raise self._broken() from None
        if message is None:
            raise self._gone(JobDied())
        if message["k"] == "closed":
            raise self._gone(UserDenied())
        return message

    def _send(self, message: Message) -> None:
        self._connection.settimeout(None)
        try:
            with self._sending:
                send(self._connection, message)
        except WireBroken:  # more than the wire takes: nothing of it was sent
            raise TooLarge(limit=LIMIT) from None
        except OSError:
            self._next_is_the_end()

    def _try_send(self, message: Message) -> None:
        try:
            with self._sending:
                send(self._connection, message)
        except OSError:
            return  # it has gone already

    def _next_is_the_end(self) -> None:
        """Read on after a failed write: "closed" may still lie in the socket."""
        while True:
            self._next()

    def _gone(self, error: KeystowError) -> KeystowError:
        self._closed = isinstance(error, UserDenied)
        return Cancelled() if self._ended_by_us else error

    def _broken(self) -> KeystowError:
        """End a window that doesn't keep to the wire: what it says next can't be trusted."""
        self._process.kill()
        return self._gone(JobDied())


def _result(queries: Queries, name: str, args: Message) -> Mapping[str, Any]:
    query = queries.get(name)
    if query is None:
        return {"error": {"code": "BAD_REQUEST", "data": {}}}
    try:
        return query(guard(args))
    except UserDenied:
        raise
    except KeystowError as error:
        return {"error": {"code": error.code, "data": error.data}}
