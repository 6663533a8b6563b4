"""Pages of long lists are found without going through what is not on them; as m0002 says."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T03:00:00:000032"
VERSION = "1.38.0"
DESCRIPTION = "found among many"

_INDEXES = {
    "entries_by_actor": "audit_entry (actor, id)",
    "entries_by_action": "audit_entry (action, id)",
    "entries_by_subject": "audit_entry (subject_id, id)",
    "grants_pending": (
        "role_grant (granted_at, id) WHERE confirmed_at IS NULL AND withdrawn_at IS NULL"
    ),
    "grants_withdrawn": "role_grant (granted_at, id) WHERE withdrawn_at IS NOT NULL",
    "grants_by_role": "role_grant (role, granted_at, id)",
    "grants_by_scope": "role_grant (scope_id, granted_at, id)",
    "members_by_time": "member (organisation, since_at, id) WHERE ended_at IS NULL",
    "kept_by_place": "consent (division, account) WHERE purpose = 'acting_for'",
}


async def create() -> None:
    for name, on in _INDEXES.items():
        await run(f"CREATE INDEX {name} ON {on}")


async def drop() -> None:
    for name in _INDEXES:
        await run(f"DROP INDEX {name}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
