"""A partner's month: each use once, and as many minutes as the ledger has."""

from datetime import date, timedelta

import pytest
from tests.benefits.makers import ask, settled, taken, used
from tests.divisions import makers as divisions
from tests.divisions.makers import take_in
from tests.people import FURONG, HUNAN, OFFICE, STREET, signed_in
from tests.reconciliation.makers import (
    at,
    get,
    path_of,
    spent_in_ledger,
    statement,
    told,
    undone,
)

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.benefits.jobs import expire_vouchers
from xiangyi.features.benefits.personal import PERSONAL
from xiangyi.settings import Settings

#: A county beside.
YUHUA = "nbs:430111000000"
USED, DOUBLE, UNDONE, INSTEAD = (
    ("used", 1, 120),
    ("double", 0, 0),
    ("undone", -1, -120),
    ("instead", 1, 120),
)


async def rule(division: str, hours: int) -> None:
    """Let its counters settle for so long."""
    await run(
        "INSERT INTO benefit_rule (division, name, value, since_on, basis)"
        " VALUES ({}, 'settling_h', {}, {}, '函')",
        *(division, hours, at(2026, 11, 1, 0, 0).date()),
    )


@pytest.fixture
async def vouchers(api, clock, volunteer, benefit):
    return [await taken(api, clock, volunteer, benefit) for _ in range(4)]


async def test_each_use_is_a_line_with_its_minutes_and_a_shortened_number(
    api, clock, partner, vouchers
):
    await used(api, clock, partner, vouchers[0])
    shown = await statement(api, clock, partner)
    assert told(shown) == [USED]
    [line] = shown["lines"]
    assert line["voucher"] == f"…{vouchers[0]['code'][-4:]}"
    assert (line["title"], line["category"], line["payer"]) == (
        "免费体检一次",
        "medical",
        "government",
    )
    assert (line["at"], line["offline"], line["disputed"]) == ("2026-11-26T01:00:00Z", False, None)
    assert (shown["provider"], shown["closed"]) == ("文艺路街道办事处", False)
    assert shown["closesAt"] == "2026-12-04T00:00:00+08:00"
    text = str(shown)
    assert "王" not in text
    assert vouchers[0]["code"] not in text


async def test_a_use_that_is_undone_stays_and_another_line_takes_it_back(
    api, clock, partner, colleague, vouchers
):
    use = await used(api, clock, partner, vouchers[0])
    clock.now += timedelta(minutes=5)
    await undone(api, clock, partner, colleague, use["id"])
    shown = await statement(api, clock, partner)
    assert told(shown) == [USED, UNDONE]
    assert [one["undone"] for one in shown["lines"]] == [True, False]
    assert (shown["figures"]["uses"], shown["figures"]["minutes"]) == (0, 0)


async def test_a_double_use_is_marked_and_counts_for_nobody(
    api, clock, partner, colleague, vouchers
):
    then = clock.now + timedelta(minutes=1)
    clock.now += timedelta(hours=1)
    await settled(api, clock, partner, vouchers[0], then)
    await settled(api, clock, colleague, vouchers[0], then)
    shown = await statement(api, clock, partner)
    assert sorted(told(shown)) == sorted([USED, DOUBLE])
    assert (
        shown["figures"] | {"used": 1, "double": 1, "uses": 1, "minutes": 120} == shown["figures"]
    )


async def test_a_double_use_that_counts_instead_does_not_change_the_month_in_which_it_was_double(
    api, clock, partner, colleague, vouchers
):
    then = clock.now + timedelta(minutes=1)
    clock.now += timedelta(hours=1)
    first = await settled(api, clock, partner, vouchers[0], then)
    clock.now += timedelta(minutes=1)
    await settled(api, clock, colleague, vouchers[0], then)
    clock.now = at(2026, 12, 5, 9, 0)
    before = await statement(api, clock, partner)
    assert before["closed"]
    await undone(api, clock, partner, colleague, first["id"])
    after = await statement(api, clock, partner)
    assert told(after) == told(before) == [USED, DOUBLE]
    assert after["figures"] == before["figures"]
    december = await statement(api, clock, partner, "2026-12")
    assert sorted(told(december)) == sorted([INSTEAD, UNDONE])
    assert december["figures"]["minutes"] == 0


