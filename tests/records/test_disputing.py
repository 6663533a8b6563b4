"""Somebody finds their record wrong; more takes a second person, less only their own word."""

from uuid import UUID, uuid4

import pytest
from tests.people import FURONG, ground, signed_in
from tests.records.makers import UNION, put, record, union
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
from xiangyi.core.db import run
from xiangyi.features.ledger.service.verifying import verify


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()
    await union()


@pytest.fixture
async def lead(clock):
    return await a_lead(clock)


@pytest.fixture
async def stranger(clock):
    """Leads for another organisation of the county."""
    held = HeldRole("lead", Scope("organisation", str(UNION)))
    return await signed_in("13800000072", held, now=clock.now)


@pytest.fixture
async def county(clock):
    held = HeldRole("supervisor", Scope("division", FURONG))
    return await signed_in("13800000074", held, now=clock.now)


@pytest.fixture
async def shift(clock, lead):
    [id_] = await an_activity(lead, now=clock.now, shifts=[(0, 180)])
    return id_


@pytest.fixture
async def volunteer(clock, shift):
    return await a_volunteer(clock, "13812340001", shift)


@pytest.fixture
async def line(api, clock, shift, volunteer):
    """150 minutes, at the end of the shift."""
    done = await serve(api, clock, volunteer, shift, 0, 150)
    clock.now = at(200)
    return done["presence"]["id"]


async def disputed(api, clock, who, shift, line, **said):
    told = {"shift": str(shift), "line": line, "kind": "hours", "words": "我收完工具才走"} | said
    id_ = uuid4()
    return id_, await put(api, clock, who, f"record-disputes/{id_}", **told)


async def answer(api, clock, who, id_, **said):
    return await put(api, clock, who, f"record-disputes/{id_}/answer", **said)


async def dispute_of(api, clock, who):
    [one] = (await record(api, clock, who))["disputes"]
    return one


async def expect_whole():
    told: list[str] = []
    await verify([], [], told.append)
    assert told == []


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


async def test_what_was_not_served_is_taken_by_the_county_and_another_organisation_together(
    api, clock, lead, stranger, county, shift, volunteer, line
):
    path = f"record-takings/{uuid4()}"
    said = {"line": line, "minutes": 60, "why": "监控里十点就走了"}
    host = await put(api, clock, lead, path, **said)
    assert host.json()["code"] == "role_missing"
    for _ in range(2):
        assert (await put(api, clock, county, path, **said)).status_code == 200
    more = f"record-takings/{uuid4()}"
    over = await put(api, clock, county, more, **said | {"minutes": 151})
    assert over.json()["facts"] == {"most": 150}
    assert (await put(api, clock, county, more, **said | {"minutes": 100})).status_code == 200
    assert await minutes_of(api, clock, volunteer) == {"service": 150, "redeemable": 150}
    todo = (await api.get("/api/desk/hours", headers=headers(stranger, clock))).json()["items"]
    assert [(one["kind"], one["minutes"]) for one in todo].count(("taking", -60)) == 1
    [first] = [one["id"] for one in todo if one["minutes"] == -60]
    [second] = [one["id"] for one in todo if one["minutes"] == -100]
    own = await put(api, clock, county, f"service-claims/{first}/decision", yes=True)
    assert own.json()["code"] == "role_missing"
    done = await put(api, clock, stranger, f"service-claims/{first}/decision", yes=True)
    assert done.status_code == 200, done.text
    assert await minutes_of(api, clock, volunteer) == {"service": 90, "redeemable": 90}
    gone = await put(api, clock, stranger, f"service-claims/{second}/decision", yes=True)
    assert (gone.json()["code"], gone.json()["facts"]) == ("claim_too_high", {"most": 90})
    asked = {"minutes": 150, "words": "我去了后门"}
    _, objected = await disputed(api, clock, volunteer, shift, line, **asked)
    assert (objected.json()["state"], objected.json()["nowMinutes"]) == ("open", 90)
    await expect_whole()
