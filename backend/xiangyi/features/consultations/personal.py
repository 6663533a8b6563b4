"""What consultations keep of persons: who convened, who answered, and whom they send."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.personal import Field, Keeper, Sealed, Section, columns
from xiangyi.features.consultations.rules.sayings import PARTIES_ZH
from xiangyi.features.consultations.service import (
    forgetting,
    papers,
    presence,
    recording,
    remarking,
    seating,
    voting,
)
from xiangyi.features.consultations.service.answering import shown
from xiangyi.features.consultations.service.wording import HISTORY
from xiangyi.features.consultations.tables import (
    CalendarFeed,
    Consultation,
    ConsultationAnswer,
    ConsultationCampaign,
    ConsultationRevision,
    MeetingGuest,
    MeetingPresence,
    MeetingRecord,
    RecordAnnex,
    RecordEarlier,
    RecordRemark,
)
from xiangyi.features.consultations.tables.papers import MeetingPaper
from xiangyi.features.consultations.tables.polls import MeetingPoll, PollVoter
from xiangyi.features.revising.service import written_by

_ANSWERS: Final = {"coming": "去", "not_coming": "不去", "sending": "让别人去"}
_MOVES: Final = {
    "drafted": "起草",
    "changed": "修改",
    "submitted": "送审",
    "sent_back": "退回",
    "announced": "发出",
    "outgrown": "人多了，转送审",
    "withdrawn": "撤回",
    "cancelled": "取消",
    "deleted": "删除",
}
_FIELDS: Final = (
    Field(
        field="consultation_answers",
        name_zh="您对议事会的答复",
        name_en="Your answers to invitations",
        purpose_zh="让召集人知道来多少人，到时候提醒您；座位有限的，记您排第几、代表哪一方。",
        purpose_en="So that the convener knows how many come, and you are reminded; where seats"
        " are few, your turn and for whom you come.",
        retention_zh="您注销时删除。",
        retention_en="Erased when you close your account.",
        optional=True,
    ),
    Field(
        field="delegate",
        name_zh="替您去的人叫什么",
        name_en="Who comes in your place",
        purpose_zh="好在会上对上人。",
        purpose_en="So that they are known at the meeting.",
        retention_zh="会开完 30 天后删除；您改了答复或注销，马上删除。",
        retention_en="Erased 30 days after the meeting, or as soon as you answer otherwise or close"
        " your account.",
        optional=True,
    ),
    Field(
        field="consultation_view",
        name_zh="您去不了时留的话",
        name_en="What you wanted said where you could not come",
        purpose_zh="让召集人会前看到，可以不署名写进会议记录。",
        purpose_en="So that the convener reads it beforehand, and may put it into the record,"
        " unsigned.",
        retention_zh="会开完 30 天后删除；您改了答复或注销，马上删除。写进记录的留着，不带名字。",
        retention_en="Erased 30 days after the meeting, or as soon as you answer otherwise or close"
        " your account. What was put into the record stays, without a name.",
        optional=True,
    ),
    Field(
        field="guest_name",
        name_zh="没有手机、留了座或纸上签到的人叫什么",
        name_en="Who comes to a meeting without a phone",
        purpose_zh="留座、算到场人数。只有召集人和登记的人看得到。",
        purpose_en="To keep a seat and count heads. The convener and whoever entered it see it.",
        retention_zh="会开完 30 天后删除，人数留着。",
        retention_en="Erased 30 days after the meeting; how many there were stays.",
        optional=True,
    ),
    Field(
        field="calendar_feed",
        name_zh="您的日历订阅地址（只存校验值）",
        name_en="The address your calendar reads, as a hash",
        purpose_zh="让您的日历看得到您要去的会。",
        purpose_en="To let your calendar show the meetings you go to.",
        retention_zh="您关掉订阅或注销时删除。",
        retention_en="Erased when you end it or close your account.",
        optional=True,
    ),
    Field(
        field="meeting_presence",
        name_zh="您到过哪个会",
        name_en="The meetings you were at",
        purpose_zh="会议记录写错了，您能要求更正。不算服务时长。",
        purpose_en="So that you may have the record put right. No hours come of it.",
        retention_zh="您注销时删除，记录里您的署名一起去掉，说过的话留着。",
        retention_en="Erased when you close your account; your name goes out of the record, what"
        " you said stays.",
        optional=True,
    ),
    Field(
        field="record_remarks",
        name_zh="您要求更正、提的异议",
        name_en="What you had to say of a record",
        purpose_zh="让召集人改对、答复您。",
        purpose_en="So that the convener puts it right, and answers you.",
        retention_zh="您注销时删除。纸上签到、别人代录的，不记名字，跟记录一起留着。",
        retention_en="Erased when you close your account. What was entered for who signed on paper"
        " stays with the record, without a name.",
        optional=True,
    ),
    Field(
        field="poll_choice",
        name_zh="您在会上投的票",
        name_en="How you voted in a meeting",
        purpose_zh="一人只投一次。不记名的只记您投过，不记投了什么；公开的记投了什么。",
        purpose_en="So that each person votes once. Of a secret vote only that you voted is kept,"
        " never what; of an open one, what.",
        retention_zh="您注销时删除，票数留着。",
        retention_en="Erased when you close your account; what was counted stays a number.",
        optional=True,
    ),
    Field(
        field="consultation_work",
        name_zh="您召集、审核过的议事",
        name_en="The consultations you convened or approved",
        purpose_zh="每一步查得到是谁做的。",
        purpose_en="So that each step can be traced.",
        retention_zh="一直保留，只记随机编号。",
        retention_en="Kept, by a random number only.",
    ),
    Field(
        field="consultation_words",
        name_zh="您召集时写的话",
        name_en="What you wrote when you called people together",
        purpose_zh="告诉大家什么事、在哪儿、打哪个电话；发出去人人看得到，请别写私人的事。",
        purpose_en="To tell people what it is about, where, and whom to ring. Once announced,"
        " everybody can read it: write nothing private.",
        retention_zh="删掉草稿，写的话马上删除。您注销时，改掉的旧话和没发出去的话删除；发出去的留着。",
        retention_en="A draft's words are erased when it is deleted. When you close your account,"
        " words since replaced are erased, and those never announced. What was announced stays.",
        optional=True,
    ),
)


async def export(account: UUID) -> list[Section]:
    """What the account answered, and what it did and wrote as a convener."""
    answers = (
        await ConsultationAnswer.select(
            *ConsultationAnswer.all_columns(), ConsultationAnswer.consultation.title
        )
        .where(ConsultationAnswer.account == account)
        .order_by(ConsultationAnswer.answered_at)
    )
    return [
        Section(
            "consultation_answers",
            "议事会的答复",
            {
                "at": "时间",
                "title": "哪个会",
                "answer": "答复",
                "people": "几个人",
                "delegate": "谁替您去",
                "view": "留的话",
                "party": "代表哪一方",
                "seated_at": "什么时候有的座位",
            },
            [
                {
                    "at": row["answered_at"],
                    "title": row["consultation.title"],
                    "answer": row["answer"],
                    "people": row["people"],
                    "delegate": shown(row).delegate,
                    "view": shown(row).view,
                    "party": row["party"],
                    "seated_at": row["seated_at"],
                }
                for row in answers
            ],
            {"answer": _ANSWERS, "party": PARTIES_ZH},
        ),
        Section(
            "meeting_presence",
            "到过的会",
            {"at": "时间", "title": "哪个会", "unsigned": "什么时候去掉署名"},
            await presence.been(account),
        ),
        Section(
            "poll_votes",
            "会上投的票",
            {"at": "时间", "question": "投什么", "vote": "投了什么"},
            await voting.votes_of(account),
        ),
        Section(
            "record_statements",
            "会议记录里您说的",
            {"at": "时间", "words": "说了什么", "by": "署名"},
            await recording.said_by(account),
        ),
        Section(
            "record_remarks",
            "对会议记录说的",
            {"at": "时间", "words": "说了什么", "answer": "答复"},
            await remarking.said_by(account),
        ),
        Section(
            "consultation_work",
            "召集、审核过的议事",
            {"at": "时间", "title": "哪个会", "move": "做了什么", "words": "写了什么"},
            await written_by(HISTORY, account),
            {"move": _MOVES},
        ),
        await papers.section(account),
    ]


async def erase(account: UUID, now: datetime) -> None:
    """Answers, the calendar's address and words that nobody was told go.

    What was done as a convener keeps its random id.
    """
    held = await seating.hold_of(account)
    await ConsultationAnswer.delete().where(ConsultationAnswer.account == account)
    for meeting in held:
        await seating.settle(meeting, now=now)
    await forgetting.forget_speaker(account)
    await PollVoter.delete().where(PollVoter.account == account)
    await CalendarFeed.delete().where(CalendarFeed.account == account)
    await forgetting.forget_of(account)


PERSONAL: Final = Keeper(
    feature="consultations",
    export=export,
    erase=erase,
    unname=forgetting.forget_number,
    fields=_FIELDS,
    sealed=(
        Sealed(ConsultationAnswer, "delegate", owner="account"),
        Sealed(ConsultationAnswer, "view", owner="account", field="consultation_view"),
        Sealed(MeetingGuest, "name", field="guest_name"),
        Sealed(RecordRemark, "words", field="record_remarks"),
        Sealed(PollVoter, "choice", field="poll_choice"),
        Sealed(MeetingPoll, "tally", field="poll_choice"),
    ),
    hashed=(*columns(CalendarFeed, "token_hash"), *columns(MeetingRecord, "salt")),
    accounts=(
        *columns(Consultation, "drafted_by", "announced_by"),
        *columns(ConsultationRevision, "account"),
        *columns(ConsultationAnswer, "account"),
        *columns(CalendarFeed, "account"),
        *columns(ConsultationCampaign, "campaign"),
        *columns(MeetingPresence, "account"),
        *columns(MeetingGuest, "entered_by", "came_by"),
        *columns(MeetingRecord, "written_by", "seal"),
        *columns(RecordRemark, "account", "guest", "entered_by", "answered_by"),
        *(*columns(RecordAnnex, "made_by"), *columns(RecordEarlier, "changed_by")),
        *columns(MeetingPaper, "item", "added_by", "withdrawn_by"),
        *columns(MeetingPoll, "item", "opened_by"),
        *columns(PollVoter, "account"),
    ),
    open=(
        *columns(Consultation, "title", "about", "place", "link", "phone", "reason"),
        *columns(Consultation, "parties", "agenda", "hurry"),
        *columns(ConsultationRevision, "why", "before", "after"),
        *(*columns(MeetingRecord, "words", "sealed"), *columns(RecordEarlier, "words")),
        *(*columns(RecordRemark, "answer"), *columns(RecordAnnex, "words")),
        *columns(MeetingPaper, "title"),
        *columns(MeetingPoll, "question", "options", "counts", "paper"),
    ),
)