async def test_what_is_settled_after_its_month_was_closed_falls_into_the_next(
    api, clock, partner, vouchers
):
    """Where the division lets counters settle for ten days."""
    await rule(STREET, 240)
    last = at(2026, 11, 30, 18, 0)
    clock.now = at(2026, 12, 3, 23, 59)
    await settled(api, clock, partner, vouchers[0], last)
    clock.now = at(2026, 12, 4, 0, 0)
    await settled(api, clock, partner, vouchers[1], last)
    november, december = [
        await statement(api, clock, partner, month) for month in ("2026-11", "2026-12")
    ]
    assert (told(november), told(december)) == ([USED], [USED])
    assert [one["late"] for one in (*november["lines"], *december["lines"])] == [False, True]
    assert (november["closed"], december["closesAt"]) == (True, "2027-01-04T00:00:00+08:00")


async def test_a_closed_month_stays_as_it_is_since_its_provider_does_not_move(
    api, clock, partner, province, vouchers
):
    """Where it would move to, counters settle within an hour, and November had been closed."""
    await rule(HUNAN, 1)
    await rule(STREET, 72)
    clock.now = at(2026, 12, 2, 9, 0)
    await settled(api, clock, partner, vouchers[0], at(2026, 11, 30, 18, 0))
    clock.now = at(2026, 12, 6, 9, 0)
    november = await statement(api, clock, partner)
    assert (told(november), november["closed"]) == ([USED], True)
    moved = {"kind": "street_office", "name": "文艺路街道办事处", "home": FURONG}
    answer = await ask(api, clock, province, "PUT", f"organisations/{OFFICE}", **moved)
    assert (answer.status_code, answer.json()["code"]) == (409, "organisation_stays")
    assert await statement(api, clock, partner) == november
    assert told(await statement(api, clock, partner, "2026-12")) == []


async def test_what_is_undone_at_midnight_is_in_the_month_that_begins_and_in_no_other(
    api, clock, partner, colleague, vouchers
):
    one = await used(api, clock, partner, vouchers[0])
    clock.now = at(2026, 12, 1, 0, 0)
    await undone(api, clock, partner, colleague, one["id"])
    november, december = [
        await statement(api, clock, partner, month) for month in ("2026-11", "2026-12")
    ]
    assert (told(november), told(december)) == ([USED], [UNDONE])


@pytest.mark.parametrize("hours", [1, 720])
async def test_a_closed_month_stays_as_it_is_where_its_providers_street_comes_to_another_county(
    api, clock, partner, vouchers, hours
):
    """There counters settle within an hour, or for a month."""
    await take_in(divisions.YUHUA)
    await rule(YUHUA, hours)
    clock.now = at(2026, 12, 2, 9, 0)
    await settled(api, clock, partner, vouchers[0], at(2026, 11, 30, 18, 0))
    clock.now = at(2026, 12, 4, 9, 0)
    november = await statement(api, clock, partner)
    assert (told(november), november["closed"]) == ([USED], True)
    moved = divisions.WENYILU.replace(FURONG[4:], YUHUA[4:])
    assert (await take_in(moved, as_of=date(2026, 12, 4))).changed == 1
    assert await statement(api, clock, partner) == november
    assert told(await statement(api, clock, partner, "2026-12")) == []


