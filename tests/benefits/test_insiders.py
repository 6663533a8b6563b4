"""No provider says yes to its own benefit, and nobody uses at a counter what they took."""

from base64 import urlsafe_b64decode
from datetime import timedelta
from uuid import UUID, uuid4

import msgspec
from tests.benefits.makers import (
    a_volunteer,
    acting,
    approved,
    ask,
    buses,
    claim,
    look,
    of_division,
    partner_of,
    put,
    settle,
    state_of,
    take_for,
    taken,
    use,
    used,
)
from tests.identity.makers import held, keeping
from tests.people import COMMUNITY, FURONG, OFFICE, signed_in

from xiangyi.core.db import run
from xiangyi.features.benefits.rules.tokens import short
from xiangyi.features.identity.tables import Member
from xiangyi.features.notifications.service import expanding


async def handed_in(api, clock, writer) -> str:
    drafted = (await put(api, clock, writer)).json()
    await ask(api, clock, writer, "PUT", f"benefits/{drafted['id']}/submission", basedOn=1)
    return str(drafted["id"])


async def approve(api, clock, who, id_: str):
    return await ask(api, clock, who, "PUT", f"benefits/{id_}/approval", basedOn=2)


async def may(api, clock, who, id_: str) -> bool:
    desk = (await ask(api, clock, who, "GET", f"desk/benefits/{id_}")).json()
    return bool(desk["yoursToApprove"])


async def test_who_stands_for_the_provider_does_not_say_yes(api, clock, partner, county):
    roles = partner_of(), of_division("supervisor")
    both = await signed_in("13800000090", *roles, now=clock.now)
    id_ = await handed_in(api, clock, partner)
    assert not await may(api, clock, both, id_)
    answer = await approve(api, clock, both, id_)
    assert (answer.status_code, answer.json()["code"]) == (409, "own_provider")
    returned = await ask(api, clock, both, "POST", f"benefits/{id_}/return", why="不行")
    assert returned.status_code != 200
    assert (await approve(api, clock, county, id_)).status_code == 200


async def test_who_stands_for_the_provider_is_not_asked_to_say_yes(api, clock, partner, county):
    roles = partner_of(), of_division("supervisor")
    both = await signed_in("13800000090", *roles, now=clock.now)
    await handed_in(api, clock, partner)
    await expanding.expand_due(now=clock.now)
    asked = {}
    for name, who in {"partner": partner, "both": both, "county": county}.items():
        notices = (await ask(api, clock, who, "GET", "me/notices")).json()["notices"]
        asked[name] = [one["kind"] for one in notices]
    assert asked == {"partner": [], "both": [], "county": ["benefit.approval"]}


async def test_who_left_it_within_a_year_does_not_either(api, clock, partner):
    roles = partner_of(), of_division("supervisor")
    both = await signed_in("13800000090", *roles, now=clock.now)
    await run(
        "UPDATE role_grant SET withdrawn_at = {} WHERE account = {} AND scope_id = {}",
        *(clock.now, both.account, str(OFFICE)),
    )
    clock.now += timedelta(days=300)
    early = await handed_in(api, clock, partner)
    assert (await approve(api, clock, both, early)).json()["code"] == "own_provider"
    clock.now += timedelta(days=66)
    late = await handed_in(api, clock, partner)
    assert await may(api, clock, both, late)
    assert (await approve(api, clock, both, late)).status_code == 200


async def test_who_belongs_to_it_does_not_either(api, clock, partner, county):
    member = {"id": uuid4(), "organisation": OFFICE, "account": county.account}
    await Member.insert(Member(**member, since_at=clock.now))
    id_ = await handed_in(api, clock, partner)
    assert not await may(api, clock, county, id_)
    assert (await approve(api, clock, county, id_)).json()["code"] == "own_provider"


async def test_who_stands_for_another_provider_does(api, clock, partner):
    roles = partner_of(await buses()), of_division("supervisor")
    other = await signed_in("13800000090", *roles, now=clock.now)
    assert (await approve(api, clock, other, await handed_in(api, clock, partner))).is_success


async def test_nobody_uses_their_own_voucher_at_their_counter(
    api, clock, partner, colleague, benefit
):
    clerk = await a_volunteer(api, clock, "13800000071")
    assert clerk.account == partner.account
    voucher = await taken(api, clock, clerk, benefit)
    verdict = await look(api, clock, partner, voucher)
    assert (verdict["valid"], verdict["because"]) == (False, "own_voucher")
    # Nobody waits for a look that holds nothing.
    assert (await state_of(api, clock, clerk, voucher)) == "issued"
    clock.now += timedelta(minutes=1)
    late = await settle(api, clock, partner, voucher, clock.now)
    assert (late.status_code, late.json()["code"]) == (409, "own_voucher")
    clock.now += timedelta(minutes=3)
    assert await state_of(api, clock, clerk, voucher) == "issued"
    assert (await used(api, clock, colleague, voucher))["state"] == "counted"


