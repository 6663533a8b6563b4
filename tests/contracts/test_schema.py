"""The migrations make exactly the tables that the code declares."""

from piccolo.apps.migrations.commands.new import AutoMigrationManager

from xiangyi.core.db import is_postgres, run
from xiangyi.piccolo_app import APP_CONFIG


async def test_there_is_no_change_without_a_migration():
    found = await AutoMigrationManager().get_alter_statements(APP_CONFIG)
    assert [statement for group in found for statement in group.statements] == []


async def test_the_database_has_the_columns_that_the_tables_declare(db):
    for table in APP_CONFIG.table_classes:
        declared = {column._meta.db_column_name for column in table._meta.columns}  # noqa: SLF001
        assert await columns(table._meta.tablename) == declared  # noqa: SLF001


async def columns(table: str) -> set[object]:
    if is_postgres():
        sql = "SELECT column_name AS name FROM information_schema.columns WHERE table_name = {}"
    else:
        sql = "SELECT name FROM pragma_table_info({})"
    return {row["name"] for row in await run(sql, table)}
