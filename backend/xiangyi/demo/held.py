"""What the demonstration's meetings have left: their records, sealed once they may be."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.demo import people
from xiangyi.features.consultations.rules.forms import PartyKind
from xiangyi.features.consultations.schemas import ConsultationFacts
from xiangyi.features.consultations.schemas.records import (
    Attended,
    RecordItem,
    RecordSaid,
    RecordWords,
    Spoken,
)
from xiangyi.features.consultations.schemas.room import GuestSaid
from xiangyi.features.consultations.service import guests, recording

#: Of each item of an agenda, what was decided and what people said.
CameOfIt = Sequence[tuple[str, tuple[str, ...]]]

SUMMER: Final[CameOfIt] = (
    (
        "七月到九月，街道六处驿站开到晚上十点，值班由街道排。",
        ("晚上九点收工，想歇脚门都锁了。", "开得晚可以，保洁的人手要跟上。"),
    ),
    ("每处添一台冰柜，工会出钱，八月前到位。", ("水放一会儿就烫嘴。",)),
)


#: By the sheet at the door, for whom they came.
_THERE: Final[Mapping[PartyKind, Sequence[str]]] = {
    "riders": (
        *("王师傅", "刘师傅", "陈师傅", "胡师傅", "彭师傅"),
        *("罗师傅", "唐师傅", "曾师傅", "肖师傅"),
    ),
    "platform": ("段经理", "邹经理"),
    "association": ("谭秘书长",),
    "street": ("贺主任", "龙干事", "欧干事"),
}


async def record(
    convener: Asker, id_: UUID, facts: ConsultationFacts, came: CameOfIt, *, now: datetime
) -> None:
    """Written the day after, and laid open; sealed by now where the days for corrections are over.

    Nobody has it put right. Those at the table have signed on paper, entered by the clerk: whom a
    convener enters does not count where they seal. Who signed in by phone are riders besides.
    """
    items = [
        RecordItem(
            item=item.id,
            result=result,
            statements=[Spoken(words) for words in said],
            dissent="无",
            decided=True,
        )
        for item, (result, said) in zip(facts.agenda, came, strict=True)
    ]
    there = [
        Attended(kind, len(names) + (await recording.present(id_) if kind == "riders" else 0))
        for kind, names in _THERE.items()
    ]
    words = RecordWords(chair="周敏", recorder="小何", attended=there, items=items)
    written = min(now, facts.ends_at + timedelta(days=1))
    clerk = await people.member("clerk")
    for kind, names in _THERE.items():
        for name in names:
            guest = uuid5(id_, f"guest {name}")
            await guests.enter(clerk, id_, guest, GuestSaid(name, kind), now=written)
    await recording.write(convener, id_, RecordSaid(words), now=written)
    await recording.lay_open(convener, id_, 1, now=written)
    kept = await recording.record_of(id_)
    if kept and now.astimezone(SHANGHAI).date() > kept["correct_until"]:
        await recording.seal(convener, id_, 1, now=now)
