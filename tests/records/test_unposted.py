"""What stands in no ledger stands in no record, whoever wrote it into the tables."""

import sqlite3
from uuid import uuid4

import asyncpg
import msgspec
import pytest
from tests.doors_open import without_triggers
from tests.people import ground
from tests.records.makers import expect_whole, record, union
from tests.volunteering.hours import at, headers, serve

from xiangyi.core.db import run
from xiangyi.features.ledger.service import forgetting
from xiangyi.features.ledger.service.verifying import verify
from xiangyi.features.records.service import syncing
from xiangyi.features.volunteering.service import proving

REFUSED = (sqlite3.IntegrityError, asyncpg.RaiseError)


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()
    await union()


async def told() -> list[str]:
    found: list[str] = []
    await proving.follow(found.append)
    return found


async def lines_sent(api, clock, person) -> list[object]:
    agreed = await api.put(
        f"/api/me/consents/{uuid4()}",
        json={"purpose": "national_sync"},
        headers=headers(person, clock),
    )
    assert agreed.status_code == 200, agreed.text
    files: list[bytes] = []
    await syncing.send(again=False, keep=files.append, now=clock.now)
    return msgspec.json.decode(files[0])["lines"]


async def test_a_stay_that_was_written_by_hand_goes_nowhere_and_is_named(
    api, clock, shift, volunteer
):
    clock.now = at(400)
    id_ = uuid4()
    await run(
        "INSERT INTO shift_presence (id, shift, account, day, came_at, came_on_time, left_at,"
        " left_on_time, state, minutes, service_class, counted_at)"
        " VALUES ({}, {}, {}, {}, {}, {}, {}, {}, 'counted', 170, 'verified', {})",
        *(id_, shift, volunteer.account, at(0).date(), at(0), True, at(170), True, clock.now),
    )
    mine = await record(api, clock, volunteer)
    assert (mine["services"], mine["minutes"]) == ([], 0)
    table = await api.get("/api/me/record.csv", headers=headers(volunteer, clock))
    assert "170" not in table.text
    assert await lines_sent(api, clock, volunteer) == []
    assert await told() == [f"stay {id_} counts, and is no line of the ledger"]


async def test_a_claim_that_was_written_by_hand_goes_nowhere_and_is_named(
    api, clock, shift, volunteer
):
    id_ = uuid4()
    await run(
        "INSERT INTO service_claim (id, shift, account, minutes, state, service_class, claimed_by,"
        " claimed_at, decided_at) VALUES ({}, {}, {}, 60, 'accepted', 'backfilled', {}, {}, {})",
        *(id_, shift, volunteer.account, volunteer.account, at(300), at(300)),
    )
    clock.now = at(400)
    assert (await record(api, clock, volunteer))["services"] == []
    assert await lines_sent(api, clock, volunteer) == []
    assert await told() == [f"claim {id_} counts, and is no line of the ledger"]


async def test_nobody_has_confirmed_what_the_ledger_never_released(api, clock, shift, volunteer):
    stay = (await serve(api, clock, volunteer, shift, 0, 170, late=60))["presence"]["id"]
    await expect_whole()
    await run("UPDATE shift_presence SET confirmed_at = {}", at(400))
    clock.now = at(400)
    [line] = (await record(api, clock, volunteer))["services"]
    assert (line["serviceClass"], line["confirmed"]) == ("late", False)
    assert await told() == [f"stay {stay} is confirmed, and the ledger released nothing for it"]


async def test_minutes_that_are_taken_from_somebody_who_is_here_are_named(
    api, clock, line, volunteer, tmp_path
):
    kept = tmp_path / "receipts.json"
    kept.write_text((await api.get("/api/me/ledger", headers=headers(volunteer, clock))).text)
    found: list[str] = []
    await verify([], [kept], found.append, proving.follow)
    assert found == []
    with pytest.raises(REFUSED, match="ledger_opening stays as it is"):
        await forgetting.forget(volunteer.account)
    with pytest.raises(REFUSED, match="ledger_holder stays as it is"):
        await run("DELETE FROM ledger_holder WHERE account = {}", volunteer.account)
    async with without_triggers("ledger_opening", "ledger_holder"):
        await forgetting.forget(volunteer.account)
    mine = await api.get("/api/me/ledger", headers=headers(volunteer, clock))
    assert mine.json()["balances"] == []
    await verify([], [kept], found.append, proving.follow)
    assert sum("is its holder's no more" in one for one in found) == 2, "two accounts"
    assert f"stay {line} is a line of nobody's, although its person is here" in found
