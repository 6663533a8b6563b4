"""Where there are fewer seats than come: who says so first, whose seats are kept, and who waits."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.consultations.makers import STARTS, announced, put
from tests.notifications.makers import inbox, person
from tests.people import OFFICE, STREET, ground, signed_in
from tests.volunteering.makers import later_on

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import atomic, run
from xiangyi.features.consultations.jobs import release_seats
from xiangyi.features.consultations.personal import PERSONAL
from xiangyi.features.consultations.rules.seats import Comer, free, next_seated
from xiangyi.features.consultations.service.ruling import RULES
from xiangyi.features.identity.tables import Member
from xiangyi.features.notifications.service import expanding
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.service import Rule
from xiangyi.settings import Settings

RIDERS = [{"kind": "riders", "seats": 2}, {"kind": "street", "seats": 1}]


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def convener(clock):
    held = HeldRole("convener", Scope("division", STREET))
    return await signed_in("13800000091", held, now=clock.now)


@pytest.fixture
async def people(clock):
    return [await person(f"1380000000{n}", clock, occupation="other") for n in range(5)]


async def answer(api, who, id_, kind="coming", people=1):
    said = {"answer": kind, "people": people}
    return await api.put(f"/api/consultations/{id_}/answer", json=said, headers=who.headers)


async def place(api, who, id_) -> int | None:
    """How many stand before somebody who waits; None for who has a seat."""
    card = (await api.get(f"/api/consultations/{id_}", headers=who.headers)).json()
    found: int | None = card["mine"]["ahead"]
    return found


async def seats(api, id_, who=None):
    headers = who.headers if who else {}
    return (await api.get(f"/api/consultations/{id_}", headers=headers)).json()["seats"]


async def told(api, clock, who) -> list[tuple[str, bool]]:
    await expanding.expand_due(now=clock.now)
    notices = (await inbox(api, who))["notices"]
    return [(one["kind"], one["replaced"]) for one in notices if "promoted" in one["kind"]]


async def test_who_comes_too_late_waits_in_order_and_hears_of_the_seat_that_comes_free(
    api, clock, convener, people
):
    one, two, three, *_ = people
    id_ = await announced(api, convener, form="council", parties=[], seats=1)
    assert (await answer(api, one, id_)).json()["ahead"] is None
    assert (await answer(api, two, id_)).json()["ahead"] == 0
    assert (await answer(api, three, id_)).json()["ahead"] == 1
    for _ in ("once", "and again"):
        assert (await answer(api, two, id_)).json()["ahead"] == 0, "who says it again keeps it"
    assert await seats(api, id_) == {
        "all": 1,
        "taken": 1,
        "byHand": 0,
        "left": 0,
        "kept": [],
        "keptUntil": None,
        "waiting": 2,
    }
    for _ in ("once", "and again"):
        await answer(api, one, id_, "not_coming")
    assert [await place(api, who, id_) for who in (two, three)] == [None, 0]
    assert await told(api, clock, two) == [("consultation.promoted", False)]
    assert [await told(api, clock, who) for who in (one, three)] == [[], []]
    assert (await answer(api, one, id_)).json()["ahead"] == 1, "who comes back stands behind"
    await api.put(f"/api/consultations/{id_}/opened", headers=two.headers)
    assert (await inbox(api, two))["unread"] == 0


async def test_the_desk_counts_who_has_a_seat_and_who_waits(api, convener, people):
    one, two, three, *_ = people
    id_ = await announced(api, convener, form="council", parties=[], seats=3)
    await answer(api, one, id_, people=3)
    await answer(api, two, id_, people=2)
    await answer(api, three, id_, "not_coming")
    desk = (await api.get(f"/api/desk/consultations/{id_}", headers=convener.headers)).json()
    counted = {name: desk["answers"][name] for name in ("coming", "people", "waiting", "notComing")}
    assert counted == {"coming": 1, "people": 3, "waiting": 2, "notComing": 1}
    assert (desk["seats"]["taken"], desk["seats"]["left"], desk["seats"]["waiting"]) == (3, 0, 2)
    path = f"/api/desk/consultations/{id_}/answers"
    listed = (await api.get(path, headers=convener.headers)).json()["attendees"]
    assert [(who["people"], who["waiting"]) for who in listed] == [(3, False), (2, True)]


async def test_of_many_who_come_at_once_as_many_have_a_seat_as_there_are(api, convener, people):
    id_ = await announced(api, convener, form="council", parties=[], seats=2)
    said = await asyncio.gather(*(answer(api, who, id_) for who in people))
    ahead = [one.json()["ahead"] for one in said]
    assert sorted(ahead, key=lambda one: -1 if one is None else one) == [None, None, 0, 1, 2]
    seated = [who for who, one in zip(people, ahead, strict=True) if one is None]
    await asyncio.gather(*(answer(api, who, id_, "not_coming") for who in seated))
    assert (await seats(api, id_))["taken"] == 2
    assert (await seats(api, id_))["waiting"] == 1


async def test_who_has_a_seat_keeps_it_and_brings_no_more_than_fit(api, convener, people):
    one, two, three, *_ = people
    id_ = await announced(api, convener, form="council", parties=[], seats=3)
    await answer(api, one, id_)
    await answer(api, two, id_)
    refused = await answer(api, one, id_, people=3)
    assert (refused.json()["code"], refused.json()["facts"]) == (
        "seats_taken",
        {"left": 1, "rule": "seats"},
    )
    assert (await answer(api, three, id_, people=2)).json()["ahead"] == 0, "two do not fit"
    assert (await answer(api, three, id_, people=1)).json()["ahead"] is None, "one does"


async def test_parties_seats_are_theirs_until_their_hour_and_then_whoever_waits_has_them(
    api, clock, convener, people
):
    neighbour, other, *_ = people
    rider = await person("13800000008", clock, occupation="delivery")
    official = await person("13800000009", clock, occupation="other")
    await Member.insert(
        Member(id=uuid4(), organisation=OFFICE, account=official.account, since_at=clock.now)
    )
    id_ = await announced(api, convener, parties=RIDERS, seats=4)
    assert (await answer(api, neighbour, id_)).json()["ahead"] is None
    assert (await answer(api, other, id_)).json()["ahead"] == 0, "three are the parties'"
    found = await seats(api, id_)
    assert found["kept"] == [{"party": "riders", "seats": 2}, {"party": "street", "seats": 1}]
    assert found["keptUntil"] == (STARTS - timedelta(hours=24)).isoformat().replace("+00:00", "Z")
    assert [(await seats(api, id_, who))["left"] for who in (other, rider, official)] == [0, 2, 1]
    assert (await answer(api, rider, id_)).json()["ahead"] is None
    assert (await answer(api, official, id_)).json()["ahead"] is None
    clock.now = STARTS - timedelta(hours=24, seconds=1)
    await release_seats(Settings(), clock.now)
    assert await place(api, later_on(other, clock), id_) == 0
    clock.now = STARTS - timedelta(hours=24)
    for _ in ("once", "and again"):
        await release_seats(Settings(), clock.now)
    other = later_on(other, clock)
    assert await place(api, other, id_) is None
    assert await told(api, clock, other) == [("consultation.promoted", False)]
    assert (await seats(api, id_))["kept"] == []


async def test_a_division_says_for_how_long_seats_are_kept(api, clock, convener, people):
    said = Rule("release_hours", STREET, 48, since_on=clock.now.date(), basis="街道协商办法")
    await ruling.set_as_operator(RULES, said, now=clock.now)
    id_ = await announced(api, convener, parties=RIDERS, seats=3)
    assert (await answer(api, people[0], id_)).json()["ahead"] == 0
    clock.now = STARTS - timedelta(hours=48)
    await release_seats(Settings(), clock.now)
    assert await place(api, later_on(people[0], clock), id_) is None


async def test_more_seats_are_given_to_who_waits_and_nobody_else_is_told(
    api, clock, convener, people
):
    one, two, *_ = people
    id_ = await announced(api, convener, form="council", parties=[], seats=1)
    await answer(api, one, id_)
    await answer(api, two, id_)
    more = {"form": "council", "parties": [], "seats": 2}
    changed = await put(api, convener, UUID(id_), based_on=2, **more)
    assert changed.status_code == 200, changed.text
    assert await place(api, two, id_) is None
    assert await told(api, clock, two) == [("consultation.promoted", False)]
    assert [x["kind"] for x in (await inbox(api, one))["notices"]] == ["consultation.announced"]
    fewer = await put(api, convener, UUID(id_), based_on=3, **more | {"seats": 1})
    assert (fewer.json()["code"], fewer.json()["facts"]["held"]) == ("seats_held", 2)
    none = await put(api, convener, UUID(id_), based_on=3, **more | {"seats": None})
    assert none.json()["facts"] == {"field": "seats", "rule": "told_stays"}
    few = await put(api, convener, parties=RIDERS, seats=2)
    assert few.json()["facts"] == {"field": "seats"}, "fewer than are kept"


async def test_who_waits_is_told_what_changes_but_reminded_of_nothing(api, clock, convener, people):
    one, two, *_ = people
    id_ = await announced(api, convener, form="council", parties=[], seats=1)
    await answer(api, one, id_)
    await answer(api, two, id_)
    path = (await api.post("/api/me/calendar", headers=two.headers)).json()["path"]
    assert icalendar.Calendar.from_ical((await api.get(path)).content).walk("VEVENT") == []
    await expanding.expand_due(now=clock.now)
    await put(
        *(api, convener, UUID(id_)),
        based_on=2,
        form="council",
        parties=[],
        seats=1,
        place={"words": "社区活动室"},
    )
    clock.now = STARTS - timedelta(hours=1)
    await expanding.expand_due(now=clock.now)
    heard = [(await inbox(api, later_on(who, clock)))["notices"] for who in (one, two)]
    kinds = [{one["kind"].removeprefix("consultation.") for one in told} for told in heard]
    assert kinds == [{"announced", "changed", "reminder"}, {"announced", "changed"}]


async def test_the_seat_of_who_closes_their_account_is_given_on(api, clock, convener, people):
    one, two, *_ = people
    id_ = await announced(api, convener, form="council", parties=[], seats=1)
    await answer(api, one, id_)
    await answer(api, two, id_)
    async with atomic():
        await PERSONAL.erase(one.account, clock.now)
    assert await place(api, two, id_) is None
    assert await told(api, clock, two) == [("consultation.promoted", False)]


async def test_nobody_is_given_a_seat_once_it_has_begun_and_whoever_is_there_signs_in(
    api, clock, convener, people
):
    one, two, *_ = people
    id_ = await announced(api, convener, form="council", parties=[], seats=1)
    await answer(api, one, id_)
    await answer(api, two, id_)
    clock.now = STARTS
    await run("DELETE FROM consultation_answer WHERE account = {}", one.account)
    await release_seats(Settings(), clock.now)
    waits, convener = later_on(two, clock), later_on(convener, clock)
    assert await place(api, waits, id_) == 0
    room = f"/api/desk/consultations/{id_}/code"
    code = (await api.get(room, headers=convener.headers)).json()["code"]
    there = await api.put(
        f"/api/consultations/{id_}/presence", json={"code": code}, headers=waits.headers
    )
    assert there.status_code == 200, there.text


async def test_a_meeting_without_a_number_of_seats_has_room_for_everybody(api, convener, people):
    id_ = await announced(api, convener)
    for who in people:
        assert (await answer(api, who, id_, people=20)).json()["ahead"] is None
    assert await seats(api, id_) is None
    rows = await run("SELECT turn, seated_at, party FROM consultation_answer")
    assert {(one["turn"], one["seated_at"], one["party"]) for one in rows} == {(None, None, "")}


_COMERS = st.lists(
    st.tuples(st.integers(1, 5), st.sampled_from(["", "riders", "street"])), max_size=12
)


@given(_COMERS, st.integers(1, 20), st.integers(0, 8), st.integers(0, 3))
def test_never_more_sit_than_there_are_seats_and_parties_keep_theirs(said, all_, riders, street):
    kept = {"riders": min(riders, all_), "street": min(street, all_ - min(riders, all_))}
    waiting = [Comer(at, people, party) for at, (people, party) in enumerate(said)]
    seated = next_seated(waiting, all_, kept, {})
    taken = {
        party: sum(one.people for one in seated if one.party == party)
        for party in ("", "riders", "street")
    }
    assert sum(taken.values()) <= all_
    for party, number in kept.items():
        assert taken[party] + free(all_, kept, taken, party) >= number, "the others have theirs"
    # Nobody who would fit waits, and nobody is seated twice.
    for one in waiting:
        assert one in seated or one.people > free(all_, kept, taken, one.party)
    assert seated == sorted(seated, key=lambda one: one.id)
