"""Until when something has to be recorded, or answered."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from msgspec import Struct

from xiangyi.core.clock import SHANGHAI
from xiangyi.features.volunteering.rules.numbers import Numbers
from xiangyi.features.volunteering.service import ruling
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import SpecialDays, deadline

#: For longer a worker has hardly stood still; what is older is read at the desk.
_NEWS: Final = timedelta(days=7)


class Due(Struct, frozen=True):
    """The last day, whether the table of holidays may still move it, and whether it is over.

    Attributes:
        is_news: that it is over is so since a few days.
    """

    on: date
    provisional: bool
    overdue: bool
    is_news: bool


class Days:
    """What is asked for each line of a list, looked up once for each host and day."""

    def __init__(self, table: SpecialDays, now: datetime) -> None:
        """Use the `table` of special days that there is `now`."""
        self._table, self._now = table, now
        self._today = now.astimezone(SHANGHAI).date()
        self._known: dict[tuple[UUID, date], Numbers] = {}

    async def to_record(self, host: UUID, ended_at: datetime) -> Due:
        """By when all of a shift that ended then is recorded."""
        return self._due(ended_at, (await self._numbers(host, ended_at)).recording_days)

    async def to_answer(self, host: UUID, said_at: datetime) -> Due:
        """By when whoever said that a record is wrong is answered."""
        return self._due(said_at, (await self._numbers(host, said_at)).answering_days)

    async def may_claim(self, host: UUID, ended_at: datetime) -> bool:
        """Whether minutes of a shift that ended then may still be claimed."""
        days = (await self._numbers(host, ended_at)).claiming_days
        return self._now <= ended_at + timedelta(days=days)

    def _due(self, since: datetime, days: int) -> Due:
        on, provisional = deadline(since.astimezone(SHANGHAI).date(), max(1, days), self._table)
        return Due(on, provisional, self._today > on, on < self._today <= on + _NEWS)

    async def _numbers(self, host: UUID, at: datetime) -> Numbers:
        key = (host, at.astimezone(SHANGHAI).date())
        if key not in self._known:
            self._known[key] = await ruling.numbers(host, now=at)
        return self._known[key]


async def counted(now: datetime) -> Days:
    """With the table as it is."""
    return Days(await workdays.table(), now)
