"""What volunteering keeps of persons: who signed up for what, and who organised it."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.core.personal import Field, Keeper, Sealed, Section, columns
from xiangyi.features.revising.service import written_by
from xiangyi.features.volunteering.service import claiming, forgetting, parting, presences
from xiangyi.features.volunteering.service.wording import HISTORY
from xiangyi.features.volunteering.tables import (
    ActivityCampaign,
    ActivityRevision,
    ActivityShift,
    ShiftSignup,
    VolunteerActivity,
)
from xiangyi.features.volunteering.tables.hours import (
    CodeTicket,
    FormerLead,
    LateTick,
    ServiceClaim,
    ShiftPresence,
    ShiftScan,
    ShiftTick,
)
from xiangyi.features.volunteering.tables.sampling import SampledLine

_STATES: Final = {"signed": "报上了", "waiting": "候补", "cancelled": "不去了"}
_MOVES: Final = {
    "drafted": "起草",
    "changed": "修改",
    "submitted": "送审",
    "sent_back": "退回",
    "withdrawn": "撤回",
    "approved": "同意",
    "cancelled": "取消",
    "closed": "结束",
    "deleted": "删除",
}
_STAYS: Final = {
    "open": "没有签退",
    "short": "在场时间不够",
    "counted": "已计入",
    "host": "等主办单位同意",
    "county": "等区县同意",
    "refused": "没有同意",
}
_CLASSES: Final = {"verified": "现场核验", "late": "补传"}
_CHECKED: Final = {"confirmed": "去了", "unconfirmed": "说没去", "unreached": "没联系上"}
_CLAIMS: Final = {
    "waiting": "等别的单位核对",
    "host": "等主办单位同意",
    "county": "等区县同意",
    "accepted": "已补录",
    "refused": "没有同意",
}
_FIELDS: Final = (
    Field(
        field="activity_sign_ups",
        name_zh="您报名的志愿活动",
        name_en="The activities you signed up for",
        purpose_zh="给您留位子，活动有变动时告诉您；带队的人只看得到您姓什么。",
        purpose_en="To keep you a seat and tell you of changes. Whoever leads sees a masked name.",
        retention_zh="您注销时删除。",
        retention_en="Erased when you close your account.",
        optional=True,
    ),
    Field(
        field="service_stays",
        name_zh="您在志愿活动里的签到、签退和时长",
        name_en="When you came and went, and the minutes you served",
        purpose_zh="算出您服务了多久，让人信得过；只记离得近不近，不记您的位置。每个月抽查少量，抽到了，"
        "区县的人可能打电话问您去没去。",
        purpose_en="To count how long you served so that others can trust it. Whether you were near"
        " is kept, never where you were. A few are drawn each month, and the county may ring you"
        " up to ask.",
        retention_zh="您注销时，扫码记录和带队人的点名删除；服务了多少分钟留着，不再知道是谁的。",
        retention_en="When you close your account, scans and ticks are erased. How many minutes"
        " were served stays, without anybody knowing whose they were.",
    ),
    Field(
        field="scan_phone",
        name_zh="您扫码用的是哪部手机",
        name_en="Which phone you scanned with",
        purpose_zh="只用来看同一场里有没有一部手机替几个人扫码；存的是算不回去的数，换一场就认不出是"
        "哪部手机。",
        purpose_en="Only to see whether one phone scans for several people in the same shift. What"
        " is kept cannot be turned back, and tells no phone again in another shift.",
        retention_zh="90 天后删除，您注销时也删除。",
        retention_en="Erased after 90 days, or when you close your account.",
    ),
    Field(
        field="claim_evidence",
        name_zh="补录时长的说明",
        name_en="What was said for minutes without scans",
        purpose_zh="没扫上码的，让别的单位核对后补录；加密保存，只给您、主办单位和核对的人看。",
        purpose_en="So that another organisation can check minutes no scan proves. Kept sealed, for"
        " you, the host and whoever checks.",
        retention_zh="您注销时删除。",
        retention_en="Erased when you close your account.",
        optional=True,
    ),
    Field(
        field="claim_why",
        name_zh="没有同意补录的原因",
        name_en="Why minutes without scans were refused",
        purpose_zh="让您知道为什么；加密保存。",
        purpose_en="So that you know. Kept sealed.",
        retention_zh="您注销时删除。",
        retention_en="Erased when you close your account.",
        optional=True,
    ),
    Field(
        field="presence_why",
        name_zh="一天太长、没有同意的原因",
        name_en="Why a long day was refused",
        purpose_zh="让您知道为什么；加密保存。",
        purpose_en="So that you know. Kept sealed.",
        retention_zh="您注销时删除。",
        retention_en="Erased when you close your account.",
        optional=True,
    ),
    Field(
        field="activity_work",
        name_zh="您组织、审核过的志愿活动",
        name_en="The activities you organised or approved",
        purpose_zh="每一步查得到是谁做的。",
        purpose_en="So that each step can be traced.",
        retention_zh="一直保留，只记随机编号。",
        retention_en="Kept, by a random number only.",
    ),
    Field(
        field="activity_words",
        name_zh="您组织活动时写的话",
        name_en="What you wrote of activities",
        purpose_zh="告诉大家做什么、在哪儿、打哪个电话；审核通过后人人看得到，请别写私人的事。",
        purpose_en="To tell people what to do, where, and whom to ring. Once approved, everybody"
        " can read it: write nothing private.",
        retention_zh="删掉草稿，写的话马上删除。您注销时，改掉的旧话和没通过的话删除；公开过的留着。",
        retention_en="A draft's words are erased when it is deleted. When you close your account,"
        " words since replaced are erased, and those never approved. What was public stays.",
        optional=True,
    ),
)


async def export(account: UUID) -> list[Section]:
    """What the account signed up for, and what it did and wrote as an organiser."""
    signups = await run(
        "SELECT u.at, u.state, s.starts_at, a.title FROM shift_signup u"
        " JOIN activity_shift s ON s.id = u.shift"
        " JOIN volunteer_activity a ON a.id = s.activity WHERE u.account = {} ORDER BY u.at",
        account,
    )
    return [
        Section(
            "activity_sign_ups",
            "志愿活动的报名",
            {"at": "时间", "title": "哪个活动", "starts_at": "哪一场", "state": "报名"},
            [dict(row) for row in signups],
            {"state": _STATES},
        ),
        Section(
            "service_stays",
            "签到、签退和时长",
            {
                "came_at": "到",
                "left_at": "走",
                "title": "哪个活动",
                "minutes": "计入分钟",
                "service_class": "类别",
                "state": "结果",
                "why": "原因",
                "checked": "抽查",
            },
            await parting.stays(account),
            {"state": _STAYS, "service_class": _CLASSES, "checked": _CHECKED},
        ),
        Section(
            "service_scans",
            "扫过的码",
            {
                "received_at": "收到",
                "title": "哪个活动",
                "phase": "签到还是签退",
                "how": "怎么扫的",
            },
            await parting.scans(account),
            {
                "phase": {"in": "签到", "out": "签退"},
                "how": {"qr": "扫码", "digits": "输数字", "ticket": "先扫码后登录"},
            },
        ),
        Section(
            "service_claims",
            "补录的时长",
            {
                "claimed_at": "时间",
                "title": "哪个活动",
                "minutes": "分钟",
                "evidence": "说明",
                "false_presence": "说是没到场",
                "state": "结果",
                "why": "原因",
                "checked": "抽查",
            },
            await parting.claims(account),
            {"state": _CLAIMS, "checked": _CHECKED},
        ),
        Section(
            "activity_work",
            "组织、审核过的志愿活动",
            {"at": "时间", "title": "哪个活动", "move": "做了什么", "words": "写了什么"},
            await written_by(HISTORY, account),
            {"move": _MOVES},
        ),
    ]


async def erase(account: UUID, now: datetime) -> None:
    """Sign-ups go, their seats to whoever waits, and so do scans and words that nobody approved.

    What was done as an organiser keeps its random id, minutes served in a shift nobody's.
    """
    await parting.forget(account)
    await forgetting.forget_of(account, now=now)


PERSONAL: Final = Keeper(
    feature="volunteering",
    export=export,
    erase=erase,
    unname=forgetting.forget_number,
    fields=_FIELDS,
    sealed=(
        Sealed(ShiftPresence, "why", field=presences.WHY),
        Sealed(ServiceClaim, "evidence", field=claiming.EVIDENCE),
        Sealed(ServiceClaim, "why", field=claiming.WHY),
    ),
    accounts=(
        *columns(VolunteerActivity, "drafted_by", "approved_by"),
        *columns(ActivityShift, "lead"),
        *columns(ShiftSignup, "account"),
        *columns(ActivityRevision, "account"),
        *columns(ActivityCampaign, "campaign"),
        *columns(ShiftScan, "account"),
        *columns(ShiftPresence, "account", "decided_by", "confirmed_by"),
        *columns(ShiftTick, "ticked_by"),
        *columns(LateTick, "ticked_by"),
        *columns(FormerLead, "lead"),
        *columns(CodeTicket, "scan"),
        *columns(ServiceClaim, "account", "claimed_by", "decided_by", "corrects"),
        *columns(SampledLine, "posting", "checked_by"),
    ),
    hashed=columns(ShiftScan, "phone"),
    open=(
        *columns(VolunteerActivity, "title", "about", "place", "phone", "beneficiaries", "reason"),
        *columns(ActivityRevision, "why", "before", "after"),
    ),
)
