"""What is overdue is told to its owner and convener, and later one level up, once each."""

import asyncio
from datetime import timedelta
from uuid import UUID

from tests.cases.makers import CITY, COUNTY, convener, holder, told_to
from tests.commitments.makers import Street, work

from xiangyi.core.db import run
from xiangyi.features.commitments.service.ruling import RULES
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.service import Rule


async def steps(id_: str) -> list[str]:
    rows = await run(
        "SELECT move FROM commitment_step WHERE commitment = {} ORDER BY id", UUID(id_)
    )
    return [str(row["move"]) for row in rows]


async def test_overdue_it_is_told_once_and_climbs_one_level_once(api, clock):
    street = await Street(api, clock).begin()
    county = await convener(clock, COUNTY, "13900000005")
    city = await holder(clock, "supervisor", CITY, "13900000006")
    id_ = await street.promised()
    # Its day is Monday, 7 December.
    await street.later(days=14)
    assert await steps(id_) == []
    await street.later(days=1)
    await work(clock)
    assert (await steps(id_), (await street.shown(id_))["overdue"]) == (["fall_due"], True)
    assert "commitment.overdue" in await told_to(api, clock, street.people[2])
    assert "commitment.overdue_at_you" in await told_to(api, clock, street.handler)
    assert await told_to(api, clock, street.convener) == ["commitment.overdue_here"]
    # Five working days after it was told, and over a weekend.
    await street.later(days=5)
    assert await steps(id_) == ["fall_due"]
    await street.later(days=2)
    await work(clock)
    assert await steps(id_) == ["fall_due", "climb"]
    assert await told_to(api, clock, street.back(county)) == ["commitment.climbed_to_you"]
    assert await told_to(api, clock, street.back(city)) == []
    assert "commitment.climbed" in await told_to(api, clock, street.people[0])
    done = await street.reported(id_)
    assert (done["late"], done["overdue"]) == (True, False)


async def test_where_nobody_is_above_administrators_have_it(api, clock):
    street = await Street(api, clock).begin()
    admin = await holder(clock, "administrator", CITY, "13900000007")
    id_ = await street.promised()
    await street.later(days=15)
    await street.later(days=7)
    assert await steps(id_) == ["fall_due", "climb"]
    assert await told_to(api, clock, street.back(admin)) == ["commitment.climbed_to_you"]


async def test_where_nobody_at_all_is_above_that_is_said_until_somebody_is(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    await street.later(days=15)
    await street.later(days=7)
    told = await told_to(api, clock, street.people[0])
    assert ("commitment.unheard" in told, "commitment.climbed" in told) == (True, False)
    await street.later(days=14)
    assert await steps(id_) == ["fall_due", "unheard"]
    county = await convener(clock, COUNTY, "13900000005")
    await street.later(days=14)
    assert await steps(id_) == ["fall_due", "unheard", "climb"]
    assert await told_to(api, clock, street.back(county)) == ["commitment.climbed_to_you"]
    await street.later(days=30)
    assert await steps(id_) == ["fall_due", "unheard", "climb"]


async def test_told_by_two_workers_at_once_it_is_told_once(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    clock.now += timedelta(days=15)
    await asyncio.gather(work(clock), work(clock))
    assert await steps(id_) == ["fall_due"]


async def test_done_in_time_nothing_climbs(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    await street.later(days=15)
    await street.reported(id_)
    await street.later(days=60)
    assert await steps(id_) == ["fall_due", "report", "leave_unanswered"]


async def test_reopened_it_may_be_overdue_anew(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised(days=1)
    await street.later(days=3)
    await street.reported(id_)
    await street.judge(id_, street.people[0], solved=False)
    await street.later(days=10)
    await street.later(days=30)
    assert await steps(id_) == ["fall_due", "report", "reopen", "fall_due"]


async def test_a_division_sets_after_how_many_days_it_climbs(api, clock):
    street = await Street(api, clock).begin()
    await convener(clock, COUNTY, "13900000005")
    tomorrow = clock.now.date() + timedelta(days=1)
    rule = Rule("climbing_days", COUNTY, 1, since_on=tomorrow, basis="办法第 3 条")
    await ruling.set_as_operator(RULES, rule, now=clock.now)
    id_ = await street.promised()
    await street.later(days=15)
    assert await steps(id_) == ["fall_due"]
    await street.later(days=1)
    assert await steps(id_) == ["fall_due", "climb"]


async def test_a_day_beyond_the_known_holidays_is_counted_again(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    # Nobody has told the holidays of any year.
    assert (await street.shown(id_))["provisional"] is True
    await run(
        "UPDATE commitment SET due_on = '2026-12-04' WHERE id = {}",
        UUID(id_),
    )
    for _ in range(2):
        await work(clock)
    assert (await street.shown(id_))["dueOn"] == "2026-12-07"
    # Who wants it and who owes it hear that the day is another, once.
    for person, kind in ((street.people[2], "new_day"), (street.handler, "new_day_for_you")):
        told = await told_to(api, clock, person)
        assert told.count(f"commitment.{kind}") == 1
