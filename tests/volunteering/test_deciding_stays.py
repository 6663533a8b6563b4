"""What decides hours stays as it was, whatever statement somebody tries: the rules, who belongs
where, what was drawn, what was disputed and settled, and who confirmed or decided what."""

import sqlite3
from datetime import date
from uuid import uuid4

import asyncpg
import pytest
from tests.people import OFFICE, STREET, ground
from tests.records.makers import union
from tests.volunteering.hours import a_lead, a_volunteer, an_activity, at, serve

from xiangyi.core.db import atomic, insert, is_postgres, run
from xiangyi.features.records.service import forgetting
from xiangyi.features.volunteering.service import parting

REFUSED = (sqlite3.IntegrityError, asyncpg.RaiseError)
#: By table, what a thief would like.
WISHES = {
    "volunteer_rule": ["value = 1", "since_on = '2025-01-01'", "basis = 'y'"],
    "member": ["since_at = '2020-01-01 00:00:00+00:00'", "ended_at = NULL", "ended_by = account"],
    "service_sample": ["draws = 0", "size = 1"],
    "sampled_line": ["posting = id", "number = 7"],
    "record_dispute": [
        *("minutes = 500", "said_at = '2020-01-01 00:00:00+00:00'", "account = NULL"),
        *("answered_by = account", "answer = 'changed'", "level = 'county'"),
    ],
    "record_settlement": ["settled_by = account"],
    "shift_presence": [
        *("confirmed_by = account", "confirmed_at = NULL", "account = NULL", "account = id"),
        *("minutes = 600", "state = 'refused'", "service_class = 'verified'"),
        *("left_at = came_at", "came_on_time = NOT came_on_time", "decided_by = account"),
    ],
    "service_claim": [
        *("decided_by = account", "minutes = 600", "service_class = 'verified'"),
        *("state = 'waiting'", "account = NULL", "claimed_by = shift"),
    ],
}
#: By table, its keys, and what of another row is another's.
KEYS = {
    "volunteer_rule": ("id",),
    "member": ("id", "organisation, account"),
    "service_sample": ("month",),
    "sampled_line": ("id", "number"),
    "record_dispute": ("id",),
    "record_settlement": ("signup",),
    "shift_presence": ("id", "shift, account"),
    "service_claim": ("id",),
}


@pytest.fixture
async def volunteer(api, db, clock):
    """Who left a row in each table."""
    await ground()
    await union()
    lead = await a_lead(clock)
    [shift] = await an_activity(lead, now=clock.now, shifts=[(0, 180)])
    person = await a_volunteer(clock, "13812340001", shift)
    await serve(api, clock, person, shift, 0, 180, late=60)
    await run("UPDATE shift_presence SET confirmed_at = {}, confirmed_by = {}", at(500), uuid4())
    of = {"shift": shift, "account": person.account}
    rule = {"name": "presence_percent", "value": 60, "basis": "x"}
    await insert("volunteer_rule", rule | {"division": STREET, "since_on": date(2026, 1, 1)})
    member = {"id": uuid4(), "organisation": OFFICE, "account": person.account}
    await insert("member", member | {"since_at": at(0), "added_by": lead.account})
    sample = {"month": "2026-10", "size": 9, "before": 1, "draws": 1, "drawn_at": at(0)}
    await insert("service_sample", sample)
    drawn = {"id": uuid4(), "month": "2026-10", "number": 3, "posting": uuid4()}
    await insert("sampled_line", drawn)
    dispute = of | {"id": uuid4(), "kind": "hours", "minutes": 90, "level": "host"}
    await insert("record_dispute", dispute | {"said_at": at(300)})
    settled = {"signup": uuid4(), "account": person.account, "settled_by": lead.account}
    await insert("record_settlement", settled | {"settled_at": at(300)})
    claim = of | {"id": uuid4(), "minutes": 5, "state": "waiting", "claimed_by": person.account}
    await insert("service_claim", claim | {"claimed_at": at(300), "false_presence": False})
    # As somebody decides, answers and leaves.
    await run(
        "UPDATE service_claim SET state = 'accepted', decided_by = {}, decided_at = {}",
        *(lead.account, at(400)),
    )
    await run(
        "UPDATE record_dispute SET answer = 'kept', answered_by = {}, answered_at = {}",
        *(lead.account, at(400)),
    )
    return person


