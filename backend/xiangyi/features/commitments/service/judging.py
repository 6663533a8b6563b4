"""Whoever raised or joined says whether it is solved; a rule counts what they said."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.features.commitments import errors
from xiangyi.features.commitments.rules.life import COUNTED, Move, counted
from xiangyi.features.commitments.schemas import Judging
from xiangyi.features.commitments.service import keeping, reach, ruling, telling
from xiangyi.features.commitments.service.keeping import by_rule
from xiangyi.features.commitments.tables import Commitment, CommitmentAnswer
from xiangyi.features.identity.service import deeds, records
from xiangyi.features.identity.service.holding import hold

_TOLD = {
    "solve": "solved",
    "leave_unanswered": "unanswered",
    "reopen": "reopened",
    "supervise": "supervised",
}


async def judge(asker: Asker, id_: UUID, told: Judging, *, now: datetime) -> None:
    """Say whether it is solved, once for each turn; said anew it is another answer, not one more.

    Who had said nothing by the count may say for some days more that it is not solved.

    Raises:
        CommitmentNotFound: there is none.
        NotAsked: the asker neither raised nor joined a case of its concern.
        AskedTooLate: they did so only after it was reported done.
        OwnCommitment: they, or the clerk who says it for them, stand in what owes it.
        AnswersCounted: nobody is asked of this turn now, and they had not said so before.
        SignInNeeded: their account is erased.
    """
    row = await keeping.row_of(id_)
    await reach.expect_asked(asker, row)
    async with atomic():
        await hold(asker.subject)
        # Nobody counts at this moment.
        asked = (
            await Commitment.update({Commitment.turn: Commitment.turn})
            .where(
                (Commitment.id == id_)
                & (Commitment.state == "done")
                & (Commitment.turn == told.turn)
            )
            .returning(Commitment.id)
        )
        theirs = await _theirs(asker, id_, told.turn)
        if not asked:
            if not theirs and not told.solved:
                await _hear_late(asker, row, told.turn, now=now)
            elif not theirs or theirs[0]["solved"] != told.solved:
                raise errors.AnswersCounted
            return
        if theirs:
            # Also where a clerk gave it for them before they claimed what was kept.
            await CommitmentAnswer.update(
                {CommitmentAnswer.solved: told.solved, CommitmentAnswer.said_at: now}
            ).where(CommitmentAnswer.id == theirs[0]["id"])
        else:
            await run(
                "INSERT INTO commitment_answer (commitment, turn, account, solved, said_at)"
                " VALUES ({}, {}, {}, {}, {}) ON CONFLICT (commitment, turn, account)"
                " DO UPDATE SET solved = EXCLUDED.solved, said_at = EXCLUDED.said_at",
                *(id_, told.turn, asker.subject, told.solved, now),
            )
        await deeds.note(
            asker, "commitment.judged", "commitment", id_, now=now, after={"solved": told.solved}
        )


async def count_due(*, now: datetime) -> None:
    """Count the answers of those whose last day is over, each in its own transaction."""
    due = (Commitment.state == "done") & (Commitment.judged_until < keeping.today(now))
    for row in await keeping.rows_where(due):
        await _count(row, now=now)


async def _count(row: dict[str, Any], *, now: datetime) -> None:
    numbers = await ruling.as_asked(row)
    async with atomic():
        # Whoever would answer at this moment waits, and then is late.
        held = (
            await Commitment.update({Commitment.turn: Commitment.turn})
            .where(
                (Commitment.id == row["id"])
                & (Commitment.state == "done")
                & (Commitment.turn == row["turn"])
            )
            .returning(Commitment.id)
        )
        if not held:
            return
        yes, no = await _sides(row)
        move = counted(yes, no, turn=row["turn"], percent=numbers["not_solved_percent"])
        await _take(row, move, (yes, no), numbers, now=now)


async def _take(
    row: dict[str, Any],
    move: Move,
    sides: tuple[int, int],
    numbers: dict[str, int],
    *,
    now: datetime,
) -> None:
    """What so many answers make of it, and tell that, in the caller's transaction."""
    yes, no = sides
    today = keeping.today(now)
    changes: dict[str, Any] = {"solved": yes, "not_solved": no, "judged_until": None}
    if move in {"solve", "leave_unanswered"}:
        changes["late_until"] = today + timedelta(days=numbers["late_days"])
    if move in {"reopen", "supervise"}:
        changes |= {"turn": row["turn"] + 1, "fell_due_at": None, "late_until": None}
        changes |= await _new_day(row, numbers["again_days"], today)
    due_on = changes.get("due_on")
    step = by_rule(move, solved=yes, not_solved=no, due_on=due_on)
    await keeping.take_step(row, step, now=now, **changes)
    await _tell(row, move, step.key, now=now)


