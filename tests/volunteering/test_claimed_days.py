"""Minutes without scans make a day long as others do, and nobody was in two places at once."""

from uuid import uuid4

import pytest
from tests.people import FURONG, ground, signed_in
from tests.records.makers import UNION, answer, disputed, expect_whole, put, union
from tests.volunteering.hours import (
    a_lead,
    a_volunteer,
    an_activity,
    as_asker,
    at,
    headers,
    minutes_of,
    scan,
    serve,
)

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.volunteering.service import signing_up


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()
    await union()


@pytest.fixture
async def lead(clock):
    return await a_lead(clock)


@pytest.fixture
async def colleague(clock):
    return await a_lead(clock, "13800000073")


@pytest.fixture
async def stranger(clock):
    held = HeldRole("lead", Scope("organisation", str(UNION)))
    return await signed_in("13800000072", held, now=clock.now)


@pytest.fixture
async def county(clock):
    held = HeldRole("supervisor", Scope("division", FURONG))
    return await signed_in("13800000074", held, now=clock.now)


async def claim(api, clock, who, shift, minutes):
    path = f"service-claims/{uuid4()}"
    said = {"shift": str(shift), "minutes": minutes, "evidence": "有合影"}
    return path, await put(api, clock, who, path, **said)


async def decided(api, clock, who, path, **said):
    told = await put(api, clock, who, f"{path}/decision", **{"yes": True} | said)
    body = told.json()
    return body["state"] if told.status_code == 200 else body["code"]


async def to_do(api, clock, who):
    items = (await api.get("/api/desk/hours", headers=headers(who, clock))).json()["items"]
    return [(one["kind"], one["minutes"]) for one in items]


async def test_a_claim_that_makes_a_day_long_waits_for_whom_long_days_wait(
    api, clock, lead, colleague, stranger, county
):
    early, noon, night = await an_activity(
        lead, now=clock.now, shifts=[(0, 300), (310, 600), (610, 800)]
    )
    one = await a_volunteer(clock, "13812340001", early, noon, night)
    await serve(api, clock, one, early, 0, 300)
    clock.now = at(900)
    first, asked = await claim(api, clock, one, noon, 290)
    assert asked.json()["state"] == "waiting"
    assert await decided(api, clock, stranger, first) == "host"
    assert await minutes_of(api, clock, one) == {"service": 300, "redeemable": 300}
    assert await decided(api, clock, stranger, first) == "host", "the same yes is nothing new"
    assert await to_do(api, clock, colleague) == [("long_claim", 290)]
    assert await to_do(api, clock, stranger) == []
    assert await decided(api, clock, lead, first) == "not_second_person"
    second, _ = await claim(api, clock, one, night, 190)
    assert await decided(api, clock, stranger, second) == "county", "what waits makes it longer"
    assert await to_do(api, clock, county) == [("longer_claim", 190)]
    assert await decided(api, clock, colleague, second) == "role_missing"
    for _ in range(2):
        assert await decided(api, clock, colleague, first) == "accepted"
        assert await decided(api, clock, county, second) == "accepted"
    assert await minutes_of(api, clock, one) == {"service": 780, "redeemable": 300}
    assert await to_do(api, clock, county) == []
    await expect_whole()


async def test_whoever_has_to_allow_a_long_claim_may_refuse_it(
    api, clock, lead, colleague, stranger
):
    [long] = await an_activity(lead, now=clock.now, shifts=[(0, 500)])
    one = await a_volunteer(clock, "13812340001", long)
    clock.now = at(510)
    path, _ = await claim(api, clock, one, long, 490)
    assert await decided(api, clock, stranger, path) == "host"
    due = (await api.get("/api/desk/records", headers=headers(lead, clock))).json()["due"]
    assert [row["kind"] for row in due] == ["long_day"]
    _, over = await claim(api, clock, one, long, 11)
    assert (over.json()["code"], over.json()["facts"]) == ("claim_too_high", {"most": 10})
    said = {"yes": False, "why": "那天六个小时就散了"}
    assert await decided(api, clock, colleague, path, **said) == "refused"
    assert await minutes_of(api, clock, one) == {}


