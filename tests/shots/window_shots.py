"""Take a picture of every page of the window: `python -m tests.shots.window_shots DIR`.

Light and dark, and a sheet of each; only sheets of some with wide letters, right to left, in forced
colours.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.shots.page_driver import CHROMIUM, open_page, play
from tests.shots.window_samples import SAMPLES

WAYS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "rtl": {},
    "wide": {},
}
SOME = {"create-hint", "storage", "restore", "preview", "saved", "mark", "phrase", "confirm-watch"}
SOME |= {"delete-account-phrase", "stop-asking"}
WIDE = "*{font-family:'DejaVu Sans'!important}"


def main(folder: Path) -> None:
    """Write the pictures and sheets into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for way in WAYS:
            with tempfile.TemporaryDirectory() as elsewhere:
                single = folder if way in ("light", "dark") else Path(elsewhere)
                names = shoot(browser, way, single)
                sheet(browser, names, folder / f"sheet-window-{way}.png")
        browser.close()


def shoot(browser: Browser, way: str, folder: Path) -> list[Path]:
    """Take the pictures of one way of looking."""
    made = []
    page = open_page(browser, bypass_csp=way == "wide", **WAYS[way])
    for sample in SAMPLES:
        if way in ("forced", "rtl", "wide") and sample.name not in SOME:
            continue
        play(page, sample)
        if way == "rtl":
            page.evaluate("document.documentElement.dir = 'rtl'")
        if way == "wide":
            page.add_style_tag(content=WIDE)
        path = folder / f"window-{sample.name}-{way}.png"
        page.screenshot(path=path)
        made.append(path)
    page.context.close()
    return made


def sheet(browser: Browser, pictures: list[Path], path: Path) -> None:
    """Put pictures on one sheet, four in a row."""
    page = browser.new_page(viewport={"width": 4 * 500 + 20, "height": 700})
    style = "body{margin:0;padding:10px;background:#999;display:flex;flex-wrap:wrap;gap:20px}"
    images = "".join(f'<img src="{p.resolve().as_uri()}" width=480>' for p in pictures)
    html = path.with_suffix(".html")
    html.write_text(f"<style>{style}</style>{images}", "utf-8")
    page.goto(html.resolve().as_uri())
    page.screenshot(path=path, full_page=True)
    html.unlink()
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
