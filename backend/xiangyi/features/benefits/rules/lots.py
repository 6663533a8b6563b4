"""Redeemable minutes by their age: which are there yet, and when they lapse.

The oldest go first. What comes back is as old as it was when it went: nobody keeps minutes young
by taking a voucher and cancelling it.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from msgspec import Struct


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
    """Minutes that came at once; `posting` is what brought them."""

    at: datetime
    minutes: int
    posting: str = ""


def lots_of(lines: Iterable[Moved]) -> list[Lot]:
    """What is left, the oldest first, after all of an account's lines in their order."""
    held: deque[Lot] = deque()
    taken: dict[str, list[Lot]] = {}
    for one in lines:
        if one.minutes < 0:
            gone = _take(held, -one.minutes)
            if one.kind == "spent":
                taken.setdefault(one.about, []).extend(gone)
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
        gone.append(Lot(first.at, part, first.posting))
        if part < first.minutes:
            held.appendleft(Lot(first.at, first.minutes - part, first.posting))
        minutes -= part
    return gone


def _put_back(held: deque[Lot], gone: list[Lot], one: Moved) -> None:
    back, minutes = [], one.minutes
    while minutes and gone:
        last = gone.pop()
        part = min(last.minutes, minutes)
        back.append(Lot(last.at, part, last.posting))
        if part < last.minutes:
            gone.append(Lot(last.at, last.minutes - part, last.posting))
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


def by_day(lots: Sequence[Lot], months: int) -> dict[date, int]:
    """How many lapse at the beginning of which day, the first day first."""
    found: dict[date, int] = {}
    for lot in lots:
        on = lapses_on(lot.at, months)
        found[on] = found.get(on, 0) + lot.minutes
    return dict(sorted(found.items()))
