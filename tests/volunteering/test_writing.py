"""What may stand in an activity, and what is refused by its name."""

from uuid import uuid4

import pytest
from tests.people import ground, signed_in
from tests.volunteering.makers import (
    CONVENER,
    LEAD,
    STARTS,
    approved,
    facts,
    later,
    put,
    shift,
    shift_of,
)


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def lead(clock):
    return await signed_in("13800000081", LEAD, now=clock.now)


@pytest.fixture
async def second(clock):
    return await signed_in("13800000082", CONVENER, now=clock.now)


async def test_nobody_takes_the_shift_of_another_activity_for_theirs(api, lead, second):
    desk = await approved(api, lead, second)
    stolen = await put(api, lead, shifts=[shift(id=shift_of(desk))])
    assert stolen.json()["facts"]["field"] == "shifts.id"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "扫\u202e地"}, "title"),
        ({"place": {}}, "place.words"),
        ({"place": {"words": "广场", "lon": 112.9}}, "place.lon"),
        ({"place": {"station": "no_such"}}, "place.station"),
        ({"phone": "请打门口"}, "phone"),
        ({"division": "nbs:1"}, "division"),
        ({"organisation": str(uuid4())}, "organisation"),
        ({"opensAt": STARTS.isoformat()}, "opensAt"),
        ({"opensAt": "0001-01-01T00:00:00+14:00"}, "opensAt"),
        ({"shifts": [shift(startsAt="0001-01-01T00:00:00+14:00")]}, "shifts.startsAt"),
        ({"shifts": [shift(endsAt="9999-12-31T23:59:59-12:00")]}, "shifts.endsAt"),
        ({"shifts": [shift(endsAt=STARTS.isoformat())]}, "shifts.endsAt"),
        ({"shifts": [shift(breakMinutes=180)]}, "shifts.breakMinutes"),
        ({"shifts": [shift(reserved=3)]}, "shifts.reserved"),
        ({"shifts": [shift(), later(hours=2)]}, "shifts.lead"),
    ],
)
async def test_what_cannot_be_is_refused_by_its_name(api, lead, changes, field):
    refused = await put(api, lead, **changes)
    assert (refused.status_code, refused.json()["code"]) == (422, "activity_unusable")
    assert refused.json()["facts"]["field"] == field


async def test_the_same_again_changes_nothing_and_older_words_do_not_overwrite(api, lead):
    id_, told_ = uuid4(), facts()
    for based_on in (0, 0, 1):
        answer = await put(api, lead, id_, based_on=based_on, told=told_)
        assert answer.json()["revision"] == 1, answer.text
    await put(api, lead, id_, based_on=1, told=told_ | {"title": "扫雪"})
    stale = await put(api, lead, id_, based_on=1, told=told_ | {"title": "扫地"})
    assert (stale.json()["code"], stale.json()["facts"]) == (
        "activity_changed_meanwhile",
        {"revision": 2},
    )


async def test_a_time_without_a_zone_is_none(api, lead):
    naive = await put(api, lead, shifts=[shift(startsAt="2026-11-28T09:00:00")])
    assert naive.status_code == 400
