"""The numbers that a division may set for itself."""

from datetime import date, datetime
from typing import Any, Final, Literal

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic
from xiangyi.features.audit import service as audit
from xiangyi.features.consultations.errors import RuleUnusable
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.tables import ConsultationRule
from xiangyi.features.divisions import service as tree

Number = Literal["approval_above"]
#: More people than live in China.
_MOST: Final = 2_000_000_000
_LONGEST: Final = 200
#: Where no division around has set one: ours, until a province does.
_OURS: Final[dict[Number, int]] = {"approval_above": 50}


async def approval_above(row: dict[str, Any], *, now: datetime) -> int:
    """To how many of those who are called one person may announce it alone, as they have it."""
    return await number("approval_above", facts_of(row).invited.division, now=now)


async def set_as_operator(  # noqa: PLR0913  # a rule has as many columns
    name: Number, division: str, value: int, *, since_on: date, basis: str, now: datetime
) -> int:
    """Let another number hold in a division and all below it, from a day on.

    Whoever runs the commands could write into the database, so nobody confirms. A later rule
    of the same day takes the place of an earlier one; a day that is over cannot be ruled.

    Returns:
        The number that holds until then.

    Raises:
        DivisionNotFound: there is no such division.
        RuleUnusable: the number cannot be, the day is over, or what it is based on is blank or
            too long.
        WhyUnusable: what it is based on hides something.
    """
    await tree.ancestors(division)
    until_then = await number(name, division, now=now)
    today = now.astimezone(SHANGHAI).date()
    if not 0 <= value <= _MOST:
        raise RuleUnusable(field="value", wanted=f"0 to {_MOST}")
    if since_on < today:
        raise RuleUnusable(field="since", wanted=f"{today} or later")
    if not basis.strip():
        raise RuleUnusable(field="basis", wanted="the article or letter that says so")
    why = audit.reason(basis)
    if len(why) > _LONGEST:
        raise RuleUnusable(field="basis", wanted=f"at most {_LONGEST} characters")
    told: dict[str, Any] = {"name": name, "value": value, "since_on": since_on, "basis": why}
    async with atomic():
        made = await ConsultationRule.insert(ConsultationRule(division=division, **told))
        await audit.record(
            None,
            "consultation.rule_set",
            "consultation_rule",
            made[0]["id"],
            now=now,
            division=division,
            why=why,
            after=told,
        )
    return until_then


async def number(name: Number, division: str, *, now: datetime) -> int:
    """What holds in a division: the latest rule of the nearest division that has one."""
    lineage = (await tree.lineages([division])).get(division, [])
    today = now.astimezone(SHANGHAI).date()
    rows = (
        await ConsultationRule.select()
        .where(
            (ConsultationRule.name == name)
            & ConsultationRule.division.is_in([one.key for one in lineage] or [""])
            & (ConsultationRule.since_on <= today)
        )
        .order_by(ConsultationRule.since_on, ConsultationRule.id)
    )
    latest = {row["division"]: int(row["value"]) for row in rows}
    return next((latest[one.key] for one in reversed(lineage) if one.key in latest), _OURS[name])
