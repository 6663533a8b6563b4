"""What proves an hour stays: who scanned, who changed an activity, and who gave a role."""

import sqlite3

import asyncpg
import pytest
from tests.people import ground
from tests.records.makers import union
from tests.volunteering.hours import a_lead, a_volunteer, an_activity, at, serve

from xiangyi.core.db import is_postgres, run
from xiangyi.features.audit import service as audit

REFUSED = (sqlite3.IntegrityError, asyncpg.RaiseError)
#: What a thief would like.
WISHES = [
    "DELETE FROM shift_scan",
    "UPDATE shift_scan SET step = step - 60",
    "UPDATE shift_scan SET received_at = '2026-11-26 05:00:00+00:00'",
    "UPDATE shift_scan SET on_time = NOT on_time",
    "UPDATE shift_scan SET phone = 'x'",
    "DELETE FROM activity_revision",
    "UPDATE activity_revision SET account = activity",
    "UPDATE activity_revision SET why = 'x'",
    "DELETE FROM role_grant",
    "UPDATE role_grant SET granted_by = account",
    "UPDATE role_grant SET role = 'supervisor'",
    "UPDATE role_grant SET confirmed_at = NULL",
]


@pytest.fixture
async def filled(api, db, clock):
    """Something of each."""
    await ground()
    await union()
    lead = await a_lead(clock)
    [shift] = await an_activity(lead, now=clock.now, shifts=[(0, 180)])
    await serve(api, clock, await a_volunteer(clock, "13812340001", shift), shift, 0, 180)
    if not await run("SELECT id FROM activity_revision"):
        await run(
            "INSERT INTO activity_revision (activity, number, made_at, account, move, why, after)"
            " SELECT activity, 1, {}, lead, 'drafted', '', '{{}}' FROM activity_shift".replace(
                "{{}}", "null"
            ),
            at(0),
        )
    for table in ("shift_scan", "activity_revision", "role_grant"):
        assert await run(f"SELECT id FROM {table}"), table  # noqa: S608  # ours


@pytest.mark.parametrize("wish", WISHES)
async def test_no_statement_changes_or_removes_it(filled, wish):
    if is_postgres() and wish.endswith("phone = 'x'"):
        wish = "UPDATE shift_scan SET phone = 'x'::bytea"
    with pytest.raises(REFUSED, match="stays as it is"):
        await run(wish)


#: Each key by which another row can mean one that is there; all else is another's.
KEYS = {
    "shift_scan": ("id", "shift, account, phase, step"),
    "activity_revision": ("id", "activity, number"),
    "role_grant": ("id", "account, role, scope_kind, scope_id"),
    "audit_entry": ("id",),
}
OTHERWISE = {"account": "hex(randomblob(16))", "number": "99"}


@pytest.mark.parametrize("table", KEYS)
async def test_no_row_is_replaced_by_a_program_that_asks_no_trigger(filled, db, table):
    """One that has `recursive_triggers` off, as SQLite itself has, and foreign keys too."""
    if is_postgres():
        pytest.skip("PostgreSQL replaces no row without an update")
    if table == "audit_entry":
        await audit.record(None, "role.granted", "role", "7", now=at(0))
    another = OTHERWISE | {"id": "NULL" if table == "activity_revision" else "hex(randomblob(16))"}
    names = [row["name"] for row in await run(f"PRAGMA table_info({table})")]
    before = await run(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608  # ours
    assert before
    theirs = sqlite3.connect(db.path, isolation_level=None)
    try:
        for key in KEYS[table]:
            same = key.split(", ")
            told = ", ".join(one if one in same else another.get(one, one) for one in names)
            for how in ("INSERT OR REPLACE", "REPLACE"):
                with pytest.raises(sqlite3.IntegrityError, match=f"{table} stays as it is"):
                    theirs.execute(f"{how} INTO {table} SELECT {told} FROM {table} LIMIT 1")  # noqa: S608  # ours
    finally:
        theirs.close()
    assert await run(f"SELECT * FROM {table} ORDER BY id") == before  # noqa: S608  # ours


async def test_what_a_phone_is_known_by_is_dropped_and_a_role_is_withdrawn_once(filled):
    await run("UPDATE shift_scan SET phone = NULL")
    await run("UPDATE role_grant SET withdrawn_at = {}", at(500))
    with pytest.raises(REFUSED, match="stays as it is"):
        await run("UPDATE role_grant SET withdrawn_at = NULL")
