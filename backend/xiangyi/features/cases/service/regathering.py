"""What was gathered otherwise than it should be: two concerns become one, or a case leaves its own.

Until something is decided or promised of it; from then on what is in it stays.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from xiangyi.core.asking import Asker
from xiangyi.core.asking import divisions as scopes_of
from xiangyi.features.audit import service as audit
from xiangyi.features.cases import errors
from xiangyi.features.cases.rules.life import GATHERING, MOVES
from xiangyi.features.cases.service import concerns, keeping, telling
from xiangyi.features.cases.service.keeping import Taken, take_step
from xiangyi.features.cases.service.reach import CONVENERS, expect_convener
from xiangyi.features.cases.tables import Case, Concern, ConcernStep
from xiangyi.features.divisions import service as divisions
from xiangyi.features.notifications.service import following


async def letting_go(asker: Asker, ids: Collection[UUID]) -> set[UUID]:
    """Of which concerns the asker may take a case out."""
    rows = await Concern.select(Concern.id, Concern.division).where(
        Concern.id.is_in([*ids, UUID(int=0)]) & Concern.state.is_in(list(GATHERING))
    )
    lineages = await divisions.lineages({row["division"] for row in rows})
    settled = await keeping.promised([row["id"] for row in rows])
    return {
        row["id"]
        for row in rows
        if row["id"] not in settled
        and asker.holds(
            *CONVENERS, within=scopes_of([one.key for one in lineages[row["division"]]])
        )
    }


async def let_go(asker: Asker, row: dict[str, Any], *, now: datetime) -> None:
    """A case is in its concern no more; in public that is said without a word of it.

    Who wants it hears of that concern no more, unless they want another case that is in it.

    Raises:
        RoleMissing: the asker does not convene where the concern is.
        CaseMoveUnfit: it is in none.
        ConcernSettled: something was decided or promised of that.
    """
    if row["concern"] is None:
        raise errors.CaseMoveUnfit(state=row["state"])
    concern = await concerns.row_of(row["concern"])
    await expect_convener(asker, [concern["division"]])
    # Nobody moves the concern on at this moment.
    taking = (Concern.id == concern["id"]) & Concern.state.is_in(list(GATHERING))
    held = await Concern.update({Concern.moved_at: now}).where(taking).returning(Concern.id)
    if not held or await keeping.promised([concern["id"]]):
        raise errors.ConcernSettled(state=(await concerns.row_of(concern["id"]))["state"])
    still = (Case.id == row["id"]) & (Case.concern == concern["id"])
    if not await Case.update({Case.concern: None}).where(still).returning(Case.id):
        raise errors.CaseMoveUnfit(state=row["state"])
    await ConcernStep.insert(
        ConcernStep(key=uuid4(), concern=concern["id"], move="leave", at=now, account=asker.account)
    )
    others = await Case.select(Case.id).where(Case.concern == concern["id"]).output(as_list=True)
    await following.unfollow_along(
        keeping.subject(row["id"]),
        telling.concern_subject(concern["id"]),
        but=[keeping.subject(one) for one in others],
    )
    await audit.record(
        asker,
        "concern.left",
        "concern",
        concern["id"],
        division=concern["division"],
        now=now,
        after={"case": str(row["id"])},
    )


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
