"""Counting days again that were provisional, once the table of workdays reaches further."""

from datetime import datetime
from uuid import uuid4

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic
from xiangyi.features.cases.rules.life import WAITING
from xiangyi.features.cases.service import telling
from xiangyi.features.cases.tables import Case
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import deadline


async def recount(*, now: datetime) -> int:
    """Set the days of waiting cases anew; of how many one has changed or is certain by now.

    Whose day is another is told so.
    """
    rows = await Case.select(
        *(Case.id, Case.field, Case.kind, Case.raised_at, Case.reopened_at, Case.days, Case.due_on)
    ).where(
        Case.provisional.eq(True) & Case.state.is_in(list(WAITING))  # noqa: FBT003
    )
    table, changed = await workdays.table(), 0
    for row in rows:
        since = row["reopened_at"] or row["raised_at"]
        since_on = since.astimezone(SHANGHAI).date()
        due_on, provisional = deadline(since_on, row["days"], table)
        if (due_on, provisional) != (row["due_on"], True):
            changed += 1
            async with atomic():
                held = (
                    await Case.update({Case.due_on: due_on, Case.provisional: provisional})
                    .where(
                        (Case.id == row["id"])
                        & (Case.due_on == row["due_on"])
                        & Case.provisional.eq(True)  # noqa: FBT003
                        & Case.state.is_in(list(WAITING))
                    )
                    .returning(Case.id)
                )
                if held and due_on != row["due_on"]:
                    await telling.of_step(row, "new_day", uuid4(), now=now)
    return changed
