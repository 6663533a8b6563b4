"""Whether somebody may have a benefit, and of what lacks, how much."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from xiangyi.features.benefits.rules.terms import Eligibility
from xiangyi.features.identity.rules.persons import age

#: What lacks: of service; of what is known of the person; of the benefit itself, for now.
Lack = Literal[
    "stars",
    "minutes",
    "recent_minutes",
    "clean_record",
    "home",
    "birth_date",
    "age",
    "balance",
    "owed",
    "quota",
    "stock",
]


class Missing(Struct, frozen=True, rename="camel", kw_only=True):
    """One thing that lacks, with the facts for its sentence ("再服务 12 小时即可").

    Attributes:
        kind: `home`, they have not said where they live, or live elsewhere; `balance`, redeemable
            minutes; `owed`, a used voucher whose minutes they spent elsewhere is to be paid first;
            `quota`, they have had it so often; `stock`, there is none left.
        lack_minutes: of stars, minutes and balance, how many more.
        need: how many stars, minutes, years, or of what age, and at most how old is `most`.
        on: from which day on it lacks no more: of a clean record or a quota; null for never.
    """

    kind: Lack
    lack_minutes: int | None = None
    need: int | None = None
    most: int | None = None
    on: date | None = None


class Known(Struct, frozen=True, kw_only=True):
    """What a person's service comes to today.

    Attributes:
        steps: the minutes of one star, of two, and so on.
        recent_minutes: within the days that the benefit asks about.
        clean_on: the first day on which the last taking back counts no more, by the years that
            the benefit asks for; None where nothing was taken.
        at_home: whether they live in the benefit's division.
    """

    minutes: int
    steps: Sequence[int]
    recent_minutes: int
    clean_on: date | None
    at_home: bool
    born_on: date | None
    today: date


def lacking(wanted: Eligibility, known: Known) -> list[Missing]:
    """Nothing where they may have it."""
    found = []
    if not known.at_home:
        found.append(Missing(kind="home"))
    if wanted.stars and (lack := known.steps[wanted.stars - 1] - known.minutes) > 0:
        found.append(Missing(kind="stars", lack_minutes=lack, need=wanted.stars))
    if (lack := wanted.minutes - known.minutes) > 0:
        found.append(Missing(kind="minutes", lack_minutes=lack, need=wanted.minutes))
    if (lack := wanted.recent_minutes - known.recent_minutes) > 0:
        found.append(Missing(kind="recent_minutes", lack_minutes=lack, need=wanted.recent_minutes))
    if wanted.clean_years and known.clean_on and known.clean_on > known.today:
        found.append(Missing(kind="clean_record", need=wanted.clean_years, on=known.clean_on))
    if wanted.min_age is not None or wanted.max_age is not None:
        found += _of_age(wanted, known)
    return found


def _of_age(wanted: Eligibility, known: Known) -> list[Missing]:
    if known.born_on is None:
        return [Missing(kind="birth_date", need=wanted.min_age, most=wanted.max_age)]
    years = age(known.born_on, known.today)
    if (wanted.min_age or 0) <= years <= (years if wanted.max_age is None else wanted.max_age):
        return []
    return [Missing(kind="age", need=wanted.min_age, most=wanted.max_age)]
