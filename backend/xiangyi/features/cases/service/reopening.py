"""Whoever wanted a case says that what was answered solved nothing: done again, then watched.

The feature that follows promises offers it to people; it knows what is asked about elsewhere.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, duplicate_is
from xiangyi.core.sealing import unseal_some
from xiangyi.features.cases import errors
from xiangyi.features.cases.rules.life import UNSOLVED, unsolved
from xiangyi.features.cases.schemas import MyCase
from xiangyi.features.cases.service import keeping, mine, ruling, telling, telling_desks, voices
from xiangyi.features.cases.service.keeping import ANSWER, Taken, take_step
from xiangyi.features.cases.tables import CaseStep
from xiangyi.features.feedback.rules import readable
from xiangyi.features.identity.service import deeds, records
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import deadline

_DONE = {"reopen": "reopened", "supervise": "supervised"}


async def wanted(asker: Asker, id_: UUID) -> dict[str, Any]:
    """Raises CaseNotFound: they neither raised nor joined one under this id."""
    row, theirs = await keeping.row_of(id_), await records.records_of(asker.subject)
    if row["account"] not in theirs and id_ not in await mine.joined_by(theirs):
        raise errors.CaseNotFound
    return row


async def reopen(asker: Asker, id_: UUID, step: UUID, words: str, *, now: datetime) -> MyCase:
    """Have it answered anew by a new day, or watched from above; said twice it is said once.

    What is missing is sealed with the words of whoever raised it, and goes with them: what others
    write is not kept.

    Raises:
        CaseNotFound: they neither raised nor joined one under this id.
        CaseMoveUnfit: it has not been answered since they wanted it, they said that it is solved,
            or it ended otherwise.
        CaseMoveDiffers: another step has been taken under this id.
        SignInNeeded: their account is erased.
    """
    row = await wanted(asker, id_)
    own = row["account"] in await records.records_of(asker.subject)
    words = readable(words) if own else ""
    if not await _said(id_, step, words):
        if not (await voices.voices(asker, [row], now=now))[id_].unsolved:
            raise errors.CaseMoveUnfit(state=row["state"])
        try:
            with duplicate_is(errors.CaseMoveDiffers()):
                await _reopen(asker, row, step, words, now=now)
        except (errors.CaseMoveDiffers, errors.CaseMoveUnfit):
            # Sent twice at once: the other was a moment earlier.
            if not await _said(id_, step, words):
                raise
    return await mine.shown(asker, id_, now=now)


async def _reopen(
    asker: Asker, row: dict[str, Any], step: UUID, words: str, *, now: datetime
) -> None:
    move, day = unsolved(row["turn"]), await _new_day(row, now=now)
    async with atomic():
        await hold(asker.subject)
        await take_step(
            row,
            Taken(key=step, move=move, words=words),
            now=now,
            turn=row["turn"] + 1,
            fell_due_at=None,
            climbs_on=None,
            **day,
        )
        await telling.of_step(row, _DONE[move], step, now=now)
        await telling_desks.of_unsolved(row, _DONE[move], step, now=now)
        await deeds.note(asker, f"case.{_DONE[move]}", "case", row["id"], now=now)


async def _new_day(row: dict[str, Any], *, now: datetime) -> dict[str, Any]:
    """By when it is answered anew; nothing where it is due later still: nobody has less time.

    By what held when it was answered, and people were asked, whatever is ruled since.
    """
    [*_, answer] = (
        await CaseStep.select(CaseStep.at)
        .where((CaseStep.case_id == row["id"]) & (CaseStep.move == "answer"))
        .order_by(CaseStep.id)
    )
    days = await ruling.days(row["field"], row["division"], now=answer["at"])
    due_on, provisional = deadline(now.astimezone(SHANGHAI).date(), days, await workdays.table())
    if due_on <= row["due_on"]:
        return {}
    return {"reopened_at": now, "days": days, "due_on": due_on, "provisional": provisional}


async def _said(id_: UUID, step: UUID, words: str) -> bool:
    """Whether exactly this has been said.

    Raises:
        CaseMoveDiffers: something else was, under this id.
    """
    row = await CaseStep.select().where(CaseStep.key == step).first()
    if row is None:
        return False
    same = row["case_id"] == id_ and row["move"] in UNSOLVED
    # Once the words are erased, nothing is left that a late repetition could differ from.
    if not same or unseal_some(row["words"], owner=step, field=ANSWER) not in {words, ""}:
        raise errors.CaseMoveDiffers
    return True
