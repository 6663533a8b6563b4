"""A new VAPID key, while every subscription keeps the one it was made with."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from xiangyi.core import key_files, keys
from xiangyi.core.db import run
from xiangyi.features.notifications.service.subscribing import by_key
from xiangyi.serving import keyring
from xiangyi.serving.refusing import CannotStart
from xiangyi.serving.rotating_vapid import rotate
from xiangyi.settings import Settings

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
async def here(settings: Settings, database_url: str, db: object) -> Settings:
    here = replace(settings, database_url=database_url)
    await keyring.make(here)
    await keyring.bring(here)
    return here


async def turn(here: Settings, **counts: int) -> str:
    """Run the command once, while so many subscriptions belong to each key; what it says."""
    said: list[str] = []

    async def belonging() -> Mapping[str, int]:
        return counts

    await rotate(here, belonging=belonging, now=NOW, say=said.append)
    return " ".join(said)


async def put_to_use(here: Settings) -> str:
    return [await turn(here) for _ in range(2 if here.database_url else 1)][-1]


async def test_old_subscriptions_keep_their_key_until_none_is_left(here):
    (old,) = keys.in_use().vapid
    value = keys.in_use().vapid[old]
    assert "Make a new `xiangyi keys backup`" in await put_to_use(here)
    ring = keys.in_use()
    assert list(ring.vapid) == [old, ring.vapid_current]
    assert ring.vapid[old] == value
    assert "7 subscriptions still belong" in await turn(here, **{old: 7, ring.vapid_current: 90})
    assert list(keys.in_use().vapid) == list(ring.vapid)
    assert "is gone" in await turn(here, **{ring.vapid_current: 97})
    assert list(keys.in_use().vapid) == [ring.vapid_current]
    assert keys.in_use() == key_files.read(here.keys_dir)
    assert keys.in_use().sealing == ring.sealing


async def test_nobody_subscribes_with_a_key_that_another_machine_has_not_met(here):
    before = keys.in_use().vapid_current
    said = await turn(here)
    ring = keys.in_use()
    assert len(ring.vapid) == 2
    if here.database_url:
        assert "Give every machine this file" in said
        assert ring.vapid_current == before
        assert "Give every machine" in await turn(here)
        ring = keys.in_use()
    assert ring.vapid_current == list(ring.vapid)[-1] != before


async def test_each_run_is_in_the_audit(here):
    before = keys.in_use().vapid_current
    await rotate(here, belonging=by_key, now=NOW, say=print)
    told = await run(
        "SELECT actor, subject_id FROM audit_entry WHERE action = 'operator.vapid_rotated'"
    )
    assert [(one["actor"], one["subject_id"]) for one in told] == [(None, before)]


async def test_a_key_that_was_never_made_is_not_rotated(here):
    key_files.write(
        replace(keys.in_use(), vapid={}, vapid_current=""),
        here.keys_dir / key_files.FILE,
        over=True,
    )
    with pytest.raises(CannotStart, match="xiangyi keys init"):
        await turn(here)


async def test_two_do_not_change_the_keys_at_once(here):
    with key_files.held(here.keys_dir), pytest.raises(CannotStart, match="somebody else"):
        await turn(here)