async def test_scans_after_a_claim_find_the_day_as_long_as_it_is(
    api, clock, lead, colleague, stranger
):
    early, noon = await an_activity(lead, now=clock.now, shifts=[(0, 300), (310, 600)])
    one = await a_volunteer(clock, "13812340001", early, noon)
    clock.now = at(305)
    path, _ = await claim(api, clock, one, early, 300)
    assert await decided(api, clock, stranger, path) == "accepted"
    assert (await serve(api, clock, one, noon, 310, 600))["presence"]["state"] == "host"


async def moved_onto(shift, begin, end):
    """As a host moves it after people have signed up."""
    await run(
        "UPDATE activity_shift SET starts_at = {}, ends_at = {} WHERE id = {}",
        *(at(begin), at(end), shift),
    )


@pytest.fixture
async def twice(clock, lead):
    """Seats in two shifts that have come to be at the same time."""
    here, there = await an_activity(lead, now=clock.now, shifts=[(0, 180), (200, 380)])
    one = await a_volunteer(clock, "13812340001", here, there)
    await moved_onto(there, 60, 240)
    return one, here, there


def names(refused, code, there):
    said = refused.json()
    assert (said["code"], said["facts"]["title"]) == (code, "扫楼道")
    assert said["facts"]["startsAt"].startswith(at(there).isoformat()[:16])


async def test_nobody_claims_minutes_in_which_they_were_elsewhere(api, clock, twice, stranger):
    one, here, there = twice
    await serve(api, clock, one, there, 60, 240)
    clock.now = at(250)
    _, refused = await claim(api, clock, one, here, 61)
    names(refused, "claim_overlaps", 60)
    path, fits = await claim(api, clock, one, here, 60)
    assert fits.status_code == 200
    assert await decided(api, clock, stranger, path) == "accepted"


async def test_of_two_claims_for_the_same_time_the_second_is_refused(api, clock, twice, stranger):
    one, here, there = twice
    clock.now = at(250)
    first, _ = await claim(api, clock, one, here, 180)
    second, waits = await claim(api, clock, one, there, 61)
    assert waits.status_code == 200, "nobody has said yes to either"
    assert await decided(api, clock, stranger, first) == "accepted"
    names(await put(api, clock, stranger, f"{second}/decision", yes=True), "claim_overlaps", 0)
    _, refused = await claim(api, clock, one, there, 61)
    names(refused, "claim_overlaps", 0)


async def test_who_was_said_to_be_elsewhere_does_not_scan_themselves_out_here(
    api, clock, twice, stranger
):
    one, here, there = twice
    clock.now = at(190)
    path, _ = await claim(api, clock, one, here, 180)
    assert await decided(api, clock, stranger, path) == "accepted"
    assert (await scan(api, clock, one, there, "in", 70, late=125)).status_code == 200
    names(await scan(api, clock, one, there, "out", 240), "scan_overlaps", 0)


async def test_who_was_elsewhere_too_briefly_to_count_claims_no_minutes_of_that_time(
    api, clock, lead
):
    here, there = await an_activity(lead, now=clock.now, shifts=[(0, 480), (600, 840)])
    one = await a_volunteer(clock, "13812340001", here, there)
    await moved_onto(there, 0, 240)
    stay = await serve(api, clock, one, here, 0, 200)
    assert stay["presence"]["state"] == "short"
    clock.now = at(250)
    _, refused = await claim(api, clock, one, there, 41)
    names(refused, "claim_overlaps", 0)
    _, fits = await claim(api, clock, one, there, 40)
    assert fits.status_code == 200


