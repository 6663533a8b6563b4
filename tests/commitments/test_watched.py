"""What was not solved twice has a new day, and once past it climbs above those who watch it."""

from tests.cases.makers import CITY, COUNTY, PROVINCE, holder, told_to
from tests.commitments.makers import Street
from tests.commitments.test_climbing import steps

AGAIN = ["report", "reopen", "report", "supervise"]


async def watched(street: Street) -> str:
    """Found unsolved, done again and found unsolved again; watched from Wednesday, 9 December."""
    id_ = await street.promised()
    for turn in (1, 2):
        await street.reported(id_)
        await street.judge(id_, street.people[0], solved=False, turn=turn)
        await street.later(days=8)
    return id_


async def test_watched_it_has_a_new_day_and_the_first_stays_in_its_history(api, clock):
    street = await Street(api, clock).begin()
    await holder(clock, "supervisor", COUNTY, "13900000006")
    shown = await street.shown(await watched(street))
    assert (shown["state"], shown["days"], shown["overdue"]) == ("supervised", 10, False)
    # Ten working days each time, as for what is reopened.
    days = [(step["move"], step["dueOn"]) for step in shown["steps"] if step["dueOn"]]
    assert days == [
        ("promise", "2026-12-07"),
        ("reopen", "2026-12-15"),
        ("supervise", "2026-12-23"),
    ]
    assert shown["dueOn"] == "2026-12-23"


async def test_past_its_new_day_it_is_overdue_and_climbs_above_who_watches_it(api, clock):
    street = await Street(api, clock).begin()
    watcher = await holder(clock, "supervisor", COUNTY, "13900000006")
    city = await holder(clock, "supervisor", CITY, "13900000007")
    id_ = await watched(street)
    await street.later(days=14)
    assert await steps(id_) == AGAIN
    for _ in range(2):
        await street.later(days=1)
    assert await steps(id_) == [*AGAIN, "fall_due"]
    assert (await street.shown(id_))["overdue"] is True
    for person, kind in (
        (street.people[0], "overdue"),
        (street.people[2], "overdue"),
        (street.handler, "overdue_at_you"),
        (street.convener, "overdue_here"),
        (street.back(watcher), "overdue_here"),
    ):
        assert (await told_to(api, clock, person)).count(f"commitment.{kind}") == 1
    board = (await api.get("/api/board")).json()
    numbers = {one["name"]: one["value"] for one in board["numbers"]}
    assert (numbers["promised"], numbers["overdue"], numbers["supervised"]) == (1, 1, 0)
    assert await told_to(api, clock, street.back(city)) == []
    for _ in range(2):
        await street.later(days=8)
    assert await steps(id_) == [*AGAIN, "fall_due", "climb"]
    assert await told_to(api, clock, street.back(city)) == ["commitment.climbed_to_you"]
    assert "commitment.climbed_to_you" not in await told_to(api, clock, street.back(watcher))
    assert (await told_to(api, clock, street.people[1])).count("commitment.climbed") == 1
    # Reported now, it is late; in time the next time, if it is not solved once more.
    assert (await street.reported(id_))["late"] is True
    await street.judge(id_, street.people[0], solved=False, turn=3)
    await street.later(days=8)
    shown = await street.shown(id_)
    assert (shown["state"], shown["turn"], shown["overdue"]) == ("supervised", 4, False)


async def test_where_nobody_is_above_who_watches_it_that_is_said(api, clock):
    street = await Street(api, clock).begin()
    admin = await holder(clock, "administrator", PROVINCE, "13900000006")
    id_ = await watched(street)
    await street.later(days=15)
    await street.later(days=8)
    # Those who have it already, and heard that it is overdue, are no level further.
    assert await steps(id_) == [*AGAIN, "fall_due", "unheard"]
    told = await told_to(api, clock, street.back(admin))
    assert told == ["commitment.overdue_here"]
    assert "commitment.unheard" in await told_to(api, clock, street.people[0])
