"""A sample of each month is drawn by what nobody chooses, asked about, and told in numbers."""

from hashlib import sha256

import pytest
from tests.people import FURONG, ground, signed_in
from tests.volunteering.hours import a_lead, a_volunteer, an_activity, at, headers, serve

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.ledger.service import checkpoints
from xiangyi.features.volunteering import jobs, personal
from xiangyi.features.volunteering.rules.sampling import draws_of


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def served(api, clock):
    """Three have served in November, and another in December, in the shift of a lead."""
    lead = await a_lead(clock)
    month = 5 * 24 * 60
    [november, december] = await an_activity(
        lead, now=clock.now, shifts=[(0, 180), (month, month + 180)]
    )
    people = [await a_volunteer(clock, f"1381234000{n}", november) for n in range(3)]
    for number, who in enumerate(people):
        await serve(api, clock, who, november, number / 2, 180)
        await checkpoints.make(now=clock.now)
    late = await a_volunteer(clock, "13812340009", december)
    await serve(api, clock, late, december, month, month + 180)
    return people


@pytest.fixture
async def supervisor(clock):
    held = HeldRole("supervisor", Scope("division", FURONG))
    return await signed_in("13800000074", held, now=clock.now)


async def published(api):
    return (await api.get("/api/service-samples")).json()["months"]


async def test_anybody_draws_the_same_lines_again_from_two_checkpoints(
    api, clock, settings, served
):
    clock.now = at(200)
    await jobs.draw_samples(settings, clock.now)
    assert await published(api) == [], "the month is not over"
    await checkpoints.make(now=at(5 * 24 * 60 + 200))
    for _ in range(2):
        await jobs.draw_samples(settings, at(5 * 24 * 60 + 201))
    [month] = await published(api)
    kept = (await api.get("/api/checkpoints")).json()["items"]
    seed = kept[0]
    assert (month["month"], month["size"], month["before"]) == ("2026-11", seed["size"], 0)
    assert (month["root"], month["draws"]) == (seed["root"], 30)
    drawn = []
    for draw in range(30):
        digest = sha256(bytes.fromhex(seed["root"]) + draw.to_bytes(4, "big")).digest()
        drawn.append(int.from_bytes(digest, "big") % seed["size"])
    # Of each posting the first line is the service, the second what may be redeemed.
    service = [number for number in dict.fromkeys(drawn) if number % 3 == 0]
    assert month["numbers"] == service
    assert month["waiting"] == len(service)
    assert not set(month) & {"names", "accounts", "postings"}


async def test_who_was_drawn_is_rung_up_and_what_they_say_is_told_in_numbers(
    api, clock, settings, served, supervisor
):
    clock.now = at(5 * 24 * 60 + 200)
    await checkpoints.make(now=clock.now)
    await jobs.draw_samples(settings, clock.now)
    told = await api.get("/api/desk/samples", headers=headers(supervisor, clock))
    lines = told.json()["lines"]
    assert lines
    assert {(one["minutes"] >= 179, one["serviceClass"], one["result"]) for one in lines} == {
        (True, "verified", None)
    }
    line = f"/api/desk/samples/{lines[0]['id']}"
    person = await api.get(f"{line}/person", headers=headers(supervisor, clock))
    assert person.json()["phone"].startswith("1381234000")
    log = await api.get(
        "/api/audit", params={"action": "sample.rung"}, headers=headers(supervisor, clock)
    )
    assert len(log.json()["items"]) == 1
    for result in ("unreached", "confirmed"):
        said = await api.put(line, json={"result": result}, headers=headers(supervisor, clock))
        assert said.status_code == 200, said.text
    told = [one for who in served for one in (await personal.export(who.account))[1].rows]
    assert [one["checked"] for one in told].count("confirmed") == 1
    [month] = await published(api)
    results = {name: month[name] for name in ("confirmed", "unconfirmed", "unreached", "waiting")}
    assert results == {
        "confirmed": 1,
        "unconfirmed": 0,
        "unreached": 0,
        "waiting": len(lines) - 1,
    }


async def test_neither_whoever_led_nor_somebody_from_elsewhere_answers_for_a_line(
    api, clock, settings, served, supervisor
):
    clock.now = at(5 * 24 * 60 + 200)
    await checkpoints.make(now=clock.now)
    await jobs.draw_samples(settings, clock.now)
    told = await api.get("/api/desk/samples", headers=headers(supervisor, clock))
    line = f"/api/desk/samples/{told.json()['lines'][0]['id']}"
    await run("UPDATE activity_shift SET lead = {}", supervisor.account)
    codes = []
    for who in (supervisor, await a_lead(clock, "13800000073"), served[0]):
        asked = await api.get(f"{line}/person", headers=headers(who, clock))
        said = await api.put(line, json={"result": "confirmed"}, headers=headers(who, clock))
        codes += [asked.json()["code"], said.json()["code"]]
    assert codes == ["not_second_person"] * 2 + ["role_missing"] * 4


def test_one_line_in_a_hundred_is_drawn_and_never_too_few_or_too_many():
    assert [draws_of(lines) for lines in (1, 3_000, 3_001, 9_999_999)] == [30, 30, 31, 2_000]
