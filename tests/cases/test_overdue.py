"""Desks hear of what is raised and of what is past its day; what stays so climbs one level."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from tests.cases.makers import (
    CITY,
    COUNTY,
    STREET,
    convener,
    handler,
    holder,
    hunan,
    moved,
    office,
    proposed,
    raised,
    rider,
    told_to,
)
from tests.people import signed_in
from tests.workdays.makers import take_in, whole

from xiangyi.core.db import run
from xiangyi.features.cases.jobs import follow_cases
from xiangyi.features.cases.service.ruling import RULES
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.service import Rule
from xiangyi.settings import Settings

OFFICER, WORKS, ABOVE, FAR = (f"1390000000{number}" for number in (1, 2, 5, 6))


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()
    await take_in(*whole(2026))


async def work(clock, **later: float) -> None:
    """So much time goes by, and the worker comes round."""
    clock.now += timedelta(**later)
    await follow_cases(Settings(), clock.now)


async def back(clock, phone=OFFICER):
    """Somebody who signs in once more."""
    return await signed_in(phone, now=clock.now)


async def heard(api, clock, phone=OFFICER) -> list[str]:
    return await told_to(api, clock, await back(clock, phone))


async def steps(id_: str) -> list[str]:
    rows = await run("SELECT move FROM case_step WHERE case_id = {} ORDER BY id", UUID(id_))
    return [str(row["move"]) for row in rows]


async def test_who_convenes_hears_of_what_is_raised_in_one_notice_however_many(api, clock):
    await convener(clock)
    await convener(clock, COUNTY, ABOVE)
    person = await rider(clock)
    for _ in range(3):
        await raised(api, person)
    assert await heard(api, clock) == []
    await asyncio.gather(work(clock), work(clock))
    assert await heard(api, clock) == ["case.new_here"]
    # Another hour with another one: it takes the place of the notice that was not read.
    await work(clock, hours=1)
    await raised(api, person := await rider(clock))
    await work(clock)
    await heard(api, clock)
    inbox = await api.get("/api/me/notices", headers=(await back(clock)).headers)
    assert sorted(one["replaced"] for one in inbox.json()["notices"]) == [False, True]
    made = await run("SELECT id FROM campaign WHERE kind = 'case.new_here'")
    assert len(made) == 2
    # The level above has those of its own, and those of a place where nobody convenes.
    assert await heard(api, clock, ABOVE) == []
    await raised(api, person, division=COUNTY)
    await work(clock)
    assert await heard(api, clock, ABOVE) == ["case.new_here"]


async def test_of_a_danger_they_hear_at_once_and_not_once_more(api, clock):
    officer = await convener(clock)
    await raised(api, await rider(clock), field="safety")
    assert await told_to(api, clock, officer) == ["case.danger_here"]
    await work(clock)
    assert await told_to(api, clock, officer) == ["case.danger_here"]


async def test_unanswered_by_its_day_desks_hear_it_and_later_one_level_up_once_each(api, clock):
    officer, person = await convener(clock), await rider(clock)
    await convener(clock, COUNTY, ABOVE)
    await holder(clock, "supervisor", CITY, FAR)
    owner = await office(clock)
    await handler(clock, owner)
    mine = (await raised(api, person))["id"]
    await moved(api, officer, mine, "accept")
    await moved(api, officer, mine, "assign", organisation=str(owner))
    before = await steps(mine)
    # Raised on Monday, 23 November, it is due on the Monday after.
    await work(clock, days=7)
    assert await steps(mine) == before
    await work(clock, days=1)
    await asyncio.gather(work(clock), work(clock))
    assert await steps(mine) == [*before, "fall_due"]
    assert await heard(api, clock) == ["case.overdue_here"]
    assert "case.overdue_at_you" in await heard(api, clock, WORKS)
    assert "case.overdue" in await told_to(api, clock, await rider(clock))
    assert await heard(api, clock, ABOVE) == []
    # Five working days later, over a weekend.
    await work(clock, days=6)
    assert await steps(mine) == [*before, "fall_due"]
    await work(clock, days=1)
    assert await heard(api, clock, ABOVE) == ["case.climbed_to_you"]
    assert await heard(api, clock, FAR) == []
    assert "case.climbed" in await told_to(api, clock, await rider(clock))
    await work(clock, days=20)
    assert await steps(mine) == [*before, "fall_due", "climb"]


async def test_answered_in_time_or_before_it_climbs_nothing_climbs(api, clock):
    officer, person = await convener(clock), await rider(clock)
    await convener(clock, COUNTY, ABOVE)
    late, soon = [(await raised(api, person))["id"] for _ in range(2)]
    for id_ in (late, soon):
        await moved(api, officer, id_, "accept")
    await moved(api, officer, soon, "answer", words="好了。")
    await work(clock, days=8)
    await moved(api, await back(clock), late, "answer", words="好了。")
    await work(clock, days=30)
    assert await steps(soon) == ["accept", "answer"]
    assert await steps(late) == ["accept", "fall_due", "answer"]
    assert await heard(api, clock, ABOVE) == []


async def test_of_several_that_are_late_together_each_hears_once(api, clock):
    officer, person = await convener(clock), await rider(clock)
    ids = [(await raised(api, person))["id"] for _ in range(3)]
    await proposed(api, officer, *ids)
    await work(clock, days=8)
    person = await rider(clock)
    told = await told_to(api, clock, person)
    assert (told.count("concern.overdue"), told.count("case.overdue")) == (1, 0)
    told = await heard(api, clock)
    assert told.count("case.overdue_here") == 1


async def test_where_nobody_is_above_that_is_said_once_until_somebody_is(api, clock):
    await convener(clock)
    mine = (await raised(api, await rider(clock)))["id"]
    await work(clock, days=8)
    await work(clock, days=8)
    await work(clock, days=8)
    assert await steps(mine) == ["fall_due", "unheard"]
    assert "case.unheard" in await told_to(api, clock, await rider(clock))
    await holder(clock, "administrator", CITY, FAR)
    await work(clock, days=8)
    assert await steps(mine) == ["fall_due", "unheard", "climb"]
    assert await heard(api, clock, FAR) == ["case.climbed_to_you"]


async def test_a_division_sets_after_how_many_days_it_climbs(api, clock):
    await convener(clock)
    await convener(clock, COUNTY, ABOVE)
    tomorrow = clock.now.date() + timedelta(days=1)
    rule = Rule("climbing_days", COUNTY, 1, since_on=tomorrow, basis="办法第 3 条")
    await ruling.set_as_operator(RULES, rule, now=clock.now)
    mine = (await raised(api, await rider(clock)))["id"]
    await work(clock, days=8)
    await work(clock, days=1)
    assert await steps(mine) == ["fall_due", "climb"]


async def test_done_again_it_may_be_late_anew(api, clock):
    await convener(clock)
    mine = (await raised(api, await rider(clock)))["id"]
    await work(clock, days=8)
    officer, person = await back(clock), await rider(clock)
    await moved(api, officer, mine, "accept")
    await moved(api, officer, mine, "answer", words="好了。")
    path = f"/api/cases/{mine}/unsolved/{UUID(int=7)}"
    assert (await api.put(path, json={}, headers=person.headers)).json()["state"] == "reopened"
    await work(clock, days=1)
    assert (await steps(mine)).count("fall_due") == 1
    await work(clock, days=10)
    assert (await steps(mine)).count("fall_due") == 2


async def test_watched_it_is_late_by_its_new_day_and_climbs_above_who_watches_it(api, clock):
    await convener(clock)
    await holder(clock, "supervisor", COUNTY, ABOVE)
    await holder(clock, "supervisor", CITY, FAR)
    mine = (await raised(api, await rider(clock)))["id"]
    other = (await raised(api, await rider(clock)))["id"]
    await moved(api, await back(clock), mine, "accept")
    for turn in (1, 2):
        await moved(api, await back(clock), mine, "answer", words="好了。")
        path, person = f"/api/cases/{mine}/unsolved/{UUID(int=turn)}", await rider(clock)
        said = await api.put(path, json={}, headers=person.headers)
    # Five working days after the Monday on which it was found unsolved twice.
    assert (said.json()["state"], said.json()["dueOn"]) == ("supervised", "2026-11-30")
    await work(clock, days=7)
    assert (await steps(mine))[-1] == "supervise"
    for _ in range(2):
        await work(clock, days=1)
    assert (await steps(mine))[-2:] == ["supervise", "fall_due"]
    # Who watches it hears of that one, and not of the other, which is as late.
    watched = f"case_late/{STREET}/2026-12-01/watched"
    rows = await run("SELECT thread FROM campaign WHERE kind = 'case.overdue_here' ORDER BY thread")
    assert [row["thread"] for row in rows] == [watched.removesuffix("/watched"), watched]
    assert (await heard(api, clock, ABOVE)).count("case.overdue_here") == 1
    assert (await heard(api, clock)).count("case.overdue_here") == 2
    assert await heard(api, clock, FAR) == []
    assert (await told_to(api, clock, await rider(clock))).count("case.overdue") == 2
    for _ in range(2):
        await work(clock, days=8)
    assert [(await steps(id_))[-2:] for id_ in (mine, other)] == [["fall_due", "climb"]] * 2
    # The other has come to the county, and what the county watched to the city.
    assert (await heard(api, clock, ABOVE)).count("case.climbed_to_you") == 1
    assert await heard(api, clock, FAR) == ["case.climbed_to_you"]
