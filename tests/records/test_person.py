"""Who a volunteer is (Order 67, Art 5), as far as they say, in all that is taken out or sent."""

import csv
from io import StringIO
from uuid import uuid4

import msgspec
import pytest
from tests.people import ground
from tests.records.makers import record, union
from tests.volunteering.hours import a_lead, a_volunteer, an_activity, headers, serve

from xiangyi.core.db import run
from xiangyi.features.records.schemas import VERSION, MyRecord
from xiangyi.features.records.service import syncing

SAID = {"name": "王小明", "sex": "female", "skills": "急救、手语"}
#: What each version of the record has; another version where this ever changes.
SHAPES = {
    "xiangyi-record/2": {
        "": "version madeAt person minutes services entries disputes agreed",
        "person": "name sex bornOn idKind idNumber area phone skills serviceKinds",
        "services": "line corrects activity shift kind title about beneficiaries place organisation"
        " inCharge recordedBy startsAt endsAt minutes serviceClass confirmed recordedAt sync"
        " syncReason",
        "entries": "id kind words givenBy minutes on organisation enteredAt",
    }
}


@pytest.fixture
async def volunteer(api, db, clock):
    """Somebody who has served, and agreed that it goes to the national system."""
    await ground()
    await union()
    [shift] = await an_activity(await a_lead(clock), now=clock.now, shifts=[(0, 180)])
    person = await a_volunteer(clock, "13812340001", shift)
    await serve(api, clock, person, shift, 0, 180)
    agreed = await api.put(
        f"/api/me/consents/{uuid4()}",
        json={"purpose": "national_sync"},
        headers=headers(person, clock),
    )
    assert agreed.status_code == 200, agreed.text
    return person


async def say(api, clock, person, **said):
    return await api.patch("/api/me", json=said, headers=headers(person, clock))


async def row_of_csv(api, clock, person):
    answer = await api.get("/api/me/record.csv", headers=headers(person, clock))
    [first, *_] = csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))
    return first


async def sent(clock):
    files: list[bytes] = []
    await syncing.send(again=True, keep=files.append, now=clock.now)
    return msgspec.json.decode(files[0])


async def test_what_they_say_of_their_sex_and_skills_goes_wherever_the_record_goes(
    api, clock, volunteer
):
    told = (await say(api, clock, volunteer, **SAID)).json()
    assert (told["sex"], told["skills"]) == ("female", "急救、手语")
    person = (await record(api, clock, volunteer))["person"]
    assert (person["sex"], person["skills"]) == ("female", "急救、手语")
    row = await row_of_csv(api, clock, volunteer)
    assert (row["性别"], row["专业技能"]) == ("女", "急救、手语")
    file = await sent(clock)
    assert file["version"] == "xiangyi-sync/2"
    assert [(one["性别"], one["专业技能"]) for one in file["lines"]] == [("女", "急救、手语")]
    [kept] = await run("SELECT sex, skills FROM account WHERE id = {}", volunteer.account)
    assert b"female" not in bytes(kept["sex"])
    assert "急救".encode() not in bytes(kept["skills"])


async def test_nobody_needs_to_say_either_and_may_take_it_back(api, clock, volunteer):
    await say(api, clock, volunteer, **SAID)
    back = (await say(api, clock, volunteer, sex=None, skills="")).json()
    assert (back["sex"], back["skills"], back["name"]) == (None, None, "王小明")
    row = await row_of_csv(api, clock, volunteer)
    assert (row["性别"], row["专业技能"], row["姓名"]) == ("", "", "王小明")
    [line] = (await sent(clock))["lines"]
    assert (line["性别"], line["专业技能"]) == (None, None)


@pytest.mark.parametrize("said", [{"sex": "x"}, {"skills": "修" * 61}, {"skills": "修\u0000"}])
async def test_nothing_else_is_taken_for_them(api, clock, volunteer, said):
    assert (await say(api, clock, volunteer, **said)).status_code == 400


async def test_the_shape_of_the_record_is_that_of_its_version(api, clock, volunteer):
    told = await record(api, clock, volunteer)
    assert told["version"] == VERSION
    shape = SHAPES[VERSION]
    assert " ".join(told) == shape[""]
    assert " ".join(told["person"]) == shape["person"]
    assert " ".join(told["services"][0]) == shape["services"]
    described = msgspec.json.schema(MyRecord)["$defs"]
    assert " ".join(described["RecordEntryShown"]["properties"]) == shape["entries"]
    assert msgspec.json.decode(msgspec.json.encode(told), type=MyRecord).version == VERSION
