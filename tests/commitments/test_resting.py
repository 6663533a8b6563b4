"""What was answered comes to its end also where nobody says so, and its words go a year later."""

from datetime import timedelta

from tests.cases.makers import rider, told_to
from tests.commitments.makers import Street, work
from tests.commitments.test_reopening import Asked

from xiangyi.core.db import run
from xiangyi.features.cases.jobs import forget_cases
from xiangyi.settings import Settings


async def states() -> set[str]:
    return {row["state"] for row in await run("SELECT state FROM raised_case")}


async def words() -> int:
    return len(await run("SELECT 1 FROM raised_case WHERE words IS NOT NULL"))


async def test_of_a_promise_found_solved_the_cases_end_once_late_voices_are_over(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    await street.reported(id_)
    await street.judge(id_, street.people[0], solved=True)
    await street.later(days=8)
    # Until the last day on which somebody may still say that it is not solved.
    await street.later(days=30)
    assert (await street.shown(id_))["lateUntil"] == "2026-12-31"
    assert await states() == {"answered"}
    heard = await told_to(api, clock, street.people[0])
    await street.later(days=1)
    assert await states() == {"closed"}
    # They heard that it is solved, and need not hear it again.
    assert await told_to(api, clock, street.people[0]) == heard
    assert (await street.shown(id_, street.people[2]))["may"] == ["raise_again"]
    # A year later nothing of what they wrote is left; what was promised is.
    await street.later(days=364)
    await forget_cases(Settings(), clock.now)
    assert await words() == 2
    await street.later(days=2)
    await forget_cases(Settings(), clock.now)
    assert await words() == 0
    assert (await street.shown(id_))["state"] == "solved"


async def test_while_anything_is_promised_about_it_no_case_of_a_concern_ends(api, clock):
    street = await Street(api, clock).begin()
    done, owed = await street.promised(), await street.promised(days=250)
    await street.reported(done)
    await street.later(days=8)
    await street.later(days=90)
    assert (await street.shown(done))["state"] == "unanswered"
    assert await states() == {"answered"}
    await street.move(owed, street.convener, "withdraw", words="已经够了。")
    await street.later(days=1)
    assert await states() == {"closed"}


async def test_what_was_answered_and_nobody_objected_to_ends_and_may_be_found_unsolved(api, clock):
    asked = await Asked(api, clock).begin()
    # Thirty working days after Monday, 23 November.
    clock.now += timedelta(days=42)
    await work(clock)
    assert await states() == {"answered"}
    clock.now += timedelta(days=1)
    for _ in range(2):
        await work(clock)
    asked.rider, asked.other = await rider(clock), await rider(clock, "13812340129")
    for person in (asked.rider, asked.other):
        assert (await told_to(api, clock, person)).count("case.rested") == 1
    seen = await asked.seen()
    assert (seen["state"], seen["closable"], seen["reopenable"]) == ("closed", False, True)
    assert seen["steps"][-1]["move"] == "rest"
    assert (await asked.say()).json()["state"] == "reopened"


async def test_of_a_withdrawn_promise_the_days_are_counted_from_then(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised(days=250)
    await street.later(days=90)
    await street.move(id_, street.convener, "withdraw", words="这条路要大修。")
    await street.later(days=14)
    assert await states() == {"answered"}
    await street.later(days=60)
    assert await states() == {"closed"}
