"""A phone says where to knock for it, and which; nobody else does."""

from base64 import urlsafe_b64encode
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from tests.notifications.makers import person, telling
from tests.people import FURONG, STREET, ground

from xiangyi.core.db import run
from xiangyi.features.notifications.adapters import audience as people
from xiangyi.features.notifications.schemas import Audience, Group
from xiangyi.features.notifications.service import expanding, forgetting, subscribing
from xiangyi.features.notifications.service.notifying import notify

HERE = Audience(groups=(Group(division=STREET),), watchers=True)


def letters(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def point() -> str:
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    return letters(public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


async def said(api, **changes):
    key = (await api.get("/api/push/key")).json()
    return {
        "endpoint": f"https://fcm.googleapis.com/fcm/send/{uuid4()}",
        "p256dh": point(),
        "auth": letters(b"a" * 16),
        "key": key["id"],
    } | changes


async def subscribe(api, id_, body, headers=None):
    return await api.put(f"/api/push/subscriptions/{id_}", json=body, headers=headers)


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


async def pushed() -> int:
    found = await people.pushed(HERE, "consultations")
    return found.anytime + found.quietly


async def test_a_phone_is_knocked_for_until_it_is_signed_out(api, clock):
    rider = await person("13800000001", clock)
    id_, body = uuid4(), await said(api)
    first = await subscribe(api, id_, body, rider.headers)
    again = await subscribe(api, id_, body, rider.headers)
    assert first.json() == again.json()
    assert (first.json()["signedIn"], first.json()["renew"]) == (True, False)
    assert await pushed() == 1
    await run("UPDATE device SET ended_at = {} WHERE id = {}", clock.now, rider.device)
    assert await pushed() == 0


async def test_whoever_signs_in_on_a_phone_next_is_who_it_rings_for(api, clock):
    one, two = await person("13800000001", clock), await person("13800000002", clock)
    id_, body = uuid4(), await said(api)
    await subscribe(api, id_, body, one.headers)
    await subscribe(api, id_, body, two.headers)
    rows = await run("SELECT account FROM push_subscription")
    assert [str(row["account"]) for row in rows] == [str(two.account)]


async def test_a_phone_that_forgot_its_id_is_not_knocked_for_twice(api, clock):
    rider = await person("13800000001", clock)
    body = await said(api)
    for _ in range(2):
        assert (await subscribe(api, uuid4(), body, rider.headers)).status_code == 200
    assert (await run("SELECT count(*) AS n FROM push_subscription"))[0]["n"] == 1


async def test_a_phone_without_an_account_watches_what_is_public_and_nothing_else(api):
    watches = [
        {"division": FURONG, "topic": "consultations"},
        {"division": FURONG, "topic": "tasks"},
    ]
    answer = await subscribe(api, uuid4(), await said(api, watches=watches))
    assert answer.json()["watches"] == watches[:1]
    assert await people.count_watchers(HERE, "consultations") == 1
    assert await people.count_watchers(HERE, "tasks") == 0


async def test_an_address_that_is_no_more_ends_no_phone_that_has_another_by_now(api, clock):
    """The push service says so of a knock that left before the phone spoke."""
    id_, old, new = uuid4(), await said(api), await said(api)
    for body in (old, new):
        await subscribe(api, id_, body)
    for body, ended in ((old, False), (new, True)):
        await subscribing.end([body["endpoint"]], "gone", now=clock.now)
        [row] = await run("SELECT ended_at FROM push_subscription")
        assert (row["ended_at"] is not None) is ended


async def test_what_failed_at_an_address_that_is_no_more_does_not_count_at_the_next(api, clock):
    watches = [{"division": FURONG, "topic": "consultations"}]
    moved, stays = uuid4(), uuid4()
    kept = await said(api, watches=watches)
    await subscribe(api, moved, await said(api, watches=watches))
    await subscribe(api, stays, kept)
    await notify(telling(audience=HERE), now=clock.now)
    await expanding.expand_due(now=clock.now)
    await run("UPDATE attempt SET tries = 7")
    await subscribe(api, moved, await said(api, watches=watches))
    await subscribe(api, stays, kept)
    rows = await run("SELECT subscription, tries FROM attempt")
    assert {str(row["subscription"]): row["tries"] for row in rows} == {
        str(moved): 0,
        str(stays): 7,
    }


async def test_a_phone_that_turns_it_off_leaves_nothing_behind(api):
    id_ = uuid4()
    await subscribe(api, id_, await said(api))
    path = f"/api/push/subscriptions/{id_}"
    for _ in ("once", "again, as the answer got lost"):
        assert (await api.delete(path)).status_code == 204
    assert await run("SELECT id FROM push_subscription") == []


async def test_the_address_of_a_phone_that_was_signed_out_is_let_go(api, clock):
    left, stays = await person("13800000001", clock), await person("13800000002", clock)
    for one in (left, stays):
        await subscribe(api, uuid4(), await said(api), one.headers)
    await subscribe(api, uuid4(), await said(api))
    await run("UPDATE device SET ended_at = {} WHERE id = {}", clock.now, left.device)
    await forgetting.forget(keep=timedelta(days=90), now=clock.now)
    rows = await run("SELECT account FROM push_subscription")
    assert {str(row["account"]) for row in rows} == {str(stays.account), "None"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"endpoint": "https://127.0.0.1/push"}, "endpoint_refused"),
        ({"endpoint": "http://fcm.googleapis.com/x"}, "endpoint_refused"),
        ({"endpoint": "https://fcm.googleapis.com.evil.example/x"}, "endpoint_refused"),
        ({"endpoint": "https://["}, "endpoint_refused"),
        ({"p256dh": letters(b"\4" + b"1" * 64)}, "subscription_keys_unusable"),
        ({"p256dh": "*"}, "subscription_keys_unusable"),
        ({"auth": letters(b"a" * 15)}, "subscription_keys_unusable"),
        ({"key": "none"}, "vapid_key_unknown"),
        ({"watches": [{"division": "nbs:1", "topic": "consultations"}]}, "division_not_found"),
    ],
)
async def test_what_cannot_be_knocked_for_is_refused(api, changes, code):
    answer = await subscribe(api, uuid4(), await said(api, **changes))
    assert answer.json()["code"] == code
    assert await run("SELECT id FROM push_subscription") == []


async def test_the_address_is_not_written_openly(api):
    body = await said(api)
    await subscribe(api, uuid4(), body)
    [row] = await run("SELECT endpoint FROM push_subscription")
    assert body["endpoint"].encode() not in bytes(row["endpoint"])


async def test_a_phone_that_was_silent_for_half_a_year_is_let_go(api, clock):
    watches = [{"division": FURONG, "topic": "consultations"}]
    await subscribe(api, uuid4(), await said(api, watches=watches))
    after = clock.now + forgetting.IDLE
    await forgetting.forget(keep=timedelta(days=90), now=after)
    assert await people.count_watchers(HERE, "consultations") == 1
    await forgetting.forget(keep=timedelta(days=90), now=after + timedelta(seconds=1))
    assert await run("SELECT id FROM push_watch") == []
