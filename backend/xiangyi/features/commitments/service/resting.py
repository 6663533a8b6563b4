"""What was answered is over by a rule, once nobody who wanted it can or does say otherwise."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from piccolo.columns.combination import WhereRaw

from xiangyi.core.db import atomic
from xiangyi.features.cases.errors import CaseMoveUnfit
from xiangyi.features.cases.service import ruling, telling
from xiangyi.features.cases.service.keeping import Taken, take_step
from xiangyi.features.cases.tables import Case, CaseStep
from xiangyi.features.commitments.rules.life import COUNTED
from xiangyi.features.commitments.service import keeping
from xiangyi.features.commitments.tables import Commitment
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import deadline

_HAS_ANSWERED: Final = (
    "EXISTS (SELECT 1 FROM raised_case AS c"
    " WHERE c.concern = commitment.concern AND c.state = 'answered')"
)


async def rest(*, now: datetime) -> None:
    """Close answered cases, each in its own transaction.

    In a concern once all that was promised of it is counted, and late voices are over: everybody
    has heard of that. Of the others, once nobody has said anything for so many working days since
    the answer, or since the promise that answered was withdrawn; who wants it is told once, and may
    find it unsolved still.
    """
    rows = await Case.select().where(Case.state == "answered").order_by(Case.raised_at)
    if not rows:
        return
    promises, answered = await _promises(), await _answered()
    today, table = keeping.today(now), await workdays.table()
    for row in rows:
        owed = promises[row["concern"]]
        if any(one["state"] != "withdrawn" for one in owed):
            if all(_is_over(one, on=today) for one in owed):
                await _rest(row, now=now)
            continue
        since = max([answered[row["id"]], *(one["moved_at"] for one in owed)])
        if keeping.today(since) < today:
            # By what held when they were asked, whatever is ruled since.
            days = (await ruling.numbers(row["division"], now=since))["silent_days"]
            until, _ = deadline(keeping.today(since), days, table)
            if until < today:
                await _rest(row, now=now, told=True)


async def _promises() -> dict[UUID | None, list[dict[str, Any]]]:
    """By the concern of each that has an answered case."""
    found: dict[UUID | None, list[dict[str, Any]]] = defaultdict(list)
    for one in await Commitment.select().where(WhereRaw(_HAS_ANSWERED)):
        found[one["concern"]].append(one)
    return found


async def _answered() -> dict[UUID, datetime]:
    """When each that is answered was so last."""
    rows = (
        await CaseStep.select(CaseStep.case_id, CaseStep.at)
        .where((CaseStep.move == "answer") & (CaseStep.case_id.state == "answered"))
        .order_by(CaseStep.id)
    )
    return {row["case_id"]: row["at"] for row in rows}


def _is_over(row: dict[str, Any], *, on: date) -> bool:
    counted = row["state"] in COUNTED and (row["late_until"] is None or row["late_until"] < on)
    return counted or row["state"] == "withdrawn"


async def _rest(row: dict[str, Any], *, now: datetime, told: bool = False) -> None:
    step = Taken(key=uuid4(), move="rest")
    try:
        async with atomic():
            await take_step(row, step, now=now)
            if told:
                await telling.of_step(row, "rested", step.key, now=now)
    except CaseMoveUnfit:
        # Somebody says something at this moment.
        return
