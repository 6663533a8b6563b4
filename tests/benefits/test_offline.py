"""A counter without a network: its list, what it used, and what comes of it in any order."""

import json
from base64 import urlsafe_b64decode
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from tests.benefits.makers import (
    BUSES,
    a_volunteer,
    agree,
    approved,
    ask,
    balances,
    buses,
    look,
    partner_of,
    settle,
    settled,
    state_of,
    taken,
    the_ledger_is_whole,
    used,
)
from tests.people import signed_in

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import run
from xiangyi.features.benefits.jobs import expire_vouchers
from xiangyi.settings import Settings


def decoded(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


async def content_of(api, clock, who) -> dict:
    answer = await ask(api, clock, who, "GET", "counter/list")
    assert answer.status_code == 200, answer.text
    return json.loads(decoded(answer.json()["signed"].split(".")[1]))


def short(voucher: dict) -> str:
    """As a phone makes it."""
    return sha256(UUID(voucher["id"]).bytes).hexdigest()[:12]


@pytest.fixture
async def voucher(api, clock, volunteer, benefit):
    return await taken(api, clock, volunteer, benefit)


async def cancel(api, clock, who, voucher):
    path = f"vouchers/{voucher['id']}/cancellation"
    assert (await ask(api, clock, who, "PUT", path)).status_code == 200


async def test_the_mornings_list_has_what_a_phone_checks_a_token_by(
    api, clock, partner, county, volunteer, voucher
):
    other = await approved(api, clock, partner, county, title="另一项")
    gone = await taken(api, clock, volunteer, other)
    await cancel(api, clock, volunteer, gone)
    who = await a_volunteer(api, clock, "13800000078", consent=None)
    consent = await agree(api, clock, who)
    withdrawn = await taken(api, clock, who, other)
    await ask(api, clock, who, "POST", f"me/consents/{consent}/withdrawal")
    answer = (await ask(api, clock, partner, "GET", "counter/list")).json()
    header = json.loads(decoded(answer["signed"].split(".")[0]))
    assert header == {"alg": "ES256", "kid": answer["key"]["kid"], "typ": "xiangyi-counter"}
    content = await content_of(api, clock, partner)
    claims = json.loads(decoded(voucher["token"].split(".")[1]))
    told = content["benefits"][claims["b"]]
    assert (told["t"], told["c"], told["x"]) == ("免费体检一次", "medical", [])
    assert (content["at"], content["until"]) == ("2026-11-26T01:00:00Z", "2026-11-27T01:00:00Z")
    assert content["most"] == 20
    ended = [decoded(one).hex() for one in content["ended"]]
    assert sorted(ended) == sorted(map(short, (gone, withdrawn)))
    assert short(voucher) not in ended
    assert volunteer.account.hex not in json.dumps(content)


async def test_what_was_used_without_a_network_counts_once_it_is_settled(
    api, clock, partner, volunteer, voucher
):
    at = clock.now + timedelta(hours=1)
    clock.now += timedelta(hours=3)
    id_ = uuid4()
    first = await settle(api, clock, partner, voucher, at, id_)
    told = first.json()
    assert (told["state"], told["usedAt"]) == ("counted", "2026-11-26T02:00:00Z")
    clock.now += timedelta(days=9)
    assert (await settle(api, clock, partner, voucher, at, id_)).text == first.text
    assert await state_of(api, clock, volunteer, voucher) == "used"
    assert (await look(api, clock, partner, voucher))["because"] == "used"
    assert await balances(volunteer) == {"service": 600, "redeemable": 480}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
async def test_of_several_counters_one_counts_and_the_others_are_told(
    api, clock, partner, colleague, volunteer, voucher, order
):
    times = [clock.now + timedelta(minutes=minutes) for minutes in (10, 20, 30)]
    people = [partner, colleague, partner]
    clock.now += timedelta(hours=1)
    states = []
    for number in order:
        told = await settled(api, clock, people[number], voucher, times[number])
        states.append(told["state"])
        if told["state"] == "double":
            assert told["firstUsedAt"] == _z(times[order[0]])
    assert states == ["counted", "double", "double"]
    rows = await run("SELECT COUNT(*) AS n FROM campaign WHERE kind = 'voucher.double'")
    assert rows[0]["n"] == 2
    assert await balances(volunteer) == {"service": 600, "redeemable": 480}
    assert await the_ledger_is_whole()


async def test_a_use_with_a_network_comes_before_one_that_is_settled_later(
    api, clock, partner, colleague, volunteer, voucher
):
    at = clock.now + timedelta(minutes=1)
    clock.now += timedelta(minutes=10)
    await used(api, clock, colleague, voucher)
    told = await settled(api, clock, partner, voucher, at)
    assert (told["state"], told["firstUsedAt"]) == ("double", _z(clock.now))


async def test_where_the_first_is_taken_back_the_second_counts_instead(
    api, clock, partner, colleague, volunteer, voucher
):
    at = clock.now + timedelta(minutes=1)
    clock.now += timedelta(minutes=10)
    line = await used(api, clock, colleague, voucher)
    double = await settled(api, clock, partner, voucher, at)
    await ask(api, clock, colleague, "PUT", f"counter/uses/{line['id']}/undo", why="扫错")
    await ask(api, clock, partner, "PUT", f"counter/uses/{line['id']}/undo/confirmation")
    day = (await ask(api, clock, partner, "GET", "counter/uses")).json()
    states = {one["id"]: one["state"] for one in day["uses"]}
    assert states == {line["id"]: "undone", double["id"]: "counted"}
    assert await state_of(api, clock, volunteer, voucher) == "used"


@pytest.mark.parametrize("how", ["expired", "cancelled"])
async def test_what_was_used_before_it_ended_is_paid_again_once(
    api, clock, partner, volunteer, voucher, how
):
    if how == "expired":
        clock.now += timedelta(days=30)
        at = clock.now
        clock.now += timedelta(days=1)
        await expire_vouchers(Settings(), clock.now)
    else:
        at = clock.now + timedelta(minutes=1)
        clock.now += timedelta(minutes=10)
        await cancel(api, clock, volunteer, voucher)
    assert (await balances(volunteer))["redeemable"] == 600
    told = await settled(api, clock, partner, voucher, at)
    assert told["state"] == "counted"
    assert (await settled(api, clock, partner, voucher, at))["state"] == "double"
    assert await balances(volunteer) == {"service": 600, "redeemable": 480}
    assert await state_of(api, clock, volunteer, voucher) == "used"
    assert await the_ledger_is_whole()


async def test_what_came_back_and_was_spent_elsewhere_is_not_taken_from_anybody(
    api, clock, partner, county, benefit
):
    who = await a_volunteer(api, clock, "13800000078", minutes=120)
    voucher = await taken(api, clock, who, benefit)
    at = clock.now + timedelta(minutes=1)
    clock.now += timedelta(minutes=10)
    await cancel(api, clock, who, voucher)
    await taken(api, clock, who, await approved(api, clock, partner, county))
    assert (await settled(api, clock, partner, voucher, at))["state"] == "unpaid"
    assert await balances(who) == {"service": 120, "redeemable": 0}
    assert await the_ledger_is_whole()


async def test_what_was_not_good_when_it_was_used_is_refused_by_name(
    api, clock, partner, volunteer, voucher
):
    clock.now += timedelta(minutes=10)
    await cancel(api, clock, volunteer, voucher)
    late = clock.now + timedelta(minutes=1)
    clock.now += timedelta(minutes=5)
    told = await settled(api, clock, partner, voucher, late)
    assert (told["state"], told["because"]) == ("refused", "cancelled")
    await buses()
    other = await signed_in("13800000074", partner_of(BUSES), now=clock.now)
    assert (await settled(api, clock, other, voucher, late))["because"] == "elsewhere"
    clock.now += timedelta(days=4)
    assert (await settled(api, clock, partner, voucher, late))["because"] == "too_late"
    broken = {"token": voucher["token"][:-3] + "AAA"}
    assert (await settled(api, clock, partner, broken, clock.now))["because"] == "signature"


@pytest.mark.parametrize(
    ("off", "code"),
    [(timedelta(hours=2), "use_ahead"), (-timedelta(days=2_000), "use_behind")],
)
async def test_what_a_phone_with_a_wrong_clock_took_in_counts_once_it_is_told_by_ours(
    api, clock, partner, voucher, off, code
):
    id_ = uuid4()
    clock.now += timedelta(minutes=10)
    wrong = await settle(api, clock, partner, voucher, clock.now + off, id_)
    assert (wrong.status_code, wrong.json()["code"]) == (409, code)
    told = await settle(api, clock, partner, voucher, clock.now, id_)
    assert told.json()["state"] == "counted"
    again = await settle(api, clock, partner, voucher, clock.now + off, id_)
    assert again.json() == told.json(), "it has arrived, whatever is said of the clock since"


@pytest.mark.parametrize(
    "at",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "1999-12-31T23:59:59Z",
        "2100-01-01T00:00:00Z",
        "2026-11-26T09:00:00",
    ],
)
async def test_a_time_that_is_none_or_nobodys_zone_is_not_read(api, clock, partner, voucher, at):
    said = {"token": voucher["token"], "usedAt": at}
    answer = await ask(api, clock, partner, "PUT", f"counter/settlements/{uuid4()}", **said)
    assert answer.status_code == 400
    at_home = clock.now.astimezone(SHANGHAI)
    assert (await settled(api, clock, partner, voucher, at_home))["state"] == "counted"


async def test_an_id_is_one_use(api, clock, partner, county, volunteer, voucher):
    other = await taken(api, clock, volunteer, await approved(api, clock, partner, county))
    id_ = uuid4()
    assert (await settle(api, clock, partner, voucher, clock.now, id_)).status_code == 200
    refused = await settle(api, clock, partner, other, clock.now, id_)
    assert refused.json()["code"] == "settlement_id_taken"


def _z(at) -> str:
    return at.isoformat().replace("+00:00", "Z")
