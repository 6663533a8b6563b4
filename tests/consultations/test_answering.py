"""People say whether they come, and have it in their calendar."""

from datetime import timedelta

import icalendar
import pytest
import vobject
from tests.consultations.makers import ENDS, STARTS, announced, put
from tests.notifications.makers import inbox, person
from tests.people import STREET, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.identity.adapters import tokens
from xiangyi.features.notifications.service import expanding

LONG = "骑手们，" * 40 + "一起来商量"


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def convener(clock):
    held = HeldRole("convener", Scope("division", STREET))
    return await signed_in("13800000091", held, now=clock.now)


async def answer(api, who, id_, **said):
    return await api.put(f"/api/consultations/{id_}/answer", json=said, headers=who.headers)


def later(person, clock):
    """The same person, once their token has run out and been changed for another."""
    token, _ = tokens.issue(person.account, person.device, now=clock.now)
    return {"Authorization": f"Bearer {token}"}


async def test_the_convener_sees_how_many_come_and_whom_others_send(api, clock, convener):
    one, two, three = [await person(f"1380000000{n}", clock) for n in range(3)]
    id_ = await announced(api, convener)
    await answer(api, one, id_, answer="coming", people=3)
    await answer(api, two, id_, answer="coming")
    await answer(api, two, id_, answer="sending", delegate="李师傅")
    await answer(api, three, id_, answer="not_coming")
    desk = (await api.get(f"/api/desk/consultations/{id_}", headers=convener.headers)).json()
    assert desk["answers"] == {
        "coming": 1,
        "people": 3,
        "sending": 1,
        "notComing": 1,
        "outdated": 0,
        "views": 0,
        "waiting": 0,
    }
    path = f"/api/desk/consultations/{id_}/answers"
    listed = (await api.get(path, headers=convener.headers)).json()["attendees"]
    assert [(one["name"], one["people"]) for one in listed] == [("138****0000", 3), ("李师傅", 1)]
    mine = (await api.get(f"/api/consultations/{id_}", headers=two.headers)).json()["mine"]
    assert (mine["answer"], mine["delegate"]) == ("sending", "李师傅")
    refused = await api.get(path, headers=one.headers)
    assert refused.json()["code"] == "role_missing"


@pytest.mark.parametrize("name", ["小王13812345678", "王师傅 138 1234 5678", "王138-123"])
async def test_whom_somebody_sends_is_told_by_a_name_and_no_number(api, clock, convener, name):
    rider = await person("13800000001", clock)
    id_ = await announced(api, convener)
    refused = await answer(api, rider, id_, answer="sending", delegate=name)
    assert (refused.status_code, refused.json()["code"]) == (422, "number_in_name")
    assert await run("SELECT account FROM consultation_answer") == []
    assert (
        await answer(api, rider, id_, answer="sending", delegate="3号楼王师傅")
    ).status_code == 200


async def test_whom_somebody_sends_is_not_written_openly(api, clock, convener):
    rider = await person("13800000001", clock)
    id_ = await announced(api, convener)
    await answer(api, rider, id_, answer="sending", delegate="李师傅")
    [row] = await run("SELECT delegate FROM consultation_answer")
    assert "李师傅".encode() not in bytes(row["delegate"])


async def test_who_comes_is_reminded_a_day_and_an_hour_before(api, clock, convener):
    comes, other = await person("13800000001", clock), await person("13800000002", clock)
    id_ = await announced(api, convener)
    await answer(api, comes, id_, answer="coming")
    await answer(api, other, id_, answer="not_coming")
    reminded = []
    for before in (timedelta(hours=24), timedelta(minutes=60)):
        clock.now = STARTS - before
        await expanding.expand_due(now=clock.now)
        headers = later(comes, clock)
        notices = (await api.get("/api/me/notices", headers=headers)).json()["notices"]
        reminded.append([one["kind"] for one in notices].count("consultation.reminder"))
    assert reminded == [1, 2]
    notices = (await api.get("/api/me/notices", headers=later(other, clock))).json()["notices"]
    assert [one["kind"] for one in notices] == ["consultation.announced"]


async def test_nobody_answers_once_it_has_begun_or_is_cancelled(api, clock, convener):
    rider = await person("13800000001", clock)
    id_ = await announced(api, convener)
    reason = {"reason": "下雨"}
    path = f"/api/consultations/{id_}/cancellation"
    await api.put(path, json=reason, headers=convener.headers)
    refused = await answer(api, rider, id_, answer="coming")
    assert refused.json()["code"] == "consultation_not_announced"
    id_ = await announced(api, convener)
    clock.now = STARTS
    over = await api.put(
        f"/api/consultations/{id_}/answer", json={"answer": "coming"}, headers=later(rider, clock)
    )
    assert over.json()["code"] == "consultation_over"


