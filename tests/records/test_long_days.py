"""A long day that somebody refused by mistake is disputed like anything else, and allowed."""

import pytest
from tests.people import CHANGSHA, ground, signed_in
from tests.records.makers import answer, disputed, expect_whole, put, record, union
from tests.volunteering.hours import (
    a_lead,
    a_volunteer,
    an_activity,
    at,
    headers,
    minutes_of,
    serve,
)

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.notifications.service import expanding


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()
    await union()


@pytest.fixture
async def colleague(clock):
    return await a_lead(clock, "13800000073")


@pytest.fixture
async def refused(api, clock, lead, colleague, county):
    """Of so many minutes, by whoever allows such days; two volunteers saw each other."""

    async def made(minutes: int):
        [shift] = await an_activity(lead, now=clock.now, shifts=[(0, minutes)])
        one, other = [await a_volunteer(clock, f"1381234000{n}", shift) for n in (1, 2)]
        stay = (await serve(api, clock, one, shift, 0, minutes))["presence"]["id"]
        clock.now = at(minutes + 70)
        who = county if minutes > 720 else colleague
        no = {"yes": False, "why": "点错了人"}
        assert (await put(api, clock, who, f"presences/{stay}/decision", **no)).status_code == 200
        assert await minutes_of(api, clock, one) == {}
        return shift, one, other, stay

    return made


@pytest.mark.parametrize("named", [True, False])
async def test_the_host_allows_what_it_refused_once_it_is_disputed_and_a_witness_heard(
    api, clock, lead, colleague, refused, named
):
    shift, one, other, stay = await refused(500)
    await expanding.expand_due(now=clock.now)
    inbox = (await api.get("/api/me/notices", headers=headers(one, clock))).json()["notices"]
    assert {told["kind"] for told in inbox} == {"record.not_added"}
    kind = "hours" if named else "missing"
    line = stay if named else None
    id_, asked = await disputed(api, clock, one, shift, line, kind=kind, minutes=500)
    assert (asked.json()["level"], asked.json()["nowMinutes"]) == ("host", 0)
    saw = await put(api, clock, other, f"record-disputes/{id_}/witness", saw=True)
    assert saw.status_code == 200
    own = await answer(api, clock, lead, id_, minutes=500, why="他在")
    assert own.json()["code"] == "not_second_person", "who led it allows no long day"
    over = await answer(api, clock, colleague, id_, minutes=501, why="他在")
    assert (over.json()["code"], over.json()["facts"]) == ("claim_too_high", {"most": 500})
    for _ in range(2):
        done = await answer(api, clock, colleague, id_, minutes=500, why="点错了，有人作证")
        assert done.json()["state"] == "changed", done.text
    assert await minutes_of(api, clock, one) == {"service": 500, "redeemable": 500}
    [told] = (await record(api, clock, one))["services"]
    assert (told["line"], told["minutes"], told["serviceClass"]) == (stay, 500, "verified")
    await expect_whole()


async def test_whom_the_host_refuses_again_the_county_hears(api, clock, colleague, county, refused):
    shift, one, _, stay = await refused(500)
    id_, _ = await disputed(api, clock, one, shift, stay, minutes=500)
    kept = await answer(api, clock, colleague, id_, why="那天五点就散了")
    assert kept.json()["state"] == "kept"
    id_, asked = await disputed(api, clock, one, shift, stay, minutes=480)
    assert asked.json()["level"] == "county"
    assert (await answer(api, clock, county, id_, minutes=480, why="监控在")).status_code == 200
    assert await minutes_of(api, clock, one) == {"service": 480, "redeemable": 480}
    await expect_whole()


async def test_what_the_county_refused_no_host_allows_and_another_than_who_refused_hears(
    api, clock, colleague, county, refused
):
    shift, one, _, stay = await refused(760)
    id_, asked = await disputed(api, clock, one, shift, stay, minutes=760)
    assert asked.json()["level"] == "county"
    above = HeldRole("supervisor", Scope("division", CHANGSHA))
    city = await signed_in("13800000076", above, now=clock.now)
    codes = [
        (await answer(api, clock, who, id_, minutes=760, why="他在")).json().get("code")
        for who in (colleague, county)
    ]
    assert codes == ["role_missing", "not_second_person"]
    desk = (await api.get("/api/desk/records", headers=headers(city, clock))).json()["disputes"]
    assert [one["yoursToAnswer"] for one in desk] == [True]
    assert (await answer(api, clock, city, id_, minutes=760, why="他在")).status_code == 200
    assert await minutes_of(api, clock, one) == {"service": 760, "redeemable": 760}
