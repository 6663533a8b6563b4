"""The talk at which one of the demonstration's matters was spoken of, and its sealed record."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.demo import held, papers
from xiangyi.demo.meetings import table
from xiangyi.demo.people import organisation_id
from xiangyi.features.consultations.schemas import (
    AgendaItem,
    Answering,
    ConsultationFacts,
    ConsultationSaid,
    Invited,
    Line,
    Place,
)
from xiangyi.features.consultations.schemas.desk import Announcing
from xiangyi.features.consultations.service import answering, convening, presence, recording
from xiangyi.features.notifications.service import expanding

_STREET: Final = "nbs:430104003000"
#: So many days after it was announced, people met.
_THEN: Final = timedelta(days=8)
_A_DAY: Final = timedelta(days=1)
_CAME_OF_IT: Final[held.CameOfIt] = (
    (
        "溁湾镇两处驿站的热水留到半夜，城管服务中心负责，门口贴时间。",
        ("十点以后收工，想接口热水要骑两公里。", "水箱我们来管，值班的人手街道要排。"),
    ),
)


async def hold(
    convener: Asker, concern: UUID, comers: Sequence[Asker], media: Path, *, now: datetime
) -> datetime:
    """Call those who raised it and their colleagues, with a paper; meet, and write it down.

    Returns:
        When the record was sealed, by which the concern was decided.
    """
    id_ = uuid5(NAMESPACE_URL, f"https://xiangyi.invalid/demo/spoken/{concern}")
    starts = (now + _THEN).astimezone(SHANGHAI)
    starts = starts.replace(hour=14, minute=30, second=0, microsecond=0)
    facts = ConsultationFacts(
        form="talk",
        title="夜里收工，热水到哪儿接",
        about="两位骑手反映溁湾镇夜里接不到热水。驿站、平台、城管服务中心一起谈。",
        division=_STREET,
        organisation=organisation_id("juzizhou"),
        starts_at=starts,
        ends_at=starts + timedelta(minutes=60),
        place=Place(words="桔子洲街道办事处二楼会议室"),
        phone="0731-0000 1003",
        invited=Invited(division=_STREET, lines=[Line(occupations=["delivery"])]),
        parties=table(starts, now),
        agenda=[
            AgendaItem(
                id=uuid5(id_, "water"),
                title="夜里的热水留到几点",
                owner="溁湾镇工会驿站",
                minutes=40,
                concern=concern,
            )
        ],
        seats=20,
    )
    await convening.put(convener, id_, ConsultationSaid(facts), now=now)
    await papers.attach(convener, id_, facts.agenda[0].id, media, now=now)
    # Eight days are enough except around the longest holidays.
    hurry = "夜里已经冷了，等不得。"
    await convening.announce(convener, id_, Announcing(1, hurry=hurry), now=now)
    await expanding.expand_due(now=now)
    for one in comers:
        await answering.answer(one, id_, Answering("coming"), now=now + _A_DAY)
    shown = await presence.room_code(convener, id_, now=starts)
    for one in comers:
        await presence.sign_in(one, id_, shown.code, now=starts)
    await held.record(convener, id_, facts, _CAME_OF_IT, now=facts.ends_at + _A_DAY)
    kept = await recording.record_of(id_)
    last = kept["correct_until"] if kept else starts.date()
    sealed = facts.ends_at + timedelta(days=(last - facts.ends_at.date()).days + 1)
    await recording.seal(convener, id_, 1, now=sealed)
    await expanding.expand_due(now=sealed)
    return sealed
