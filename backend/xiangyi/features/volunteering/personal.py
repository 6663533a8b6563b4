"""What volunteering keeps of persons: who signed up for what, and who organised it."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.core.personal import Field, Keeper, Section, columns
from xiangyi.features.volunteering.service import forgetting, wording
from xiangyi.features.volunteering.tables import (
    ActivityCampaign,
    ActivityRevision,
    ActivityShift,
    ShiftSignup,
    VolunteerActivity,
)

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
            signups,
            {"state": _STATES},
        ),
        Section(
            "activity_work",
            "组织、审核过的志愿活动",
            {"at": "时间", "title": "哪个活动", "move": "做了什么", "words": "写了什么"},
            await wording.written_by(account),
            {"move": _MOVES},
        ),
    ]


async def erase(account: UUID, now: datetime) -> None:
    """Sign-ups go, their seats to whoever waits, and so do words that nobody approved.

    What was done as an organiser keeps its random id.
    """
    await forgetting.forget_of(account, now=now)


PERSONAL: Final = Keeper(
    feature="volunteering",
    export=export,
    erase=erase,
    unname=forgetting.forget_number,
    fields=_FIELDS,
    accounts=(
        *columns(VolunteerActivity, "drafted_by", "approved_by"),
        *columns(ActivityShift, "lead"),
        *columns(ShiftSignup, "account"),
        *columns(ActivityRevision, "account"),
        *columns(ActivityCampaign, "campaign"),
    ),
    open=(
        *columns(VolunteerActivity, "title", "about", "place", "phone", "beneficiaries", "reason"),
        *columns(ActivityRevision, "why", "before", "after"),
    ),
)
