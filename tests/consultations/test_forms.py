"""Each form says who calls, whom they ask to the table and when; other calls are refused."""

from datetime import timedelta

import pytest
from tests.consultations.makers import ENDS, STARTS, TABLE, announce, announced, drafted, put
from tests.notifications.makers import person
from tests.people import COMMUNITY, FURONG, OFFICE, STREET, ground, signed_in
from tests.workdays.makers import take_in, whole

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.consultations.service.ruling import RULES
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.service import Rule

RIDERS = {"division": STREET, "lines": [{"occupations": ["delivery"]}]}
LETTER = "芙蓉区协商办法第九条"


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def convener(clock):
    await person("13800000001", clock)
    return await signed_in(
        "13800000091", HeldRole("convener", Scope("division", STREET)), now=clock.now
    )


async def rule(clock, name: str, value: int, division: str = FURONG) -> None:
    told = Rule(name, division, value, since_on=clock.now.date(), basis=LETTER)
    await ruling.set_as_operator(RULES, told, now=clock.now)


async def refused(api, convener, id_, **told):
    answer = await announce(api, convener, id_, **told)
    assert answer.status_code == 409, answer.text
    told = answer.json()
    return {"code": told["code"], **told["facts"]}


async def calling(api, convener, id_):
    answer = await api.get(f"/api/desk/consultations/{id_}", headers=convener.headers)
    return answer.json()["call"]


async def test_riders_are_not_talked_about_without_those_whom_it_takes(api, convener):
    some = [one for one in TABLE if one["kind"] not in {"platform", "property"}]
    id_ = await drafted(api, convener, invited=RIDERS, parties=some)
    told = await refused(api, convener, id_)
    assert (told["code"], told["rule"]) == ("parties_missing", "talk_must_platform")
    assert told["article"] == 10
    assert told["parties"] == ["platform", "property"]
    assert (await calling(api, convener, id_))["parties"] == ["platform", "property"]
    assert (await put(api, convener, id_, based_on=1, invited=RIDERS)).status_code == 200
    assert (await announce(api, convener, id_, based_on=2)).json()["state"] == "announced"


async def test_a_talk_with_riders_has_seats_of_their_own(api, clock, convener):
    two = [one | {"seats": 1} for one in TABLE]
    id_ = await drafted(api, convener, invited=RIDERS, parties=two)
    told = await refused(api, convener, id_)
    assert (told["code"], told["rule"], told["seats"]) == (
        "rider_seats_missing",
        "talk_rider_seats",
        3,
    )
    await rule(clock, "talk_rider_seats", 1)
    assert (await announce(api, convener, id_)).json()["state"] == "announced"


async def test_a_talk_of_neighbours_asks_nobody_to_the_table(api, convener):
    id_ = await drafted(api, convener, parties=[])
    assert (await announce(api, convener, id_)).json()["state"] == "announced"


async def test_who_calls_in_a_hurry_says_why_and_everybody_reads_it(api, convener):
    starts = STARTS - timedelta(days=1)
    when = {"startsAt": starts.isoformat(), "endsAt": (ENDS - timedelta(days=1)).isoformat()}
    id_ = await drafted(api, convener, **when)
    told = await refused(api, convener, id_, hurry="")
    assert (told["code"], told["rule"]) == ("notice_too_short", "talk_notice_days")
    assert (told["days"], told["earliest"]) == (3, "2026-11-27")
    blank = await announce(api, convener, id_, hurry="  ")
    assert blank.json()["code"] == "why_missing"
    assert (await announce(api, convener, id_, hurry="明天就停水。")).json()[
        "hurry"
    ] == "明天就停水。"
    assert (await api.get(f"/api/consultations/{id_}")).json()["hurry"] == "明天就停水。"


@pytest.mark.parametrize("said", ["hurry", "reason"])
async def test_nobody_s_number_is_in_why_it_is_in_a_hurry_nor_why_it_is_off(
    api, clock, convener, said
):
    id_ = await drafted(api, convener)
    number = "找老周 138 1234 0126。"
    if said == "hurry":
        answer = await announce(api, convener, id_, hurry=number)
    else:
        await announce(api, convener, id_)
        path = f"/api/consultations/{id_}/cancellation"
        answer = await api.put(path, json={"reason": number}, headers=convener.headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "number_in_words")
    assert answer.json()["facts"]["field"] == said


