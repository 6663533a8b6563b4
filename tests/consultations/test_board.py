"""The board counts the meetings that the rows have, place by place; anybody reads it."""

import csv
from datetime import date, timedelta
from io import StringIO
from itertools import product
from uuid import uuid4

import pytest
from tests.cases.makers import CITY, COUNTY, NEXT_STREET, OTHER, PROVINCE, STREET, hunan

from xiangyi.core.db import run
from xiangyi.features.consultations.jobs import note_owed
from xiangyi.features.consultations.rules.board import DEFINITIONS
from xiangyi.features.consultations.tables import Consultation, ConsultationRule, MeetingRecord
from xiangyi.features.workdays.rules import CHINA
from xiangyi.settings import Settings

PLACES = (STREET, NEXT_STREET, OTHER)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
async def _meetings(db, clock):
    """Everywhere: known or not yet or never, off or not, over or on or to come, sealed or not."""
    await hunan()
    told = {"known": (-HOUR, -HOUR), "at once": (-HOUR, None), "later": (-HOUR, HOUR), "no": None}
    day = date(2026, 1, 1)
    await ConsultationRule.insert(
        ConsultationRule(
            division=PROVINCE, name="record_days", value=1, since_on=day, basis="省协商办法"
        )
    )
    whens = (-100 * HOUR, -48 * HOUR, -HOUR, 48 * HOUR)
    for place, when, off, (said, at), record in product(
        PLACES, whens, (False, True), told.items(), (None, "open", "sealed")
    ):
        id_ = uuid4()
        announced, send = at or (None, None)
        await Consultation.insert(
            Consultation(
                id=id_,
                form="talk",
                title=f"车停哪儿 {said}",
                division=place,
                starts_at=clock.now + when,
                ends_at=clock.now + when + 2 * HOUR,
                place="街道办二楼",
                phone="13812340126",
                invited="{}",
                state="cancelled" if off else "announced",
                revision=1,
                drafted_by=uuid4(),
                announced_at=announced and clock.now + announced,
                send_at=send and clock.now + send,
                cancelled_at=clock.now - HOUR if off else None,
            )
        )
        if record:
            await MeetingRecord.insert(
                MeetingRecord(
                    consultation=id_, state=record, words="{}", revision=1, written_by=uuid4()
                )
            )

    await note_owed(Settings(), clock.now)


def is_overdue(row, now) -> bool:
    """The working day after it is over: no holiday is near."""
    day = row["ends_at"].astimezone(CHINA).date() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day < now.astimezone(CHINA).date()


async def counted(places, now) -> dict[str, int]:
    """The same numbers, said another way."""
    sealed = {
        row["consultation"]
        for row in await MeetingRecord.select().where(MeetingRecord.state == "sealed")
    }
    opened = {
        row["consultation"]
        for row in await MeetingRecord.select().where(MeetingRecord.state != "draft")
    }
    rows = [
        row
        for row in await Consultation.select()
        if row["division"] in places
        and row["announced_at"] is not None
        and (row["send_at"] or now) <= now
    ]
    held = [row for row in rows if not row["cancelled_at"] and row["ends_at"] <= now]
    return {
        "upcoming": sum(not row["cancelled_at"] and row["ends_at"] > now for row in rows),
        "held": len(held),
        "recorded": sum(row["id"] in sealed for row in held),
        "unrecorded": sum(is_overdue(row, now) and row["id"] not in opened for row in held),
        "cancelled": sum(bool(row["cancelled_at"]) for row in rows),
    }


async def test_every_number_is_what_the_rows_say_in_every_place_and_leads_to_them(api, clock):
    below = {
        None: PLACES,
        CITY: PLACES,
        COUNTY: (STREET, NEXT_STREET),
        STREET: (STREET,),
        OTHER: (OTHER,),
    }
    for division, places in below.items():
        told = await counted(places, clock.now)
        assert all(told.values())
        where = {"division": division} if division else {}
        board = (await api.get("/api/board/meetings", params=where)).json()
        assert {one["name"]: one["value"] for one in board["numbers"]} == told
        for name, number in told.items():
            assert sum(one[name] for one in board["parts"]) == number
            seen, cursor = [], None
            while len(seen) <= number:
                more = where | {"count": name} | ({"cursor": cursor} if cursor else {})
                page = (await api.get("/api/board/meetings/list", params=more)).json()
                seen += page["items"]
                if (cursor := page["next"]) is None:
                    break
            assert len({one["id"] for one in seen}) == len(seen) == number, name
            starts = [one["startsAt"] for one in seen]
            assert starts == sorted(starts, reverse=name != "upcoming")


async def test_its_parts_come_by_their_codes_and_each_number_says_what_it_counts(api):
    board = (await api.get("/api/board/meetings", params={"division": CITY})).json()
    assert [one["division"] for one in board["parts"]] == [COUNTY, OTHER]
    for one in board["numbers"]:
        assert (one["definitionZh"], one["definitionEn"]) == DEFINITIONS[one["name"]]
    unknown = {"division": "nbs:1"}
    assert (await api.get("/api/board/meetings", params=unknown)).status_code == 404
    assert (await api.get("/api/board/meetings/list", params=unknown)).status_code == 404


async def test_the_files_have_every_meeting_that_people_know_of_and_nobody(api, clock):
    read = await api.get("/api/open-data/meetings.json")
    told, rows = read.json(), await run("SELECT drafted_by FROM consultation")
    assert (told["format"], told["licence"]) == ("xiangyi-meetings/1", "CC BY 4.0")
    numbers = await counted(PLACES, clock.now)
    assert told["numbers"] == numbers
    known = numbers["upcoming"] + numbers["held"] + numbers["cancelled"]
    table = await api.get("/api/open-data/meetings.csv")
    lines = list(csv.DictReader(StringIO(table.text.removeprefix("\ufeff"))))
    assert len(lines) == len(told["meetings"]) == known
    states = [line["状态"] for line in lines]
    assert [states.count(one) for one in ("要开", "开过", "取消")] == [
        numbers[name] for name in ("upcoming", "held", "cancelled")
    ]
    secrets = {str(row["drafted_by"]) for row in rows} | {"13812340126", "later", "车停哪儿 no"}
    for secret in secrets:
        assert secret not in read.text
        assert secret not in table.text
