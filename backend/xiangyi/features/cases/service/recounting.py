"""Counting days again that were provisional, once the table of workdays reaches further."""

from xiangyi.core.clock import SHANGHAI
from xiangyi.features.cases.rules.life import WAITING
from xiangyi.features.cases.tables import Case
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import deadline


async def recount() -> int:
    """Set the days of waiting cases anew; of how many one has changed or is certain by now."""
    rows = await Case.select(
        Case.id, Case.raised_at, Case.reopened_at, Case.days, Case.due_on
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
            await Case.update({Case.due_on: due_on, Case.provisional: provisional}).where(
                Case.id == row["id"]
            )
    return changed
