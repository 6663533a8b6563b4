"""What those with a role did stays written down."""

import sqlite3
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import asyncpg
import msgspec
import pytest
from tests.divisions.makers import DOWN_TO_SHIZILI, take_in

from xiangyi.core.asking import Asker, HeldRole, RoleMissing, Scope
from xiangyi.core.db import atomic, is_postgres, run
from xiangyi.core.sealing import keyed_hash, seal
from xiangyi.features.audit import service
from xiangyi.features.audit.schemas import Sought
from xiangyi.features.divisions.errors import DivisionNotFound

HUNAN, FURONG, WENYILU = "nbs:430000000000", "nbs:430102000000", "nbs:430102001000"
SHIZILI_IN_WENYILU = "nbs:430102001001"
REPLACING = (
    "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry",
    "INSERT OR REPLACE INTO audit_place SELECT * FROM audit_place",
)
REASON_REPLACED = (
    "INSERT OR REPLACE INTO audit_reason (id, entry, words) SELECT id, entry, {} FROM audit_reason"
)
REFUSED = (sqlite3.IntegrityError, asyncpg.RaiseError, asyncpg.FeatureNotSupportedError)


def asker(role="supervisor", *divisions):
    held = tuple(HeldRole(role, Scope("division", key)) for key in divisions)
    return Asker(account=uuid4(), device=uuid4(), roles=held)


@pytest.fixture
async def tree(db):
    await take_in(*DOWN_TO_SHIZILI)


@pytest.fixture
def record(tree, clock):
    async def one(action="role.granted", division=WENYILU, **more):
        await service.record(None, action, "role", "7", now=clock(), division=division, **more)

    return one


@pytest.fixture
def found(tree, clock):
    async def actions(who, **wanted):
        page = await service.search(who, Sought(**wanted), now=clock())
        return [one.action for one in page.items if one.action != "audit.read"]

    return actions


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entry SET why = 'another'",
        "DELETE FROM audit_entry",
        "UPDATE audit_place SET division = 'nbs:430102000000'",
        "DELETE FROM audit_place",
        "TRUNCATE audit_entry CASCADE",
        "TRUNCATE audit_place",
        *REPLACING,
    ],
)
async def test_nobody_changes_or_removes_an_entry(record, change):
    if ("TRUNCATE" in change) != is_postgres() and ("TRUNCATE" in change or "OR" in change):
        pytest.skip("the other engine's words")
    await record()
    before = await everything()
    with pytest.raises(REFUSED):
        await run(change)
    assert await everything() == before


async def test_no_other_program_replaces_an_entry(record, db):
    if is_postgres():
        pytest.skip("PostgreSQL has no INSERT OR REPLACE")
    await record()
    with sqlite3.connect(db.path) as theirs:
        for change in REPLACING:
            with pytest.raises(sqlite3.IntegrityError, match="stays as it is"):
                theirs.execute(change)
    theirs.close()


async def test_an_entry_goes_with_what_it_tells_of(record):
    async def broken_off():
        async with atomic():
            await record()
            raise LookupError

    with pytest.raises(LookupError):
        await broken_off()
    assert await run("SELECT id FROM audit_entry") == []


async def test_facts_are_hashed_in_the_order_of_their_names(record, clock):
    await record(before={"role": "lead", "at": clock()}, after={"b": 1, "a": "王"})
    [row] = await run("SELECT before_hash, after_hash FROM audit_entry")
    told = '{"at":"2026-11-23T08:00:00Z","role":"lead"}'
    assert bytes(row["before_hash"]) == keyed_hash(told, field="audit")
    assert bytes(row["after_hash"]) == keyed_hash('{"a":"王","b":1}', field="audit")


async def test_nobody_finds_a_phone_in_the_facts_by_trying(record):
    facts = {"answer": "已回电13800000001"}
    await record(after=facts)
    [row] = await run("SELECT after_hash FROM audit_entry")
    assert bytes(row["after_hash"]) != sha256(msgspec.json.encode(facts)).digest()