async def test_the_minutes_of_all_months_are_those_that_the_ledger_has_for_what_was_used(
    api, clock, partner, colleague, volunteer, vouchers
):
    """Derived from the ledger's entries alone: what was spent, less what was given back."""
    one = await used(api, clock, partner, vouchers[0])
    two = await used(api, clock, partner, vouchers[1])
    then = clock.now + timedelta(minutes=1)
    clock.now += timedelta(hours=1)
    await settled(api, clock, partner, vouchers[2], then)
    await settled(api, clock, colleague, vouchers[2], then)
    await undone(api, clock, partner, colleague, one["id"])
    assert [await spent_in_ledger(used=used) for used in (True, False)] == [240, 240]
    clock.now = at(2026, 12, 28, 9, 0)
    await undone(api, clock, partner, colleague, two["id"])
    await expire_vouchers(Settings(), now=clock.now)
    minutes = {
        month: (await statement(api, clock, partner, month))["figures"]["minutes"]
        for month in ("2026-11", "2026-12")
    }
    assert minutes == {"2026-11": 240, "2026-12": -120}
    assert await spent_in_ledger(used=True) == sum(minutes.values()) == 120
    assert await spent_in_ledger(used=False) == 0


async def test_the_sums_of_each_payer_are_those_of_the_lines(
    api, clock, partner, colleague, vouchers
):
    uses = [await used(api, clock, partner, one) for one in vouchers]
    await undone(api, clock, partner, colleague, uses[0]["id"])
    shown = await statement(api, clock, partner)
    title = "免费体检一次"
    assert shown["sums"] == [
        {"payer": "government", "title": title, "kind": kind, "lines": n, "uses": u, "minutes": m}
        for kind, n, u, m in (("undone", 1, -1, -120), ("used", 4, 4, 480))
    ]
    assert shown["figures"]["minutes"] == sum(one["minutes"] for one in shown["lines"]) == 360


async def test_a_month_with_many_lines_comes_in_pages(api, clock, partner, vouchers):
    for one in vouchers:
        await used(api, clock, partner, one)
    first, last = [await statement(api, clock, partner, skip=skip) for skip in (0, 3)]
    assert (len(first["lines"]), first["next"]) == (4, None)
    assert last["lines"] == first["lines"][3:]
    assert last["figures"] == first["figures"]


@pytest.mark.parametrize(
    "month", ["2026-12", "2026-13", "2026-1", "11-2026", "0000-01", "1999-12", "9999-12"]
)
async def test_there_is_no_statement_of_a_month_that_has_not_begun_or_is_none(
    api, clock, partner, month
):
    answer = await get(api, clock, partner, path_of(month))
    assert (answer.status_code, answer.json()["code"]) == (422, "month_unusable")


async def test_a_month_before_there_were_benefits_is_empty(api, clock, partner):
    shown = await statement(api, clock, partner, "2020-02")
    assert (shown["lines"], shown["sums"], shown["figures"]["minutes"]) == ([], [], 0)


async def test_the_partner_and_those_who_answer_for_its_home_see_it_and_nobody_else(
    api, clock, partner, county, province, volunteer
):
    elsewhere = await signed_in(
        "13800000079", HeldRole("supervisor", Scope("division", "nbs:430200000000")), now=clock.now
    )
    lead = await signed_in(
        "13800000078", HeldRole("lead", Scope("organisation", str(OFFICE))), now=clock.now
    )
    told = {
        name: (await get(api, clock, who, path_of("2026-11"))).status_code
        for name, who in {
            "partner": partner,
            "county": county,
            "province": province,
            "volunteer": volunteer,
            "lead": lead,
            "elsewhere": elsewhere,
        }.items()
    }
    may = {"partner": 200, "county": 200, "province": 200}
    assert told == may | {"volunteer": 403, "lead": 403, "elsewhere": 403}


async def test_a_voucher_of_somebody_who_is_erased_stays_a_line(
    api, clock, partner, volunteer, vouchers
):
    await used(api, clock, partner, vouchers[0])
    before = await statement(api, clock, partner)
    await PERSONAL.erase(volunteer.account, clock.now)
    assert (await statement(api, clock, partner))["lines"] == before["lines"]
