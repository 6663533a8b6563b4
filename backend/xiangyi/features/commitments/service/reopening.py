"""Whoever raised one case by itself says that its answer solved nothing."""

from datetime import datetime
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.features.cases.errors import CaseJudgedInConcern
from xiangyi.features.cases.schemas import MyCase
from xiangyi.features.cases.service import reopening
from xiangyi.features.commitments.tables import Commitment


async def find_unsolved(
    asker: Asker, case: UUID, step: UUID, words: str, *, now: datetime
) -> MyCase:
    """Have a case done again, or watched; where something is promised about it, that is asked.

    Raises:
        CaseNotFound: they neither raised nor joined one under this id.
        CaseJudgedInConcern: whether what was promised is solved is said in its concern.
        CaseMoveUnfit, CaseMoveDiffers, SignInNeeded: as `reopen`.
    """
    row = await reopening.wanted(asker, case)
    promised = (Commitment.concern == row["concern"]) & (Commitment.state != "withdrawn")
    if row["concern"] is not None and await Commitment.exists().where(promised):
        raise CaseJudgedInConcern(concern=str(row["concern"]))
    return await reopening.reopen(asker, case, step, words, now=now)
