"""What the hosts of the demonstration do week after week, all invented."""

from typing import Final, Literal

from msgspec import Struct

from xiangyi.features.volunteering.rules.kinds import Kind
from xiangyi.features.volunteering.schemas import MeetingPlace


class Habit(Struct, frozen=True, kw_only=True):
    """What a host does again and again: in every so many weeks, on a weekday, Monday being 0.

    Attributes:
        lasts: in minutes, of each of its shifts, which follow one another.
        then: what is special about the next one.
    """

    name: str
    host: str
    kind: Kind
    title: str
    about: str
    weekday: int
    starts: tuple[int, int]
    lasts: int
    every: int = 1
    shifts: int = 1
    pause: int = 0
    capacity: int = 10
    reserved: int = 0
    division: str
    place: MeetingPlace
    station: str = ""
    beneficiaries: str = ""
    minimum_age: int | None = None
    phone: str = "0731-0000 1301"
    then: Literal["", "waiting", "moved", "cancelled"] = ""


_ISLE, _GATE = "nbs:430104003000", "nbs:430104003001"
HABITS: Final = (
    Habit(
        name="lamps",
        host="orange_isle",
        kind="hazard",
        title="跑单路上随手报：路灯、井盖、占道",
        about="照常跑单，看到坏路灯、翘井盖、堵住的消防通道，停稳了再拍照报。带反光背心，不追时间。",
        weekday=2,
        starts=(20, 0),
        lasts=90,
        capacity=12,
        division=_ISLE,
        place=MeetingPlace(words="溁湾镇地铁站 2 号口", lon=112.9521, lat=28.1969),
        beneficiaries="走夜路的人",
    ),
    Habit(
        name="meals",
        host="orange_isle",
        kind="care",
        title="给独居老人送午饭，坐下说说话",
        about="两人一组，一组三户。饭从社区食堂拿，进门先问身体，药吃了没有记在本子上。",
        weekday=5,
        starts=(10, 0),
        lasts=120,
        pause=10,
        capacity=8,
        reserved=1,
        division="nbs:430104003015",
        place=MeetingPlace(words="天马社区食堂门口", lon=112.9412, lat=28.1853),
        beneficiaries="天马社区 70 岁以上独居老人",
    ),
    Habit(
        name="tea",
        host="orange_isle",
        kind="comfort",
        title="给路上的人送热姜茶",
        about="驿站煮茶，骑手、环卫、交警，路过都有一杯。杯子自带更好。",
        weekday=4,
        starts=(14, 0),
        lasts=120,
        every=2,
        capacity=6,
        division=_ISLE,
        place=MeetingPlace(words="一楼大厅"),
        station="DEMO00003",
        beneficiaries="户外干活的人",
        then="moved",
    ),
    Habit(
        name="parking",
        host="orange_isle",
        kind="cleaning",
        title="麓山花园东门，把外卖车停放点清一清",
        about="扫地、画线、把没人要的车挪到一边。手套和水社区备。",
        weekday=6,
        starts=(8, 30),
        lasts=120,
        pause=15,
        every=2,
        capacity=10,
        division="nbs:430104003015",
        place=MeetingPlace(words="麓山花园东门", lon=112.9436, lat=28.1861),
        then="waiting",
    ),
    Habit(
        name="phones",
        host="old_neighbours",
        kind="teaching",
        title="教老人用手机：挂号、付钱、防诈骗",
        about="一对一，坐着慢慢教。教会一样算一样，不催。",
        weekday=5,
        starts=(14, 30),
        lasts=120,
        pause=10,
        capacity=5,
        division=_GATE,
        place=MeetingPlace(words="石门楼社区党群活动室", lon=112.9527, lat=28.1936),
        beneficiaries="石门楼社区的老人",
        phone="0731-0000 1101",
    ),
    Habit(
        name="stairs",
        host="old_neighbours",
        kind="cleaning",
        title="老楼道清杂物，给消防让路",
        about="先跟住户说好再搬。重的有师傅来抬。",
        weekday=3,
        starts=(9, 0),
        lasts=150,
        pause=15,
        every=3,
        capacity=8,
        division=_GATE,
        place=MeetingPlace(words="石门楼巷 12 号门口", lon=112.9531, lat=28.1942),
        phone="0731-0000 1101",
        then="cancelled",
    ),
    Habit(
        name="square",
        host="little_blue",
        kind="guidance",
        title="五一广场引路，劝一声不闯红灯",
        about="穿小蓝帽马甲，站路口，指路、扶老人过街。站一个半钟头换班。",
        weekday=6,
        starts=(15, 0),
        lasts=90,
        shifts=2,
        capacity=6,
        division="nbs:430102013000",
        place=MeetingPlace(words="五一广场地铁站 4 号口", lon=112.9759, lat=28.1951),
        minimum_age=16,
        phone="0731-0000 1013",
    ),
)
