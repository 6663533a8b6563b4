"""Somebody who wrote a commitment down, reported it done, and found it solved."""

from datetime import datetime
from uuid import UUID, uuid4

from xiangyi.features.cases.tables import Concern
from xiangyi.features.commitments.tables import Commitment, CommitmentAnswer, CommitmentStep


async def promises(account: UUID, organisation: UUID, division: str, *, now: datetime) -> None:
    """About the concern that they proposed."""
    concern = await Concern.select(Concern.id).where(Concern.proposed_by == account).first()
    id_, day = uuid4(), now.date()
    await Commitment.insert(
        Commitment(
            id=id_,
            concern=concern["id"],
            division=division,
            organisation=organisation,
            words="修好热水",
            promised_by=account,
            promised_at=now,
            days=5,
            since_on=day,
            due_on=day,
            state="done",
            moved_at=now,
            judged_until=day,
        )
    )
    await CommitmentStep.insert(
        CommitmentStep(key=uuid4(), commitment=id_, move="report", at=now, account=account)
    )
    await CommitmentAnswer.insert(
        CommitmentAnswer(commitment=id_, turn=1, account=account, solved=True, said_at=now)
    )
