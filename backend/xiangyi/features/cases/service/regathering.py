"""Two concerns become one: what is in the one goes on in the other, before anything is promised."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from xiangyi.core.asking import Asker
from xiangyi.features.cases import errors
from xiangyi.features.cases.rules.life import GATHERING, MOVES
from xiangyi.features.cases.service import concerns, keeping, telling
from xiangyi.features.cases.service.keeping import Taken, take_step
from xiangyi.features.cases.tables import Case, Concern
from xiangyi.features.notifications.service import following


async def hold(concern: dict[str, Any], target: UUID, *, now: datetime) -> dict[str, Any]:
    """The other concern; nobody moves either on until the caller's transaction is over.

    Raises:
        ConcernSettled: something was promised of the first.
        CaseMoveUnfit: the other takes nothing in any more.
    """
    # In one order, whichever goes on in the other.
    for id_ in sorted((concern["id"], target)):
        await concerns.hold(id_)
    if await keeping.promised([concern["id"]]):
        raise errors.ConcernSettled(state=concern["state"])
    taking = (Concern.id == target) & Concern.state.is_in(list(GATHERING))
    held = await Concern.update({Concern.moved_at: now}).where(taking).returning(Concern.id)
    other = await concerns.row_of(target)
    if not held:
        raise errors.CaseMoveUnfit(state=other["state"])
    return other


async def take_over(
    asker: Asker, concern: dict[str, Any], other: dict[str, Any], step: UUID, *, now: datetime
) -> None:
    """Everything that is in a concern is in the other, and who follows it follows that.

    Raises:
        CommitteeNotAnswerable: a residents' committee owes something of the other, and must not be
            asked this.
    """
    rows = (
        await Case.update({Case.concern: other["id"]})
        .where(Case.concern == concern["id"])
        .returning(*Case.all_columns())
    )
    await concerns.expect_askable(other["id"], *rows, now=now)
    for row in rows:
        if (row["state"], "merge") in MOVES:
            one = Taken(key=uuid4(), move="merge", account=asker.account)
            await take_step(row, one, now=now)
    followed = [telling.concern_subject(one["id"]) for one in (concern, other)]
    await following.follow_along(*followed)
    await telling.of_merging(asker, concern, other, step, now=now)