async def test_a_reason_is_shown_but_does_not_lie_in_the_entry(record, tree, clock):
    await record(why="街道来函")
    page = await service.search(asker("supervisor", HUNAN), Sought(), now=clock())
    assert [one.why for one in page.items if one.action != "audit.read"] == ["街道来函"]
    assert {row["why"] for row in await run("SELECT why FROM audit_entry")} == {""}
    [row] = await run("SELECT words FROM audit_reason")
    assert "街道来函".encode() not in bytes(row["words"])


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_reason SET words = {}",
        "UPDATE audit_reason SET entry = entry + 1",
        "UPDATE audit_reason SET about = NULL",
        REASON_REPLACED,
    ],
)
async def test_nobody_gives_another_reason_later(record, change):
    if "OR REPLACE" in change and is_postgres():
        pytest.skip("the other engine's words")
    await record(why="街道来函", about=uuid4())
    before = await run("SELECT * FROM audit_reason")
    forged = seal("另一个理由", owner=before[0]["entry"], field=service.REASON)
    with pytest.raises(REFUSED):
        await run(change, *([forged] if "{}" in change else []))
    assert await run("SELECT * FROM audit_reason") == before


async def test_a_reason_from_before_they_lay_apart_is_still_shown(tree, clock):
    await run(
        "INSERT INTO audit_entry (at, action, subject_kind, subject_id, division, why)"
        " VALUES ({}, 'role.granted', 'role', '7', {}, '街道来函')",
        *(clock(), WENYILU),
    )
    await run("INSERT INTO audit_place (entry, division) SELECT id, division FROM audit_entry")
    page = await service.search(asker("supervisor", WENYILU), Sought(), now=clock())
    assert page.items[-1].why == "街道来函"


async def test_a_supervisor_sees_the_whole_of_the_division_and_no_other(record, found):
    await record("at.home", WENYILU)
    await record("at.county", FURONG)
    for key in (HUNAN, FURONG):
        assert await found(asker("supervisor", key)) == ["at.county", "at.home"]
    assert await found(asker("administrator", WENYILU)) == ["at.home"]
    assert await found(asker("supervisor", HUNAN), division=WENYILU) == ["at.home"]


async def test_what_lies_in_no_division_is_seen_from_the_top(record, found):
    await record("of.all", None)
    assert await found(asker("supervisor", HUNAN)) == ["of.all"]
    assert await found(asker("supervisor", FURONG)) == []


async def test_two_roles_one_inside_the_other_show_an_entry_once(record, found):
    await record()
    assert await found(asker("supervisor", WENYILU, FURONG)) == ["role.granted"]


async def test_nobody_else_looks(record, found):
    for who in (asker(), asker("clerk", FURONG)):
        with pytest.raises(RoleMissing):
            await found(who)
    with pytest.raises(RoleMissing):
        await found(asker("supervisor", WENYILU), division=FURONG)
    with pytest.raises(DivisionNotFound):
        await found(asker("supervisor", FURONG), division="nbs:990000000000")


async def test_a_look_is_recorded(tree, clock):
    who = asker("supervisor", FURONG)
    await service.search(who, Sought(), now=clock())
    [entry] = (await service.search(who, Sought(), now=clock())).items
    assert (entry.action, entry.actor, entry.division) == ("audit.read", who.account, FURONG)


async def test_entries_come_page_by_page_the_latest_first(record, tree, clock):
    for number in range(5):
        await record(f"a.{number}")
    who, seen, cursor = asker("supervisor", HUNAN), [], None
    while True:
        sought = Sought(before=cursor, limit=2, subject="7")
        page = await service.search(who, sought, now=clock())
        seen += [one.action for one in page.items]
        if page.next is None:
            break
        cursor = int(page.next)
    assert seen == ["a.4", "a.3", "a.2", "a.1", "a.0"]


async def test_one_among_hundreds_is_found_by_its_act_its_place_and_its_day(
    record, found, tree, clock
):
    await record("seldom", division=FURONG)
    await record("often", division=FURONG)
    began = clock.now
    clock.now += timedelta(days=3)
    async with atomic():
        for _ in range(200):
            await record("often", division=SHIZILI_IN_WENYILU)
    whole, street = asker("supervisor", HUNAN), asker("supervisor", WENYILU)
    assert await found(whole, action="seldom") == ["seldom"]
    assert await found(street, action="seldom") == []
    assert await found(whole, action="often", limit=200) == ["often"] * 200
    day = {"from_": began, "to": began + timedelta(days=1)}
    assert await found(whole, **day) == ["often", "seldom"]
    assert await found(whole, action="often", **day) == ["often"]


async def everything():
    entries = await run("SELECT * FROM audit_entry ORDER BY id")
    return entries, await run("SELECT * FROM audit_place ORDER BY id")
