"""What notifications keep of persons: what they were told, what they want, and their phones."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.core.personal import Field, Keeper, Sealed, Section, columns
from xiangyi.features.notifications.service import forgetting
from xiangyi.features.notifications.tables import (
    Attempt,
    Campaign,
    Follow,
    Notice,
    NoticeSetting,
    PushSubscription,
)

_TOPICS: Final = {
    "consultations": "议事",
    "volunteering": "志愿",
    "reports": "反映的回音",
    "tasks": "待办",
}
_FIELDS: Final = (
    Field(
        field="notices",
        name_zh="给您的通知",
        name_en="What you were told",
        purpose_zh="让您看得到跟您有关的事，也让发通知的人知道有多少人没收到。",
        purpose_en="So that you hear of what concerns you, and the sender of how many did not.",
        retention_zh="说的事过去三个月后删除，您注销时也删除。",
        retention_en="Erased three months after it is over, or when you close your account.",
    ),
    Field(
        field="notice_settings",
        name_zh="您要收哪些提醒、关注了什么",
        name_en="What you want to be told of",
        purpose_zh="按您的意思提醒，不多打扰。",
        purpose_en="To knock for what you want, and for nothing else.",
        retention_zh="您改掉或注销时删除。",
        retention_en="Erased when you change it or close your account.",
        optional=True,
    ),
    Field(
        field="endpoint",
        name_zh="您手机的推送地址",
        name_en="The address at which your phone is knocked for",
        purpose_zh="有新通知时，请您手机的推送服务响一声；里面不写什么事。",
        purpose_en="To have your phone ring for a notice; what it is about is not in it.",
        retention_zh="您关掉提醒、退出登录或注销时删除；半年没用也删除。",
        retention_en=(
            "Erased when you turn it off, sign out or close your account, and after half a year"
            " without use."
        ),
        optional=True,
    ),
)


async def export(account: UUID) -> list[Section]:
    """What the account was told, follows, wants, and how many phones it has."""
    notices = await run(
        "SELECT notice.made_at, campaign.topic, campaign.link, notice.read_at, notice.rung_at"
        " FROM notice"
        " JOIN campaign ON campaign.id = notice.campaign WHERE notice.account = {}"
        " ORDER BY notice.id",
        account,
    )
    settings = await NoticeSetting.select().where(NoticeSetting.account == account)
    follows = await Follow.select().where(Follow.account == account).order_by(Follow.since_at)
    phones = (
        await PushSubscription.select()
        .where((PushSubscription.account == account) & PushSubscription.ended_at.is_null())
        .order_by(PushSubscription.made_at)
    )
    return [
        Section(
            "notices",
            "给您的通知",
            {
                "made_at": "时间",
                "topic": "哪方面",
                "link": "在哪一页",
                "read_at": "您打开的时间",
                "rung_at": "打电话告诉您的时间",
            },
            notices,
            {"topic": _TOPICS},
        ),
        Section(
            "notice_settings",
            "要收哪些提醒",
            {"topic": "哪方面", "push": "提醒", "anytime": "饭点和夜里也提醒"},
            [{name: row[name] for name in ("topic", "push", "anytime")} for row in settings],
            {"topic": _TOPICS},
        ),
        Section(
            "follows",
            "关注",
            {"subject": "关注了什么", "since_at": "时间"},
            [
                {
                    "subject": f"{row['subject_kind']}/{row['subject_id']}",
                    "since_at": row["since_at"],
                }
                for row in follows
            ],
        ),
        Section(
            "push_subscriptions",
            "能收到提醒的手机",
            {"made_at": "从什么时候起", "renewed_at": "最近一次用"},
            [{name: row[name] for name in ("made_at", "renewed_at")} for row in phones],
        ),
    ]


async def erase(account: UUID, _: datetime) -> None:
    """Nothing of it stays but the numbers in what came of a campaign."""
    await forgetting.forget_person(account)


PERSONAL: Final = Keeper(
    feature="notifications",
    export=export,
    erase=erase,
    fields=_FIELDS,
    sealed=(Sealed(PushSubscription, "endpoint"),),
    hashed=columns(PushSubscription, "endpoint_hash", "p256dh", "auth", "device"),
    accounts=(
        *columns(Follow, "account"),
        *columns(Campaign, "sender"),
        *columns(Notice, "account", "rung_by"),
        *columns(NoticeSetting, "account"),
        *columns(PushSubscription, "account"),
        *columns(Attempt, "account", "subscription"),
    ),
)
