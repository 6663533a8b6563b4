"""Each delivery has its own outcome, whatever becomes of the others."""

from datetime import timedelta
from email.utils import format_datetime

import pytest
from msgspec.structs import replace
from tests.notifications.push_service import Answer
from tests.notifications.sending import BRIEF, Stage, all_of, by_id, now, seconds_from

from xiangyi.core import keys
from xiangyi.features.notifications.adapters.push import vapid
from xiangyi.features.notifications.adapters.push.encryption import MOST_BYTES
from xiangyi.features.notifications.adapters.push.limits import Limits
from xiangyi.features.notifications.rules.waiting import MOST_TRIES

ANSWERS = [
    ({"status": 200}, "sent", "taken"),
    ({"status": 201}, "sent", "taken"),
    ({"status": 202}, "sent", "taken"),
    ({"status": 201, "manner": "broken"}, "sent", "taken"),
    ({"status": 404}, "gone", "unknown"),
    ({"status": 410}, "gone", "unsubscribed"),
    ({"status": 400}, "ours", "bad_request"),
    ({"status": 401}, "ours", "unauthorized"),
    ({"status": 403}, "ours", "forbidden"),
    ({"status": 413}, "ours", "too_large"),
    ({"status": 400, "manner": "endless"}, "ours", "bad_request"),
    ({"status": 429}, "later", "throttled"),
    ({"status": 500}, "later", "server_error"),
    ({"status": 503}, "later", "unavailable"),
    ({"manner": "hang"}, "later", "timeout"),
    ({"manner": "reset"}, "later", "reset"),
    ({"status": 307, "headers": (("location", "https://127.0.0.1/x"),)}, "refused_address", None),
]


async def test_every_answer_has_its_outcome_and_touches_no_other(stage: Stage):
    async with stage.service() as service, stage.sender(service) as sender:
        told = {
            stage.to(service.subscribe(stage.point, Answer(**answer))): (kind, why)
            for answer, kind, why in ANSWERS
        }
        good = stage.deliveries(service, 60)
        mixed = [*good[:20], *told, *good[20:]]
        outcomes = by_id(await all_of(sender, mixed))
        for delivery, (kind, why) in told.items():
            outcome = outcomes[delivery.id]
            assert (outcome.kind, outcome.why) == (kind, why or "redirect"), outcome
            assert (outcome.retry_at is not None) == (kind == "later")
            assert outcome.tried
        assert {outcomes[one.id].kind for one in good} == {"sent"}
        assert all(len(service.browsers[_path(one.endpoint)].got) == 1 for one in good)
        assert all(service.asked[_path(one.endpoint)] == 1 for one in good)


async def test_a_cut_connection_takes_nobody_with_it_for_good(stage: Stage):
    async with stage.service() as service, stage.sender(service) as sender:
        await all_of(sender, stage.deliveries(service, 5))
        cut = stage.deliveries(service, 1, manner="cut")
        outcomes = by_id(await all_of(sender, [*cut, *stage.deliveries(service, 5)]))
        assert {one.kind for one in outcomes.values()} <= {"sent", "later"}
        assert outcomes[cut[0].id].kind == "later"
        assert {one.kind for one in await all_of(sender, stage.deliveries(service, 5))} == {"sent"}


async def test_a_message_arrives_as_it_was_sent(stage: Stage):
    async with stage.service() as service, stage.sender(service) as sender:
        one, plain = (service.subscribe(stage.point) for _ in range(2))
        payload = "屋场会 今晚七点".encode()
        urgent = stage.to(one, payload=payload, ttl_s=90, urgency="high", topic="Meeting_0-1")
        await all_of(sender, [urgent, stage.to(plain)])
        assert one.got == [payload]
        assert (one.headers["ttl"], one.headers["urgency"]) == ("90", "high")
        assert one.headers["topic"] == "Meeting_0-1"
        assert plain.headers["urgency"] == "normal"
        assert "topic" not in plain.headers


@pytest.mark.parametrize("form", ["seconds", "date"])
@pytest.mark.parametrize("status", [429, 503])
async def test_nobody_comes_back_before_the_push_service_said(stage: Stage, form, status):
    began = now()
    at = began + timedelta(seconds=1_800)
    asked = "1800" if form == "seconds" else format_datetime(at, usegmt=True)
    answer = {"status": status, "headers": (("retry-after", asked),)}
    async with stage.service() as service, stage.sender(service) as sender:
        (outcome,) = await all_of(sender, stage.deliveries(service, 1, **answer))
    assert 1_797 <= seconds_from(began, outcome.retry_at) <= 1_835


