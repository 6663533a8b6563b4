"""What a meeting speaks of, and the concerns that it takes on and lets go of."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from xiangyi.core.asking import Asker
from xiangyi.features.cases.service import concerns, deciding, raisers, telling
from xiangyi.features.cases.service.reach import expect_convener
from xiangyi.features.consultations.schemas import ConsultationFacts
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.tables import Consultation, MeetingRecord
from xiangyi.features.identity.service.records import records_of


async def expect_theirs(asker: Asker, facts: ConsultationFacts) -> None:
    """Nobody takes on what people asked for where they do not convene.

    Raises:
        ConcernNotFound: there is no such concern.
        RoleMissing: the asker does not convene where it is.
    """
    for one in facts.agenda:
        if one.concern:
            concern = await concerns.row_of(one.concern)
            await expect_convener(asker, [concern["division"]])


def concerns_of(row: dict[str, Any]) -> list[UUID]:
    """What it speaks of that people asked for."""
    return [one.concern for one in facts_of(row).agenda if one.concern]


async def is_theirs(account: UUID, row: dict[str, Any]) -> bool:
    """Whether somebody raised or joined a case of what it speaks of."""
    asked = concerns_of(row)
    return bool(asked) and await raisers.by_somebody(asked, await records_of(account))


async def take_on(asker: Asker, row: dict[str, Any], *, now: datetime) -> None:
    """Let whoever raised what is on the agenda know of it, in the caller's transaction.

    Raises:
        CaseMoveUnfit: a concern is not accepted yet, or decided or over by now.
    """
    for one in facts_of(row).agenda:
        if one.concern:
            # Of its own each time it is announced: a draft may be taken back between.
            step = uuid5(row["id"], f"{row['revision']}/{one.concern}")
            await deciding.put_on_agenda(asker, one.concern, step, row["id"], now=now)


async def let_go(asker: Asker, row: dict[str, Any], *, now: datetime) -> None:
    """Called off or a draft again, it speaks of nothing that it took on; whoever raised that is
    told, in the caller's transaction.

    Raises:
        CaseMoveUnfit: a concern was moved on at this moment.
    """
    for one in facts_of(row).agenda:
        if one.concern and await deciding.has_on_agenda(row["id"], one.concern):
            # Of its own each time: a draft may be announced and taken back again.
            step = uuid5(row["id"], f"off {row['revision']}/{one.concern}")
            await deciding.take_off(asker, one.concern, step, row["id"], now=now)
            await _leave_to_another(asker, row["id"], one.concern, now=now)


async def moved(row: dict[str, Any], was: ConsultationFacts, *, now: datetime) -> None:
    """It is at another time; whoever raised what it speaks of is told, in the transaction."""
    facts = facts_of(row)
    if (facts.starts_at, facts.ends_at) == (was.starts_at, was.ends_at):
        return
    for one in facts.agenda:
        if one.concern:
            step = uuid5(row["id"], f"moved {row['revision']}/{one.concern}")
            await telling.of_concern(await concerns.row_of(one.concern), "moved", step, now=now)


async def spoken_of(
    asker: Asker, row: dict[str, Any], item: UUID, concern: UUID, *, now: datetime
) -> None:
    """It spoke of a concern and decided nothing; they are told that, in the transaction.

    Raises:
        CaseMoveUnfit: the concern was moved on at this moment.
    """
    step = uuid5(row["id"], f"spoken/{item}")
    await deciding.speak(asker, concern, step, row["id"], now=now)
    await _leave_to_another(asker, row["id"], concern, now=now)


async def _leave_to_another(asker: Asker, id_: UUID, concern: UUID, *, now: datetime) -> None:
    """A concern stays on the agenda of the last other meeting that has yet to tell what came."""
    if (await concerns.row_of(concern))["state"] != "accepted":
        return
    for other in reversed(await deciding.meetings_of(concern)):
        row = await Consultation.select().where(Consultation.id == other).first()
        if other == id_ or row is None or row["state"] != "announced":
            continue
        over = await MeetingRecord.exists().where(
            (MeetingRecord.consultation == other) & (MeetingRecord.state == "sealed")
        )
        if not over and any(one.concern == concern for one in facts_of(row).agenda):
            step = uuid5(other, f"after {id_}/{concern}")
            await deciding.put_on_agenda(asker, concern, step, other, now=now)
            return
