"""What a meeting owes afterwards: its record in time, and an answer to whoever objects to it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.cases.makers import COUNTY, hunan
from tests.consultations.record_makers import CONVENER, RIDER, again, just_over, move, remark, write
from tests.notifications.makers import inbox
from tests.people import signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.consultations.jobs import note_owed
from xiangyi.features.notifications.service import expanding
from xiangyi.features.organisations.tables import Organisation
from xiangyi.settings import Settings


@pytest.fixture
async def held(db, api, clock):
    await hunan()
    return await just_over(api, clock)


async def worked(clock) -> None:
    """The worker twice: nobody is told twice."""
    for _ in ("once", "and again"):
        await note_owed(Settings(), clock.now)
    await expanding.expand_due(now=clock.now)


async def heard(api, clock, who, kind: str) -> int:
    await worked(clock)
    notices = (await inbox(api, who))["notices"]
    return sum(one["kind"] == f"consultation.{kind}" for one in notices)


async def unrecorded(api) -> int:
    board = (await api.get("/api/board/meetings")).json()
    return {one["name"]: one["value"] for one in board["numbers"]}["unrecorded"]


async def test_who_convened_hears_once_that_the_record_is_due_and_the_board_that_it_is_late(
    api, clock, held
):
    id_, convener, *_ = held
    assert await heard(api, clock, convener, "record_due") == 0
    # Thursday 26 November; ten working days later it is Thursday 10 December.
    clock.now += timedelta(days=13)
    assert await heard(api, clock, await again(clock, CONVENER), "record_due") == 0
    clock.now += timedelta(days=1)
    assert await heard(api, clock, await again(clock, CONVENER), "record_due") == 1
    assert await unrecorded(api) == 0, "the day is not over"
    clock.now += timedelta(days=1)
    convener = await again(clock, CONVENER)
    assert await heard(api, clock, convener, "record_due") == 1
    assert await unrecorded(api) == 1
    listed = await api.get("/api/board/meetings/list", params={"count": "unrecorded"})
    assert [one["id"] for one in listed.json()["items"]] == [id_]
    await write(api, convener, id_)
    assert await unrecorded(api) == 1, "a draft is laid open to nobody"
    assert (await move(api, convener, id_, "opening")).is_success
    assert await unrecorded(api) == 0


async def test_of_a_record_that_was_laid_open_in_time_nobody_is_reminded(api, clock, held):
    id_, convener, *_ = held
    await write(api, convener, id_)
    assert (await move(api, convener, id_, "opening")).is_success
    clock.now += timedelta(days=20)
    assert await heard(api, clock, await again(clock, CONVENER), "record_due") == 0


async def test_an_objection_has_a_day_and_who_watches_hears_once_that_it_is_past(api, clock, held):
    id_, convener, *_ = held
    await write(api, convener, id_)
    await move(api, convener, id_, "opening")
    clock.now += timedelta(days=6)
    convener, rider = await again(clock, CONVENER), await again(clock, RIDER)
    assert (await move(api, convener, id_, "seal")).is_success
    supervisor = await again(
        clock, "13900000008", HeldRole("supervisor", Scope("division", COUNTY))
    )
    key = uuid4()
    said = (await remark(api, rider, id_, "少了我说的。", key=key)).json()
    # Wednesday 2 December, and five working days.
    assert (said["kind"], said["dueOn"]) == ("objection", "2026-12-09")

    async def beside() -> dict[str, int]:
        record = await api.get(f"/api/consultations/{id_}/record")
        told: dict[str, int] = record.json()["objections"]
        return told

    assert await beside() == {"raised": 1, "unanswered": 1}, "everybody reads it"
    clock.now += timedelta(days=7)
    assert await heard(api, clock, await again(clock, "13900000008"), "objection_overdue") == 0
    clock.now += timedelta(days=1)
    supervisor = await again(clock, "13900000008")
    assert await heard(api, clock, supervisor, "objection_overdue") == 1
    answered = await api.put(
        f"/api/desk/consultations/{id_}/record/remarks/{key}/answer",
        json={"taken": False, "words": "记录里有，在第二件事下面。"},
        headers=(await again(clock, CONVENER)).headers,
    )
    assert answered.is_success, answered.text
    assert await beside() == {"raised": 1, "unanswered": 0}


async def test_a_company_reads_nobody_by_name_whatever_it_called_people_to(api, clock, held):
    id_, convener, *_ = held
    guest = {"name": "欧阳建国", "kind": "riders"}
    path = f"/api/desk/consultations/{id_}/guests"
    await api.put(f"{path}/{uuid4()}", json=guest, headers=convener.headers)
    office = uuid4()
    await Organisation.insert(
        Organisation(
            id=office, kind="platform_company", name="某平台", home=COUNTY, changed_at=clock.now
        )
    )
    await run("UPDATE consultation SET organisation = {} WHERE id = {}", office, id_)
    held_by = HeldRole("convener", Scope("organisation", str(office)))
    company = await signed_in("13900000077", held_by, now=clock.now)
    mine = (await api.get(path, headers=convener.headers)).json()["guests"]
    theirs = (await api.get(path, headers=company.headers)).json()["guests"]
    assert "欧阳建国" in {one["name"] for one in mine}
    assert len(theirs) == len(mine)
    assert not {one["name"] for one in theirs} & {one["name"] for one in mine}
    assert "建" not in "".join(one["name"] for one in theirs)
