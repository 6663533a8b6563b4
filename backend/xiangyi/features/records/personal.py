"""What records keep of persons: what an organisation says of them, and what they find wrong."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.personal import Field, Keeper, Sealed, Section, columns
from xiangyi.features.records.service import disputes, due, entering, forgetting, lines
from xiangyi.features.records.tables import (
    RecordDispute,
    RecordEntry,
    RecordSettlement,
    RecordSync,
    RecordWitness,
)

_ENTRIES: Final = {"training": "培训", "award": "表彰奖励", "evaluation": "评价"}
_KINDS: Final = {"hours": "时长不对", "missing": "漏记了", "class": "类别不对"}
_ANSWERS: Final = {"kept": "不改", "changed": "改"}
_SYNC: Final = {"pending": "还没报送", "sent": "已报送", "accepted": "已入库", "rejected": "退回"}
_GONE_ZH: Final = "您注销时删除；不要的，您随时可以拿掉。"
_GONE_EN: Final = "Erased when you close your account; you can take any out at any time."
_ERASED_ZH: Final = "您注销时删除。"
_ERASED_EN: Final = "Erased when you close your account."
_FIELDS: Final = (
    Field(
        field=entering.WORDS,
        name_zh="培训、表彰和评价",
        name_en="Trainings, awards and evaluations",
        purpose_zh="民政部 67 号令要求志愿服务记录里有这些；加密保存，只给您和记的单位看。",
        purpose_en="The ministry's order No. 67 wants them in a volunteer's record. Kept sealed,"
        " for you and the organisation that wrote them.",
        retention_zh=_GONE_ZH,
        retention_en=_GONE_EN,
        optional=True,
    ),
    Field(
        field=entering.GIVEN_BY,
        name_zh="谁讲的课、谁发的奖、谁作的评价",
        name_en="Who taught, gave or said so",
        purpose_zh="和上面一样；加密保存。",
        purpose_en="As above. Kept sealed.",
        retention_zh=_GONE_ZH,
        retention_en=_GONE_EN,
        optional=True,
    ),
    Field(
        field=disputes.WORDS,
        name_zh="您对记录的异议",
        name_en="What you find wrong with your record",
        purpose_zh="让主办单位核实、更正；加密保存，只给您、主办单位和主管部门看。",
        purpose_en="So that the host looks into it and puts it right. Kept sealed, for you, the"
        " host and the authority over it.",
        retention_zh=_ERASED_ZH,
        retention_en=_ERASED_EN,
        optional=True,
    ),
    Field(
        field=disputes.WHY,
        name_zh="对异议的答复",
        name_en="What was answered",
        purpose_zh="让您知道改不改、为什么；加密保存。",
        purpose_en="So that you know what comes of it, and why. Kept sealed.",
        retention_zh=_ERASED_ZH,
        retention_en=_ERASED_EN,
        optional=True,
    ),
    Field(
        field="dispute_witness",
        name_zh="您给别人作的证",
        name_en="Where you bore witness",
        purpose_zh="证明同一场的人来没来；主办单位看得到您姓什么。",
        purpose_en="To show whether somebody of the same shift was there. The host sees your"
        " masked name.",
        retention_zh=_ERASED_ZH,
        retention_en=_ERASED_EN,
        optional=True,
    ),
    Field(
        field=due.WHY,
        name_zh="没有记时长的原因",
        name_en="Why nothing was counted",
        purpose_zh="让您知道为什么，不服可以提异议；加密保存。",
        purpose_en="So that you know, and can dispute it. Kept sealed.",
        retention_zh=_ERASED_ZH,
        retention_en=_ERASED_EN,
        optional=True,
    ),
    Field(
        field=lines.REASON,
        name_zh="报送全国志愿服务信息系统的情况",
        name_en="Where your lines stand with the national system",
        purpose_zh="您同意以后，把服务记录报到全国系统；退回的，记下为什么，加密保存。",
        purpose_en="Once you agree, your service goes to the national system. Why a line was"
        " rejected is kept, sealed.",
        retention_zh="您注销时，是谁的、为什么退回都删除，以后不再报送。已经报上去的，要找全国系统删除。",
        retention_en="When you close your account, whose it was and why it was rejected are erased,"
        " and nothing is sent any more. What has been sent, the national system erases.",
        optional=True,
    ),
)


async def export(account: UUID) -> list[Section]:
    """Entries, disputes with their answers, testimonies, and what went to the national system."""
    return [
        Section(
            "record_entries",
            "培训、表彰和评价",
            {
                "on": "日期",
                "kind": "类别",
                "words": "内容",
                "given_by": "谁讲的、谁给的",
                "minutes": "分钟",
            },
            await forgetting.entries(account),
            {"kind": _ENTRIES},
        ),
        Section(
            "record_disputes",
            "对记录的异议",
            {
                "said_at": "时间",
                "title": "哪个活动",
                "kind": "什么不对",
                "minutes": "应该多少分钟",
                "words": "说了什么",
                "answer": "答复",
                "why": "原因",
            },
            await forgetting.disputes(account),
            {"kind": _KINDS, "answer": _ANSWERS},
        ),
        Section(
            "record_witness",
            "给别人作的证",
            {"said_at": "时间", "title": "哪个活动", "saw": "看见没有"},
            await forgetting.testimonies(account),
        ),
        Section(
            "record_settlements",
            "没有记时长的",
            {"settled_at": "时间", "why": "原因"},
            await forgetting.settlements(account),
        ),
        Section(
            "record_sync",
            "报送全国志愿服务信息系统",
            {"changed_at": "时间", "line": "编号", "state": "到哪一步", "reason": "退回的原因"},
            await forgetting.sync(account),
            {"state": _SYNC},
        ),
    ]


async def erase(account: UUID, _: datetime) -> None:
    """Whatever was said of them or by them goes; that a line was sent stays, nobody's any more."""
    await forgetting.forget(account)


PERSONAL: Final = Keeper(
    feature="records",
    export=export,
    erase=erase,
    fields=_FIELDS,
    sealed=(
        Sealed(RecordEntry, "words", field=entering.WORDS),
        Sealed(RecordEntry, "given_by", field=entering.GIVEN_BY),
        Sealed(RecordDispute, "words", field=disputes.WORDS),
        Sealed(RecordDispute, "why", field=disputes.WHY),
        Sealed(RecordSettlement, "why", owner="signup", field=due.WHY),
        Sealed(RecordSync, "reason", owner="line", field=lines.REASON),
    ),
    accounts=(
        *columns(RecordEntry, "account", "entered_by", "withdrawn_by"),
        *columns(RecordDispute, "account", "line", "answered_by", "claim"),
        *columns(RecordWitness, "account"),
        *columns(RecordSettlement, "account", "settled_by"),
        *columns(RecordSync, "account", "batch"),
    ),
)
