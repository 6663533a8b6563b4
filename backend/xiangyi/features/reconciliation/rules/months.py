"""In which month of which statement something falls, by when it was and when it arrived here."""

from datetime import date, datetime, time, timedelta
from typing import Final, Self
from zoneinfo import ZoneInfo

from msgspec import Struct

_SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
#: By so much a phone's clock may be ahead of ours, and more.
_AHEAD: Final = timedelta(hours=1)
#: So long a month stays open once it is over, whatever is ruled or where its provider lies since:
#: what counters may still settle later is told in the next one.
WAITS: Final = timedelta(days=3)


def first_of(text: str) -> date:
    """The first day of a month that is written 2026-11.

    Raises:
        ValueError: there is none such.
    """
    return date.fromisoformat(f"{text}-01")


def month_at(moment: datetime) -> date:
    """The month of a moment in Shanghai, by its first day."""
    return moment.astimezone(_SHANGHAI).date().replace(day=1)


def after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def begins(month: date) -> datetime:
    return datetime.combine(month, time(), _SHANGHAI)


def ends(month: date) -> datetime:
    return begins(after(month))


class Bounds(Struct, frozen=True):
    """What falls into a month: as conditions on two columns, by which an index finds it.

    Attributes:
        soonest: nothing of it arrived before then.
        begins, ends: of what was in the month itself.
        late: what was before it and arrived from then on, when the month before was closed.
        closes: nothing that arrived from then on; the next month has it.
    """

    soonest: datetime
    begins: datetime
    ends: datetime
    late: datetime
    closes: datetime

    @classmethod
    def of(cls, month: date) -> Self:
        began, ended = begins(month), ends(month)
        return cls(began - _AHEAD, began, ended, began + WAITS, ended + WAITS)

    def hold(self, was_at: datetime, arrived_at: datetime) -> bool:
        return (
            was_at < self.ends
            and self.soonest <= arrived_at < self.closes
            and (was_at >= self.begins or arrived_at >= self.late)
        )
