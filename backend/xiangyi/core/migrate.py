"""Bringing a database to the shape the code expects: all of it or none of it."""

import importlib
import pkgutil
from contextlib import redirect_stdout
from io import StringIO
from types import ModuleType

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.apps.migrations.tables import Migration

from xiangyi.core.db import atomic, is_postgres, run

APP = "xiangyi"


class SchemaNewer(Exception):
    """The database has been used by a later version; its migrations are named in the message."""


async def migrate(package: ModuleType) -> list[str]:
    """Apply what is missing, in one transaction, and return the names applied.

    Two processes that start at once do not both migrate: SQLite's write lock and a
    lock of PostgreSQL's let the second one find the work done.

    Raises:
        SchemaNewer: the database knows a migration that this code does not.
    """
    known = dict(_modules(package))
    async with atomic():
        if is_postgres():
            await run("SELECT pg_advisory_xact_lock(7355608)")
        await Migration.create_table(if_not_exists=True).run()
        lacking = await missing(package)
        for name in lacking:
            manager: MigrationManager = await known[name].forwards()
            # Piccolo tells of its progress on standard output, which is not ours to fill.
            with redirect_stdout(StringIO()):
                await manager.run()
            await Migration.insert(Migration(name=name, app_name=APP)).run()
    return lacking


async def missing(package: ModuleType) -> list[str]:
    """Name the migrations that the database has yet to see, in their order.

    Raises:
        SchemaNewer: the database knows a migration that this code does not.
    """
    known = dict(_modules(package))
    there = await Migration.table_exists().run()
    done = set(await Migration.get_migrations_which_ran(APP)) if there else set()
    if unknown := sorted(done - known.keys()):
        raise SchemaNewer(", ".join(unknown))
    return sorted(known.keys() - done)


def _modules(package: ModuleType) -> list[tuple[str, ModuleType]]:
    modules = [
        importlib.import_module(f"{package.__name__}.{found.name}")
        for found in pkgutil.iter_modules(package.__path__)
    ]
    return [(module.ID, module) for module in modules]
