"""The numbers that a division may set for itself."""

from datetime import datetime
from typing import Any, Final, Literal

from xiangyi.core.clock import SHANGHAI
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.tables import ConsultationRule
from xiangyi.features.divisions import service as tree

Number = Literal["approval_above"]
#: Where no division around has set one: ours, until a province does.
_OURS: Final[dict[Number, int]] = {"approval_above": 50}


async def approval_above(row: dict[str, Any], *, now: datetime) -> int:
    """To how many of those who are called one person may announce it alone, as they have it."""
    return await number("approval_above", facts_of(row).invited.division, now=now)


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
