"""A supervisor is shown hours that look odd, with numbers, and says what it was."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from tests.doors_open import without_triggers
from tests.people import FURONG, OFFICE, ZHUZHOU, ground, signed_in
from tests.volunteering.hours import (
    a_lead,
    a_volunteer,
    an_activity,
    at,
    headers,
    put_scan,
    serve,
    token,
)

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.volunteering import jobs
from xiangyi.features.volunteering.tables.hours import ServiceClaim

UNION = UUID("0f1ce000-0000-4000-8000-000000000002")
WHY = "全队一起收工，排着队扫的"


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


async def watches(clock, division=FURONG, phone="13800000074"):
    return await signed_in(
        phone, HeldRole("supervisor", Scope("division", division)), now=clock.now
    )


async def signs(api, clock, who):
    got = await api.get("/api/desk/watch", headers=headers(who, clock))
    assert got.status_code == 200, got.text
    return got.json()["signs"]


async def five(clock, shift):
    return [await a_volunteer(clock, f"1381234000{n}", shift) for n in range(5)]


async def come_and_go(api, clock, people, shift, *, seconds):
    """Each goes so many seconds after the one before."""
    for number, who in enumerate(people):
        clock.now = at(number / 2)
        assert (await put_scan(api, clock, who, token=token(shift, "in", 0))).status_code == 200
    for number, who in enumerate(people):
        clock.now = at(180) + timedelta(seconds=seconds * number)
        assert (await put_scan(api, clock, who, token=token(shift, "out", 180))).status_code == 200


async def test_where_everybody_goes_in_the_same_second_that_is_said_with_its_numbers(
    api, clock, shift
):
    await come_and_go(api, clock, await five(clock, shift), shift, seconds=0.25)
    [sign] = await signs(api, clock, await watches(clock))
    told = {name: sign[name] for name in ("sign", "shift", "organisation", "numbers", "names")}
    assert told == {
        "sign": "left_at_once",
        "shift": str(shift),
        "organisation": str(OFFICE),
        "numbers": {"people": 5, "seconds": 1},
        "names": [],
    }
    assert await signs(api, clock, await watches(clock, ZHUZHOU, "13800000075")) == []


async def test_where_one_goes_after_the_other_nothing_is_said(api, clock, shift):
    await come_and_go(api, clock, await five(clock, shift), shift, seconds=5)
    assert await signs(api, clock, await watches(clock)) == []


async def test_whoever_watches_says_what_it_was_and_that_stands_in_the_record(api, clock, shift):
    await come_and_go(api, clock, await five(clock, shift), shift, seconds=0.25)
    supervisor = await watches(clock)
    [sign] = await signs(api, clock, supervisor)
    path = f"/api/desk/watch/{sign['id']}/look"
    silent = await api.put(path, json={"why": " "}, headers=headers(supervisor, clock))
    assert silent.json()["code"] == "why_missing"
    elsewhere = await watches(clock, ZHUZHOU, "13800000075")
    colleague = await a_lead(clock, "13800000073")
    for who, code in ((elsewhere, "sign_not_found"), (colleague, "role_missing")):
        refused = await api.put(path, json={"why": WHY}, headers=headers(who, clock))
        assert refused.json()["code"] == code
    said = await api.put(path, json={"why": WHY}, headers=headers(supervisor, clock))
    assert said.status_code == 200, said.text
    [sign] = await signs(api, clock, supervisor)
    assert [look["why"] for look in sign["looks"]] == [WHY]
    entry = {"action": "sign.looked_into"}
    log = await api.get("/api/audit", params=entry, headers=headers(supervisor, clock))
    assert [line["why"] for line in log.json()["items"]] == [WHY]


async def test_a_phone_that_scans_for_two_is_seen_in_that_shift_alone_and_forgotten(
    api, clock, lead, settings
):
    one, other = await an_activity(lead, now=clock.now, shifts=[(0, 60), (120, 180)])
    people = [await a_volunteer(clock, f"1381234000{n}", one, other) for n in range(2)]
    phones = [{"X-Device-Key": f"{'k' * 21}{n}"} for n in range(2)]
    scanned = [(one, 0, phones[0]), (one, 0, phones[0]), (other, 120, phones[0])]
    scanned.append((other, 120, phones[1]))
    for number, (shift, minutes, phone) in enumerate(scanned):
        clock.now = at(minutes)
        said = {"token": token(shift, "in", minutes)}
        who = people[number % 2]
        answer = await api.put(
            f"/api/scans/{uuid4()}", json=said, headers=headers(who, clock) | phone
        )
        assert answer.status_code == 200, answer.text
    [sign] = await signs(api, clock, await watches(clock))
    assert (sign["sign"], sign["shift"]) == ("one_phone", str(one))
    assert sign["numbers"] == {"phones": 1, "people": 2}
    hashes = [bytes(row["phone"]) for row in await run("SELECT phone FROM shift_scan")]
    assert len(set(hashes)) == 3, "the same phone is another in another shift"
    await jobs.forget_tickets(settings, clock.now + timedelta(days=91))
    assert {row["phone"] for row in await run("SELECT phone FROM shift_scan")} == {None}


async def test_ticks_in_one_second_phones_that_were_elsewhere_and_too_many_minutes_are_said(
    api, clock, lead, shift
):
    people = await five(clock, shift)
    for number, who in enumerate(people):
        await serve(api, clock, who, shift, number, 170 + number)
    clock.now = at(175)
    seats = await run("SELECT id FROM shift_signup ORDER BY id")
    for row in seats:
        path = f"/api/shifts/{shift}/ticks/{row['id']}"
        ticked = await api.put(path, json={"there": True}, headers=headers(lead, clock))
        assert ticked.status_code == 200
    async with without_triggers("shift_scan"):
        await run("UPDATE shift_scan SET in_radius = NOT on_time WHERE phase = 'in'")
    await run("UPDATE activity_shift SET ends_at = {}", at(120))
    found = {one["sign"]: one["numbers"] for one in await signs(api, clock, await watches(clock))}
    assert found == {
        "ticked_at_once": {"people": 5, "seconds": 0},
        "not_near": {"people": 5, "near": 0, "far": 5},
        "over_full": {"people": 5, "minutes": 170, "most": 120},
    }


async def test_whoever_scanned_and_is_not_on_the_sealed_list_is_counted(
    api, clock, lead, shift, settings
):
    """As of a photo of the code that was sent to somebody who stayed at home."""
    here, away = [await a_volunteer(clock, f"1381234000{n}", shift) for n in range(2)]
    await serve(api, clock, here, shift, 0, 170)
    await serve(api, clock, away, shift, 1, 171)
    [seat] = await run("SELECT id FROM shift_signup WHERE account = {}", here.account)
    path = f"/api/shifts/{shift}/ticks/{seat['id']}"
    ticked = await api.put(path, json={"there": True}, headers=headers(lead, clock))
    assert ticked.status_code == 200
    supervisor = await watches(clock)
    assert await signs(api, clock, supervisor) == [], "the list is open"
    clock.now = at(300)
    await jobs.seal_lists(settings, clock.now)
    [sign] = await signs(api, clock, supervisor)
    assert (sign["sign"], sign["numbers"]) == ("unlisted", {"people": 2, "unlisted": 1})


async def test_much_that_was_never_scanned_and_the_same_two_each_time_are_said(
    api, clock, lead, shift
):
    changed_at = datetime(2026, 1, 1, tzinfo=UTC)
    told = {"kind": "union", "name": "总工会", "pinyin": "z", "initials": "z"}
    await Organisation.insert(Organisation(id=UNION, home=FURONG, changed_at=changed_at, **told))
    held = HeldRole("lead", Scope("organisation", str(UNION)))
    stranger = await signed_in("13800000072", held, now=clock.now)
    for who in await five(clock, shift):
        await ServiceClaim.insert(
            ServiceClaim(
                id=uuid4(),
                shift=shift,
                account=who.account,
                minutes=120,
                state="accepted",
                claimed_by=lead.account,
                claimed_at=at(200),
                decided_by=stranger.account,
                decided_at=at(201),
            )
        )
    clock.now = at(300)
    supervisor = await watches(clock)
    found = {one["sign"]: one for one in await signs(api, clock, supervisor)}
    assert found["backfilled"]["numbers"] == {"percent": 100}
    assert (found["same_two"]["numbers"], len(found["same_two"]["names"])) == ({"claims": 5}, 2)
    assert len(found) == 2
    [one, *_] = await run("SELECT id FROM service_claim")
    async with without_triggers("service_claim"):
        await run("UPDATE service_claim SET decided_by = {} WHERE id = {}", uuid4(), one["id"])
    assert {one["sign"] for one in await signs(api, clock, supervisor)} == {"backfilled"}


async def test_where_one_person_confirms_nearly_all_that_came_late_that_is_said(api, clock, lead):
    shifts = await an_activity(
        lead, now=clock.now, shifts=[(1_440 * day, 1_440 * day + 180) for day in range(3)]
    )
    friend, other = uuid4(), uuid4()
    for who in [await a_volunteer(clock, f"1381234000{n}", *shifts) for n in range(4)]:
        for day, shift in enumerate(shifts):
            begins = 1_440 * day
            stay = await serve(api, clock, who, shift, begins, begins + 170, late=60)
            assert stay["presence"]["serviceClass"] == "late"
    supervisor = await watches(clock)
    assert await signs(api, clock, supervisor) == [], "nobody has confirmed any"
    confirm = "UPDATE shift_presence SET confirmed_at = {}, confirmed_by = {}"
    await run(confirm, clock.now, friend)
    [sign] = await signs(api, clock, supervisor)
    assert (sign["sign"], len(sign["names"])) == ("one_confirms", 1)
    assert sign["numbers"] == {"stays": 12, "late": 12, "minutes": 12 * 170}
    some = "WHERE id IN (SELECT id FROM shift_presence ORDER BY id LIMIT {})"
    async with without_triggers("shift_presence"):
        await run(f"{confirm} {some}", clock.now, other, 2)
    [sign] = await signs(api, clock, supervisor)
    assert (sign["numbers"]["stays"], sign["numbers"]["late"]) == (10, 12)
    async with without_triggers("shift_presence"):
        await run(f"{confirm} {some}", clock.now, other, 3)
    assert await signs(api, clock, supervisor) == []
