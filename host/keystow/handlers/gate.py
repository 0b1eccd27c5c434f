"""A gate before what starts programs: a page that asks again and again can't flood the desktop."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from keystow.errors import Busy


class Gate:
    """One passes at a time, and the next one `pause_s` seconds after it came, at the earliest.

    `clock` gives seconds and never goes back.
    """

    def __init__(self, clock: Callable[[], float], pause_s: float = 0.0) -> None:
        self._clock = clock
        self._pause_s = pause_s
        self._open_at = float("-inf")
        self._taken = Lock()

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Pass; raises Busy where another one is inside, or came too short a time ago."""
        if not self._taken.acquire(blocking=False):
            raise Busy
        try:
            now = self._clock()
            if now < self._open_at:
                raise Busy
            self._open_at = now + self._pause_s
            yield
        finally:
            self._taken.release()
