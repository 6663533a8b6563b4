"""Words that lay open in an older database are sealed as it is brought up to date."""

from uuid import UUID, uuid4

import pytest
from tests.people import signed_in
from tests.stations.makers import NOW, facts, make_divisions, make_stations

from xiangyi.core import key_files, keys
from xiangyi.core.db import is_postgres, run
from xiangyi.core.sealing import unseal
from xiangyi.features.identity.service import grants
from xiangyi.features.stations.service import words
from xiangyi.migrations import m0030_words_sealed as step
from xiangyi.serving import database

#: Each plain column as it was.
PLAIN = (
    ("role_grant", "why", "reason"),
    ("role_grant", "withdrawn_why", "withdrawn_reason"),
    ("report", "note", "words"),
    ("report_answer", "words", "answer"),
)
KEY = UUID("0a5e0000-0000-4000-8000-000000000001")


@pytest.fixture
async def older(db):
    """A database of the version before, with something in each of the columns."""
    await make_divisions()
    [station] = await make_stations(facts("1"))
    account = (await signed_in("13800000001", now=NOW)).account
    for table, plain, _ in PLAIN:
        await run(f"ALTER TABLE {table} ADD COLUMN {plain} VARCHAR(200) DEFAULT '' NOT NULL")
    await run(
        "INSERT INTO role_grant (id, account, role, scope_kind, scope_id, why, withdrawn_why,"
        " granted_at) VALUES ({}, {}, 'clerk', 'division', 'x', '接替小明', '小明回来了', {})",
        *(KEY, account, NOW),
    )
    await run(
        "INSERT INTO role_grant (id, account, role, scope_kind, scope_id, withdrawn_why,"
        " granted_at) VALUES ({}, {}, 'clerk', 'division', 'y', 'erased', {})",
        *(uuid4(), account, NOW),
    )
    rows = await run(
        "INSERT INTO report (station, kind, reported_at, key, note)"
        " VALUES ({}, 'gone', {}, {}, '小明说没了') RETURNING id",
        *(station, NOW, KEY),
    )
    report = rows[0]["id"]
    await run(
        "INSERT INTO report_answer (report, kind, answered_at, account, words)"
        " VALUES ({}, 'seen', {}, {}, '谢谢小明')",
        *(report, NOW, account),
    )
    trigger = "DROP TRIGGER audit_reason_stays_update"
    await run(f"{trigger} ON audit_reason" if is_postgres() else trigger)
    if not is_postgres():
        await run("DROP TRIGGER audit_reason_stays_insert")
    await run("DELETE FROM migration WHERE name = {}", step.ID)
    return report


@pytest.fixture
def bring_up_to_date(settings, monkeypatch):
    """As a process does that has just started, with the keys that lie in its place."""

    async def one(*, with_keys):
        if with_keys:
            key_files.write(keys.in_use(), settings.keys_dir / key_files.FILE)
        monkeypatch.setattr(keys, "_ring", None)
        assert await database.bring_up_to_date(settings) == [step.ID]

    return one


async def left():
    return [
        row[sealed] and bytes(row[sealed])
        for table, _, sealed in PLAIN
        for row in await run(f"SELECT {sealed} FROM {table} ORDER BY {sealed} IS NULL")  # noqa: S608  # ours
    ]


async def test_each_is_sealed_for_whom_it_would_be_today(older, bring_up_to_date):
    await bring_up_to_date(with_keys=True)
    reason, none, ended, erased, reported, answered = await left()
    assert (none, erased) == (None, None)
    assert unseal(reason, owner=KEY, field=grants.REASON) == "接替小明"
    assert unseal(ended, owner=KEY, field=grants.WITHDRAWAL) == "小明回来了"
    assert unseal(reported, owner=KEY, field=words.REPORT) == "小明说没了"
    assert unseal(answered, owner=older, field=words.ANSWER) == "谢谢小明"
    for table, plain, _ in PLAIN:
        [row] = await run(f"SELECT * FROM {table} LIMIT 1")  # noqa: S608  # ours
        assert plain not in row, table


async def test_without_keys_nothing_is_kept_that_cannot_be_sealed(older, bring_up_to_date):
    await bring_up_to_date(with_keys=False)
    assert set(await left()) == {None}
