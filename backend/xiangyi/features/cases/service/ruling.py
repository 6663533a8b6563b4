"""Within how many working days a case is answered, where it is."""

from datetime import datetime
from typing import Final

from xiangyi.features.cases.rules.numbers import BOUNDS, OURS
from xiangyi.features.cases.rules.words import FIELDS
from xiangyi.features.cases.schemas import AnswerDays
from xiangyi.features.cases.tables import CaseRule
from xiangyi.features.divisions import service as divisions
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.service import Rulebook

#: Where no division around has set one: ours, until a province does.
RULES: Final = Rulebook(
    CaseRule,
    OURS,
    BOUNDS,
    action="case.rule_set",
    subject="case_rule",
    # What was raised or answered today goes by what holds today.
    ahead_days=1,
)


async def numbers(division: str, *, now: datetime) -> dict[str, int]:
    return await ruling.numbers(RULES, division, now=now)


async def told(division: str, *, now: datetime) -> AnswerDays:
    """For phones, which count by it while they are without a network.

    Raises:
        DivisionNotFound: there is no such division.
    """
    await divisions.ancestors(division)
    found = await numbers(division, now=now)
    return AnswerDays(division, {field: found[f"{field}_days"] for field in FIELDS})


async def days(field: str, division: str, *, now: datetime) -> int:
    return (await numbers(division, now=now))[f"{field}_days"]
