"""However much an organisation has recorded in a year, its table has all of it."""

import csv
from io import StringIO
from uuid import UUID

import pytest
from tests.people import OFFICE, ground
from tests.records.makers import union
from tests.volunteering.hours import a_lead, a_volunteer, an_activity, at, headers

from xiangyi.core.db import run

#: More than are looked up at once.
MANY = 5_005
_IDS = (
    "WITH RECURSIVE n(i) AS (SELECT {} UNION ALL SELECT i + 1 FROM n WHERE i < {}),"
    " told AS (SELECT printf('00000000-0000-4000-8000-%012x', i) AS id FROM n)"
)
_POSTINGS = f"{_IDS} INSERT INTO ledger_posting (id, posted_at) SELECT id, {{}} FROM told"  # noqa: S608  # ours
_STAYS = (
    f"{_IDS} INSERT INTO shift_presence (id, shift, account, day, came_at, came_on_time, left_at,"  # noqa: S608  # ours
    " left_on_time, state, minutes, service_class, counted_at)"
    " SELECT id, {}, {}, {}, {}, TRUE, {}, TRUE, 'counted', 1, 'verified', {} FROM told"
)


@pytest.fixture
def database_url(sqlite_template, tmp_path):
    """Only SQLite: it is the same question on both, and so many take a while."""
    (tmp_path / "xiangyi.sqlite").write_bytes(sqlite_template.read_bytes())
    return ""


async def stay(shift: UUID, account: UUID, first: int, last: int) -> None:
    """Some stays of a minute, each with the posting that it rests on."""
    await run(_POSTINGS, first, last, at(2))
    await run(_STAYS, first, last, shift, account, at(0).date(), at(0), at(1), at(2))


async def test_a_year_of_an_organisation_is_whole_and_the_latest_first(db, api, clock):
    await ground()
    await union()
    lead = await a_lead(clock)
    [crowded] = await an_activity(lead, now=clock.now, shifts=[(0, 180)])
    [later] = await an_activity(lead, now=clock.now, title="后一场", shifts=[(400, 500)])
    who = await a_volunteer(clock, "13812340001", crowded)
    await stay(crowded, who.account, 1, MANY)
    await stay(later, who.account, MANY + 1, MANY + 1)
    clock.now = at(800)
    table = f"/api/desk/organisations/{OFFICE}/record.csv?since=2026-01-01"
    answer = await api.get(table, headers=headers(lead, clock))
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [len(rows), len({row["编号"] for row in rows})] == [MANY + 1] * 2
    assert rows[0]["名称"] == "后一场"
