"""Vouchers of somebody without a phone: by a clerk, and theirs once they claim what was kept."""

from uuid import uuid4

from tests.benefits.makers import (
    acting,
    approved,
    ask,
    balances,
    claim,
    look,
    state_of,
    take,
    take_for,
    use,
    used,
    wallet,
)
from tests.benefits.test_counter import confirm, undo
from tests.people import OFFICE

from xiangyi.features.benefits.jobs import expire_vouchers
from xiangyi.features.notifications.service import expanding


async def test_a_clerk_reads_what_somebody_can_have_and_records_their_yes(
    api, clock, clerk, person, entitlement
):
    theirs = acting(clerk, person)
    mine = (await api.get("/api/me/benefits", headers=theirs)).json()
    assert [offer["missing"] for offer in mine["offers"]] == [[]]
    # The yes that was written down with the account is taken back; another is said at the counter.
    consents = (await api.get("/api/me/consents", headers=theirs)).json()["items"]
    [given] = [one for one in consents if one["purpose"] == f"partner:{OFFICE}"]
    path = f"/api/me/consents/{given['id']}/withdrawal"
    assert (await api.post(path, headers=theirs)).is_success
    body = {"benefit": entitlement["id"]}
    refused = await api.put(f"/api/vouchers/{uuid4()}", headers=theirs, json=body)
    assert refused.json()["code"] == "partner_consent_needed"
    said = {"purpose": f"partner:{OFFICE}"}
    told = await api.put(f"/api/me/consents/{uuid4()}", headers=theirs, json=said)
    assert (told.json()["how"], told.json()["recordedBy"]) == ("spoken", str(clerk.account))
    voucher = await take_for(api, clerk, person, entitlement)
    kept = (await api.get("/api/me/vouchers", headers=theirs)).json()["items"]
    assert [one["id"] for one in kept] == [voucher["id"]]
    assert await wallet(api, clock, clerk) == []


async def test_the_vouchers_of_a_kept_account_come_to_whoever_claims_it(
    api, clock, partner, clerk, person, volunteer, entitlement
):
    voucher = await take_for(api, clerk, person, entitlement)
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


async def test_whoever_claimed_it_gives_it_back(api, clock, clerk, person, volunteer, entitlement):
    voucher = await take_for(api, clerk, person, entitlement)
    await claim(api, clock, clerk, person, volunteer)
    path = f"vouchers/{voucher['id']}/cancellation"
    for _ in range(2):
        answer = await ask(api, clock, volunteer, "PUT", path)
        assert answer.json()["state"] == "cancelled"
    assert (await balances(volunteer))["redeemable"] == 600


async def test_whom_a_clerk_keeps_has_no_minutes_that_could_pass_to_somebody_or_be_owed(
    api, clock, clerk, person, benefit
):
    """Two scans prove such minutes, and nobody scans for another."""
    theirs = acting(clerk, person)
    said = {"phase": "in", "digits": "123456", "typedAt": clock.now.isoformat()}
    scan = await api.put(f"/api/scans/{uuid4()}", headers=theirs, json=said)
    assert (scan.status_code, scan.json()["code"]) == (403, "own_hands_only")
    mine = (await api.get("/api/me/benefits", headers=theirs)).json()
    assert mine["redeemableMinutes"] == 0
    [offer] = mine["offers"]
    assert [(one["kind"], one["lackMinutes"]) for one in offer["missing"]] == [("balance", 120)]
    body = {"benefit": benefit["id"]}
    refused = await api.put(f"/api/vouchers/{uuid4()}", headers=theirs, json=body)
    assert refused.json()["code"] == "not_eligible"


async def test_what_becomes_of_such_vouchers_is_told_to_whoever_claimed_the_account(
    api, clock, partner, county, clerk, person, volunteer
):
    [first, second] = [await approved(api, clock, partner, county, costMinutes=0) for _ in range(2)]
    [stopped, mistaken] = [await take_for(api, clerk, person, one) for one in (first, second)]
    await claim(api, clock, clerk, person, volunteer)
    use_id = (await used(api, clock, partner, mistaken))["id"]
    assert (await undo(api, clock, partner, use_id)).status_code == 200
    assert (await confirm(api, clock, county, use_id)).status_code == 200
    path = f"benefits/{first['id']}/withdrawal"
    await ask(api, clock, partner, "PUT", path, why="没有了", void=True)
    await expire_vouchers(None, clock.now)
    await expanding.expand_due(now=clock.now)
    notices = (await ask(api, clock, volunteer, "GET", "me/notices")).json()["notices"]
    assert {(one["kind"], one["link"]) for one in notices} == {
        ("voucher.void", f"/me/vouchers/{stopped['id']}"),
        ("voucher.undone", f"/me/vouchers/{mistaken['id']}"),
    }


async def test_what_a_clerk_took_for_them_counts_towards_how_often_they_may_have_it(
    api, clock, clerk, person, volunteer, entitlement
):
    await take_for(api, clerk, person, entitlement)
    await claim(api, clock, clerk, person, volunteer)
    [offer] = (await ask(api, clock, volunteer, "GET", "me/benefits")).json()["offers"]
    assert offer["held"] == 1
    assert [one["kind"] for one in offer["missing"]] == ["quota"]
    assert (await take(api, clock, volunteer, entitlement)).json()["code"] == "not_eligible"


async def test_nobody_uses_what_became_theirs_while_they_looked(
    api, clock, partner, clerk, person, entitlement
):
    voucher = await take_for(api, clerk, person, entitlement)
    verdict = await look(api, clock, partner, voucher)
    assert verdict["valid"]
    await claim(api, clock, clerk, person, partner)
    answer = await use(api, clock, partner, verdict["lock"])
    assert (answer.status_code, answer.json()["code"]) == (409, "own_voucher")
