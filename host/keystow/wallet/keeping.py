"""How long what was deleted can be brought back."""

from datetime import datetime, timedelta

KEPT_DAYS = 30


def is_kept(deleted_on: str, now: str) -> bool:
    """Tell whether what was deleted then is kept now; both are times as payloads have them.

    A time of deletion that lies ahead of a clock which was wrong is kept.
    """
    age = datetime.fromisoformat(now) - datetime.fromisoformat(deleted_on)
    return age <= timedelta(days=KEPT_DAYS)
