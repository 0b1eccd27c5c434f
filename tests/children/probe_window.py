"""A window process that, once asked, tries from inside the page what the page must not be able to.

It answers page 1 with what each try came to. `--port` is a server that would notice a visit.
"""

import json
import os
import socket
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "host"))

from keystow.children import window  # needs the path above

TRIES = """
(() => {
  const found = {};
  const attempt = (name, run) => {
    try { found[name] = run(); } catch (error) { found[name] = error.name; }
  };
  globalThis.hit = [];
  const add = (element) => document.body.appendChild(element);
  attempt("inline_script", () => {
    const script = document.createElement("script");
    script.textContent = "hit.push('script')";
    add(script);
    return "added";
  });
  attempt("markup", () => {
    document.body.insertAdjacentHTML("beforeend", "<b>x</b>");
    return "added";
  });
  attempt("handler", () => {
    const button = document.createElement("button");
    button.setAttribute("onclick", "hit.push('handler')");
    add(button);
    button.click();
    button.remove();
    return "added";
  });
  attempt("eval", () => eval("1+1"));
  attempt("new_function", () => new Function("return 2")());
  attempt("style_attribute", () => {
    const box = document.createElement("p");
    box.setAttribute("style", "position: fixed");
    add(box);
    const position = getComputedStyle(box).position;
    box.remove();
    return position;
  });
  const there = (path) => `http://127.0.0.1:PORT/${path}`;
  attempt("image", () => { new Image().src = there("image"); });
  attempt("fetch", () => { fetch(there("fetch")).then(() => hit.push("fetch"), () => 0); });
  attempt("beacon", () => navigator.sendBeacon(there("beacon"), "x"));
  attempt("socket", () => {
    const socket = new WebSocket("ws://127.0.0.1:PORT/socket");
    socket.onopen = () => hit.push("socket");
  });
  attempt("window", () => String(window.open(there("window"))));
  attempt("storage", () => { localStorage.setItem("x", "y"); return "stored"; });
  attempt("frame", () => {
    const frame = document.createElement("iframe");
    frame.src = there("frame");
    add(frame);
  });
  attempt("location", () => { location.href = there("location"); });
  return JSON.stringify(found);
})()
"""


class Probe(window.Window):
    """The product's window, with one extra answer."""

    def _to_page(self, message):
        super()._to_page(message)
        if message["k"] == "show" and message["n"] == 1:
            threading.Thread(target=self._probe, daemon=True).start()

    def _probe(self):
        port = sys.argv_of_the_test[sys.argv_of_the_test.index("--port") + 1]
        found = json.loads(self._window.run_js(TRIES.replace("PORT", port)))
        threading.Event().wait(2)
        found["hit"] = json.loads(self._window.run_js("JSON.stringify(hit)"))
        found["still_ours"] = self._window.run_js("document.title")
        self._send({"k": "answer", "n": 1, "action": "probed", "fields": found})


if __name__ == "__main__":
    window.scrub()
    if os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    sys.argv_of_the_test = list(sys.argv)
    window.Window = Probe
    window.run(socket.socket(fileno=int(sys.argv[sys.argv.index("--fd") + 1])))