async def everything() -> list[object]:
    return [await run(f"SELECT * FROM {table} ORDER BY 1") for table in WISHES]  # noqa: S608  # ours


@pytest.mark.parametrize("table", WISHES)
async def test_no_statement_changes_or_removes_it(volunteer, table):
    if table == "member":
        await run("UPDATE member SET ended_at = {}, ended_by = id", at(500))
    before = await everything()
    for wish in [f"DELETE FROM {table}", *(f"UPDATE {table} SET {one}" for one in WISHES[table])]:  # noqa: S608  # ours
        with pytest.raises(REFUSED, match=f"{table} stays as it is"):
            await run(wish)
    if is_postgres():
        with pytest.raises(REFUSED, match=r"stays as it is"):
            await run(f"TRUNCATE {table} CASCADE")
    assert await everything() == before


@pytest.mark.parametrize("table", KEYS)
async def test_no_row_is_replaced_by_a_program_that_asks_no_trigger(volunteer, db, table):
    """One that has `recursive_triggers` off, as SQLite itself has, and foreign keys too."""
    if is_postgres():
        pytest.skip("PostgreSQL replaces no row without an update")
    if table == "shift_presence":
        told = "shift, account, day, came_at, came_on_time, state, minutes"
        await run(
            f"INSERT INTO shift_presence (id, {told}) SELECT {{}}, shift, account, day, came_at,"  # noqa: S608  # ours
            " came_on_time, 'open', 0 FROM shift_presence",
            uuid4(),
        )
    before = await everything()
    names = [str(row["name"]) for row in await run(f"PRAGMA table_info({table})")]
    columns = ("id", "account", "signup", "month", "number")
    another = dict.fromkeys(columns, "hex(randomblob(16))")
    if table == "volunteer_rule":
        another = {}
    theirs = sqlite3.connect(db.path, isolation_level=None)
    try:
        for key in KEYS[table]:
            same = key.split(", ")
            told = ", ".join(
                f'"{one}"' if one in same else another.get(one, f'"{one}"') for one in names
            )
            for how in ("INSERT OR REPLACE", "REPLACE"):
                with pytest.raises(sqlite3.IntegrityError, match=f"{table} stays as it is"):
                    theirs.execute(f"{how} INTO {table} SELECT {told} FROM {table} ORDER BY 1 DESC")  # noqa: S608  # ours
    finally:
        theirs.close()
    assert await everything() == before


async def test_whoever_is_erased_leaves_what_tells_nothing_of_them(volunteer, clock):
    async with atomic():
        await run("UPDATE account SET erased_at = {} WHERE id = {}", at(600), volunteer.account)
        await parting.forget(volunteer.account)
        await forgetting.forget(volunteer.account)
    with pytest.raises(REFUSED, match="account stays as it is"):
        await run("UPDATE account SET erased_at = NULL WHERE id = {}", volunteer.account)
    assert await run("SELECT signup FROM record_settlement") == []
    for table in ("shift_presence", "service_claim", "record_dispute"):
        [row] = await run(f"SELECT account FROM {table}")  # noqa: S608  # ours
        assert row["account"] is None
        with pytest.raises(REFUSED, match=f"{table} stays as it is"):
            await run(f"UPDATE {table} SET account = {{}}", volunteer.account)  # noqa: S608  # ours


async def test_a_line_that_was_drawn_is_asked_about_again(volunteer):
    for result in ("unreached", "confirmed"):
        await run("UPDATE sampled_line SET result = {}, checked_at = {}", result, at(500))
    [row] = await run("SELECT result FROM sampled_line")
    assert row["result"] == "confirmed"
