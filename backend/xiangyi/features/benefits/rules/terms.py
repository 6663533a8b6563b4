"""What a benefit says of itself: to whom, how often, and on which days not."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

Category = Literal["medical", "elder_care", "tourism", "transit"]
#: Who bears what it costs.
Payer = Literal["provider", "government", "fund"]
#: Within what a person may have it so often, by the calendar in Shanghai.
Period = Literal["day", "month", "year", "ever"]

_DECEMBER: Final = 12
Minutes = Annotated[int, Meta(ge=0, le=6_000_000)]
Age = Annotated[int, Meta(ge=0, le=120)]


class Eligibility(Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Who may have it, among those at home in its division: everybody, unless it says more.

    Attributes:
        stars: at least so many.
        minutes: at least so many verified minutes in all.
        recent_minutes: at least so many within the last `recent_days`.
        clean_years: nothing taken back for false presence for so many years.
        min_age, max_age: in years, on the day on which the voucher is issued.
    """

    stars: Annotated[int, Meta(ge=0, le=5)] = 0
    minutes: Minutes = 0
    recent_minutes: Minutes = 0
    recent_days: Annotated[int, Meta(ge=1, le=3_660)] = 365
    clean_years: Annotated[int, Meta(ge=0, le=10)] = 0
    min_age: Age | None = None
    max_age: Age | None = None


class Quota(Struct, frozen=True, forbid_unknown_fields=True):
    """How often one person may have it."""

    times: Annotated[int, Meta(ge=1, le=100)]
    period: Period


class Blackout(Struct, frozen=True, forbid_unknown_fields=True):
    """Days on which it is not honoured, both included."""

    since: date
    until: date


def is_blacked_out(blackouts: Sequence[Blackout], day: date) -> bool:
    return any(one.since <= day <= one.until for one in blackouts)


def began_on(period: Period, day: date) -> date | None:
    """The first day of the period in which a day lies; None for ever."""
    if period == "ever":
        return None
    if period == "year":
        return day.replace(month=1, day=1)
    return day.replace(day=1) if period == "month" else day


def again_on(period: Period, day: date) -> date | None:
    """The first day of the next period; None where there is none."""
    if period == "ever":
        return None
    if period == "year":
        return date(day.year + 1, 1, 1)
    if period == "day":
        return day + timedelta(days=1)
    if day.month == _DECEMBER:
        return date(day.year + 1, 1, 1)
    return date(day.year, day.month + 1, 1)


def runs_out_at(issued_at: datetime, valid_days: int) -> datetime:
    """The end of its last day, where `issued_at` is at home; the first day is the next one.

    So a voucher of one day is good until tomorrow night, whenever it was issued.
    """
    last = issued_at.date() + timedelta(days=valid_days + 1)
    return datetime.combine(last, time(), issued_at.tzinfo)
