"""What has been issued before is counted too; and what is looked up among ever more minutes."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:0000785"
VERSION = "1.38.0"
DESCRIPTION = "found among many minutes"

_FILL = (
    "INSERT INTO ledger_issued (account, service_class, slot, minutes)"
    " SELECT i.account, e.service_class, 0, SUM(e.minutes) FROM ledger_entry e"
    " JOIN ledger_account a ON a.id = e.account AND a.kind = 'service'"
    " JOIN ledger_entry i ON i.posting = e.posting AND i.seq IS NULL"
    " WHERE e.service_class IS NOT NULL GROUP BY i.account, e.service_class"
)
_UNIQUE = {"one_slot_each": "ledger_issued (account, service_class, slot)"}
_INDEXES = {
    "lines_of_an_account": "ledger_entry (account, id)",
    "stays_to_decide": "shift_presence (left_at) WHERE state IN ('host', 'county')",
    "stays_to_confirm": "shift_presence (left_at)"
    " WHERE state = 'counted' AND service_class = 'late' AND confirmed_at IS NULL",
}


async def create() -> None:
    for name, on in _UNIQUE.items():
        await run(f"CREATE UNIQUE INDEX {name} ON {on}")
    for name, on in _INDEXES.items():
        await run(f"CREATE INDEX {name} ON {on}")


async def fill() -> None:
    await run(_FILL)


async def drop() -> None:
    for name in (*_UNIQUE, *_INDEXES):
        await run(f"DROP INDEX {name}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw(fill)
    manager.add_raw_backwards(drop)
    return manager
