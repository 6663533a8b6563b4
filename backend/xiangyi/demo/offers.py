"""The dozen benefits of the demonstration: of four kinds, from two counters and two more."""

from datetime import date
from typing import Final
from uuid import UUID

from msgspec import Struct

from xiangyi.demo.people import organisation_id
from xiangyi.features.benefits.rules.terms import (
    Blackout,
    Category,
    Eligibility,
    Payer,
    Quota,
)
from xiangyi.features.benefits.schemas import BenefitFacts

_CITY, _DISTRICT, _STREET = "nbs:430100000000", "nbs:430104000000", "nbs:430104003000"
_LAW: Final = "《湖南省社区治理若干规定》第十六条第二款"
_HOLIDAYS: Final = [
    Blackout(date(2027, 2, 5), date(2027, 2, 11)),
    Blackout(date(2027, 5, 1), date(2027, 5, 5)),
    Blackout(date(2027, 10, 1), date(2027, 10, 7)),
]


class Offer(Struct, frozen=True, kw_only=True):
    """One of them; `name` is by what the story calls it."""

    name: str
    provider: str
    category: Category
    title: str
    about: str
    division: str = _CITY
    basis: str = _LAW
    payer: Payer = "provider"
    eligibility: Eligibility = Eligibility()
    cost: int = 0
    quota: Quota = Quota(1, "year")
    stock: int | None = None
    valid_days: int = 30
    closed: bool = False

    @property
    def facts(self) -> BenefitFacts:
        provider: UUID = organisation_id(self.provider)
        return BenefitFacts(
            category=self.category,
            title=self.title,
            about=self.about,
            basis=self.basis,
            division=self.division,
            provider=provider,
            payer=self.payer,
            eligibility=self.eligibility,
            cost_minutes=self.cost,
            quota=self.quota,
            stock=self.stock,
            valid_days=self.valid_days,
            blackouts=_HOLIDAYS if self.closed else [],
        )


OFFERS: Final = (
    Offer(
        name="checkup",
        provider="xiangjiang_hospital",
        category="medical",
        title="免费体检一次",
        about="血压、血糖、血常规、心电图。周一到周六上午，空腹来，到二楼体检中心。",
        payer="government",
        eligibility=Eligibility(recent_minutes=600, recent_days=365),
        cost=120,
        stock=200,
    ),
    Offer(
        name="registration",
        provider="xiangjiang_hospital",
        category="medical",
        title="普通门诊免挂号费",
        about="挂号窗口出示。专家门诊不算。",
        quota=Quota(1, "month"),
        valid_days=14,
    ),
    Offer(
        name="teeth",
        provider="xiangjiang_hospital",
        category="medical",
        title="洗牙一次，只收耗材费",
        about="先打电话约时间。",
        eligibility=Eligibility(stars=1),
        cost=180,
        stock=60,
        valid_days=60,
    ),
    Offer(
        name="flu",
        provider="xiangjiang_hospital",
        category="medical",
        title="流感疫苗优先接种",
        about="预防接种门诊，周二、周四下午。疫苗费自付。",
        eligibility=Eligibility(min_age=60),
        quota=Quota(1, "year"),
    ),
    Offer(
        name="day_care",
        provider="yihe",
        category="elder_care",
        title="日间照料一天",
        about="给志愿者家里的老人用。含一顿午饭，早上八点到下午五点。",
        division=_STREET,
        payer="fund",
        eligibility=Eligibility(minutes=1_200),
        cost=240,
        quota=Quota(2, "month"),
        stock=40,
    ),
    Offer(
        name="haircut",
        provider="yihe",
        category="elder_care",
        title="老人上门理发一次",
        about="桔子洲街道里面，约好时间上门。",
        division=_STREET,
        cost=60,
        quota=Quota(1, "month"),
        stock=30,
    ),
    Offer(
        name="respite",
        provider="yihe",
        category="elder_care",
        title="喘息服务三天",
        about="照顾老人的志愿者出门几天，老人住过来，先来看一次。",
        division=_DISTRICT,
        payer="government",
        eligibility=Eligibility(stars=2, clean_years=2),
        cost=900,
        stock=10,
        valid_days=90,
    ),
    Offer(
        name="riverside",
        provider="riverside",
        category="tourism",
        title="橘洲江畔观光车免费坐一次",
        about="南门、北门都能上车。节假日人多，不能用。",
        eligibility=Eligibility(minutes=300),
        cost=60,
        quota=Quota(4, "year"),
        closed=True,
    ),
    Offer(
        name="boat",
        provider="riverside",
        category="tourism",
        title="夜游船票半价",
        about="开船前半小时到码头窗口换票。",
        eligibility=Eligibility(minutes=1_200, clean_years=1),
        cost=120,
        quota=Quota(2, "year"),
        stock=100,
        closed=True,
    ),
    Offer(
        name="day_ticket",
        provider="star_bus",
        category="transit",
        title="河西公交免费坐一天",
        about="上车给司机或者站台的人扫码。只在河西的线路上用。",
        division=_DISTRICT,
        cost=30,
        quota=Quota(4, "month"),
        valid_days=14,
    ),
    Offer(
        name="month_card",
        provider="star_bus",
        category="transit",
        title="公交月卡八折",
        about="溁湾镇公交服务点办，带身份证。",
        division=_DISTRICT,
        eligibility=Eligibility(recent_minutes=240, recent_days=90),
        cost=90,
        quota=Quota(1, "month"),
        valid_days=20,
    ),
    Offer(
        name="night_bus",
        provider="star_bus",
        category="transit",
        title="夜班公交免费",
        about="晚上十点以后的三条线，下了夜班的志愿者用。",
        division=_DISTRICT,
        quota=Quota(8, "month"),
        valid_days=7,
    ),
)
