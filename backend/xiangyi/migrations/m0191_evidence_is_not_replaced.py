"""Nobody replaces what m0172 and m0011 keep: SQLite's own way around them, as m0053 says."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-26T12:00:00:000191"
VERSION = "1.38.0"
DESCRIPTION = "evidence is not replaced"

#: By table: its keys, any of which an INSERT OR REPLACE could mean; of some only among rows that
#: stand.
_KEYS = {
    "shift_scan": ("id", "shift, account, phase, step"),
    "activity_revision": ("id", "activity, number"),
    "role_grant": ("id", "account, role, scope_kind, scope_id"),
    "audit_entry": ("id",),
}
_STANDING = {
    ("role_grant", "account, role, scope_kind, scope_id"): (
        " AND withdrawn_at IS NULL AND NEW.withdrawn_at IS NULL"
    )
}


def _is_there(table: str, key: str) -> str:
    same = " AND ".join(f"{column} = NEW.{column}" for column in key.split(", "))
    return f"EXISTS (SELECT 1 FROM {table} WHERE {same}{_STANDING.get((table, key), '')})"


async def create() -> None:
    if is_postgres():
        return
    for table, keys in _KEYS.items():
        there = " OR ".join(_is_there(table, key) for key in keys)
        await run(
            f"CREATE TRIGGER {table}_is_new BEFORE INSERT ON {table} WHEN {there}"
            f" BEGIN SELECT RAISE(ABORT, '{table} stays as it is'); END"
        )


async def drop() -> None:
    for table in () if is_postgres() else _KEYS:
        await run(f"DROP TRIGGER {table}_is_new")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
