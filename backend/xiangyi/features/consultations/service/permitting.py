"""What somebody may do with a consultation as it stands, so that a screen offers only that."""

from datetime import datetime
from typing import Any

from xiangyi.core.asking import Asker
from xiangyi.core.errors import Refusal
from xiangyi.features.consultations.schemas.desk import Deed
from xiangyi.features.consultations.service.bounding import Movable
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.service.reach import (
    APPROVERS,
    LOOKERS,
    expect_convener,
    expect_theirs,
    may_approve,
    within,
    writers,
)


async def deeds(
    asker: Asker, row: dict[str, Any], movable: Movable, *, now: datetime
) -> list[Deed]:
    """The moves that would not be refused for who asks, nor for when."""
    ahead = row["starts_at"] > now
    hidden = row["announced_at"] is None or (row["send_at"] or now) > now
    around = await within(row["division"], row["organisation"])
    found: list[Deed] = []
    if await may_approve(asker, row) and ahead:
        found += ["approve", "send_back"]
    if asker.holds(*APPROVERS, within=around):
        found.append("see_answers")
    if asker.holds(*LOOKERS, within=around) and ahead and not hidden:
        found.append("print")
    if not await _is_theirs(asker, row):
        return found
    if row["state"] == "draft":
        found += ["change", "delete"]
        if ahead:
            found.append("announce")
    elif row["state"] == "waiting" and asker.account in await writers(row["id"]):
        found.append("withdraw")
    elif row["state"] == "announced" and ahead:
        if movable != "nothing" and await _calls_in_that_name(asker, row):
            found.append("change")
        found.append("withdraw" if hidden else "cancel")
    return found


async def _is_theirs(asker: Asker, row: dict[str, Any]) -> bool:
    try:
        await expect_theirs(asker, row)
    except Refusal:
        return False
    return True


async def _calls_in_that_name(asker: Asker, row: dict[str, Any]) -> bool:
    """Of a draft another name may be chosen; of what is announced it stays."""
    try:
        await expect_convener(asker, facts_of(row))
    except Refusal:
        return False
    return True
