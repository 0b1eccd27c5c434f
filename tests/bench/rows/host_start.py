"""From starting the host to its reply to hello, as each popup with a stopped host waits for."""

import sys
import tempfile
import time
from pathlib import Path

from tests.bench.clock import UNIT, Measure, environment, interleaved
from tests.bench.row import ROUNDS, Row, ms, needs

WHAT = "host start to first reply"
HOST = Path(sys.executable).parent / "keystow-host"


def measure() -> list[Row]:
    needs("keystow.__main__", "keystow.app", "tests.support.host_client")
    with tempfile.TemporaryDirectory() as home:
        seen = interleaved({"unit": UNIT, "host": first_reply(Path(home))}, ROUNDS)
    detail = f"{ms(seen['host'])}; python -c pass {ms(seen['unit'])}"
    return [Row(WHAT, seen["host"] / seen["unit"], 1.5, detail)]


def first_reply(home: Path) -> Measure:
    from tests.support.host_client import HostClient

    def seconds() -> float:
        start = time.perf_counter()
        with HostClient(HOST, environment(HOME=str(home))):
            return time.perf_counter() - start

    return seconds
