"""What the county took stands until the county gives it back, whatever the host would answer."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.people import ground
from tests.records.makers import answer, disputed, expect_whole, put, union
from tests.volunteering.hours import headers, minutes_of


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()
    await union()


async def taking(api, clock, county, line, minutes, *, absent=True):
    id_ = uuid4()
    said = {"line": line, "minutes": minutes, "falsePresence": absent, "why": "没见到人"}
    assert (await put(api, clock, county, f"record-takings/{id_}", **said)).status_code == 200
    return f"service-claims/{id_}/decision"


async def yes(api, clock, who, path):
    clock.now += timedelta(minutes=1)
    answer_ = await put(api, clock, who, path, yes=True)
    clock.now += timedelta(minutes=1)
    return "yes" if answer_.status_code == 200 else answer_.json()["code"]


async def waiting(api, clock, who):
    [one] = (await api.get("/api/desk/hours", headers=headers(who, clock))).json()["items"]
    return f"service-claims/{one['id']}/decision"


@pytest.mark.parametrize("absent", [True, False])
async def test_a_host_gives_nothing_back_that_the_county_took(
    api, clock, lead, stranger, county, shift, volunteer, line, absent
):
    assert (
        await yes(api, clock, stranger, await taking(api, clock, county, line, 150, absent=absent))
        == "yes"
    )
    id_, asked = await disputed(api, clock, volunteer, shift, line, minutes=150)
    assert asked.json()["level"] == "county"
    host = await answer(api, clock, lead, id_, minutes=150, why="我记得他在")
    assert host.json()["code"] == "role_missing"
    given = await answer(api, clock, county, id_, minutes=150, why="同伴都见到了他")
    assert given.json()["state"] == "agreed", given.text
    assert (await minutes_of(api, clock, volunteer))["service"] == 0
    assert await yes(api, clock, stranger, await waiting(api, clock, stranger)) == "yes"
    assert await minutes_of(api, clock, volunteer) == {"service": 150, "redeemable": 150}
    _, again = await disputed(api, clock, volunteer, shift, line, minutes=170)
    assert again.json()["code"] == "dispute_decided"
    await expect_whole()


async def test_a_dispute_from_before_is_the_county_s_once_it_has_taken(
    api, clock, lead, stranger, county, shift, volunteer, line
):
    id_, asked = await disputed(api, clock, volunteer, shift, line, minutes=170)
    assert asked.json()["level"] == "host"
    assert await yes(api, clock, stranger, await taking(api, clock, county, line, 150)) == "yes"
    host = await answer(api, clock, lead, id_, minutes=150, why="我记得他在")
    assert host.json()["code"] == "role_missing"
    desk = (await api.get("/api/desk/records", headers=headers(lead, clock))).json()["disputes"]
    assert [one["yoursToAnswer"] for one in desk] == [False]


async def test_what_a_host_agreed_to_before_is_nothing_once_the_county_has_taken(
    api, clock, lead, stranger, county, shift, volunteer, line
):
    id_, _ = await disputed(api, clock, volunteer, shift, line, minutes=170)
    agreed = await answer(api, clock, lead, id_, minutes=170, why="他最后走")
    assert agreed.json()["state"] == "agreed"
    more = await waiting(api, clock, stranger)
    assert await yes(api, clock, stranger, await taking(api, clock, county, line, 150)) == "yes"
    assert await yes(api, clock, stranger, more) == "nothing_to_decide"
    assert (await minutes_of(api, clock, volunteer))["service"] == 0
    no = await put(api, clock, stranger, more, yes=False, why="区县已经收回")
    assert no.status_code == 200


async def test_what_the_county_answered_before_it_took_ends_no_later_dispute(
    api, clock, lead, stranger, county, shift, volunteer, line
):
    for who in (lead, county):
        id_, asked = await disputed(api, clock, volunteer, shift, line, minutes=170)
        assert (await answer(api, clock, who, id_, why="到点就散了")).status_code == 200
    assert await yes(api, clock, stranger, await taking(api, clock, county, line, 150)) == "yes"
    _, asked = await disputed(api, clock, volunteer, shift, line, minutes=150)
    assert asked.json()["level"] == "county"
