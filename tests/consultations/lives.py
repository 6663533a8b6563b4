"""Somebody who was at a meeting, spoke in their name, and had something to say of its record."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from msgspec import convert, json
from tests.charters.lives import UNPUBLISHED, charters
from tests.consultations.makers import facts

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic
from xiangyi.core.sealing import seal
from xiangyi.features.consultations.schemas import ConsultationFacts
from xiangyi.features.consultations.schemas.records import RecordItem, RecordWords, Spoken
from xiangyi.features.consultations.service import keeping
from xiangyi.features.consultations.service.answering import VIEW
from xiangyi.features.consultations.service.guests import NAME
from xiangyi.features.consultations.service.remarking import REMARK
from xiangyi.features.consultations.service.voting import CHOICE
from xiangyi.features.consultations.tables import (
    ConsultationAnswer,
    MeetingGuest,
    MeetingPresence,
    MeetingRecord,
    RecordAnnex,
    RecordEarlier,
    RecordRemark,
)
from xiangyi.features.consultations.tables.papers import MeetingPaper
from xiangyi.features.consultations.tables.polls import MeetingPoll, PollVoter

#: With what they signed, asked for and were answered, what they wanted said elsewhere, and what
#: they wrote of a charter that nobody published.
SIGNED, ASKED, ANSWERED, LEFT = (
    *("小明师傅署名", "小明说的是四个", "小明那句改好了"),
    "小明来不了，请先修灯",
)
#: A paper of theirs at a meeting that nobody announced.
PAPER = "小明附的车位图"
SAID_OF_MEETINGS = (SIGNED, ASKED, ANSWERED, LEFT, UNPUBLISHED, PAPER)
#: Of these, what stood openly.
SPOKEN = (SIGNED, ANSWERED, UNPUBLISHED, PAPER)


async def attends(account: UUID, division: str, *, now: datetime) -> None:
    """A meeting of their own street; they wrote its record and its annex, too."""
    id_, remark, speaker, item = (uuid4() for _ in range(4))
    told = convert(facts(division=division, invited={"division": division}), ConsultationFacts)
    writer = Asker(account=uuid4(), device=uuid4())
    async with atomic():
        await keeping.draft(writer, id_, told, now=now)
    await MeetingPresence.insert(
        MeetingPresence(id=speaker, consultation=id_, account=account, proven_at=now)
    )
    await ConsultationAnswer.insert(
        ConsultationAnswer(
            consultation=id_,
            account=account,
            answer="not_coming",
            view=seal(LEFT, owner=account, field=VIEW),
            answered_at=now,
        )
    )
    said = Spoken("晚上没地方停。", SIGNED, speaker)
    words = RecordWords(items=[RecordItem(item=item, statements=[said])])
    await MeetingRecord.insert(
        MeetingRecord(
            consultation=id_,
            state="open",
            words=json.encode(words).decode(),
            revision=1,
            written_by=account,
            opened_at=now,
            correct_until=now.date() + timedelta(days=3),
        )
    )
    await RecordEarlier.insert(
        RecordEarlier(
            consultation=id_,
            words=json.encode(words).decode(),
            changed_at=now,
            changed_by=account,
        )
    )
    await RecordRemark.insert(
        RecordRemark(
            id=remark,
            consultation=id_,
            account=account,
            kind="correction",
            words=seal(ASKED, owner=remark, field=REMARK),
            made_at=now,
            taken=True,
            answer=ANSWERED,
            answered_at=now,
            answered_by=account,
        )
    )
    await MeetingPaper.insert(
        MeetingPaper(
            id=uuid4(),
            consultation=id_,
            title=PAPER,
            digest="0" * 64,
            size=1,
            readers="everyone",
            added_by=account,
            added_at=now,
        )
    )
    await RecordAnnex.insert(
        RecordAnnex(id=uuid4(), consultation=id_, words="附图", made_by=account, made_at=now)
    )
    await _votes(account, id_, item, now=now)
    await charters(account, division, now=now)


async def _votes(account: UUID, id_: UUID, item: UUID, *, now: datetime) -> None:
    """In an open vote, which they opened and closed as well."""
    poll, voter = uuid4(), uuid4()
    await MeetingPoll.insert(
        MeetingPoll(
            id=poll,
            consultation=id_,
            item=item,
            question="停哪儿",
            options="[]",
            secret=False,
            state="closed",
            opened_by=account,
            opened_at=now,
            closed_at=now,
            counts="[1,0,0]",
            paper="[0]",
        )
    )
    choice = seal("0", owner=voter, field=CHOICE)
    await PollVoter.insert(PollVoter(id=voter, poll=poll, account=account, choice=choice))


async def has_guest(clerk: UUID, division: str, *, now: datetime) -> None:
    """Somebody without a phone or an account, whom a clerk entered: nobody's who closes theirs."""
    id_, guest = uuid4(), uuid4()
    told = convert(facts(division=division, invited={"division": division}), ConsultationFacts)
    async with atomic():
        await keeping.draft(Asker(account=uuid4(), device=uuid4()), id_, told, now=now)
    await MeetingGuest.insert(
        MeetingGuest(
            id=guest,
            consultation=id_,
            name=seal("曹奶奶", owner=guest, field=NAME),
            kind="residents",
            entered_by=clerk,
            entered_at=now,
            came_at=now,
            came_by=clerk,
        )
    )
