"""Where one minute, one person or one word decides: at the counter, its list, and what is late."""

from datetime import timedelta

import pytest
from tests.benefits.makers import (
    BUSES,
    a_volunteer,
    agree,
    approved,
    ask,
    balances,
    look,
    partner_of,
    settle,
    settled,
    state_of,
    take,
    taken,
    used,
)
from tests.benefits.test_counter import confirm, undo, uses_of
from tests.benefits.test_offline import content_of, decoded, short
from tests.people import COMMUNITY, FURONG, STREET, signed_in

from xiangyi.core.db import run
from xiangyi.features.organisations.tables import Organisation

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def voucher(api, clock, volunteer, benefit):
    return await taken(api, clock, volunteer, benefit)


async def withdraw(api, clock, who, benefit, *, void: bool) -> None:
    path = f"benefits/{benefit['id']}/withdrawal"
    answer = await ask(api, clock, who, "PUT", path, why="停业", void=void)
    assert answer.status_code == 200, answer.text


async def test_the_list_has_what_is_out_what_is_offered_and_what_is_void(
    api, clock, partner, county, volunteer
):
    honoured, void, offered = [
        await approved(api, clock, partner, county, title=title) for title in "甲乙丙"
    ]
    _, gone = [await taken(api, clock, volunteer, one) for one in (honoured, void)]
    await withdraw(api, clock, county, honoured, void=False)
    await withdraw(api, clock, county, void, void=True)
    content = await content_of(api, clock, partner)
    assert sorted(one["t"] for one in content["benefits"].values()) == ["丙", "乙", "甲"]
    assert [decoded(one).hex() for one in content["ended"]] == [short(gone)]
    assert offered["state"] == "approved"


async def test_the_list_has_nothing_of_ones_own_that_has_run_out(
    api, clock, partner, colleague, benefit
):
    own = await a_volunteer(api, clock, "13800000071")
    voucher = await taken(api, clock, own, benefit)
    told = (await content_of(api, clock, partner))["own"]
    assert [decoded(one).hex() for one in told] == [short(voucher)]
    clock.now += timedelta(days=31)
    assert (await content_of(api, clock, partner))["own"] == []


async def test_whoever_stands_at_two_counters_goes_by_the_stricter_numbers(api, clock, partner):
    await Organisation.insert(
        Organisation(
            id=BUSES, kind="bus_operator", name="星城公交", home=FURONG, changed_at=clock.now
        )
    )
    await run(
        "INSERT INTO benefit_rule (division, name, value, since_on, basis) VALUES"
        " ({}, 'offline_h', 3, {}, '函'), ({}, 'offline_most', 5, {}, '函')",
        *(STREET, clock.now.date(), STREET, clock.now.date()),
    )
    two = await signed_in("13800000091", partner_of(), partner_of(BUSES), now=clock.now)
    content = await content_of(api, clock, two)
    assert (content["until"], content["most"]) == ("2026-11-26T04:00:00Z", 5)


async def test_a_moment_decides_what_was_good_when_it_was_used_without_a_network(
    api, clock, partner, county, volunteer
):
    """At the very moment of its end it is over."""
    benefits = [await approved(api, clock, partner, county, title=title) for title in "甲乙丙"]
    late, void, behind = [await taken(api, clock, volunteer, one) for one in benefits]
    clock.now += 10 * MINUTE
    over = clock.now
    answer = await ask(api, clock, volunteer, "PUT", f"vouchers/{late['id']}/cancellation")
    assert answer.status_code == 200
    await withdraw(api, clock, county, benefits[1], void=True)
    clock.now += 10 * MINUTE
    for one, because in ((late, "cancelled"), (void, "void")):
        told = await settled(api, clock, partner, one, over)
        assert (told["state"], told["because"]) == ("refused", because)
    [row] = await run("SELECT expires_at FROM voucher WHERE id = {}", behind["id"])
    clock.now = row["expires_at"] + 10 * MINUTE
    told = await settled(api, clock, partner, behind, row["expires_at"])
    assert (told["state"], told["because"]) == ("refused", "expired")


async def test_a_phone_whose_clock_is_a_little_behind_uses_what_was_agreed_to_since(
    api, clock, partner, benefit
):
    who = await a_volunteer(api, clock, consent=None)
    clock.now += timedelta(hours=1)
    await agree(api, clock, who)
    voucher = await taken(api, clock, who, benefit)
    too_far = await settle(api, clock, partner, voucher, clock.now - 6 * MINUTE)
    assert too_far.json().get("state") != "counted"
    told = await settled(api, clock, partner, voucher, clock.now - 4 * MINUTE)
    assert (told["state"], told["because"]) == ("counted", None)


