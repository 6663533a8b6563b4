"""What no live scan proves needs a stranger to the host, and never becomes what it was not."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from tests.people import FURONG, OFFICE, STREET, ground, signed_in
from tests.volunteering.hours import (
    HOST,
    a_lead,
    a_volunteer,
    an_activity,
    at,
    headers,
    minutes_of,
    scan,
    serve,
)

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.ledger.service.verifying import verify
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.volunteering.service import proving

UNION = UUID("0f1ce000-0000-4000-8000-000000000002")
AFAR = UUID("0f1ce000-0000-4000-8000-000000000003")


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()
    for id_, name, home in ((UNION, "总工会", FURONG), (AFAR, "株洲义工", "nbs:430200000000")):
        await Organisation.insert(
            Organisation(
                id=id_,
                kind="union",
                name=name,
                home=home,
                pinyin="x",
                initials="x",
                changed_at=datetime(2026, 1, 1, tzinfo=UTC),
            )
        )


@pytest.fixture
async def lead(clock):
    return await a_lead(clock)


@pytest.fixture
async def stranger(clock):
    """Leads for another organisation of the county."""
    held = HeldRole("lead", Scope("organisation", str(UNION)))
    return await signed_in("13800000072", held, now=clock.now)


@pytest.fixture
async def shift(clock, lead):
    [id_] = await an_activity(lead, now=clock.now, shifts=[(0, 180)])
    return id_


@pytest.fixture
async def volunteer(clock, shift):
    return await a_volunteer(clock, "13812340001", shift)


async def put(api, clock, who, path, **said):
    return await api.put(f"/api/{path}", json=said or None, headers=headers(who, clock))


async def hours_of(api, clock, who, shift):
    got = await api.get(f"/api/desk/shifts/{shift}/hours", headers=headers(who, clock))
    assert got.status_code == 200, got.text
    return got.json()


async def tick(api, clock, lead, shift, *, minutes=10.0, there=True):
    """The only seat."""
    clock.now = at(minutes)
    [one] = (await hours_of(api, clock, lead, shift))["volunteers"]
    return await put(api, clock, lead, f"shifts/{shift}/ticks/{one['id']}", there=there)


async def test_late_hours_are_redeemable_once_a_stranger_finds_them_on_the_sealed_list(
    api, clock, lead, stranger, shift, volunteer
):
    assert (await tick(api, clock, lead, shift)).status_code == 200
    done = await serve(api, clock, volunteer, shift, 0, 180, late=15)
    path = f"presences/{done['presence']['id']}/confirmation"
    clock.now = at(200)
    early = await put(api, clock, stranger, path)
    assert early.json()["code"] == "ticks_open"
    assert (await put(api, clock, lead, f"shifts/{shift}/seal")).status_code == 200
    sealed = await tick(api, clock, lead, shift, minutes=201, there=False)
    assert sealed.json()["code"] == "ticks_sealed"
    [todo] = (await api.get("/api/desk/hours", headers=headers(stranger, clock))).json()["items"]
    assert (todo["kind"], todo["id"]) == ("late", done["presence"]["id"])
    for _ in range(2):
        assert (await put(api, clock, stranger, path)).status_code == 200
    assert await minutes_of(api, clock, volunteer) == {"service": 180, "redeemable": 180}
    [row] = await run("SELECT service_class FROM shift_presence")
    assert row["service_class"] == "late"
    told: list[str] = []
    await verify([], [], told.append, proving.follow)
    assert told == []


async def test_nobody_of_the_host_nor_from_afar_nor_the_volunteer_confirms(
    api, clock, lead, shift, volunteer
):
    await tick(api, clock, lead, shift)
    done = await serve(api, clock, volunteer, shift, 0, 180, late=15)
    clock.now = at(300)
    roles = {
        "colleague": [HeldRole("lead", HOST)],
        "afar": [HeldRole("lead", Scope("organisation", str(AFAR)))],
        "clerk": [HeldRole("clerk", Scope("division", STREET))],
        "both": [HeldRole("lead", HOST), HeldRole("lead", Scope("organisation", str(UNION)))],
    }
    codes = {}
    for at_, (name, held) in enumerate(roles.items()):
        who = await signed_in(f"1380000008{at_}", *held, now=clock.now)
        path = f"presences/{done['presence']['id']}/confirmation"
        codes[name] = (await put(api, clock, who, path)).json()["code"]
    assert codes == {
        **dict.fromkeys(("colleague", "afar", "clerk"), "role_missing"),
        "both": "not_second_person",
    }
    assert await minutes_of(api, clock, volunteer) == {"service": 180}


async def test_whom_the_lead_did_not_see_nobody_confirms(
    api, clock, lead, stranger, shift, volunteer
):
    await tick(api, clock, lead, shift)
    await tick(api, clock, lead, shift, minutes=11, there=False)
    done = await serve(api, clock, volunteer, shift, 0, 180, late=15)
    clock.now = at(300)
    refused = await put(api, clock, stranger, f"presences/{done['presence']['id']}/confirmation")
    assert refused.json()["code"] == "not_ticked"


async def test_only_the_lead_ticks_and_only_while_it_lasts(api, clock, lead, shift, volunteer):
    [one] = (await hours_of(api, clock, lead, shift))["volunteers"]
    path = f"shifts/{shift}/ticks/{one['id']}"
    colleague = await a_lead(clock, "13800000073")
    codes = []
    for who, minutes in ((lead, -60), (colleague, 10), (volunteer, 10), (lead, 211)):
        clock.now = at(minutes)
        codes.append((await put(api, clock, who, path, there=True)).json()["code"])
    assert codes == ["ticks_sealed", "shift_not_yours", "shift_not_yours", "ticks_sealed"]


async def test_a_long_day_is_the_host_s_to_allow_and_a_longer_one_the_county_s(api, clock, lead):
    [long, longer] = await an_activity(lead, now=clock.now, shifts=[(0, 481), (500, 750)])
    volunteer = await a_volunteer(clock, "13812340001", long, longer)
    colleague = await a_lead(clock, "13800000073")
    county = await signed_in(
        "13800000074", HeldRole("supervisor", Scope("division", FURONG)), now=clock.now
    )
    ids = [
        (await serve(api, clock, volunteer, *told))["presence"]["id"]
        for told in ((long, 0, 481), (longer, 500, 750))
    ]
    own = await put(api, clock, lead, f"presences/{ids[0]}/decision", yes=True)
    assert own.json()["code"] == "not_second_person", "who led or wrote it does not allow it"
    allowed = await put(api, clock, colleague, f"presences/{ids[0]}/decision", yes=True)
    assert allowed.status_code == 200
    assert await minutes_of(api, clock, volunteer) == {"service": 481, "redeemable": 481}
    not_theirs = await put(api, clock, colleague, f"presences/{ids[1]}/decision", yes=True)
    assert not_theirs.json()["code"] == "role_missing"
    no_reason = await put(api, clock, county, f"presences/{ids[1]}/decision", yes=False)
    assert no_reason.json()["code"] == "why_missing"
    for _ in range(2):
        path = f"presences/{ids[1]}/decision"
        refused = await put(api, clock, county, path, yes=False, why="一天太长了")
        assert refused.status_code == 200
    assert await minutes_of(api, clock, volunteer) == {"service": 481, "redeemable": 481}


async def test_whoever_forgot_to_go_claims_what_they_served_and_a_stranger_decides(
    api, clock, lead, stranger, shift, volunteer
):
    await scan(api, clock, volunteer, shift, "in", 0)
    claim = {"shift": str(shift), "minutes": 180, "evidence": "李姐看到我收的工具"}
    path = f"service-claims/{uuid4()}"
    clock.now = at(179)
    early = await put(api, clock, volunteer, path, **claim)
    assert early.json()["code"] == "claim_out_of_time"
    clock.now = at(200)
    too_high = await put(api, clock, volunteer, path, **claim | {"minutes": 181})
    assert (too_high.json()["code"], too_high.json()["facts"]) == ("claim_too_high", {"most": 180})
    for _ in range(2):
        assert (await put(api, clock, volunteer, path, **claim)).json()["state"] == "waiting"
    taken = await put(api, clock, volunteer, path, **claim | {"minutes": 100})
    assert taken.json()["code"] == "claim_id_taken"
    own = await put(api, clock, lead, f"{path}/decision", yes=True)
    assert own.json()["code"] == "role_missing"
    for _ in range(2):
        done = await put(api, clock, stranger, f"{path}/decision", yes=True)
        assert done.json()["state"] == "accepted"
    assert await minutes_of(api, clock, volunteer) == {"service": 180}
    [mine] = (await api.get("/api/me/service-claims", headers=headers(volunteer, clock))).json()[
        "claims"
    ]
    assert mine["state"] == "accepted"
    share = (await api.get(f"/api/organisations/{OFFICE}/service-share")).json()
    assert share == {"verified": 0, "late": 0, "backfilled": 180}


async def test_what_was_claimed_is_not_served_again_by_a_scan_that_comes_afterwards(
    api, clock, stranger, shift, volunteer
):
    await scan(api, clock, volunteer, shift, "in", 0)
    clock.now = at(190)
    path = f"service-claims/{uuid4()}"
    await put(api, clock, volunteer, path, shift=str(shift), minutes=100, evidence="有合影")
    await put(api, clock, stranger, f"{path}/decision", yes=True)
    gone = (await scan(api, clock, volunteer, shift, "out", 180, late=60)).json()
    assert gone["presence"]["reckoning"]["added"] == 80
    assert await minutes_of(api, clock, volunteer) == {"service": 180}


async def test_a_host_claims_for_its_volunteers_and_not_more_than_the_shift_has(
    api, clock, lead, stranger, shift, volunteer
):
    [one] = (await hours_of(api, clock, lead, shift))["volunteers"]
    clock.now = at(200)
    said = {"shift": str(shift), "signup": one["id"], "minutes": 100, "evidence": "纸质签到表"}
    first, second = (f"service-claims/{uuid4()}" for _ in range(2))
    for path in (first, second):
        assert (await put(api, clock, lead, path, **said)).status_code == 200
    assert (await put(api, clock, stranger, f"{first}/decision", yes=True)).status_code == 200
    over = await put(api, clock, stranger, f"{second}/decision", yes=True)
    assert (over.json()["code"], over.json()["facts"]) == ("claim_too_high", {"most": 80})
    no = await put(api, clock, stranger, f"{second}/decision", yes=False, why="超过这一场了")
    assert no.json()["why"] == "超过这一场了"
