"""The list for the telephone: who rings whom up, whoever called and wherever people meet."""

import pytest
from tests.consultations.makers import announced
from tests.notifications.makers import person
from tests.people import CHANGSHA, COMMUNITY, OFFICE, STREET, ZHUZHOU, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.notifications.service import expanding

OFFICES = HeldRole("convener", Scope("organisation", str(OFFICE)))


def clerk_of(division: str) -> HeldRole:
    return HeldRole("clerk", Scope("division", division))


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def convener(clock):
    held = [HeldRole("convener", Scope("division", one)) for one in (CHANGSHA, ZHUZHOU)]
    return await signed_in("13800000091", *held, now=clock.now)


async def campaign_of(api, who, id_: str):
    desk = (await api.get(f"/api/desk/consultations/{id_}", headers=who.headers)).json()
    [told] = [one for one in desk["told"] if one["kind"] == "announced"]
    return told["outcome"]["id"], told["toRing"]


async def rung(api, who, id_: str, campaign: str):
    path = f"/api/desk/consultations/{id_}/not-reached"
    return await api.get(path, params={"campaign": campaign}, headers=who.headers)


async def test_a_clerk_rings_up_those_who_live_at_their_counter_wherever_people_meet(
    api, clock, convener
):
    neighbour = await person("13800000001", clock, home=COMMUNITY)
    await person("13800000002", clock, home=CHANGSHA)
    clerk = await signed_in("13800000092", clerk_of(STREET), now=clock.now)
    id_ = await announced(api, convener, division=ZHUZHOU, invited={"division": CHANGSHA})
    await expanding.expand_due(now=clock.now)
    listed = await api.get("/api/desk/consultations", headers=clerk.headers)
    assert [one["id"] for one in listed.json()["consultations"]] == [id_]
    campaign, to_ring = await campaign_of(api, clerk, id_)
    assert to_ring == 1
    [one] = (await rung(api, clerk, id_, campaign)).json()["people"]
    assert (one["account"], one["phone"]) == (str(neighbour.account), "13800000001")
    [looked] = await run(
        "SELECT actor, division FROM audit_entry WHERE action = 'notice.not_reached_read'"
    )
    assert (str(looked["actor"]), looked["division"]) == (str(clerk.account), STREET)
    _, everybody = await campaign_of(api, convener, id_)
    assert everybody == 2
    assert len((await rung(api, convener, id_, campaign)).json()["people"]) == 2


async def test_a_clerk_of_another_place_finds_none_of_it_nor_what_nobody_was_told(
    api, clock, convener
):
    await person("13800000001", clock)
    far = await signed_in("13800000093", clerk_of(ZHUZHOU), now=clock.now)
    near = await signed_in("13800000092", clerk_of(STREET), now=clock.now)
    id_ = await announced(api, convener, division=STREET, invited={"division": STREET})
    await expanding.expand_due(now=clock.now)
    campaign, _ = await campaign_of(api, near, id_)
    assert (await rung(api, far, id_, campaign)).json()["code"] == "role_missing"
    path = f"/api/desk/consultations/{id_}"
    assert (await api.get(path, headers=far.headers)).json()["code"] == "role_missing"
    seen = (await api.get(path, headers=near.headers)).json()
    assert seen["history"] == []
    other = await announced(api, convener, division=STREET, invited={"division": STREET})
    assert (await rung(api, near, other, campaign)).json()["code"] == "consultation_not_found"
    await run("UPDATE consultation SET send_at = ends_at")
    assert (await api.get(path, headers=near.headers)).json()["code"] == "role_missing"


async def test_who_convenes_for_an_organisation_sees_whom_it_has_not_reached(api, clock):
    await person("13800000001", clock)
    sender = await signed_in("13800000091", OFFICES, now=clock.now)
    id_ = await announced(api, sender, organisation=str(OFFICE))
    await expanding.expand_due(now=clock.now)
    campaign, to_ring = await campaign_of(api, sender, id_)
    assert to_ring == 1
    assert len((await rung(api, sender, id_, campaign)).json()["people"]) == 1


async def ring(api, who, id_: str, campaign: str, account, *, rung: bool = True):
    body = {"campaign": campaign, "account": str(account), "rung": rung}
    return await api.put(f"/api/desk/consultations/{id_}/rung-up", json=body, headers=who.headers)


async def test_who_was_rung_up_stays_ticked_and_counts_as_told_by_telephone(api, clock, convener):
    rider = await person("13800000001", clock)
    await person("13800000002", clock)
    elsewhere = await person("13800000003", clock, home=ZHUZHOU)
    clerk = await signed_in("13800000092", clerk_of(STREET), now=clock.now)
    invited = {"lines": [], "division": CHANGSHA}
    id_ = await announced(api, convener, division=CHANGSHA, invited=invited)
    await expanding.expand_due(now=clock.now)
    campaign, to_ring = await campaign_of(api, clerk, id_)
    assert to_ring == 2
    for _ in ("once", "again, as the answer got lost"):
        assert (await ring(api, clerk, id_, campaign, rider.account)).status_code == 204
    rows = (await rung(api, clerk, id_, campaign)).json()["people"]
    assert sorted((one["phone"], one["rungAt"], one["rungBy"]) for one in rows) == [
        ("13800000001", clock.now.isoformat().replace("+00:00", "Z"), "138****0092"),
        ("13800000002", None, None),
    ]
    desk = await api.get(f"/api/desk/consultations/{id_}", headers=clerk.headers)
    [told] = [one for one in desk.json()["told"] if one["kind"] == "announced"]
    outcome = told["outcome"]
    assert (told["toRing"], outcome["rung"], outcome["notReached"]) == (1, 1, 1)
    noted = await run("SELECT actor FROM audit_entry WHERE action = 'notice.rung_up'")
    assert {str(one["actor"]) for one in noted} == {str(clerk.account)}
    # Whoever is not on the clerk's list cannot be ticked, nor by who rings nobody up.
    other = await ring(api, clerk, id_, campaign, elsewhere.account)
    assert other.json()["code"] == "notice_not_found"
    nobody = await ring(api, rider, id_, campaign, rider.account)
    assert nobody.json()["code"] == "role_missing"

    assert (await ring(api, clerk, id_, campaign, rider.account, rung=False)).status_code == 204
    assert (await campaign_of(api, clerk, id_))[1] == 2


async def test_who_has_seen_it_by_themselves_is_not_ticked_as_rung_up(api, clock, convener):
    looked, ticked = [await person(f"1380000000{number}", clock) for number in (1, 2)]
    clerk = await signed_in("13800000092", clerk_of(STREET), now=clock.now)
    id_ = await announced(api, convener)
    await expanding.expand_due(now=clock.now)
    campaign, _ = await campaign_of(api, clerk, id_)
    assert (await ring(api, clerk, id_, campaign, ticked.account)).status_code == 204
    for one in (looked, ticked):
        await api.put(f"/api/consultations/{id_}/opened", headers=one.headers)
    late = await ring(api, clerk, id_, campaign, looked.account)
    assert (late.status_code, late.json()["code"]) == (409, "seen_meanwhile")
    # Who looked after the call was told by telephone: the same tick again changes nothing.
    assert (await ring(api, clerk, id_, campaign, ticked.account)).status_code == 204
    assert len(await run("SELECT id FROM notice WHERE rung_at IS NOT NULL")) == 1
