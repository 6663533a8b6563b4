"""What nobody gets any more: its vouchers are honoured on, or void, also later."""

from datetime import timedelta

from tests.benefits.makers import approved, ask, balances, look, put, state_of, taken

from xiangyi.features.benefits.jobs import expire_vouchers
from xiangyi.settings import Settings


async def test_what_is_withdrawn_is_honoured_on_unless_it_is_void(
    api, clock, volunteer, partner, county
):
    for void, state, left in ((False, "issued", 480), (True, "void", 480)):
        benefit = await approved(api, clock, partner, county)
        voucher = await taken(api, clock, volunteer, benefit)
        said = {"why": "设备坏了", "void": void}
        path = f"benefits/{benefit['id']}/withdrawal"
        done = await ask(api, clock, county, "PUT", path, **said)
        assert done.json()["state"] == "withdrawn"
        assert await state_of(api, clock, volunteer, voucher) == state
        assert (await look(api, clock, partner, voucher))["valid"] is not void
        clock.now += timedelta(minutes=3)
        await expire_vouchers(Settings(), clock.now)
        assert (await balances(volunteer))["redeemable"] == left


async def test_what_was_honoured_on_is_made_void_later_and_what_follows_is_not(
    api, clock, volunteer, partner, county, benefit
):
    voucher = await taken(api, clock, volunteer, benefit)
    path = f"benefits/{benefit['id']}/withdrawal"
    said = {"why": "设备坏了", "void": False}
    first = (await ask(api, clock, county, "PUT", path, **said)).json()
    assert (first["yoursToWithdraw"], first["yoursToVoid"]) == (False, True)
    follows = await approved(api, clock, partner, county, title="新设备", follows=benefit["id"])
    other = await ask(api, clock, county, "PUT", path, why="又坏了", void=False)
    assert (other.status_code, other.json()["code"]) == (409, "benefit_not_approved")
    clock.now += timedelta(days=30)
    for _ in range(2):
        done = await ask(api, clock, county, "PUT", path, why="医院停业", void=True)
        assert done.status_code == 200, done.text
    shown = done.json()
    assert (shown["state"], shown["card"]["reason"]) == ("withdrawn", "医院停业")
    assert (shown["yoursToWithdraw"], shown["yoursToVoid"]) == (False, False)
    told = [(one["move"], one["why"]) for one in shown["history"]]
    assert told[:2] == [("voided", "医院停业"), ("withdrawn", "设备坏了")]
    back = await ask(api, clock, county, "PUT", path, why="设备坏了", void=False)
    assert (back.status_code, back.json()["code"]) == (409, "benefit_not_approved")
    await expire_vouchers(Settings(), clock.now)
    assert await state_of(api, clock, volunteer, voucher) == "void"
    assert (await balances(volunteer))["redeemable"] == 600
    clock.now += timedelta(days=4)
    fresh = await taken(api, clock, volunteer, follows)
    assert await state_of(api, clock, volunteer, fresh) == "issued"


async def test_what_is_void_is_void_of_the_versions_before_as_well(
    api, clock, partner, county, volunteer, benefit
):
    voucher = await taken(api, clock, volunteer, benefit)
    later = await approved(api, clock, partner, county, title="新版体检", follows=benefit["id"])
    waits = await put(api, clock, partner, title="再下一版", follows=later["id"])
    said = {"why": "医院停业", "void": True}
    answer = await ask(api, clock, county, "PUT", f"benefits/{later['id']}/withdrawal", **said)
    assert answer.status_code == 200, answer.text
    assert await state_of(api, clock, volunteer, voucher) == "void"
    assert not (await look(api, clock, partner, voucher))["valid"]
    await expire_vouchers(Settings(), clock.now)
    assert (await balances(volunteer))["redeemable"] == 600
    path, clock.now = f"benefits/{waits.json()['id']}", clock.now + timedelta(days=4)
    await ask(api, clock, partner, "PUT", f"{path}/submission", basedOn=1)
    await ask(api, clock, county, "PUT", f"{path}/approval", basedOn=2)
    fresh = await taken(api, clock, volunteer, waits.json())
    assert await state_of(api, clock, volunteer, fresh) == "issued"
