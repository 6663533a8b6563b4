"""How many minutes somebody has served: what was within the shift, without its breaks.

A *stay* is from one coming to the going after it. Of a shift somebody may have several; each adds
what all of them so far come to, less what the earlier ones had added already.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final, Literal

from msgspec import Struct

from xiangyi.features.volunteering.rules.numbers import Numbers

#: Who has to say yes to so many minutes of one day.
Tier = Literal["at_once", "host", "county"]
#: How far a stay is proved; whoever confirms one that is late does not make it better.
LiveClass = Literal["verified", "late"]

#: Beyond which no day's service is counted anyway (Order 67's practice, a county's yes included).
LONGEST: Final = timedelta(hours=16)


class Stretch(Struct, frozen=True):
    """When a shift is, and how many minutes of it are no service."""

    starts_at: datetime
    ends_at: datetime
    break_minutes: int = 0

    @property
    def most_minutes(self) -> int:
        """As many as anybody can serve in it."""
        return max(0, minutes(self.ends_at - self.starts_at) - self.break_minutes)


class Stay(Struct, frozen=True, order=True):
    came_at: datetime
    left_at: datetime


class Reckoning(Struct, frozen=True, rename="camel"):
    """What a stay adds, line by line, in whole minutes.

    Attributes:
        present: within the shift, of this stay and the earlier ones.
        needed: as many must somebody have been present for any to count.
        break_taken: of the declared breaks, what nobody was away for already.
        before: what the earlier stays had added.
        added: what this one adds.
    """

    present: int
    needed: int
    break_taken: int
    before: int
    added: int


def reckon(
    shift: Stretch, earlier: Sequence[Stay], stay: Stay, before: int, presence_percent: int
) -> Reckoning:
    """What one more stay adds.

    Args:
        earlier: the other stays of the same person in the same shift; none overlap.
        before: the minutes that these have added.
    """
    stays = [*earlier, stay]
    present = sum((within(shift, one) for one in stays), timedelta())
    needed = (shift.ends_at - shift.starts_at) * presence_percent / 100
    without_breaks = served(shift, stays)
    come_to = minutes(without_breaks) if present >= needed else 0
    return Reckoning(
        present=minutes(present),
        needed=-(-needed // timedelta(minutes=1)),
        break_taken=minutes(present - without_breaks),
        before=before,
        added=max(0, come_to - before),
    )


def served(shift: Stretch, stays: Sequence[Stay]) -> timedelta:
    """How long somebody was there, less what of the declared breaks they were not away for."""
    stays = sorted(stays)
    present = sum((within(shift, one) for one in stays), timedelta())
    away = sum(
        (within(shift, Stay(one.left_at, after.came_at)) for one, after in pairwise(stays)),
        timedelta(),
    )
    left_of_break = max(timedelta(), timedelta(minutes=shift.break_minutes) - away)
    return present - min(present, left_of_break)


def within(shift: Stretch, stay: Stay) -> timedelta:
    """How long of a stay lies in its shift: who comes early or goes late is not paid for it."""
    came, left = max(stay.came_at, shift.starts_at), min(stay.left_at, shift.ends_at)
    return max(timedelta(), left - came)


def minutes(long: timedelta) -> int:
    """Whole ones."""
    return long // timedelta(minutes=1)


def tier(of_day: int, numbers: Numbers) -> Tier:
    """Who has to say yes where somebody's day comes to so many minutes."""
    if of_day <= numbers.at_once_min:
        return "at_once"
    return "host" if of_day <= numbers.host_min else "county"


def live_class(scans_on_time: Sequence[bool]) -> LiveClass:
    """What the scans prove that minutes rest on: one that came late makes them late."""
    return "verified" if all(scans_on_time) else "late"
