"""The numbers that hold for a host's activities."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from xiangyi.features.organisations import service as organisations
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.service import Rulebook
from xiangyi.features.volunteering.rules.numbers import Numbers
from xiangyi.features.volunteering.tables.hours import VolunteerRule

#: Where no division around has set one: ours, until a province does.
RULES: Final = Rulebook(
    VolunteerRule,
    msgspec.to_builtins(Numbers()),
    action="volunteering.rule_set",
    subject="volunteer_rule",
)


async def numbers(host: UUID, *, now: datetime) -> Numbers:
    """Those of where the host is at home: where it is active is for itself to say."""
    return await numbers_at(await home_of(host), now=now)


async def numbers_at(home: str, *, now: datetime) -> Numbers:
    """Those of a division."""
    return Numbers(**await ruling.numbers(RULES, home, now=now))


async def home_of(host: UUID) -> str:
    """The division in which a host is at home."""
    return (await organisations.homes([host]))[host].division
