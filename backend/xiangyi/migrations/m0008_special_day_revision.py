"""How often the calendar of special days changed, so that what is judged in memory is never behind."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import BigInt, Integer
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-25T19:20:00:000008"
VERSION = "1.38.0"
DESCRIPTION = "special day revision"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_table(
        class_name="SpecialDayRevision",
        tablename="special_day_revision",
        schema=None,
        columns=None,
    )
    for name, kind, default, primary in (
        ("id", Integer, 1, True),
        ("revision", BigInt, 0, False),
    ):
        manager.add_column(
            table_class_name="SpecialDayRevision",
            tablename="special_day_revision",
            column_name=name,
            db_column_name=name,
            column_class_name=kind.__name__,
            column_class=kind,
            params={
                "default": default,
                "null": False,
                "primary_key": primary,
                "unique": False,
                "index": False,
                "index_method": IndexMethod.btree,
                "choices": None,
                "db_column_name": None,
                "secret": False,
            },
            schema=None,
        )
    return manager
