"""What every test starts with: a home of its own, the environment's tools first, hypothesis."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parents[1]

# In CI a run is the same every time; elsewhere each run looks somewhere new.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "dev")

# py_ecc, which eth-account imports, lets recursion go a hundred times deeper for the whole process:
# deep JSON would then end the process instead of meeting a RecursionError.
RECURSION_LIMIT = sys.getrecursionlimit()


# Thousands of small files, each of them synced, want a quarter of the time in memory.
MEMORY = Path("/dev/shm")
ROOM_BYTES = 8 << 30


def _is_roomy(folder: Path) -> bool:
    """Tell whether a folder has room for the tests' files, programs among them."""
    if not folder.is_dir():
        return False
    facts = os.statvfs(folder)
    return facts.f_bavail * facts.f_frsize >= ROOM_BYTES and not facts.f_flag & os.ST_NOEXEC


if _is_roomy(MEMORY):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# A shell that runs the tests in the background lets them, and all they start, ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_runtest_setup() -> None:
    sys.setrecursionlimit(RECURSION_LIMIT)


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Point the process and its children at an empty home: no test touches the user's own files."""
    home = tmp_path_factory.mktemp("home")
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("XDG_")]:
            patch.delenv(name)
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        patch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        yield home


@pytest.fixture(scope="session")
def repo() -> Path:
    """The root of the working tree."""
    return ROOT
