"""Keystow's window: `python -I -m keystow.children.window --fd N`.

A thin process: the web engine, one page loaded from a string, and a socketpair to the job.
It makes no decision and keeps nothing; pages and words lie in `pages/`. It opens no port, no
file and no address, and it refuses to run where the engine's sandbox can't (as root).
"""

import contextlib
import json
import os
import resource
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any, Literal, Never

from keystow.children import sandbox
from keystow.children.environment import scrubbed
from keystow.children.page_html import build
from keystow.children.window_wire import Message, WireBroken, receive, send

SIZE = (480, 640)
SMALLEST = (400, 480)
ENGINE: Literal["qt"] | None = "qt" if sys.platform == "linux" else None
"""Named, so that nothing else that happens to be installed is taken; None is the system's own."""

FROM_PAGE = frozenset({"answer", "query"})
"""What the page may say to the job. A dialog's path and "closed" come from this process only."""


def main(arguments: list[str]) -> None:
    """Serve the job behind the file descriptor in `arguments`, ["--fd", "N"]."""
    connection = socket.socket(fileno=int(arguments[arguments.index("--fd") + 1]))
    reason = obstacle(dict(os.environ))
    if reason:
        send(connection, {"k": "unavailable", "reason": reason})
        return
    scrub()
    run(connection)


def obstacle(env: dict[str, str]) -> str | None:
    """Return why no window can open, "root" or "display"; None where nothing speaks against it."""
    if sys.platform == "linux":
        if os.geteuid() == 0:
            return "root"  # the engine's sandbox refuses root, and we never turn it off
        if not env.get("DISPLAY") and not env.get("WAYLAND_DISPLAY"):
            return "display"
    return None


def scrub() -> None:
    """Clean this process's environment, before anything that reads it is imported."""
    kept = scrubbed(os.environ)
    for name in set(os.environ) - set(kept):
        del os.environ[name]


def run(connection: socket.socket) -> Never:
    """Open the window and serve it until it is closed; ends the process."""
    sys.argv[:] = ["keystow"]  # the engine would take switches from here
    # Inherited by the engine's processes, which hold what is typed: `harden` comes too late there.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        Window(connection).show()
    except Exception:  # noqa: BLE001  # whatever an engine lacks: the job needs one answer
        with contextlib.suppress(OSError):
            send(connection, {"k": "unavailable", "reason": "engine"})
    finally:
        os._exit(0)  # an engine's own teardown can hang or crash, and nothing is left to save


class Window:
    """The native window, its page, and the messages between page and job."""

    def __init__(self, connection: socket.socket) -> None:
        import webview  # heavy, and it reads the environment

        self._webview = webview
        self._connection = connection
        self._sending = threading.Lock()
        self._started = self._shown = False
        webview.settings["ALLOW_FILE_URLS"] = False
        webview.settings["OPEN_EXTERNAL_LINKS_IN_BROWSER"] = False
        window = webview.create_window(
            "Keystow",
            html=build("en"),
            js_api=Door(self._from_page),
            width=SIZE[0],
            height=SIZE[1],
            min_size=SMALLEST,
            hidden=True,  # until it has something to show: no blank window takes a key
            text_select=True,  # our style sheet forbids it; pywebview's would break our policy
            zoomable=True,
        )
        if window is None:  # only an `initialized` handler refuses, and there is none
            raise RuntimeError
        self._window = window
        window.events.before_show += self._fence
        window.events.closed += self._closed

    def show(self) -> None:
        """Run the engine on this, the main thread, until the window is closed."""
        self._webview.start(gui=ENGINE, private_mode=True, debug=False, http_server=False)

    def _fence(self) -> None:
        native: Any = self._window.native
        if self._webview.renderer == "qtwebengine":
            from keystow.children.window_qt import fence

            fence(native)

    def _from_page(self, message: Message) -> None:
        kind = message.get("k")
        if kind == "ready" and not self._started:
            self._started = True
            harden()
            self._send({"k": "ready"})
            threading.Thread(target=self._serve, daemon=True).start()
        elif kind == "close":
            self._window.destroy()
        elif kind in FROM_PAGE:
            self._send(message)

    def _serve(self) -> None:
        """Do what the job says, in order, until it closes or goes."""
        with contextlib.suppress(OSError, WireBroken):
            while message := receive(self._connection):
                match message:
                    case {"k": "context" | "show" | "reply"}:
                        self._to_page(message)
                    case {"k": "dialog", "what": str(what), "q": int(number)}:
                        # Its own thread: it lasts as long as the person takes.
                        threading.Thread(
                            target=self._dialog, args=(what, number), daemon=True
                        ).start()
                    case {"k": "raise"}:
                        self._window.restore()
                    case {"k": "close"}:
                        break
        self._window.destroy()

    def _to_page(self, message: Message) -> None:
        # Twice encoded: a JSON text in a JavaScript string, so that no key of it ("__proto__")
        # is syntax. run_js runs beside the page's policy; evaluate_js would need its `eval`.
        self._window.run_js(f"keystow.receive({json.dumps(json.dumps(message))})")
        if message["k"] == "show" and not self._shown:
            self._shown = True
            self._window.show()

    def _dialog(self, what: str, number: int) -> None:
        kinds = self._webview.FileDialog
        chosen = self._window.create_file_dialog(kinds.FOLDER if what == "folder" else kinds.OPEN)
        path = chosen[0] if chosen else None
        self._send({"k": "dialog", "q": number, "path": path})

    def _closed(self) -> None:
        self._send({"k": "closed"})
        os._exit(0)

    def _send(self, message: Message) -> None:
        with contextlib.suppress(OSError, WireBroken), self._sending:
            send(self._connection, message)


class Door:
    """The one thing the page can call: `post`, with a JSON object as text.

    pywebview would list an ordinary method to the page by `new Function` and answer its calls
    through `eval`; our policy forbids both. An object that is called is not listed, and the page
    calls it by name.
    """

    __slots__ = ("post",)

    def __init__(self, take: Callable[[Message], None]) -> None:
        self.post = _post(take)


def _post(take: Callable[[Message], None]) -> object:
    """Return a callable from which no other object of this process can be named.

    pywebview follows any dotted name the page gives from here by getattr, and calls what it
    finds. So `take` stays in the closure: as an attribute it would lead to modules.
    """

    class Post:
        __slots__ = ()

        def __call__(self, text: str) -> Never:
            try:
                message = json.loads(text)
            except ValueError:
                message = None
            if isinstance(message, dict):
                take(message)
            raise SystemExit  # ends this call's own thread before pywebview answers by `eval`

    return Post()


def harden() -> None:
    """Forbid dumps and tracing of this process: after the engine's start, before the first secret.

    Not earlier: Chromium's user-namespace sandbox writes /proc/self/uid_map from a fork of this
    process, which one that can't be dumped may not. It then goes on without that layer, silently.
    """
    sandbox.harden()


if __name__ == "__main__":
    main(sys.argv[1:])
