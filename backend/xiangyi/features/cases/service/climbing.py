"""Desks are told of what is new and of what is past its day, and what stays so climbs one level."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic
from xiangyi.features.cases import errors
from xiangyi.features.cases.rules.life import WAITING, Move
from xiangyi.features.cases.service import committees, ruling, telling, telling_desks
from xiangyi.features.cases.service.keeping import Taken, take_step
from xiangyi.features.cases.tables import Case, CaseStep
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import deadline


async def tell_new(*, now: datetime) -> None:
    """Tell whoever convenes of what was raised since they heard last: one notice for each place."""
    async with atomic():
        rows = (
            await Case.update({Case.desk_told_at: now})
            .where((Case.state == "raised") & Case.desk_told_at.is_null())
            .returning(Case.division, Case.kind, Case.field)
        )
        for place in sorted({await committees.place(row, now=now) for row in rows}):
            await telling_desks.of_new(place, now=now)


async def tell_overdue(*, now: datetime) -> None:
    """Tell desks and people what is past its day, later the level above; each once in a turn."""
    today = _today(now)
    waits = Case.state.is_in(list(WAITING))
    fallen = waits & (Case.due_on < today) & Case.fell_due_at.is_null()
    for row in await Case.select().where(fallen).order_by(Case.raised_at):
        await _fall_due(row, now=now)
    for row in await Case.select().where(waits & (Case.climbs_on <= today)):
        await _climb(row, now=now)


async def _fall_due(row: dict[str, Any], *, now: datetime) -> None:
    # Counted from when it is told: the worker may not have come round for a while.
    climbs_on = await _later(row, now=now)
    try:
        async with atomic():
            # At the moment of writing nobody else has told it.
            held = (
                await Case.update({Case.fell_due_at: now, Case.climbs_on: climbs_on})
                .where((Case.id == row["id"]) & Case.fell_due_at.is_null())
                .returning(Case.id)
            )
            if held:
                step = await _step(row, "fall_due", now=now)
                await telling.of_delay(row, "overdue", step, on=_today(now), now=now)
                await telling_desks.of_overdue(row, on=_today(now), now=now)
    except errors.CaseMoveUnfit:
        # Answered at this moment.
        return


async def _climb(row: dict[str, Any], *, now: datetime) -> None:
    """Once, to whoever is there; while nobody is, that is said once, and it is tried again."""
    today, again_on = _today(now), await _later(row, now=now)
    try:
        async with atomic():
            held = (
                await Case.update({Case.climbs_on: again_on})
                .where((Case.id == row["id"]) & (Case.climbs_on <= today))
                .returning(Case.id)
            )
            if not held:
                return
            if await telling_desks.of_climbed(row, on=today, now=now):
                step = await _step(row, "climb", now=now, climbs_on=None)
                await telling.of_delay(row, "climbed", step, on=today, now=now)
            elif not await _was_unheard(row):
                step = await _step(row, "unheard", now=now)
                await telling.of_delay(row, "unheard", step, on=today, now=now)
    except errors.CaseMoveUnfit:
        return


async def _step(row: dict[str, Any], move: Move, *, now: datetime, **changes: Any) -> UUID:
    """A step that a rule takes."""
    step = Taken(key=uuid4(), move=move)
    await take_step(row, step, now=now, **changes)
    return step.key


async def _later(row: dict[str, Any], *, now: datetime) -> date:
    days = (await ruling.numbers(row["division"], now=now))["climbing_days"]
    on, _ = deadline(_today(now), days, await workdays.table())
    return on


async def _was_unheard(row: dict[str, Any]) -> bool:
    """Whether that has been said since it was told overdue."""
    return await CaseStep.exists().where(
        (CaseStep.case_id == row["id"])
        & (CaseStep.move == "unheard")
        & (CaseStep.at >= row["fell_due_at"])
    )


def _today(now: datetime) -> date:
    return now.astimezone(SHANGHAI).date()
