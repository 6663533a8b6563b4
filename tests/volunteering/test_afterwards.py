"""What comes after a scan: a question to who forgot to go, another lead, and somebody's leaving."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.people import FURONG, HUNAN, STREET, ZHUZHOU, ground
from tests.volunteering.hours import (
    a_lead,
    a_volunteer,
    an_activity,
    at,
    headers,
    minutes_of,
    put_scan,
    scan,
    serve,
    token,
)

from xiangyi.core.db import atomic, run
from xiangyi.features.ledger.service.verifying import verify
from xiangyi.features.notifications.service import expanding
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.errors import RuleUnusable
from xiangyi.features.ruling.service import Rule
from xiangyi.features.volunteering import jobs, personal
from xiangyi.features.volunteering.service import asking_back, proving
from xiangyi.features.volunteering.service.ruling import RULES


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def lead(clock):
    return await a_lead(clock)


@pytest.fixture
async def shift(clock, lead):
    [id_] = await an_activity(lead, now=clock.now, shifts=[(0, 180)])
    return id_


async def test_whoever_forgot_to_go_is_asked_once_and_can_still_say_that_they_went(
    api, clock, shift
):
    forgot, went = [await a_volunteer(clock, f"1381234000{n}", shift) for n in range(2)]
    await scan(api, clock, forgot, shift, "in", 0)
    await serve(api, clock, went, shift, 0.5, 180)
    for minutes in (184, 186, 190):
        clock.now = at(minutes)
        await asking_back.ask_who_is_still_there(now=clock.now)
        await expanding.expand_due(now=clock.now)
    told = []
    for who in (forgot, went):
        got = await api.get("/api/me/notices", headers=headers(who, clock))
        told.append([one["kind"] for one in got.json()["notices"]])
    assert told == [["activity.still_there"], []]
    gone = (await scan(api, clock, forgot, shift, "out", 200)).json()
    assert gone["presence"]["minutes"] == 180, "no more than the shift has"


async def test_a_division_s_own_number_holds_from_its_day_on(api, clock, lead):
    day = at(0).date()
    told = {"since_on": day, "basis": "芙蓉区志愿服务办法第三条"}
    rule = Rule("presence_percent", FURONG, 10, **told)
    assert await ruling.set_as_operator(RULES, rule, now=clock.now) == 60
    shifts = await an_activity(lead, now=clock.now, shifts=[(-1_440, -1_260), (0, 180)])
    volunteer = await a_volunteer(clock, "13812340001", *shifts)
    before = await serve(api, clock, volunteer, shifts[0], -1_440, -1_400)
    after = await serve(api, clock, volunteer, shifts[1], 0, 40)
    added = [one["presence"]["reckoning"]["added"] for one in (before, after)]
    assert added == [0, 40]


async def test_the_nearest_division_s_number_counts_whenever_it_was_set(clock):
    tomorrow = clock.now + timedelta(days=1)
    for division, value in ((FURONG, 20), (FURONG, 10), (HUNAN, 90)):
        rule = Rule("presence_percent", division, value, since_on=tomorrow.date(), basis="来函")
        await ruling.set_as_operator(RULES, rule, now=clock.now)
    found = {
        division: (await ruling.numbers(RULES, division, now=tomorrow))["presence_percent"]
        for division in (STREET, FURONG, HUNAN, ZHUZHOU)
    }
    assert found == {STREET: 10, FURONG: 10, HUNAN: 90, ZHUZHOU: 90}


async def test_another_lead_makes_what_the_first_can_show_worth_nothing(api, clock, lead, shift):
    """As it is when the first lost their phone."""
    volunteer = await a_volunteer(clock, "13812340001", shift)
    second = await a_lead(clock, "13800000073")
    id_ = await activity_of(shift)
    desk = await api.get(f"/api/desk/activities/{id_}", headers=lead.headers)
    facts = desk.json()["facts"]
    facts["shifts"][0]["lead"] = str(second.account)
    path = f"/api/activities/{id_}"
    changed = await api.put(path, json={"facts": facts, "basedOn": 3}, headers=lead.headers)
    assert changed.status_code == 200, changed.text
    clock.now = at(0)
    old = await put_scan(api, clock, volunteer, token=token(shift, "in", 0))
    new = await put_scan(api, clock, volunteer, token=token(shift, "in", 0, number=2))
    assert (old.json()["code"], new.status_code) == ("code_unknown", 200)
    refused = await api.get(f"/api/shifts/{shift}/code", headers=headers(lead, clock))
    assert refused.json()["code"] == "shift_not_yours"


async def activity_of(shift) -> str:
    [row] = await run("SELECT activity FROM activity_shift WHERE id = {}", shift)
    return str(row["activity"])


async def test_of_whoever_leaves_the_minutes_stay_and_nobody_knows_whose(api, clock, shift):
    volunteer = await a_volunteer(clock, "13812340001", shift)
    await serve(api, clock, volunteer, shift, 0, 180)
    assert (await minutes_of(api, clock, volunteer))["service"] == 180
    async with atomic():
        await run("UPDATE account SET erased_at = {} WHERE id = {}", clock.now, volunteer.account)
        await personal.erase(volunteer.account, clock.now + timedelta(days=15))
    [stay] = await run("SELECT account, minutes FROM shift_presence")
    assert (stay["account"], stay["minutes"]) == (None, 180)
    for table in ("shift_scan", "shift_signup", "shift_tick"):
        assert await run(f"SELECT * FROM {table}") == []  # noqa: S608  # ours
    wrong: list[str] = []
    await verify([], [], wrong.append, proving.follow)
    assert wrong == []


async def test_a_ticket_that_nobody_signed_in_with_is_forgotten_after_a_day(
    api, clock, settings, shift
):
    clock.now = at(0)
    said = {"token": token(shift, "in", 0)}
    assert (await api.post("/api/code-tickets", json=said)).status_code == 201
    for hours, left in ((23, 1), (25, 0)):
        await jobs.forget_tickets(settings, at(hours * 60))
        assert len(await run("SELECT id FROM code_ticket")) == left


async def moved(api, clock, lead, shift, *times: float):
    """The shift at another time, or, where none is said, what it is of called off."""
    id_ = await activity_of(shift)
    desk = (await api.get(f"/api/desk/activities/{id_}", headers=headers(lead, clock))).json()
    if not times:
        path, said = f"/api/activities/{id_}/cancellation", {"reason": "下雨"}
    else:
        first, ends = (at(one).isoformat() for one in times)
        shifts = [desk["facts"]["shifts"][0] | {"startsAt": first, "endsAt": ends}]
        path = f"/api/activities/{id_}"
        said = {"facts": desk["facts"] | {"shifts": shifts}, "basedOn": desk["revision"]}
    done = await api.put(path, json=said, headers=headers(lead, clock))
    assert done.status_code == 200, done.text


@pytest.mark.parametrize("times", [(), (300, 480)], ids=["called off", "moved"])
async def test_who_had_come_early_is_out_again_when_the_shift_is_moved(
    api, clock, lead, shift, times
):
    other = await a_lead(clock, "13800000079")
    [near] = await an_activity(other, now=clock.now, title="清河道", shifts=[(200, 280)])
    volunteer = await a_volunteer(clock, "13812340001", shift, near)
    clock.now = at(-20)
    assert (await scan(api, clock, volunteer, shift, "in", -20)).status_code == 200
    clock.now = at(-10)
    await moved(api, clock, lead, shift, *times)
    done = await serve(api, clock, volunteer, near, 200, 280)
    assert done["presence"]["minutes"] == 80, "they are not thought to be in the other one"
    gone = await scan(api, clock, volunteer, shift, "out", 300)
    assert gone.json()["code"] == ("not_in" if times else "scan_closed")
    if times:
        again = (await serve(api, clock, volunteer, shift, 300, 480))["presence"]
        assert (again["minutes"], again["serviceClass"]) == (180, "verified")


async def test_whoever_gives_up_the_seat_after_coming_early_is_out_and_told_so(
    api, clock, lead, shift
):
    other = await a_lead(clock, "13800000079")
    [near] = await an_activity(other, now=clock.now, title="清河道", shifts=[(0, 80)])
    volunteer = await a_volunteer(clock, "13812340001", shift)
    assert (await scan(api, clock, volunteer, shift, "in", -20)).status_code == 200
    clock.now = at(-15)
    path = f"/api/shifts/{shift}/signup"
    for _ in range(2):
        left = await api.delete(path, headers=headers(volunteer, clock))
        assert (left.status_code, left.json()) == (200, {"stayEnded": True})
    [stay] = await run("SELECT state, minutes, left_at FROM shift_presence")
    assert (stay["state"], stay["minutes"], stay["left_at"]) == ("short", 0, at(-15))
    seat = f"/api/shifts/{near}/signup"
    assert (await api.put(seat, headers=headers(volunteer, clock))).status_code == 200
    done = await serve(api, clock, volunteer, near, -10, 80)
    assert done["presence"]["minutes"] == 80, "they are not thought to be in the other one"


async def test_whoever_gives_up_a_seat_without_having_come_has_no_stay_to_lose(api, clock, shift):
    volunteer = await a_volunteer(clock, "13812340001", shift)
    clock.now = at(-15)
    path = f"/api/shifts/{shift}/signup"
    left = await api.delete(path, headers=headers(volunteer, clock))
    assert left.json() == {"stayEnded": False}


async def test_a_number_set_later_changes_nothing_of_a_shift_before_its_day(
    api, clock, lead, shift
):
    short = await a_volunteer(clock, "13812340001", shift)
    clock.now = at(2 * 1_440)
    told = {"since_on": at(3 * 1_440).date(), "basis": "来函"}
    for name, value in (("presence_percent", 10), ("claiming_days", 1)):
        await ruling.set_as_operator(RULES, Rule(name, FURONG, value, **told), now=clock.now)
    clock.now = at(3 * 1_440)
    await put_scan(api, clock, short, token=token(shift, "in", 0))
    gone = (await put_scan(api, clock, short, token=token(shift, "out", 60))).json()["presence"]
    assert (gone["state"], gone["minutes"]) == ("short", 0), "a third of it, where 60 % are needed"
    said = {"shift": str(shift), "minutes": 60, "evidence": "有合影"}
    path = f"/api/service-claims/{uuid4()}"
    claimed = await api.put(path, json=said, headers=headers(short, clock))
    assert claimed.status_code == 200, claimed.text


async def test_no_number_is_set_for_a_day_that_has_begun(api, clock, shift):
    volunteer = await a_volunteer(clock, "13812340001", shift)
    assert (await serve(api, clock, volunteer, shift, 0, 60))["presence"]["state"] == "short"
    today = at(0).date()
    rule = Rule("presence_percent", STREET, 1, since_on=today, basis="来函")
    with pytest.raises(RuleUnusable) as refused:
        await ruling.set_as_operator(RULES, rule, now=clock.now)
    wanted = f"{today + timedelta(days=1)} or later"
    assert refused.value.facts == {"field": "since", "wanted": wanted}


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("on_time_min", 11, "1 to 10"),
        ("presence_percent", 0, "1 to 100"),
        ("presence_percent", 101, "1 to 100"),
    ],
)
async def test_no_division_sets_a_number_that_makes_minutes_from_nothing(
    clock, name, value, wanted
):
    rule = Rule(name, FURONG, value, since_on=clock.now.date(), basis="来函")
    with pytest.raises(RuleUnusable) as refused:
        await ruling.set_as_operator(RULES, rule, now=clock.now)
    assert refused.value.facts == {"field": "value", "wanted": wanted}
