"""What somebody leaves in statements: a use that they disputed, and their answer to another's."""

from datetime import datetime
from uuid import UUID, uuid4

from xiangyi.core.sealing import seal
from xiangyi.features.benefits.service import papers, uses
from xiangyi.features.benefits.tables import Benefit, Voucher, VoucherUse
from xiangyi.features.reconciliation.service.disputes import WHY, WORDS
from xiangyi.features.reconciliation.tables import StatementAnswer, StatementDispute

#: Whom the paper names, why it was to be taken back, what was wrong, and what was answered.
SAID_OF_STATEMENTS = NAMED, TAKEN_BACK, WRONG, ANSWERED = (
    "小明那张券",
    "小明说扫错了",
    "小明那天没来",
    "小明的监控看过了",
)


async def reconciled(account: UUID, organisation: UUID, division: str, *, now: datetime) -> None:
    """They used a voucher, stood at the counter, disputed it, and answered for the division."""
    benefit, voucher, use, dispute, answer = (uuid4() for _ in range(5))
    about = {"category": "medical", "title": "免费体检一次", "basis": "第十六条", "payer": "fund"}
    terms = {"eligibility": "{}", "cost_minutes": 0, "quota_times": 1, "quota_period": "year"}
    kept = {"valid_days": 30, "state": "approved", "revision": 1, "drafted_by": uuid4()}
    where = {"division": division, "provider": organisation}
    await Benefit.insert(Benefit(id=benefit, line=benefit, **about, **terms, **kept, **where))
    await Voucher.insert(
        Voucher(
            id=voucher,
            benefit=benefit,
            provider=organisation,
            account=account,
            code=voucher.hex[:10].upper(),
            token=seal(NAMED, owner=voucher, field=papers.TOKEN),
            cost_minutes=0,
            issued_at=now,
            expires_at=now,
            state="used",
            used_at=now,
        )
    )
    await VoucherUse.insert(
        VoucherUse(
            id=use,
            voucher=voucher,
            provider=organisation,
            how="online",
            used_at=now,
            noted_at=now,
            used_by=account,
            state="counted",
            counted_at=now,
            undo_asked_by=account,
            undo_asked_at=now,
            undo_why=seal(TAKEN_BACK, owner=use, field=uses.UNDO_WHY),
        )
    )
    await StatementDispute.insert(
        StatementDispute(
            id=dispute,
            line=use,
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