def on(days: int) -> dict[str, str]:
    """So many days after that Thursday."""
    starts = STARTS + timedelta(days=days)
    return {"startsAt": starts.isoformat(), "endsAt": (starts + timedelta(hours=1)).isoformat()}


async def test_who_calls_in_time_is_in_no_hurry(api, clock, convener):
    """Told on Monday, however late, people have Tuesday, Wednesday and Thursday for themselves."""
    clock.now = clock.now.replace(hour=15, minute=59)
    convener = await signed_in("13800000091", now=clock.now)
    told = await refused(api, convener, await drafted(api, convener), hurry="")
    assert (told["code"], told["earliest"]) == ("notice_too_short", "2026-11-27")
    id_ = await announced(api, convener, **on(1))
    assert (await api.get(f"/api/consultations/{id_}")).json()["hurry"] == ""


async def test_what_was_announced_in_time_is_moved_only_as_far_as_people_hear_of_it_in_time(
    api, clock, convener
):
    id_ = await announced(api, convener, **on(1))
    # On Wednesday, moved to Monday: of three working days two would be left.
    clock.now += timedelta(days=2)
    convener = await signed_in("13800000091", now=clock.now)
    for days in (0, 4):
        answer = await put(api, convener, id_, based_on=2, **on(days))
        assert answer.json()["code"] == "notice_too_short", answer.text
        assert answer.json()["facts"]["earliest"] == "2026-12-01"
    blank = await put(api, convener, id_, based_on=2, hurry="  ", **on(4))
    assert blank.json()["code"] == "why_missing"
    moved = await put(api, convener, id_, based_on=2, hurry="会议室停电，改到周一。", **on(4))
    assert moved.json()["facts"]["startsAt"].startswith("2026-11-30"), moved.text
    card = (await api.get(f"/api/consultations/{id_}")).json()
    assert card["hurry"] == "会议室停电，改到周一。"
    later = await put(api, convener, id_, based_on=3, **on(8))
    assert later.json()["facts"]["startsAt"].startswith("2026-12-04"), later.text
    assert (await api.get(f"/api/consultations/{id_}")).json()["hurry"] == "", "in time by now"


async def test_beyond_the_known_holidays_the_earliest_day_is_provisional(api, convener):
    id_ = await drafted(api, convener)
    assert (await calling(api, convener, id_))["provisional"] is True
    await take_in(*whole(2026))
    assert (await calling(api, convener, id_))["provisional"] is False


async def test_a_department_calls_no_neighbours_to_their_building(api, clock):
    await person("13800000001", clock)
    await run("UPDATE organisation SET kind = 'department' WHERE id = {}", OFFICE)
    held = HeldRole("convener", Scope("organisation", str(OFFICE)))
    officer = await signed_in("13800000091", held, now=clock.now)
    id_ = await drafted(api, officer, form="building", organisation=str(OFFICE))
    told = await refused(api, officer, id_)
    assert (told["code"], told["rule"]) == ("caller_not_of_form", "building_by_department")
    assert told["callers"] == ["street", "committee"]
    hearing = await drafted(api, officer, form="hearing", organisation=str(OFFICE))
    assert (await announce(api, officer, hearing)).json()["state"] == "announced"


def convening(*divisions: str) -> list[HeldRole]:
    return [HeldRole("convener", Scope("division", one)) for one in divisions]


@pytest.mark.parametrize("form", ["building", "council", "courtyard"])
async def test_a_county_calls_as_a_county_wherever_it_is_held(api, clock, form):
    await person("13800000001", clock)
    county = await signed_in("13800000091", *convening(FURONG), now=clock.now)
    for at in (FURONG, STREET, COMMUNITY):
        id_ = await drafted(api, county, form=form, division=at)
        told = await refused(api, county, id_)
        assert (told["code"], told["rule"]) == ("caller_not_of_form", f"{form}_by_department"), at
        assert (await calling(api, county, id_))["caller"] is False
    await announced(api, county, form="hearing")


