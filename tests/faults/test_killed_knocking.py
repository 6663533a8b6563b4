"""Killed with -9 in the middle of a campaign: nobody is missed, and nobody hears of it as two.

`KILLS=20 uv run pytest tests/faults/test_killed_knocking.py` kills the worker that often.
"""

import asyncio
import os
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest
from tests.notifications.makers import crowd, same, telling, told
from tests.notifications.push_service import Answer, PushService
from tests.people import ground
from tests.processes import PATIENCE_S, Staying

from xiangyi.core import key_files, keys
from xiangyi.core.bulk import append_rows
from xiangyi.core.clock import utc_now
from xiangyi.core.db import atomic, is_postgres, run
from xiangyi.core.sealing import keyed_hash, seal
from xiangyi.features.identity.tables import Device
from xiangyi.features.notifications.adapters.push import vapid
from xiangyi.features.notifications.service.notifying import notify
from xiangyi.features.notifications.service.subscribing import ENDPOINT

pytestmark = pytest.mark.faults

#: Enough for a run of all tests; figures about reliability are made with twenty.
KILLS = int(os.environ.get("KILLS", "3"))
PEOPLE, PHONES = 6_000, 1_500


class Now:
    now = utc_now()


async def test_killed_again_and_again_it_misses_nobody(db, database_url, tmp_path):
    key_files.write(keys.in_use(), tmp_path / "keys" / key_files.FILE)
    await ground()
    everybody = await crowd(PEOPLE, Now)
    async with PushService(None, answer=Answer()) as service:
        await phones(everybody[:PHONES], service)
        ends_at = utc_now() + timedelta(hours=1)
        await notify(telling(urgency="urgent", ends_at=ends_at), now=utc_now())
        for number in range(KILLS):
            with working(tmp_path, database_url, service, number) as worker:
                async with asyncio.timeout(PATIENCE_S):
                    # Each gets a little further than the one before it.
                    while service.asked.total() <= PHONES * number // (2 * KILLS):
                        await service.next_asked(0.05)
                worker.process.kill()
            assert not await done()
            # What the killed one had taken is free for others once its time is up.
            await run("UPDATE attempt SET claimed_until = NULL WHERE state = 'waiting'")
        with working(tmp_path, database_url, service, KILLS):
            async with asyncio.timeout(PATIENCE_S):
                while not await done():
                    await service.next_asked(0.05)
        got = [browser.got for browser in service.browsers.values()]
    assert same(await told(), everybody)
    assert all(got)
    tags = {msgspec.json.decode(one)["tag"] for browser in got for one in browser}
    assert len(tags) == 1
    rows = await run("SELECT state, count(*) AS n FROM attempt GROUP BY state")
    assert [(row["state"], row["n"]) for row in rows] == [("sent", PHONES)]


def working(data: Path, database_url: str, service: PushService, number: int) -> Staying:
    return Staying(
        data / f"worker-{number}.txt",
        "worker",
        XIANGYI_DATA=str(data),
        XIANGYI_DATABASE_URL=database_url,
        XIANGYI_PUSH_TEST_ORIGINS=service.origin,
        XIANGYI_PUSH_SUBJECT="mailto:push@xiangyi.example",
        XIANGYI_SMS_CONSOLE="true",
    )


async def done() -> bool:
    return not await run("SELECT id FROM campaign WHERE told_at IS NULL") and not await run(
        "SELECT id FROM attempt WHERE state = 'waiting' LIMIT 1"
    )


async def phones(accounts, service: PushService) -> None:
    """One for each account, signed in and subscribed at the service that stands in."""
    key, point = vapid.current()
    now = utc_now()
    devices = [(uuid4(), account) for account in accounts]
    rows = []
    for device, account in devices:
        browser, id_ = service.subscribe(point), uuid4()
        sealed = seal(browser.endpoint, owner=id_, field=ENDPOINT)
        hashed = keyed_hash(browser.endpoint, field=ENDPOINT)
        rows.append(
            (id_, account, device, sealed, hashed, browser.p256dh, browser.auth, key, now, now)
        )
    made = [
        Device(id=device, account=account, way="code", signed_in_at=now, turned_at=now)
        for device, account in devices
    ]
    async with atomic():
        await Device.insert(*made)
        columns = ["id", "account", "device", "endpoint", "endpoint_hash", "p256dh", "auth"]
        await append_rows(
            "push_subscription", [*columns, "vapid_key", "made_at", "renewed_at"], rows
        )


#: As many of them wait behind the first thousand, and have the only phones.
_FIRST, _BEHIND = 1_000, 40
#: What a database is made to do with the second thousand: to be at it for longer than we wait.
_STUCK = {
    "sqlite": (
        """CREATE TRIGGER stuck BEFORE INSERT ON notice
        WHEN (SELECT count(*) FROM notice) >= 1000 BEGIN
        SELECT count(*) FROM (WITH RECURSIVE n(i) AS
        (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000000) SELECT i FROM n); END""",
    ),
    "postgres": (
        """CREATE FUNCTION stuck() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (SELECT count(*) FROM notice) >= 1000 THEN PERFORM pg_sleep(600); END IF;
        RETURN NULL; END $$""",
        "CREATE TRIGGER stuck BEFORE INSERT ON notice FOR EACH STATEMENT EXECUTE FUNCTION stuck()",
    ),
}
#: PostgreSQL notices that a client is gone when it has something to say to it.
_FREE = {
    "sqlite": ("DROP TRIGGER stuck",),
    "postgres": (
        """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event = 'PgSleep'""",
        "DROP TRIGGER stuck ON notice",
        "DROP FUNCTION stuck()",
    ),
}


async def test_killed_after_the_first_thousand_and_before_any_knock_it_misses_nobody(
    db, database_url, tmp_path
):
    key_files.write(keys.in_use(), tmp_path / "keys" / key_files.FILE)
    await ground()
    everybody = sorted(await crowd(_FIRST + _BEHIND, Now), key=str)
    engine = "postgres" if is_postgres() else "sqlite"
    async with PushService(None, answer=Answer()) as service:
        await phones(everybody[_FIRST:], service)
        ends_at = utc_now() + timedelta(hours=1)
        for statement in _STUCK[engine]:
            await run(statement)
        await notify(telling(urgency="urgent", ends_at=ends_at), now=utc_now())
        with working(tmp_path, database_url, service, 0) as worker:
            async with asyncio.timeout(PATIENCE_S):
                while not await run("SELECT id FROM campaign WHERE cursor IS NOT NULL"):
                    await service.next_asked(0.05)
            worker.process.kill()
            worker.process.wait(PATIENCE_S)
        assert same(await told(), everybody[:_FIRST])
        assert await run("SELECT id FROM attempt") == []
        for statement in _FREE[engine]:
            await run(statement)
        with working(tmp_path, database_url, service, 1):
            async with asyncio.timeout(PATIENCE_S):
                while not await done():
                    await service.next_asked(0.05)
        got = [browser.got for browser in service.browsers.values()]
    assert same(await told(), everybody)
    assert [len(one) for one in got] == [1] * _BEHIND
