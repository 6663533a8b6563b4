"""A sealed list of who was there stays as it is, whatever statement somebody tries."""

# ruff: noqa: S608  # names of ours

import sqlite3

import asyncpg
import pytest
from tests.people import ground
from tests.volunteering.hours import a_lead, a_volunteer, an_activity, at, headers

from xiangyi.core.db import atomic, is_postgres, run
from xiangyi.features.identity.service import erasing
from xiangyi.features.volunteering import jobs, personal

REFUSED = (sqlite3.IntegrityError, asyncpg.RaiseError)
TABLES = ("shift_tick", "shift_signup", "activity_shift")
TICK = "INTO shift_tick (signup, ticked_by, ticked_at)"
SHIFT = "id, activity, starts_at, ends_at, break_minutes, capacity, reserved, lead, code_number"
#: What a thief would like; `{theirs}` is the seat of somebody who was not there.
WISHES = [
    "DELETE FROM shift_tick",
    "UPDATE shift_tick SET ticked_at = '2020-01-01 00:00:00+00:00'",
    "UPDATE shift_tick SET signup = '{theirs}'",
    "INSERT " + TICK + " SELECT '{theirs}', ticked_by, ticked_at FROM shift_tick",
    "UPDATE activity_shift SET sealed_at = NULL",
    "UPDATE activity_shift SET sealed_at = '2020-01-01 00:00:00+00:00'",
    (
        "UPDATE shift_signup SET account = (SELECT account FROM shift_signup WHERE id = '{theirs}')"
        " WHERE id = '{seen}'"
    ),
    "DELETE FROM shift_signup WHERE id = '{seen}'",
    "DELETE FROM activity_shift",
]
#: What SQLite takes for a change, and PostgreSQL for another.
ON_SQLITE = [
    "INSERT OR REPLACE " + TICK + " SELECT signup, ticked_by, '2020-01-01' FROM shift_tick",
    f"REPLACE INTO activity_shift ({SHIFT}) SELECT {SHIFT} FROM activity_shift",
    (
        "REPLACE INTO shift_signup (id, shift, account, state, at, turn, reserved) SELECT id,"
        " shift, account, 'cancelled', at, turn, reserved FROM shift_signup WHERE id = '{seen}'"
    ),
    "UPDATE OR REPLACE shift_signup SET id = '{seen}' WHERE id = '{theirs}'",
]
ON_POSTGRES = [
    *(f"TRUNCATE {table} CASCADE" for table in TABLES),
    "INSERT " + TICK + " SELECT signup, ticked_by, ticked_at FROM shift_tick"
    " ON CONFLICT (signup) DO UPDATE SET ticked_at = '2020-01-01'",
]


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


@pytest.fixture
async def seen(api, clock, lead, shift):
    """Who was ticked; somebody else was not."""
    volunteer = await a_volunteer(clock, "13812340001", shift)
    await a_volunteer(clock, "13812340002", shift)
    clock.now = at(10)
    path = f"/api/shifts/{shift}/ticks/{await seat_of(volunteer)}"
    ticked = await api.put(path, json={"there": True}, headers=headers(lead, clock))
    assert ticked.status_code == 200
    return volunteer


async def seat_of(person) -> object:
    [row] = await run("SELECT id FROM shift_signup WHERE account = {}", person.account)
    return row["id"]


async def everything():
    return [await run(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES]


async def wishes(seen):
    [theirs] = await run("SELECT id FROM shift_signup WHERE account <> {}", seen.account)
    told = {"theirs": theirs["id"], "seen": await seat_of(seen)}
    more = ON_POSTGRES if is_postgres() else ON_SQLITE
    return [wish.format_map(told) for wish in (*WISHES, *more)]


async def test_no_statement_changes_a_list_that_the_clock_has_sealed(
    clock, settings, shift, seen, db
):
    await jobs.seal_lists(settings, at(209))
    await run("UPDATE shift_tick SET ticked_at = ticked_at")
    await jobs.seal_lists(settings, at(211))
    [row] = await run("SELECT sealed_at FROM activity_shift")
    assert row["sealed_at"] == at(210)
    before = await everything()
    for wish in await wishes(seen):
        with pytest.raises(REFUSED, match="stays as it is"):
            await run(wish)
        assert await everything() == before, wish
    if is_postgres():
        return
    # Another program has neither our foreign keys nor our recursive triggers.
    theirs = sqlite3.connect(db.path, isolation_level=None)
    for wish in await wishes(seen):
        with pytest.raises(sqlite3.IntegrityError, match="stays as it is"):
            theirs.execute(wish)
    theirs.close()
    assert await everything() == before


async def test_with_a_person_who_is_erased_their_tick_goes(clock, settings, shift, seen):
    await jobs.seal_lists(settings, at(211))
    async with atomic():
        await erasing.erase(seen.account, at(500))
        await personal.erase(seen.account, at(500))
    assert await run("SELECT * FROM shift_tick") == []
    assert len(await run("SELECT * FROM shift_signup")) == 1
