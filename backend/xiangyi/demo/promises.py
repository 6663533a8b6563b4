"""What was promised in the demonstration: twice solved, once overdue, once just reported done."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from msgspec import Struct

from xiangyi.demo import people, pictures, spoken
from xiangyi.features.cases.rules.words import Field
from xiangyi.features.cases.schemas import Raising
from xiangyi.features.cases.schemas.concerns import ConcernMoving, Proposing
from xiangyi.features.cases.service import concerns, deciding, raising
from xiangyi.features.commitments.schemas import CommitmentMoving, Judging, Promising
from xiangyi.features.commitments.service import climbing, judging, moving, promising
from xiangyi.features.commitments.tables import Commitment
from xiangyi.features.notifications.service import expanding

_STREET: Final = "nbs:430104003000"
_A_DAY: Final = timedelta(days=1)


class _Thread(Struct, frozen=True, kw_only=True):
    """Demands as one matter, and what was promised about it; days are counted from the demand.

    Attributes:
        ago: so many days ago it was asked for.
        met: whether a meeting decided it, rather than the street alone.
        reported: so many days after its promise the owner said that it is done; None while not.
        picture: the photo with which it was proved.
        said: who found it solved, and who not.
    """

    name: str
    ago: int
    field: Field
    title: str
    demands: tuple[tuple[str, str], ...]
    accepted: str
    promise: str
    days: int
    met: bool = False
    reported: int | None = None
    proof: str = ""
    picture: str = ""
    said: tuple[tuple[str, bool], ...] = ()


_THREADS: Final = (
    _Thread(
        name="water",
        ago=62,
        field="facilities",
        title="溁湾镇夜里接不到热水",
        demands=(
            ("rider", "晚上十点以后，溁湾镇一带没有地方接热水。"),
            ("lead", "夜班骑手接不到热水，最近的也要骑两公里。"),
        ),
        accepted="街道受理了，开一次恳谈会，请驿站、平台一起谈。",
        met=True,
        promise="溁湾镇两处驿站的热水留到 24:00，门口贴时间。",
        days=10,
        reported=7,
        proof="两处都留到 24:00，门口贴了时间，管理员每晚看一次。",
        picture="hot_water",
        said=(("rider", True), ("lead", True)),
    ),
    _Thread(
        name="lamp",
        ago=40,
        field="safety",
        title="桔园路地下通道灯不亮",
        demands=(
            ("manager", "桔园路地下通道的灯坏了一半，晚上推车下去看不见台阶。"),
            ("clerk", "地下通道灯不亮，老人晚上不敢走。"),
        ),
        accepted="受理了，灯归城管服务中心。",
        promise="换好地下通道全部 12 盏灯，坏了 3 天内换。",
        days=8,
        reported=8,
        proof="12 盏都换了，装了报修牌。",
        said=(("manager", True), ("clerk", True)),
    ),
    _Thread(
        name="socket",
        ago=32,
        field="facilities",
        title="潇湘中路电动车充电口不够",
        demands=(
            ("lead", "潇湘中路中午充电要排半个钟头。"),
            ("manager", "充电口不够，来驿站充手机的骑手越来越多。"),
        ),
        accepted="受理了，请城管服务中心选点。",
        promise="潇湘中路加 20 个充电口。",
        days=8,
    ),
    _Thread(
        name="kerb",
        ago=16,
        field="parking",
        title="阜埠河路口取餐没有临停的地方",
        demands=(
            ("rider", "阜埠河路口取餐没有临停的地方，停一分钟就被贴单。"),
            ("lead", "路口取餐只能停在斑马线旁边，危险。"),
        ),
        accepted="受理了，请城管服务中心到现场看。",
        promise="路口北侧划 8 个 10 分钟临停位。",
        days=10,
        reported=11,
        proof="8 个车位昨天划好了，牌子写着限停 10 分钟。",
        said=(("lead", True),),
    ),
)


async def load(media: Path, *, now: datetime) -> None:
    """Add what is missing of what was promised, its photos to that folder, once."""
    if await Commitment.exists().where(Commitment.id == id_of(_THREADS[-1].name, "promise")):
        return
    for thread in _THREADS:
        await _tell(thread, media, now=now)
    # As the worker would have come round.
    await climbing.tell_overdue(now=now)


async def _tell(thread: _Thread, media: Path, *, now: datetime) -> None:
    start, convener = now - timedelta(days=thread.ago), await people.member("convener")
    cases = []
    for person, words in thread.demands:
        case, asked = (
            id_of(thread.name, person),
            Raising(field=thread.field, words=words, division=_STREET),
        )
        await raising.raise_case(await people.member(person), case, asked, now=start)
        cases.append(case)
    concern, promise = id_of(thread.name, "concern"), id_of(thread.name, "promise")
    proposed = Proposing(title=thread.title, field=thread.field, division=_STREET, cases=cases)
    await concerns.propose(convener, concern, proposed, now=start + timedelta(days=2))
    accept = ConcernMoving(move="accept", words=thread.accepted)
    step, at = id_of(thread.name, "accept"), start + timedelta(days=3)
    await deciding.move(convener, concern, step, accept, now=at)
    # Each hears of it when it happens, not all at once today.
    await expanding.expand_due(now=at)
    if thread.met:
        comers = [await people.member(person) for person, _ in thread.demands]
        at = await spoken.hold(convener, concern, comers, media, now=at + _A_DAY)
    told = Promising(
        concern=concern,
        organisation=people.organisation_id("city_management"),
        words=thread.promise,
        days=thread.days,
    )
    at += _A_DAY
    await promising.promise(convener, promise, told, now=at)
    await expanding.expand_due(now=at)
    if thread.reported is not None:
        await _report(thread, promise, media, now=at + timedelta(days=thread.reported), today=now)


async def _report(
    thread: _Thread, promise: UUID, media: Path, *, now: datetime, today: datetime
) -> None:
    """It was said to be done, and asked whether it is; what is over by today has been counted."""
    owner = await people.member("handler")
    photo = await pictures.send(owner, thread.picture, media, now=now)
    report = CommitmentMoving(move="report", words=thread.proof, photo=photo)
    await moving.move(owner, promise, id_of(thread.name, "report"), report, now=now)
    for person, solved in thread.said:
        judged = Judging(turn=1, solved=solved)
        await judging.judge(await people.member(person), promise, judged, now=now + _A_DAY)
    row = await Commitment.select(Commitment.judged_until).where(Commitment.id == promise).first()
    until = row["judged_until"] if row else None
    if until is not None and until < today.date():
        counted = now + timedelta(days=(until - now.date()).days + 2)
        await judging.count_due(now=counted)
        await expanding.expand_due(now=counted)


def id_of(thread: str, what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"https://xiangyi.invalid/demo/promise/{thread}/{what}")
