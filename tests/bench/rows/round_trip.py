"""A warm round trip in Chromium: page, background script, host, and back."""

import tempfile
from pathlib import Path

from tests.bench.clock import UNIT, interleaved
from tests.bench.row import Row, ms, needs

WHAT = "warm round trip in the browser"
ROUNDS = 9
AT_MOST = 0.2

# Twenty in a row, so that the clock's grain and the first one's setting up don't count.
ASK = """
const port = chrome.runtime.connect({ name: "popup" });
const waiting = new Map();
port.onMessage.addListener((m) => waiting.get(m.id)?.(m));
const ask = (id) => new Promise((resolve) => {
  waiting.set(id, resolve);
  port.postMessage({ v: 1, t: "req", id, m: "ping", p: {} });
});
const first = await ask("bench-first");
if (!first.ok) throw new Error(JSON.stringify(first));
const start = performance.now();
for (let number = 0; number < 20; number += 1) await ask(`bench-${number}`);
const took = (performance.now() - start) / 20;
port.disconnect();
return took;
"""


def measure() -> list[Row]:
    needs("keystow.app", "tests.browser.driver", "tests.support.compose")
    from tests.browser.driver import running
    from tests.support import browsers, compose

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        home = browsers.make_home(root / "home")
        host = compose.scripted_host(root, root)
        with running("chromium", home, root / "profile", host) as browser:
            page = browser.page()
            page.open("app/app.html")

            def trip() -> float:
                return float(page.run(ASK)) / 1000

            seen = interleaved({"unit": UNIT, "trip": trip}, ROUNDS)
    return [Row(WHAT, seen["trip"] / seen["unit"], AT_MOST, ms(seen["trip"]))]
