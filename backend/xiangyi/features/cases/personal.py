"""What cases keep of persons: what they asked for, what they joined, and what desks did."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.clock import utc_now
from xiangyi.core.personal import Field, Keeper, Sealed, Section, columns
from xiangyi.features.cases.rules.words import FIELDS_ZH
from xiangyi.features.cases.service import forgetting, keeping
from xiangyi.features.cases.tables import Case, CaseJoined, CaseStep, Concern, ConcernStep

_KINDS: Final = {
    "consult": "咨询",
    "help": "求助",
    "complaint": "投诉",
    "report": "举报",
    "suggestion": "建议",
}
_STATES: Final = {
    "raised": "已提交",
    "accepted": "已受理",
    "assigned": "办理中",
    "answered": "已答复",
    "reopened": "没解决，重办",
    "supervised": "没解决，督办",
    "closed": "已办结",
    "elsewhere": "已转到别处",
    "declined": "不受理",
    "withdrawn": "已撤回",
}
_MOVES: Final = {
    "accept": "受理",
    "gather": "归到议题",
    "assign": "交办",
    "answer": "答复",
    "close": "办结",
    "send_elsewhere": "转到别处",
    "decline": "不受理",
    "propose": "提出议题",
    "put_on_agenda": "列入会议",
    "decide": "议定",
    "merge": "并到别的议题",
    "leave": "移出议题",
}
_FIELDS: Final = (
    Field(
        field="case_words",
        name_zh="您提的诉求和附的照片、语音",
        name_en="What you asked for, and its photo or voice note",
        purpose_zh="交给管这件事的人办，给您答复。您的单位和平台企业看不到是谁提的、在哪儿提的。",
        purpose_en="To have it dealt with and answer you. Neither your employer nor a platform"
        " company learns who asked or where.",
        retention_zh="办完一年后删除，您注销时也删除。",
        retention_en="Erased a year after its end, or when you close your account.",
        optional=True,
    ),
    Field(
        field="case_answer",
        name_zh="对您诉求的答复",
        name_en="What you were answered",
        purpose_zh="让您随时查看；一起提的人也看得到。",
        purpose_en="So that you, and those who joined, can read it again.",
        retention_zh="您注销时删除。",
        retention_en="Erased when you close your account.",
        optional=True,
    ),
    Field(
        field="case_joined",
        name_zh="您跟着提的诉求",
        name_en="The cases you joined",
        purpose_zh="有进展时告诉您；别人只看到有几个人。",
        purpose_en="To tell you what comes of them. Others see only how many joined.",
        retention_zh="您注销时删除。",
        retention_en="Erased when you close your account.",
        optional=True,
    ),
    Field(
        field="case_work",
        name_zh="您经办的诉求和议题",
        name_en="The cases and concerns you dealt with",
        purpose_zh="每一步查得到是谁做的。",
        purpose_en="So that each step can be traced.",
        retention_zh="一直保留，只记随机编号；议题里写的话人人看得到，留着，请别写个人的事。",
        retention_en="Kept, by a random number only. What you wrote in a concern is public and"
        " stays: write nothing private.",
    ),
)


async def export(account: UUID) -> list[Section]:
    """What the account asked for and joined, and the steps that it took at a desk."""
    words: dict[str, Mapping[str, str]] = {
        "kind": _KINDS,
        "field": {str(field): name for field, name in FIELDS_ZH.items()},
        "state": _STATES,
    }
    return [
        Section(
            "cases",
            "诉求",
            {
                "number": "编号",
                "raised_at": "时间",
                "kind": "种类",
                "field": "方面",
                "words": "您说的",
                "photo": "照片",
                "voice": "语音",
                "state": "进展",
                "answer": "答复",
            },
            await forgetting.of_account(account, now=utc_now()),
            words,
        ),
        Section(
            "case_joined",
            "跟着提的诉求",
            {"joined_at": "时间", "field": "方面"},
            await forgetting.joined_by(account),
            words,
        ),
        Section(
            "case_work",
            "经办的诉求和议题",
            {"at": "时间", "move": "做了什么", "about": "哪一件"},
            await forgetting.work_of(account),
            {"move": _MOVES},
        ),
    ]


async def erase(account: UUID, now: datetime) -> None:
    """Words, photos, answers and joins go; that there was a case, and what desks did, stays."""
    await forgetting.forget_of(account, now=now)


PERSONAL: Final = Keeper(
    feature="cases",
    export=export,
    erase=erase,
    fields=_FIELDS,
    sealed=(
        Sealed(Case, "words", field=keeping.WORDS),
        Sealed(CaseStep, "words", owner="key", field=keeping.ANSWER),
    ),
    accounts=(
        *columns(Case, "account"),
        *columns(CaseStep, "account"),
        *columns(CaseJoined, "account"),
        *columns(Concern, "proposed_by"),
        *columns(ConcernStep, "account", "meeting"),
    ),
    open=(*columns(Concern, "title", "about"), *columns(ConcernStep, "words")),
)
