"""Who says whether an answer solved anything: whoever raised it, and who had joined by then."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.features.cases.rules.numbers import expired_before
from xiangyi.features.cases.service import reach
from xiangyi.features.cases.tables import CaseJoined, CaseStep
from xiangyi.features.identity.service import records


class Voice(Struct, frozen=True):
    """What somebody may say of a case: that it is solved, and so closed, or that it is not."""

    solved: bool
    unsolved: bool


_NONE: Final = Voice(solved=False, unsolved=False)


async def voices(
    asker: Asker, rows: Sequence[dict[str, Any]], *, now: datetime
) -> dict[UUID, Voice]:
    """By the id of each.

    What nobody has but who joined, since whoever raised it is erased, is theirs to close. After it
    is closed whoever had not said so may find it unsolved, as long as cases are kept.
    """
    told = [row for row in rows if row["state"] in {"answered", "closed"}]
    if not told:
        return {row["id"]: _NONE for row in rows}
    ids = [row["id"] for row in told]
    theirs = await records.records_of(asker.subject)
    joined = await CaseJoined.select(CaseJoined.case_id, CaseJoined.joined_at).where(
        CaseJoined.case_id.is_in(ids) & CaseJoined.account.is_in(list(theirs))
    )
    since = {one["case_id"]: one["joined_at"] for one in joined}
    steps = (
        await CaseStep.select(CaseStep.case_id, CaseStep.move, CaseStep.account, CaseStep.at)
        .where(CaseStep.case_id.is_in(ids) & CaseStep.move.is_in(["answer", "close", "rest"]))
        .order_by(CaseStep.id)
    )
    last = {(one["case_id"], one["move"] == "answer"): one for one in steps}
    near = reach.own_offices(asker)
    found = {row["id"]: _NONE for row in rows}
    for row in told:
        answer, close = (last.get((row["id"], is_answer)) for is_answer in (True, False))
        is_open = row["state"] == "answered"
        if row["account"] in theirs:
            # By a desk or a rule: they have not said that it is solved.
            by_others = close is not None and (close["account"] or close["move"] == "rest")
            unsolved = row["erased_at"] is None and bool(is_open or by_others)
            found[row["id"]] = Voice(solved=is_open, unsolved=unsolved)
        elif row["id"] in since and answer and row["organisation"] not in near:
            in_time = since[row["id"]] <= answer["at"]
            kept = row["ended_at"] is None or row["ended_at"] > expired_before(now)
            found[row["id"]] = Voice(
                solved=in_time and is_open and row["account"] is None, unsolved=in_time and kept
            )
    return found
