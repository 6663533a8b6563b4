"""What somebody leaves in statements: a use that they disputed, and an answer of theirs."""

from datetime import datetime
from uuid import UUID, uuid4

from xiangyi.core.sealing import seal
from xiangyi.features.benefits.tables import VoucherUse
from xiangyi.features.reconciliation.service.disputes import WHY, WORDS
from xiangyi.features.reconciliation.tables import StatementAnswer, StatementDispute

#: What was wrong, and what was answered.
SAID_OF_STATEMENTS = WRONG, ANSWERED = "小明那天没来", "小明的监控看过了"


async def reconciled(account: UUID, organisation: UUID, *, now: datetime) -> None:
    """They dispute a use at whose counter they stood, and say for the division that it stays."""
    use = await VoucherUse.select(VoucherUse.id).where(VoucherUse.used_by == account).first()
    assert use is not None
    dispute, answer = uuid4(), uuid4()
    await StatementDispute.insert(
        StatementDispute(
            id=dispute,
            line=use["id"],
            organisation=organisation,
            said_by=account,
            said_at=now,
            words=seal(WRONG, owner=dispute, field=WORDS),
        )
    )
    await StatementAnswer.insert(
        StatementAnswer(
            id=answer,
            dispute=dispute,
            answer="kept",
            why=seal(ANSWERED, owner=answer, field=WHY),
            said_by=account,
            said_at=now,
        )
    )
