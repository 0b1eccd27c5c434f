"""Both browsers, side by side, unlocked and left alone for five minutes, stay so.

The browsers start with the session's first browser test and are looked at here, last of all.
"""

import time

from tests.browser.conftest import Idlers
from tests.browser.driver import ask

IDLE_S = 300


def test_five_idle_minutes_keep_both_unlocked(idlers: Idlers) -> None:
    time.sleep(max(0.0, idlers.since + IDLE_S - time.monotonic()))
    assert time.monotonic() - idlers.since >= IDLE_S
    for page, pid in idlers.pages:
        state = ask(page, "wallet.state")
        assert state["wallet"]["locked"] is False
        assert state["wallet"]["locks_in_s"] <= 15 * 60 - IDLE_S, "nothing counted as an action"
        assert pid in idlers.host_pids(), "the host is still the one that started"
