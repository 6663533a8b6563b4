"""One-time codes: five minutes, five tries, and no way around by asking often or at once."""

import asyncio
import hmac
import sys
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from httpx import ASGITransport, AsyncClient
from msgspec.structs import replace
from tests.people import Outbox, signed_in

from xiangyi.core.db import run
from xiangyi.features.identity.service import codes

PHONE = "13812340126"


async def send(api, phone=PHONE, **headers):
    return await api.post("/api/session/codes", json={"phone": phone}, headers=headers)


async def guess(api, code, phone=PHONE):
    return await api.post("/api/session", json={"phone": phone, "code": code})


def told(answer) -> tuple[int, str, dict[str, object]]:
    return answer.status_code, answer.json()["code"], answer.json()["facts"]


def another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


REFUSED = (422, "code_refused", {})


async def test_five_wrong_guesses_are_all_there_are(api, sms):
    await send(api)
    for _ in range(5):
        assert told(await guess(api, another(sms.code))) == REFUSED
    assert told(await guess(api, sms.code)) == REFUSED


async def test_twenty_guesses_at_once_are_no_more_than_five(api, sms):
    await send(api)
    answers = await asyncio.gather(*(guess(api, another(sms.code)) for _ in range(20)))
    assert [told(answer) for answer in answers] == [REFUSED] * 20
    [row] = await run("SELECT tries FROM sign_in_code")
    assert row["tries"] == 5
    assert told(await guess(api, sms.code)) == REFUSED


