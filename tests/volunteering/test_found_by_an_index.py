"""However many volunteers there have been, a list reads no table from one end to the other."""

import re

import pytest
from tests.people import OFFICE, SIGNED_IN, cast, ground

from xiangyi.core.db import atomic, run

#: Each with an index without which it would go through what grows.
ASKED = {
    "/api/me/ledger": "one_ledger_account_each",
    "/api/me/presences": "stays_by_coming",
    "/api/me/service-claims": "service_claim_account",
    "/api/me/signups": "signups_by_start",
    "/api/me/notices": "notices_of_an_account",
    "/api/me/documents": "service_document_account",
    f"/api/organisations/{OFFICE}/service-share": "one_issue_account_each",
    "/api/desk/hours": "stays_to_decide",
    "/api/desk/activities": "organisation_home",
    "/api/desk/shifts-led": "shifts_by_end",
}
#: Of these a page comes in the order of an index: to sort somebody's would be to read all of it.
PAGED = ("/api/me/presences", "/api/me/signups", "/api/me/notices")
#: What SQLite goes through that does not grow: what it has just found itself, and indexes of what
#: waits for somebody.
FEW = re.compile(
    r"SCAN (below|under|host|json_each|latest|found|CONSTANT|told USING INDEX stays_to_)"
)


@pytest.fixture
def database_url(sqlite_template, tmp_path):
    """Only SQLite: PostgreSQL goes by how many rows there are, and here are few."""
    (tmp_path / "xiangyi.sqlite").write_bytes(sqlite_template.read_bytes())
    return ""


@pytest.mark.parametrize("path", ASKED)
async def test_what_grows_is_looked_up(api, db, clock, path):
    asked = await statements(api, db, clock, path)
    assert asked
    assert await gone_through(asked, path) == []
    # And were it not, this would say so.
    async with atomic():
        await run(f"DROP INDEX {ASKED[path]}")
        assert await gone_through(asked, path)


async def statements(api, db, clock, path: str) -> set[str]:
    """What is asked of the database, whoever looks."""
    await ground()
    people = await cast(now=clock.now)
    asked: set[str] = set()
    for reader in db._readers:  # noqa: SLF001  # to see what is asked
        reader.raw.set_trace_callback(asked.add)
    for who in SIGNED_IN:
        answer = await api.get(path, headers=people[who].headers)
        assert answer.status_code == 200, answer.text
    for reader in db._readers:  # noqa: SLF001  # as above
        reader.raw.set_trace_callback(None)
    return asked


async def gone_through(asked: set[str], path: str) -> list[str]:
    """Steps of their plans that read more where there is more."""
    found = []
    for statement in asked:
        plan = [str(row["detail"]) for row in await run(f"EXPLAIN QUERY PLAN {statement}")]
        found += [one for one in plan if one.startswith("SCAN") and not FEW.match(one)]
        found += [one for one in plan if "PRIMARY KEY (rowid<" in one]
        if path in PAGED:
            found += [one for one in plan if one == "USE TEMP B-TREE FOR ORDER BY"]
    return found
