"""What an organisation has to record, by when, and where it goes."""

import csv
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import msgspec
import pytest
from tests.people import FURONG, OFFICE, ground, signed_in
from tests.records.makers import put, record, union
from tests.volunteering.hours import (
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
from xiangyi.features.records.service import due, forgetting, syncing
from xiangyi.features.volunteering.tables import ShiftSignup


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()
    await union()


@pytest.fixture
async def lead(clock):
    return await a_lead(clock)


@pytest.fixture
async def shift(clock, lead):
    [id_] = await an_activity(lead, now=clock.now, shifts=[(0, 180)])
    return id_


@pytest.fixture
async def volunteer(clock, shift):
    return await a_volunteer(clock, "13812340001", shift)


async def desk(api, clock, who):
    told = await api.get("/api/desk/records", headers=headers(who, clock))
    assert told.status_code == 200, told.text
    return told.json()["due"]


async def seat_of(person) -> str:
    row = await ShiftSignup.select(ShiftSignup.id).where(ShiftSignup.account == person.account)
    return str(row[0]["id"])


async def told_of(kind: str) -> int:
    [row] = await run("SELECT COUNT(*) AS n FROM campaign WHERE kind = {}", kind)
    return int(str(row["n"]))


async def test_what_is_not_settled_is_due_and_climbs_to_the_county_once_it_is_overdue(
    api, clock, lead, shift, volunteer
):
    seen = await a_volunteer(clock, "13812340002", shift)
    served = await a_volunteer(clock, "13812340003", shift)
    held = HeldRole("supervisor", Scope("division", FURONG))
    county = await signed_in("13800000074", held, now=clock.now)
    await scan(api, clock, volunteer, shift, "in", 0)
    path = f"shifts/{shift}/ticks/{await seat_of(seen)}"
    assert (await put(api, clock, lead, path, there=True)).status_code == 200
    await serve(api, clock, served, shift, 0, 180)
    clock.now = at(24 * 60)
    told = await desk(api, clock, lead)
    assert {(one["kind"], one["dueOn"], one["overdue"]) for one in told} == {
        ("checkout", "2026-12-10", False),
        ("seen", "2026-12-10", False),
    }
    assert await desk(api, clock, county) == [], "the county looks at what is overdue"
    await due.tell_of_overdue(now=clock.now)
    assert await told_of("record.overdue") == 0
    clock.now = at(15 * 24 * 60)
    assert [one["overdue"] for one in await desk(api, clock, county)] == [True, True]
    for _ in range(2):
        await due.tell_of_overdue(now=clock.now)
    assert await told_of("record.overdue") == 1, "of one shift nobody is told twice"
    settled = f"signups/{await seat_of(volunteer)}/settlement"
    not_theirs = await put(api, clock, county, settled, why="没人见过")
    assert not_theirs.json()["code"] == "role_missing"
    for _ in range(2):
        answer = await put(api, clock, lead, settled, why="签到以后没人再见过")
        assert answer.status_code == 200, answer.text
    whole = await put(api, clock, lead, f"signups/{await seat_of(served)}/settlement", why="没来")
    assert whole.json()["code"] == "settled_already"
    assert [one["kind"] for one in await desk(api, clock, lead)] == ["seen"]
    assert await told_of("record.settled") == 1
    appeal = {"shift": str(shift), "kind": "missing", "minutes": 180, "words": "我在后院"}
    asked = await put(api, clock, volunteer, f"record-disputes/{uuid4()}", **appeal)
    assert asked.json()["state"] == "open"


async def test_what_came_late_and_nobody_confirms_is_settled_by_the_host_and_stays_late(
    api, clock, lead, shift, volunteer
):
    clock.now = at(60)
    path = f"shifts/{shift}/ticks/{await seat_of(volunteer)}"
    assert (await put(api, clock, lead, path, there=True)).status_code == 200
    await serve(api, clock, volunteer, shift, 0, 150, late=90)
    clock.now = at(15 * 24 * 60)
    assert [(one["kind"], one["yours"]) for one in await desk(api, clock, lead)] == [("late", True)]
    settled = f"signups/{await seat_of(volunteer)}/settlement"
    assert (await put(api, clock, lead, settled, why="别的单位都不认识他")).status_code == 200
    assert await desk(api, clock, lead) == []
    assert (await told_of("record.unconfirmed"), await told_of("record.settled")) == (1, 0)
    assert await minutes_of(api, clock, volunteer) == {"service": 150}


async def test_a_claim_waits_for_another_organisation_and_troubles_no_host(
    api, clock, lead, shift, volunteer
):
    clock.now = at(200)
    said = {"shift": str(shift), "minutes": 60, "evidence": "合影里有我"}
    claimed = await put(api, clock, volunteer, f"service-claims/{uuid4()}", **said)
    assert claimed.status_code == 200, claimed.text
    clock.now = at(15 * 24 * 60)
    [one] = await desk(api, clock, lead)
    assert (one["kind"], one["overdue"], one["yours"]) == ("claim", True, False)
    await due.tell_of_overdue(now=clock.now)
    assert await told_of("record.overdue") == 0


async def test_a_dispute_that_nobody_answers_in_time_is_the_county_s_too(
    api, clock, lead, shift, volunteer
):
    held = HeldRole("supervisor", Scope("division", FURONG))
    county = await signed_in("13800000074", held, now=clock.now)
    clock.now = at(200)
    id_ = uuid4()
    said = {"shift": str(shift), "kind": "missing", "minutes": 60, "words": "我在后院"}
    assert (await put(api, clock, volunteer, f"record-disputes/{id_}", **said)).status_code == 200
    clock.now = at(15 * 24 * 60)
    for _ in range(2):
        await due.tell_of_overdue(now=clock.now)
    assert await told_of("record.unanswered") == 1
    answer = await put(api, clock, county, f"record-disputes/{id_}/answer", why="点名册上没有")
    assert answer.json()["state"] == "kept"


async def test_a_training_stands_in_the_record_until_its_volunteer_takes_it_out(
    api, clock, lead, shift, volunteer
):
    id_, seat = uuid4(), await seat_of(volunteer)
    said = {"signup": seat, "kind": "training", "words": "=心肺复苏", "minutes": 90}
    said |= {"on": "2026-11-20", "givenBy": "红十字会"}
    path = f"record-entries/{id_}"
    for _ in range(2):
        assert (await put(api, clock, lead, path, **said)).status_code == 200
    taken = await put(api, clock, lead, path, **said | {"minutes": 60})
    assert taken.json()["code"] == "entry_id_taken"
    ahead = await put(api, clock, lead, f"record-entries/{uuid4()}", **said | {"on": "2027-01-01"})
    assert ahead.json()["facts"] == {"field": "on"}
    own = await put(api, clock, volunteer, f"record-entries/{uuid4()}", **said)
    assert own.json()["code"] == "role_missing"
    await serve(api, clock, volunteer, shift, 0, 180)
    [entry] = (await record(api, clock, volunteer))["entries"]
    assert (entry["words"], entry["givenBy"], entry["minutes"]) == ("=心肺复苏", "红十字会", 90)
    answer = await api.get("/api/me/record.csv", headers=headers(volunteer, clock))
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["信息类别"] for row in rows] == ["个人基本信息", "志愿服务情况", "培训情况"]
    assert rows[0]["服务类别"]
    assert rows[0]["服务内容"] == ""
    assert rows[0]["联系方式"].startswith("138"), "each fact has a column of its own"
    assert (rows[1]["联系方式"], rows[1]["时长（分钟）"], rows[1]["时长类别"]) == (
        "",
        "180",
        "现场核验",
    )
    assert not rows[2]["名称"].startswith("="), "no cell runs as a formula"
    table = f"/api/desk/organisations/{OFFICE}/record.csv?since=2026-01-01"
    of_host = await api.get(table, headers=headers(lead, clock))
    [row] = csv.DictReader(StringIO(of_host.content.decode("utf-8-sig")))
    assert row["时长（分钟）"] == "180"
    assert "联系方式" not in row, "those are nobody's but the person's"
    assert (await api.get(table, headers=headers(volunteer, clock))).status_code == 403
    gone = await api.delete(f"/api/{path}", headers=headers(volunteer, clock))
    assert gone.status_code == 204
    assert (await record(api, clock, volunteer))["entries"] == []
    [row] = await run("SELECT words, given_by FROM record_entry")
    assert (row["words"], row["given_by"]) == (None, None)


