"""Letting go of what was asked for: a year after its end, or when its person's account goes."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from xiangyi.core.db import atomic, run
from xiangyi.features.cases.rules.life import MOVES, UNSOLVED
from xiangyi.features.cases.rules.numbers import expired_before
from xiangyi.features.cases.schemas import Step
from xiangyi.features.cases.service import keeping, showing
from xiangyi.features.cases.service.keeping import Taken, take_step
from xiangyi.features.cases.tables import Case, CaseJoined, CaseStep, Concern
from xiangyi.features.media import service as media
from xiangyi.features.media.service import voices


async def forget_old(folder: Path, *, now: datetime) -> None:
    """Erase words, photos and voices a year after the end; that there was a case stays."""
    old = (Case.ended_at < expired_before(now)) & Case.erased_at.is_null()
    rows = await Case.select(Case.id, Case.photo).where(old)
    if rows:
        await media.remove(await _erase([row["id"] for row in rows], now=now), folder)


async def forget_of(account: UUID, *, now: datetime) -> None:
    """Erase what an account asked for and was answered, in the caller's transaction.

    What nobody else wants any more is taken back; what others joined goes on without its words.
    """
    rows = await Case.select().where(Case.account == account)
    await run("DELETE FROM case_joined WHERE account = {}", account)
    for row in rows:
        joined = await CaseJoined.exists().where(CaseJoined.case_id == row["id"])
        if not joined and row["concern"] is None and (row["state"], "withdraw") in MOVES:
            await take_step(row, Taken(key=uuid4(), move="withdraw"), now=now)
    ids = [row["id"] for row in rows]
    if ids:
        if photos := await _erase(ids, now=now):
            # Their files go with the next sweep.
            await media.forget(photos)
        await Case.update({Case.account: None}).where(Case.id.is_in(ids))
        await CaseStep.update({CaseStep.words: None}).where(CaseStep.case_id.is_in(ids))


async def of_account(account: UUID, *, now: datetime) -> list[dict[str, Any]]:
    """What an account asked for and what came of it, the oldest first."""
    rows = await Case.select().where(Case.account == account).order_by(Case.raised_at)
    seen = await showing.around(rows, now=now)
    told = [(row, showing.common(row, seen)) for row in rows]
    return [
        {
            "number": one["number"],
            "raised_at": one["raised_at"],
            "kind": one["kind"],
            "field": one["field"],
            "division": row["division"],
            "words": "\n".join(
                [
                    keeping.words_of(row) or "",
                    *(step.words for step in one["steps"] if step.words and _is_own(step)),
                ]
            ).strip(),
            "photo": row["photo"] and f"/api/photos/{row['photo']}",
            "voice": row["voice"] and f"/api/voices/{row['voice']}",
            "state": one["state"],
            "answer": "\n".join(
                step.words for step in one["steps"] if step.words and not _is_own(step)
            ),
        }
        for row, one in told
    ]


def _is_own(step: Step) -> bool:
    return step.move in UNSOLVED


async def joined_by(account: UUID) -> list[dict[str, Any]]:
    """Which of others' cases an account joined, the oldest first."""
    rows = (
        await CaseJoined.select(CaseJoined.joined_at, CaseJoined.case_id.field)
        .where(CaseJoined.account == account)
        .order_by(CaseJoined.joined_at)
    )
    return [{"joined_at": row["joined_at"], "field": row["case_id.field"]} for row in rows]


async def work_of(account: UUID) -> list[dict[str, Any]]:
    """The steps that an account took at a desk, and the concerns it proposed, by number or title.

    What was said in a step is of whoever asked for something, and not the desk's to take away.
    """
    steps = await CaseStep.select(CaseStep.at, CaseStep.move, CaseStep.case_id.number).where(
        CaseStep.account == account
    )
    proposed = await Concern.select(Concern.proposed_at, Concern.title).where(
        Concern.proposed_by == account
    )
    taken = await run(
        "SELECT step.at, step.move, concern.title FROM concern_step AS step"
        " JOIN concern ON concern.id = step.concern WHERE step.account = {}",
        account,
    )
    told = [
        *((row["at"], row["move"], row["case_id.number"]) for row in steps),
        *((row["proposed_at"], "propose", row["title"]) for row in proposed),
        *((row["at"], row["move"], row["title"]) for row in taken),
    ]
    return [
        {"at": at, "move": move, "about": about}
        for at, move, about in sorted(told, key=lambda one: str(one[0]))
    ]


async def _erase(ids: list[UUID], *, now: datetime) -> list[UUID]:
    """Take words, photos and voices out of cases; the photos' ids."""
    async with atomic():
        rows = await Case.select(Case.photo, Case.voice).where(Case.id.is_in(ids))
        gone: dict[Any, Any] = {
            Case.words: None,
            Case.photo: None,
            Case.voice: None,
            Case.erased_at: now,
        }
        await Case.update(gone).where(Case.id.is_in(ids))
        await voices.forget([row["voice"] for row in rows if row["voice"]])
        # What an answer was is kept; what they said was missing is as much theirs as the words.
        await CaseStep.update({CaseStep.words: None}).where(
            CaseStep.case_id.is_in(ids) & CaseStep.move.is_in(list(UNSOLVED))
        )
    return [row["photo"] for row in rows if row["photo"]]
