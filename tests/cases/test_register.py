"""A committee's register says of each day what it said on that day, whatever changes later."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from tests.cases.makers import COUNTY, STREET, convener, hunan, moved, office, raised, rider
from tests.people import signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.cases.errors import MatterUnusable
from xiangyi.features.cases.service import registering
from xiangyi.features.cases.service.registering import Admission

TODAY, DAY = date(2026, 11, 23), timedelta(days=1)
MATTER = Admission(
    field="parking",
    title="联系居民商量电动车停放",
    division=COUNTY,
    article=7,
    since_on=date(2026, 11, 1),
    until_on=None,
    basis="协助事项目录 2026 第 12 项",
)
OTHER = replace(MATTER, basis="协助事项目录 2027 第 3 项", since_on=TODAY)


async def rows() -> list[tuple[str, str, str]]:
    found = await run("SELECT since_on, until_on, basis FROM committee_matter ORDER BY id")
    return [(str(one["since_on"]), str(one["until_on"]), str(one["basis"])) for one in found]


async def test_what_a_case_was_given_by_stays_and_the_next_is_given_by_what_holds_now(api, clock):
    await hunan()
    officer, committee = await convener(clock), await office(clock, "committee", STREET)
    await registering.register_as_operator(MATTER, now=clock.now)
    given = []
    for number, told in enumerate((MATTER, OTHER)):
        # Told twice, it is one.
        for _ in range(2):
            await registering.register_as_operator(told, now=clock.now)
        case = await raised(api, await rider(clock, f"1381234012{number}"))
        await moved(api, officer, case["id"], "accept")
        await moved(api, officer, case["id"], "assign", organisation=str(committee))
        given.append(case["id"])
    assert await rows() == [
        ("2026-11-01", "2026-11-22", MATTER.basis),
        ("2026-11-23", "None", OTHER.basis),
    ]
    by = "SELECT m.basis FROM raised_case c JOIN committee_matter m ON m.id = c.matter"
    for case, told in zip(given, (MATTER, OTHER), strict=True):
        [row] = await run(f"{by} WHERE c.id = {{}}", case)
        assert row["basis"] == told.basis
    listed = await api.get("/api/committee-matters", params={"division": STREET})
    assert [one["basis"] for one in listed.json()["items"]] == [OTHER.basis]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (replace(OTHER, since_on=TODAY - DAY), "since"),
        (replace(OTHER, since_on=MATTER.since_on), "since"),
        (replace(MATTER, until_on=TODAY - 2 * DAY), "until"),
    ],
    ids=["from a day that is over", "as if it had been so", "until a day long over"],
)
async def test_what_is_in_force_is_not_changed_for_days_that_are_over(api, clock, told, field):
    await hunan()
    await registering.register_as_operator(MATTER, now=clock.now)
    with pytest.raises(MatterUnusable) as refused:
        await registering.register_as_operator(told, now=clock.now)
    assert refused.value.facts["field"] == field
    assert await rows() == [("2026-11-01", "None", MATTER.basis)]


async def test_it_ends_as_whoever_says_so_today_means_it(api, clock):
    await hunan()
    await registering.register_as_operator(MATTER, now=clock.now)
    # As the command says it, whose first day is today where none is said.
    ended = replace(MATTER, since_on=TODAY, until_on=TODAY + DAY)
    await registering.register_as_operator(ended, now=clock.now)
    assert await rows() == [("2026-11-01", "2026-11-24", MATTER.basis)]
    again = replace(MATTER, since_on=TODAY + 5 * DAY)
    await registering.register_as_operator(again, now=clock.now + 3 * DAY)
    assert [row[:2] for row in await rows()] == [
        ("2026-11-01", "2026-11-24"),
        ("2026-11-28", "None"),
    ]


async def test_whoever_looks_over_the_county_finds_who_was_let_be_asked_what_and_why(api, clock):
    await hunan()
    for told in (MATTER, OTHER, replace(OTHER, until_on=TODAY + DAY)):
        await registering.register_as_operator(told, now=clock.now)
    matters = [str(one["id"]) for one in await run("SELECT id FROM committee_matter ORDER BY id")]
    noted = await run("SELECT * FROM audit_entry WHERE action = 'committee_matter.set' ORDER BY id")
    assert [one["subject_id"] for one in noted] == [matters[0], matters[1], matters[1]]
    assert {(one["actor"], one["division"]) for one in noted} == {(None, COUNTY)}
    assert len({bytes(one["after_hash"]) for one in noted}) == len(noted)
    watcher = await signed_in(
        "13800000093", HeldRole("supervisor", Scope("division", COUNTY)), now=clock.now
    )
    log = await api.get("/api/audit", headers=watcher.headers)
    assert [
        one["why"] for one in log.json()["items"] if one["action"] == "committee_matter.set"
    ] == [OTHER.basis, OTHER.basis, MATTER.basis]


async def test_what_has_not_begun_is_still_said_otherwise(api, clock):
    await hunan()
    for days in (3, 5):
        told = replace(MATTER, since_on=TODAY + days * DAY)
        await registering.register_as_operator(told, now=clock.now)
    assert await rows() == [("2026-11-28", "None", MATTER.basis)]


@pytest.mark.parametrize("column", ["title", "field", "basis", "division", "article", "since_on"])
async def test_nobody_rewrites_it_by_another_door(api, clock, column):
    await hunan()
    await registering.register_as_operator(MATTER, now=clock.now)
    value = {"article": 13, "since_on": TODAY, "division": STREET}.get(column, "meals")
    with pytest.raises(Exception, match="stays as it is"):
        await run(f"UPDATE committee_matter SET {column} = {{}}", value)  # noqa: S608  # our own
    assert (await rows())[0][0] == "2026-11-01"
