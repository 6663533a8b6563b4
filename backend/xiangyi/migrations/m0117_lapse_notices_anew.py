"""A day's lapse is told again to whoever had more of it in a voucher."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000117"
VERSION = "1.38.0"
DESCRIPTION = "lapse notices anew"


async def create() -> None:
    await run("DROP INDEX one_lapse_notice_each")
    await run('CREATE UNIQUE INDEX one_lapse_notice_each ON lapse_notice (account, "on", told_at)')


async def drop() -> None:
    await run(
        "DELETE FROM lapse_notice WHERE EXISTS (SELECT 1 FROM lapse_notice n"
        ' WHERE n.account = lapse_notice.account AND n."on" = lapse_notice."on"'
        " AND n.told_at < lapse_notice.told_at)"
    )
    await run("DROP INDEX one_lapse_notice_each")
    await run('CREATE UNIQUE INDEX one_lapse_notice_each ON lapse_notice (account, "on")')


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
