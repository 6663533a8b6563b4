"""One look, one voucher; and whoever stands at the counter no more uses none."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from tests.benefits.makers import (
    a_volunteer,
    agree,
    approved,
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


@pytest.mark.parametrize("how", ["void", "consent", "day", "expiry"])
async def test_what_a_look_found_is_asked_again_when_it_is_used(api, clock, partner, county, how):
    """Only whoever came before it ran out is served within the two minutes."""
    midnight = datetime(2026, 11, 27, 16, tzinfo=UTC)
    days = [{"since": "2026-11-28", "until": "2026-11-28"}] if how == "day" else []
    benefit = await approved(api, clock, partner, county, validDays=1, blackouts=days)
    volunteer = await a_volunteer(api, clock, consent=None)
    consent = await agree(api, clock, volunteer)
    voucher = await taken(api, clock, volunteer, benefit)
    clock.now = midnight - timedelta(seconds=30)
    if how == "day":
        await run("UPDATE voucher SET expires_at = {}", midnight + timedelta(days=9))
    held = await look(api, clock, partner, voucher)
    assert held["valid"], held
    if how == "void":
        path = f"benefits/{benefit['id']}/withdrawal"
        assert (await ask(api, clock, county, "PUT", path, why="停业", void=True)).is_success
    elif how == "consent":
        path = f"me/consents/{consent}/withdrawal"
        assert (await ask(api, clock, volunteer, "POST", path)).is_success
    clock.now += timedelta(minutes=1)
    answer = await use(api, clock, partner, held["lock"])
    if how == "expiry":
        assert answer.json()["state"] == "counted"
        return
    assert (answer.status_code, answer.json()["code"]) == (409, "lock_over")
    assert await run("SELECT id FROM voucher_use") == []
    clock.now += timedelta(minutes=2)
    because = (await look(api, clock, partner, voucher))["because"]
    assert because == {"void": "void", "consent": "no_consent", "day": "not_today"}[how]


async def test_nobody_uses_what_another_of_the_counter_looked_at(
    api, clock, partner, colleague, volunteer, benefit
):
    voucher = await taken(api, clock, volunteer, benefit)
    verdict = await look(api, clock, partner, voucher)
    answer = await use(api, clock, colleague, verdict["lock"])
    assert (answer.status_code, answer.json()["code"]) == (409, "lock_over")
    assert (await use(api, clock, partner, verdict["lock"])).status_code == 200