async def test_whoever_would_come_back_too_late_gives_up(stage: Stage):
    """A day is waited for where the message is worth two, and not where it is worth an hour."""
    began, answer = now(), Answer(429, (("retry-after", "86400"),))
    async with stage.service(answer={"status": 429}) as service, stage.sender(service) as sender:
        brief, long = (stage.to(service.subscribe(stage.point, answer)) for _ in range(2))
        long = replace(long, ttl_s=2 * 86_400)
        outcomes = by_id(await all_of(sender, [brief, long]))
    assert (outcomes[brief.id].kind, outcomes[brief.id].why) == ("given_up", "throttled")
    assert 86_397 <= seconds_from(began, outcomes[long.id].retry_at) <= 86_435


async def test_tries_are_counted_and_used_up(stage: Stage):
    began = now()
    async with stage.service(answer={"status": 500}) as service, stage.sender(service) as sender:
        first, last = (stage.to(service.subscribe(stage.point)) for _ in range(2))
        tried = replace(first, tries=3)
        last = replace(last, tries=MOST_TRIES - 1)
        outcomes = by_id(await all_of(sender, [tried, last]))
    assert 180 <= seconds_from(began, outcomes[tried.id].retry_at) <= 185
    given_up = outcomes[last.id]
    assert (given_up.kind, given_up.why, given_up.status) == ("given_up", "server_error", 500)


async def test_what_cannot_be_sent_never_leaves(stage: Stage):
    async with stage.service() as service, stage.sender(service) as sender:
        browser = service.subscribe(stage.point)
        off_curve = browser.p256dh[:-1] + bytes([browser.p256dh[-1] ^ 1])
        wrong = {
            ("gone", "keys_unusable"): stage.to(browser, p256dh=off_curve),
            ("ours", "too_large"): stage.to(browser, payload=b"x" * (MOST_BYTES + 1)),
            ("ours", "key_unknown"): stage.to(browser, vapid="none"),
            ("ours", "topic"): stage.to(browser, topic="x\r\nAuthorization: y"),
            ("refused_address", "host"): stage.to(browser, endpoint="https://evil.example/x"),
            ("refused_address", "form"): stage.to(browser, endpoint="http://fcm.googleapis.com/x"),
        }
        good = stage.to(browser, payload=b"x" * MOST_BYTES)
        outcomes = by_id(await all_of(sender, [*wrong.values(), good]))
        for (kind, why), delivery in wrong.items():
            outcome = outcomes[delivery.id]
            assert (outcome.kind, outcome.why, outcome.tried) == (kind, why, False)
        assert outcomes[good.id].kind == "sent"
        assert sum(service.asked.values()) == 1


async def test_each_subscription_is_sent_to_with_the_key_it_was_made_with(stage: Stage):
    ring = keys.with_newest_vapid_current(keys.with_vapid(keys.in_use()))
    keys.use(ring)
    newer, point = vapid.current()
    async with stage.service() as service, stage.sender(service) as sender:
        old, new = service.subscribe(stage.point), service.subscribe(point)
        wrong = stage.to(service.subscribe(stage.point), vapid=newer)
        told = [stage.to(old), stage.to(new, vapid=newer), wrong]
        outcomes = by_id(await all_of(sender, told))
        assert [outcomes[one.id].kind for one in told] == ["sent", "sent", "ours"]
        assert outcomes[wrong.id].said == "VAPID key mismatch"


async def test_a_push_service_nobody_vouches_for_is_told_nothing(stage: Stage, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    other = Stage(tmp_path / "elsewhere")
    async with other.service() as service, stage.sender(service) as sender:
        (outcome,) = await all_of(sender, other.deliveries(service, 1))
        assert (outcome.kind, outcome.why) == ("later", "untrusted")
        assert not service.asked


async def test_nobody_listens_to_an_answer_without_end(stage: Stage):
    began, patient = now(), Limits(answer_s=30)
    async with stage.service() as service, stage.sender(service, limits=patient) as sender:
        endless = stage.deliveries(service, 1, status=400, manner="endless")
        (outcome,) = await all_of(sender, endless)
    assert (outcome.kind, outcome.said) == ("ours", "x" * 200)
    assert (now() - began).total_seconds() < 15


async def test_a_push_service_of_http_1_is_served_too(stage: Stage):
    async with stage.service(protocol="http/1.1") as service, stage.sender(service) as sender:
        outcomes = await all_of(sender, stage.deliveries(service, 40))
        assert {one.kind for one in outcomes} == {"sent"}
        assert service.connections <= BRIEF.connections


def _path(endpoint: str) -> str:
    return "/" + endpoint.split("/", 3)[3]