async def test_a_calendar_reads_the_file_and_hanzi_are_not_torn(api, clock, convener):
    await person("13800000001", clock)
    id_ = await announced(api, convener, about=LONG)
    got = await api.get(f"/api/consultations/{id_}/calendar.ics")
    assert got.headers["content-type"] == "text/calendar; charset=utf-8"
    for line in got.content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    [event] = icalendar.Calendar.from_ical(got.content).walk("VEVENT")
    assert event["description"] == LONG
    assert event["summary"] == "恳谈会：外卖车停放怎么办"
    assert event.decoded("dtstart") == STARTS
    # The same to a library that shares nothing with the one that wrote it.
    other = vobject.readOne(got.content.decode()).vevent
    assert (other.description.value, other.summary.value) == (LONG, event["summary"])
    assert (other.dtstart.value, other.dtend.value) == (STARTS, ENDS)
    assert other.uid.value == f"{id_}@xiangyi"
    assert other.valarm.trigger.value == -timedelta(hours=1)


async def test_a_feed_has_what_one_goes_to_and_what_of_it_is_cancelled(api, clock, convener):
    rider = await person("13800000001", clock)
    goes, not_ = await announced(api, convener), await announced(api, convener, title="别的")
    await answer(api, rider, goes, answer="coming")
    await answer(api, rider, not_, answer="not_coming")
    path = (await api.post("/api/me/calendar", headers=rider.headers)).json()["path"]
    await put(api, convener, goes, based_on=2, place={"words": "社区活动室"})
    await api.put(
        f"/api/consultations/{goes}/cancellation", json={"reason": "雨"}, headers=convener.headers
    )
    read = await api.get(path)
    assert read.headers["cache-control"] == "private, max-age=900"
    [event] = icalendar.Calendar.from_ical(read.content).walk("VEVENT")
    assert (event["status"], event["uid"]) == ("CANCELLED", f"{goes}@xiangyi")
    assert event["location"] == "社区活动室"
    other = vobject.readOne(read.content.decode())
    [told] = other.vevent_list
    assert (told.status.value, told.uid.value) == ("CANCELLED", event["uid"])
    assert (told.location.value, int(told.sequence.value)) == ("社区活动室", event["sequence"])
    assert (told.dtstart.value, told.dtend.value) == (STARTS, ENDS)
    # Called off, it is the same in a file of its own; and nobody is woken for it.
    file = (await api.get(f"/api/consultations/{goes}/calendar.ics")).content
    [alone] = icalendar.Calendar.from_ical(file).walk("VEVENT")
    single = vobject.readOne(file.decode()).vevent
    for one in (alone["status"], single.status.value):
        assert one == "CANCELLED"
    assert (single.uid.value, single.location.value) == (told.uid.value, alone["location"])
    for one in (told, single):
        assert not hasattr(one, "valarm")
    await api.post("/api/me/calendar", headers=rider.headers)
    assert (await api.get(path)).json()["code"] == "feed_not_found"


async def test_the_list_has_what_is_to_come_and_shows_whose_answer_it_is(api, clock, convener):
    rider = await person("13800000001", clock)
    id_ = await announced(api, convener)
    await answer(api, rider, id_, answer="coming")
    for division in (STREET, "nbs:430102001001", "nbs:430100000000"):
        found = await api.get("/api/consultations", params={"division": division})
        assert [one["id"] for one in found.json()["consultations"]] == [id_]
    elsewhere = await api.get("/api/consultations", params={"division": "nbs:430200000000"})
    assert elsewhere.json()["consultations"] == []
    mine = await api.get("/api/consultations", headers=rider.headers)
    assert mine.json()["consultations"][0]["mine"]["answer"] == "coming"
    assert (await inbox(api, rider))["unread"] == 0


async def test_whoever_has_answered_is_asked_no_more(api, clock, convener):
    rider = await person("13800000001", clock)
    id_ = await announced(api, convener)
    await expanding.expand_due(now=clock.now)
    assert (await inbox(api, rider))["unread"] == 1
    await answer(api, rider, id_, answer="coming")
    assert (await inbox(api, rider))["unread"] == 0
