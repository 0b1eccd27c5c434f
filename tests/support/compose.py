"""Hosts for the tests: the product's own, composed with the tests' surface or window starter.

Each is an executable file that a browser can start from a native-messaging manifest.
"""

import sys
from pathlib import Path

from keystow.keystore.slots import WRITE

ROOT = Path(__file__).resolve().parents[2]
WINDOW = ROOT / "tests" / "children" / "mapped_window.py"

_HEAD = """#!{python} -I
import sys
sys.path[:0] = [{root!r}, {host!r}]
"""

_HOST = """
from keystow import app
from keystow.children.start import JobStarter
if __name__ == "__main__":
    sys.exit(app.main(sys.argv[1:], JobStarter((sys.executable, "-I", {job!r}))))
"""

_SCRIPTED_JOB = """
from pathlib import Path
from keystow.children import cost, job
from keystow.keystore.slots import Cost
from tests.support.scripted_surface import ScriptedSurface
if __name__ == "__main__":
    script = Path({script!r})
    cost.WRITE = Cost(*{cost!r})
    job.main(int(sys.argv[1]), lambda *arguments: ScriptedSurface(script, *arguments))
"""

_WINDOW_JOB = """
import os
from pathlib import Path
from keystow.children import job
from tests.support.watched_window import WatchedWindow
if __name__ == "__main__":
    command = [sys.executable, "-I", {window!r}, "--map", {map!r}]
    log = Path({log!r})
    job.main(
        int(sys.argv[1]),
        lambda context, usable: WatchedWindow(log, command, context, os.environ, usable),
    )
"""


def scripted_host(folder: Path, script: Path, cost: tuple[int, int, int] = WRITE) -> Path:
    """Write a host whose jobs answer from `script`; return its path.

    New slots have `cost`: KiB, passes and lanes. Cheaper ones are made anew.
    """
    job = _write(folder / "scripted_job.py", _SCRIPTED_JOB, script=str(script), cost=tuple(cost))
    return _write(folder / "scripted_host.py", _HOST, job=str(job))


def windowed_host(folder: Path) -> Path:
    """Write a host that opens real windows, also as root; return its path.

    Which page a window shows is logged in `folder`/shown.jsonl, and where its controls stand is
    written to `folder`/map.json.
    """
    paths = {"window": WINDOW, "log": folder / "shown.jsonl", "map": folder / "map.json"}
    values = {name: str(path) for name, path in paths.items()}
    job = _write(folder / "window_job.py", _WINDOW_JOB, **values)
    return _write(folder / "window_host.py", _HOST, job=str(job))


def _write(path: Path, body: str, **values: object) -> Path:
    text = (_HEAD + body).format(
        python=sys.executable, root=str(ROOT), host=str(ROOT / "host"), **values
    )
    path.write_text(text)
    path.chmod(0o755)
    return path
