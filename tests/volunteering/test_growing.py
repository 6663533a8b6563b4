"""Ten times the shifts that are over cost no more to look past; as counted, not as timed."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.people import OFFICE, STREET, cast, ground

from xiangyi.core.db import engine_in_use, is_postgres, run
from xiangyi.features.volunteering.service import desk, reading
from xiangyi.features.volunteering.tables import ActivityShift, ShiftSignup, VolunteerActivity

#: More than either list shows at once.
SOME = 250
#: Piccolo takes the longer for each row the more there are of them.
CHUNK = 25
ASKED = (
    ("/api/me/signups", "lead", reading),
    ("/api/desk/activities", "lead", desk),
    ("/api/desk/activities", "supervisor", desk),
)


async def past(account: UUID, first: int, last: int, now) -> None:
    """Shifts that somebody had a seat in, so many days ago."""
    activities, shifts, seats = [], [], []
    for days in range(first, last):
        activity, shift, began = uuid4(), uuid4(), now - timedelta(days=days + 1)
        about = {"kind": "cleaning", "title": "扫楼道", "division": STREET, "organisation": OFFICE}
        state = {"state": "closed", "revision": 1, "drafted_by": uuid4(), "approved_at": began}
        activities.append(VolunteerActivity(id=activity, **about, **state))
        times = {"starts_at": began, "ends_at": began + timedelta(hours=2)}
        shifts.append(ActivityShift(id=shift, activity=activity, capacity=9, lead=uuid4(), **times))
        seat = {"state": "signed", "at": began, "turn": 1}
        seats.append(ShiftSignup(id=uuid4(), shift=shift, account=account, **seat))
    for table, rows in (
        (VolunteerActivity, activities),
        (ActivityShift, shifts),
        (ShiftSignup, seats),
    ):
        for start in range(0, len(rows), CHUNK):
            await table.insert(*rows[start : start + CHUNK])
    if is_postgres():
        await run("ANALYZE")


async def effort(asked: list[tuple[str, tuple[object, ...]]]) -> int:
    """Rows that PostgreSQL looks at, steps that SQLite takes."""
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1

    for sql, args in asked:
        if is_postgres():
            [told] = await run(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", *args)
            [plan] = json.loads(str(told["QUERY PLAN"]))
            steps += rows_of(plan["Plan"])
            continue
        readers = engine_in_use()._readers  # noqa: SLF001  # to count what they do
        for reader in readers:
            reader.raw.set_progress_handler(step, 10)
        await run(sql, *args)
        for reader in readers:
            reader.raw.set_progress_handler(None, 0)
    return steps


def rows_of(node) -> int:
    own = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
    return int(own) + sum(rows_of(one) for one in node.get("Plans", ()))


@pytest.mark.parametrize(("path", "who", "module"), ASKED)
async def test_what_is_over_costs_nothing_to_look_past(
    api, db, clock, monkeypatch, path, who, module
):
    await ground()
    person = (await cast(now=clock.now))[who]
    asked: list[tuple[str, tuple[object, ...]]] = []

    async def heard(sql: str, *args: object):
        asked.append((sql, args))
        return await run(sql, *args)

    monkeypatch.setattr(module, "run", heard)
    seen = []
    for first, last in ((0, SOME), (SOME, 10 * SOME)):
        await past(person.account, first, last, clock.now)
        asked.clear()
        answer = await api.get(path, headers=person.headers)
        assert answer.status_code == 200, answer.text
        assert asked
        seen.append((await effort(asked), answer.json()))
    (before, told), (after, told_later) = seen
    assert told_later == told | ({"next": told_later["next"]} if "next" in told else {})
    assert after <= 1.3 * before, (before, after)


async def test_a_shift_that_moves_takes_its_seats_and_its_activity_along(api, db, clock):
    await ground()
    person = (await cast(now=clock.now))["lead"]
    await past(person.account, 0, 3, clock.now)

    async def listed() -> list[list[str]]:
        mine = (await api.get("/api/me/signups", headers=person.headers)).json()["items"]
        desks = (await api.get("/api/desk/activities", headers=person.headers)).json()["activities"]
        return [[one["activity"] for one in mine], [one["id"] for one in desks]]

    [latest, middle, earliest], _ = before = await listed()
    assert before == [[latest, middle, earliest]] * 2
    moved = {ActivityShift.starts_at: clock.now, ActivityShift.ends_at: clock.now}
    await ActivityShift.update(moved).where(ActivityShift.activity == UUID(earliest))
    assert await listed() == [[earliest, latest, middle]] * 2
    # Of several shifts the first one counts, until it is no longer the first.
    first = uuid4()
    times = {"starts_at": clock.now - timedelta(days=9), "ends_at": clock.now}
    of_it = {"activity": UUID(earliest), "capacity": 9, "lead": uuid4()}
    await ActivityShift.insert(ActivityShift(id=first, **of_it, **times))
    assert await listed() == [[earliest, latest, middle], [latest, middle, earliest]]
    later = {"starts_at": clock.now + timedelta(days=9), "ends_at": clock.now + timedelta(days=10)}
    await ActivityShift.update(later).where(ActivityShift.id == first)
    assert await listed() == [[earliest, latest, middle]] * 2
