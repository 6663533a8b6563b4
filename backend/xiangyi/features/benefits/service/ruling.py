"""The numbers that hold where a person or a provider is at home."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from xiangyi.features.benefits.rules.numbers import BOUNDS, Numbers
from xiangyi.features.benefits.tables import BenefitRule
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.service import Rulebook
from xiangyi.features.volunteering.service.ruling import division_of_person, home_of

#: Where no division around has set one: ours, until a province does.
RULES: Final = Rulebook(
    BenefitRule,
    msgspec.to_builtins(Numbers()),
    BOUNDS,
    action="benefit.rule_set",
    subject="benefit_rule",
)


async def numbers_of_person(account: UUID, *, now: datetime) -> Numbers:
    """Those by which somebody's redeemable minutes lapse."""
    where = await division_of_person(account)
    return Numbers(**await ruling.numbers(RULES, where, now=now))


async def numbers_of_provider(provider: UUID, *, now: datetime) -> Numbers:
    """Those by which its counters work."""
    return Numbers(**await ruling.numbers(RULES, await home_of(provider), now=now))


async def settling_of(provider: UUID, *, now: datetime) -> timedelta:
    """So long after a use without a network its counters may still settle it."""
    return timedelta(hours=(await numbers_of_provider(provider, now=now)).settling_h)
