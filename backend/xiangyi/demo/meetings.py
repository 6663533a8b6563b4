"""To what the demonstration's convener has called people together, and who has answered."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import cycle, islice
from typing import Final, Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from msgspec import Struct
from msgspec.structs import replace

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic
from xiangyi.demo import held
from xiangyi.demo.people import organisation_id
from xiangyi.demo.stations import ids_of
from xiangyi.features.consultations.rules.forms import Form
from xiangyi.features.consultations.schemas import (
    AgendaItem,
    Answering,
    ConsultationFacts,
    ConsultationSaid,
    Invited,
    Line,
    Party,
    Place,
)
from xiangyi.features.consultations.schemas.desk import Announcing
from xiangyi.features.consultations.service import answering, convening, undoing
from xiangyi.features.consultations.tables import Consultation
from xiangyi.features.identity.schemas import ProfileChanges
from xiangyi.features.identity.service import accounts
from xiangyi.features.notifications.service import expanding

#: Before two digits; as the cast's, numbers that no operator has been given.
_PHONES: Final = "154000001"
_STREET: Final = "nbs:430104003000"
_COMMUNITIES: Final = ("003004", "003010", "003015", "003203", "003001")
_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
#: Of those who live in the street; nobody is in it twice.
_WORK: Final = ("delivery",) * 30 + ("courier",) * 14 + ("ride_hailing",) * 8 + (None,) * 6
_ANSWERS: Final = (
    *(Answering("coming"),) * 6,
    Answering("coming", people=2),
    Answering("sending", delegate="站里的王姐"),
    *(Answering("not_coming"),) * 2,
)


class _Meeting(Struct, frozen=True, kw_only=True):
    """A meeting of the story; `days` from the day it is told on, hours by the clock on the wall."""

    name: str
    form: Form
    title: str
    about: str
    days: int
    starts: tuple[int, int]
    minutes: int
    words: str
    station: str = ""
    link: str = ""
    division: str = _STREET
    occupations: tuple[str, ...] = ()
    #: So many days before, it was announced.
    told: int = 0
    answers: int = 0
    seats: int | None = None
    #: What is spoken of, who opens it, and for how many minutes.
    agenda: tuple[tuple[str, str, int], ...] = ()
    then: Literal["", "moved", "cancelled"] = ""


_TABLE: Final = (
    Party("riders", "骑手自己推的代表", 3),
    Party("regulator", "区交警大队二中队", 1),
    Party("platform", "两家外卖平台", 2),
    Party("courier", "湘江快递桔子洲站", 1),
    Party("property", "麓山花园物业", 1),
    Party("association", "区快递外卖行业协会", 1),
    Party("street", "桔子洲街道办事处", 2),
)
_MEETINGS: Final = (
    _Meeting(
        name="gates",
        form="talk",
        title="外卖车进小区难、取餐停车难",
        about="前阵子好几位骑手反映，麓山花园一带车进不去、取餐没地方停。"
        "物业、两家平台、交警中队都来，当面把办法谈定。",
        days=3,
        starts=(14, 30),
        minutes=90,
        words="桔子洲街道办事处二楼会议室，门口能停车",
        occupations=("delivery",),
        answers=10,
        seats=24,
        agenda=(
            ("麓山花园东门，外卖车怎么进", "麓山花园物业", 40),
            ("美食街取餐，车停哪儿", "区交警大队二中队", 35),
        ),
    ),
    _Meeting(
        name="rain",
        form="talk",
        title="雨天取餐点要不要搭雨棚",
        about="先听听跑单的人怎么说。",
        days=5,
        starts=(15, 0),
        minutes=60,
        words="新民路社区党群活动室",
        division="nbs:430104003004",
        answers=2,
        then="cancelled",
    ),
    _Meeting(
        name="market",
        form="council",
        title="新民路夜市占了非机动车道，怎么摆",
        about="摊位让出两米，几点收，谁来管。摊主、骑手、社区一起定。",
        days=6,
        starts=(14, 30),
        minutes=90,
        words="一楼大厅",
        station="DEMO00003",
        division="nbs:430104003004",
        # More than there is room for: the last of them wait.
        answers=16,
        seats=12,
        then="moved",
    ),
    _Meeting(
        name="lamps",
        form="courtyard",
        title="后湖新村的路灯和充电桩装在哪",
        about="电工师傅带图纸来，看着地方说。",
        days=9,
        starts=(19, 30),
        minutes=60,
        words="后湖新村老樟树下的坪里",
        division="nbs:430104003203",
    ),
    _Meeting(
        name="lift",
        form="building",
        title="3 栋电梯换新，钱怎么出",
        about="三家报价都贴在楼道里了。来不了的，可以在线上听、线上说。",
        days=12,
        starts=(19, 30),
        minutes=70,
        words="学堂坡社区 3 栋架空层",
        link="https://meeting.example/xuetangpo-3",
        division="nbs:430104003010",
    ),
    _Meeting(
        name="night",
        form="hearing",
        title="溁湾镇的驿站夜里开到 24 点，行不行",
        about="骑手想多开两个小时，楼上住户怕吵。定之前，两边都说。",
        days=14,
        starts=(15, 0),
        minutes=120,
        words="桔子洲街道办事处一楼多功能厅",
    ),
    _Meeting(
        name="summer",
        form="talk",
        title="高温天歇脚点晚一点关",
        about="记录出来以后，在这里公开。",
        days=-10,
        starts=(14, 30),
        minutes=90,
        words="桔子洲街道办事处二楼会议室",
        occupations=("delivery", "courier"),
        told=9,
        answers=9,
        agenda=(("歇脚点开到几点", "街道社会事务办", 50), ("天热喝什么", "区总工会", 30)),
    ),
)


async def load(convener: Asker, *, now: datetime) -> None:
    """Call what is missing; each week has its own meetings, and what visitors did stays."""
    neighbours = await _neighbours(now=now)
    for one in _MEETINGS:
        if not await Consultation.exists().where(Consultation.id == _id(one, now)):
            await _call(convener, one, neighbours, now=now)


async def _neighbours(*, now: datetime) -> Sequence[Asker]:
    """People who live in the street, so that there is somebody to call."""
    found = []
    async with atomic():
        for number, occupation in enumerate(_WORK):
            account = await accounts.of_phone(f"{_PHONES}{number:02}", now=now)
            asker = Asker(account=account, device=UUID(int=0), roles=())
            found.append(asker)
            if (await accounts.me(asker, now=now)).name is None:
                surname = _SURNAMES[number % len(_SURNAMES)]
                home = f"nbs:430104{_COMMUNITIES[number % len(_COMMUNITIES)]}"
                said = ProfileChanges(name=f"{surname}师傅", occupation=occupation, home=home)
                await accounts.change(asker, said, now=now)
    return found


async def _call(
    convener: Asker, one: _Meeting, neighbours: Sequence[Asker], *, now: datetime
) -> None:
    id_, facts = _id(one, now), await _facts(one, now)
    at = now + timedelta(days=one.days - one.told) if one.told else now
    if one.then:
        at = now - timedelta(hours=1)
    await convening.put(convener, id_, ConsultationSaid(facts), now=at)
    hurry = "这几天天天有人反映，等不得。"
    await convening.announce(convener, id_, Announcing(1, hurry=hurry), now=at)
    # Only who has heard of it answers, and hears of a change.
    await expanding.expand_due(now=at)
    for said, neighbour in zip(islice(cycle(_ANSWERS), one.answers), neighbours, strict=False):
        await answering.answer(neighbour, id_, said, now=at)
    if one.told:
        await held.record(convener, id_, facts, held.SUMMER, now=now)
    if one.then == "cancelled":
        await undoing.cancel(convener, id_, "会场那天停电，另定时间。", now=now)
    elif one.then == "moved":
        hour = timedelta(hours=1)
        moved = replace(facts, starts_at=facts.starts_at + hour, ends_at=facts.ends_at + hour)
        await convening.put(
            convener, id_, ConsultationSaid(moved, based_on=2, hurry=hurry), now=now
        )


async def _facts(one: _Meeting, now: datetime) -> ConsultationFacts:
    hour, minute = one.starts
    day = now.astimezone(SHANGHAI) + timedelta(days=one.days)
    starts_at = day.replace(hour=hour, minute=minute, second=0, microsecond=0)
    stations = await ids_of((one.station,)) if one.station else []
    return ConsultationFacts(
        form=one.form,
        title=one.title,
        about=one.about,
        division=one.division,
        organisation=organisation_id("juzizhou"),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=one.minutes),
        place=Place(words=one.words, station=stations[0] if stations else None, link=one.link),
        phone="0731-0000 1003",
        invited=Invited(
            division=one.division,
            lines=[Line(occupations=list(one.occupations))],
            phones=True,
        ),
        seats=one.seats,
        parties=table(starts_at, now) if one.form in {"talk", "hearing"} else [],
        agenda=[
            AgendaItem(id=uuid5(_id(one, now), title), title=title, owner=owner, minutes=minutes)
            for title, owner, minutes in one.agenda
        ],
    )


def table(starts_at: datetime, now: datetime) -> list[Party]:
    """Each but the riders' own had its letter days before."""
    wrote = min(now - timedelta(days=1), starts_at - timedelta(days=5)).astimezone(SHANGHAI).date()
    return [one if one.kind == "riders" else replace(one, letter_on=wrote) for one in _TABLE]


def _id(one: _Meeting, now: datetime) -> UUID:
    """The same when the demonstration is started again in the same week."""
    year, week, _ = now.astimezone(SHANGHAI).isocalendar()
    return uuid5(NAMESPACE_URL, f"https://xiangyi.invalid/demo/meeting/{year}/{week}/{one.name}")
