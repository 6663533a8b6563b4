"""What a meeting speaks of, and the concerns that it takes on."""

from datetime import datetime
from typing import Any
from uuid import uuid5

from xiangyi.core.asking import Asker
from xiangyi.features.cases.service import concerns, deciding
from xiangyi.features.cases.service.reach import expect_convener
from xiangyi.features.consultations.schemas import ConsultationFacts
from xiangyi.features.consultations.service.keeping import facts_of


async def expect_theirs(asker: Asker, facts: ConsultationFacts) -> None:
    """Nobody takes on what people asked for where they do not convene.

    Raises:
        ConcernNotFound: there is no such concern.
        RoleMissing: the asker does not convene where it is.
    """
    for one in facts.agenda:
        if one.concern:
            concern = await concerns.row_of(one.concern)
            await expect_convener(asker, [concern["division"]])


async def take_on(asker: Asker, row: dict[str, Any], *, now: datetime) -> None:
    """Let whoever raised what is on the agenda know of it, in the caller's transaction.

    Raises:
        CaseMoveUnfit: a concern is not accepted yet, or decided or over by now.
    """
    for one in facts_of(row).agenda:
        if one.concern:
            # Of its own each time it is announced: a draft may be taken back between.
            step = uuid5(row["id"], f"{row['revision']}/{one.concern}")
            await deciding.put_on_agenda(asker, one.concern, step, row["id"], now=now)
