"""Who holds a root: a newer version stays, a locked wallet stays locked, roots are overwritten."""

from keystow.handlers.sessions import Session, Sessions


def _session(version: int) -> Session:
    root = bytearray([version] * 32)
    return Session(root, "a", b"", version, {}, False, False, False, "own")


def test_an_older_version_that_comes_late_is_dropped_and_its_root_overwritten() -> None:
    sessions = Sessions()
    new, late = _session(3), _session(2)
    assert sessions.hold("w", new, was_unlocked=False, by_user=True)
    assert not sessions.hold("w", late, was_unlocked=True, by_user=True)
    assert sessions.get("w") is new
    assert (bytes(late.root), bytes(new.root)) == (bytes(32), bytes([3] * 32))


def test_a_newer_version_takes_the_place_and_the_old_root_is_overwritten() -> None:
    sessions = Sessions()
    old, new = _session(1), _session(2)
    sessions.hold("w", old, was_unlocked=False, by_user=True)
    assert sessions.hold("w", new, was_unlocked=True, by_user=True)
    assert sessions.get("w") is new
    assert bytes(old.root) == bytes(32)


def test_a_wallet_that_was_locked_meanwhile_stays_so() -> None:
    sessions = Sessions()
    late = _session(2)
    assert sessions.hold("w", late, was_unlocked=True, by_user=True)
    assert sessions.get("w") is None
    assert bytes(late.root) == bytes(32)
