"""A voucher is taken in one tap, on the terms of its version; minutes are spent once."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.benefits.makers import (
    MASKED,
    a_volunteer,
    agree,
    approved,
    ask,
    balances,
    look,
    put,
    serve,
    state_of,
    take,
    taken,
    the_ledger_is_whole,
    used,
    wallet,
)
from tests.people import ZHUZHOU, signed_in

from xiangyi.features.benefits.jobs import expire_vouchers
from xiangyi.features.benefits.service.papers import fresh_code
from xiangyi.features.benefits.tables import Voucher
from xiangyi.settings import Settings


async def cancel(api, clock, who, voucher):
    return await ask(api, clock, who, "PUT", f"vouchers/{voucher['id']}/cancellation")


async def test_a_voucher_has_all_that_a_phone_shows_without_a_network(
    api, clock, volunteer, benefit
):
    voucher = await taken(api, clock, volunteer, benefit)
    assert (voucher["state"], voucher["name"], voucher["costMinutes"]) == ("issued", MASKED, 120)
    assert voucher["benefit"]["title"] == "免费体检一次"
    assert len(voucher["code"]) == 10
    assert len(voucher["token"]) < 300, "a QR code that a cracked screen can show"
    # Thirty days after today, to the last minute of them in Shanghai.
    assert voucher["expiresAt"] == "2026-12-26T16:00:00Z"
    assert await wallet(api, clock, volunteer) == [voucher]
    assert await balances(volunteer) == {"service": 600, "redeemable": 480}


async def test_the_same_again_is_the_same_voucher_and_costs_nothing_more(
    api, clock, volunteer, benefit
):
    id_ = uuid4()
    answers = [await take(api, clock, volunteer, benefit, id_) for _ in range(3)]
    assert len({answer.text for answer in answers}) == 1
    together = await asyncio.gather(*(take(api, clock, volunteer, benefit, id_) for _ in range(5)))
    assert {answer.text for answer in together} == {answers[0].text}
    assert await balances(volunteer) == {"service": 600, "redeemable": 480}


async def test_an_id_is_one_persons_and_one_benefits(api, clock, volunteer, benefit):
    id_ = uuid4()
    await take(api, clock, volunteer, benefit, id_)
    other = await a_volunteer(api, clock, "13800000078")
    assert (await take(api, clock, other, benefit, id_)).json()["code"] == "voucher_id_taken"
    again = await take(api, clock, volunteer, {"id": str(uuid4())}, id_)
    assert again.json()["code"] == "voucher_id_taken"


async def test_nobody_has_it_more_often_than_its_quota_says(api, clock, volunteer, benefit):
    await taken(api, clock, volunteer, benefit)
    answer = await take(api, clock, volunteer, benefit)
    assert answer.json()["code"] == "not_eligible"
    [missing] = answer.json()["facts"]["missing"]
    assert (missing["kind"], missing["on"]) == ("quota", "2027-01-01")
    clock.now += timedelta(days=40)
    assert (await take(api, clock, volunteer, benefit)).status_code == 200


async def test_what_was_cancelled_or_ran_out_counts_towards_no_quota_and_comes_back(
    api, clock, volunteer, benefit, partner
):
    voucher = await taken(api, clock, volunteer, benefit)
    done = await cancel(api, clock, volunteer, voucher)
    assert (done.json()["state"], done.json()["token"]) == ("cancelled", "")
    assert (await cancel(api, clock, volunteer, voucher)).json() == done.json()
    assert await balances(volunteer) == {"service": 600, "redeemable": 600}
    assert (await look(api, clock, partner, voucher))["because"] == "cancelled"
    clock.now += timedelta(hours=72)
    another = await taken(api, clock, volunteer, benefit)
    clock.now += timedelta(days=31)
    assert await state_of(api, clock, volunteer, another) == "expired", "at once, by the clock"
    await expire_vouchers(Settings(), clock.now)
    await expire_vouchers(Settings(), clock.now)
    assert await balances(volunteer) == {"service": 600, "redeemable": 600}
    card = (await api.get(f"/api/benefits/{benefit['id']}")).json()
    assert card["remaining"] == 3
    assert await the_ledger_is_whole()


async def test_what_was_used_or_is_at_a_counter_is_not_given_back(
    api, clock, volunteer, benefit, partner
):
    voucher = await taken(api, clock, volunteer, benefit)
    await look(api, clock, partner, voucher)
    assert (await cancel(api, clock, volunteer, voucher)).json()["code"] == "voucher_in_hand"
    clock.now += timedelta(minutes=3)
    await used(api, clock, partner, voucher)
    refused = await cancel(api, clock, volunteer, voucher)
    assert (refused.json()["code"], refused.json()["facts"]["state"]) == ("voucher_over", "used")


async def test_twenty_phones_get_three_of_three(api, clock, partner, county):
    benefit = await approved(api, clock, partner, county, costMinutes=0)
    people = [
        await a_volunteer(api, clock, f"138000010{number:02}", minutes=0) for number in range(20)
    ]
    answers = await asyncio.gather(*(take(api, clock, who, benefit) for who in people))
    assert sum(answer.status_code == 200 for answer in answers) == 3
    refused = [answer.json() for answer in answers if answer.status_code != 200]
    assert {one["code"] for one in refused} <= {"stock_gone", "not_eligible"}
    assert (await api.get(f"/api/benefits/{benefit['id']}")).json()["remaining"] == 0


async def test_one_persons_phones_spend_no_minute_twice(api, clock, partner, county):
    """Ten vouchers at once of different benefits, for five of which the minutes last."""
    who = await a_volunteer(api, clock, minutes=600)
    several = [await approved(api, clock, partner, county) for _ in range(10)]
    answers = await asyncio.gather(*(take(api, clock, who, one) for one in several))
    assert sum(answer.status_code == 200 for answer in answers) == 5
    assert await balances(who) == {"service": 600, "redeemable": 0}
    assert await the_ledger_is_whole()


async def test_without_a_consent_to_that_provider_there_is_no_voucher(
    api, clock, partner, county, benefit
):
    who = await a_volunteer(api, clock, consent=None)
    answer = await take(api, clock, who, benefit)
    told = answer.json()["code"], answer.json()["facts"]["name"]
    assert told == ("partner_consent_needed", "文艺路街道办事处")
    await agree(api, clock, who)
    assert (await take(api, clock, who, benefit)).status_code == 200


async def test_a_consent_that_is_taken_back_ends_what_the_counter_learns(
    api, clock, partner, county, benefit
):
    who = await a_volunteer(api, clock, consent=None)
    consent = await agree(api, clock, who)
    voucher = await taken(api, clock, who, benefit)
    assert voucher["consented"] is True
    await ask(api, clock, who, "POST", f"me/consents/{consent}/withdrawal")
    verdict = await look(api, clock, partner, voucher)
    assert (verdict["valid"], verdict["because"], verdict["name"]) == (False, "no_consent", None)
    assert [one["consented"] for one in await wallet(api, clock, who)] == [False]
    await agree(api, clock, who)
    assert [one["consented"] for one in await wallet(api, clock, who)] == [True]
    assert (await look(api, clock, partner, voucher))["valid"] is True


@pytest.mark.parametrize(
    ("wanted", "kind", "lack"),
    [
        ({"stars": 1}, "stars", 5_400),
        ({"minutes": 1_320}, "minutes", 720),
        ({"recentMinutes": 700, "recentDays": 30}, "recent_minutes", 100),
        ({"minAge": 60}, "birth_date", None),
    ],
)
async def test_what_lacks_is_said_in_minutes(
    api, clock, volunteer, partner, county, wanted, kind, lack
):
    benefit = await approved(api, clock, partner, county, eligibility=wanted)
    [offer] = (await ask(api, clock, volunteer, "GET", "me/benefits")).json()["offers"]
    [missing] = offer["missing"]
    assert (missing["kind"], missing["lackMinutes"]) == (kind, lack)
    answer = await take(api, clock, volunteer, benefit)
    assert answer.json()["facts"]["missing"] == [missing]


async def test_what_one_may_have_now_comes_first(api, clock, volunteer, partner, county):
    for title, changes in {
        "far": {"eligibility": {"stars": 2}},
        "near": {"eligibility": {"stars": 1}},
        "dear": {"costMinutes": 700},
        "now": {},
    }.items():
        await approved(api, clock, partner, county, title=title, **changes)
    mine = (await ask(api, clock, volunteer, "GET", "me/benefits")).json()
    assert [one["benefit"]["title"] for one in mine["offers"]] == ["now", "dear", "near", "far"]
    assert (mine["redeemableMinutes"], mine["verifiedMinutes"]) == (600, 600)
    assert mine["lapsing"] == []


async def test_whoever_lives_elsewhere_does_not_get_it(api, clock, benefit):
    await a_volunteer(api, clock)
    other = await signed_in("13800000079", now=clock.now)
    await ask(api, clock, other, "PATCH", "me", name="李四", home=ZHUZHOU)
    await serve(other, 600, now=clock.now)
    await agree(api, clock, other)
    assert (await ask(api, clock, other, "GET", "me/benefits")).json()["offers"] == []
    answer = await take(api, clock, other, benefit)
    assert [one["kind"] for one in answer.json()["facts"]["missing"]] == ["home"]


async def test_a_voucher_keeps_the_terms_of_its_version(
    api, clock, volunteer, benefit, partner, county
):
    voucher = await taken(api, clock, volunteer, benefit)
    told = {"title": "体检一次，自付一半", "costMinutes": 60, "follows": benefit["id"]}
    later = await approved(api, clock, partner, county, **told)
    assert (later["card"]["version"], later["card"]["line"]) == (2, benefit["id"])
    assert (await take(api, clock, volunteer, benefit)).json()["code"] == "benefit_not_found"
    [held] = await wallet(api, clock, volunteer)
    assert (held["benefit"]["title"], held["benefit"]["state"]) == ("免费体检一次", "replaced")
    assert (await used(api, clock, partner, voucher))["title"] == "免费体检一次"
    # The quota is the line's: who had one this year gets none of the new version.
    refused = await take(api, clock, volunteer, later)
    assert [one["kind"] for one in refused.json()["facts"]["missing"]] == ["quota"]
    assert (await put(api, clock, partner, benefit["id"], based_on=4)).status_code == 200


async def test_what_is_over_is_leafed_through_each_of_them_once(
    api, clock, volunteer, partner, county
):
    """More of them than a page has, some taken in one moment."""
    quota = {"times": 100, "period": "year"}
    one = await approved(api, clock, partner, county, costMinutes=0, quota=quota, stock=None)
    voucher = await taken(api, clock, volunteer, one)
    await cancel(api, clock, volunteer, voucher)
    row = await Voucher.select().where(Voucher.id == voucher["id"]).first()
    for number in range(51):
        at = clock.now + timedelta(seconds=number // 10)
        fresh = {"id": uuid4(), "code": fresh_code(), "issued_at": at, "token": None}
        await Voucher.insert(Voucher(**(row | fresh)))
    first = (await ask(api, clock, volunteer, "GET", "me/vouchers")).json()
    rest = (await ask(api, clock, volunteer, "GET", f"me/vouchers?before={first['next']}")).json()
    found = [told["id"] for told in (*first["items"], *rest["items"])]
    assert (len(found), len(set(found))) == (52, 52)
    assert rest["next"] is None
