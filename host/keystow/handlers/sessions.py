"""The unlocked wallets: who holds a root, and for how long."""

import threading
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True, repr=False)  # the root is no text, in a log or a test's failure either
class Session:
    """An unlocked wallet: its root (overwritten at the end), sealed vault and public view."""

    root: bytearray
    slot: str
    sealed: bytes
    version: int
    view: dict[str, Any]
    has_code: bool
    has_backup_password: bool
    asks_key_file: bool
    origin: str
    used_at: float = 0.0
    """Seconds of `awake_s` at the user's last action; set as it is held."""

    def wipe(self) -> None:
        """Overwrite the root; the session is of no use from here on."""
        self.root[:] = bytes(len(self.root))


class Sessions:
    """All unlocked wallets by their handles; safe for several threads."""

    def __init__(self) -> None:
        self._held: dict[str, Session] = {}
        self._roots = threading.Lock()

    def get(self, handle: str) -> Session | None:
        """Return an unlocked wallet's session, None while it is locked."""
        return self._held.get(handle)

    def all(self) -> list[tuple[str, Session]]:
        """Return the unlocked wallets as they are now."""
        return list(self._held.items())

    def passing_on(self) -> AbstractContextManager[object]:
        """Keep every root whole while one is being passed on to a job."""
        return self._roots

    def touch(self, handle: str) -> None:
        """Note a user's action, from which auto-lock counts."""
        found = self._held.get(handle)
        if found is not None:
            found.used_at = awake_s()

    def idle_s(self, handle: str) -> float | None:
        """Return the seconds since the user's last action, None while locked."""
        found = self._held.get(handle)
        return None if found is None else awake_s() - found.used_at

    def lock(self, handle: str) -> None:
        """Forget a wallet's root."""
        with self._roots:
            found = self._held.pop(handle, None)
            if found is not None:
                found.wipe()

    def hold(self, handle: str, session: Session, *, was_unlocked: bool, by_user: bool) -> bool:
        """Hold a wallet as a job left it; False where a newer version is held already.

        A wallet that was locked while the job ran stays so. What came of no user's action puts
        off no auto-lock.
        """
        with self._roots:
            before = self._held.get(handle)
            if before is not None and before.version > session.version:
                session.wipe()  # another request was faster
                return False
            if before is None and was_unlocked:  # locked meanwhile
                session.wipe()
                return True
            session.used_at = awake_s()
            if before is not None:
                before.wipe()
                if not by_user:
                    session.used_at = before.used_at
            self._held[handle] = session
            return True


def awake_s() -> float:
    """Return seconds that go on while the machine sleeps, so that a closed laptop locks too."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime(clock)