async def on_the_list(api, clock, who) -> list[str]:
    """What a phone without a network lets its own clerk not use."""
    signed = (await ask(api, clock, who, "GET", "counter/list")).json()["signed"]
    body = signed.split(".")[1]
    content = msgspec.json.decode(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return content["own"]


async def test_nobody_uses_what_they_took_for_somebody(api, clock, partner, county):
    roles = held("clerk", "division", FURONG), partner_of()
    both = await signed_in("13900000001", *roles, now=clock.now)
    kept, voucher = uuid4(), uuid4()
    told = keeping(division=COMMUNITY, purposes=[f"partner:{OFFICE}"])
    await api.put(f"/api/kept/{kept}", headers=both.headers, json=told)
    await api.patch("/api/me", headers=acting(both, kept), json={"home": COMMUNITY})
    free = await approved(api, clock, partner, county, costMinutes=0)
    issued = await api.put(
        f"/api/vouchers/{voucher}", headers=acting(both, kept), json={"benefit": free["id"]}
    )
    assert issued.status_code == 200, issued.text
    verdict = await look(api, clock, both, issued.json())
    assert (verdict["valid"], verdict["because"]) == (False, "own_voucher")
    assert await on_the_list(api, clock, both) == [short(voucher)]
    assert await on_the_list(api, clock, partner) == []
    clock.now += timedelta(minutes=3)
    assert (await used(api, clock, partner, issued.json()))["state"] == "counted"


async def test_nobody_takes_back_the_use_of_their_own_voucher(
    api, clock, partner, colleague, county, benefit
):
    """It would be good a second time."""
    clerk = await a_volunteer(api, clock, "13800000071")
    use_id = (await used(api, clock, colleague, await taken(api, clock, clerk, benefit)))["id"]
    path = f"counter/uses/{use_id}/undo"
    own = await ask(api, clock, partner, "PUT", path, why="扫错了人")
    assert (own.status_code, own.json()["code"]) == (409, "own_voucher")
    assert (await ask(api, clock, colleague, "PUT", path, why="扫错了人")).status_code == 200
    for more, body in (("confirmation", {}), ("refusal", {"why": "没有扫错"})):
        answer = await ask(api, clock, partner, "PUT", f"{path}/{more}", **body)
        assert (answer.status_code, answer.json()["code"]) == (409, "own_voucher")
    assert (await ask(api, clock, county, "PUT", f"{path}/confirmation")).json()[
        "state"
    ] == "undone"


async def test_who_acts_for_somebody_uses_no_voucher_that_they_could_read_then(
    api, clock, partner, clerk, person, entitlement, volunteer
):
    """Another clerk of the division took it: whoever asks as its person has its code."""
    roles = of_division("clerk"), partner_of()
    both = await signed_in("13900000002", *roles, now=clock.now)
    await api.get("/api/me/vouchers", headers=acting(both, person))
    clock.now += timedelta(minutes=5)
    voucher = await take_for(api, clerk, person, entitlement)
    assert await on_the_list(api, clock, both) == [], "it was not there yet"
    verdict = await look(api, clock, both, voucher)
    assert verdict["valid"]
    assert (await api.get("/api/me/vouchers", headers=acting(both, person))).is_success
    assert (await use(api, clock, both, verdict["lock"])).json()["code"] == "own_voucher"
    clock.now += timedelta(minutes=3)
    assert (await look(api, clock, both, voucher))["because"] == "own_voucher"
    late = await settle(api, clock, both, voucher, clock.now)
    assert late.json()["code"] == "own_voucher"
    assert await on_the_list(api, clock, both) == [short(UUID(voucher["id"]))]
    assert await on_the_list(api, clock, partner) == []
    assert (await used(api, clock, partner, voucher))["state"] == "counted"


async def test_nor_what_they_could_read_as_who_claimed_it_since(
    api, clock, clerk, person, entitlement, volunteer
):
    voucher = await take_for(api, clerk, person, entitlement)
    await claim(api, clock, clerk, person, volunteer)
    both = await signed_in("13900000002", of_division("clerk"), partner_of(), now=clock.now)
    assert await on_the_list(api, clock, both) == []
    said = {"purpose": "acting_for", "division": COMMUNITY}
    assert (await ask(api, clock, volunteer, "PUT", f"me/consents/{uuid4()}", **said)).is_success
    await api.get("/api/me/vouchers", headers=acting(both, volunteer.account))
    assert await on_the_list(api, clock, both) == [short(UUID(voucher["id"]))]
    assert (await look(api, clock, both, voucher))["because"] == "own_voucher"


async def test_a_person_hears_of_what_a_counter_used(api, clock, partner, volunteer, benefit):
    voucher = await taken(api, clock, volunteer, benefit)
    await used(api, clock, partner, voucher)
    await expanding.expand_due(now=clock.now)
    [notice] = (await ask(api, clock, volunteer, "GET", "me/notices")).json()["notices"]
    assert (notice["kind"], notice["link"], notice["facts"]) == (
        "voucher.used",
        f"/me/vouchers/{voucher['id']}",
        {"title": "免费体检一次", "minutes": 120},
    )
