"""The numbers that hold for a host's activities."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from xiangyi.core.db import run
from xiangyi.features.identity.tables import Account
from xiangyi.features.organisations import service as organisations
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.service import Rulebook
from xiangyi.features.volunteering.rules.numbers import BOUNDS, Numbers
from xiangyi.features.volunteering.service.grounds import Ground
from xiangyi.features.volunteering.tables.hours import VolunteerRule

#: Where no division around has set one: ours, until a province does.
RULES: Final = Rulebook(
    VolunteerRule,
    msgspec.to_builtins(Numbers()),
    BOUNDS,
    action="volunteering.rule_set",
    subject="volunteer_rule",
    # Stays of today were begun by what holds today.
    ahead_days=1,
)


async def numbers(host: UUID, *, now: datetime) -> Numbers:
    """Those of where the host is at home: where it is active is for itself to say."""
    return await numbers_at(await home_of(host), now=now)


async def numbers_at(home: str, *, now: datetime) -> Numbers:
    """Those of a division."""
    return Numbers(**await ruling.numbers(RULES, home, now=now))


async def numbers_of_shift(ground: Ground) -> Numbers:
    """Those of the day on which a shift begins: no later one changes what it was."""
    return await numbers_at(ground.home, now=ground.stretch.starts_at)


async def numbers_of_person(account: UUID, *, now: datetime) -> Numbers:
    """Those by which a person's service is measured."""
    return Numbers(**await ruling.numbers(RULES, await division_of_person(account), now=now))


async def division_of_person(account: UUID) -> str:
    """Where they live, or the province of those who have not said; "" where there is none."""
    row = await Account.select(Account.home).where(Account.id == account).first()
    if row and row["home"]:
        return str(row["home"])
    top = await run('SELECT "key" FROM division WHERE parent IS NULL ORDER BY "key" LIMIT 1')
    return str(top[0]["key"]) if top else ""


async def home_of(host: UUID) -> str:
    """The division in which a host is at home."""
    return (await organisations.homes([host]))[host].division
