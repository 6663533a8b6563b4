"""An answer that was lost, a yes that nobody may give, a time that is another: said once more."""

from datetime import timedelta

import pytest
from tests.consultations.makers import ENDS, STARTS, announce, announced, drafted, put
from tests.notifications.makers import crowd, person, subscribed
from tests.people import COMMUNITY, FURONG, OFFICE, STREET, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.notifications.service import expanding

CONVENER = HeldRole("convener", Scope("division", STREET))
OFFICES = HeldRole("convener", Scope("organisation", str(OFFICE)))


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def convener(clock):
    return await signed_in("13800000091", CONVENER, now=clock.now)


@pytest.fixture
async def second(clock):
    return await signed_in("13800000092", CONVENER, now=clock.now)


async def ask(api, method, who, id_, what, body=None):
    path = f"/api/consultations/{id_}/{what}"
    return await api.request(method, path, json=body, headers=who.headers)


async def desk(api, who, id_):
    return (await api.get(f"/api/desk/consultations/{id_}", headers=who.headers)).json()


async def test_who_convenes_for_an_organisation_names_it_before_anything_is_written(api, clock):
    """What it said in nobody's name would be lost to whoever wrote it."""
    of_the_office = await signed_in("13800000093", OFFICES, now=clock.now)
    answer = await put(api, of_the_office)
    assert (answer.status_code, answer.json()["code"]) == (
        422,
        "consultation_organisation_missing",
    )
    assert await run("SELECT id FROM consultation") == []
    id_ = await drafted(api, of_the_office, organisation=str(OFFICE))
    listed = await api.get("/api/desk/consultations", headers=of_the_office.headers)
    assert [one["id"] for one in listed.json()["consultations"]] == [id_]


async def test_the_same_yes_the_same_return_and_the_same_withdrawal_are_no_conflict(
    api, clock, convener, second
):
    await crowd(51, clock)
    id_ = await drafted(api, convener)
    await announce(api, convener, id_)
    for _ in range(2):
        back = await ask(api, "DELETE", convener, id_, "announcement")
        assert (back.status_code, back.json()["revision"]) == (200, 3)
    await announce(api, convener, id_, based_on=3)
    for _ in range(2):
        back = await ask(api, "PUT", second, id_, "return", {"why": "换个时间"})
        assert (back.status_code, back.json()["revision"]) == (200, 5)
    await announce(api, convener, id_, based_on=5)
    for _ in range(2):
        yes = await ask(api, "PUT", second, id_, "approval", {"basedOn": 6})
        assert (yes.status_code, yes.json()["revision"]) == (200, 7)
    third = await signed_in("13800000094", CONVENER, now=clock.now)
    late = await ask(api, "PUT", third, id_, "approval", {"basedOn": 6})
    assert late.json()["code"] == "consultation_not_waiting"


async def test_phones_that_a_stranger_made_up_ask_for_no_second_person(api, clock, convener):
    await person("13800000001", clock)
    for _ in range(60):
        phone = await subscribed(None, clock)
        await run(
            "INSERT INTO push_watch (subscription, division, topic)"
            " VALUES ({}, {}, 'consultations')",
            *(phone, STREET),
        )
    id_ = await drafted(api, convener, invited={"division": STREET, "phones": True})
    reach = (await desk(api, convener, id_))["reach"]
    assert (reach["people"], reach["phones"]) == (1, 60)
    assert (await announce(api, convener, id_)).json()["state"] == "announced"


async def test_before_it_is_sent_one_reads_who_would_say_yes_to_it_or_that_nobody_is_there(
    api, clock, convener
):
    id_ = await drafted(api, convener)
    assert (await desk(api, convener, id_))["approval"] is None
    above = HeldRole("administrator", Scope("division", FURONG))
    await signed_in("13800000093", above, now=clock.now)
    assert (await desk(api, convener, id_))["approval"] == {"name": "长沙市芙蓉区", "near": False}
    await signed_in("13800000092", CONVENER, now=clock.now)
    assert (await desk(api, convener, id_))["approval"]["near"] is True


async def test_who_convenes_many_reads_that_only_the_time_may_still_change(
    api, clock, convener, second
):
    await crowd(51, clock)
    id_ = await drafted(api, convener)
    assert (await desk(api, convener, id_))["movable"] == "all"
    await announce(api, convener, id_)
    await ask(api, "PUT", second, id_, "approval", {"basedOn": 2})
    assert [(await desk(api, one, id_))["movable"] for one in (convener, second)] == ["time"] * 2


