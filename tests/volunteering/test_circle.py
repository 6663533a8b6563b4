"""A host's own people stay its own, by whatever way they come to stand for somebody else."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from tests.people import CHANGSHA, FURONG, OFFICE, STREET, granted, ground, signed_in
from tests.records.makers import UNION, put, union
from tests.volunteering.hours import (
    HOST,
    a_lead,
    a_volunteer,
    an_activity,
    as_asker,
    at,
    headers,
    serve,
)

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.identity.tables import Member, RoleGrant
from xiangyi.features.organisations.schemas import OrganisationFacts
from xiangyi.features.organisations.service import put as put_organisation
from xiangyi.features.organisations.tables import Organisation

ELSEWHERE = Scope("organisation", str(UNION))
SECOND = HeldRole("lead", ELSEWHERE)
COUNTY = HeldRole("supervisor", Scope("division", FURONG))
COMMITTEE = UUID("0f1ce000-0000-4000-8000-000000000004")


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()
    await union()


@pytest.fixture
async def lead(clock):
    return await a_lead(clock)


@pytest.fixture
async def shift(clock, lead):
    [id_] = await an_activity(lead, now=clock.now, shifts=[(0, 760)])
    return id_


@pytest.fixture
async def volunteer(clock, shift):
    return await a_volunteer(clock, "13812340001", shift)


async def claimed(api, clock, volunteer, shift) -> str:
    """Where somebody of another organisation says yes to an hour without scans."""
    clock.now = at(800)
    path = f"service-claims/{uuid4()}"
    said = {"shift": str(shift), "minutes": 60, "evidence": "有合影"}
    assert (await put(api, clock, volunteer, path, **said)).status_code == 200
    return f"{path}/decision"


async def yes(api, clock, who, path) -> str:
    """What somebody's yes is answered with."""
    answer = await put(api, clock, who, path, yes=True)
    return "yes" if answer.status_code == 200 else answer.json()["code"]


async def had_role(person, role: HeldRole, *, days: float, now) -> None:
    """They held it until so many days before the shift."""
    await granted(person.account, [role], now=now - timedelta(days=900))
    await RoleGrant.update({RoleGrant.withdrawn_at: at(0) - timedelta(days=days)}).where(
        (RoleGrant.account == person.account) & (RoleGrant.scope_id == role.scope.id)
    )


@pytest.mark.parametrize(
    ("days", "answer"), [(-0.1, "not_second_person"), (364, "not_second_person"), (366, "yes")]
)
async def test_who_was_of_the_host_is_so_for_a_year(api, clock, shift, volunteer, days, answer):
    who = await signed_in("13800000091", SECOND, now=clock.now)
    await had_role(who, HeldRole("lead", HOST), days=days, now=clock.now)
    assert await yes(api, clock, who, await claimed(api, clock, volunteer, shift)) == answer


@pytest.mark.parametrize(
    "role",
    [
        HeldRole("partner", HOST),
        *(
            HeldRole(role, Scope("division", STREET))
            for role in ("convener", "administrator", "supervisor", "clerk")
        ),
    ],
    ids=str,
)
async def test_any_role_of_the_host_or_of_its_street_counts(api, clock, shift, volunteer, role):
    who = await signed_in("13800000091", SECOND, role, now=clock.now)
    path = await claimed(api, clock, volunteer, shift)
    assert await yes(api, clock, who, path) == "not_second_person"


@pytest.mark.parametrize("ended", [None, 100, 400])
async def test_a_member_of_the_host_is_of_the_host(api, clock, shift, volunteer, ended):
    who = await signed_in("13800000091", SECOND, now=clock.now)
    ended_at = None if ended is None else at(0) - timedelta(days=ended)
    told = {"organisation": OFFICE, "account": who.account, "since_at": at(-900 * 1_440)}
    await Member.insert(Member(id=uuid4(), ended_at=ended_at, **told))
    path = await claimed(api, clock, volunteer, shift)
    assert await yes(api, clock, who, path) == ("yes" if ended == 400 else "not_second_person")


async def test_who_signed_up_for_the_activity_or_led_another_shift_of_it_is_no_second(
    api, clock, lead
):
    first, other = await an_activity(lead, now=clock.now, shifts=[(0, 180), (200, 300)])
    volunteer = await a_volunteer(clock, "13812340001", first)
    peer = await a_volunteer(clock, "13812340002", other)
    await granted(peer.account, [SECOND], now=clock.now)
    led = await signed_in("13800000091", SECOND, now=clock.now)
    await run("UPDATE activity_shift SET lead = {} WHERE id = {}", led.account, other)
    path = await claimed(api, clock, volunteer, first)
    assert [await yes(api, clock, who, path) for who in (peer, led)] == ["not_second_person"] * 2


