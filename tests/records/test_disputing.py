"""Somebody finds their record wrong; more takes a second person, less only their own word."""

from uuid import UUID

import pytest
from tests.people import ground
from tests.records.makers import answer, disputed, expect_whole, put, record, union
from tests.volunteering.hours import (
    a_volunteer,
    at,
    headers,
    minutes_of,
    serve,
)

from xiangyi.core.db import run


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()
    await union()


async def dispute_of(api, clock, who):
    [one] = (await record(api, clock, who))["disputes"]
    return one


async def test_more_minutes_are_a_line_of_their_own_once_another_organisation_says_yes(
    api, clock, lead, stranger, shift, volunteer, line
):
    other = await a_volunteer(clock, "13812340002")
    id_, asked = await disputed(api, clock, volunteer, shift, line, minutes=180)
    assert (asked.json()["state"], asked.json()["dueOn"]) == ("open", "2026-12-10")
    outsider = await api.get(f"/api/record-disputes/{id_}/witness", headers=headers(other, clock))
    assert outsider.json()["code"] == "dispute_not_found", "who had no seat there saw nobody"
    done = await answer(api, clock, lead, id_, minutes=180, why="点名册上他最后走")
    assert done.json()["state"] == "agreed"
    assert await minutes_of(api, clock, volunteer) == {"service": 150, "redeemable": 150}
    [todo] = (await api.get("/api/desk/hours", headers=headers(stranger, clock))).json()["items"]
    assert (todo["kind"], todo["minutes"]) == ("claim", 30)
    path = f"service-claims/{todo['id']}/decision"
    own = await put(api, clock, lead, path, yes=True)
    assert own.json()["code"] == "role_missing"
    assert (await put(api, clock, stranger, path, yes=True)).status_code == 200
    assert await minutes_of(api, clock, volunteer) == {"service": 180, "redeemable": 150}
    assert (await dispute_of(api, clock, volunteer))["state"] == "changed"
    [entry] = await run(
        "SELECT posting, service_class FROM ledger_entry WHERE kind = 'corrected'"
        " AND seq IS NOT NULL"
    )
    [opening] = await run("SELECT about FROM ledger_opening WHERE posting = {}", entry["posting"])
    assert opening["about"] == f"shift/{shift}/line/{line}"
    assert entry["service_class"] == "backfilled"
    told = (await record(api, clock, volunteer))["services"]
    assert {(one["minutes"], one["corrects"]) for one in told} == {(150, None), (30, line)}
    await expect_whole()


async def test_fewer_minutes_are_taken_at_once_and_never_more_than_the_volunteer_says(
    api, clock, lead, shift, volunteer, line
):
    id_, _ = await disputed(api, clock, volunteer, shift, line, minutes=120, words="我早走了")
    grabbed = await answer(api, clock, lead, id_, minutes=100, why="他说的")
    assert grabbed.json()["facts"] == {"reason": "lower"}
    for _ in range(2):
        done = await answer(api, clock, lead, id_, minutes=120, why="他自己说的")
        assert done.json()["state"] == "changed"
    assert await minutes_of(api, clock, volunteer) == {"service": 120, "redeemable": 120}
    await expect_whole()


async def test_who_is_not_content_with_the_host_asks_the_county_once(
    api, clock, lead, county, shift, volunteer, line
):
    id_, _ = await disputed(api, clock, volunteer, shift, line, minutes=180)
    _, again = await disputed(api, clock, volunteer, shift, line, minutes=170)
    assert again.json()["code"] == "dispute_open"
    early = await answer(api, clock, county, id_, why="到点就散了")
    assert early.json()["code"] == "role_missing", "the county waits until the host is overdue"
    no_reason = await answer(api, clock, lead, id_, why=" ")
    assert no_reason.json()["code"] == "why_missing"
    kept = await answer(api, clock, lead, id_, why="到点就散了")
    assert (kept.json()["state"], kept.json()["why"]) == ("kept", "到点就散了")
    id_, second = await disputed(api, clock, volunteer, shift, line, minutes=180)
    assert second.json()["level"] == "county"
    host = await answer(api, clock, lead, id_, why="还是不改")
    assert host.json()["code"] == "role_missing"
    [seen] = (await api.get("/api/desk/records", headers=headers(county, clock))).json()["disputes"]
    assert (seen["id"], seen["yoursToAnswer"]) == (str(id_), True)
    assert (await answer(api, clock, county, id_, why="查了监控，是散了")).status_code == 200
    _, third = await disputed(api, clock, volunteer, shift, line, minutes=180)
    assert third.json()["code"] == "dispute_decided"


async def test_another_of_the_same_shift_bears_witness_by_the_link(
    api, clock, lead, shift, volunteer
):
    other = await a_volunteer(clock, "13812340002", shift)
    await serve(api, clock, other, shift, 0, 180)
    clock.now = at(200)
    id_, _ = await disputed(api, clock, volunteer, shift, None, kind="missing", minutes=180)
    own = await api.get(f"/api/record-disputes/{id_}/witness", headers=headers(volunteer, clock))
    assert own.json()["code"] == "dispute_not_found", "nobody is their own witness"
    for saw in (False, True):
        told = await put(api, clock, other, f"record-disputes/{id_}/witness", saw=saw)
        assert told.json()["saw"] is saw
    [desk] = (await api.get("/api/desk/records", headers=headers(lead, clock))).json()["disputes"]
    [witness] = desk["witnesses"]
    assert (witness["saw"], witness["wasThere"]) == (True, True)
    assert (await answer(api, clock, lead, id_, minutes=180, why="有人作证")).status_code == 200
    late = await put(api, clock, other, f"record-disputes/{id_}/witness", saw=False)
    assert late.json()["code"] == "dispute_decided"


async def test_nobody_disputes_what_is_not_theirs_or_not_over(api, clock, shift, volunteer, line):
    other = await a_volunteer(clock, "13812340002")
    _, foreign = await disputed(api, clock, other, shift, line, minutes=180)
    assert foreign.json()["code"] == "sign_up_not_found"
    _, missing = await disputed(api, clock, volunteer, shift, str(UUID(int=1)), minutes=180)
    assert missing.json()["code"] == "line_not_found"
    _, same = await disputed(api, clock, volunteer, shift, line, minutes=150)
    assert same.json()["facts"] == {"reason": "same"}
    clock.now = at(170)
    _, early = await disputed(api, clock, volunteer, shift, line, minutes=180)
    assert early.json()["code"] == "shift_not_over"
