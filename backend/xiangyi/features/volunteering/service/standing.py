"""A volunteer's stars and good record: worked out of the ledger whenever somebody asks."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.features.ledger.service import history
from xiangyi.features.ruling import service as rulings
from xiangyi.features.volunteering.rules import stars
from xiangyi.features.volunteering.schemas.standing import StandingShown
from xiangyi.features.volunteering.service import ruling
from xiangyi.features.volunteering.service.lines import FALSE_PRESENCE


class Standing(Struct, frozen=True, kw_only=True):
    """What somebody's service comes to at an instant, for whoever grants something by it.

    Attributes:
        verified_minutes: corrections taken off.
        stars: 0 to 5.
        to_next: how many minutes lack for one more; None with five.
        good_record: nothing was taken back for false presence in the last `clean_years`.
        good_again_at: when it will be so again; None where it is.
    """

    verified_minutes: int
    stars: int
    to_next: int | None
    good_record: bool
    clean_years: int
    good_again_at: datetime | None


async def standing_of(account: UUID, at: datetime) -> Standing:
    """By the numbers that hold on that day where the person lives, or else in the province."""
    numbers = await ruling.numbers_of_person(account, now=at)
    minutes = await history.verified_minutes(account, at)
    steps = stars.ladder(numbers)
    taken_at = await history.last_taken(account, FALSE_PRESENCE, at)
    good_at = taken_at and years_later(taken_at, numbers.clean_years)
    is_good = good_at is None or good_at <= at
    return Standing(
        verified_minutes=minutes,
        stars=stars.stars_of(minutes, steps),
        to_next=stars.to_next(minutes, steps),
        good_record=is_good,
        clean_years=numbers.clean_years,
        good_again_at=None if is_good else good_at,
    )


async def mine(asker: Asker, *, now: datetime) -> StandingShown:
    """As the person sees it, with what it is based on."""
    found = await standing_of(asker.subject, now)
    numbers = await ruling.numbers_of_person(asker.subject, now=now)
    where = await ruling.division_of_person(asker.subject)
    bases = await rulings.bases(ruling.RULES, where, now=now)
    said = {bases[name] for name in bases if name.startswith("star_") or name == "clean_years"}
    return StandingShown(
        verified_minutes=found.verified_minutes,
        stars=found.stars,
        to_next=found.to_next,
        steps=stars.ladder(numbers),
        good_record=found.good_record,
        clean_years=found.clean_years,
        good_again_at=found.good_again_at,
        bases=sorted(said),
    )


def years_later(at: datetime, years: int) -> datetime:
    """The same day of a later year in Shanghai; the day after 29 February where it has none."""
    local = at.astimezone(SHANGHAI)
    try:
        later = local.replace(year=local.year + years)
    except ValueError:
        later = local.replace(year=local.year + years, month=3, day=1)
    return later.astimezone(at.tzinfo)