async def test_whom_one_of_the_host_made_a_second_is_none(api, clock, shift, volunteer):
    both = await signed_in(
        "13800000092",
        HeldRole("administrator", HOST),
        HeldRole("administrator", ELSEWHERE),
        now=clock.now,
    )
    path = await claimed(api, clock, volunteer, shift)
    who = await signed_in("13800000091", now=clock.now)
    await granted(who.account, [SECOND], now=clock.now, by=both.account)
    assert await yes(api, clock, who, path) == "not_second_person"
    # Somebody else has given them another role there since.
    away = await signed_in("13800000093", now=clock.now)
    await granted(who.account, [HeldRole("convener", ELSEWHERE)], now=clock.now, by=away.account)
    assert await yes(api, clock, who, path) == "yes"


async def test_nor_is_whom_one_made_a_second_whom_the_host_had_made_administrator(
    api, clock, shift, volunteer
):
    of_host = await signed_in("13800000092", HeldRole("lead", HOST), now=clock.now)
    between, who = [await signed_in(f"1380000009{n}", now=clock.now) for n in (3, 1)]
    above = HeldRole("administrator", ELSEWHERE)
    await granted(between.account, [above], now=clock.now, by=of_host.account)
    await granted(who.account, [SECOND], now=clock.now, by=between.account)
    path = await claimed(api, clock, volunteer, shift)
    assert await yes(api, clock, who, path) == "not_second_person"


async def test_an_organisation_that_one_of_the_host_made_has_no_seconds_for_it(
    api, clock, shift, volunteer
):
    county = HeldRole("administrator", Scope("division", FURONG))
    both = await signed_in("13800000092", county, HeldRole("lead", HOST), now=clock.now)
    made = uuid4()
    facts = OrganisationFacts(kind="association", name="骑手之友", home=FURONG)
    await put_organisation(as_asker(both, county), made, facts, now=clock.now)
    held = HeldRole("lead", Scope("organisation", str(made)))
    who = await signed_in("13800000091", held, now=clock.now)
    path = await claimed(api, clock, volunteer, shift)
    assert await yes(api, clock, who, path) == "not_second_person"


@pytest.mark.parametrize("division", [STREET, FURONG, CHANGSHA])
async def test_one_administrator_does_not_choose_both_the_lead_and_who_confirms(
    api, clock, division
):
    held = HeldRole("administrator", Scope("division", division))
    boss = await signed_in("13800000092", held, now=clock.now)
    lead, friend = [await signed_in(f"1380000007{n}", now=clock.now) for n in (1, 3)]
    await granted(lead.account, [HeldRole("lead", HOST)], now=clock.now, by=boss.account)
    await granted(friend.account, [SECOND], now=clock.now, by=boss.account)
    other = await signed_in("13800000094", now=clock.now)
    made = uuid4()
    facts = OrganisationFacts(kind="volunteer_organisation", name="骑手之友", home=STREET)
    await put_organisation(as_asker(boss, held), made, facts, now=clock.now)
    of_made = HeldRole("lead", Scope("organisation", str(made)))
    await granted(other.account, [of_made], now=clock.now, by=uuid4())
    [shift] = await an_activity(lead, now=clock.now, shifts=[(0, 180)])
    path = await claimed(api, clock, await a_volunteer(clock, "13812340001", shift), shift)
    assert [await yes(api, clock, who, path) for who in (friend, other)] == [
        "not_second_person"
    ] * 2
    await granted(boss.account, [SECOND], now=clock.now)
    assert await yes(api, clock, boss, path) == "not_second_person"
    fit = await signed_in("13800000095", now=clock.now)
    await granted(fit.account, [SECOND], now=clock.now, by=uuid4())
    assert await yes(api, clock, fit, path) == "yes"


async def test_nor_both_a_convener_who_leads_and_who_confirms(api, clock):
    boss = await signed_in("13800000092", now=clock.now)
    lead, friend = [await signed_in(f"1380000007{n}", now=clock.now) for n in (1, 3)]
    convener = HeldRole("convener", Scope("division", FURONG))
    await granted(lead.account, [convener], now=clock.now, by=boss.account)
    await granted(friend.account, [SECOND], now=clock.now, by=boss.account)
    [shift] = await an_activity(lead, now=clock.now, shifts=[(0, 180)])
    path = await claimed(api, clock, await a_volunteer(clock, "13812340001", shift), shift)
    assert await yes(api, clock, friend, path) == "not_second_person"


