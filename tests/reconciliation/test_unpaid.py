"""A use whose minutes were spent elsewhere, once two have said that it is settled all the same."""

from datetime import timedelta

from tests.benefits.makers import a_volunteer, approved, ask, serve, settled, take, taken
from tests.reconciliation.makers import answered, disputed, statement


async def test_one_that_is_honoured_is_owed_no_more_and_honoured_once(
    api, clock, partner, county, province, benefit
):
    who = await a_volunteer(api, clock, "13800000078", minutes=120)
    voucher = await taken(api, clock, who, benefit)
    then = clock.now + timedelta(minutes=1)
    clock.now += timedelta(minutes=2)
    await ask(api, clock, who, "PUT", f"vouchers/{voucher['id']}/cancellation")
    await taken(api, clock, who, await approved(api, clock, partner, county))
    unpaid = await settled(api, clock, partner, voucher, then)
    assert unpaid["state"] == "unpaid"
    free = await approved(api, clock, partner, county, costMinutes=0)
    assert (await take(api, clock, who, free)).json()["code"] == "voucher_unpaid"
    id_ = await disputed(api, clock, partner, unpaid["id"])
    for one in (county, province):
        await answered(api, clock, one, id_, "honoured")
    assert (await take(api, clock, who, free)).status_code == 200
    await serve(who, 240, now=clock.now)
    assert (await settled(api, clock, partner, voucher, then))["state"] == "double"
    figures = (await statement(api, clock, partner))["figures"]
    assert (figures["uses"], figures["minutes"]) == (1, 0)
