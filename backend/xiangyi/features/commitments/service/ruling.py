"""The numbers by which commitments climb and are counted, where they are."""

from datetime import datetime
from typing import Any, Final

from xiangyi.features.commitments.rules.numbers import BOUNDS, OURS
from xiangyi.features.commitments.tables import CommitmentRule, CommitmentStep
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.service import Rulebook

RULES: Final = Rulebook(
    CommitmentRule,
    OURS,
    BOUNDS,
    action="commitment.rule_set",
    subject="commitment_rule",
    # What was reported today is judged by what holds today.
    ahead_days=1,
)


async def numbers(division: str, *, now: datetime) -> dict[str, int]:
    return await ruling.numbers(RULES, division, now=now)


async def as_asked(row: dict[str, Any]) -> dict[str, int]:
    """Those of the day of its last report: people were asked by them, whatever is ruled since."""
    [*_, last] = (
        await CommitmentStep.select(CommitmentStep.at)
        .where((CommitmentStep.commitment == row["id"]) & (CommitmentStep.move == "report"))
        .order_by(CommitmentStep.id)
    )
    return await numbers(row["division"], now=last["at"])
