"""Somebody who asked for something and was answered, joined another, and sat at a desk."""

from datetime import datetime
from uuid import UUID, uuid4

from xiangyi.core.sealing import seal
from xiangyi.features.cases.service.keeping import ANSWER, WORDS
from xiangyi.features.cases.tables import Case, CaseJoined, CaseStep, Concern, ConcernStep

#: What was asked for, and what was answered.
ASKED = NEEDED, TOLD = "小明住的地方没有热水", "小明的房东答应修了"


async def asks(account: UUID, division: str, *, now: datetime) -> None:
    own, others, step = (uuid4() for _ in range(3))
    about = {"kind": "help", "field": "lodging", "division": division, "raised_at": now}
    for id_, number, whose in ((own, "261123-00001", account), (others, "261123-00002", None)):
        await Case.insert(
            Case(
                id=id_,
                number=number,
                account=whose,
                words=seal(NEEDED, owner=id_, field=WORDS) if whose else None,
                days=5,
                due_on=now.date(),
                state="answered",
                **about,
            )
        )
    words = seal(TOLD, owner=step, field=ANSWER)
    await CaseStep.insert(CaseStep(key=step, case_id=own, move="answer", at=now, words=words))
    await CaseStep.insert(
        CaseStep(key=uuid4(), case_id=others, move="accept", at=now, account=account)
    )
    await CaseJoined.insert(CaseJoined(case_id=others, account=account, joined_at=now))
    concern = uuid4()
    await Concern.insert(
        Concern(
            id=concern,
            title="租房热水",
            field="lodging",
            division=division,
            state="accepted",
            proposed_by=account,
            proposed_at=now,
            moved_at=now,
        )
    )
    await ConcernStep.insert(
        ConcernStep(key=uuid4(), concern=concern, move="accept", at=now, account=account)
    )
