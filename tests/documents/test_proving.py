"""A record that says more than the ledger is found, although whoever made it has every key."""

import sqlite3
from uuid import uuid4

import asyncpg
import msgspec
import pytest
from msgspec.structs import replace
from tests.documents.makers import a_shift, a_volunteer, ask, issued, serve
from tests.documents.test_unknown import forged
from tests.doors_open import without_triggers
from tests.people import ground

from xiangyi.core.db import atomic, is_postgres, run
from xiangyi.core.sealing import seal
from xiangyi.features.documents.personal import erase as of_documents
from xiangyi.features.documents.rules.tokens import NotADocument
from xiangyi.features.documents.service import checking, keeping, proving
from xiangyi.features.ledger.personal import erase as of_ledger
from xiangyi.features.volunteering.service import parting

REFUSED = (sqlite3.IntegrityError, asyncpg.RaiseError)
BEYOND = "says more than the ledger's lines"


@pytest.fixture
async def volunteer(api, clock):
    await ground()
    person = await a_volunteer(api, clock)
    await serve(person, await a_shift("扫楼道", 30), 180)
    await serve(person, await a_shift("送午饭", 3), 45, "late")
    return person


async def told() -> list[str]:
    found: list[str] = []
    await proving.follow(found.append)
    return found


async def leave(person, clock) -> None:
    async with atomic():
        await run("UPDATE account SET erased_at = {} WHERE id = {}", clock.now, person.account)
        await of_documents(person.account, clock.now)
        await parting.forget(person.account)
        await of_ledger(person.account, clock.now)


async def put_in(number: str, token: str, **said: object) -> str:
    """Let a token be the one that is looked up and stands on paper, as who has every key does."""
    [row] = await run("SELECT * FROM service_document WHERE number = {}", number)
    content = replace(keeping.content_of(row), **said)
    _, signed = proving._of_paper(number, content)  # noqa: SLF001  # as an insider would
    token = forged(token, s=signed)
    content = replace(content, token=token)
    sealed = seal(msgspec.json.encode(content).decode(), owner=row["id"], field=keeping.CONTENT)
    async with without_triggers("service_document"):
        await run(
            "UPDATE service_document SET token_hash = {}, content = {} WHERE number = {}",
            *(checking.hash_of(token), sealed, number),
        )
    return token


async def test_what_was_issued_fits_whatever_was_served_confirmed_or_erased_since(
    api, clock, volunteer
):
    await issued(api, clock, volunteer)
    await issued(api, clock, volunteer, since="2026-11-20")
    await issued(api, clock, volunteer, form="least", hours=2)
    assert await told() == []
    late = await a_shift("理书", 2)
    await serve(volunteer, late, 50, "late", confirmed=True)
    await issued(api, clock, volunteer)
    assert await told() == []
    await leave(volunteer, clock)
    assert await told() == []


async def test_more_minutes_under_its_number_are_named_and_do_not_hold(api, clock, volunteer):
    record = await issued(api, clock, volunteer)
    token = forged(record["token"], m=(60_000, 0, 45, 0))
    await put_in(record["number"], token)
    [sentence] = await told()
    assert "says other things in its code than stand beside it" in sentence
    served = [
        replace(one, minutes=60_000) if one.proof == "verified" else one
        for one in keeping.content_of(await row_of(record)).served
    ]
    token = await put_in(record["number"], token, served=served)
    [sentence] = await told()
    assert sentence.startswith(f"document {record['number']} {BEYOND}")
    with pytest.raises(NotADocument, match="document_unknown"):
        await checking.check(token)


async def test_minutes_that_count_for_better_proved_are_named(api, clock, volunteer):
    record = await issued(api, clock, volunteer)
    token = forged(record["token"], m=(180, 45, 0, 0))
    served = [
        replace(one, proof="confirmed") if one.proof == "late" else one
        for one in keeping.content_of(await row_of(record)).served
    ]
    await put_in(record["number"], token, served=served)
    assert [BEYOND in one for one in await told()] == [True]


async def test_another_hash_alone_is_named(api, clock, volunteer):
    record = await issued(api, clock, volunteer)
    token = forged(record["token"], m=(60_000, 0, 0, 0))
    async with without_triggers("service_document"):
        await run("UPDATE service_document SET token_hash = {}", checking.hash_of(token))
    assert ["hash of another token" in one for one in await told()] == [True]
    with pytest.raises(NotADocument, match="document_unknown"):
        await checking.check(token)


#: What somebody writes into the row of a record of at least two hours, and what is told of it.
REWRITTEN = {
    "hours = 90": BEYOND,
    "seq = 0": BEYOND,
    "token_hash = NULL": "rests on no account of service",
    "ledger_account = NULL": "rests on no account of service",
    "account = NULL": "rests on minutes that are another's",
    "content = NULL": "does not tell what stands on it",
    "number = '7K3M9Q2X4B'": "says other things in its code",
    "until_on = '2026-11-27'": "says other things in its code",
}


@pytest.mark.parametrize("change", REWRITTEN)
async def test_a_row_that_was_rewritten_is_named_and_the_door_is_shut(
    api, clock, volunteer, change
):
    await issued(api, clock, volunteer, form="least", hours=2)
    if change not in {"account = NULL", "content = NULL"}:
        with pytest.raises(REFUSED, match="stays as it is"):
            await run(f"UPDATE service_document SET {change}")  # noqa: S608  # ours
    async with without_triggers("service_document"):
        await run(f"UPDATE service_document SET {change}")  # noqa: S608  # ours
    assert [REWRITTEN[change] in one for one in await told()] == [True]


async def test_of_somebody_erased_no_more_hours_hold_than_were_served(api, clock, volunteer):
    record = await issued(api, clock, volunteer, form="least", hours=2)
    await leave(volunteer, clock)
    token = forged(record["token"], h=90)
    async with without_triggers("service_document"):
        await run("UPDATE service_document SET token_hash = {}", checking.hash_of(token))
    with pytest.raises(NotADocument, match="document_unknown"):
        await checking.check(token)
    async with without_triggers("service_document"):
        await run("UPDATE service_document SET hours = 90")
    assert [BEYOND in one for one in await told()] == [True]


async def test_what_was_revoked_never_holds_again_and_none_is_removed(api, clock, volunteer):
    record = await issued(api, clock, volunteer)
    path = f"/api/documents/{record['id']}/revocation"
    assert (await api.put(path, headers=volunteer.headers)).status_code == 200
    wishes = [
        "UPDATE service_document SET revoked_at = NULL",
        "UPDATE service_document SET revoked_by = 'desk'",
        "DELETE FROM service_document",
    ]
    if is_postgres():
        wishes.append("TRUNCATE service_document")
    else:
        columns = "id, number, token_hash"
        wishes.append(
            f"INSERT OR REPLACE INTO service_document ({columns}) SELECT {columns}"  # noqa: S608  # ours
            " FROM service_document"
        )
    for wish in wishes:
        with pytest.raises(REFUSED, match="stays as it is"):
            await run(wish)


async def test_the_same_id_of_somebody_else_is_refused_as_before(api, clock, volunteer):
    id_ = uuid4()
    first = await ask(api, clock, volunteer, id_)
    assert (await ask(api, clock, volunteer, id_)).json() == first.json()
    other = await a_volunteer(api, clock, "13800000078")
    await serve(other, await a_shift("扫院子", 5), 60)
    assert (await ask(api, clock, other, id_)).json()["code"] == "document_id_taken"


async def row_of(record):
    [row] = await run("SELECT * FROM service_document WHERE number = {}", record["number"])
    return row
