"""A person's whole record, and what an organisation has recorded of its volunteers."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, of_one_moment
from xiangyi.core.sheets.writing import csv_lines
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.rules.words import SEXES
from xiangyi.features.identity.service import accounts as persons_accounts
from xiangyi.features.identity.service import consents, persons
from xiangyi.features.ledger.service import accounts
from xiangyi.features.organisations import service as organisations
from xiangyi.features.organisations.errors import OrganisationNotFound
from xiangyi.features.records.schemas import (
    VERSION,
    MyRecord,
    RecordEntryShown,
    RecordLine,
    RecordPerson,
)
from xiangyi.features.records.service import disputes, entering, lines
from xiangyi.features.records.service.agreeing import PURPOSE
from xiangyi.features.volunteering.rules.kinds import KINDS_ZH
from xiangyi.features.volunteering.service import reach, ruling

#: In the words of the order's Arts 5 to 10, but for the last three, which are ours.
HEADINGS: Final = (
    "信息类别",
    "姓名",
    "名称",
    "日期",
    "地点",
    "服务内容",
    "服务对象",
    "时长（分钟）",
    "组织名称",
    "负责人",
    "记录人",
    "时长类别",
    "全国系统",
    "编号",
)
#: Of the person alone (Art 5), for the table that they take out themselves.
_PERSON: Final = (
    *("性别", "出生日期", "身份证件类型", "身份证件号码", "居住区域", "联系方式"),
    *("专业技能", "服务类别"),
)
_OWN: Final = (*HEADINGS[:2], *_PERSON, *HEADINGS[2:])
_CLASSES: Final = {"verified": "现场核验", "late": "补传", "backfilled": "补录"}
_SYNC: Final = {"pending": "还没报送", "sent": "已报送", "accepted": "已入库", "rejected": "退回"}
_ENTRIES: Final = {"training": "培训情况", "award": "表彰奖励情况", "evaluation": "评价情况"}
_SERVICE: Final = "志愿服务情况"
#: An organisation takes out no more than a year at once.
_STRETCH: Final = timedelta(days=366)


async def mine(asker: Asker, *, now: datetime) -> MyRecord:
    """The record of whoever asks, or of whom a clerk asks for."""
    async with of_one_moment():
        rows = await lines.found("t.account = {}", asker.subject)
        services = await lines.shown(rows)
        entries = await entering.of(asker.subject)
        disputed = await disputes.of(asker.subject, now=now)
        balances = await accounts.balances(asker.subject)
        me = await persons_accounts.me(asker, now=now)
        agreed = await consents.consented(asker.subject, PURPOSE, now=now)
    return MyRecord(
        version=VERSION,
        made_at=now,
        person=RecordPerson(
            name=me.name,
            sex=me.sex,
            born_on=me.born_on,
            id_kind="resident" if me.id_number else None,
            id_number=me.id_number,
            area=me.home_name,
            phone=me.phone,
            skills=me.skills,
            service_kinds=sorted({one.kind for one in services}),
        ),
        minutes=sum(one.minutes for one in balances if one.account_kind == "service"),
        services=services,
        entries=entries,
        disputes=disputed,
        agreed=agreed,
    )


async def my_csv(asker: Asker, *, now: datetime) -> bytes:
    """The same as a table, a row for each fact, in the order's words."""
    told = await mine(asker, now=now)
    name = told.person.name or ""
    rows = [_of_person(told), *_of_lines(name, told.services), *_of_entries(name, told.entries)]
    return b"".join(csv_lines(_OWN, ([row.get(one, "") for one in _OWN] for row in rows)))


async def csv_of_organisation(
    asker: Asker, organisation: UUID, since: datetime, *, now: datetime
) -> bytes:
    """The service of an organisation's volunteers in a year from `since` on; names are masked.

    Raises:
        OrganisationNotFound: there is none.
        RoleMissing: the asker does not answer for it.
    """
    if not await organisations.homes([organisation]):
        raise OrganisationNotFound
    await reach.expect_looker(asker, organisation)
    told: list[dict[str, str]] = []
    async with of_one_moment():
        async for rows in lines.of_organisation(organisation, since, since + _STRETCH):
            masks = await persons.masks({row["account"] for row in rows})
            for row, one in zip(rows, await lines.shown(rows), strict=True):
                mask = masks[row["account"]]
                told += _of_lines(mask.name or mask.phone or "", [one])
    async with atomic():
        await audit.record(
            *(asker, "record.exported", "organisation", organisation),
            now=now,
            division=await ruling.home_of(organisation),
        )
    return b"".join(csv_lines(HEADINGS, ([row.get(one, "") for one in HEADINGS] for row in told)))


def _of_person(told: MyRecord) -> dict[str, str]:
    who = told.person
    known = {
        "信息类别": "个人基本信息",
        "姓名": who.name,
        "性别": who.sex and SEXES[who.sex],
        "出生日期": who.born_on,
        "身份证件类型": who.id_kind and "居民身份证",
        "身份证件号码": who.id_number,
        "居住区域": who.area,
        "联系方式": who.phone,
        "专业技能": who.skills,
        "服务类别": "、".join(KINDS_ZH.get(one, one) for one in who.service_kinds),  # type: ignore[call-overload]
        "时长（分钟）": str(told.minutes),
    }
    return {name: value for name, value in known.items() if value}


def _of_lines(name: str, services: Sequence[RecordLine]) -> Iterator[dict[str, str]]:
    for one in services:
        title = f"更正：{one.title}" if one.corrects else one.title
        yield {
            "信息类别": _SERVICE,
            "姓名": name,
            "名称": title,
            "日期": f"{one.starts_at.astimezone(SHANGHAI):%Y-%m-%d}",
            "地点": one.place,
            "服务内容": one.about or KINDS_ZH[one.kind],  # type: ignore[index]  # a column of ours
            "服务对象": one.beneficiaries,
            "时长（分钟）": str(one.minutes),
            "组织名称": one.organisation,
            "负责人": one.in_charge,
            "记录人": one.recorded_by or "扫码记录",
            "时长类别": _CLASSES[one.service_class],
            "全国系统": _SYNC[one.sync],
            "编号": str(one.line),
        }


def _of_entries(name: str, entries: Sequence[RecordEntryShown]) -> Iterator[dict[str, str]]:
    for one in entries:
        yield {
            "信息类别": _ENTRIES[one.kind],
            "姓名": name,
            "名称": one.words,
            "日期": one.on.isoformat(),
            "时长（分钟）": "" if one.minutes is None else str(one.minutes),
            "组织名称": one.organisation,
            "负责人": one.given_by,
            "编号": str(one.id),
        }
