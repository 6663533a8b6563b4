"""Each test finds the database that others had as if it were newly made."""

import asyncpg
import pytest
from tests.databases import UsedAgain, on_server


@pytest.fixture
async def used(postgres_server, postgres_template):
    database = UsedAgain(postgres_server, postgres_template, "one_for_all")
    await database.ready()
    yield database
    await database.close()
    await on_server(postgres_server, "DROP DATABASE one_for_all WITH (FORCE)")


async def told(used, statement):
    connection = await asyncpg.connect(used.url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


NUMBER = "SELECT oid::int FROM pg_database WHERE datname = current_database()"
COUNT = "SELECT nextval('tally_id_seq')::int"


async def test_rows_are_gone_and_counting_begins_again(used):
    number = await told(used, NUMBER)
    await told(used, "INSERT INTO special_day_revision (id, revision) VALUES (1, 1)")
    assert (await told(used, COUNT), await told(used, COUNT)) == (1, 2)
    await used.leave()
    await used.ready()
    assert await told(used, "SELECT count(*) FROM special_day_revision") == 0
    assert await told(used, COUNT) == 1
    assert await told(used, NUMBER) == number


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE special_day ALTER COLUMN name_zh SET DEFAULT '?'",
        "ALTER TABLE special_day RENAME TO put_away",
        "CREATE TABLE more (x int)",
        "DROP TRIGGER audit_entry_stays_truncate ON audit_entry",
        "UPDATE family SET position = position + 1",
        "DROP SCHEMA public CASCADE",
        (
            "CREATE OR REPLACE FUNCTION stays_as_it_is() RETURNS trigger LANGUAGE plpgsql AS"
            " 'BEGIN RETURN NEW; END'"
        ),
        (
            "INSERT INTO tally (key, since, seconds, times)"
            " SELECT 'x', n, 1, 1 FROM generate_series(1, 5000) AS n"
        ),
    ],
)
async def test_one_that_was_changed_more_than_that_is_made_again(used, change):
    number = await told(used, NUMBER)
    await told(used, change)
    await used.leave()
    await used.ready()
    assert await told(used, NUMBER) != number
