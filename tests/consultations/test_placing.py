"""A point in words: in which county it lies, and how far from the middle of the division."""

import pytest
from tests.consultations.makers import put
from tests.people import OFFICE, STREET, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run

#: In 芙蓉区, and in 株洲.
HERE = {"lon": 113.02, "lat": 28.19}
THERE = {"lon": 113.1300, "lat": 27.8300}


@pytest.fixture
async def convener(db, clock):
    await ground()
    held = HeldRole("convener", Scope("division", STREET))
    return await signed_in("13800000091", held, now=clock.now)


async def spot(api, who, **changes: object):
    wanted = {**HERE, "division": STREET} | changes
    path = "/api/desk/consultations/spot"
    answer = await api.post(path, json=wanted, headers=who.headers)
    return answer.json()


async def test_a_point_says_its_county_and_how_far_it_is_from_the_middle(api, convener):
    await run("UPDATE division SET lon = 113.02, lat = 28.181 WHERE key = {}", STREET)
    told = await spot(api, convener)
    assert told == HERE | {"countyName": "长沙市芙蓉区", "inside": True, "awayM": 1001}


async def test_a_point_elsewhere_is_warned_of(api, convener):
    told = await spot(api, convener, **THERE)
    assert (told["inside"], told["awayM"]) == (False, None)


async def test_a_point_of_a_chinese_map_is_moved_to_where_people_stand(api, convener):
    told = await spot(api, convener, lon=113.025715, lat=28.186709, datum="gcj02")
    assert (round(told["lon"], 5), round(told["lat"], 5)) == (113.02, 28.19)


async def test_a_lead_calls_people_to_a_point_too_and_a_rider_does_not(api, convener, clock):
    lead = HeldRole("lead", Scope("organisation", str(OFFICE)))
    told = await spot(api, await signed_in("13800000092", lead, now=clock.now))
    assert told["countyName"] == "长沙市芙蓉区"
    nobody = await spot(api, await signed_in("13800000001", now=clock.now))
    assert nobody["code"] == "role_missing"


@pytest.mark.parametrize("changes", [{"lon": -1.5, "lat": 52.0}, {"division": "nbs:1"}])
async def test_a_point_that_cannot_be_is_refused(api, convener, changes):
    assert (await spot(api, convener, **changes))["code"] == "consultation_unusable"


async def test_a_point_needs_a_name_that_people_know_it_by(api, convener):
    bare = {**HERE, "link": "https://meeting.example/1"}
    assert (await put(api, convener, place=bare)).json()["facts"] == {"field": "place.words"}
    named = await put(api, convener, place=bare | {"words": "东门岗亭"})
    assert named.status_code == 200
