"""What an hour was for stays as its volunteer was told, and who decides does so by deciding."""

import sqlite3
from uuid import UUID, uuid4

import asyncpg
import pytest
from tests.doors_open import without_triggers
from tests.ledger.insider import TABLES
from tests.people import OFFICE, ground
from tests.records.makers import UNION, union
from tests.volunteering.hours import (
    a_lead,
    a_volunteer,
    an_activity,
    at,
    put_scan,
    scan,
    serve,
    token,
)

from xiangyi.core.db import insert, is_postgres, run
from xiangyi.features.ledger.service.verifying import verify
from xiangyi.features.volunteering.service import proving, purposes

REFUSED = (sqlite3.IntegrityError, asyncpg.RaiseError)
ELSE = "was served for something else than its activity says now"
#: What would make other service of an hour, whoever has the database; `{other}` is an activity.
WISHES = {
    "volunteer_activity": [
        "UPDATE volunteer_activity SET title = '照顾病人'",
        "UPDATE volunteer_activity SET kind = 'care'",
        "UPDATE volunteer_activity SET about = '整夜陪护'",
        "UPDATE volunteer_activity SET beneficiaries = '住院老人'",
        "UPDATE volunteer_activity SET place = '湘雅医院'",
        "UPDATE volunteer_activity SET organisation = '{union}'",
        "UPDATE volunteer_activity SET approved_by = drafted_by",
        "UPDATE volunteer_activity SET approved_at = NULL",
        "DELETE FROM volunteer_activity",
    ],
    "activity_shift": [
        "UPDATE activity_shift SET activity = '{other}' WHERE id = '{shift}'",
        "DELETE FROM activity_shift",
    ],
}
#: Whoever takes the triggers away: what of it `verify` tells of the line.
REWRITTEN = [
    WISHES["volunteer_activity"][0],
    WISHES["activity_shift"][0],
    "UPDATE activity_shift SET starts_at = '2026-11-26 00:00:00+00:00'",
]


@pytest.fixture
async def ready(db, clock):
    """The shift, another activity, and somebody with a seat."""
    await ground()
    await union()
    lead = await a_lead(clock)
    [shift] = await an_activity(lead, now=clock.now, shifts=[(0, 180)])
    another = await a_lead(clock, "13800000072")
    [aside] = await an_activity(another, now=clock.now, title="关照邻居", shifts=[(300, 400)])
    [row] = await run("SELECT activity FROM activity_shift WHERE id = {}", aside)
    person = await a_volunteer(clock, "13812340001", shift)
    return shift, person, {"union": UNION, "other": row["activity"], "shift": shift}


def written(wish: str, names) -> str:
    """As the engine writes its ids."""
    return wish.format(**{name: str(one) for name, one in names.items()})


async def told() -> list[str]:
    found: list[str] = []
    await verify([], [], found.append, proving.follow)
    return found


async def test_no_statement_makes_other_service_of_an_hour(api, clock, ready):
    shift, person, names = ready
    await serve(api, clock, person, shift, 0, 180)
    for table, wishes in WISHES.items():
        before = await run(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608  # ours
        for wish in wishes:
            with pytest.raises(REFUSED, match="stays as it is"):
                await run(written(wish, names))
        assert await run(f"SELECT * FROM {table} ORDER BY id") == before  # noqa: S608  # ours


async def test_no_row_of_it_is_replaced_by_a_program_that_asks_no_trigger(ready, db):
    if is_postgres():
        for table in WISHES:
            with pytest.raises(REFUSED, match="stays as it is"):
                await run(f"TRUNCATE {table} CASCADE")
        return
    theirs = sqlite3.connect(db.path, isolation_level=None)
    try:
        for table in WISHES:
            with pytest.raises(sqlite3.IntegrityError, match=f"{table} stays as it is"):
                theirs.execute(f"REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608  # ours
    finally:
        theirs.close()


@pytest.mark.parametrize("wish", REWRITTEN)
async def test_whoever_takes_the_triggers_away_is_named_for_each_line(api, clock, ready, wish):
    shift, person, names = ready
    await serve(api, clock, person, shift, 0, 180)
    assert await told() == []
    async with without_triggers(*WISHES):
        await run(written(wish, names))
    of_lines = [one for one in await told() if one.startswith("entry ")]
    # On the account of service, and on that of what may be redeemed.
    assert [ELSE in one for one in of_lines] == [True, True], of_lines


async def test_whoever_rewrites_what_the_line_says_too_fits_no_commitment(api, clock, ready):
    """By the volunteer's own receipt the hour is for what they were told."""
    shift, person, names = ready
    receipt = (await serve(api, clock, person, shift, 0, 180))["receipts"][0]
    [of] = {purposes.told_by(receipt["opening"]["about"])}
    assert receipt["opening"]["about"] == purposes.about(shift, of)
    async with without_triggers(*WISHES, *TABLES):
        await run("UPDATE volunteer_activity SET title = '照顾病人' WHERE id <> {}", names["other"])
        [row] = await run(
            f"SELECT s.starts_at, s.ends_at, s.break_minutes, {purposes.COLUMNS.format('a')}"  # noqa: S608  # ours
            " FROM activity_shift s JOIN volunteer_activity a ON a.id = s.activity"
            " WHERE s.id = {}",
            shift,
        )
        other = purposes.about(shift, purposes.of(row))
        await run("UPDATE ledger_opening SET about = {}", other)
    sentences = await told()
    assert ["about something else" in one for one in sentences] == [True, True], sentences


async def test_who_says_again_that_they_went_is_answered_as_then(api, clock, ready):
    shift, person, _ = ready
    clock.now = at(0)
    assert (await scan(api, clock, person, shift, "in", 0)).status_code == 200
    id_ = uuid4()
    clock.now = at(180)
    first = await put_scan(api, clock, person, id_, token=token(shift, "out", 180))
    again = await put_scan(api, clock, person, id_, token=token(shift, "out", 180))
    assert first.status_code == again.status_code == 200
    same = [[one | {"signed": ""} for one in each.json()["receipts"]] for each in (first, again)]
    assert same[0] == same[1]
    assert len(same[0]) == 2


async def test_nobody_is_put_down_as_who_decides_before_anybody_has(api, clock, ready):
    shift, person, _ = ready
    await serve(api, clock, person, shift, 0, 30)
    of = {"id": uuid4(), "shift": shift, "account": person.account}
    claim = {"minutes": 5, "state": "waiting", "claimed_by": person.account}
    await insert("service_claim", of | claim | {"claimed_at": at(300), "false_presence": False})
    dispute = {"kind": "hours", "minutes": 90, "level": "host", "said_at": at(300)}
    await insert("record_dispute", of | dispute)
    for table, column in (
        ("shift_presence", "decided_by"),
        ("service_claim", "decided_by"),
        ("record_dispute", "answered_by"),
    ):
        with pytest.raises(REFUSED, match=f"{table} stays as it is"):
            await run(f"UPDATE {table} SET {column} = {{}}", OFFICE)  # noqa: S608  # ours
    for table in ("shift_presence", "service_claim"):
        with pytest.raises(REFUSED, match=f"{table} stays as it is"):
            await run(f"UPDATE {table} SET decided_at = {{}}", at(1))  # noqa: S608  # ours
    await run(
        "UPDATE service_claim SET state = 'host', decided_by = {}, decided_at = {}",
        *(UUID(int=1), at(310)),
    )
    with pytest.raises(REFUSED, match="service_claim stays as it is"):
        await run("UPDATE service_claim SET decided_by = {}", UUID(int=2))