async def test_whoever_answered_for_another_time_is_asked_again(api, clock, convener):
    rider = await person("13800000001", clock)
    id_ = await announced(api, convener)

    async def mine():
        card = await api.get(f"/api/consultations/{id_}", headers=rider.headers)
        return card.json()["mine"]["outdated"]

    await ask(api, "PUT", rider, id_, "answer", {"answer": "coming"})
    clock.now += timedelta(minutes=1)
    await put(api, convener, id_, based_on=2, place={"words": "一楼"})
    assert await mine() is False
    clock.now += timedelta(minutes=1)
    later = {"startsAt": (STARTS + timedelta(days=1)).isoformat()}
    later["endsAt"] = (ENDS + timedelta(days=1)).isoformat()
    await put(api, convener, id_, based_on=3, place={"words": "一楼"}, **later)
    assert await mine() is True
    assert (await desk(api, convener, id_))["answers"]["outdated"] == 1
    clock.now += timedelta(minutes=1)
    await ask(api, "PUT", rider, id_, "answer", {"answer": "coming"})
    assert await mine() is False
    assert (await desk(api, convener, id_))["answers"]["outdated"] == 0
    # What was said in a basement, of the time that stood there, is of that time.
    stale = {"answer": "coming", "startsAt": STARTS.isoformat()}
    said = await ask(api, "PUT", rider, id_, "answer", stale)
    assert (said.json()["outdated"], await mine()) == (True, True)


@pytest.mark.parametrize(("begins", "at_once"), [(5, True), (6, False)])
async def test_what_would_be_heard_after_it_has_begun_is_heard_at_once(
    api, clock, convener, begins, at_once
):
    """At noon riders eat until one: what begins by then cannot wait."""
    rider = await person("13800000001", clock)
    await subscribed(rider, clock)
    at = (clock.now + timedelta(days=1)).replace(hour=begins, minute=0)
    when = {"startsAt": at.isoformat(), "endsAt": (at + timedelta(hours=1)).isoformat()}
    id_ = await announced(api, convener, **when)
    await expanding.expand_due(now=clock.now)
    clock.now = at.replace(hour=4, minute=0)
    convener = await signed_in("13800000091", now=clock.now)
    # It moves on by days: who would come at the old time hears of it before that.
    wanted = {
        "invited": {"division": STREET},
        "consultation": id_,
        "startsAt": (at + timedelta(days=3)).isoformat(),
    }
    path = "/api/desk/consultations/reach"
    reach = (await api.post(path, json=wanted, headers=convener.headers)).json()
    noon, one = clock.now, clock.now.replace(hour=5)
    heard = (noon if at_once else one).isoformat().replace("+00:00", "Z")
    assert reach["hear"] == [{"at": heard, "number": 1, "phones": 0}]
    moved = {"startsAt": wanted["startsAt"]}
    moved["endsAt"] = (at + timedelta(days=3, hours=1)).isoformat()
    await put(api, convener, id_, based_on=2, **moved)
    [known_by] = await run("SELECT known_by FROM campaign WHERE kind = 'consultation.changed'")
    assert str(known_by["known_by"])[:13] == str(at)[:13]


async def test_a_sheet_for_the_door_is_printed_once_people_have_been_told(api, clock, convener):
    await person("13800000001", clock)
    id_ = await drafted(api, convener, invited={"division": STREET})
    later = (clock.now + timedelta(hours=1)).isoformat()
    await announce(api, convener, id_, sendAt=later)
    path = f"/api/desk/consultations/{id_}/poster.pdf"
    early = await api.get(path, headers=convener.headers)
    assert early.json()["code"] == "consultation_not_announced"
    clock.now += timedelta(hours=1)
    convener = await signed_in("13800000091", now=clock.now)
    assert (await api.get(path, headers=convener.headers)).status_code == 200


async def test_more_than_a_hundred_meetings_are_read_page_by_page(api, clock, convener):
    await person("13800000001", clock, home=COMMUNITY)
    first = await announced(api, convener, invited={"division": COMMUNITY})
    columns = (
        "form, title, about, division, starts_at, ends_at, place, link, phone, invited, state,"
        " revision, drafted_by, announced_at, urgency, reason"
    )
    for number in range(1, 221):
        days = number - 111 if number > 110 else -1
        at = STARTS + timedelta(days=days, seconds=number) if days >= 0 else None
        begins = at or clock.now - timedelta(days=2, seconds=number)
        await run(
            f"INSERT INTO consultation (id, {columns})"  # noqa: S608  # our own columns
            " SELECT {}, form, title, about, division, {}, {}, place, link, phone, invited, state,"
            " revision, drafted_by, announced_at, urgency, reason FROM consultation WHERE id = {}",
            *(f"00000000-0000-4000-8000-{number:012d}", begins, begins + timedelta(hours=1), first),
        )
    seen: list[str] = []
    after: dict[str, str] = {}
    pages = 0
    while True:
        answer = await api.get("/api/consultations", params={"division": STREET} | after)
        page = answer.json()
        seen += [one["startsAt"] for one in page["consultations"]]
        pages += 1
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    now = clock.now.isoformat().replace("+00:00", "Z")
    ahead = [one for one in seen if one > now]
    assert (len(seen), len(ahead), pages) == (221, 111, 3)
    assert seen == [*sorted(ahead), *sorted((one for one in seen if one <= now), reverse=True)]
