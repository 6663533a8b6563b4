"""However many volunteers there have been, a list reads no table from one end to the other."""

import re

import pytest
from tests.people import OFFICE, SIGNED_IN, cast, ground

from xiangyi.core.db import run

ASKED = (
    "/api/me/ledger",
    "/api/me/presences",
    "/api/me/service-claims",
    "/api/me/signups",
    "/api/me/notices",
    f"/api/organisations/{OFFICE}/service-share",
    "/api/desk/hours",
    "/api/desk/activities",
    "/api/me/documents",
)
#: What SQLite goes through that does not grow: what it has just found itself, and indexes of what
#: waits for somebody.
FEW = re.compile(r"SCAN (below|host|json_each|latest|found|CONSTANT|told USING INDEX stays_to_)")


@pytest.fixture
def database_url(sqlite_template, tmp_path):
    """Only SQLite: PostgreSQL goes by how many rows there are, and here are few."""
    (tmp_path / "xiangyi.sqlite").write_bytes(sqlite_template.read_bytes())
    return ""


@pytest.mark.parametrize("path", ASKED)
async def test_what_grows_is_looked_up(api, db, clock, path):
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
    assert asked
    for statement in asked:
        plan = [str(row["detail"]) for row in await run(f"EXPLAIN QUERY PLAN {statement}")]
        read_through = [one for one in plan if one.startswith("SCAN") and not FEW.match(one)]
        assert read_through == [], statement
