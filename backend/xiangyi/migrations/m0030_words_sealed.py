"""Words about persons lie sealed; and what was given as a reason stays as it was said.

They are sealed with the deployment's keys where it has some. Where it has none, they go: what
cannot be sealed is not kept. Their old bytes are overwritten the next time anybody is erased.
"""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core import keys
from xiangyi.core.db import is_postgres, run
from xiangyi.core.sealing import seal

ID = "2026-11-26T03:00:00:000030"
VERSION = "1.38.0"
DESCRIPTION = "words sealed"

#: Table, primary key, whom it is sealed for, the plain column, the sealed one, and as what.
_WORDS = (
    ("role_grant", "id", "id", "why", "reason", "grant_reason"),
    ("role_grant", "id", "id", "withdrawn_why", "withdrawn_reason", "withdrawal_reason"),
    ("report", "id", "key", "note", "words", "report_words"),
    ("report_answer", "report", "report", "words", "answer", "report_answer"),
)
#: What a role's end was once said to be, where nobody gave a reason.
_NO_REASON = "erased"
#: Only sealing anew with another key, as `xiangyi keys rotate` does, leaves the words the same.
_CHANGED = (
    "NEW.id <> OLD.id OR NEW.entry <> OLD.entry OR {about}"
    " OR substr(NEW.words, 1, 4) = substr(OLD.words, 1, 4)"
)


async def seal_words() -> None:
    if not keys.are_in_use():
        return
    for table, key, owner, plain, sealed, field in _WORDS:
        rows: list[dict[str, Any]] = await run(
            f'SELECT "{key}" AS id, "{owner}" AS owner, "{plain}" AS words FROM {table}'  # noqa: S608  # names of ours
            f' WHERE "{plain}" NOT IN ({{}}, {{}}) AND "{owner}" IS NOT NULL',
            *("", _NO_REASON),
        )
        for row in rows:
            await run(
                f'UPDATE {table} SET "{sealed}" = {{}} WHERE "{key}" = {{}}',  # noqa: S608  # the same
                *(seal(row["words"], owner=row["owner"], field=field), row["id"]),
            )


async def let_reasons_stay() -> None:
    if is_postgres():
        changed = _CHANGED.format(about="NEW.about IS DISTINCT FROM OLD.about")
        await run(
            "CREATE TRIGGER audit_reason_stays_update BEFORE UPDATE ON audit_reason"
            f" FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION stays_as_it_is()"
        )
        return
    stays = "BEGIN SELECT RAISE(ABORT, 'audit_reason stays as it is'); END"
    changed = _CHANGED.format(about="NEW.about IS NOT OLD.about")
    await run(
        "CREATE TRIGGER audit_reason_stays_update BEFORE UPDATE ON audit_reason"
        f" WHEN {changed} {stays}"
    )
    # REPLACE would take the one that is there away, and tell no trigger of it.
    await run(
        "CREATE TRIGGER audit_reason_stays_insert BEFORE INSERT ON audit_reason"
        " WHEN EXISTS (SELECT 1 FROM audit_reason WHERE entry = NEW.entry OR id = NEW.id)"
        f" {stays}"
    )


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(seal_words)
    manager.add_raw(let_reasons_stay)
    classes = {"role_grant": "RoleGrant", "report": "Report", "report_answer": "ReportAnswer"}
    for table, _, _, plain, _, _ in _WORDS:
        manager.drop_column(
            table_class_name=classes[table],
            tablename=table,
            column_name=plain,
            db_column_name=plain,
            schema=None,
        )
    return manager
