"""At a counter: valid or not because …, used once, and taken back by two."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.benefits.makers import (
    BUSES,
    MASKED,
    a_volunteer,
    approved,
    ask,
    balances,
    buses,
    look,
    of_division,
    partner_of,
    state_of,
    taken,
    the_ledger_is_whole,
    use,
    used,
)
from tests.people import STREET, signed_in

from xiangyi.features.benefits.jobs import expire_vouchers
from xiangyi.features.benefits.personal import PERSONAL
from xiangyi.features.identity.adapters import tokens
from xiangyi.settings import Settings


@pytest.fixture
async def voucher(api, clock, volunteer, benefit):
    return await taken(api, clock, volunteer, benefit)


async def undo(api, clock, who, use_id, why="扫错了人"):
    return await ask(api, clock, who, "PUT", f"counter/uses/{use_id}/undo", why=why)


async def confirm(api, clock, who, use_id):
    return await ask(api, clock, who, "PUT", f"counter/uses/{use_id}/undo/confirmation")


async def uses_of(api, clock, who):
    answer = await ask(api, clock, who, "GET", "counter/uses")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("way", ["token", "code"])
async def test_a_counter_learns_yes_the_benefit_and_a_masked_name(
    api, clock, partner, voucher, way
):
    verdict = await look(api, clock, partner, voucher, **{way: voucher[way]})
    assert verdict == {
        "lock": verdict["lock"],
        "valid": True,
        "because": None,
        "title": "免费体检一次",
        "category": "medical",
        "name": MASKED,
        "lockedUntil": "2026-11-26T01:02:00Z",
        "usedAt": None,
    }


async def test_a_code_is_read_as_people_type_it(api, clock, partner, voucher):
    code = voucher["code"]
    typed = f" {code[:5].lower()}-{code[5:]} ".replace("0", "o").replace("1", "l")
    assert (await look(api, clock, partner, voucher, code=typed))["valid"]
    assert (await look(api, clock, partner, voucher, code="0000000000"))["because"] == "unknown"


async def test_a_voucher_is_used_once_and_the_answer_is_given_again(
    api, clock, partner, colleague, volunteer, voucher
):
    verdict = await look(api, clock, partner, voucher)
    first = await use(api, clock, partner, verdict["lock"])
    told = first.json()
    assert (told["state"], told["name"], told["how"]) == ("counted", MASKED, "online")
    clock.now += timedelta(hours=1)
    assert (await use(api, clock, partner, verdict["lock"])).json() == told
    for who in (partner, colleague):
        again = await look(api, clock, who, voucher)
        assert (again["because"], again["usedAt"]) == ("used", told["usedAt"])
    assert (await use(api, clock, colleague, verdict["lock"])).json()["code"] == "lock_over"
    assert await state_of(api, clock, volunteer, voucher) == "used"
    assert await balances(volunteer) == {"service": 600, "redeemable": 480}


async def test_what_one_counter_looks_at_no_other_uses_until_it_lapses(
    api, clock, partner, colleague, volunteer, voucher
):
    held = await look(api, clock, partner, voucher)
    other = await look(api, clock, colleague, voucher)
    assert (other["valid"], other["because"], other["name"]) == (False, "locked", None)
    assert await state_of(api, clock, volunteer, voucher) == "locked"
    assert (await use(api, clock, colleague, other["lock"])).json()["code"] == "lock_over"
    clock.now += timedelta(minutes=2, seconds=1)
    assert await state_of(api, clock, volunteer, voucher) == "issued", "no job is needed"
    assert (await use(api, clock, partner, held["lock"])).json()["code"] == "lock_over"
    assert (await look(api, clock, colleague, voucher))["valid"]


async def test_whoever_lost_the_answer_of_a_look_looks_again(api, clock, partner, voucher):
    id_ = uuid4()
    first = await look(api, clock, partner, voucher, id_)
    assert await look(api, clock, partner, voucher, id_) == first
    again = await look(api, clock, partner, voucher)
    assert again["valid"]
    assert (await use(api, clock, partner, id_)).json()["code"] == "lock_over"
    assert (await use(api, clock, partner, again["lock"])).status_code == 200


async def test_twenty_counters_use_one_voucher_once(api, clock, voucher, volunteer):
    people = [
        await signed_in(f"138000011{number:02}", partner_of(), now=clock.now)
        for number in range(20)
    ]

    async def at_a_counter(who) -> bool:
        verdict = await look(api, clock, who, voucher)
        return (await use(api, clock, who, verdict["lock"])).status_code == 200

    assert sum(await asyncio.gather(*map(at_a_counter, people))) == 1
    assert await balances(volunteer) == {"service": 600, "redeemable": 480}
    [line] = (await uses_of(api, clock, people[0]))["uses"]
    assert line["state"] == "counted"


async def test_another_providers_voucher_is_not_honoured_nor_told_of(api, clock, voucher):
    await buses()
    other = await signed_in("13800000074", partner_of(BUSES), now=clock.now)
    verdict = await look(api, clock, other, voucher)
    assert (verdict["because"], verdict["title"], verdict["name"]) == ("elsewhere", None, None)
    assert (await uses_of(api, clock, other))["uses"] == []


async def test_on_a_black_out_day_it_is_not_honoured(api, clock, volunteer, partner, county):
    days = [{"since": "2026-11-26", "until": "2026-11-27"}]
    voucher = await taken(
        api, clock, volunteer, await approved(api, clock, partner, county, blackouts=days)
    )
    assert (await look(api, clock, partner, voucher))["because"] == "not_today"
    clock.now += timedelta(days=2)
    assert (await look(api, clock, partner, voucher))["valid"]


async def test_codes_are_not_found_by_trying(api, clock, partner):
    for _ in range(20):
        await look(api, clock, partner, {}, code="ABCDEFGHJK")
    path = f"counter/locks/{uuid4()}"
    answer = await ask(api, clock, partner, "PUT", path, code="ABCDEFGHJK")
    assert answer.json()["code"] == "too_often"


async def test_one_person_takes_no_use_back_alone(
    api, clock, partner, colleague, volunteer, voucher
):
    line = await used(api, clock, partner, voucher)
    id_ = line["id"]
    assert (await confirm(api, clock, colleague, id_)).json()["code"] == "undo_not_asked"
    asked = (await undo(api, clock, partner, id_)).json()
    assert (asked["state"], asked["undoWhy"]) == ("counted", "扫错了人")
    assert (await undo(api, clock, partner, id_)).json() == asked
    assert (await confirm(api, clock, partner, id_)).json()["code"] == "own_undo"
    assert (await look(api, clock, partner, voucher))["because"] == "used"
    [waits] = (await uses_of(api, clock, colleague))["waiting"]
    assert (waits["id"], waits["yoursToConfirm"]) == (id_, True)
    done = (await confirm(api, clock, colleague, id_)).json()
    assert done["state"] == "undone"
    assert (await confirm(api, clock, colleague, id_)).json() == done
    assert (await undo(api, clock, partner, id_)).json()["code"] == "use_not_counted"
    assert await balances(volunteer) == {"service": 600, "redeemable": 480}, "still spent"
    assert (await used(api, clock, colleague, voucher))["state"] == "counted"
    assert await the_ledger_is_whole()


async def test_the_county_is_the_second_person_where_a_counter_has_but_one(
    api, clock, partner, county, voucher
):
    id_ = (await used(api, clock, partner, voucher))["id"]
    await undo(api, clock, partner, id_)
    [waits] = (await uses_of(api, clock, county))["waiting"]
    assert waits["yoursToConfirm"]
    assert (await confirm(api, clock, county, id_)).json()["state"] == "undone"


async def test_what_is_taken_back_too_late_to_be_used_gives_its_minutes_back(
    api, clock, partner, colleague, volunteer, voucher
):
    id_ = (await used(api, clock, partner, voucher))["id"]
    clock.now += timedelta(days=40)
    await expire_vouchers(Settings(), clock.now)
    assert (await balances(volunteer))["redeemable"] == 480
    await undo(api, clock, partner, id_)
    await confirm(api, clock, colleague, id_)
    await expire_vouchers(Settings(), clock.now)
    assert (await balances(volunteer))["redeemable"] == 600
    assert await state_of(api, clock, volunteer, voucher) == "expired"


async def test_somebody_without_a_phone_has_a_voucher_by_a_clerk(api, clock, partner, county):
    """Taken for them at the street's counter, and honoured at the hospital's."""
    benefit = await approved(api, clock, partner, county, costMinutes=0)
    clerk = await signed_in("13800000075", of_division("clerk", STREET), now=clock.now)
    account = uuid4()
    body = {
        "name": "王大爷",
        "division": STREET,
        "purposes": [f"partner:{benefit['card']['provider']}"],
        "how": "spoken",
    }
    kept = await ask(api, clock, clerk, "PUT", f"kept/{account}", **body)
    assert kept.status_code == 200, kept.text
    token, _ = tokens.issue(clerk.account, clerk.device, now=clock.now)
    acting = {"Authorization": f"Bearer {token}", "X-Acting-For": str(account)}
    path = f"/api/vouchers/{uuid4()}"
    answer = await api.put(path, json={"benefit": benefit["id"]}, headers=acting)
    assert answer.status_code == 200, answer.text
    assert (await look(api, clock, partner, answer.json()))["name"] == "王**"


async def test_who_leaves_is_nobody_at_the_counter_and_the_numbers_stay(
    api, clock, partner, colleague, county, benefit
):
    who = await a_volunteer(api, clock, "13800000080")
    voucher = await taken(api, clock, who, benefit)
    line = await used(api, clock, partner, voucher)
    other = await approved(api, clock, partner, county, title="另一项")
    live = await taken(api, clock, who, other)
    await PERSONAL.erase(who.account, clock.now)
    assert (await look(api, clock, partner, live))["because"] == "no_consent"
    [left] = (await uses_of(api, clock, partner))["uses"]
    assert (left["id"], left["name"], left["state"]) == (line["id"], "", "counted")
    card = (await api.get(f"/api/benefits/{other['id']}")).json()
    assert card["remaining"] == 3


@pytest.mark.parametrize("on", ["0001-01-01", "1999-12-31", "2100-01-01", "9999-12-31"])
async def test_a_day_beyond_any_clock_has_no_uses(api, clock, partner, voucher, on):
    await used(api, clock, partner, voucher)
    answer = await ask(api, clock, partner, "GET", f"counter/uses?on={on}")
    assert answer.status_code == 200, answer.text
    assert (answer.json()["day"], answer.json()["uses"]) == (on, [])
