"""The popup's first contentful paint in Chromium, beside a bare page of the same extension."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.clock import Measure, interleaved
from tests.bench.row import NotYetError, Row, ms, needs

WHAT = "popup to first contentful paint"
ROUNDS = 15
AT_MOST = 1.1
BARE = "<!doctype html><meta charset='utf-8'><title>bare</title><p>bare</p>"
# The observer also tells of a paint that has been; polling would meet the pages' policy.
PAINT = """() => new Promise((resolve) => new PerformanceObserver((list) => {
  const paint = list.getEntriesByName("first-contentful-paint")[0];
  if (paint) resolve(paint.startTime);
}).observe({ type: "paint", buffered: true }))"""


def measure() -> list[Row]:
    needs("tests.support.browsers")
    from tests.support import browsers

    if not (browsers.EXTENSION / "popup" / "popup.html").exists():
        raise NotYetError("needs extension/popup/popup.html")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        extension = root / "extension"
        shutil.copytree(browsers.EXTENSION, extension)
        (extension / "bare.html").write_text(BARE)
        home = browsers.make_home(root / "home")
        with browsers.chromium(root / "profile", home, extension=extension) as context:
            page = context.new_page()
            seen = interleaved(
                {
                    "bare": _paint(page, browsers.chromium_page("bare.html")),
                    "popup": _paint(page, browsers.chromium_page("popup/popup.html")),
                },
                ROUNDS,
            )
    detail = f"{ms(seen['popup'])}; a bare page {ms(seen['bare'])}"
    return [Row(WHAT, seen["popup"] / seen["bare"], AT_MOST, detail)]


def _paint(page: Any, url: str) -> Measure:
    def seconds() -> float:
        page.goto("about:blank")
        page.goto(url)
        return float(page.evaluate(PAINT)) / 1000

    return seconds
