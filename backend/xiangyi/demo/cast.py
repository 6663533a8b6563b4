"""Who plays in the demonstration: one for each thing that a person may be here, all invented."""

from typing import Final

from msgspec import Struct

from xiangyi.core.asking import Role, Scope

_CITY: Final = Scope("division", "nbs:430100000000")
_STREET: Final = Scope("division", "nbs:430104003000")


class Member(Struct, frozen=True, kw_only=True):
    """One of the cast, and what they hold.

    Attributes:
        organisation: to which the person belongs, by its key in organisations.csv.
        stations: which the person keeps, by their numbers in stations.csv.
        scope: in which the role is held, where it is neither of these.
    """

    person: str
    name: str
    name_zh: str
    name_en: str
    does_zh: str
    does_en: str
    role: Role | None = None
    scope: Scope | None = None
    organisation: str | None = None
    stations: tuple[str, ...] = ()
    occupation: str | None = None
    home: str | None = None


CAST: Final = (
    Member(
        person="rider",
        name="李小勇",
        name_zh="骑手李小勇",
        name_en="Li Xiaoyong, a rider",
        does_zh="跑外卖的，路上找地方歇脚、热饭、充电",
        does_en="Delivers food, and looks for a place to sit, warm a meal and charge a phone",
        occupation="delivery",
        home="nbs:430104003015",
    ),
    Member(
        person="volunteer",
        name="王秀兰",
        name_zh="志愿者王秀兰",
        name_en="Wang Xiulan, a volunteer",
        does_zh="退休老师，周末在社区帮忙：报名、扫码签到签退、看时长、用优待券",
        does_en="A retired teacher who helps at weekends: signs up, scans, sees her hours, and"
        " uses them for benefits",
        organisation="old_neighbours",
        home="nbs:430104003001",
    ),
    Member(
        person="lead",
        name="刘志强",
        name_zh="活动负责人刘志强",
        name_en="Liu Zhiqiang, an activity lead",
        does_zh="带橘洲骑手志愿服务队：写活动、出签到码、点名，核对别的单位的时长",
        does_en="Leads the riders' volunteers: writes activities, shows codes, ticks who is there",
        role="lead",
        organisation="orange_isle",
    ),
    Member(
        person="manager",
        name="陈立",
        name_zh="驿站管理员陈立",
        name_en="Chen Li, a station manager",
        does_zh="管溁湾镇的两处驿站：确认门开着、水热着，答复骑手",
        does_en="Keeps two stations in Yingwanzhen: confirms that they are open, answers riders",
        role="manager",
        stations=("DEMO00003", "DEMO00004"),
    ),
    Member(
        person="convener",
        name="周敏",
        name_zh="召集人周敏",
        name_en="Zhou Min, a convener",
        does_zh="在桔子洲街道召集骑手恳谈会，看多少人收得到、谁来",
        does_en="Convenes the street's talks with riders, and sees whom they reach and who comes",
        role="convener",
        scope=_STREET,
        organisation="juzizhou",
    ),
    Member(
        person="clerk",
        name="张丽",
        name_zh="代办员张丽",
        name_en="Zhang Li, a clerk",
        does_zh="在桔子洲街道的窗口，替没有手机的人代办",
        does_en="Serves at the street's counter, and enters things for people without a phone",
        role="clerk",
        scope=_STREET,
        organisation="juzizhou",
    ),
    Member(
        person="handler",
        name="赵刚",
        name_zh="承办人赵刚",
        name_en="Zhao Gang, a handler",
        does_zh="在区城市管理服务中心，转来的诉求由他承办",
        does_en="Works for the district's city management, and does what is passed on to it"
        " (their desk is not built yet)",
        role="handler",
        organisation="city_management",
    ),
    Member(
        person="partner",
        name="孙颖",
        name_zh="优待核验员孙颖",
        name_en="Sun Ying, a benefit partner",
        does_zh="在湘江东岸医院的窗口，扫志愿者的优待券：有效没有、是哪一项",
        does_en="Stands at a hospital's counter and scans volunteers' vouchers: valid or not, and"
        " for what",
        role="partner",
        organisation="xiangjiang_hospital",
    ),
    Member(
        person="supervisor",
        name="何建国",
        name_zh="协调推进人员何建国",
        name_en="He Jianguo, a supervisor",
        does_zh="看全市哪些事超期了、哪些做法管用",
        does_en="Sees for the whole city what is overdue and what works",
        role="supervisor",
        scope=_CITY,
    ),
    Member(
        person="administrator",
        name="黄静",
        name_zh="管理员黄静",
        name_en="Huang Jing, an administrator",
        does_zh="管全市的单位和权限；再添管理员，要另一位点头",
        does_en="Keeps the city's organisations and roles; a new administrator needs a second one",
        role="administrator",
        scope=_CITY,
    ),
    Member(
        person="second_administrator",
        name="罗斌",
        name_zh="另一位管理员罗斌",
        name_en="Luo Bin, the other administrator",
        does_zh="黄静添的管理员，由他点头才算数",
        does_en="Confirms the administrators that Huang Jing grants",
        role="administrator",
        scope=_CITY,
    ),
    Member(
        person="second_partner",
        name="郭洪",
        name_zh="公交的优待核验员郭洪",
        name_en="Guo Hong, benefit partner of the buses",
        does_zh="在星城公交的服务点，扫志愿者的乘车券，没有网的时候也能扫",
        does_en="Scans volunteers' vouchers for the buses, without a network too",
        role="partner",
        organisation="star_bus",
    ),
)