async def test_a_street_office_and_its_committees_are_one(api, clock, shift, volunteer):
    told = {"pinyin": "x", "initials": "x", "changed_at": datetime(2026, 1, 1, tzinfo=UTC)}
    await Organisation.insert(
        Organisation(id=COMMITTEE, kind="committee", name="识字里居委会", home=STREET, **told)
    )
    own = HeldRole("lead", Scope("organisation", str(COMMITTEE)))
    path = await claimed(api, clock, volunteer, shift)
    for number, roles in enumerate(([own], [own, SECOND])):
        who = await signed_in(f"1380000009{number}", *roles, now=clock.now)
        assert await yes(api, clock, who, path) == "not_second_person"


async def a_very_long_day(api, clock, volunteer, shift) -> str:
    done = await serve(api, clock, volunteer, shift, 0, 760)
    assert done["presence"]["state"] == "county"
    return f"presences/{done['presence']['id']}/decision"


async def test_nobody_of_the_host_answers_for_the_county(api, clock, shift, volunteer):
    path = await a_very_long_day(api, clock, volunteer, shift)
    was = await signed_in("13800000091", COUNTY, now=clock.now)
    await had_role(was, HeldRole("lead", HOST), days=20, now=clock.now)
    both = await signed_in("13800000092", HeldRole("administrator", HOST), COUNTY, now=clock.now)
    made = await signed_in("13800000093", now=clock.now)
    await granted(made.account, [COUNTY], now=clock.now, by=both.account)
    peer = await signed_in("13812340001", COUNTY, now=clock.now)
    fit = await signed_in("13800000094", COUNTY, now=clock.now)
    told = [await yes(api, clock, who, path) for who in (was, both, made, peer, fit)]
    assert told == ["not_second_person"] * 4 + ["yes"]


async def test_a_department_of_the_county_is_answered_for_by_the_level_above(
    api, clock, lead, shift, volunteer
):
    path = await a_very_long_day(api, clock, volunteer, shift)
    await run("UPDATE organisation SET kind = 'department', home = {}", FURONG)
    own = await signed_in("13800000091", COUNTY, now=clock.now)
    above = HeldRole("supervisor", Scope("division", CHANGSHA))
    city = await signed_in("13800000092", above, now=clock.now)
    for who, items in ((own, 0), (city, 1)):
        todo = (await api.get("/api/desk/hours", headers=headers(who, clock))).json()["items"]
        assert len(todo) == items
    assert await yes(api, clock, own, path) == "role_missing"
    assert await yes(api, clock, city, path) == "yes"


@pytest.mark.parametrize("division", [CHANGSHA, "nbs:430000000000"])
async def test_a_supervisor_of_the_prefecture_or_the_province_sees_and_answers_too(
    api, clock, shift, volunteer, division
):
    path = await a_very_long_day(api, clock, volunteer, shift)
    above = HeldRole("supervisor", Scope("division", division))
    who = await signed_in("13800000092", above, now=clock.now)
    [todo] = (await api.get("/api/desk/hours", headers=headers(who, clock))).json()["items"]
    assert todo["kind"] == "county"
    assert await yes(api, clock, who, path) == "yes"


async def test_no_long_list_of_others_hides_what_a_supervisor_of_the_province_answers(
    api, clock, shift, volunteer
):
    path = await a_very_long_day(api, clock, volunteer, shift)
    told = "shift, account, day, came_at, came_on_time, left_at, minutes, state"
    for number in range(201):
        await run(
            f"INSERT INTO shift_presence (id, {told}) SELECT {{}}, shift, account, day, came_at,"  # noqa: S608  # ours
            " came_on_time, {}, 1, 'host' FROM shift_presence WHERE state = 'county'",
            *(uuid4(), at(770 + number)),
        )
    above = HeldRole("supervisor", Scope("division", "nbs:430000000000"))
    who = await signed_in("13800000092", above, now=clock.now)
    [todo] = (await api.get("/api/desk/hours", headers=headers(who, clock))).json()["items"]
    assert todo["id"] in path


async def test_only_a_second_whose_turn_it_is_reads_the_list_of_who_was_there(
    api, clock, lead, shift, volunteer
):
    who = await signed_in("13800000091", SECOND, now=clock.now)

    async def reads(person) -> int:
        got = await api.get(f"/api/desk/shifts/{shift}/hours", headers=headers(person, clock))
        return got.status_code

    assert (await reads(lead), await reads(who)) == (200, 403)
    path = await claimed(api, clock, volunteer, shift)
    assert await reads(who) == 200
    kin = await signed_in("13800000092", SECOND, now=clock.now)
    await had_role(kin, HeldRole("lead", HOST), days=1, now=clock.now)
    assert await reads(kin) == 403
    assert await yes(api, clock, who, path) == "yes"
    assert await reads(who) == 403
