"""What is in the ledger stays as it is, whatever statement somebody tries, by whatever program."""

# ruff: noqa: S608  # names of ours

import sqlite3

import asyncpg
import pytest
from tests.ledger.makers import serve

from xiangyi.core.db import is_postgres, run

REFUSED = (sqlite3.IntegrityError, asyncpg.RaiseError, asyncpg.FeatureNotSupportedError)
TABLES = ("account", "holder", "posting", "opening", "entry", "tile", "checkpoint")
#: Something of each row that a thief would like to be otherwise.
WISHES = {
    "account": ("balance = -1", "kind = 'issue'", "seq = 0"),
    "holder": ("kind = 'redeemable'", "organisation = NULL"),
    "posting": ("posted_at = '2020-01-01 00:00:00+00:00'",),
    "opening": ("about = 'shift/2'",),
    "entry": ("minutes = 9000", "hash = previous", "seq = 7", "posted_at = posted_at"),
    "tile": ("last_entry = 0",),
    "checkpoint": ("size = 0", "signed = ''"),
}
#: Each key by which another row can mean one that is there.
KEYS = {
    "account": ("id",),
    "holder": ("ledger_account", "account, kind", "organisation"),
    "posting": ("id",),
    "opening": ("posting",),
    "entry": ("id", "hash", "posting, account", "account, seq"),
    "tile": ("id", "level, number"),
    "checkpoint": ("size",),
}
COLUMNS = {
    "account": "id, kind, seq, head, balance",
    "holder": "ledger_account, kind, account, organisation",
    "posting": "id, posted_at",
    "opening": "posting, salt, about",
    "entry": "id, posting, account, seq, minutes, kind, service_class, posted_at, commitment,"
    " previous, hash",
    "tile": "id, level, number, last_entry, hashes, root",
    "checkpoint": "size, root, last_entry, signed_at, signed",
}


@pytest.fixture
async def filled(volunteer, office):
    """A row in each table at least."""
    await serve(volunteer, office, 60, 30, 90)
    await run(
        "INSERT INTO ledger_tile (level, number, last_entry, hashes, root)"
        " VALUES (0, 0, 1, {}, {})",
        *(b"1", b"2"),
    )
    await run(
        "INSERT INTO ledger_checkpoint (size, root, last_entry, signed_at, signed)"
        " VALUES (1, {}, 1, '2026-11-23 08:00:00+00:00', 'x')",
        b"1",
    )


async def everything():
    return [await run(f"SELECT * FROM ledger_{name} ORDER BY 1") for name in TABLES]


def changes(table):
    yield from (f"UPDATE ledger_{table} SET {wish}" for wish in WISHES[table])
    yield f"DELETE FROM ledger_{table}"
    if table == "holder":
        yield from (f"DELETE FROM ledger_holder WHERE account IS {one}NULL" for one in ("", "NOT "))
    columns = COLUMNS[table]
    if is_postgres():
        first = columns.partition(",")[0]
        yield f"TRUNCATE ledger_{table} CASCADE"
        yield (
            f"INSERT INTO ledger_{table} ({columns}) SELECT {columns} FROM ledger_{table}"
            f" ON CONFLICT ({first}) DO UPDATE SET {WISHES[table][0]}"
        )
        yield (
            f"MERGE INTO ledger_{table} AS old USING ledger_{table} AS one"
            f" ON old.{first} = one.{first} WHEN MATCHED THEN UPDATE SET {WISHES[table][0]}"
        )
        return
    yield from (f"UPDATE OR REPLACE ledger_{table} SET {wish}" for wish in WISHES[table])
    for key in KEYS[table]:
        same = key.split(", ")
        # All else is another's, so that only this key meets the row that is there.
        told = ", ".join(
            name if name in same else OTHERWISE.get((table, name), name)
            for name in columns.split(", ")
        )
        where = " AND ".join(f"{name} IS NOT NULL" for name in same)
        for how in ("INSERT OR REPLACE", "REPLACE"):
            yield (
                f"{how} INTO ledger_{table} ({columns}) SELECT {told} FROM ledger_{table}"
                f" WHERE {where} LIMIT 1"
            )


OTHERWISE = {
    ("entry", "id"): "NULL",
    ("entry", "hash"): "randomblob(32)",
    ("entry", "seq"): "99",
    ("entry", "posting"): "hex(randomblob(16))",
    ("entry", "account"): "hex(randomblob(16))",
    ("holder", "ledger_account"): "hex(randomblob(16))",
    ("holder", "account"): "NULL",
    ("holder", "organisation"): "NULL",
    ("tile", "id"): "NULL",
    ("tile", "number"): "99",
}


@pytest.mark.parametrize("table", TABLES)
async def test_no_statement_changes_or_removes_what_stands_there(filled, table):
    before = await everything()
    for change in changes(table):
        with pytest.raises(REFUSED, match="stays as it is"):
            await run(change)
        assert await everything() == before, change


@pytest.mark.parametrize("table", TABLES)
async def test_no_other_program_does_so_either(filled, db, table):
    """One that has `recursive_triggers` off, as SQLite itself has, and foreign keys too."""
    if is_postgres():
        pytest.skip("PostgreSQL's triggers ask nobody who it is")
    before = await everything()
    theirs = sqlite3.connect(db.path, isolation_level=None)
    try:
        for change in changes(table):
            with pytest.raises(sqlite3.IntegrityError, match="stays as it is"):
                theirs.execute(change)
    finally:
        theirs.close()
    assert await everything() == before
