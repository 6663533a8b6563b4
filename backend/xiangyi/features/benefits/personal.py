"""What benefits keep of persons: their vouchers, and who wrote, approved and honoured what."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.core.personal import Field, Keeper, Sealed, Section, columns
from xiangyi.features.benefits.service import forgetting, papers, uses
from xiangyi.features.benefits.service.wording import HISTORY
from xiangyi.features.benefits.tables import (
    Benefit,
    BenefitRevision,
    LapseNotice,
    Voucher,
    VoucherUse,
)
from xiangyi.features.revising.service import written_by

_STATES: Final = {
    "issued": "没用",
    "used": "用了",
    "expired": "过期了",
    "cancelled": "退了",
    "void": "作废了",
}
_MOVES: Final = {
    "drafted": "起草",
    "changed": "修改",
    "submitted": "送审",
    "sent_back": "退回",
    "taken_back": "撤回",
    "approved": "同意",
    "replaced": "换成新的",
    "withdrawn": "停止",
    "voided": "作废",
    "deleted": "删除",
}
_FIELDS: Final = (
    Field(
        field="voucher_token",
        name_zh="您领的优待券",
        name_en="The vouchers you took",
        purpose_zh="到柜台用；码里只有您姓什么，加密保存。您同意了，提供优待的单位才看得到姓什么、"
        "有没有效，看不到别的。",
        purpose_en="To be used at a counter. The code has a masked name, kept sealed. With your"
        " consent the provider sees that and whether it is valid, and nothing else.",
        retention_zh="您注销时，没用的作废，用过的不再知道是谁的。",
        retention_en="When you close your account, those not used end; of those used, nobody knows"
        " any more whose they were.",
        optional=True,
    ),
    Field(
        field="undo_why",
        name_zh="您在柜台申请撤销时写的原因",
        name_en="Why you asked that a use be taken back",
        purpose_zh="让另一个人看了再同意；加密保存。",
        purpose_en="For the second person who says yes. Kept sealed.",
        retention_zh="您注销时删除。",
        retention_en="Erased when you close your account.",
        optional=True,
    ),
    Field(
        field="undo_refused_why",
        name_zh="您不同意撤销时写的原因",
        name_en="Why you let a use stay that somebody asked to take back",
        purpose_zh="告诉申请的人；加密保存。",
        purpose_en="For whoever asked. Kept sealed.",
        retention_zh="您注销时删除。",
        retention_en="Erased when you close your account.",
        optional=True,
    ),
    Field(
        field="lapse_notices",
        name_zh="什么时候告诉过您，时长要到期了",
        name_en="When you were told that minutes lapse",
        purpose_zh="没提前告诉您的，不到期。",
        purpose_en="No minutes lapse of which you were not told ahead.",
        retention_zh="您注销时删除。",
        retention_en="Erased when you close your account.",
        optional=True,
    ),
    Field(
        field="benefit_work",
        name_zh="您写过、审过的优待，您在柜台核销过的券",
        name_en="The benefits you wrote or approved, and the vouchers you honoured",
        purpose_zh="每一步查得到是谁做的。",
        purpose_en="So that each step can be traced.",
        retention_zh="一直保留，只记随机编号。",
        retention_en="Kept, by a random number only.",
    ),
    Field(
        field="benefit_words",
        name_zh="您写优待时写的话",
        name_en="What you wrote of benefits",
        purpose_zh="告诉大家是什么、依据哪一条；审核通过后人人看得到，请别写私人的事。",
        purpose_en="To tell people what it is and on what it rests. Once approved, everybody can"
        " read it: write nothing private.",
        retention_zh="删掉草稿，写的话马上删除。您注销时，改掉的旧话和没通过的话删除；公开过的留着。",
        retention_en="A draft's words are erased when it is deleted. When you close your account,"
        " words since replaced are erased, and those never approved. What was public stays.",
        optional=True,
    ),
)


async def export(account: UUID) -> list[Section]:
    """The vouchers of an account, and what it did as somebody of a provider or a division."""
    vouchers = await run(
        "SELECT v.issued_at, b.title, o.name AS provider, v.cost_minutes, v.state, v.expires_at,"
        " v.used_at, v.ended_at, v.code FROM voucher v JOIN benefit b ON b.id = v.benefit"
        " JOIN organisation o ON o.id = v.provider WHERE v.account = {} ORDER BY v.issued_at, v.id",
        account,
    )
    honoured = await run(
        "SELECT u.id, u.used_at, b.title, u.state, u.undo_why, u.undo_asked_by,"
        " u.undo_refused_why, u.undo_refused_by FROM voucher_use u"
        " JOIN voucher v ON v.id = u.voucher JOIN benefit b ON b.id = v.benefit"
        " WHERE u.used_by = {} OR u.undo_asked_by = {} OR u.undo_refused_by = {}"
        " ORDER BY u.used_at, u.id",
        *(account, account, account),
    )
    told = await run(
        'SELECT told_at, COALESCE(lapses_on, "on") AS "on", minutes FROM lapse_notice'
        " WHERE account = {} ORDER BY told_at, id",
        account,
    )
    return [
        Section(
            "vouchers",
            "优待券",
            {
                "issued_at": "时间",
                "title": "哪项优待",
                "provider": "单位",
                "cost_minutes": "用掉分钟",
                "state": "结果",
                "expires_at": "有效到",
                "used_at": "用的时间",
                "ended_at": "退回的时间",
            },
            [dict(row) for row in vouchers],
            {"state": _STATES},
        ),
        Section(
            "voucher_uses",
            "在柜台核销过的券",
            {
                "used_at": "时间",
                "title": "哪项优待",
                "undo_why": "申请撤销的原因",
                "undo_refused_why": "不同意撤销的原因",
            },
            [_honoured(row, account) for row in honoured],
        ),
        Section(
            "lapse_notices",
            "到期提醒",
            {"told_at": "时间", "on": "哪天到期", "minutes": "多少分钟"},
            [dict(row) for row in told],
        ),
        Section(
            "benefit_work",
            "写过、审过的优待",
            {"at": "时间", "title": "哪项优待", "move": "做了什么", "words": "写了什么"},
            await written_by(HISTORY, account),
            {"move": _MOVES},
        ),
    ]


def _honoured(row: dict[str, Any], account: UUID) -> dict[str, object]:
    return {
        "used_at": row["used_at"],
        "title": row["title"],
        "undo_why": uses.why_of(row) if row["undo_asked_by"] == account else "",
        "undo_refused_why": uses.refused_why_of(row) if row["undo_refused_by"] == account else "",
    }


async def erase(account: UUID, now: datetime) -> None:
    """Vouchers go, but for the number of those used; what was done for others keeps a random id."""
    await forgetting.forget_of(account, now=now)


PERSONAL: Final = Keeper(
    feature="benefits",
    export=export,
    erase=erase,
    unname=forgetting.forget_number,
    fields=_FIELDS,
    sealed=(
        Sealed(Voucher, "token", field=papers.TOKEN),
        Sealed(VoucherUse, "undo_why", field=uses.UNDO_WHY),
        Sealed(VoucherUse, "undo_refused_why", field=uses.UNDO_REFUSED_WHY),
    ),
    accounts=(
        *columns(Benefit, "line", "drafted_by", "approved_by"),
        *columns(BenefitRevision, "account"),
        *columns(Voucher, "account", "lock", "locked_by"),
        *columns(VoucherUse, "used_by", "undo_asked_by", "undone_by", "undo_refused_by"),
        *columns(LapseNotice, "account"),
    ),
    open=(
        *columns(
            Benefit,
            "title",
            "about",
            "basis",
            "picture_words",
            "eligibility",
            "blackouts",
            "reason",
        ),
        *columns(BenefitRevision, "why", "before", "after"),
    ),
)
