"""Bringing a database to the shape the code expects: all of it or none of it."""

import importlib
import pkgutil
from collections.abc import Collection
from contextlib import redirect_stdout
from io import StringIO
from types import ModuleType

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.apps.migrations.tables import Migration

from xiangyi.core.db import atomic, is_postgres, run

APP = "xiangyi"


class SchemaNewer(Exception):
    """The database has been used by a later version; its migrations are named in the message."""


async def migrate(package: ModuleType, *, only: Collection[str] | None = None) -> list[str]:
    """Apply what is missing, in one transaction, and return the names applied.

    Two processes that start at once do not both migrate: the second finds the work done.

    Args:
        only: as far as it is among these; everything if nothing is said.

    Raises:
        SchemaNewer: the database knows a migration that this code does not.
    """
    known = dict(_modules(package))
    async with atomic():
        await hold_schema()
        await Migration.create_table(if_not_exists=True).run()
        lacking = [name for name in await missing(package) if only is None or name in only]
        for name in lacking:
            manager: MigrationManager = await known[name].forwards()
            # Piccolo tells of its progress on standard output, which is not ours to fill.
            with redirect_stdout(StringIO()):
                await manager.run()
            await Migration.insert(Migration(name=name, app_name=APP)).run()
    return lacking


async def hold_schema() -> None:
    """Let nobody else migrate before the caller's transaction ends; SQLite's write lock does."""
    if is_postgres():
        await run("SELECT pg_advisory_xact_lock(7355608)")


async def applied() -> list[str]:
    """Name the migrations that the database has seen, in their order; none where it is empty."""
    there = await Migration.table_exists().run()
    return sorted(await Migration.get_migrations_which_ran(APP)) if there else []


def known_to(package: ModuleType) -> set[str]:
    """Name the migrations that this code has."""
    return {name for name, _ in _modules(package)}


async def missing(package: ModuleType) -> list[str]:
    """Name the migrations that the database has yet to see, in their order.

    Raises:
        SchemaNewer: the database knows a migration that this code does not.
    """
    known, done = known_to(package), set(await applied())
    if unknown := sorted(done - known):
        raise SchemaNewer(", ".join(unknown))
    return sorted(known - done)


def _modules(package: ModuleType) -> list[tuple[str, ModuleType]]:
    modules = [
        importlib.import_module(f"{package.__name__}.{found.name}")
        for found in pkgutil.iter_modules(package.__path__)
    ]
    return [(module.ID, module) for module in modules]