async def _new_day(row: dict[str, Any], days: int, today: date) -> dict[str, Any]:
    """By when it is done again; nothing where what was promised is later: nobody has less time."""
    due_on, provisional = await keeping.day_after(today, days)
    if due_on <= row["due_on"]:
        return {}
    found = {"days": days, "since_on": today, "due_on": due_on, "provisional": provisional}
    return found | ({"promised_for": row["due_on"]} if row["promised_for"] is None else {})


async def _hear_late(asker: Asker, row: dict[str, Any], turn: int, *, now: datetime) -> None:
    """Count anew with one who finds it not solved after all, in the caller's transaction.

    Raises:
        AnswersCounted: that is not asked of this turn any more.
    """
    held = (
        await Commitment.update({Commitment.turn: Commitment.turn})
        .where(
            (Commitment.id == row["id"])
            & (Commitment.turn == turn)
            & Commitment.state.is_in(list(COUNTED))
            & (Commitment.late_until >= keeping.today(now))
        )
        .returning(Commitment.state)
    )
    if not held:
        raise errors.AnswersCounted
    row = row | {"state": held[0]["state"], "turn": turn}
    numbers = await ruling.as_asked(row)
    await CommitmentAnswer.insert(
        CommitmentAnswer(
            commitment=row["id"], turn=turn, account=asker.subject, solved=False, said_at=now
        )
    )
    yes, no = await _sides(row)
    move = counted(yes, no, turn=turn, percent=numbers["not_solved_percent"])
    if move in {"reopen", "supervise"}:
        await _take(row, move, (yes, no), numbers, now=now)
    else:
        # One voice among many is counted, and changes nothing: no step, and nobody is told.
        await Commitment.update({Commitment.solved: yes, Commitment.not_solved: no}).where(
            Commitment.id == row["id"]
        )
    await deeds.note(
        asker, "commitment.judged", "commitment", row["id"], now=now, after={"solved": False}
    )


async def _sides(row: dict[str, Any]) -> tuple[int, int]:
    """How many find it solved, and how many do not."""
    said = await CommitmentAnswer.select(CommitmentAnswer.solved).where(
        (CommitmentAnswer.commitment == row["id"]) & (CommitmentAnswer.turn == row["turn"])
    )
    yes = sum(one["solved"] for one in said)
    return yes, len(said) - yes


async def _tell(row: dict[str, Any], move: Move, step: UUID, *, now: datetime) -> None:
    """All hear what a count made of it; of one to be watched also if nobody is there who would."""
    if move == "supervise" and not await telling.of_supervisors(
        row, "supervised_here", step, now=now
    ):
        unheard = by_rule("unheard")
        await keeping.take_step(
            row | {"state": "supervised", "turn": row["turn"] + 1}, unheard, now=now
        )
        await telling.of_step(row, "unheard", unheard.key, now=now)
    else:
        await telling.of_step(row, _TOLD[move], step, now=now)
    if move in {"reopen", "supervise"}:
        await telling.of_owner(row, f"{_TOLD[move]}_to_you", step, now=now)


async def _theirs(asker: Asker, id_: UUID, turn: int) -> list[dict[str, Any]]:
    theirs = await records.records_of(asker.subject)
    return await CommitmentAnswer.select().where(
        (CommitmentAnswer.commitment == id_)
        & (CommitmentAnswer.turn == turn)
        & CommitmentAnswer.account.is_in(list(theirs))
    )
