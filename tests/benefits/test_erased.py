"""Once a person is erased, the sums still say what the counters used."""

from datetime import timedelta

import pytest
from tests.benefits.makers import approved, look, settled, taken, the_ledger_is_whole, used
from tests.benefits.test_counter import confirm, undo, uses_of
from tests.people import OFFICE
from tests.reconciliation.makers import statement

from xiangyi.core.db import atomic, run
from xiangyi.keepers import KEEPERS


async def erase(who, *, now) -> None:
    """As the worker does, with everything that any feature keeps of them."""
    async with atomic():
        for keeper in KEEPERS:
            await keeper.erase(who.account, now)


async def for_vouchers() -> int:
    """What the provider's own lines say that it was given for vouchers."""
    [row] = await run(
        "SELECT COALESCE(SUM(e.minutes), 0) AS minutes FROM ledger_entry e"
        " JOIN ledger_holder h ON h.ledger_account = e.account"
        " WHERE h.organisation = {} AND e.kind IN ('spent', 'returned')",
        OFFICE,
    )
    return int(str(row["minutes"]))


async def sum_of(api, clock, who) -> int:
    return sum(one["minutes"] for one in (await statement(api, clock, who))["lines"])


async def left() -> list[tuple[object, object]]:
    rows = await run("SELECT remaining, stock FROM benefit")
    return [(row["remaining"], row["stock"]) for row in rows]


async def test_the_minutes_of_what_somebody_erased_had_not_used_are_not_their_providers(
    api, clock, partner, county, volunteer, benefit
):
    await used(api, clock, partner, await taken(api, clock, volunteer, benefit))
    other = await approved(api, clock, partner, county, title="另一项", costMinutes=60)
    await taken(api, clock, volunteer, other)
    assert await for_vouchers() == 180
    await erase(volunteer, now=clock.now)
    assert await for_vouchers() == await sum_of(api, clock, partner) == 120
    assert await the_ledger_is_whole()
    [row] = await run("SELECT COUNT(*) AS n FROM ledger_holder WHERE account IS NOT NULL")
    assert row["n"] == 0, "nobody knows any more whose minutes they were"


async def test_a_use_of_somebody_erased_that_is_taken_back_is_in_no_sum(
    api, clock, partner, colleague, volunteer, benefit
):
    voucher = await taken(api, clock, volunteer, benefit)
    use = await used(api, clock, partner, voucher)
    await erase(volunteer, now=clock.now)
    await undo(api, clock, partner, use["id"])
    for _ in range(2):
        assert (await confirm(api, clock, colleague, use["id"])).status_code == 200
    assert await for_vouchers() == await sum_of(api, clock, partner) == 0
    assert await left() == [(3, 3)]
    [row] = await run("SELECT state, used_at, ended_at FROM voucher")
    assert (row["state"], row["used_at"]) == ("void", None)
    assert row["ended_at"] == clock.now
    assert await the_ledger_is_whole()
    [row] = await run("SELECT COUNT(*) AS n FROM ledger_opening WHERE about LIKE 'voucher/%'")
    assert row["n"] == 0, "nor what they were for"
    assert (await settled(api, clock, colleague, voucher, clock.now))["state"] == "refused"
    assert not (await look(api, clock, partner, voucher))["valid"]


@pytest.mark.parametrize(("cost", "state", "told"), [(0, "counted", []), (120, "unpaid", ["gone"])])
async def test_what_was_used_offline_before_its_person_was_erased(
    api, clock, partner, county, volunteer, cost, state, told
):
    """It costs nobody anything, or nobody is there any more to pay for it; and so it is said."""
    benefit = await approved(api, clock, partner, county, costMinutes=cost)
    voucher = await taken(api, clock, volunteer, benefit)
    at = clock.now + timedelta(minutes=1)
    clock.now += timedelta(hours=1)
    await erase(volunteer, now=clock.now)
    clock.now += timedelta(hours=1)
    shown = await settled(api, clock, partner, voucher, at)
    because = "gone" if cost else None
    assert (shown["state"], shown["because"]) == (state, because)
    [line] = (await uses_of(api, clock, partner))["uses"]
    assert (line["state"], line["because"]) == (state, because)
    kinds = await run("SELECT kind FROM campaign WHERE kind LIKE 'voucher.%'")
    assert [str(row["kind"]) for row in kinds] == [f"voucher.{one}" for one in told]
    [kept] = (await statement(api, clock, partner))["lines"]
    assert (kept["kind"], kept["uses"]) == (("used", 1) if not cost else ("unpaid", 0))
    again = await settled(api, clock, partner, voucher, at)
    assert again["state"] == "double"
    assert await the_ledger_is_whole()
