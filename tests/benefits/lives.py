"""What somebody leaves who had a voucher, wrote of benefits, and stood at a counter."""

from datetime import datetime
from uuid import UUID, uuid4

import msgspec
from tests.benefits.makers import facts

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic
from xiangyi.core.sealing import seal
from xiangyi.features.benefits.schemas import BenefitFacts
from xiangyi.features.benefits.service import keeping, papers
from xiangyi.features.benefits.service.uses import UNDO_REFUSED_WHY, UNDO_WHY
from xiangyi.features.benefits.tables import Benefit, LapseNotice, Voucher, VoucherUse

#: What they wrote that nobody approved, and why it was sent back: openly, as drafts are.
WRITTEN = DRAFTED, ABOUT, RETURNED = "小明想的优待", "小明家楼下领", "小明没写清楚"
#: Sealed: why a use is to be taken back, and why it is not.
TAKEN_BACK = "小明扫错了人"
LEFT = "小明看了监控，没有扫错"
SAID_OF_BENEFITS = (*WRITTEN, TAKEN_BACK, LEFT)


async def has_vouchers(
    account: UUID, organisation: UUID, division: str, *, why: str = RETURNED, now: datetime
) -> None:
    """One that they used and one that they did not; they honoured the first themselves.

    Args:
        why: what they wrote was sent back.
    """
    me = Asker(account=account, device=uuid4())
    where = {"division": division, "provider": str(organisation)}
    given, draft = uuid4(), uuid4()
    async with atomic():
        told = msgspec.convert(facts(**where), BenefitFacts)
        stranger = Asker(account=uuid4(), device=uuid4())
        await keeping.draft(stranger, given, given, told, now=now)
        yes = {"state": "approved", "version": 1, "approved_at": now, "approved_by": account}
        await Benefit.update(yes).where(Benefit.id == given)
        own = msgspec.convert(facts(**where, title=DRAFTED, about=ABOUT), BenefitFacts)
        await keeping.draft(me, draft, draft, own, now=now)
        await keeping.move(me, await keeping.kept(draft), "submit", {}, based_on=1, now=now)
        row = await keeping.kept(draft)
        await keeping.move(me, row, "send_back", {}, based_on=2, now=now, why=why)
    for state in ("used", "issued"):
        id_ = uuid4()
        token = papers.made(id_, given, "欧**", now)
        await Voucher.insert(
            Voucher(
                id=id_,
                benefit=given,
                provider=organisation,
                account=account,
                code=id_.hex[:10].upper(),
                token=seal(token, owner=id_, field=papers.TOKEN) if state == "used" else None,
                cost_minutes=0,
                issued_at=now,
                expires_at=now,
                state=state,
            )
        )
        if state == "used":
            await _use(account, id_, organisation, now=now)
    await LapseNotice.insert(LapseNotice(account=account, on=now.date(), told_at=now))


async def _use(account: UUID, voucher: UUID, organisation: UUID, *, now: datetime) -> None:
    use = uuid4()
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
            undo_asked_by=account,
            undo_asked_at=now,
            undo_why=seal(TAKEN_BACK, owner=use, field=UNDO_WHY),
            undo_refused_by=account,
            undo_refused_at=now,
            undo_refused_why=seal(LEFT, owner=use, field=UNDO_REFUSED_WHY),
        )
    )
