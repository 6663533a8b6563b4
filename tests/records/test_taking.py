"""Minutes that were not served are taken by two, told to whose they were, and may be disputed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.people import ground
from tests.records.makers import answer, disputed, expect_whole, put, union
from tests.volunteering.hours import headers, minutes_of

from xiangyi.features.notifications.service import expanding


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()
    await union()


async def good_record(api, clock, who) -> bool:
    told = (await api.get("/api/me/standing", headers=headers(who, clock))).json()
    return told["goodRecord"]


async def told(api, clock, who) -> set[str]:
    """The kinds of what they were told."""
    await expanding.expand_due(now=clock.now)
    inbox = (await api.get("/api/me/notices", headers=headers(who, clock))).json()["notices"]
    return {one["kind"] for one in inbox}


async def taken(api, clock, county, stranger, line, minutes, *, false_presence, yes=True):
    id_ = uuid4()
    said = {"line": line, "minutes": minutes, "falsePresence": false_presence, "why": "没见到人"}
    assert (await put(api, clock, county, f"record-takings/{id_}", **said)).status_code == 200
    [todo] = (await api.get("/api/desk/hours", headers=headers(stranger, clock))).json()["items"]
    assert (todo["kind"], todo["falsePresence"]) == ("taking", false_presence)
    said = {"yes": True} if yes else {"yes": False, "why": "点名册上有他"}
    done = await put(api, clock, stranger, f"service-claims/{id_}/decision", **said)
    assert done.status_code == 200, done.text


async def test_who_was_not_there_loses_the_minutes_and_the_good_record_and_is_told(
    api, clock, stranger, county, volunteer, line
):
    await taken(api, clock, county, stranger, line, 150, false_presence=True)
    assert await minutes_of(api, clock, volunteer) == {"service": 0, "redeemable": 0}
    assert not await good_record(api, clock, volunteer)
    assert await told(api, clock, volunteer) == {"record.doubted", "record.taken_absent"}
    [claim] = (await api.get("/api/me/service-claims", headers=headers(volunteer, clock))).json()[
        "claims"
    ]
    assert (claim["minutes"], claim["falsePresence"], claim["evidence"]) == (-150, True, "没见到人")
    await expect_whole()


async def test_a_mistake_spoils_no_good_record(api, clock, stranger, county, volunteer, line):
    await taken(api, clock, county, stranger, line, 30, false_presence=False)
    assert await minutes_of(api, clock, volunteer) == {"service": 120, "redeemable": 120}
    assert await good_record(api, clock, volunteer)
    assert await told(api, clock, volunteer) == {"record.doubted", "record.taken"}


async def test_what_a_second_person_does_not_take_stays_and_is_told(
    api, clock, stranger, county, volunteer, line
):
    await taken(api, clock, county, stranger, line, 150, false_presence=True, yes=False)
    assert await minutes_of(api, clock, volunteer) == {"service": 150, "redeemable": 150}
    assert await good_record(api, clock, volunteer)
    assert await told(api, clock, volunteer) == {"record.doubted", "record.not_taken"}


@pytest.mark.parametrize(("back", "good"), [(100, False), (150, True)])
async def test_who_was_there_after_all_has_it_back(
    api, clock, stranger, county, shift, volunteer, line, back, good
):
    await taken(api, clock, county, stranger, line, 150, false_presence=True)
    clock.now += timedelta(minutes=1)
    id_, asked = await disputed(api, clock, volunteer, shift, line, minutes=back)
    assert asked.status_code == 200, asked.text
    done = await answer(api, clock, county, id_, minutes=back, why="同伴都见到了他")
    assert done.json()["state"] == "agreed", done.text
    [todo] = (await api.get("/api/desk/hours", headers=headers(stranger, clock))).json()["items"]
    path = f"service-claims/{todo['id']}/decision"
    assert (await put(api, clock, stranger, path, yes=True)).status_code == 200
    assert await good_record(api, clock, volunteer) is good
    assert await minutes_of(api, clock, volunteer) == {"service": back, "redeemable": back}
    assert {"record.changed", "record.added"} <= await told(api, clock, volunteer)
    await expect_whole()


async def test_what_was_not_served_is_taken_by_the_county_and_another_organisation_together(
    api, clock, lead, stranger, county, shift, volunteer, line
):
    path = f"record-takings/{uuid4()}"
    said = {"line": line, "minutes": 60, "falsePresence": False, "why": "监控里十点就走了"}
    host = await put(api, clock, lead, path, **said)
    assert host.json()["code"] == "role_missing"
    for _ in range(2):
        assert (await put(api, clock, county, path, **said)).status_code == 200
    more = f"record-takings/{uuid4()}"
    over = await put(api, clock, county, more, **said | {"minutes": 151})
    assert over.json()["facts"] == {"most": 150}
    assert (await put(api, clock, county, more, **said | {"minutes": 100})).status_code == 200
    assert await minutes_of(api, clock, volunteer) == {"service": 150, "redeemable": 150}
    todo = (await api.get("/api/desk/hours", headers=headers(stranger, clock))).json()["items"]
    assert [(one["kind"], one["minutes"]) for one in todo].count(("taking", -60)) == 1
    [first] = [one["id"] for one in todo if one["minutes"] == -60]
    [second] = [one["id"] for one in todo if one["minutes"] == -100]
    own = await put(api, clock, county, f"service-claims/{first}/decision", yes=True)
    assert own.json()["code"] == "role_missing"
    done = await put(api, clock, stranger, f"service-claims/{first}/decision", yes=True)
    assert done.status_code == 200, done.text
    assert await minutes_of(api, clock, volunteer) == {"service": 90, "redeemable": 90}
    gone = await put(api, clock, stranger, f"service-claims/{second}/decision", yes=True)
    assert (gone.json()["code"], gone.json()["facts"]) == ("claim_too_high", {"most": 90})
    asked = {"minutes": 150, "words": "我去了后门"}
    _, objected = await disputed(api, clock, volunteer, shift, line, **asked)
    assert (objected.json()["state"], objected.json()["nowMinutes"]) == ("open", 90)
    await expect_whole()