async def test_of_two_later_ones_the_one_that_was_noted_first_counts_instead(
    api, clock, partner, colleague, voucher
):
    at = clock.now + MINUTE
    clock.now += 10 * MINUTE
    first = await used(api, clock, partner, voucher)
    doubles = []
    for who in (partner, colleague):
        clock.now += MINUTE
        doubles.append((await settled(api, clock, who, voucher, at))["id"])
    refused = await undo(api, clock, partner, doubles[0])
    assert (refused.status_code, refused.json()["facts"]) == (409, {"state": "double"})
    assert (await uses_of(api, clock, colleague))["waiting"] == [], "nobody is asked"
    await undo(api, clock, partner, first["id"])
    waits = [
        [one["yoursToConfirm"] for one in (await uses_of(api, clock, who))["waiting"]]
        for who in (partner, colleague)
    ]
    assert waits == [[False], [True]]
    await confirm(api, clock, colleague, first["id"])
    states = {one["id"]: one["state"] for one in (await uses_of(api, clock, partner))["uses"]}
    assert states == {first["id"]: "undone", doubles[0]: "counted", doubles[1]: "double"}


async def test_a_day_has_its_own_uses_only(api, clock, partner, county, volunteer):
    """It begins at midnight in Shanghai."""
    benefits = [await approved(api, clock, partner, county, title=title) for title in "甲乙"]
    clock.now = clock.now.replace(hour=15, minute=59)
    await used(api, clock, partner, await taken(api, clock, volunteer, benefits[0]))
    clock.now += MINUTE
    await used(api, clock, partner, await taken(api, clock, volunteer, benefits[1]))
    days = {}
    for on in ("2026-11-26", "2026-11-27", "2026-11-28"):
        told = (await ask(api, clock, partner, "GET", f"counter/uses?on={on}")).json()["uses"]
        days[on] = [one["title"] for one in told]
    assert days == {"2026-11-26": ["甲"], "2026-11-27": ["乙"], "2026-11-28": []}


async def test_who_has_not_said_their_name_takes_nothing(api, clock, partner, county):
    benefit = await approved(api, clock, partner, county, costMinutes=0)
    nameless = await signed_in("13800000092", now=clock.now)
    await ask(api, clock, nameless, "PATCH", "me", home=COMMUNITY)
    await agree(api, clock, nameless)
    assert (await take(api, clock, nameless, benefit)).json()["code"] == "name_needed"


async def test_what_has_run_out_is_given_back_by_nobody_but_the_clock(
    api, clock, volunteer, voucher
):
    """Also before the worker has come."""
    clock.now += timedelta(days=31)
    refused = await ask(api, clock, volunteer, "PUT", f"vouchers/{voucher['id']}/cancellation")
    assert (refused.json()["code"], refused.json()["facts"]) == (
        "voucher_over",
        {"state": "expired"},
    )
    assert (await balances(volunteer))["redeemable"] == 480


async def test_an_id_brings_no_other_benefit(api, clock, partner, county, volunteer, voucher):
    other = await approved(api, clock, partner, county, title="另一项")
    answer = await take(api, clock, volunteer, other, voucher["id"])
    assert answer.json()["code"] == "voucher_id_taken"


async def test_who_may_have_one_a_day_has_another_tomorrow(api, clock, partner, county, volunteer):
    daily = await approved(api, clock, partner, county, quota={"times": 1, "period": "day"})
    await taken(api, clock, volunteer, daily)
    [missing] = (await take(api, clock, volunteer, daily)).json()["facts"]["missing"]
    assert (missing["kind"], missing["on"]) == ("quota", "2026-11-27")
    clock.now = clock.now.replace(hour=16)
    assert (await take(api, clock, volunteer, daily)).status_code == 200


async def test_what_lapses_after_a_year_is_not_told_yet(api, clock, volunteer):
    mine = (await ask(api, clock, volunteer, "GET", "me/benefits")).json()
    assert (mine["redeemableMinutes"], mine["lapsing"]) == (600, [])
    clock.now += timedelta(days=366)
    mine = (await ask(api, clock, volunteer, "GET", "me/benefits")).json()
    assert mine["lapsing"] == [{"on": "2028-11-27", "minutes": 600}]


async def test_a_look_at_what_runs_out_meanwhile_holds_nothing(
    api, clock, partner, volunteer, voucher
):
    clock.now += timedelta(days=31)
    verdict = await look(api, clock, partner, voucher)
    assert (verdict["valid"], verdict["because"]) == (False, "expired")
    assert await state_of(api, clock, volunteer, voucher) == "expired"
