"""What riders of the demonstration have asked for, and what has come of it so far."""

from datetime import datetime, timedelta
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from msgspec import Struct

from xiangyi.core.clock import SHANGHAI
from xiangyi.demo import people
from xiangyi.features.cases.rules.words import Field
from xiangyi.features.cases.schemas import CaseMoving, Raising
from xiangyi.features.cases.schemas.concerns import ConcernMoving, Proposing
from xiangyi.features.cases.service import concerns, deciding, moving, raising, registering
from xiangyi.features.cases.service.registering import Admission
from xiangyi.features.cases.tables import CommitteeMatter, Concern

_STREET: Final = "nbs:430104003000"
_YUELU: Final = "nbs:430104000000"


class _Case(Struct, frozen=True, kw_only=True):
    """One demand: by whom, so many days ago, and what was done with it since, a day each."""

    name: str
    person: str
    ago: int
    field: Field
    words: str
    steps: tuple[CaseMoving, ...] = ()


def _assigned(key: str) -> CaseMoving:
    return CaseMoving(move="assign", organisation=people.organisation_id(key))


_ACCEPTED: Final = CaseMoving(move="accept")
_CASES: Final = (
    _Case(
        name="street-food",
        person="rider",
        ago=6,
        field="parking",
        words="麓山南路美食街，晚上取餐电动车没地方停，停路边就被贴单。",
    ),
    _Case(
        name="street-food-too",
        person="lead",
        ago=5,
        field="parking",
        words="美食街晚高峰电动车没地方停，骑手只能停在路边。",
    ),
    _Case(
        name="back-gate",
        person="manager",
        ago=4,
        field="parking",
        words="溁湾镇商场后门，晚上取餐的电动车停满了，推都推不出来。",
    ),
    _Case(
        name="hot-water",
        person="rider",
        ago=1,
        field="lodging",
        words="天马这边合租屋热水器坏了半个月，房东不管，想问有没有便宜的床位。",
    ),
    _Case(
        name="canteen",
        person="rider",
        ago=20,
        field="meals",
        words="下午两点以后社区食堂就没饭了，能不能给骑手留到三点？",
        steps=(
            _ACCEPTED,
            CaseMoving(
                move="answer",
                words="石门楼食堂从下周一起，工作日热菜留到 15:00，出示骑手工牌就行。",
            ),
        ),
    ),
    _Case(
        name="light",
        person="rider",
        ago=15,
        field="facilities",
        words="阜埠河路口的路灯不亮，夜里看不清坑。",
        steps=(_ACCEPTED, _assigned("city_management")),
    ),
)
_GATHERED: Final = ("street-food", "street-food-too", "back-gate")


async def load(*, now: datetime) -> None:
    """Add what is missing of what people asked for; told again, it is there once."""
    if await Concern.exists().where(Concern.id == _id("concern")):
        return
    convener = await people.member("convener")
    if not await CommitteeMatter.exists():
        told = Admission(
            field="parking",
            title="联系居民，商量电动车停放",
            division=_YUELU,
            article=7,
            since_on=(now - timedelta(days=60)).astimezone(SHANGHAI).date(),
            until_on=None,
            basis="演示：岳麓区居民委员会协助事项目录",
        )
        await registering.register_as_operator(told, now=now)
    for one in _CASES:
        at = now - timedelta(days=one.ago)
        asked = Raising(field=one.field, words=one.words, division=_STREET)
        await raising.raise_case(await people.member(one.person), _id(one.name), asked, now=at)
        for number, step in enumerate(one.steps, 1):
            key = _id(f"{one.name}/{number}")
            await moving.move(convener, _id(one.name), key, step, now=at + timedelta(days=number))
    proposed = Proposing(
        title="麓山南路、溁湾镇夜间取餐停车",
        about="取餐的地方晚上停不下电动车。想划一片夜间临时停车位，请街道、物业和交警中队一起商量。",
        field="parking",
        division=_STREET,
        cases=[_id(name) for name in _GATHERED],
    )
    concern = _id("concern")
    await concerns.propose(convener, concern, proposed, now=now - timedelta(days=3))
    accepted = ConcernMoving(move="accept", words="街道受理了，这个月内开一次恳谈会。")
    await deciding.move(convener, concern, _id("concern/1"), accepted, now=now - timedelta(days=2))


def _id(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"https://xiangyi.invalid/demo/case/{name}")