async def test_only_of_those_who_agreed_lines_go_out_and_answers_come_in(
    api, clock, lead, shift, volunteer
):
    named = await api.patch("/api/me", headers=headers(lead, clock), json={"name": "李卫红"})
    assert named.status_code == 200, named.text
    other = await a_volunteer(clock, "13812340002", shift)
    for who in (volunteer, other):
        await serve(api, clock, who, shift, 0, 180)
    consent = await api.put(
        f"/api/me/consents/{uuid4()}",
        json={"purpose": "national_sync"},
        headers=headers(volunteer, clock),
    )
    assert consent.status_code == 200, consent.text
    files: list[bytes] = []
    sent = await syncing.send(again=False, keep=files.append, now=clock.now)
    assert (sent.lines, sent.waiting) == (1, 1)
    again = await syncing.send(again=True, keep=files.append, now=clock.now)
    assert again.lines == 0, "what was sent is not sent twice"
    [told] = msgspec.json.decode(files[0])["lines"]
    [line] = (await record(api, clock, volunteer))["services"]
    assert (told["负责人"], line["inCharge"]) == ("李卫红", "李**"), "in full to nobody else"
    assert (told["编号"], told["服务时长（分钟）"], line["sync"]) == (line["line"], 180, "sent")
    answers = f"line,state,reason\n{line['line']},rejected,身份证号对不上\n{uuid4()},accepted,\n"
    for _ in range(2):
        counted = await syncing.take_answers(answers.encode(), now=clock.now)
        assert counted == {"rejected": 1, "unknown": 1}
    [line] = (await record(api, clock, volunteer))["services"]
    assert (line["sync"], line["syncReason"]) == ("rejected", "身份证号对不上")
    broken = f"line,state\n{line['line']},accepted\n{line['line']},perhaps\n"
    with pytest.raises(Exception, match="answers_unusable"):
        await syncing.take_answers(broken.encode(), now=clock.now)
    [line] = (await record(api, clock, volunteer))["services"]
    assert line["sync"] == "rejected", "of a broken file nothing is taken in"
    mended = await syncing.send(again=True, keep=files.append, now=clock.now)
    assert mended.lines == 1
    await syncing.take_answers(f"line,state\n{line['line']},accepted\n".encode(), now=clock.now)
    [line] = (await record(api, clock, volunteer))["services"]
    assert line["sync"] == "accepted"
    await forgetting.forget(volunteer.account)
    erased = await syncing.take_answers(answers.encode(), now=clock.now + timedelta(days=1))
    assert erased == {"unknown": 2}, "of whom was erased nothing is kept any more"
