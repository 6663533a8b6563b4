"""The days in which those who were there may have a record put right."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import run
from xiangyi.features.consultations.rules.forms import FormRules
from xiangyi.features.consultations.service import ruling, telling_records
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import deadline


async def rules_of(row: dict[str, Any]) -> FormRules:
    """As they held when people met."""
    return await ruling.form_rules(row["form"], row["division"], now=row["starts_at"])


async def last_day(row: dict[str, Any], *, now: datetime) -> date:
    """Until when they may, if it is laid open now."""
    days = (await rules_of(row)).correction_days
    until, _ = deadline(now.astimezone(SHANGHAI).date(), days, await workdays.table())
    return until


async def begin_anew(row: dict[str, Any], until: date, *, now: datetime) -> None:
    """What is laid open reads otherwise now: they have all the days again, and are told.

    So nothing is sealed that they could not read for as long. In the caller's transaction;
    nothing where it is not laid open.
    """
    held = await run(
        "UPDATE meeting_record SET correct_until = {} WHERE consultation = {} AND state = 'open'"
        " RETURNING revision",
        *(until, UUID(str(row["id"]))),
    )
    if held:
        await telling_records.rewritten(row, until, now=now)
