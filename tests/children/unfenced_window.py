"""The window process with its fences against copying taken down, to show that the tests see one.

Whatever is selected or copied in it reaches the clipboards as in any other program.
"""

import os
import socket
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "host"))

from keystow.children import window, window_qt  # needs the path above

UNFENCE = """
(() => {
  for (const name of ["copy", "cut", "contextmenu", "dragstart"])
    window.addEventListener(name, (event) => event.stopImmediatePropagation(), true);
  document.body.style.userSelect = "text";
})()
"""


class Unfenced(window.Window):
    """The product's window, whose text can be selected and copied."""

    def _to_page(self, message):
        super()._to_page(message)
        if message["k"] == "show":
            self._window.run_js(UNFENCE)


if __name__ == "__main__":
    window.scrub()
    if os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    window_qt._keep_empty = lambda clipboard: None
    window.Window = Unfenced
    window.run(socket.socket(fileno=int(sys.argv[sys.argv.index("--fd") + 1])))
