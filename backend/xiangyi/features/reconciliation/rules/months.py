"""In which month of which statement something falls, by when it was and when it arrived here."""

from datetime import date, datetime, time, timedelta
from typing import Final, Self
from zoneinfo import ZoneInfo

from msgspec import Struct

_SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
#: For so long after its end a month waits for what counters used without a network.
WAITS: Final = timedelta(days=7)


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


def before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def begins(month: date) -> datetime:
    return datetime.combine(month, time(), _SHANGHAI)


def closes(month: date) -> datetime:
    """From when on nothing falls into it any more."""
    return begins(after(month)) + WAITS


def month_of(was_at: datetime, arrived_at: datetime) -> date:
    """The month of what was then, or the next one that was open when it arrived."""
    month = month_at(was_at)
    while arrived_at >= closes(month):
        month = after(month)
    return month


class Bounds(Struct, frozen=True):
    """What falls into a month: as a condition on two columns, by which an index finds it.

    Attributes:
        begins, ends: of what was in the month itself.
        late: what was before it and arrived from then on, when the month before was closed.
        closes: nothing that arrived from then on.
    """

    begins: datetime
    ends: datetime
    late: datetime
    closes: datetime

    @classmethod
    def of(cls, month: date) -> Self:
        return cls(begins(month), begins(after(month)), closes(before(month)), closes(month))

    def hold(self, was_at: datetime, arrived_at: datetime) -> bool:
        return (
            was_at < self.ends
            and arrived_at < self.closes
            and (was_at >= self.begins or arrived_at >= self.late)
        )
