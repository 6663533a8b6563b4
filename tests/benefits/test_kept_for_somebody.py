"""Vouchers of somebody without a phone: by a clerk, and theirs once they claim what was kept."""

from uuid import uuid4

from tests.benefits.makers import (
    acting,
    approved,
    ask,
    claim,
    look,
    state_of,
    take,
    take_for,
    use,
    used,
    wallet,
)
from tests.people import OFFICE


async def test_a_clerk_reads_what_somebody_can_have_and_records_their_yes(
    api, clock, partner, county, clerk, person
):
    free = await approved(api, clock, partner, county, costMinutes=0)
    theirs = acting(clerk, person)
    mine = (await api.get("/api/me/benefits", headers=theirs)).json()
    assert mine["redeemableMinutes"] == 600
    assert [offer["missing"] for offer in mine["offers"]] == [[]]
    # The yes that was written down with the account is taken back; another is said at the counter.
    consents = (await api.get("/api/me/consents", headers=theirs)).json()["items"]
    [given] = [one for one in consents if one["purpose"] == f"partner:{OFFICE}"]
    path = f"/api/me/consents/{given['id']}/withdrawal"
    assert (await api.post(path, headers=theirs)).is_success
    body = {"benefit": free["id"]}
    refused = await api.put(f"/api/vouchers/{uuid4()}", headers=theirs, json=body)
    assert refused.json()["code"] == "partner_consent_needed"
    said = {"purpose": f"partner:{OFFICE}"}
    told = await api.put(f"/api/me/consents/{uuid4()}", headers=theirs, json=said)
    assert (told.json()["how"], told.json()["recordedBy"]) == ("spoken", str(clerk.account))
    voucher = await take_for(api, clerk, person, free)
    kept = (await api.get("/api/me/vouchers", headers=theirs)).json()["items"]
    assert [one["id"] for one in kept] == [voucher["id"]]
    assert await wallet(api, clock, clerk) == []


async def test_the_vouchers_of_a_kept_account_come_to_whoever_claims_it(
    api, clock, partner, clerk, person, volunteer, benefit
):
    voucher = await take_for(api, clerk, person, benefit)
    assert await wallet(api, clock, volunteer) == []
    await claim(api, clock, clerk, person, volunteer)
    [held] = await wallet(api, clock, volunteer)
    assert (held["id"], held["token"]) == (voucher["id"], voucher["token"])
    pdf = await ask(api, clock, volunteer, "GET", f"vouchers/{voucher['id']}/voucher.pdf")
    assert pdf.status_code == 200, pdf.text
    await used(api, clock, partner, held)
    assert await state_of(api, clock, volunteer, voucher) == "used"
    refused = await api.get("/api/me/vouchers", headers=acting(clerk, person))
    assert refused.json()["code"] == "acting_for_refused"


async def test_whoever_claimed_it_gives_it_back_to_where_its_minutes_came_from(
    api, clock, clerk, person, volunteer, benefit
):
    voucher = await take_for(api, clerk, person, benefit)
    await claim(api, clock, clerk, person, volunteer)
    path = f"vouchers/{voucher['id']}/cancellation"
    answer = await ask(api, clock, volunteer, "PUT", path)
    assert answer.json()["state"] == "cancelled"
    again = await ask(api, clock, volunteer, "PUT", path)
    assert again.json()["state"] == "cancelled"


async def test_what_a_clerk_took_for_them_counts_towards_how_often_they_may_have_it(
    api, clock, clerk, person, volunteer, benefit
):
    await take_for(api, clerk, person, benefit)
    await claim(api, clock, clerk, person, volunteer)
    [offer] = (await ask(api, clock, volunteer, "GET", "me/benefits")).json()["offers"]
    assert offer["held"] == 1
    assert [one["kind"] for one in offer["missing"]] == ["quota"]
    assert (await take(api, clock, volunteer, benefit)).json()["code"] == "not_eligible"


async def test_nobody_uses_what_became_theirs_while_they_looked(
    api, clock, partner, clerk, person, benefit
):
    voucher = await take_for(api, clerk, person, benefit)
    verdict = await look(api, clock, partner, voucher)
    assert verdict["valid"]
    await claim(api, clock, clerk, person, partner)
    answer = await use(api, clock, partner, verdict["lock"])
    assert (answer.status_code, answer.json()["code"]) == (409, "own_voucher")
