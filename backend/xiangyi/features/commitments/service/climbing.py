"""What is overdue is told, and climbs one level; days that were provisional are counted again."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from xiangyi.core.db import atomic
from xiangyi.features.commitments import errors
from xiangyi.features.commitments.rules.life import OWED
from xiangyi.features.commitments.service import keeping, ruling, telling
from xiangyi.features.commitments.service.keeping import by_rule
from xiangyi.features.commitments.tables import Commitment, CommitmentStep


async def recount(*, now: datetime) -> None:
    """Set the days of owed commitments anew that were provisional; of another day all are told."""
    rows = await keeping.rows_where(
        Commitment.provisional.eq(True) & Commitment.state.is_in(list(OWED))  # noqa: FBT003
    )
    for row in rows:
        due_on, provisional = await keeping.day_after(row["since_on"], row["days"])
        if (due_on, provisional) != (row["due_on"], True):
            async with atomic():
                held = (
                    await Commitment.update(
                        {Commitment.due_on: due_on, Commitment.provisional: provisional}
                    )
                    .where(
                        (Commitment.id == row["id"])
                        & (Commitment.turn == row["turn"])
                        & (Commitment.due_on == row["due_on"])
                        & Commitment.provisional.eq(True)  # noqa: FBT003
                    )
                    .returning(Commitment.id)
                )
                if held and due_on != row["due_on"]:
                    step = uuid4()
                    await telling.of_step(row, "new_day", step, now=now)
                    await telling.of_owner(row, "new_day_for_you", step, now=now)


async def tell_overdue(*, now: datetime) -> None:
    """Tell owner and convener what is overdue, later the level above; each once in a turn.

    Of what is watched, those who watch it hear too, and above is above them.
    """
    today = keeping.today(now)
    owed = Commitment.state.is_in(list(OWED))
    fallen = owed & (Commitment.due_on < today) & Commitment.fell_due_at.is_null()
    for row in await keeping.rows_where(fallen):
        await _fall_due(row, now=now)
    for row in await keeping.rows_where(owed & (Commitment.climbs_on <= today)):
        await _climb(row, now=now)


async def _fall_due(row: dict[str, Any], *, now: datetime) -> None:
    days = (await ruling.numbers(row["division"], now=now))["climbing_days"]
    # Counted from when it is told: the worker may not have come round for a while.
    climbs_on, _ = await keeping.day_after(keeping.today(now), days)
    try:
        async with atomic():
            # At the moment of writing nobody else has told it.
            held = (
                await Commitment.update({Commitment.fell_due_at: now})
                .where((Commitment.id == row["id"]) & Commitment.fell_due_at.is_null())
                .returning(Commitment.id)
            )
            if not held:
                return
            step = by_rule("fall_due")
            await keeping.take_step(row, step, now=now, climbs_on=climbs_on)
            await telling.of_step(row, "overdue", step.key, now=now)
            await telling.of_owner(row, "overdue_at_you", step.key, now=now)
            await telling.of_convener(row, "overdue_here", step.key, now=now)
    except errors.CommitmentMoveUnfit:
        # Reported done at this moment.
        return


async def _climb(row: dict[str, Any], *, now: datetime) -> None:
    """Once, to whoever is there; while nobody is, that is said once, and it is tried again."""
    today = keeping.today(now)
    days = (await ruling.numbers(row["division"], now=now))["climbing_days"]
    again_on, _ = await keeping.day_after(today, days)
    try:
        async with atomic():
            held = (
                await Commitment.update({Commitment.climbs_on: again_on})
                .where((Commitment.id == row["id"]) & (Commitment.climbs_on <= today))
                .returning(Commitment.id)
            )
            if not held:
                return
            step = by_rule("climb")
            if await telling.of_level_above(row, "climbed_to_you", step.key, now=now):
                await keeping.take_step(row, step, now=now, climbs_on=None)
                await telling.of_step(row, "climbed", step.key, now=now)
            elif not await _was_unheard(row):
                unheard = by_rule("unheard")
                await keeping.take_step(row, unheard, now=now)
                await telling.of_step(row, "unheard", unheard.key, now=now)
    except errors.CommitmentMoveUnfit:
        return


async def _was_unheard(row: dict[str, Any]) -> bool:
    """Whether that has been said since it was told overdue."""
    return await CommitmentStep.exists().where(
        (CommitmentStep.commitment == row["id"])
        & (CommitmentStep.move == "unheard")
        & (CommitmentStep.at >= row["fell_due_at"])
    )
