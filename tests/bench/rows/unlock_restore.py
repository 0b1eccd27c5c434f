"""Unlock and restore by a real host, all but the KDF (which costs next to nothing in these files)
and the window (a script answers; the half-second that its person reads is taken off again)."""

import time
from contextlib import ExitStack
from pathlib import Path

from tests.bench import story
from tests.bench.clock import UNIT, Measure, interleaved, timed
from tests.bench.row import Row, ms, needs

WHAT = "unlock, restore: all but the KDF and the window"
ACCOUNTS = (1, 1_000)
ROUNDS = 9
AT_MOST = 8


def measure() -> list[Row]:
    needs("keystow.app", "tests.support.compose", "tests.support.host_client")
    with ExitStack() as stack:
        copies = {count: stack.enter_context(story.copy_of(count)) for count in ACCOUNTS}
        measures = {"unit": UNIT}
        for count, copy in copies.items():
            measures[f"unlock of {_said(count)}"] = _unlock(stack, copy)
            measures[f"restore of {_said(count)}"] = _restore(copy)
        seen = interleaved(measures, ROUNDS)
    unit = seen.pop("unit")
    return [
        Row(f"{what}, but KDF and window", seconds / unit, AT_MOST, ms(seconds))
        for what, seconds in seen.items()
    ]


def _said(count: int) -> str:
    return f"{count:,} account{'s' * (count > 1)}"


def _unlock(stack: ExitStack, copy: Path) -> Measure:
    client = stack.enter_context(stack.enter_context(story.user(copy)).client())
    wallet = client.call("restore.start")["wallet"]
    unlock = timed(lambda: client.call("wallet.unlock", wallet=wallet))

    def measure() -> float:
        client.call("wallet.lock", wallet=wallet)
        return unlock()

    return measure


def _restore(copy: Path) -> Measure:
    def measure() -> float:
        with story.user(copy) as user, user.client() as client:
            time.sleep(story.READING_S)
            start = time.perf_counter()
            client.call("restore.start")
            return time.perf_counter() - start - story.READING_S

    return measure
