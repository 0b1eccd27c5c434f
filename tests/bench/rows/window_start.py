"""Keystow's window, from being asked for to its first page, beside an empty pywebview window."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.clock import Measure, environment, interleaved
from tests.bench.row import Row, ms, needs

WHAT = "window, asked for to usable"
ROUNDS = 7
AT_MOST = 1.2
ROOT = Path(__file__).resolve().parents[3]
STARTER = ROOT / "tests" / "children" / "start_window.py"

EMPTY = """
import os
import webview
window = webview.create_window("empty", html="<!doctype html><p>empty")
window.events.loaded += lambda: (print("loaded", flush=True), os._exit(0))
webview.start(gui="qt", private_mode=True)
"""


def measure() -> list[Row]:
    needs("keystow.children.window_surface", "tests.support.screen")
    from tests.support.screen import virtual_screen

    with virtual_screen() as screen:
        env = screen.environment(environment())
        seen = interleaved({"empty": _empty(env), "ours": _ours(env)}, ROUNDS)
    detail = f"{ms(seen['ours'])}; an empty one {ms(seen['empty'])}"
    return [Row(WHAT, seen["ours"] / seen["empty"], AT_MOST, detail)]


def _empty(env: dict[str, str]) -> Measure:
    if os.geteuid() == 0:  # the engine's sandbox refuses root; the tests' starter does the same
        env = env | {"QTWEBENGINE_DISABLE_SANDBOX": "1"}

    def seconds() -> float:
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", EMPTY], env=env, capture_output=True, check=True
        )
        if b"loaded" not in done.stdout:
            raise RuntimeError("the empty window never loaded")
        return time.perf_counter() - start

    return seconds


def _ours(env: dict[str, str]) -> Measure:
    from keystow.children.window_surface import WindowSurface

    context = {"asked_by": "Bench", "purpose": "backup", "mark": None, "language": "en"}
    model = {"title_code": "saving", "steps": []}

    def seconds() -> float:
        start = time.perf_counter()
        with WindowSurface([sys.executable, "-I", str(STARTER)], context, env) as surface:
            surface.tell("progress", model)
            return time.perf_counter() - start

    return seconds
