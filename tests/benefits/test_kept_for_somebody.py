"""Vouchers of somebody without a phone: by a clerk, and theirs once they claim what was kept."""

from datetime import timedelta
from uuid import UUID, uuid4

from tests.benefits.makers import (
    a_volunteer,
    acting,
    agree,
    approved,
    ask,
    balances,
    claim,
    look,
    settled,
    state_of,
    take,
    take_for,
    use,
    used,
    wallet,
)
from tests.benefits.test_counter import confirm, undo
from tests.benefits.test_offline import content_of
from tests.people import OFFICE

from xiangyi.features.benefits.jobs import expire_vouchers
from xiangyi.features.benefits.rules.tokens import short
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


async def test_a_yes_that_a_clerk_wrote_down_holds_for_what_they_took_and_for_nothing_new(
    api, clock, partner, county, clerk, person, entitlement
):
    """Whoever claims it is asked by themselves before the first voucher of their own."""
    who = await a_volunteer(api, clock, "13800000078", consent=None)
    voucher = await take_for(api, clerk, person, entitlement)
    await claim(api, clock, clerk, person, who)
    [held] = await wallet(api, clock, who)
    assert held["consented"]
    assert (await look(api, clock, partner, voucher))["valid"]
    other = await approved(api, clock, partner, county, costMinutes=0)
    offers = (await ask(api, clock, who, "GET", "me/benefits")).json()["offers"]
    assert [one["consented"] for one in offers] == [False, False]
    assert (await take(api, clock, who, other)).json()["code"] == "partner_consent_needed"
    await agree(api, clock, who)
    assert (await take(api, clock, who, other)).status_code == 200


async def test_whoever_claimed_it_sees_that_yes_takes_it_back_and_says_it_anew(
    api, clock, partner, clerk, person, entitlement
):
    who = await a_volunteer(api, clock, "13800000078", consent=None)
    voucher = await take_for(api, clerk, person, entitlement)
    await claim(api, clock, clerk, person, who)
    given = (await ask(api, clock, who, "GET", "me/consents")).json()["items"]
    [theirs] = [one for one in given if one["purpose"] == f"partner:{OFFICE}"]
    told = theirs["partner"], theirs["how"], theirs["recordedBy"], theirs["withdrawnAt"]
    assert told == ("文艺路街道办事处", "spoken", str(clerk.account), None)

    async def seen() -> tuple[object, ...]:
        """By its person, by the counter, and by a counter of this morning."""
        [one] = [one for one in await wallet(api, clock, who) if one["id"] == voucher["id"]]
        verdict = await look(api, clock, partner, voucher)
        ended = (await content_of(api, clock, partner))["ended"]
        return one["consented"], verdict["because"], short(UUID(voucher["id"])) in ended

    await ask(api, clock, who, "POST", f"me/consents/{theirs['id']}/withdrawal")
    assert await seen() == (False, "no_consent", True)
    # As the page of the voucher asks them.
    again = await agree(api, clock, who)
    assert await seen() == (True, None, False)
    await ask(api, clock, who, "POST", f"me/consents/{again}/withdrawal")
    assert await seen() == (False, "no_consent", True)


async def test_taking_back_ones_own_yes_takes_back_the_one_that_a_clerk_wrote_down(
    api, clock, partner, clerk, person, entitlement
):
    who = await a_volunteer(api, clock, "13800000078", consent=None)
    own = await agree(api, clock, who)
    voucher = await take_for(api, clerk, person, entitlement)
    await claim(api, clock, clerk, person, who)
    await ask(api, clock, who, "POST", f"me/consents/{own}/withdrawal")
    assert (await look(api, clock, partner, voucher))["because"] == "no_consent"
    clock.now += timedelta(minutes=1)
    told = await settled(api, clock, partner, voucher, clock.now)
    assert (told["state"], told["because"]) == ("refused", "no_consent")
