"""What stations keep of persons: who reported, and who answered for a station."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.personal import Field, Keeper, Sealed, Section, columns
from xiangyi.features.stations.service import forgetting, remembering, words
from xiangyi.features.stations.tables import (
    AmenityState,
    Confirmation,
    LiveState,
    PhotoDecision,
    Report,
    ReportAnswer,
    Station,
    StationAmenity,
    StationBatch,
    StationPhoto,
    StationRevision,
)
from xiangyi.features.stations.tables.lists import ListDispute, StationList, StationListPage

_FIELDS: Final = (
    Field(
        field="reports",
        name_zh="您反映的问题",
        name_en="What you reported",
        purpose_zh="让别的骑手少白跑一趟，管理员去修；答复了好让您知道。驿站和平台都看不到是谁说的。",
        purpose_en="So that others are spared the way and the manager mends it, and you hear what"
        " came of it. Neither station nor platform sees who said it.",
        retention_zh="反映本身一直留着；30 天后不再知道是哪部手机说的，您注销时不再知道是谁。",
        retention_en="The report stays; after 30 days not from which phone, and once you close"
        " your account not from whom.",
        optional=True,
    ),
    Field(
        field=words.REPORT,
        name_zh="反映时写的话",
        name_en="What you wrote with a report",
        purpose_zh="让管理员看明白哪里不对；加密保存。",
        purpose_en="So that the manager understands what is wrong; encrypted.",
        retention_zh="您注销时删除。",
        retention_en="Erased when you close your account.",
        optional=True,
    ),
    Field(
        field=words.ANSWER,
        name_zh="对反映的答复",
        name_en="The answer to a report",
        purpose_zh="让反映的人知道结果；加密保存。",
        purpose_en="So that whoever reported hears what came of it; encrypted.",
        retention_zh="反映的人或者答复的人注销时删除。",
        retention_en="Erased when either who reported or who answered closes the account.",
        optional=True,
    ),
    Field(
        field="station_work",
        name_zh="您替驿站做的确认、改动，收进的名单",
        name_en="What you confirmed or changed for a station, and the lists you took in",
        purpose_zh="每次确认、改动、收进名单都查得到是谁做的，也好退回去。",
        purpose_en="So that each confirmation, change and list can be traced and put back.",
        retention_zh="一直保留，您注销后只剩随机编号；名单逐行的核对结果 30 天后删除，"
        "它和名单的文件名您注销时也删除。",
        retention_en="Kept on; once you close your account, by a random number only. What came of"
        " a list row by row goes after 30 days; with your account it goes too, and so does what"
        " the list's file was called.",
    ),
    Field(
        field="station_words",
        name_zh="您替驿站写的话",
        name_en="What you wrote for a station",
        purpose_zh="给骑手看，比如怎么进门、打哪个电话，人人都看得到，请别写私人的事。",
        purpose_en="For riders, such as how to get in or whom to call. Everybody can read it:"
        " write nothing private.",
        retention_zh="您注销时，停用说明和改掉的旧话删除；还在用的驿站资料，像电话、进门提示，"
        "算驿站的，留着，要去掉请先改。",
        retention_en="When you close your account, notes on what is out of use and words since"
        " replaced are erased. What still stands of a station, such as its phone or how to get"
        " in, is the station's and stays: change it first if it should go.",
        optional=True,
    ),
)


async def export(account: UUID) -> list[Section]:
    """What the account reported, and all that it said for stations."""
    return [
        Section(
            "reports",
            "反映的问题",
            {
                "at": "时间",
                "station": "驿站",
                "kind": "什么问题",
                "words": "说明",
                "answer": "答复",
                "answerWords": "答复的话",
                "answeredAt": "答复时间",
            },
            await remembering.reports(account),
            words={"kind": _KINDS, "answer": _ANSWERS},
        ),
        Section(
            "confirmations",
            "确认",
            {
                "at": "时间",
                "station": "驿站",
                "inRadius": "在驿站旁边",
                "takenBackAt": "收回时间",
            },
            await remembering.confirmations(account),
        ),
        Section(
            "states",
            "报过的状态",
            {
                "at": "时间",
                "station": "驿站",
                "state": "状态",
                "amenity": "设施",
                "since": "从什么时候起",
                "until": "到什么时候",
                "note": "说明",
                "takenBackAt": "收回时间",
            },
            await remembering.states(account),
            words={"state": _STATES},
        ),
        Section(
            "answers",
            "给骑手的答复",
            {"at": "时间", "station": "驿站", "answer": "答复", "words": "答复的话"},
            await remembering.answers(account),
            words={"answer": _ANSWERS},
        ),
        Section(
            "revisions",
            "改过的驿站资料",
            {"at": "时间", "station": "驿站", "fact": "哪一项", "value": "改成"},
            await remembering.revisions(account),
            words={"fact": _FACTS},
        ),
        Section(
            "lists",
            "导入的名单",
            {
                "at": "时间",
                "file": "文件",
                "source": "来源",
                "added": "新增",
                "changed": "改动",
                "refused": "没收",
            },
            await remembering.lists(account),
        ),
        Section(
            "photos",
            "骑手的照片，您怎么定的",
            {"at": "时间", "station": "驿站", "decision": "怎么定的"},
            await remembering.photos(account),
            words={"decision": _DECISIONS},
        ),
    ]


async def erase(account: UUID, now: datetime) -> None:
    """Let nobody know any more who reported, and erase what was written."""
    await forgetting.forget_of(account, now=now)


_KINDS: Final = {
    "locked": "锁着门",
    "amenity_broken": "设施坏了",
    "crowded": "人太多",
    "wrong_place": "位置不对",
    "gone": "没有了",
    "unfriendly": "不让进",
}
_ANSWERS: Final = {"fixed": "修好了", "untrue": "不属实", "seen": "看到了", "out": "停用了"}
_STATES: Final = {
    "full": "满了",
    "power_cut": "停电",
    "closed": "临时关门",
    "none": "恢复正常",
    "works": "能用",
    "out": "停用",
}
_DECISIONS: Final = {"shown": "放上去", "hidden": "收起来", "dropped": "删掉"}
_FACTS: Final = {
    "name": "名称",
    "address": "地址",
    "hours": "开放时间",
    "entry": "怎么进",
    "entry_note": "进门说明",
    "gate_words": "门口怎么说",
    "parking": "停车",
    "phone": "电话",
    "responsible": "负责单位",
    "amenities": "设施",
}
PERSONAL: Final = Keeper(
    feature="stations",
    export=export,
    erase=erase,
    unname=forgetting.forget_number,
    fields=_FIELDS,
    sealed=(
        Sealed(Report, "words", owner="key", field=words.REPORT),
        Sealed(ReportAnswer, "answer", owner="report", field=words.ANSWER),
    ),
    hashed=columns(Report, "device", "network", "said"),
    accounts=(
        *columns(Report, "account"),
        *columns(ReportAnswer, "account"),
        *columns(StationPhoto, "account"),
        *columns(PhotoDecision, "account"),
        *columns(Confirmation, "account"),
        *columns(LiveState, "account"),
        *columns(AmenityState, "account"),
        *columns(StationRevision, "account"),
        *columns(StationBatch, "account"),
        *columns(StationList, "account"),
    ),
    open=(
        *columns(LiveState, "note"),
        *columns(AmenityState, "note"),
        *columns(StationAmenity, "note", "out_note"),
        *columns(Station, "told", *forgetting.TEXTS),
        *columns(StationRevision, "before", "after", "told_before"),
        *columns(StationBatch, "file_name"),
        *columns(StationList, "file_name", "source", "report", "problem"),
        *columns(StationListPage, "rows"),
        *columns(ListDispute, "facts"),
    ),
)