async def test_a_code_opens_once_however_many_try_it_at_once(api, sms):
    await send(api)
    answers = await asyncio.gather(*(guess(api, sms.code) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [201, 422, 422, 422, 422]
    assert told(await guess(api, sms.code)) == REFUSED


async def test_a_code_is_over_after_five_minutes(api, sms, clock):
    await send(api)
    clock.now += timedelta(minutes=5)
    assert told(await guess(api, sms.code)) == REFUSED
    await send(api)
    clock.now += timedelta(minutes=5) - timedelta(seconds=1)
    assert (await guess(api, sms.code)).status_code == 201


async def test_a_new_code_takes_the_place_of_the_old(api, sms, clock):
    await send(api)
    old = sms.code
    clock.now += timedelta(minutes=1)
    await send(api)
    if old != sms.code:
        assert told(await guess(api, old))[1] == "code_refused"
    assert (await guess(api, sms.code)).status_code == 201


async def test_a_code_is_for_the_phone_that_it_was_sent_to(api, sms):
    await send(api, "13912340126")
    await send(api, PHONE)
    mine, theirs = sms.sent[1][1], sms.sent[0][1]
    if mine != theirs:
        assert told(await guess(api, theirs))[1] == "code_refused"
    assert told(await guess(api, mine, "13712340126"))[1] == "code_refused"


@pytest.mark.parametrize(
    "spelt", [lambda it: f" {it}\n", lambda it: f"{it[:3]} {it[3:]}", lambda it: it.translate(WIDE)]
)
async def test_a_code_is_read_however_it_is_typed(api, sms, spelt):
    await send(api)
    assert (await guess(api, spelt(sms.code))).status_code == 201


WIDE = {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}


@pytest.mark.parametrize("code", ["", "0", "0" * 16, "\u0000", "１", "二三四五六七", "-00001"])
async def test_what_is_no_code_is_a_wrong_one(api, sms, code):
    await send(api)
    assert told(await guess(api, code)) == REFUSED


async def test_nothing_tells_whether_a_phone_is_known(api, sms, clock):
    """Accounts are not even looked at before the right code comes: here they are gone."""
    await signed_in(PHONE, now=clock())
    await run("ALTER TABLE account RENAME TO put_away")
    answers = []
    for phone in (PHONE, "13912340126"):
        sent, wrong = await send(api, phone), await guess(api, another(sms.code), phone)
        answers.append((sent.status_code, sent.json(), told(wrong)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 201


async def test_a_stranger_is_told_nothing_of_what_was_sent_to_a_phone(api, sms, clock):
    """Never seen, signed in today, tried out, over, and waiting for its code: all alike."""
    never, spent, tried, over, waits = (f"138000000{number}0" for number in range(5))
    await send(api, over)
    clock.now += timedelta(minutes=5)
    await send(api, spent)
    assert (await guess(api, sms.code, spent)).status_code == 201
    await send(api, tried)
    for _ in range(5):
        await guess(api, another(sms.code), tried)
    clock.now += timedelta(minutes=1)
    await send(api, waits)
    answers = [
        await guess(api, another(sms.code), phone)
        for phone in (never, spent, tried, over, waits)
        for _ in range(6)
    ]
    assert {answer.content for answer in answers} == {answers[0].content}
    assert [told(answer) for answer in answers] == [REFUSED] * 30


async def test_a_code_is_compared_in_constant_time_also_where_none_was_sent(api, sms):
    """The interpreter tells what was called; nothing of ours is put in its place."""
    compared = []

    def watch(frame, event, called):
        if event == "c_call" and called is hmac.compare_digest:
            compared.append(frame.f_code)

    await send(api)
    for phone, code in (("13912340126", "0"), (PHONE, another(sms.code)), (PHONE, sms.code)):
        sys.setprofile(watch)
        try:
            await guess(api, code, phone)
        finally:
            sys.setprofile(None)
    assert compared.count(codes.take.__code__) == 3


@pytest.mark.slow
async def test_ten_thousand_requests_from_one_address_send_ten_codes(api, sms):
    answers = [await send(api, f"138{number:08}") for number in range(10_000)]
    assert len(sms.sent) == 10
    assert Counter(answer.status_code for answer in answers) == {201: 10, 429: 9_990}
    for answer in answers[10:]:
        assert answer.json()["code"] == "too_often"
        wait = answer.json()["facts"]["retryAfterS"]
        assert answer.headers["retry-after"] == str(wait)
        assert 1 <= wait <= 60


@pytest.fixture
async def from_everywhere(db, app_of, settings, clock, sms) -> AsyncIterator[AsyncClient]:
    """The service behind a proxy of ours, which says where each request comes from."""
    app = app_of(replace(settings, proxies=1), clock=clock, sms=sms)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://xiangyi.test") as client:
        yield client


@pytest.mark.slow
async def test_ten_thousand_requests_for_one_phone_send_ten_codes_a_day(
    from_everywhere, sms, clock
):
    began, waits = clock.now, []
    for number in range(10_000):
        clock.now = began + timedelta(seconds=number * 5.7)
        address = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        answer = await send(from_everywhere, **{"X-Forwarded-For": f"1.1.1.1, {address}"})
        if answer.status_code == 429:
            waits.append(int(answer.headers["retry-after"]))
    assert len(sms.sent) == 10
    assert len(waits) == 9_990
    assert 1 <= min(waits) <= max(waits) <= 86_400


async def test_whoever_waits_as_told_is_sent_another(api, sms, clock):
    await send(api)
    refused = await send(api)
    clock.now += timedelta(seconds=int(refused.headers["retry-after"]))
    assert (await send(api)).status_code == 201
    assert len(sms.sent) == 2


@pytest.mark.parametrize(("proxies", "sent"), [(0, 10), (1, 20)])
async def test_an_invented_address_is_not_believed(app_of, settings, db, clock, proxies, sent):
    """Behind a proxy two callers are told apart; what a caller writes himself counts nowhere."""
    sms = Outbox()
    app = app_of(replace(settings, proxies=proxies), clock=clock, sms=sms)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://xiangyi.test") as api:
        for number in range(40):
            chain = f"9.9.9.{number}, 10.0.0.{number % 2}"
            await send(api, f"138{number:08}", **{"X-Forwarded-For": chain})
    assert len(sms.sent) == sent


async def test_guesses_are_stopped_by_address(api, sms):
    """One address cannot try a code on every phone there is."""
    answers = [await guess(api, "000000", f"138{number:08}") for number in range(40)]
    assert Counter(answer.status_code for answer in answers) == {422: 30, 429: 10}
