"""Windows that the user refused: how many in a row, and the hour for which none is shown.

Whoever starts the host, a hijacked extension too, can ask for windows again and again. So after
two refusals the next window offers to stop, and then none opens for an hour, in any browser.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil

from keystow.errors import AskingStopped
from keystow.storage.document import Document, Json
from keystow.storage.files import Files

STOP_S = 3600
OFFERED_AFTER = 2


@dataclass(frozen=True, slots=True)
class _Refused:
    in_a_row: int
    stopped_at: int | None
    """Seconds since 1970."""


class Refusals:
    """What the windows of all hosts of this user met with; `clock` tells seconds since 1970."""

    def __init__(self, files: Files, data: str, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._document = Document(
            files,
            data,
            "refusals.json",
            empty=_Refused(0, None),
            decode=_decode,
            encode=_encode,
        )

    def require_asking(self) -> None:
        """Raise AskingStopped, with the minutes left, while no window may be shown."""
        stopped_at = self._document.read().stopped_at
        if stopped_at is None:
            return
        left = stopped_at + STOP_S - self._clock()
        if left > STOP_S:
            # The clock went back: what was promised is an hour, and an hour it is from here on.
            self._document.update(lambda one: replace(one, stopped_at=int(self._clock())))
            left = STOP_S
        if left > 0:
            raise AskingStopped(minutes=ceil(left / 60))

    def offers_stop(self) -> bool:
        """Tell whether the next window offers to stop asking."""
        return self._document.read().in_a_row >= OFFERED_AFTER

    def refused(self) -> None:
        """Note that a window was closed, refused or cancelled."""
        self._document.update(
            lambda one: replace(one, in_a_row=min(one.in_a_row + 1, OFFERED_AFTER))
        )

    def answered(self) -> None:
        """Note that a window was gone through to its end."""
        self._document.update(lambda _: _Refused(0, None))

    def stop(self) -> AskingStopped:
        """Show no window for an hour from now; return the failure that says so."""
        self._document.update(lambda _: _Refused(0, int(self._clock())))
        return AskingStopped(minutes=STOP_S // 60)

    def ask_again(self) -> None:
        """End the hour."""
        self._document.update(lambda _: _Refused(0, None))


def _decode(parsed: Json) -> _Refused:
    in_a_row, stopped_at = parsed["in_a_row"], parsed["stopped_at"]
    if type(in_a_row) is not int or not 0 <= in_a_row <= OFFERED_AFTER:
        raise ValueError("a small count was expected")
    if stopped_at is not None and (type(stopped_at) is not int or stopped_at < 0):
        raise ValueError("seconds since 1970 were expected")
    return _Refused(in_a_row, stopped_at)


def _encode(refused: _Refused) -> Json:
    return {"in_a_row": refused.in_a_row, "stopped_at": refused.stopped_at}