async def test_a_street_calls_as_a_street_in_one_of_its_communities(api, convener):
    for form in ("hearing", "council"):
        id_ = await drafted(api, convener, form=form, division=COMMUNITY)
        assert (await calling(api, convener, id_))["caller"] is True
        assert (await announce(api, convener, id_)).json()["state"] == "announced", form
    # Who calls knows of it.
    await announced(api, convener, division=COMMUNITY, invited=RIDERS)


async def test_a_committee_calls_no_hearing_but_whoever_convenes_for_the_street_too(api, clock):
    await person("13800000001", clock, home=COMMUNITY)
    here = {"division": COMMUNITY, "invited": {"division": COMMUNITY}}
    committee = await signed_in("13800000091", *convening(COMMUNITY), now=clock.now)
    told = await refused(api, committee, await drafted(api, committee, form="hearing", **here))
    assert told["rule"] == "hearing_by_committee"
    both = await signed_in("13800000092", *convening(COMMUNITY, STREET), now=clock.now)
    await announced(api, both, form="hearing", **here)
    # What one of them may call, another does not with the same draft.
    id_ = await drafted(api, both, form="hearing", **here)
    assert (await calling(api, committee, id_))["caller"] is False
    told = await refused(api, committee, id_)
    assert told["rule"] == "hearing_by_committee"


async def test_it_is_called_by_whoever_sent_it_for_a_yes(api, clock, convener):
    county = await signed_in("13800000092", *convening(FURONG), now=clock.now)
    watching = HeldRole("supervisor", Scope("division", STREET))
    supervisor = await signed_in("13800000093", watching, now=clock.now)
    await rule(clock, "approval_above", 0)

    async def sent() -> str:
        id_ = await drafted(api, convener, form="council")
        assert (await calling(api, supervisor, id_))["caller"] is True
        assert (await announce(api, convener, id_)).json()["state"] == "waiting"
        return id_

    async def yes(id_: str):
        path = f"/api/consultations/{id_}/approval"
        return await api.put(path, json={"basedOn": 2}, headers=county.headers)

    assert (await yes(await sent())).json()["state"] == "announced", "a county's yes is a yes"
    id_ = await sent()
    await run(
        "UPDATE role_grant SET withdrawn_at = {} WHERE role = 'convener' AND scope_id = {}",
        clock.now,
        STREET,
    )
    answer = await yes(id_)
    assert (answer.json()["code"], answer.json()["facts"]["rule"]) == (
        "caller_not_of_form",
        "council_by_other",
    )


async def test_a_county_sets_what_a_form_asks_and_its_letter_stands_beside_it(api, clock):
    await rule(clock, "council_notice_days", 7)
    await rule(clock, "council_method", 2)
    told = (await api.get("/api/consultation-forms", params={"division": COMMUNITY})).json()
    forms = {one["form"]: one for one in told["forms"]}
    council = forms["council"]
    assert (council["noticeDays"], council["method"]) == (7, "secret_vote")
    assert council["bases"] == {"council_notice_days": LETTER, "council_method": LETTER}
    assert (forms["talk"]["noticeDays"], forms["talk"]["method"]) == (3, "consensus")
    assert forms["talk"]["riderSeats"] == 3
    assert len(forms) == 5


async def test_a_yes_that_comes_too_late_is_too_late(api, clock, convener):
    """Who said when it was asked for that there was time has said nothing of tomorrow."""
    second = await signed_in(
        "13800000092", HeldRole("convener", Scope("division", STREET)), now=clock.now
    )
    await rule(clock, "approval_above", 0)
    id_ = await drafted(api, convener, **on(1))
    assert (await announce(api, convener, id_, hurry="")).json()["state"] == "waiting"
    clock.now += timedelta(days=2)
    second = await signed_in("13800000092", now=clock.now)
    answer = await api.put(
        f"/api/consultations/{id_}/approval", json={"basedOn": 2}, headers=second.headers
    )
    assert answer.json()["code"] == "notice_too_short"