async def test_no_later_stay_makes_an_earlier_one_count_that_was_elsewhere(
    api, clock, lead, stranger
):
    here, there = await an_activity(lead, now=clock.now, shifts=[(0, 480), (600, 840)])
    one = await a_volunteer(clock, "13812340001", here, there)
    await moved_onto(there, -300, -60)
    await serve(api, clock, one, here, 0, 200)
    clock.now = at(250)
    path, _ = await claim(api, clock, one, there, 240)
    assert await decided(api, clock, stranger, path) == "accepted"
    await moved_onto(there, 0, 240)
    assert (await scan(api, clock, one, here, "in", 300)).status_code == 200
    names(await scan(api, clock, one, here, "out", 400), "scan_overlaps", 0)
    assert await minutes_of(api, clock, one) == {"service": 240}


async def test_no_answer_to_a_dispute_puts_anybody_in_two_places(api, clock, twice, lead):
    one, here, there = twice
    line = (await serve(api, clock, one, here, -10, 50, late=5))["presence"]
    assert line["state"] == "short"
    await serve(api, clock, one, there, 60, 240)
    clock.now = at(250)
    id_, _ = await disputed(api, clock, one, here, None, kind="missing", minutes=100)
    names(await answer(api, clock, lead, id_, minutes=100, why="有人见到"), "claim_overlaps", 60)


async def test_three_claims_that_fit_in_pairs_do_not_fit_together(api, clock, lead, stranger):
    long, first, last = await an_activity(
        lead, now=clock.now, shifts=[(0, 240), (300, 420), (420, 540)]
    )
    one = await a_volunteer(clock, "13812340001", long, first, last)
    await moved_onto(first, 0, 120)
    await moved_onto(last, 120, 240)
    clock.now = at(800)
    for shift in (long, last):
        path, _ = await claim(api, clock, one, shift, 120)
        assert await decided(api, clock, stranger, path) == "accepted"
    _, refused = await claim(api, clock, one, first, 1)
    names(refused, "claim_overlaps", 0)
    assert await minutes_of(api, clock, one) == {"service": 240}


async def test_a_long_day_is_allowed_after_all_unless_they_claimed_to_be_elsewhere(
    api, clock, lead, colleague, county, stranger
):
    long, other = await an_activity(lead, now=clock.now, shifts=[(0, 600), (600, 840)])
    one = await a_volunteer(clock, "13812340001", long, other)
    await moved_onto(other, 0, 240)
    stay = (await serve(api, clock, one, long, 0, 600))["presence"]["id"]
    clock.now = at(900)
    no = await put(api, clock, colleague, f"presences/{stay}/decision", yes=False, why="点错了")
    assert no.status_code == 200, no.text
    path, _ = await claim(api, clock, one, other, 240)
    assert await decided(api, clock, stranger, path) == "accepted"
    id_, _ = await disputed(api, clock, one, long, stay, minutes=600)
    told = [await answer(api, clock, who, id_, minutes=600, why="看错") for who in (lead, county)]
    names(next(one for one in told if one.status_code == 409), "claim_overlaps", 0)
    assert 200 not in {one.status_code for one in told}
    assert await minutes_of(api, clock, one) == {"service": 240}
    # Of the stay as much is left as they have not claimed of that time.
    too_many = [
        await answer(api, clock, who, id_, minutes=361, why="看错") for who in (lead, county)
    ]
    assert 200 not in {one.status_code for one in too_many}
    left = [await answer(api, clock, who, id_, minutes=360, why="看错") for who in (lead, county)]
    assert 200 in {one.status_code for one in left}
    assert await minutes_of(api, clock, one) == {"service": 600, "redeemable": 360}


async def test_nobody_claims_minutes_in_which_they_led_elsewhere(api, clock, lead, stranger):
    [here] = await an_activity(lead, now=clock.now, shifts=[(0, 180)])
    one = await a_lead(clock, "13812340001")
    await signing_up.sign_up(as_asker(one), here, now=clock.now)
    await an_activity(one, now=clock.now, shifts=[(30, 150)])
    clock.now = at(250)
    _, refused = await claim(api, clock, one, here, 61)
    names(refused, "claim_overlaps", 30)
    path, fits = await claim(api, clock, one, here, 60)
    assert fits.status_code == 200
    assert await decided(api, clock, stranger, path) == "accepted"
