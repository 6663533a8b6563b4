"""What is no residents' committee's to answer: who convenes for nothing larger is one (Art 7, 12).

Complaints and reports are authorities', and what its register has not is nobody's to ask of it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.asking import divisions as scopes_of
from xiangyi.features.cases.errors import CommitteeNotAnswerable
from xiangyi.features.cases.schemas import Deed
from xiangyi.features.cases.service import registering
from xiangyi.features.cases.service.reach import CONVENERS, Sight
from xiangyi.features.divisions import service as tree

#: By which somebody who asked has their answer; what is sent on, others answer.
ANSWERS: Final[tuple[Deed, ...]] = ("answer", "close", "decline")
#: Of the levels, that of residents' and villagers' committees.
_LEVEL: Final = "community"


async def withheld(
    asker: Asker, rows: Sequence[dict[str, Any]], seen: Mapping[UUID, Sight], *, now: datetime
) -> dict[UUID, CommitteeNotAnswerable]:
    """Which of the cases who convenes there would answer as a committee, and why it must not."""
    lineages = await tree.lineages({row["division"] for row in rows})
    found: dict[UUID, CommitteeNotAnswerable] = {}
    for row in rows:
        mine = seen[row["id"]]
        larger = [one.key for one in lineages[row["division"]] if one.level != _LEVEL]
        if not mine.convenes or mine.handles or asker.holds(*CONVENERS, within=scopes_of(larger)):
            continue
        if why := await _why_not(row, now=now):
            found[row["id"]] = why
    return found


async def place(row: dict[str, Any], *, now: datetime) -> str:
    """From where on desks are told of it: not a community, where none may answer it."""
    [*_, here] = lineage = (await tree.lineages([row["division"]]))[row["division"]]
    if here.level != _LEVEL or not await _why_not(row, now=now):
        return here.key
    return [one.key for one in lineage if one.level != _LEVEL][-1]


async def _why_not(row: dict[str, Any], *, now: datetime) -> CommitteeNotAnswerable | None:
    try:
        await registering.expect_answerable(row, now=now)
    except CommitteeNotAnswerable as why:
        return why
    return None
