"""The window process with a map: it writes down, again and again, where its controls stand.

`--map FILE` gets a list of {"kind", "name", "x", "y"}, kind "field" for what is typed into,
"button" for what is pressed, "arming" for a button that is still deaf; in pixels from the window's
corner.
Only what a click would really hit is on it: not what is covered, switched off or scrolled away.
What was typed is never part of it.
"""

import os
import socket
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "host"))

from keystow.children import window  # needs the path above

EVERY_S = 0.1
LAYOUT = """
(() => {
  const words = (text) => (text ?? "").replace(/\\s+/g, " ").trim();
  const name = (one) => words(one.getAttribute("aria-label")
    || [...(one.labels ?? [])].map((label) => label.innerText).join(" ")
    || (one.matches(".drop") ? one.querySelector("b") : one).innerText);
  const field = "input:not([type=radio], [type=checkbox]), select, textarea";
  const button = "button, summary, label:has(input), input[type=checkbox], .drop";
  const controls = [];
  for (const one of document.querySelectorAll(`${field}, ${button}`)) {
    const arming = one.matches(".btn-arming");
    const off = one.disabled || one.getAttribute("aria-disabled") === "true";
    if (off && !arming) continue;
    const box = one.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const hit = document.elementFromPoint(x, y);
    if (!one.contains(hit)) continue;
    const kind = arming ? "arming" : one.matches(field) ? "field" : "button";
    controls.push({ kind, name: name(one), x: Math.round(x), y: Math.round(y) });
  }
  return JSON.stringify(controls);
})()
"""


class Mapped(window.Window):
    """The product's window, with the map."""

    def _to_page(self, message):
        begin = not self._shown and message["k"] == "show"
        super()._to_page(message)
        if begin:
            threading.Thread(target=self._map, daemon=True).start()

    def _map(self):
        target = Path(sys.argv_of_the_test[sys.argv_of_the_test.index("--map") + 1])
        fresh = target.with_name(f"{target.name}.new")
        while True:
            layout = self._window.run_js(LAYOUT)
            if layout:
                fresh.write_text(layout)
                fresh.replace(target)
            time.sleep(EVERY_S)


if __name__ == "__main__":
    window.scrub()
    if os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    sys.argv_of_the_test = list(sys.argv)
    window.Window = Mapped
    window.run(socket.socket(fileno=int(sys.argv[sys.argv.index("--fd") + 1])))
