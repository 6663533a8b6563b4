"""Anybody finds what there is to help with: near them, by day, by kind, page by page."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.notifications.makers import person
from tests.people import CHANGSHA, COMMUNITY, STREET, ZHUZHOU, ground, signed_in
from tests.volunteering.makers import (
    CONVENER,
    ENDS,
    LEAD,
    another_lead,
    approved,
    ask,
    drafted,
    later,
    shift,
    shift_of,
    sign_up,
)

from xiangyi.core.db import run
from xiangyi.features.volunteering.tables import ActivityShift, VolunteerActivity


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def lead(clock):
    return await signed_in("13800000081", LEAD, now=clock.now)


@pytest.fixture
async def second(clock):
    return await signed_in("13800000082", CONVENER, now=clock.now)


async def found(api, **query):
    answer = await api.get("/api/activities", params=query)
    assert answer.status_code == 200, answer.text
    return [one["title"] for one in answer.json()["items"]]


def at(lon: float, lat: float) -> dict:
    return {"words": "广场", "lon": lon, "lat": lat}


async def test_those_to_come_are_listed_by_when_they_begin(api, clock, lead, second):
    await approved(api, lead, second, title="后天", shifts=[later(days=1)])
    await approved(api, lead, second, title="先", shifts=[later(days=9), later(hours=-1)])
    await approved(api, await another_lead(clock, 1), second, title="再")
    other = await another_lead(clock)
    gone = await approved(api, other, second, title="取消的")
    await ask(api, "PUT", gone["id"], "cancellation", other, reason="下雨")
    await drafted(api, other, title="草稿")
    assert await found(api) == ["先", "再", "后天"]
    clock.now = ENDS
    assert await found(api) == ["后天", "先"]


async def test_it_is_looked_for_by_kind_by_day_and_by_place_in_the_tree(api, clock, lead, second):
    await approved(api, lead, second, title="清扫", division=COMMUNITY)
    await approved(
        *(api, lead, second), title="陪老人", kind="care", division=CHANGSHA, shifts=[later(days=1)]
    )
    await approved(
        *(api, await another_lead(clock), second),
        title="报隐患",
        kind="hazard",
        division=ZHUZHOU,
        shifts=[later(days=1)],
    )
    assert await found(api, kind="care") == ["陪老人"]
    assert await found(api, kind=["care", "cleaning"]) == ["清扫", "陪老人"]
    assert await found(api, on="2026-11-28") == ["清扫"]
    assert await found(api, on="2026-11-29", division=STREET) == ["陪老人"]
    for nowhere in ("0001-01-01", "9999-12-31"):
        assert await found(api, on=nowhere) == []
    assert await found(api, division=STREET) == ["清扫", "陪老人"]
    unknown = await api.get("/api/activities", params={"division": "nbs:9"})
    assert unknown.json()["code"] == "division_not_found"


async def test_the_nearest_comes_first_and_what_is_too_far_not_at_all(api, clock, second):
    places = {"远": at(113.05, 28.20), "近": at(112.99, 28.20), "太远": at(113.99, 28.20)}
    for number, (title, place) in enumerate(places.items()):
        lead = await another_lead(clock, number)
        await approved(api, lead, second, title=title, place=place)
    answer = await api.get("/api/activities", params={"near": "112.98,28.20"})
    items = answer.json()["items"]
    assert [(one["title"], one["distanceM"]) for one in items] == [("近", 980), ("远", 6860)]
    precise = await api.get("/api/activities", params={"near": "112.98123,28.20456"})
    assert precise.status_code == 400


async def test_one_reads_on_where_a_page_ends(api, lead, second):
    titles = [f"第{number:02}件" for number in range(23)]
    await copies(await approved(api, lead, second), titles)
    for near in ({}, {"near": "112.98,28.20"}):
        pages, cursor = [], {}
        while True:
            answer = (await api.get("/api/activities", params=near | cursor)).json()
            pages.append([one["title"] for one in answer["items"]])
            if not answer["next"]:
                break
            cursor = {"cursor": answer["next"]}
        assert [len(page) for page in pages] == [20, 3]
        assert sorted(title for page in pages for title in page) == titles


async def copies(desk: dict, titles: list[str]) -> None:
    """The same activity under other titles instead, two each at one time and at one place."""
    [row] = await VolunteerActivity.select()
    [shift_row] = await ActivityShift.select()
    for number, title in enumerate(titles):
        id_, by = uuid4(), number // 2
        place = {"lon": 112.98 + by / 1_000, "lat": 28.20}
        await VolunteerActivity.insert(
            VolunteerActivity(**(row | {"id": id_, "title": title} | place))
        )
        begins = {"starts_at": shift_row["starts_at"] + timedelta(minutes=by)}
        await ActivityShift.insert(
            ActivityShift(**(shift_row | {"id": uuid4(), "activity": id_} | begins))
        )
    await run("UPDATE volunteer_activity SET state = 'cancelled' WHERE id = {}", UUID(desk["id"]))


async def test_ones_own_are_read_on_too(api, clock, lead, second):
    one = await person("13800000000", clock)
    desk = await approved(api, lead, second, shifts=[later(days=day) for day in range(21)])
    for number in range(21):
        await sign_up(api, one, shift_of(desk, number))
    first = (await api.get("/api/me/signups", headers=one.headers)).json()
    query = {"cursor": first["next"]}
    rest = (await api.get("/api/me/signups", params=query, headers=one.headers)).json()
    days = [item["startsAt"] for page in (first, rest) for item in page["items"]]
    assert (len(days), len(rest["items"]), rest["next"]) == (21, 1, None)
    assert days == sorted(days, reverse=True)


async def test_only_who_leads_reads_who_comes_and_the_look_is_recorded(api, clock, lead, second):
    one = await person("13800000000", clock)
    desk = await approved(api, lead, second, shifts=[shift(lead=str(second.account))])
    await sign_up(api, one, shift_of(desk))
    path = f"/api/shifts/{shift_of(desk)}/signups"
    for who, status in ((lead, 200), (second, 200), (one, 403)):
        assert (await api.get(path, headers=who.headers)).status_code == status
    looks = await run("SELECT actor FROM audit_entry WHERE action = 'activity.signups_read'")
    assert {str(row["actor"]) for row in looks} == {str(lead.account), str(second.account)}
