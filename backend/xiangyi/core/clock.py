"""The only place that reads the clock; everything else is told the time."""

from datetime import UTC, datetime, timedelta, timezone
from time import monotonic

#: China has one civil time and no daylight saving.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def utc_now() -> datetime:
    return datetime.now(UTC)


def stopwatch() -> float:
    """Seconds since nothing in particular, for telling how long something took."""
    return monotonic()
