"""However many vouchers were ever used, a month is found without reading them all."""

import re

import pytest
from tests.benefits.makers import taken, used
from tests.reconciliation.makers import dispute, get, path_of

from xiangyi.core.db import run

ASKED = (path_of("2026-11"), f"{path_of('2026-11')}/statement.csv", "desk/statements")
#: What has just been found: the month's own lines, and a division's own providers.
FEW = re.compile(r"SCAN (below|e\b|\(subquery|around|rule)")


@pytest.fixture
def database_url(sqlite_template, tmp_path):
    """Only SQLite: PostgreSQL goes by how many rows there are, and here are few."""
    (tmp_path / "xiangyi.sqlite").write_bytes(sqlite_template.read_bytes())
    return ""


@pytest.mark.parametrize("path", ASKED)
async def test_what_grows_is_looked_up(api, db, clock, partner, county, volunteer, benefit, path):
    use = await used(api, clock, partner, await taken(api, clock, volunteer, benefit))
    said = await dispute(api, clock, partner, use["id"])
    assert said.status_code == 200, said.text
    asked: set[str] = set()
    for one in (db._writer, *db._readers):  # noqa: SLF001  # to see what is asked
        one.raw.set_trace_callback(asked.add)
    for who in (partner, county):
        answer = await get(api, clock, who, path)
        assert answer.status_code == 200, answer.text
    for one in (db._writer, *db._readers):  # noqa: SLF001  # as above
        one.raw.set_trace_callback(None)
    about = [one for one in asked if "voucher_use" in one or "statement_dispute" in one]
    assert about
    for statement in about:
        plan = [str(row["detail"]) for row in await run(f"EXPLAIN QUERY PLAN {statement}")]
        read_through = [one for one in plan if one.startswith("SCAN") and not FEW.match(one)]
        assert read_through == [], (plan, statement)
