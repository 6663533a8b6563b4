"""When a knock may come: not at meals, when riders ride, and not at night."""

from datetime import datetime, time, timedelta
from itertools import product
from typing import Final
from zoneinfo import ZoneInfo

from xiangyi.features.notifications.rules.words import Urgency

_SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
#: From when to when, by the clock on the wall (product.md S5); the last passes midnight.
MEALS: Final = ((time(11), time(13)), (time(17), time(19)))
NIGHT: Final = (time(22), time(7))


def heard_at(
    at: datetime, urgency: Urgency, *, anytime: bool = False, known_by: datetime | None = None
) -> datetime:
    """When somebody may hear of what is ready at `at`: then, or when it is quiet no more.

    What is urgent waits for nothing, nor does what is for somebody who wants it at any time, nor
    what would be heard at `known_by` or later: that comes at once, while it is of use.
    """
    if urgency == "urgent" or anytime:
        return at
    quiet = _quiet_around(at)
    if quiet is None or (known_by is not None and known_by <= quiet[1]):
        return at
    return quiet[1]


def before_quiet(at: datetime) -> datetime:
    """`at`, or the last minute before the quiet time in which it lies: for a reminder."""
    quiet = _quiet_around(at)
    return quiet[0] - timedelta(minutes=1) if quiet else at


def _quiet_around(at: datetime) -> tuple[datetime, datetime] | None:
    """From when to when it is quiet, if it is at `at`; the end is quiet no more."""
    today = at.astimezone(_SHANGHAI).date()
    days = (today - timedelta(days=1), today)
    for day, (begins, ends) in product(days, (*MEALS, NIGHT)):
        until = day + timedelta(days=1) if ends < begins else day
        begin = datetime.combine(day, begins, _SHANGHAI)
        end = datetime.combine(until, ends, _SHANGHAI)
        if begin <= at < end:
            return begin.astimezone(at.tzinfo), end.astimezone(at.tzinfo)
    return None
