"""Whoever raised or joined says whether it is solved; a rule counts what they said."""

from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.features.commitments import errors
from xiangyi.features.commitments.rules.life import counted
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
            if not theirs or theirs[0]["solved"] != told.solved:
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
    numbers = await ruling.numbers(row["division"], now=now)
    today = keeping.today(now)
    due_on, provisional = await keeping.day_after(today, numbers["again_days"])
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
        said = await CommitmentAnswer.select(CommitmentAnswer.solved).where(
            (CommitmentAnswer.commitment == row["id"]) & (CommitmentAnswer.turn == row["turn"])
        )
        yes = sum(one["solved"] for one in said)
        no = len(said) - yes
        move = counted(yes, no, turn=row["turn"], percent=numbers["not_solved_percent"])
        changes: dict[str, Any] = {"solved": yes, "not_solved": no, "judged_until": None}
        if move in {"reopen", "supervise"}:
            changes |= {"turn": row["turn"] + 1, "fell_due_at": None}
        if move == "reopen":
            changes |= {
                "days": numbers["again_days"],
                "since_on": today,
                "due_on": due_on,
                "provisional": provisional,
            }
        step = by_rule(move, solved=yes, not_solved=no, due_on=due_on if move == "reopen" else None)
        await keeping.take_step(row, step, now=now, **changes)
        if move == "supervise" and not await telling.of_supervisors(
            row, "supervised_here", step.key, now=now
        ):
            unheard = by_rule("unheard")
            await keeping.take_step(
                row | {"state": "supervised", "turn": row["turn"] + 1}, unheard, now=now
            )
            await telling.of_step(row, "unheard", unheard.key, now=now)
        else:
            await telling.of_step(row, _TOLD[move], step.key, now=now)
        if move in {"reopen", "supervise"}:
            await telling.of_owner(row, f"{_TOLD[move]}_to_you", step.key, now=now)


async def _theirs(asker: Asker, id_: UUID, turn: int) -> list[dict[str, Any]]:
    theirs = await records.records_of(asker.subject)
    return await CommitmentAnswer.select().where(
        (CommitmentAnswer.commitment == id_)
        & (CommitmentAnswer.turn == turn)
        & CommitmentAnswer.account.is_in(list(theirs))
    )
