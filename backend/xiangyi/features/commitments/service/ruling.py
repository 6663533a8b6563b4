"""The numbers by which commitments climb and are counted, where they are."""

from datetime import datetime
from typing import Final

from xiangyi.features.commitments.rules.numbers import BOUNDS, OURS
from xiangyi.features.commitments.tables import CommitmentRule
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.service import Rulebook

RULES: Final = Rulebook(
    CommitmentRule, OURS, BOUNDS, action="commitment.rule_set", subject="commitment_rule"
)


async def numbers(division: str, *, now: datetime) -> dict[str, int]:
    return await ruling.numbers(RULES, division, now=now)
