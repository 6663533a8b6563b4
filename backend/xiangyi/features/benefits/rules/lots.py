"""Redeemable minutes by their age: which are there yet, and when they lapse.

The oldest go first. What comes back is as old as it was when it went: nobody keeps minutes young
by taking a voucher and cancelling it.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace


class Moved(Struct, frozen=True, kw_only=True):
    """A line of a redeemable account.

    Attributes:
        about: what it is about; what is `returned` says the same as what was `spent` for it.
        at: when it was posted, where its person is at home.
    """

    kind: str
    minutes: int
    about: str
    at: datetime
    posting: str = ""


class Lot(Struct, frozen=True):
    """Minutes that came at once; `posting` is what brought them.

    `away` tells from when to when they were in vouchers that they came back from.
    """

    at: datetime
    minutes: int
    posting: str = ""
    away: tuple[tuple[datetime, datetime], ...] = ()

    def was_there(self, at: datetime) -> bool:
        """Whether they were there at an instant, and not in a voucher."""
        return self.at <= at and not any(since < at < until for since, until in self.away)


def lots_of(lines: Iterable[Moved]) -> list[Lot]:
    """What is left, the oldest first, after all of an account's lines in their order."""
    held: deque[Lot] = deque()
    taken: dict[str, list[tuple[datetime, Lot]]] = {}
    for one in lines:
        if one.minutes < 0:
            gone = _take(held, -one.minutes)
            if one.kind == "spent":
                taken.setdefault(one.about, []).extend((one.at, lot) for lot in gone)
        elif one.kind == "returned":
            _put_back(held, taken.get(one.about, []), one)
        else:
            held.append(Lot(one.at, one.minutes, one.posting))
    return list(held)


def _take(held: deque[Lot], minutes: int) -> list[Lot]:
    gone = []
    while minutes and held:
        first = held.popleft()
        part = min(first.minutes, minutes)
        gone.append(replace(first, minutes=part))
        if part < first.minutes:
            held.appendleft(replace(first, minutes=first.minutes - part))
        minutes -= part
    return gone


def _put_back(held: deque[Lot], gone: list[tuple[datetime, Lot]], one: Moved) -> None:
    back, minutes = [], one.minutes
    while minutes and gone:
        since, last = gone.pop()
        part = min(last.minutes, minutes)
        back.append(replace(last, minutes=part, away=(*last.away, (since, one.at))))
        if part < last.minutes:
            gone.append((since, replace(last, minutes=last.minutes - part)))
        minutes -= part
    if minutes:
        back.append(Lot(one.at, minutes, one.posting))
    merged = sorted([*held, *back], key=lambda lot: lot.at)
    held.clear()
    held.extend(merged)


def lapses_on(at: datetime, months: int) -> date:
    """The day at whose beginning minutes lapse: so many months after the day they came, and one.

    `at` is told where their person is at home."""
    day = at.date()
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date.fromordinal(date(year, month + 1, last).toordinal() + 1)
        except ValueError:
            continue
    raise ValueError(day)


class Told(Struct, frozen=True):
    """That somebody was told `at` of what was there, too old from `of` on: it lapses `on` a day."""

    of: date
    at: datetime
    on: date


def told_day(lot: Lot, of: date, told: Iterable[Told]) -> date | None:
    """On which day its person was told that it lapses; None where nobody told them."""
    return min((one.on for one in told if one.of == of and lot.was_there(one.at)), default=None)


def by_day(
    lots: Iterable[Lot], months: int, told: Sequence[Told], *, soonest: date
) -> dict[date, list[Lot]]:
    """What lapses at the beginning of which day, the first day first.

    Args:
        soonest: nothing that is yet to be told lapses earlier.
    """
    found: dict[date, list[Lot]] = {}
    for lot in lots:
        of = lapses_on(lot.at, months)
        found.setdefault(told_day(lot, of, told) or max(of, soonest), []).append(lot)
    return dict(sorted(found.items()))


def sum_of(lots: Iterable[Lot]) -> int:
    return sum(lot.minutes for lot in lots)
