"""One look, one voucher; and whoever stands at the counter no more uses none."""

from datetime import timedelta
from uuid import uuid4

from tests.benefits.makers import (
    a_volunteer,
    ask,
    balances,
    buses,
    look,
    partner_of,
    state_of,
    taken,
    use,
)
from tests.people import OFFICE, signed_in

from xiangyi.core.db import run


async def looked(api, clock, who, voucher, id_):
    path = f"counter/locks/{id_}"
    return await ask(api, clock, who, "PUT", path, token=voucher["token"])


async def test_one_look_holds_and_uses_one_voucher(api, clock, partner, volunteer, benefit):
    first = await taken(api, clock, volunteer, benefit)
    other = await a_volunteer(api, clock, "13800000078")
    second = await taken(api, clock, other, benefit)
    id_ = uuid4()
    assert (await look(api, clock, partner, first, id_))["valid"]
    refused = await looked(api, clock, partner, second, id_)
    assert (refused.status_code, refused.json()["code"]) == (409, "look_id_taken")
    assert (await use(api, clock, partner, id_)).status_code == 200
    refused = await looked(api, clock, partner, second, id_)
    assert refused.json()["code"] == "look_id_taken", "nor once it is used"
    assert await state_of(api, clock, volunteer, first) == "used"
    assert await state_of(api, clock, other, second) == "issued"
    assert (await look(api, clock, partner, first, id_))["because"] == "used"
    assert (await balances(other))["redeemable"] == 480


async def test_who_stands_at_the_counter_no_more_uses_nothing_that_they_looked_at(
    api, clock, partner, volunteer, benefit
):
    two = await signed_in("13800000091", partner_of(), partner_of(await buses()), now=clock.now)
    voucher = await taken(api, clock, volunteer, benefit)
    held = await look(api, clock, two, voucher)
    await run(
        "UPDATE role_grant SET withdrawn_at = {} WHERE account = {} AND scope_id = {}",
        *(clock.now, two.account, str(OFFICE)),
    )
    clock.now += timedelta(seconds=30)
    refused = await use(api, clock, two, held["lock"])
    assert (refused.status_code, refused.json()["code"]) == (403, "role_missing")
    clock.now += timedelta(minutes=2)
    assert await state_of(api, clock, volunteer, voucher) == "issued"
    assert (await look(api, clock, partner, voucher))["valid"]
